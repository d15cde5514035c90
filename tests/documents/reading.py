"""A .docx as a reader of ours would take it: controls by tag, rows, headers, links."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SPACES = re.compile(r"\s+")


def normal(text: str) -> str:
    """Return the text with plain spaces and apostrophes: what print changes is undone."""
    return _SPACES.sub(" ", text.replace("’", "'")).strip()


def text_of(element: etree._Element) -> str:
    """Return the text of an element, a line for each paragraph."""
    lines = [_paragraph(p) for p in element.iter(W + "p")]
    return "\n".join(lines) if lines else _paragraph(element)


def _paragraph(element: etree._Element) -> str:
    found = element.iter(W + "t", W + "tab", W + "br")
    return "".join(node.text or "" if node.tag == W + "t" else " " for node in found)


@dataclass(frozen=True)
class Control:
    """A content control: its tag, title and id, its text, and the state of its checkbox."""

    tag: str
    titre: str
    id: str
    texte: str
    coche: bool | None = None
    element: etree._Element = field(repr=False, compare=False, default=None)


class Docx:
    """A .docx that was rendered."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root.find(W + "body")

    @cached_property
    def texte(self) -> str:
        """The text of the body, a line for each paragraph."""
        return text_of(self.body)

    @cached_property
    def controls(self) -> list[Control]:
        """All content controls of the body, in order."""
        return [_control(element) for element in self.root.iter(W + "sdt")]

    @cached_property
    def answers(self) -> dict[str, str]:
        """The text of each control that is no checkbox, by tag, normalised."""
        return {c.tag: normal(c.texte) for c in self.controls if c.coche is None}

    @cached_property
    def boxes(self) -> dict[str, bool]:
        """Whether each checkbox is ticked, by tag."""
        return {c.tag: c.coche for c in self.controls if c.coche is not None}

    def row(self, tag: str) -> list[str]:
        """Return the cells of the row in which a control stands, normalised."""
        element = next(c.element for c in self.controls if c.tag == tag)
        row = next(element.iterancestors(W + "tr"))
        return [normal(text_of(cell)) for cell in row.iter(W + "tc")]

    @cached_property
    def rows(self) -> list[list[str]]:
        """The cells of every row of every table, normalised."""
        return [
            [normal(text_of(cell)) for cell in row.iter(W + "tc")]
            for row in self.root.iter(W + "tr")
        ]

    def headings(self, style: str) -> list[str]:
        """Return the paragraphs of a style, normalised."""
        found = self.root.iter(W + "p")
        return [normal(_paragraph(p)) for p in found if _style(p) == style]

    @cached_property
    def bookmarks(self) -> list[str]:
        """The names of the bookmarks."""
        return [e.get(W + "name") for e in self.root.iter(W + "bookmarkStart")]

    @cached_property
    def anchors(self) -> list[str]:
        """The bookmarks that links lead to."""
        found = (e.get(W + "anchor") for e in self.root.iter(W + "hyperlink"))
        return [anchor for anchor in found if anchor]

    @cached_property
    def sections(self) -> list[Section]:
        """The sections, in order."""
        return [Section(self, e) for e in self.root.iter(W + "sectPr")]

    @cached_property
    def targets(self) -> dict[str, str]:
        """The targets of the document's relationships, by id."""
        rels = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        return {rel.get("Id"): rel.get("Target") for rel in rels}

    def stories(self) -> Iterator[tuple[str, str]]:
        """Yield the text of every part that a reader sees."""
        for name, data in self.parts.items():
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
                yield name, text_of(etree.fromstring(data))


class Section:
    """A section of a document: how it starts, and the headers of its pages."""

    def __init__(self, docx: Docx, element: etree._Element) -> None:
        self._docx = docx
        self.element = element

    @property
    def starts_a_page(self) -> bool:
        """Whether the section begins on a new page: Word's default."""
        kind = self.element.find(W + "type")
        return kind is None or kind.get(W + "val") == "nextPage"

    @property
    def title_page(self) -> bool:
        """Whether its first page has a header of its own."""
        return self.element.find(W + "titlePg") is not None

    def header(self, kind: str = "default") -> str:
        """Return the text of a header, normalised."""
        (reference,) = (
            e for e in self.element.iter(W + "headerReference") if e.get(W + "type") == kind
        )
        part = f"word/{self._docx.targets[reference.get(R + 'id')]}"
        return normal(text_of(etree.fromstring(self._docx.parts[part])))

    def headers(self) -> list[str]:
        """Return the headers that its pages show."""
        kinds = ["default", "first"] if self.title_page else ["default"]
        return [self.header(kind) for kind in kinds]


def _control(element: etree._Element) -> Control:
    properties = element.find(W + "sdtPr")
    box = properties.find(W14 + "checkbox")
    state = None if box is None else box.find(W14 + "checked").get(W14 + "val") == "1"
    return Control(
        *(_value(properties, name) for name in ("tag", "alias", "id")),
        text_of(element.find(W + "sdtContent")),
        state,
        element,
    )


def _value(properties: etree._Element, name: str) -> str:
    child = properties.find(W + name)
    return "" if child is None else child.get(W + "val")


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(W + "val")
