"""What a template may fetch, run or lead to: allow-lists, and nothing else.

A relationship is judged by its type and by the element that uses it: a picture shown over the
relationship of a hyperlink is content from outside. A field is judged by its instruction, which
Word may split over runs; an address by its scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from ctai_docs.machine.engine.charts import is_chart_data
from ctai_docs.machine.engine.package import (
    OFFICE_RELS,
    Package,
    R,
    Relationship,
    rels_name,
    rels_xml,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_R = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
ADDRESS = re.compile(r"(?:https?://[^\s\\/?#][^\s\\]*|(?:mailto|tel):[^\s\\]+)", re.IGNORECASE)
"""An address that leaves the machine of its reader alone: nothing local, nothing that runs."""

_USES = (
    ("hyperlink", "hyperlink hlinkClick hlinkHover hlinkMouseOver", "id"),
    ("image", "blip svgBlip", "embed"),
    ("image", "imagedata fill stroke background", "id pict"),
    ("hdphoto", "imgLayer", "embed"),
    ("header", "headerReference", "id"),
    ("footer", "footerReference", "id"),
    ("font", "embedRegular embedBold embedItalic embedBoldItalic", "id"),
    ("chart", "chart", "id"),
    ("chartEx", "chart", "id"),
    ("chartUserShapes", "userShapes", "id"),
    ("package", "externalData", "id"),
    ("diagramData", "relIds", "dm"),
    ("diagramLayout", "relIds", "lo"),
    ("diagramQuickStyle", "relIds", "qs"),
    ("diagramColors", "relIds", "cs"),
    ("printerSettings", "printerSettings", "id"),
    *((kind, "", "") for kind in ("styles", "settings", "webSettings", "fontTable")),
    *((kind, "", "") for kind in ("theme", "themeOverride", "numbering", "customXml")),
    *((kind, "", "") for kind in ("footnotes", "endnotes", "customXmlProps", "people")),
    *((kind, "", "") for kind in ("stylesWithEffects", "glossaryDocument", "comments")),
    *((kind, "", "") for kind in ("commentsExtended", "commentsIds", "commentsExtensible")),
    *((kind, "", "") for kind in ("diagramDrawing", "chartStyle", "chartColorStyle")),
    *((kind, "", "") for kind in ("officeDocument", "core-properties", "thumbnail")),
    *((kind, "", "") for kind in ("extended-properties", "custom-properties")),
    *((kind, "", "") for kind in ("origin", "signature", "documenttasks")),
    *((kind, "", "") for kind in ("classificationlabels", "webextensiontaskpanes")),
)
USERS: Mapping[str, frozenset[tuple[str, str]]] = MappingProxyType(
    {
        kind: frozenset(
            (element, name)
            for other, elements, names in _USES
            if other == kind
            for element in elements.split()
            for name in names.split()
        )
        for kind, _, _ in _USES
    }
)
"""The elements that may use a relationship, and by which attribute, for each type allowed."""
_SPACES = ("/officeDocument/", "/package/2006/relationships/", "schemas.microsoft.com/office/")
_ELEMENTS = frozenset(
    (
        *("altChunk", "subDoc", "OLEObject", "objectEmbed", "objectLink", "control", "frameset"),
        *("mailMerge", "saveThroughXslt", "audioFile", "videoFile", "wavAudioFile"),
        *("quickTimeFile", "webVideoPr", "movie", "schemaLibrary", "scriptAnchor", "ocx"),
    )
)
"""Elements that bring in content, run it, or name its source."""
FIELDS = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "STYLEREF"),
        *("TOC", "TC", "XE", "INDEX", "SEQ", "TA", "TOA", "LISTNUM", "AUTONUM", "AUTONUMLGL"),
        *("AUTONUMOUT", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME"),
        *("TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "LASTSAVEDBY", "REVNUM"),
        *("FILENAME", "FILESIZE", "TEMPLATE", "NUMWORDS", "NUMCHARS", "DOCPROPERTY", "INFO"),
        *("DOCVARIABLE", "USERNAME", "USERINITIALS", "USERADDRESS", "HYPERLINK", "IF", "COMPARE"),
        *("SET", "QUOTE", "SYMBOL", "EQ", "=", "ADVANCE", "FORMTEXT", "FORMCHECKBOX"),
        *("FORMDROPDOWN", "MERGEFIELD", "CITATION", "BIBLIOGRAPHY", "SHAPE", "BIDIOUTLINE"),
        *("BARCODE", "DISPLAYBARCODE"),
    )
)
"""Fields that show what the file holds; others fetch, run or ask."""
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_SVG_ADDRESS = re.compile(r"(?i)url\(\s*['\"]?(?!#|data:image/)|@import")
_COMPOUND = b"\xd0\xcf\x11\xe0"
"""How files of macros and of OLE objects begin, whatever they are called."""


class Outside(NamedTuple):
    """What leads out of a template: the part, what it is, and where it leads."""

    part: str
    kind: str
    target: str


def is_address(text: str) -> bool:
    """Tell whether a link may lead to `text`."""
    return ADDRESS.fullmatch(text) is not None


def typed_address(target: str) -> str:
    """Return the target of a link as it was typed: Word writes braces and spaces as `%7B`, `%20`.

    A target without a tag is returned as it is.
    """
    if not re.search(r"(?i)\{\{|%7b%7b|\{%|%7b%25", target):
        return target
    signs = {"%7b": "{", "%7d": "}", "%20": " ", "%25": "%", "%7c": "|", "%22": '"', "%5b": "["}
    signs |= {"%5d": "]", "%27": "'"}
    typed = re.sub(r"(?i)%[0-9a-f]{2}", lambda at: signs.get(at[0].lower(), at[0]), target)
    return re.sub(r"(?i)^(?:https?|file):/{2,3}(?=\{[{%])", "", typed)


def has_tag(text: str) -> bool:
    """Tell whether a text holds a tag."""
    return TAG.search(text) is not None


def found_outside(package: Package) -> Iterator[Outside]:
    """Yield what a template may not fetch, run or lead to, in all its parts."""
    for part in ("", *package.parts):
        relations = package.rels_of(part)
        yield from _relations(package, part, relations)
        if _is_xml(package, part):
            tree = etree.fromstring(package.parts[part])
            yield from _tree(package, part, tree, {rel.id: rel for rel in relations})
        elif package.parts.get(part, b"").startswith(_COMPOUND):
            yield Outside(part, "oleObject", part)


def is_rendered(rel: Relationship) -> bool:
    """Tell whether the address of a link holds a tag: each rendering has its own."""
    return rel.external and has_tag(typed_address(rel.target))


def _is_xml(package: Package, part: str) -> bool:
    kind = package.types.of(part)
    return part.endswith((".xml", ".vml", ".svg")) or kind.endswith("xml")


def _relations(
    package: Package, part: str, relations: tuple[Relationship, ...]
) -> Iterator[Outside]:
    for rel in relations:
        if rel.external:
            named = rel.type == OFFICE_RELS + "hyperlink"
            typed = typed_address(rel.target)
            fits = is_address(typed) or has_tag(typed) or typed.startswith("#")
            if not (named and fits):
                yield Outside(part, rel.kind, rel.target)
        elif not _is_allowed(package, part, rel):
            yield Outside(part, rel.kind, rel.target)


def _is_allowed(package: Package, part: str, rel: Relationship) -> bool:
    """Tell whether a part of the file may stand in this relationship to another."""
    if (
        rel.kind not in USERS
        or rel.kind == "hyperlink"
        or not any(space in rel.type for space in _SPACES)
    ):
        return False
    if rel.kind == "package":
        return is_chart_data(package, part, rel)
    is_picture = package.types.of(rel.target).startswith("image/")
    return rel.kind not in ("image", "hdphoto") or is_picture or rel.target not in package.parts


def _tree(
    package: Package, part: str, tree: etree._Element, relations: Mapping[str, Relationship]
) -> Iterator[Outside]:
    is_svg = package.types.of(part).startswith("image/svg") or part.endswith(".svg")
    for element in tree.iter("*"):
        tag = str(element.tag)
        name = tag.rpartition("}")[2]
        if name in _ELEMENTS:
            yield Outside(part, name, name)
        for attribute, text in element.items():
            if why := _attribute(tag, name, str(attribute), str(text), relations):
                yield Outside(part, why, str(text))
        if is_svg and _svg_fetches(name, element):
            yield Outside(part, "svg", name)
    yield from (Outside(part, "champ", words) for words in bad_fields(tree))


def _attribute(
    tag: str, element: str, attribute: str, text: str, relations: Mapping[str, Relationship]
) -> str:
    """Return why an attribute brings in content from outside, or ""."""
    name = attribute.rpartition("}")[2]
    if attribute.startswith((R, _STRICT_R)):
        rel = relations.get(text)
        unfit = rel is not None and (element, name) not in USERS.get(rel.kind, ())
        return rel.kind if rel and unfit else name if text and name in ("link", "href") else ""
    if tag.startswith(("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:")):
        if name in ("src", "althref") or (name == "href" and attribute != name):
            return name
        if name == "href" and not (is_address(text) or text.startswith("#")):
            return name
    return ""


def _svg_fetches(name: str, element: etree._Element) -> bool:
    """Tell whether an element of a drawing runs something or fetches it."""
    texts = [str(element.text or ""), *map(str, element.attrib.values())]
    hrefs = (str(v) for k, v in element.items() if str(k).rpartition("}")[2] in ("href", "src"))
    return (
        name in ("script", "foreignObject", "iframe")
        or any(not href.startswith(("#", "data:image/")) for href in hrefs if name != "a")
        or any(map(_SVG_ADDRESS.search, texts))
    )


# Fields


@dataclass
class _Field:
    """A field being read: its instruction, and whether tags or other fields are within it."""

    words: list[str] = field(default_factory=list)
    nested: bool = False
    reads: bool = True


def bad_fields(tree: etree._Element) -> Iterator[str]:
    """Yield the instructions of fields that a template may not have."""
    for words, nested in _instructions(tree):
        if not _is_good(words, nested):
            yield " ".join(words.split())[:80]


def has_templated_field(tree: etree._Element) -> bool:
    """Tell whether what a field does depends on data: its renderings are then looked at."""
    return any(has_tag(words) for words, _ in _instructions(tree))


def _instructions(tree: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield the instruction of each field, and whether another field stands in it."""
    opened: list[_Field] = []
    for element in tree.iter(W + "fldSimple", W + "fldChar", W + "instrText", W + "t"):
        match str(element.tag).removeprefix(W), element.get(W + "fldCharType"):
            case "fldSimple", _:
                yield str(element.get(W + "instr", "")), False
            case "fldChar", "begin":
                for outer in opened:
                    outer.nested |= outer.reads
                opened.append(_Field())
            case "fldChar", kind if opened:
                done = opened[-1]
                if done.reads:
                    yield "".join(done.words), done.nested
                done.reads = False
                opened = opened[:-1] if kind == "end" else opened
            case "instrText", _:
                if not opened:
                    opened.append(_Field())
                opened[-1].words.append(str(element.text or ""))
            case "t", _ if opened and opened[-1].reads:
                opened[-1].words += TAG.findall(str(element.text or ""))
    yield from (("".join(each.words), each.nested) for each in opened if each.reads)


def _is_good(words: str, nested: bool) -> bool:
    """Tell whether a field may stand in a template, as far as its tags let one know."""
    plain = TAG.sub("", words).strip()
    name = "=" if plain.startswith("=") else plain.partition(" ")[0].partition("\\")[0].upper()
    if not name:
        return has_tag(words) or not nested
    if name not in FIELDS:
        return False
    if name != "HYPERLINK" or has_tag(words):
        return True
    switches = re.sub(r'\\[lotm]\s*(?:"[^"]*"|[^\s"\\]*)', "", plain[len(name) :])
    target = re.sub(r"\\[hnmst]\b", "", switches).strip().strip('"')
    return not target or is_address(target)


# What a template bears without need


def without_ballast(package: Package) -> Package:
    """Return the package without the template that it was made from, and an absent thumbnail.

    Word names the template in each file that comes from one; no document made here needs it.
    """
    parts = dict(package.parts)
    for part in ("", *package.parts):
        rels = package.rels_of(part)
        kept = [rel for rel in rels if not _is_ballast(package, rel)]
        if len(kept) < len(rels):
            parts[rels_name(part)] = rels_xml(part, kept)
            if part in parts:
                parts[part] = _ATTACHED.sub(b"", parts[part])
    return package if parts == package.parts else Package(MappingProxyType(parts), package.name)


_ATTACHED = re.compile(rb"<w:attachedTemplate\b[^>]*?(?:/>|>\s*</w:attachedTemplate>)")


def _is_ballast(package: Package, rel: Relationship) -> bool:
    absent = not rel.external and rel.target not in package.parts
    return rel.type == OFFICE_RELS + "attachedTemplate" or (rel.kind == "thumbnail" and absent)
