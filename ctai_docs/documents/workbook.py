"""The summary budget annex as an Excel workbook: the Word annex's rows, its totals live formulas.

A sheet is first a `Feuille`, plain data (`feuilles`); openpyxl then writes it, and the parts it
made are finished here: `modified` is not today, fonts are in the order of the schema, every formula
has the model's value beside it, for readers that do not compute, and the charts are those of the
Word annex, with their alternative texts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from string import ascii_uppercase
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

from lxml import etree

from ctai_docs.documents.feuilles import (
    GRAPHIQUES,
    Cellule,
    Feuille,
    Formule,
    Rangee,
    budget_sheets,
    charts_of,
)
from ctai_docs.documents.views.budget import ContexteBudget
from ctai_docs.documents.views.chiffres import Pourcentage
from ctai_docs.documents.views.document import Document
from ctai_docs.documents.views.graphiques import euros
from ctai_docs.documents.workbook_charts import finished_charts, place_charts
from ctai_docs.machine.archives import read_archive
from ctai_docs.machine.colours import ACCENT, PALE, RULE, SHADE, tinted
from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.properties import CORE, Properties, core_xml
from ctai_docs.machine.french import typeset

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

PERCENT = r"0\ %"
A4 = 9
AMOUNT_WIDTH = 20
"""The least width of a column of amounts, in characters."""
LINE_HEIGHT = 15
"""The height of a line of Calibri 11, in points."""
LONGEST_HEADER = 110
"""Excel refuses a page header of more than 255 characters, codes included; ours has two halves."""

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""The order of the schema (Open XML SDK, CT_Font); openpyxl writes the name first."""


def budget_workbook(context: ContexteBudget) -> bytes:
    """Return the .xlsx of the annex: same context, same bytes."""
    from openpyxl import Workbook

    sheets, charts = budget_sheets(context), charts_of(context)
    book = Workbook()
    del book["Sheet"]
    for sheet in sheets:
        page = book.create_sheet(sheet.nom)
        _fill(page, sheet)
        _set_up_print(page, context.document)
    if charts:
        place_charts(book[GRAPHIQUES], charts)
    book.calculation.fullCalcOnLoad = True
    file = io.BytesIO()
    book.save(file)
    parts = read_archive(file.getvalue())
    colour = context.contrat.presentation.couleur or ""
    finished = _finished(parts, sheets, context) | finished_charts(parts, charts, colour)
    return write_package(parts | finished)


# How they are written


def _fill(page: Worksheet, sheet: Feuille) -> None:
    """Write the header and the rows, with their looks, and fit columns and rows."""
    from openpyxl.cell import Cell

    head = Rangee(sheet.entetes, total=True)
    rows = (head, *sheet.rangees)
    columns = list(zip(*(row.cellules for row in rows), strict=True))
    formats = [_euros(column) for column in columns]
    least = [AMOUNT_WIDTH if n >= sheet.textes else 0 for n in range(len(columns))]
    widths = [_width(c, n, sheet.largeur) for c, n in zip(columns, least, strict=True)]
    for letter, width in zip(ascii_uppercase, widths, strict=False):
        page.column_dimensions[letter].width = width
    for number, row in enumerate(rows, 1):
        cells = [Cell(page, number, column + 1) for column in range(len(columns))]
        for column, (cell, content) in enumerate(zip(cells, row.cellules, strict=True)):
            _write(cell, content, formats[column])
            _dress(cell, bold=row.total, head=row is head, right=column >= sheet.textes)
        page.append(cells)
        if (lines := _lines(row, widths)) > 1:
            page.row_dimensions[number].height = LINE_HEIGHT * lines
    page.freeze_panes = "A2"


def _write(cell: Cell, content: Cellule, euros: str) -> None:
    """Write the content of a cell. A text is never read as a formula or an error."""
    if content == "":
        return
    if isinstance(content, str):
        cell.value = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", typeset(content))
        cell.data_type = "s"
        cell.quotePrefix = content.startswith(("=", "+", "-", "@"))
        return
    cell.value = f"={content.texte}" if isinstance(content, Formule) else content
    cell.number_format = PERCENT if isinstance(_value(content), Pourcentage) else euros


def _dress(cell: Cell, *, bold: bool, head: bool, right: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    edge = Side("thin", RULE)
    cell.border = Border(edge, edge, edge, edge)
    cell.font = Font("Calibri", 11, bold=bold, color=ACCENT if head else None)
    side = "right" if right else "left"
    cell.alignment = Alignment(side, "center" if head else "top", wrap_text=True)
    if head:
        cell.fill = PatternFill("solid", SHADE)


def _value(content: Cellule) -> Decimal | str:
    return content.valeur if isinstance(content, Formule) else content


def _euros(column: Sequence[Cellule]) -> str:
    """Return the format of a column's amounts: with cents for all of them when one has cents."""
    values = map(_value, column)
    return euros(v for v in values if isinstance(v, Decimal) and not isinstance(v, Pourcentage))


def _width(column: Sequence[Cellule], least: int, most: int) -> int:
    """Return a width, in characters, that holds the column; longer texts wrap."""
    longest = max(len(cell) for cell in column if isinstance(cell, str))
    return max(least, min(most, longest + 2))


def _lines(row: Rangee, widths: Sequence[int]) -> int:
    """Return how many lines a row takes: LibreOffice does not fit rows when it opens a file."""
    cells = zip(row.cellules, widths, strict=True)
    return max(len(wrap(cell, width - 2)) for cell, width in cells if isinstance(cell, str))


def _set_up_print(page: Worksheet, document: Document) -> None:
    """Print on one landscape A4 page; the header row is repeated if a user undoes the fit."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth = page.page_setup.fitToHeight = 1
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(0.6, 0.6, 0.8, 0.8, 0.4, 0.4)
    page.print_title_rows = "1:1"
    page.print_options.horizontalCentered = True
    header, footer = page.oddHeader, page.oddFooter
    assert header is not None
    assert footer is not None
    header.left.text = _header(document.titre)
    header.right.text = _header(document.bandeau_premiere_page)
    footer.left.text = "&A"
    footer.right.text = "Page &P / &N"


def _header(text: str) -> str:
    """Return the text as a page header: `&` begins a code there, and the length is limited."""
    return shorten(typeset(text).replace("&", "&&"), LONGEST_HEADER, placeholder="…")


# What openpyxl leaves to finish


def _finished(
    parts: Mapping[str, bytes], sheets: list[Feuille], context: ContexteBudget
) -> dict[str, bytes]:
    """Return the parts that differ from those that openpyxl wrote."""
    document = context.document
    properties = Properties(
        title=document.titre,
        author=context.contrat.designation,
        subject="Contrat territorial d'accueil et d'intégration",
        created=document.date,
        status=document.statut,
    )
    names = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    return {
        CORE: core_xml(properties),
        "xl/styles.xml": _painted(
            _with_ordered_fonts(parts["xl/styles.xml"]), context.contrat.presentation.couleur
        ),
        **{
            name: _with_values(parts[name], sheet)
            for name, sheet in zip(names, sheets, strict=True)
        },
    }


def _with_values(xml: bytes, sheet: Feuille) -> bytes:
    """Return the sheet with the model's value beside each formula, in the order of the cells."""
    root = etree.fromstring(xml)
    values = [c.valeur for row in sheet.rangees for c in row.cellules if isinstance(c, Formule)]
    formulas = root.iter(f"{_NS}f")
    for formula, value in zip(formulas, values, strict=True):
        shown = formula.getnext()
        assert shown is not None
        shown.text = repr(float(value))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _painted(styles: bytes, colour: str | None) -> bytes:
    """Return the styles in the colour of the dossier, and its pale tint."""
    if colour is None:
        return styles
    pale = tinted(colour, PALE)
    return styles.replace(ACCENT.encode(), colour.encode()).replace(SHADE.encode(), pale.encode())


def _with_ordered_fonts(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for font in root.iter(f"{_NS}font"):
        font[:] = sorted(font, key=lambda e: _FONT_ORDER.index(etree.QName(e).localname))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
