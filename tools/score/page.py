"""`Page`: one YAML file as text, edited in place: a value changed, a key added, a line removed.

Comments, order and style stay as they are, so that the line of an edit is where a person sees it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ctai_docs.machine.findings import Path
from ctai_docs.machine.yaml import Loaded, read_yaml
from ctai_docs.machine.yaml.positions import YamlPlace

Value = str | Mapping[str, "Value"]
"""What is typed: a scalar in YAML, or keys, which are written one a line."""

_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}


class Page:
    """A file of a dossier: its name, its text, and the edits made to it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.clean = text
        self.text = text
        self._loaded: Loaded | None = None

    def _load(self, text: str) -> None:
        """Take a new text, which must be YAML."""
        self._loaded = read_yaml(text.encode(), self.name)
        self.text = text

    @property
    def _read(self) -> Loaded:
        if self._loaded is None:
            self._load(self.text)
        assert self._loaded is not None
        return self._loaded

    @property
    def data(self) -> Any:  # noqa: ANN401 - what YAML holds
        """What the file holds, as it now is."""
        return self._read.value

    @property
    def _places(self) -> Mapping[Path, YamlPlace]:
        return self._read.positions._places

    # ------------------------------------------------------------------ reading
    def get(self, *path: str | int) -> Any:  # noqa: ANN401 - the same
        """Return the value at a path, None where there is none."""
        value = self.data
        for step in path:
            if isinstance(value, Mapping):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def line(self, *path: str | int) -> int:
        """Return the line of a value, counted from 1: that of its key where it holds others."""
        return self._places[path].shown[0] + 1

    def line_of(self, text: str) -> int:
        """Return the line of a text that the file holds."""
        return self.text[: self.text.index(text)].count("\n") + 1

    @property
    def edited(self) -> int:
        """The first line that is no longer what it was."""
        pairs = zip(self.clean.split("\n"), self.text.split("\n"), strict=False)
        return next((n for n, (old, new) in enumerate(pairs, 1) if old != new), 1)

    # ------------------------------------------------------------------ editing
    def put(self, value: Value, *path: str | int) -> None:
        """Give a value to a key; add the key to its mapping, which is made too, if need be."""
        if path in self._places:
            start, end = self._span(path)
            place = self._places[path]
            column = place.key[1] if place.key else place.value[1] - 2
            gap = "" if self.text[start - 1 : start].isspace() else " "
            self._load(self.text[:start] + gap + _typed(value, column + 2) + self.text[end:])
        elif path[:-1] in self._places or len(path) == 1:
            self._add(str(path[-1]), value, path[:-1])
        else:
            self.put({str(path[-1]): value}, *path[:-1])

    def _add(self, key: str, value: Value, path: Path) -> None:
        holder = self._places[path]
        if not self.get(*path):  # an empty mapping: a bare key, or {}
            self.put({key: value}, *path)
            return
        first = next(iter(self.get(*path)))
        mark = self._places[(*path, first)].key
        assert mark is not None
        at = self._offset(mark)
        if self.text[self._offset(holder.value)] == "{":
            typed = f"{key}: {value}, "
        else:
            colon = ":" if isinstance(value, Mapping) else ": "
            typed = f"{key}{colon}{_typed(value, mark[1] + 2)}\n{' ' * mark[1]}"
        self._load(self.text[:at] + typed + self.text[at:])

    def append(self, value: Value, *path: str | int) -> None:
        """Add an item to the end of a list, which is made if need be."""
        if not self.get(*path):
            self.put(f"[{value}]" if isinstance(value, str) else f"[{_flow(value)}]", *path)
            return
        start, end = self._span(path)
        if self.text[start] == "[":
            item = value if isinstance(value, str) else _flow(value)
            self._load(f"{self.text[: end - 1]}, {item}{self.text[end - 1 :]}")
            return
        indent = self._places[path].value[1]
        item = value if isinstance(value, str) else _typed(value, indent + 2).lstrip()
        self._load(f"{self.text[:end]}\n{' ' * indent}- {item}{self.text[end:]}")

    def drop(self, *path: str | int) -> None:
        """Remove a key with its value, or an item of a list."""
        start, end = self._span(path)
        mark = self._places[path].key
        if mark is not None:
            start = self._offset(mark)
        else:
            start = max(self.text.rfind("- ", 0, start), 0) if not self._in_flow(path) else start
        before = self.text.rfind("\n", 0, start) + 1
        if self._in_flow(path):
            rest = re.compile(r",?\s*").match(self.text, end)
            assert rest
            self._load(re.sub(r",\s*$", "", self.text[:start]) + self._comma(start, rest.end()))
        elif not self.text[before:start].strip():
            self._load(self.text[:before] + self.text[end:].removeprefix("\n"))
        else:  # the first key of an item: the next one takes its place
            following = re.compile(r"\s*").match(self.text, end)
            assert following
            self._load(self.text[:start] + self.text[following.end() :])

    def _comma(self, start: int, end: int) -> str:
        """Return what follows an item removed from a flow list, after a comma if one is needed."""
        opened = self.text[:start].rstrip()[-1] in "[{"
        closed = self.text[end] in "]}"
        return ("" if opened or closed else ", ") + self.text[end:]

    def say(self, sentence: str, *path: str | int) -> None:
        """Add a paragraph to the end of a text, or make one of it."""
        text = self.get(*path)
        place = self._places.get(path)
        if place is not None and place.style == "|":
            _, end = self._span(path)
            indent = " " * ((place.key or (0, -2))[1] + 2)
            lines = "\n".join(indent + line if line else "" for line in sentence.split("\n"))
            self._load(f"{self.text[:end]}\n\n{lines}{self.text[end:]}")
            return
        column = place.key[1] if place and place.key else 2 * (len(path) - 1)
        body = f"{text.strip()}\n\n{sentence}" if text else sentence
        typed = [" " * (column + 2) + line if line else "" for line in body.split("\n")]
        self.put("\n".join(["|", *typed]), *path)

    def swap(self, old: str, new: str) -> None:
        """Replace the first such words of the file."""
        assert old in self.text, old
        self._load(self.text.replace(old, new, 1))

    def raw(self, text: str) -> None:
        """Take a text that may be no YAML."""
        self.text = text

    # ------------------------------------------------------------------ where things are
    def _offset(self, mark: tuple[int, int]) -> int:
        line, column = mark
        lines = self.text.split("\n")
        return sum(len(text) + 1 for text in lines[:line]) + column

    def _in_flow(self, path: Path) -> bool:
        holder = self._places[path[:-1]]
        return holder.style is None and self.text[self._offset(holder.value)] in "[{"

    def _span(self, path: Path) -> tuple[int, int]:
        """Return where a value starts and ends."""
        place = self._places[path]
        start = self._offset(place.value)
        if place.style == "":
            assert self.text.startswith(place.text, start), path
            return start, start + len(place.text)
        if place.style in _QUOTED:
            found = _QUOTED[place.style].match(self.text, start)
            assert found
            return start, found.end()
        if place.style is None and self.text[start] in "[{":
            return start, self._closing(start)
        column = place.value[1] if place.style is None else (place.key or (0, -1))[1] + 1
        return start, self._block_end(start, column, dashed=self.text.startswith("- ", start))

    def _closing(self, start: int) -> int:
        depth, at = 0, start
        while True:
            char = self.text[at]
            if (
                char in _QUOTED
                and self.text[at - 1] in " [{,:"
                and (q := _QUOTED[char].match(self.text, at))
            ):
                at = q.end()
                continue
            depth += (char in "[{") - (char in "]}")
            at += 1
            if not depth:
                return at

    def _block_end(self, start: int, column: int, *, dashed: bool) -> int:
        """Return the end of the last line that is of a block at this column."""
        end = at = self.text.find("\n", start)
        while 0 <= at < len(self.text) - 1:
            following = self.text.find("\n", at + 1)
            line = self.text[at + 1 : following if following >= 0 else None]
            bare = line.strip()
            indent = len(line) - len(line.lstrip())
            inside = indent >= column and (not dashed or indent > column or bare.startswith("-"))
            if bare and not inside and not bare.startswith("#"):
                break
            if bare and inside:
                end = following if following >= 0 else len(self.text)
            at = following if following >= 0 else len(self.text)
        return end if end >= 0 else len(self.text)


def _typed(value: Value, indent: int) -> str:
    """Return a value as it is typed after its key: keys start a line of their own."""
    if isinstance(value, str):
        return value
    lines = []
    for key, inner in value.items():
        colon = ":" if isinstance(inner, Mapping) else ": "
        lines.append(f"\n{' ' * indent}{key}{colon}{_typed(inner, indent + 2)}")
    return "".join(lines)


def _flow(value: Mapping[str, Value]) -> str:
    pairs = (f"{key}: {_within_flow(inner)}" for key, inner in value.items())
    return "{" + ", ".join(pairs) + "}"


def _within_flow(value: Value) -> str:
    """Return a value as it is typed between braces, where a comma must be quoted."""
    if not isinstance(value, str):
        return _flow(value)
    return f'"{value}"' if "," in value and value[0] not in "\"'[{" else value
