"""Styles and lists: what a document defines, looked up, and those of several documents merged.

The parts stand as the bytes they are; trees of them are made once for each pair that merges.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from lxml import etree

from ctai_docs.machine.engine.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE_BULLET = W + "lvlPicBulletId"
"""In a level of a list: its bullet is a picture."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """The styles and numbering parts of a document; b"" stands for none."""

    styles: bytes
    numbering: bytes


def definitions(package: Package) -> Definitions:
    """Return the styles and lists of a document."""
    names = (package.related.get(kind, "") for kind in ("styles", "numbering"))
    return Definitions(*(package.parts.get(name, b"") for name in names))


# Looked up


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


# Renamed and merged

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


_LOOKS = frozenset(W + tag for tag in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))


@lru_cache(maxsize=32)
def merge_definitions(
    ours: Definitions, theirs: Definitions
) -> tuple[Definitions, Mapping[str, str], Mapping[str, str]]:
    """Return our definitions with theirs added, and the new ids of their styles and lists.

    A style of Word that both have keeps our look, by its name; one that somebody made, of the same
    name and another look, comes along under another. So does one whose id alone is that of ours.
    """
    if ours == theirs:
        return ours, {}, {}
    known, styles = _styles(ours.styles), _styles(theirs.styles)
    ids = _new_ids(known, styles)
    missing = {name: style for name, style in styles.items() if ids[name] not in known}
    new = {name: ids[name] for name in missing}
    numbering, numbers = _merge_lists(ours.numbering, theirs.numbering, new)
    names = {value(style, "name").lower() for style in known.values()}
    added = "".join(_imported(style, ids, numbers, names) for style in missing.values()).encode()
    all_styles = ours.styles or theirs.styles
    if ours.styles and added:
        end = ours.styles.rindex(b"</w:styles>")
        all_styles = ours.styles[:end] + added + ours.styles[end:]
    return Definitions(all_styles, numbering), ids, numbers


def _new_ids(
    known: Mapping[str, etree._Element], theirs: Mapping[str, etree._Element]
) -> dict[str, str]:
    """Return the id that each of their styles has in the file: that of ours which it stands for."""
    by_name = {_kind_and_name(style): name for name, style in known.items()}
    taken, ids = {name.lower() for name in (*known, *theirs)}, dict[str, str]()
    for name, style in theirs.items():
        same = by_name.get(_kind_and_name(style))
        if same is not None and (
            not _is_made(style) or _look(style, theirs) == _look(known[same], known)
        ):
            ids[name] = same
        elif name in known:
            ids[name] = next(i for n in count(2) if (i := f"{name}-{n}").lower() not in taken)
            taken.add(ids[name].lower())
        else:
            ids[name] = name
    return ids


def _is_made(style: etree._Element) -> bool:
    """Tell whether somebody made the style, which is none of Word's own."""
    return style.get(W + "customStyle") in ("1", "true", "on")


def _look(style: etree._Element, styles: Mapping[str, etree._Element]) -> list[bytes]:
    """Return what a style looks like, comparable: its properties, the name of what it extends."""
    base = styles.get(value(style, "basedOn"))
    parts = [
        etree.tostring(part, method="c14n", exclusive=True, with_tail=False)
        for part in style
        if part.tag in _LOOKS
    ]
    return [*sorted(parts), b"" if base is None else value(base, "name").lower().encode()]


def _styles(xml: bytes) -> dict[str, etree._Element]:
    return styles_by_id(etree.fromstring(xml)) if xml else {}


def _kind_and_name(style: etree._Element) -> tuple[str, str]:
    return str(style.get(W + "type")), value(style, "name").lower()


def _imported(
    style: etree._Element, styles: Mapping[str, str], numbers: Mapping[str, str], names: set[str]
) -> str:
    """Return a style of theirs as it stands beside ours, its id and its name free."""
    copy = deepcopy(style)
    copy.set(W + "styleId", styles[str(copy.get(W + "styleId"))])
    title = copy.find(W + "name")
    if title is not None and (name := str(title.get(W + "val"))).lower() in names:
        free = next(f"{name} ({n})" for n in count(2) if f"{name} ({n})".lower() not in names)
        title.set(W + "val", free)
        names.add(free.lower())
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


def _merge_lists(
    ours: bytes, theirs: bytes, new_styles: Mapping[str, str]
) -> tuple[bytes, dict[str, str]]:
    """Return our lists with theirs after them, under ids above ours, and those ids."""
    if ours == theirs or not theirs:
        return ours, {}
    other = _without_pictures(etree.fromstring(theirs))
    if not ours:
        return _part(other), {}
    root = etree.fromstring(ours)
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
    lists = (i for i, e in enumerate(root) if e.tag in (W + "abstractNum", W + "num"))
    last = max(lists, default=-1)
    root[last + 1 : last + 1] = other.findall(W + "num")
    return _part(root), numbers


def _part(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without_pictures(numbering: etree._Element) -> etree._Element:
    """Return the lists, each bullet that is a picture being the sign that Word keeps beside it.

    The pictures belong to the part that is left behind; `inspection` tells who made them.
    """
    for picture in list(numbering.iter(W + "numPicBullet", PICTURE_BULLET)):
        parent = picture.getparent()
        assert parent is not None
        parent.remove(picture)
    return numbering


def _highest_id(root: etree._Element, tag: str) -> int:
    return max((int(e.get(f"{W}{tag}Id", 0)) for e in root.iterfind(W + tag)), default=0)


def _shift(element: etree._Element, attribute: str, by: int) -> None:
    element.set(attribute, str(int(element.get(attribute, 0)) + by))


def _make_distinct(abstract: etree._Element, new_styles: Mapping[str, str]) -> None:
    """Give the abstract list a signature of its own, and unlink the styles that keep our look."""
    sign = abstract.find(W + "nsid")
    if sign is not None:
        sign.set(W + "val", f"{0x5C7A0000 + int(abstract.get(W + 'abstractNumId', 0)):08X}")
    for link in (*abstract.iter(W + "pStyle"), *abstract.iterfind(W + "styleLink")):
        if (style := str(link.get(W + "val"))) in new_styles:
            link.set(W + "val", new_styles[style])
        else:
            parent = link.getparent()
            assert parent is not None
            parent.remove(link)
