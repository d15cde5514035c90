"""The parts of a chart in a .docx: its DrawingML, and the workbook that holds its data.

The main part relates to the chart, the chart to its workbook: a package in the package, which Word
opens in Excel for « Modifier les données ». See `docs/word/charts.md`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ctai_docs.machine.engine.package import Package, R, Relationship

CHART_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK_ID = "rId1"
"""The relationship by which a chart of ours cites its workbook: the only one it has."""

_C = f"{{{CHART_NS}}}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@dataclass(frozen=True, slots=True)
class ChartParts:
    """A chart as parts: its XML, which cites the workbook as `BOOK_ID`, and the workbook."""

    xml: bytes
    workbook: bytes


def is_chart_data(package: Package, part: str, rel: Relationship) -> bool:
    """Tell whether `part` is a chart and `rel` leads to its data: a workbook without macros."""
    kinds = (rel.kind, package.types.of(part), package.types.of(rel.target))
    return not rel.external and kinds == ("package", CHART_TYPE, SHEET_TYPE)


def chart_faults(package: Package, part: str, tree: etree._Element) -> Iterator[str]:
    """Yield what is wrong with the charts that a story shows, in English."""
    targets = {rel.id: rel for rel in package.rels_of(part)}
    seen = set[str]()
    for chart in tree.iter(f"{_C}chart"):
        if not _alternative(chart):
            yield "chart without an alternative text"
        rel = targets.get(str(chart.get(f"{R}id")))
        if rel is None:
            continue  # told of any relationship by another check
        if rel.kind != "chart" or package.types.of(rel.target) != CHART_TYPE:
            yield f"{rel.target} is shown as a chart and is none"
        elif rel.target in seen:
            yield f"{rel.target} is shown twice"
        else:
            yield from _data_faults(package, rel.target)
        seen.add(rel.target)


def _alternative(chart: etree._Element) -> str:
    inline = next(chart.iterancestors(f"{_WP}inline", f"{_WP}anchor"), None)
    shown = None if inline is None else inline.find(f"{_WP}docPr")
    return "" if shown is None else str(shown.get("descr", "")).strip()


def _data_faults(package: Package, part: str) -> Iterator[str]:
    """Yield what keeps « Modifier les données » from opening the data of a chart."""
    data = etree.fromstring(package.parts[part]).find(f"{_C}externalData")
    if data is None:
        yield f"{part} has no data to edit"
        return
    rels = {rel.id: rel for rel in package.rels_of(part)}
    book = rels.get(str(data.get(f"{R}id")))
    if book is None or not is_chart_data(package, part, book):
        yield f"{part} does not lead to its workbook"
    elif not _is_zip(package, book.target):
        yield f"{book.target} is no workbook"


def _is_zip(package: Package, part: str) -> bool:
    return zipfile.is_zipfile(io.BytesIO(package.parts.get(part, b"")))
