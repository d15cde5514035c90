"""XML read piece by piece, as far as a template knows it: where the reader is, or why it is lost.

A piece of template text takes a `Place` to another. Values stand only in the text of an element or
in the value of an attribute; the reader refuses what it does not know for sure, comments and CDATA
among them, rather than guess. `proof` follows the places through conditions and loops.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

XML_NS = "http://www.w3.org/XML/1998/namespace"
_NAME = r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?"
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#9|#10|#13);")
_END = re.compile(rf"</({_NAME})\s*>", re.ASCII)
_START = re.compile(rf"<({_NAME})", re.ASCII)
_ATTRIBUTE = re.compile(rf"\s+({_NAME})\s*=\s*([\"'])", re.ASCII)
_CLOSE = re.compile(r"\s*(/?)>")

OPEN, OTHER, VALUE = "<", "#", "="
"""What may precede the end of an element, beside the name of the element that ended just there:
its own start, a text, a value printed between blocks."""


class LostError(Exception):
    """The reader does not know what this template text makes of the XML."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An element that is open, and the namespaces in force there: prefix, address."""

    name: str
    spaces: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag that is being read: the value of its attribute `name` goes up to `quote`."""

    element: str
    attributes: tuple[tuple[str, str], ...]
    name: str
    quote: str
    value: str
    """What was read of the value, where it matters."""

    @property
    def declares(self) -> bool:
        """Tell whether the attribute declares a namespace."""
        return self.name.partition(":")[0] == "xmlns"

    @property
    def matters(self) -> bool:
        """Tell whether the value is looked at: a namespace, or how many columns a cell spans."""
        return self.declares or self.element == "w:gridSpan"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: the elements open, and the tag if it is inside one."""

    stack: tuple[Opened, ...] = ()
    tag: Tag | None = None
    begun: bool = False
    before: frozenset[str] = field(default=frozenset({OPEN}), compare=False)
    """What may stand just before, over all ways here."""

    @property
    def inside(self) -> str:
        """Return the name of the innermost element."""
        return self.stack[-1].name if self.stack else ""

    @property
    def in_cell(self) -> bool:
        """Tell whether one of the elements is a cell."""
        return any(opened.name == "w:tc" for opened in self.stack)

    def has(self, *prefixes: str) -> bool:
        """Tell whether all of `prefixes` mean something here."""
        return bool(self.stack) and set(prefixes) <= {p for p, _ in self.stack[-1].spaces}


class Grids:
    """Whether each row of each table, as the text has them, fills the grid of the table exactly.

    Rows that do may come and go without a column to add or to remove.
    """

    def __init__(self) -> None:
        self.regular = True
        self._tables: list[tuple[int, list[int]]] = []
        """The tables open: columns of the grid, columns that each row spans."""

    def start(self, element: str, attributes: tuple[tuple[str, str], ...]) -> None:
        """Take note of the start of an element."""
        if element == "w:tbl":
            self._tables.append((0, []))
        if not self._tables:
            return
        columns, rows = self._tables[-1]
        if element == "w:gridCol":
            self._tables[-1] = (columns + 1, rows)
        elif element == "w:tr":
            rows.append(0)
        elif element == "w:tc" and rows:
            rows[-1] += 1
        elif element == "w:gridSpan" and rows:
            span = dict(attributes).get("w:val", "1")
            self.regular &= span.isdecimal()
            rows[-1] += int(span) - 1 if span.isdecimal() else 0

    def end(self, element: str) -> None:
        """Take note of the end of an element."""
        if element == "w:tbl" and self._tables:
            columns, rows = self._tables.pop()
            self.regular &= not columns or all(row == columns for row in rows)


class Reader:
    """Reads template text; keeps what it finds of containers on the way."""

    def __init__(self) -> None:
        self.ends: dict[str, frozenset[str]] = {}
        """By element: all that may precede its end."""
        self.rows: set[int] = set()
        """The rows that cells were opened in, by their place in the stack."""
        self.grids = Grids()

    def read(self, place: Place, text: str) -> Place:
        """Return the place after `text`."""
        at = 0
        if place.tag:
            place, at = self._value(place, place.tag, text, 0)
        while at < len(text) and place.tag is None:
            start = text.find("<", at)
            start = len(text) if start < 0 else start
            place = _after_text(place, text[at:start])
            place, at = self._tag(place, text, start) if start < len(text) else (place, start)
        return place

    def _tag(self, place: Place, text: str, at: int) -> tuple[Place, int]:
        if end := _END.match(text, at):
            return self._ended(place, end[1]), end.end()
        start = _START.match(text, at)
        if not start or (not place.stack and place.begun):
            raise LostError(text[at : at + 20])
        return self._attributes(replace(place, begun=True), start[1], (), text, start.end())

    def _attributes(
        self, place: Place, element: str, known: tuple[tuple[str, str], ...], text: str, at: int
    ) -> tuple[Place, int]:
        """Read the attributes that follow, up to the end of the tag or of the text."""
        if found := _ATTRIBUTE.match(text, at):
            tag = Tag(element, known, found[1], found[2], "")
            return self._value(place, tag, text, found.end())
        close = _CLOSE.match(text, at)
        if not close:
            raise LostError(text[at : at + 20])
        return self._started(place, element, known, alone=bool(close[1])), close.end()

    def _value(self, place: Place, tag: Tag, text: str, at: int) -> tuple[Place, int]:
        """Read the value of an attribute, or as much of it as the text holds."""
        end = text.find(tag.quote, at)
        piece = text[at:] if end < 0 else text[at:end]
        _check_text(piece)
        if "<" in piece:
            raise LostError(piece)
        if tag.matters:
            tag = replace(tag, value=tag.value + piece)
        if end < 0:
            return replace(place, tag=tag), len(text)
        known = (*tag.attributes, (tag.name, tag.value))
        return self._attributes(replace(place, tag=None), tag.element, known, text, end + 1)

    def _started(
        self, place: Place, element: str, attributes: tuple[tuple[str, str], ...], *, alone: bool
    ) -> Place:
        outer = place.stack[-1].spaces if place.stack else (("xml", XML_NS),)
        spaces = _spaces(outer, attributes)
        _check_names(element, attributes, dict(spaces))
        if element == "w:tc":
            names = [opened.name for opened in place.stack]
            self.rows |= {len(names) - 1 - names[::-1].index("w:tr")} if "w:tr" in names else set()
        self.grids.start(element, attributes)
        inner = replace(
            place, stack=(*place.stack, Opened(element, spaces)), before=frozenset({OPEN})
        )
        return self._ended(inner, element) if alone else inner

    def _ended(self, place: Place, element: str) -> Place:
        if place.inside != element:
            raise LostError(f"</{element}>")
        self.grids.end(element)
        before = place.before if place.in_cell else place.before - {"w:tbl"}  # a table may end it
        self.ends[element] = self.ends.get(element, frozenset()) | before
        return replace(place, stack=place.stack[:-1], before=frozenset({element}))


def printed(place: Place, *, between_blocks: bool) -> Place:
    """Return the place after a value; between blocks, the render sees what it ends with."""
    if not place.stack:
        raise LostError("a value outside the document")
    if place.tag is None:
        return replace(place, before=frozenset({VALUE if between_blocks else OTHER}))
    if place.tag.declares:
        raise LostError("a value as namespace")
    if place.tag.matters:
        return replace(place, tag=replace(place.tag, value="?"))
    return place


def _after_text(place: Place, text: str) -> Place:
    if not text:
        return place
    _check_text(text)
    if ">" in text or (not place.stack and text.strip()):
        raise LostError(text)
    return replace(place, before=frozenset({OTHER}))


def _check_text(text: str) -> None:
    """Refuse an ampersand that does not begin an entity known to all."""
    if text.count("&") != len(_ENTITY.findall(text)):
        raise LostError(text)


def _spaces(
    outer: tuple[tuple[str, str], ...], attributes: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Return the namespaces in force inside an element."""
    own = {
        name.partition(":")[2]: address
        for name, address in attributes
        if name.partition(":")[0] == "xmlns"
    }
    if not own:
        return outer
    if "&" in "".join(own.values()) or not all(own.values()) or {"xml", "xmlns"} & set(own):
        raise LostError("a namespace of an unknown kind")
    return tuple(sorted((dict(outer) | own).items()))


def _check_names(
    element: str, attributes: tuple[tuple[str, str], ...], spaces: dict[str, str]
) -> None:
    """Refuse a prefix without meaning, and two attributes of one name."""
    names = [name for name, _ in attributes if name.partition(":")[0] != "xmlns"]
    full = [_full(name, spaces, spaces.get("", "")) for name in (element,)]
    full += [_full(name, spaces, "") for name in names]
    declared = [name for name, _ in attributes]
    if len(set(full[1:])) != len(names) or len(set(declared)) != len(declared):
        raise LostError(f"two attributes of one name in {element}")


def _full(name: str, spaces: dict[str, str], default: str) -> tuple[str, str]:
    prefix, colon, local = name.rpartition(":")
    if colon and prefix not in spaces:
        raise LostError(f"the prefix {prefix} means nothing")
    return (spaces[prefix] if colon else default, local)
