"""Blocks of typed text become WordprocessingML, ready to stand in the body of a document.

The prefixes `w:` and `r:` are those of the document; ids unique in the file are left to
`engine.assemble` as late ids, in attribute values escaped like any other (§ being `LATE`):

- `r:id="§lien:URL"`: the relationship of an external link;
- `w:numId w:val="§liste:STYLE:KEY:START"`: a fresh instance of the list that paragraph style
  STYLE belongs to, whose level `w:ilvl` (the one beside it) starts at START. Each ordered list
  has a KEY of its own, so that it restarts. Bullets come from their style alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count, zip_longest
from typing import TypeAlias

from markupsafe import escape

from ctai_docs.machine.directions import is_mostly_rtl, stretches
from ctai_docs.machine.engine.safe import LATE, safe_xml
from ctai_docs.machine.markdown.blocks import (
    Alignment,
    Block,
    Break,
    ComputedBlock,
    Heading,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Reference,
    Span,
    Table,
    Text,
)

TEXT_WIDTH = 9638
"""Width of the grid of a table in twentieths of a point: an A4 page with margins of 2 cm."""
FULL_WIDTH = 5000
"""The whole width, in fiftieths of a percent."""
NARROWEST, WIDEST = 8, 60
"""Characters that the narrowest and the widest column are counted for."""
EMPTY_CELL = "sans objet"
SPACING = re.compile(r"([\t\n])")


@dataclass(frozen=True, slots=True)
class RichTextStyles:
    """The ids of the styles that a text is set in; pairs are for the two levels of lists."""

    body: str = "Corpsdetexte"
    headings: tuple[str, str, str] = ("Intertitre1", "Intertitre2", "Intertitre3")
    bullets: tuple[str, str] = ("Listepuces", "Listepuces2")
    numbers: tuple[str, str] = ("Listenumrote", "Listenumrote2")
    following: tuple[str, str] = ("Listesuite", "Listesuite2")
    table: str = "TableauTexte"
    header_cell: str = "Enttedetableau"
    cell: str = "Celluledetableau"
    link: str = "Lienhypertexte"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reference prints, and the bookmark it leads to; `found` is False for a guess."""

    text: str
    anchor: str | None = None
    found: bool = True


Refer: TypeAlias = Callable[[Reference], Resolved]
Compute: TypeAlias = Callable[[str], Iterable[Block]]
Typeset: TypeAlias = Callable[[str], str]
Printed: TypeAlias = tuple[str, str]
"""Runs, and the text that they print."""


def to_word(
    blocks: Iterable[Block],
    *,
    refer: Refer,
    compute: Compute,
    styles: RichTextStyles | None = None,
    typeset: Typeset = str,
    key: str = "texte",
) -> str:
    """Return the paragraphs and tables of `blocks`, or an empty string.

    `refer` says what a reference prints, its own words included; `compute` gives the blocks of
    a computed block; `typeset` sees every text, and is to leave addresses alone. `key`, without
    colons, tells the lists of this text from those of the other texts of the same body.
    """
    writer = _Writer(refer, compute, styles or RichTextStyles(), typeset, key)
    return safe_xml(_joined(writer.blocks(blocks), separator=_paragraph(writer.styles.body, "")))


def _joined(parts: Iterable[str], separator: str) -> str:
    """Return the parts on end, with a paragraph between two tables, which Word would merge."""
    joined: list[str] = []
    for part in filter(None, parts):
        if joined and joined[-1].endswith("</w:tbl>") and part.startswith("<w:tbl>"):
            joined.append(separator)
        joined.append(part)
    return "".join(joined)


@dataclass(frozen=True, slots=True)
class _Writer:
    refer: Refer
    compute: Compute
    styles: RichTextStyles
    typeset: Typeset
    key: str
    lists: Iterator[int] = field(default_factory=lambda: count(1))

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            match block:
                case Paragraph(spans):
                    yield self.paragraph(self.styles.body, spans)
                case Heading(level, spans):
                    yield self.paragraph(self.styles.headings[level - 1], spans)
                case ListBlock():
                    yield from self.list_block(block, level=0)
                case Table():
                    yield self.table(block)
                case ComputedBlock(name):
                    yield from self.blocks(self.compute(name))

    def paragraph(self, style: str, spans: Iterable[Span], numbering: str = "") -> str:
        """Return a paragraph, or an empty string where the spans print nothing."""
        runs, text = self.runs(spans)
        introduces = text.rstrip().endswith(":")
        made = _paragraph(style, runs, numbering, keep=introduces, rtl=is_mostly_rtl(text))
        return made if text.strip() else ""

    # Lists

    def list_block(self, block: ListBlock, level: int) -> Iterator[str]:
        style = (self.styles.numbers if block.ordered else self.styles.bullets)[level]
        numbering = self.numbering(style, level, block.start) if block.ordered else ""
        for item in block.items:
            yield from self.item(item, level, style, numbering)

    def numbering(self, style: str, level: int, start: int) -> str:
        late_id = escape(f"{LATE}liste:{style}:{self.key}-{next(self.lists)}:{start}")
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{late_id}"/></w:numPr>'

    def item(self, item: Item, level: int, style: str, numbering: str) -> Iterator[str]:
        """Yield the paragraphs of an item: the first that prints something bears the mark."""
        for block in item.blocks:
            if isinstance(block, ListBlock):
                yield from self.list_block(block, level + 1)
            elif paragraph := self.paragraph(style, block.spans, numbering):
                yield paragraph
                style, numbering = self.styles.following[level], ""

    # Tables

    def table(self, table: Table) -> str:
        header = [self.runs(cell.spans) for cell in table.header]
        rows = [[self.runs(cell.spans) for cell in row] for row in table.rows]
        shares = _shares([text for _, text in column] for column in zip(header, *rows, strict=True))
        layout = list(zip(shares, table.alignments, strict=True))
        head = _row(header, layout, self.styles.header_cell, "<w:cantSplit/><w:tblHeader/>")
        body = (_row(row, layout, self.styles.cell, "<w:cantSplit/>") for row in rows)
        return f"<w:tbl>{self.table_properties()}{_grid(shares)}{head}{''.join(body)}</w:tbl>"

    def table_properties(self) -> str:
        return (
            f'<w:tblPr><w:tblStyle w:val="{self.styles.table}"/>'
            f'<w:tblW w:w="{FULL_WIDTH}" w:type="pct"/>'
            '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        )

    # Runs

    def runs(self, spans: Iterable[Span]) -> Printed:
        """Return the runs of the spans, and the text that they print."""
        line = list(spans)
        elided = (_elided(span, following) for span, following in zip_longest(line, line[1:]))
        return _concatenated([self.span(span) for span in elided])

    def span(self, span: Span) -> Printed:
        match span:
            case Text(text, bold, italic):
                return _run(self.typeset(text), bold, italic)
            case Break():
                return "<w:r><w:br/></w:r>", "\n"
            case Link(href, spans):
                return self.link(href, spans)
            case Reference():
                return self.reference(span)

    def link(self, href: str, spans: Iterable[Text | Break]) -> Printed:
        runs, text = _concatenated([self.link_span(span) for span in spans])
        target = escape(f"{LATE}lien:{href}")
        return f'<w:hyperlink r:id="{target}" w:history="1">{runs}</w:hyperlink>', text

    def link_span(self, span: Text | Break) -> Printed:
        match span:
            case Text(text, bold, italic):
                return _run(self.typeset(text), bold, italic, self.styles.link)
            case Break():
                return self.span(span)

    def reference(self, reference: Reference) -> Printed:
        resolved = self.refer(reference)
        runs, text = _run(self.typeset(resolved.text), reference.bold, reference.italic)
        if not runs or resolved.anchor is None:
            return runs, text
        anchor = escape(resolved.anchor)
        return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{runs}</w:hyperlink>', text


def _elided(span: Span, following: Span | None) -> Span:
    """Return the span, the apostrophe of `l'` before a reference or a link made French."""
    if isinstance(span, Text) and following is not None and span.text[-1:] == "'":
        return replace(span, text=f"{span.text[:-1]}’")
    return span


def _concatenated(printed: list[Printed]) -> Printed:
    return "".join(xml for xml, _ in printed), "".join(text for _, text in printed)


def keep_with_next(paragraphs: str) -> str:
    """Return the paragraphs, the last of them on the page of what follows; a table is left."""
    start = paragraphs.rfind(_LAST)
    if start < 0 or not paragraphs.endswith("</w:p>"):
        return paragraphs
    end = paragraphs.index("/>", start) + len("/>")
    rest = paragraphs[end:].removeprefix(_KEEP)
    return safe_xml(f"{paragraphs[:end]}{_KEEP}{rest}")


_LAST, _KEEP = '<w:p><w:pPr><w:pStyle w:val="', "<w:keepNext/>"


def _paragraph(
    style: str,
    runs: str,
    numbering: str = "",
    *,
    keep: bool = False,
    rtl: bool = False,
    alignment: Alignment = "",
) -> str:
    """Return a paragraph, its properties in the order of the schema."""
    numbering = f"{_KEEP if keep else ''}{numbering}"
    bidi = "<w:bidi/>" if rtl else ""
    jc = f'<w:jc w:val="{alignment}"/>' if alignment else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}{bidi}{jc}</w:pPr>{runs}</w:p>'


def _run(text: str, bold: bool = False, italic: bool = False, style: str = "") -> Printed:
    """Return runs of one look, one for each way of writing, tabs and line breaks as in Word."""
    if not text:
        return "", ""
    runs = (
        f"<w:r>{_look(bold, italic, rtl, style)}{_contents(words)}</w:r>"
        for rtl, words in stretches(text)
    )
    return "".join(runs), text


def _contents(text: str) -> str:
    return "".join(map(_content, filter(None, SPACING.split(text))))


def _content(text: str) -> str:
    match text:
        case "\t":
            return "<w:tab/>"
        case "\n":
            return "<w:br/>"
        case _:
            return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


@cache
def _look(bold: bool, italic: bool, rtl: bool, style: str) -> str:
    """Return the properties of a run, in the order of the schema."""
    properties = (
        f'<w:rStyle w:val="{style}"/>' if style else "",
        "<w:b/><w:bCs/>" if bold else "",
        "<w:i/><w:iCs/>" if italic else "",
        "<w:rtl/>" if rtl else "",
    )
    return f"<w:rPr>{''.join(properties)}</w:rPr>" if any(properties) else ""


def _row(
    cells: Iterable[Printed], layout: list[tuple[int, Alignment]], style: str, properties: str
) -> str:
    made = (_cell(cell, *place, style) for cell, place in zip(cells, layout, strict=True))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def _cell(cell: Printed, share: int, alignment: Alignment, style: str) -> str:
    """Return a cell; none is left empty, for those who hear the table read."""
    runs, text = cell if cell[1].strip() else _run(EMPTY_CELL)
    paragraph = _paragraph(style, runs, rtl=is_mostly_rtl(text), alignment=alignment)
    width = f'<w:tcW w:w="{share}" w:type="pct"/>'
    return f"<w:tc><w:tcPr>{width}</w:tcPr>{paragraph}</w:tc>"


def _grid(shares: list[int]) -> str:
    widths = (share * TEXT_WIDTH // FULL_WIDTH for share in shares)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _shares(columns: Iterable[list[str]]) -> list[int]:
    """Return the part of `FULL_WIDTH` that each column takes, by the length of its texts."""
    lengths = [min(max(NARROWEST, *map(len, column)), WIDEST) for column in columns]
    shares = [length * FULL_WIDTH // sum(lengths) for length in lengths]
    shares[-1] += FULL_WIDTH - sum(shares)
    return shares
