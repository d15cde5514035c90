"""The workbook inside a chart: one sheet, categories in column A, a series in each other column.

Made here, part by part: six small parts, and no second spent on loading a library. Source: ECMA-376
part 1, § 18 (SpreadsheetML), and § 21.2.2.63 (`c:externalData`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from string import ascii_uppercase
from xml.sax.saxutils import escape, quoteattr

from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.charts import BOOK_ID, SHEET_TYPE, ChartParts
from ctai_docs.machine.engine.package import (
    CONTENT_TYPES,
    OFFICE_RELS,
    ROOT_RELS,
    XML_HEAD,
    ContentTypes,
    Relationship,
    rels_name,
    rels_xml,
)
from ctai_docs.machine.french import typeset
from ctai_docs.machine.word.charts import Chart
from ctai_docs.machine.word.charts_xml import chart_xml

SHEET = "Données"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = SHEET_TYPE.removesuffix("sheet")
_RELS = "application/vnd.openxmlformats-package.relationships+xml"
BOOK, PAGE, STYLES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"


def chart_parts(chart: Chart, accent: str = "") -> ChartParts:
    """Return the chart as the parts of a .docx: same chart, same bytes."""
    return _drawn(chart.name, chart, accent)


@lru_cache(maxsize=64)  # contract, annex and deliberation show the same ones
def _drawn(_name: str, chart: Chart, accent: str) -> ChartParts:
    """Draw a chart. Its name tells apart amounts that are equal and written otherwise."""
    return ChartParts(chart_xml(chart, SHEET, book=BOOK_ID, accent=accent), chart_book(chart))


def chart_book(chart: Chart) -> bytes:
    """Return the .xlsx of the chart's data."""
    formats = list(dict.fromkeys(series.format for series in chart.series))
    parts = {
        BOOK: f'<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE_RELS.rstrip("/")}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        PAGE: _sheet(chart, formats),
        STYLES: _styles(formats),
    }
    kinds = {BOOK: "sheet.main+xml", PAGE: "worksheet+xml", STYLES: "styles+xml"}
    types = ContentTypes(
        {"rels": _RELS, "xml": "application/xml"},
        {part: _KIND + kind for part, kind in kinds.items()},
    )
    inner = [_rel(1, "worksheet", PAGE), _rel(2, "styles", STYLES)]
    return write_package(
        {name: (XML_HEAD + xml).encode() for name, xml in parts.items()}
        | {
            CONTENT_TYPES: types.to_xml(),
            ROOT_RELS: rels_xml("", [_rel(1, "officeDocument", BOOK)]),
            rels_name(BOOK): rels_xml(BOOK, inner),
        }
    )


def _rel(number: int, kind: str, target: str) -> Relationship:
    return Relationship(f"rId{number}", OFFICE_RELS + kind, target)


def _sheet(chart: Chart, formats: Sequence[str]) -> str:
    columns = [series.values for series in chart.series]
    looks = [1 + formats.index(series.format) for series in chart.series]
    rows = [_row(1, [_text(chart.axis), *(_text(series.name) for series in chart.series)])]
    for number, (category, *values) in enumerate(zip(chart.categories, *columns, strict=True), 2):
        amounts = (_number(value, look) for value, look in zip(values, looks, strict=True))
        rows.append(_row(number, [_text(category), *amounts]))
    width = f'<cols><col min="1" max="{1 + len(columns)}" width="24" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{_MAIN}">{width}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def _row(number: int, cells: Iterable[tuple[str, str]]) -> str:
    """Return a row; a cell comes as its attributes and its content, both "" where it is empty."""
    written = (
        f'<c r="{ascii_uppercase[column]}{number}"{attributes}>{content}</c>'
        for column, (attributes, content) in enumerate(cells)
        if content
    )
    return f'<row r="{number}">{"".join(written)}</row>'


def _text(text: str) -> tuple[str, str]:
    """Return a cell of text, which is never a formula nor an escape, whatever it looks like."""
    plain = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", typeset(text))
    return ' t="inlineStr"', f'<is><t xml:space="preserve">{escape(plain)}</t></is>'


def _number(value: Decimal | None, look: int) -> tuple[str, str]:
    return ("", "") if value is None else (f' s="{look}"', f"<v>{value:f}</v>")


def _styles(formats: Sequence[str]) -> str:
    """Return the styles: the usual look, then one for each format of numbers."""
    codes = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(formats)
    )
    looks = "".join(
        f'<xf numFmtId="{164 + n}" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/>'
        for n in range(len(formats))
    )
    usual = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(formats)}">{codes}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1">{usual}</cellStyleXfs>'
        f'<cellXfs count="{1 + len(formats)}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
        f' xfId="0"/>{looks}</cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
