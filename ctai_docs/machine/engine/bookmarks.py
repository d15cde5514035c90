"""Bookmarks of a template inside a loop: each turn has its own, for Word keeps the first of a name.

The first turn keeps the name, so that what refers to it from outside still finds it; the others
add the number of the turn. A reference in the same turn leads to the bookmark of that turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_STEP = re.compile(
    r"\{%-?\+?\s*(?P<word>for|endfor)\b.*?%\}"
    r'|<w:bookmarkStart\b[^>]*?\sw:name="(?P<name>[^"{]+)"'
    r'|w:anchor="(?P<anchor>[^"{]+)"'
    r'|<w:instrText\b[^>]*>(?P<field>[^<]+)<|w:instr="(?P<simple>[^"]+)"',
    re.DOTALL,
)
_NAMED = ("name", "anchor", "field", "simple")
_Loops = tuple[int, ...]
"""The loops around a place, each by where its body begins."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place that may name a bookmark."""

    start: int
    text: str
    loops: _Loops
    defines: bool


def numbered_by_turn(source: str) -> str:
    """Return the source, the names of the bookmarks of a loop different in each turn."""
    if "<w:bookmarkStart" not in source or "endfor" not in source:
        return source
    mentions = list(_mentions(source))
    repeated = {m.text.lower(): m.loops for m in reversed(mentions) if m.defines and m.loops}
    if not repeated:
        return source
    loops = sorted({start for around in repeated.values() for start in around})
    variables = {start: f"ctai_signet_{rank}" for rank, start in enumerate(loops)}
    changes = [(start, f"{{% set {variables[start]} = loop.index0 %}}") for start in loops]
    for mention in mentions:
        changes += _suffixes(mention, repeated, variables)
    return _with(source, changes)


def _mentions(source: str) -> Iterator[_Mention]:
    """Yield each place that may name a bookmark, with the loops around it."""
    opened: list[int] = []
    for step in _STEP.finditer(source):
        if step["word"] == "for":
            opened.append(step.end())
        elif step["word"]:
            opened = opened[:-1]
        elif kind := next(kind for kind in _NAMED if step[kind]):
            yield _Mention(step.start(kind), step[kind], tuple(opened), kind == "name")


def _suffixes(
    mention: _Mention, repeated: Mapping[str, _Loops], variables: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Yield what follows each name of a repeated bookmark, and where."""
    for word in re.finditer(r"[^\s\"&;]+", mention.text):
        around = repeated.get(word[0].lower(), ())
        turns = (
            f"{{{{ '_{chr(ord('a') + depth)}' ~ {variables[loop]} if {variables[loop]} else '' }}}}"
            for depth, loop in enumerate(around)
            if loop in mention.loops
        )
        yield mention.start + word.end(), "".join(turns)


def _with(source: str, changes: Sequence[tuple[int, str]]) -> str:
    """Return the source with texts put into it."""
    pieces, done = [], 0
    for at, text in sorted(changes):
        pieces += [source[done:at], text]
        done = at
    return "".join([*pieces, source[done:]])
