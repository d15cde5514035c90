"""The charts of the budget workbook: native, their series the live cells of its sheets.

openpyxl makes what surrounds each chart: drawing, relationships, content types. The chart itself is
then written by `charts_xml`, as in Word: openpyxl's own has no values beside its references, which
readers that do not compute need, and no alternative text.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING

from lxml import etree

from ctai_docs.machine.french import typeset
from ctai_docs.machine.word.charts import Chart
from ctai_docs.machine.word.charts_xml import chart_xml

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ROW_CM = 0.53
"""The height of a row of Calibri 11."""
_DRAWING = "xl/drawings/drawing1.xml"
_NAMES = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr"


def place_charts(page: Worksheet, charts: Mapping[str, Chart]) -> None:
    """Put an empty chart of the right size in the place of each, below the rows of the sheet."""
    from openpyxl.chart import BarChart

    row: int = page.max_row + 2
    for chart in charts.values():
        place = BarChart()
        place.width, place.height = chart.size  # type: ignore[assignment]
        page.add_chart(place, f"A{row}")
        row += ceil(chart.size[1] / ROW_CM) + 1


def finished_charts(
    parts: Mapping[str, bytes], charts: Mapping[str, Chart], accent: str = ""
) -> dict[str, bytes]:
    """Return the parts of the charts, by the sheets of their data, and their drawing described."""
    if not charts:
        return {}
    made = {
        f"xl/charts/chart{number}.xml": chart_xml(chart, sheet, accent=accent)
        for number, (sheet, chart) in enumerate(charts.items(), 1)
    }
    drawing = etree.fromstring(parts[_DRAWING])
    for shown, chart in zip(drawing.iter(_NAMES), charts.values(), strict=True):
        shown.set("name", typeset(f"Graphique : {chart.title}"))
        shown.set("descr", typeset(chart.alt))
    described = etree.tostring(drawing, encoding="UTF-8", xml_declaration=True, standalone=True)
    return made | {_DRAWING: described}
