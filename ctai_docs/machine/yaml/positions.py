"""Where each value of a dossier was typed: from the path in the model to file, line and column.

The reader of YAML notes a `YamlPlace` for each path; `Positions` answers for the whole dossier,
once the positions of each file are mounted where its data went. Lines and columns of a `Location`
count from 1, those of a `YamlPlace` from 0, as the parser does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ctai_docs.machine.findings import Finding, Location, Path

Mark = tuple[int, int]
"""A line and a column, counted from 0."""


class YamlPlace(NamedTuple):
    """Where a key and its value are in a file; the style and the text, when the value is one."""

    key: Mark | None
    value: Mark
    style: str | None = None
    """`''` plain, `'`, `"`, `|` or `>`; None when the value is a mapping or a list."""
    text: str = ""

    @property
    def shown(self) -> Mark:
        """Return the mark worth opening: the value when it stands by itself, else its key."""
        return self.value if self.text or self.key is None else self.key


class Positions:
    """The places of the data of one file, and of the files mounted inside it."""

    def __init__(
        self, file: str, places: Mapping[Path, YamlPlace], lines: Sequence[str] = ()
    ) -> None:
        self.file = file
        self._places = places
        self._lines = lines
        self._mounted: dict[Path, Positions] = {}

    def mount(self, prefix: Path, other: Positions) -> None:
        """Say that the data of `other` is at `prefix` in ours."""
        self._mounted[prefix] = other

    def locate(self, path: Path, line_in_text: int | None = None) -> Location:
        """Return the place of the value at `path`, or of the nearest known value around it.

        `line_in_text` counts from 0 in a text of several lines: exact for `|`, near for the others.
        """
        owner, inner = self._owner(path)
        place = owner._nearest(inner)
        if line_in_text is None or place.style is None or inner not in owner._places:
            return owner._location(place.shown)
        return owner._location(_line_of(place, owner._lines, line_in_text))

    def locate_key(self, path: Path) -> Location:
        """Return the place of the key at `path`; of the value when it has no key of its own."""
        owner, inner = self._owner(path)
        place = owner._nearest(inner)
        return owner._location(place.key or place.value)

    def shorten(self, path: Path) -> Path:
        """Return `path` as seen from the file that holds it: `budget.cout_total`."""
        return self._owner(path)[1]

    def place(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings with their place in a file, and their path inside that file."""
        return [
            replace(
                finding,
                where=finding.where or self.locate(finding.path, finding.line_in_text),
                path=self.shorten(finding.path),
                ailleurs=finding.ailleurs or tuple(map(self.locate, finding.autres)),
            )
            for finding in findings
        ]

    def _owner(self, path: Path) -> tuple[Positions, Path]:
        """Return the positions of the file that holds `path`, and the path inside it."""
        for length in range(len(path), -1, -1):
            if other := self._mounted.get(path[:length]):
                return other._owner(path[length:])
        return self, path

    def _nearest(self, path: Path) -> YamlPlace:
        """Return the place of `path` or of its nearest ancestor: at worst, the top of the file."""
        ancestors = (path[:length] for length in range(len(path), -1, -1))
        return next(
            (self._places[p] for p in ancestors if p in self._places), YamlPlace(None, (0, 0))
        )

    def _location(self, mark: Mark) -> Location:
        return Location(self.file, mark[0] + 1, mark[1] + 1)


def _line_of(place: YamlPlace, lines: Sequence[str], line_in_text: int) -> Mark:
    """Return where line `line_in_text` of a text begins."""
    first, column = place.value
    if place.style == "|":
        return _start_of(lines, first + 1 + line_in_text)
    before = place.text.split("\n")[:line_in_text]
    if not before:
        return _start_of(lines, first + 1) if place.style == ">" else (first, column)
    passed, wanted = 0, _weight("".join(before))
    for number in range(first, len(lines)):
        passed += _weight(_as_typed(lines[number], place, number))
        if passed > wanted:
            return _start_of(lines, number) if number > first else (first, column)
    return first, column


def _start_of(lines: Sequence[str], number: int) -> Mark:
    """Return the first sign of a line."""
    number = min(number, max(len(lines) - 1, 0))
    line = lines[number] if lines else ""
    return number, len(line) - len(line.lstrip(" "))


def _weight(text: str) -> int:
    """Return the number of signs that folding keeps: neither space nor line end."""
    return len(text) - sum(map(str.isspace, text))


def _as_typed(line: str, place: YamlPlace, number: int) -> str:
    """Return what a line of a folded or quoted text adds to the value, near enough to count."""
    if number == place.value[0]:
        line = "" if place.style == ">" else line[place.value[1] + len(place.style or "") :]
    if place.style == "'":
        return line.replace("''", "'")
    if place.style == '"':
        return re.sub(r"\\(x..|u....|U.{8}|(?P<space>[nrtvLPN_ ])|.)", _unescaped, line)
    return line


def _unescaped(escape: re.Match[str]) -> str:
    """Return a stand-in of the same weight as what an escape means."""
    return "" if escape["space"] else "x"
