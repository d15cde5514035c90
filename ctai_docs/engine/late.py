"""Late ids: what XML writes as `="§kind:…"` until all bodies of a file are known.

`defer` makes late ids of the ids a template came with, so that bodies can be repeated and joined;
those of controls and paragraphs go away, for Word numbers what has none. `resolve` gives each its
value. Ids run through the whole file (`FileIds`), bookmarks and lists are known by name within one
body (`BodyIds`), relationships within one part (`Relations`). Lists are instances of what styles
and numbering define: the definitions of several templates merge here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import count
from typing import Protocol

from lxml import etree

from ctai_docs.engine.package import Package
from ctai_docs.findings import CtaiError, Rule, Severity

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

NO_LIST = Rule(
    "DOC-012",
    Severity.ERREUR,
    "Style sans liste",
    "Le modèle n’a pas de style de liste « {style} », dont le document a besoin.",
    "Ce style doit exister et porter une numérotation ou des puces.",
    "Rétablissez-le dans le modèle, ou repartez du modèle fourni.",
    "Langage des modèles, docxtpl",
)

_SIGN = "§".encode()
_LAST = _SIGN[-1:]
_OPENING = b'="' + _SIGN[:-1]
"""A sign is found by its last byte: one byte is sought ten times as fast as two."""
_STATIC = tuple(
    (sign.encode(), re.compile(pattern.encode()), late.encode())
    for sign, pattern, late in (
        ("w14:paraId", ' w14:(?:paraId|textId)="[^"]*"', ""),
        ("<w:id ", '<w:id w:val="[^"]*"/>', ""),
        ("<wp:docPr ", r'(<wp:docPr\b[^>]*?\sid=")[^"]*"', r'\1§dessin"'),
        (
            "<w:bookmarkStart",
            r'(<w:bookmarkStart\b[^>]*?\sw:id=")(?!§)([^"]*)"',
            r'\1§signet:\2"',
        ),
        (
            "<w:bookmarkEnd",
            r'(<w:bookmarkEnd\b[^>]*?\sw:id=")(?!§)([^"]*)"',
            r'\1§finsignet:\2"',
        ),
    )
)


def defer(xml: bytes) -> bytes:
    """Return `xml` with its own drawing and bookmark ids made late.

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

    def to_xml(self) -> bytes:
        """Return the numbering part with the fresh lists, in the place the schema wants them."""
        if not self._fresh:
            return self._numbering
        return insert_nums(self._numbering, "".join(self._fresh).encode())


def insert_nums(numbering: bytes, nums: bytes) -> bytes:
    """Return the numbering part with `nums` after its last `w:num`."""
    end = numbering.find(b"<w:numIdMacAtCleanup")
    end = end if end >= 0 else numbering.rindex(b"</w:numbering>")
    return b"".join((numbering[:end], nums, numbering[end:]))


def highest(pattern: bytes, xml: bytes) -> int:
    """Return the highest number that `pattern` captures in `xml`, or 0."""
    return max(map(int, re.findall(pattern, xml)), default=0)


@lru_cache(maxsize=16)
def last_number(numbering: bytes) -> int:
    """Return the highest id of a list instance in the numbering part."""
    return highest(rb'<w:num [^>]*?w:numId="(\d+)"', numbering)


@lru_cache(maxsize=16)
def list_styles(styles: bytes, numbering: bytes) -> Mapping[str, tuple[str, str]]:
    """Return, for each paragraph style with a list, the id of the abstract list and the level."""
    if not (styles and numbering):
        return {}
    nums = {
        num.get(W + "numId"): value(num, "abstractNumId")
        for num in etree.fromstring(numbering).iterfind(W + "num")
    }
    by_id = styles_by_id(etree.fromstring(styles))
    found = {}
    for name in by_id:
        number = inherited(name, by_id, f"pPr/{W}numPr/{W}numId")
        if number in nums:
            found[name] = (nums[number], inherited(name, by_id, f"pPr/{W}numPr/{W}ilvl") or "0")
    return found


def styles_by_id(root: etree._Element) -> dict[str, etree._Element]:
    """Return the styles under the root of a styles part."""
    return {str(style.get(W + "styleId")): style for style in root.iterfind(W + "style")}


def inherited(name: str, by_id: Mapping[str, etree._Element], path: str) -> str:
    """Return the value at `path` of a style, or of the nearest it is based on, or ""."""
    seen = set[str]()
    while name in by_id and name not in seen:
        seen.add(name)
        if found := value(by_id[name], path):
            return found
        name = value(by_id[name], "basedOn")
    return ""


def value(parent: etree._Element, path: str) -> str:
    """Return the `w:val` of the element at `path` under `parent`, or ""."""
    found = parent.find(W + path)
    return "" if found is None else str(found.get(W + "val", ""))


@dataclass
class FileIds:
    """The next ids of one output file."""

    lists: Lists = field(default_factory=Lists)
    drawings: count[int] = field(default_factory=lambda: count(1))
    bookmarks: count[int] = field(default_factory=lambda: count(1))


class BodyIds:
    """The ids of one body: equal names mean the same bookmark or list there, and only there."""

    def __init__(self, file: FileIds) -> None:
        self._file = file
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
            case "signet":
                return self._bookmark(rest)
            case "finsignet":
                return self._bookmarks[rest]
            case "liste":
                return self._list(rest)
            case "lien":
                return relations.link(rest)
            case "image":
                return relations.image(rest)
            case "graphique":
                return relations.chart(rest)
        raise AssertionError(f"unknown late id: §{late}")

    def _bookmark(self, name: str) -> str:
        """Return the id of a bookmark that starts: a new one each time a loop repeats it."""
        self._bookmarks[name] = str(next(self._file.bookmarks))
        return self._bookmarks[name]

    def _list(self, rest: str) -> str:
        style, _, rest = rest.partition(":")
        key, _, start = rest.partition(":")
        if not (style and key and (not start or start.isdecimal())):
            raise AssertionError(f"malformed late list: §liste:{style}:{rest}")
        if (style, key) not in self._lists:
            self._lists[style, key] = self._file.lists.instance(style, start or "1")
        return self._lists[style, key]


# Styles and lists


@dataclass(frozen=True, slots=True)
class Definitions:
    """The styles and numbering parts of a document; b"" stands for none."""

    styles: bytes
    numbering: bytes


def definitions(package: Package) -> Definitions:
    """Return the styles and lists of a document."""
    names = (package.related.get(kind, "") for kind in ("styles", "numbering"))
    return Definitions(*(package.parts.get(name, b"") for name in names))


_STYLE = re.compile(rb'(<w:(?:p|r|tbl)Style w:val=")([^"]*)"')
_NUMBER = re.compile(rb'(<w:numId w:val=")([^"]*)"')


def rename_styles_and_lists(
    xml: bytes, styles: Mapping[str, str], lists: Mapping[str, str]
) -> bytes:
    """Return `xml` with style and list ids renamed, but for late ones."""
    return _renamed(_NUMBER, _renamed(_STYLE, xml, styles), lists)


def _renamed(pattern: re.Pattern[bytes], xml: bytes, names: Mapping[str, str]) -> bytes:
    if not names:
        return xml
    new = {old.encode(): name.encode() for old, name in names.items()}
    return pattern.sub(lambda found: b'%b%b"' % (found[1], new.get(found[2], found[2])), xml)


@lru_cache(maxsize=32)
def merge_definitions(
    ours: Definitions, theirs: Definitions
) -> tuple[Definitions, Mapping[str, str], Mapping[str, str]]:
    """Return our definitions with theirs added, and the new ids of their styles and lists.

    A style that both have, by id or by name, keeps our look.
    """
    if ours == theirs:
        return ours, {}, {}
    known, styles = _styles(ours.styles), _styles(theirs.styles)
    by_name = {_kind_and_name(style): name for name, style in known.items()}
    ids = {name: by_name.get(_kind_and_name(style), name) for name, style in styles.items()}
    missing = {name: style for name, style in styles.items() if ids[name] not in known}
    numbering, numbers = _merge_lists(ours.numbering, theirs.numbering, set(missing))
    added = "".join(_imported(style, ids, numbers) for style in missing.values()).encode()
    all_styles = ours.styles or theirs.styles
    if ours.styles and added:
        end = ours.styles.rindex(b"</w:styles>")
        all_styles = ours.styles[:end] + added + ours.styles[end:]
    return Definitions(all_styles, numbering), ids, numbers


def _styles(xml: bytes) -> dict[str, etree._Element]:
    return styles_by_id(etree.fromstring(xml)) if xml else {}


def _kind_and_name(style: etree._Element) -> tuple[str, str]:
    return str(style.get(W + "type")), value(style, "name").lower()


def _imported(style: etree._Element, styles: Mapping[str, str], numbers: Mapping[str, str]) -> str:
    copy = deepcopy(style)
    if W + "default" in copy.attrib:
        del copy.attrib[W + "default"]
    for tag in ("basedOn", "next", "link"):
        _set_value(copy.find(W + tag), styles)
    _set_value(copy.find(f".//{W}numId"), numbers)
    return etree.tostring(copy, encoding="unicode", with_tail=False)


def _set_value(element: etree._Element | None, names: Mapping[str, str]) -> None:
    if element is not None:
        old = str(element.get(W + "val"))
        element.set(W + "val", names.get(old, old))


def _merge_lists(ours: bytes, theirs: bytes, new_styles: set[str]) -> tuple[bytes, dict[str, str]]:
    """Return our lists with theirs after them, under ids above ours, and those ids."""
    if ours == theirs or not theirs:
        return ours, {}
    if not ours:
        return theirs, {}
    root, other = etree.fromstring(ours), deepcopy(etree.fromstring(theirs))
    if other.find(W + "numPicBullet") is not None:
        raise AssertionError("picture bullets cannot be imported")
    shifts = {tag: _highest_id(root, tag) + 1 for tag in ("abstractNum", "num")}
    for abstract in other.iterfind(W + "abstractNum"):
        _shift(abstract, f"{W}abstractNumId", shifts["abstractNum"])
        _make_distinct(abstract, new_styles)
    numbers = {}
    for num in other.iterfind(W + "num"):
        old = str(num.get(W + "numId"))
        _shift(num, f"{W}numId", shifts["num"])
        _shift(num[0], f"{W}val", shifts["abstractNum"])
        numbers[old] = str(num.get(W + "numId"))
    first = root.find(W + "num")
    place = len(root) if first is None else root.index(first)
    root[place:place] = other.findall(W + "abstractNum")
    last = max(i for i, e in enumerate(root) if e.tag in (W + "abstractNum", W + "num"))
    root[last + 1 : last + 1] = other.findall(W + "num")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), numbers


def _highest_id(root: etree._Element, tag: str) -> int:
    return max((int(e.get(f"{W}{tag}Id", 0)) for e in root.iterfind(W + tag)), default=0)


def _shift(element: etree._Element, attribute: str, by: int) -> None:
    element.set(attribute, str(int(element.get(attribute, 0)) + by))


def _make_distinct(abstract: etree._Element, new_styles: set[str]) -> None:
    """Give the abstract list a signature of its own, and unlink the styles that keep our look."""
    sign = abstract.find(W + "nsid")
    if sign is not None:
        sign.set(W + "val", f"{0x5C7A0000 + int(abstract.get(W + 'abstractNumId', 0)):08X}")
    for link in (*abstract.iter(W + "pStyle"), *abstract.iterfind(W + "styleLink")):
        if link.get(W + "val") not in new_styles:
            parent = link.getparent()
            assert parent is not None
            parent.remove(link)
