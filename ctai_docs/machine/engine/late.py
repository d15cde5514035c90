"""Late ids: what XML writes as `="§kind:…"` until all bodies of a file are known, § being `LATE`.

`defer` makes late ids of the ids a template came with, so that bodies can be repeated and joined;
those of controls and paragraphs go away, for Word numbers what has none. `resolve` gives each its
value. Ids run through the whole file (`FileIds`), bookmarks and lists are known by name within one
body (`BodyIds`), relationships within one part (`Relations`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import chain, count
from types import MappingProxyType
from typing import Protocol

from ctai_docs.machine.engine.definitions import insert_nums, last_number, list_styles
from ctai_docs.machine.engine.numbers import fresh_num
from ctai_docs.machine.engine.outside import is_address
from ctai_docs.machine.engine.safe import LATE
from ctai_docs.machine.findings import CtaiError, Rule, Severity

NO_LIST = Rule(
    "DOC-012",
    Severity.ERREUR,
    "Style sans liste",
    "Le modèle n’a pas de style de liste « {style} », dont le document a besoin.",
    "Ce style doit exister et porter une numérotation ou des puces.",
    "Rétablissez-le dans le modèle, ou repartez du modèle fourni.",
    "Langage des modèles, docxtpl",
)

BAD_LINK = Rule(
    "DOC-018",
    Severity.ERREUR,
    "Adresse de lien refusée",
    "Un lien du document mènerait à « {target} ».",
    "Un lien mène à une adresse « https », « http », « mailto » ou « tel ».",
    "Corrigez l’adresse du lien dans le modèle, ou la donnée qu’elle imprime.",
    "Usage du projet",
)

NO_NAMES: Mapping[str, str] = MappingProxyType({})
_SIGN = LATE.encode()
_LAST = _SIGN[-1:]
_OPENING = b'="' + _SIGN[:-1]
"""A sign is found by its last byte: one byte is sought ten times as fast as two."""
_STATIC = tuple(
    (sign.encode(), re.compile(pattern.encode()), late.encode())
    for sign, pattern, late in (
        ("w14:paraId", ' w14:(?:paraId|textId)="[^"]*"', ""),
        ("<w:id ", '<w:id w:val="[^"]*"/>', ""),
        ("<wp:docPr ", r'(<wp:docPr\b[^>]*?\sid=")[^"]*"', rf'\1{LATE}dessin"'),
        ("<v:", rf'(<v:(?!shapetype\b)\w+\b[^>]*?\sid=")(?!{LATE})([^"]*)"', rf'\1{LATE}forme:\2"'),
        (
            "<w:bookmarkStart",
            rf'(<w:bookmarkStart\b[^>]*?\sw:id=")(?!{LATE})([^"]*)"',
            rf'\1{LATE}signet:\2"',
        ),
        (
            "<w:bookmarkEnd",
            rf'(<w:bookmarkEnd\b[^>]*?\sw:id=")(?!{LATE})([^"]*)"',
            rf'\1{LATE}finsignet:\2"',
        ),
    )
)


def defer(xml: bytes) -> bytes:
    """Return `xml` with the ids of its own drawings, shapes and bookmarks made late.

    Doing so twice is safe. The ids of paragraphs and controls go away: nothing refers to them, and
    repeating one is an error. Word numbers what has none when it opens a file (ISO 29500-1,
    17.5.2.18).
    """
    for sign, pattern, late in _STATIC:
        if sign in xml:
            xml = pattern.sub(late, xml)
    return xml


class Relations(Protocol):
    """The relationships of the part whose late ids are resolved."""

    def link(self, address: str) -> str:
        """Return the relationship id of an external hyperlink."""
        ...

    def image(self, name: str) -> str:
        """Return the relationship id of the picture called `name`."""
        ...

    def chart(self, name: str) -> str:
        """Return the relationship id of a new part for the chart called `name`."""
        ...


Pieces = list[bytes | memoryview]
"""XML that is joined once, when its part is done: a body is long, and not copied for each step."""


class Lists:
    """The list instances of one file: each a fresh `w:num` on the abstract list of a style."""

    def __init__(self, styles: bytes = b"", numbering: bytes = b"") -> None:
        self._styles, self._numbering = styles, numbering
        self._fresh: list[str] = []

    def instance(self, style: str, start: str = "1") -> str:
        """Return the `w:numId` of a new list in the way of `style`, counting from `start`.

        A list inside another is an instance of its own, on whichever level the text puts it.
        """
        known = list_styles(self._styles, self._numbering)
        if style not in known:
            raise CtaiError([NO_LIST.at((), style=style)])
        abstract, own_level = known[style]
        number = last_number(self._numbering) + 1 + len(self._fresh)
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level in sorted({"0", "1", own_level})
        )
        self._fresh.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        )
        return str(number)

    def again(self, number: str) -> str:
        """Return the `w:numId` of a new list like `number`, counting from its start."""
        fresh = last_number(self._numbering) + 1 + len(self._fresh)
        self._fresh.append(fresh_num(self._numbering, number, fresh))
        return str(fresh)

    def to_xml(self) -> bytes:
        """Return the numbering part with the fresh lists, in the place the schema wants them."""
        if not self._fresh:
            return self._numbering
        return insert_nums(self._numbering, "".join(self._fresh).encode())


@dataclass
class FileIds:
    """The next ids of one output file."""

    lists: Lists = field(default_factory=Lists)
    drawings: count[int] = field(default_factory=lambda: count(1))
    bookmarks: count[int] = field(default_factory=lambda: count(1))
    shapes: set[str] = field(default_factory=set)

    def shape(self, name: str) -> str:
        """Return the id of a VML shape: its own, unless another has it, for Word reads some."""
        names = chain([name], (f"{name}_{number}" for number in count(2)))
        free = next(each for each in names if each not in self.shapes)
        self.shapes.add(free)
        return free


class BodyIds:
    """The ids of one body: equal names mean the same bookmark or list there, and only there."""

    def __init__(
        self, file: FileIds, lists: Mapping[str, str] = NO_NAMES, *, is_first: bool = True
    ) -> None:
        self._file, self._renamed, self._is_first = file, lists, is_first
        self._begun = set[str]()
        self._bookmarks: dict[str, str] = {}
        self._lists: dict[tuple[str, str], str] = {}

    def resolve(self, xml: bytes, relations: Relations) -> Pieces:
        """Return the pieces of `xml`, with a value in the place of each late id."""
        whole = memoryview(xml)
        pieces, done = Pieces(), 0
        at = xml.find(_LAST)
        while at >= 0:
            if xml.endswith(_OPENING, done, at):
                end = xml.index(b'"', at)
                late = unescape(xml[at + 1 : end].decode())
                pieces.append(whole[done : at + 1 - len(_SIGN)])
                pieces.append(self._value(late, relations).encode())
                done = at = end
            at = xml.find(_LAST, at + 1)
        pieces.append(whole[done:])
        return pieces

    def _value(self, late: str, relations: Relations) -> str:
        kind, _, rest = late.partition(":")
        match kind:
            case "dessin":
                return str(next(self._file.drawings))
            case "forme":
                return escape(self._file.shape(rest))
            case "signet":
                return self._bookmark(rest)
            case "finsignet":
                return self._bookmarks.get(rest) or self._bookmark(rest)
            case "liste":
                return self._list(rest)
            case "numero":
                return self._number(rest)
            case "lien":
                if not is_address(rest):
                    raise CtaiError([BAD_LINK.at((), target=rest[:120])])
                return relations.link(rest)
            case "image":
                return relations.image(rest)
            case "graphique":
                return relations.chart(rest)
        raise AssertionError(f"unknown late id: {late}")

    def _bookmark(self, name: str) -> str:
        """Return the id of a bookmark that starts: a new one each time a loop repeats it.

        A condition may keep an end without its start: nothing bears its id, and Word ignores it
        (ISO 29500-1, 17.13.6.1).
        """
        self._bookmarks[name] = str(next(self._file.bookmarks))
        return self._bookmarks[name]

    def _number(self, rest: str) -> str:
        """Return the instance of a list of the template in this turn of this body.

        In the first turn of the first body, it is the template's own.
        """
        number = self._renamed.get(rest.partition(":")[0], rest.partition(":")[0])
        if ("", rest) not in self._lists:
            own = self._is_first and number not in self._begun
            self._begun.add(number)
            self._lists["", rest] = number if own else self._file.lists.again(number)
        return self._lists["", rest]

    def _list(self, rest: str) -> str:
        style, _, rest = rest.partition(":")
        key, _, start = rest.partition(":")
        if not (style and key and (not start or start.isdecimal())):
            raise AssertionError(f"malformed late list: {style}:{rest}")
        if (style, key) not in self._lists:
            self._lists[style, key] = self._file.lists.instance(style, start or "1")
        return self._lists[style, key]
