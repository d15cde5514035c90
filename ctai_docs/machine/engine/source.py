"""The source of each templated part: Word's XML turned into Jinja by docxtpl's own `patch_xml`.

A `Source` also knows its places: which paragraph each Jinja tag stands in, for messages and lint.
The source is one long line; `numbered` gives it one line a tag, so that Jinja's line numbers tell
which tag is meant. Only messages and lint need that; rendering does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from types import MappingProxyType

from lxml import etree

from ctai_docs.machine.engine.bookmarks import numbered_by_turn
from ctai_docs.machine.engine.definitions import Definitions, definitions
from ctai_docs.machine.engine.late import defer
from ctai_docs.machine.engine.numbers import counted, restarted, write_numbers
from ctai_docs.machine.engine.outside import has_templated_field, is_rendered, typed_address
from ctai_docs.machine.engine.package import WORD_TYPES, Package, R
from ctai_docs.machine.engine.safe import LATE, written
from ctai_docs.machine.findings import Location

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

KINDS = {
    "document.main": "corps du document",
    "header": "en-tête",
    "footer": "pied de page",
    "footnotes": "notes de bas de page",
    "endnotes": "notes de fin",
}
_CELL_TAGS = re.compile(r"\{[{%]tc |\{%\s*(?:colspan|hm)\b")
_STEP = re.compile(r"<(/?)(w:(?:p|t|r|tc|tr|tbl))(?:\s[^>]*?)?(/?)>|\{\{|\{%")
_LETTERS = {"w:r": "r", "w:p": "r", "w:tr": "tc", "w:tbl": "tr", "w:tc": "p", "": "p"}
"""What docxtpl takes away, by the element that it puts the tag into: `{%tr for …` is `{% for …`
in a table."""
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_OPENERS = frozenset({"if", "for", "macro", "call", "filter", "with", "raw"})


NOTHING_DEFINED = Definitions(b"", b"")
NO_LINKS: Mapping[str, str] = MappingProxyType({})
_QUOTES = re.compile("[«“”][\\s\u00a0\u202f]*|[\\s\u00a0\u202f]*»")
"""What Word makes of straight quotes, in French with spaces inside."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a Jinja tag stands: its text, its paragraph's as it was typed, and whether it stands
    between blocks."""

    tag: str
    paragraph: str
    block: bool


@dataclass(frozen=True)
class Source:
    """A part of a template, patched: Jinja text that renders to the part's XML."""

    part: str
    inside: str
    """The part's name as people know it: « pied de page »."""
    text: str
    changes_cells: bool
    """Whether the number of cells of a row depends on data (`{%tc`, `colspan`, `hm`)."""
    changes_fields: bool = False
    """Whether the instruction of a field depends on data."""

    @cached_property
    def numbered(self) -> str:
        """Return the source with each Jinja tag at the head of a line of its own."""
        return re.sub(r"(\{\{|\{%)", r"\n\1", re.sub(r"[\r\n]", " ", self.text))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Return the place of each Jinja tag, in order."""
        return tuple(_places(self.text))

    def place(self, line: int) -> Place | None:
        """Return the place of the tag at `line` of the numbered source."""
        return self.places[line - 2] if 2 <= line < len(self.places) + 2 else None

    def unclosed(self) -> Place | None:
        """Return the place of the innermost block that is never closed."""
        waiting: list[Place] = []
        for place in self.places:
            word = place.tag.strip("{%-+ ").partition(" ")[0]
            if word in _OPENERS:
                waiting.append(place)
            elif word.startswith("end") and waiting:
                waiting.pop()
        return waiting[-1] if waiting else None

    def where(self, template: str) -> Location:
        """Return the location that findings in this part have."""
        return Location(template or "modèle", inside=self.inside)


def read_sources(package: Package) -> Iterator[Source]:
    """Yield the source of the document, its headers, footers and notes."""
    known = definitions(package)
    for name, _ in part_kinds(package):
        links = _tagged_links(package, name)
        yield _read(name, part_label(package, name), package.parts[name], links, known)


def part_kinds(package: Package) -> list[tuple[str, str]]:
    """Return the parts that hold text with their kinds, the document first."""
    kinds = [(name, _kind(package, name)) for name in sorted(package.parts)]
    return sorted(
        ((n, k) for n, k in kinds if k in KINDS), key=lambda pair: pair[0] != package.main
    )


def part_label(package: Package, name: str) -> str:
    """Return the name of a part as people know it: « pied de page n° 2 », if there are several."""
    kind = _kind(package, name)
    alone = [other for _, other in part_kinds(package)].count(kind) == 1
    number = re.search(r"\d+(?=\.xml$)", name)
    return KINDS[kind] if alone or not number else f"{KINDS[kind]} n° {number[0]}"


def _kind(package: Package, name: str) -> str:
    """Return the kind of a Word part, as its content type says it."""
    content_type = package.types.of(name)
    if not content_type.startswith(WORD_TYPES):
        return ""
    kind = content_type.removeprefix(WORD_TYPES).removesuffix("+xml")
    return "document.main" if kind == "template.main" else kind


def _tagged_links(package: Package, part: str) -> dict[str, str]:
    """Return the addresses that hold a tag, by the relationship of the link."""
    links = filter(is_rendered, package.rels_of(part))
    return {rel.id: typed_address(rel.target) for rel in links}


def _render_links(root: etree._Element, links: Mapping[str, str]) -> None:
    """Give each link whose address holds a tag a late id: its address is known once rendered."""
    for element in root.iter("*") if links else ():
        for name, number in element.items():
            if str(name).startswith(R) and str(number) in links:
                element.set(name, f"{LATE}lien:{links[str(number)]}")


def _read(
    part: str,
    inside: str,
    data: bytes,
    links: Mapping[str, str] = NO_LINKS,
    known: Definitions = NOTHING_DEFINED,
) -> Source:
    """Return the source of a part, read and written as docxtpl does before it patches."""
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    _forget_places(root)
    _render_links(root, links)
    write_numbers(root, known.styles, known.numbering)
    words = "".join(map(str, root.itertext(W + "t")))
    text = defer(written(root)).decode()
    if links or any(mark in words for mark in ("{{", "{%", "{#")):
        text = _patch(text)
    text = numbered_by_turn(restarted(text, counted(known.numbering)))
    return Source(
        part, inside, text, _CELL_TAGS.search(words) is not None, has_templated_field(root)
    )


def _forget_places(root: etree._Element) -> None:
    """Take away the bookmark that Word leaves where it last edited: a loop would repeat it."""
    marks = root.iter(W + "bookmarkStart")
    last = {mark.get(W + "id") for mark in marks if mark.get(W + "name") == "_GoBack"}
    for mark in list(root.iter(W + "bookmarkStart", W + "bookmarkEnd")):
        parent = mark.getparent()
        if mark.get(W + "id") in last and parent is not None:
            parent.remove(mark)


def _patch(xml: str) -> str:
    """Return the XML as docxtpl makes Jinja of it.

    docxtpl gives tags their `<` and `>` back. Ampersands and quotes too are what was typed: with
    escaping on, `{{ a|join(' & ') }}` would print `&amp;`.
    """
    from docxtpl import DocxTemplate  # imported late: 130 ms that a cached template does not need

    patched: str = DocxTemplate("").patch_xml(xml)
    return TAG.sub(_as_typed, patched)


def _as_typed(tag: re.Match[str]) -> str:
    """Return a tag as it was typed, the quotes that Word made French straight again.

    A tag whose text in straight quotes holds French ones is left as it is.
    """
    typed = tag[0].replace("&quot;", '"').replace("&amp;", "&")
    return typed if '"' in typed else _QUOTES.sub('"', typed)


def plain_text(xml: str) -> str:
    """Return the text of a stretch of WordprocessingML, spaces tidied."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", xml)).split())


def _places(source: str) -> Iterator[Place]:
    """Yield the place of each tag, walking through the paragraphs and those nested in them."""
    opened: list[tuple[str, int]] = []
    letters: dict[int, str] = {}
    paragraphs: dict[int, int | None] = {}
    for step in _STEP.finditer(source):
        closes, name, alone = step[1], step[2], step[3]
        if not name:
            letters[step.start()] = _letter(source, step.start(), opened)
            starts = (start for name, start in reversed(opened) if name == "w:p")
            paragraphs[step.start()] = next(starts, None)
        elif not closes and not alone:
            opened.append((name, step.start()))
        elif closes and name in (names := [each for each, _ in opened]):
            del opened[len(names) - 1 - names[::-1].index(name) :]
    for at, paragraph in paragraphs.items():
        yield _place(source, at, paragraph, letters)


def _letter(source: str, at: int, opened: list[tuple[str, int]]) -> str:
    """Return the letter that stood behind the braces of a tag."""
    if _in_markup(source, at):
        return ""
    return _LETTERS.get(opened[-1][0] if opened else "", "")


def _in_markup(source: str, at: int) -> bool:
    return source.rfind("<w", 0, at) > source.rfind(">", 0, at)


def _place(source: str, at: int, paragraph: int | None, letters: Mapping[int, str]) -> Place:
    match = TAG.match(source, at)
    tag = match[0] if match else source[at : at + 80]
    if paragraph is None:
        typed = f"{tag[:2]}{letters[at]}{tag[2:]}"
        in_markup = _in_markup(source, at)
        return Place(tag, tag if in_markup else plain_text(typed), not in_markup)
    end = source.find("</w:p>", at)
    words = TAG.sub(
        lambda tag: f"{tag[0][:2]}{letters.get(paragraph + tag.start(), '')}{tag[0][2:]}",
        source[paragraph : end if end >= 0 else at],
    )
    return Place(tag, plain_text(words), False)
