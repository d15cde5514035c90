"""A chart as DrawingML, the same for Word and for Excel but for the sheet that its series refer to.

Every value stands twice, as a reference to a cell and as what the cell holds: Word draws from the
second alone. Source: ECMA-376 part 1, § 21.2; the order of elements is that of its schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from string import ascii_uppercase
from xml.sax.saxutils import escape, quoteattr

from ctai_docs.machine.colours import ACCENT, RULE
from ctai_docs.machine.colours import BLACK as INK
from ctai_docs.machine.colours import WHITE as PAPER
from ctai_docs.machine.engine.charts import CHART_NS
from ctai_docs.machine.engine.package import OFFICE_RELS, XML_HEAD
from ctai_docs.machine.french import typeset
from ctai_docs.machine.word.charts import Chart, Scale, Series

FONT, TEXT_SIZE, TITLE_SIZE = "Carlito", 900, 1100
"""The font of the templates, and sizes in hundredths of a point."""
MANY, SMALL_SIZE = 10, 800
"""Bars beyond which their labels are smaller: LibreOffice leaves out those that would touch."""

FILLS: tuple[tuple[str, str, str], ...] = (
    ("", "", ""),
    ("", "D07C1A", ""),
    ("wdUpDiag", "4A1542", PAPER),
    ("pct20", INK, "2F9C8F"),
    ("narHorz", "0F3D2E", PAPER),
    ("wdDnDiag", INK, "8C8FA8"),
    ("smGrid", "4D2600", PAPER),
    ("narVert", INK, "C9739B"),
)
"""Pattern, its colour and the colour behind it, by series; the first is the accent colour. Colours
are 3:1 on white; those of two series in turn are 3:1 to each other, and a line of white, or of the
ink of a pattern on white, parts any two. No two series differ by their colour alone."""

LEAST_SHARE = Decimal("0.07")
"""A stacked bar shorter than this part of the longest one has no room for its amount."""
_CATEGORIES, _VALUES = 1, 2
"""The ids of the two axes."""


def chart_xml(chart: Chart, sheet: str, *, book: str = "", accent: str = "") -> bytes:
    """Return the chart part: its data stands in `sheet` from A1 on, a series in each column.

    `book` is the relationship to a workbook of its own; a chart in a workbook has none.
    """
    data = f'<c:externalData r:id="{book}"><c:autoUpdate val="0"/></c:externalData>' if book else ""
    spaces = {
        "c": CHART_NS,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "r": OFFICE_RELS.rstrip("/"),
    }
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    return (
        f'{XML_HEAD}<c:chartSpace {declared}><c:date1904 val="0"/><c:lang val="fr-FR"/>'
        '<c:roundedCorners val="0"/><c:chart>'
        f'{_title(chart.title, TITLE_SIZE, bold=True)}<c:autoTitleDeleted val="0"/><c:plotArea>'
        f"<c:layout/>{_bars(chart, sheet, accent or ACCENT)}{_category_axis(chart)}"
        f'{_value_axis(chart)}</c:plotArea>{_legend(chart)}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart>{_shape(_solid(PAPER), "")}'
        f"{_text(TEXT_SIZE)}{data}</c:chartSpace>"
    ).encode()


# Bars


def _bars(chart: Chart, sheet: str, accent: str) -> str:
    grouping, overlap = ("stacked", 100) if chart.stacked else ("clustered", 0)
    series = "".join(_series(chart, number, sheet, accent) for number in range(len(chart.series)))
    return (
        f'<c:barChart><c:barDir val="{"bar" if chart.horizontal else "col"}"/>'
        f'<c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="50"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:barChart>'
    )


def _series(chart: Chart, number: int, sheet: str, accent: str) -> str:
    series, column = chart.series[number], ascii_uppercase[1 + number]
    look = _bar_look(chart, number, accent)
    names = _points([typeset(series.name)])
    last = 1 + len(chart.categories)
    categories = _points([typeset(category) for category in chart.categories])
    values = f"<c:formatCode>{escape(series.format)}</c:formatCode>" + _points(
        [None if value is None else f"{value:f}" for value in series.values]
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef>{_cells(sheet, column, 1, 1)}<c:strCache>{names}</c:strCache></c:strRef>"
        f'</c:tx>{look}<c:invertIfNegative val="0"/>{_labels(chart, series)}'
        f"<c:cat><c:strRef>{_cells(sheet, 'A', 2, last)}<c:strCache>{categories}</c:strCache>"
        f"</c:strRef></c:cat><c:val><c:numRef>{_cells(sheet, column, 2, last)}"
        f"<c:numCache>{values}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _cells(sheet: str, column: str, first: int, last: int) -> str:
    until = f":${column}${last}" if last > first else ""
    quoted = sheet.replace("'", "''")
    return "<c:f>" + escape(f"'{quoted}'!${column}${first}{until}") + "</c:f>"


def _points(values: Sequence[str | None]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(value)}</c:v></c:pt>'
        for index, value in enumerate(values)
        if value is not None
    )
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _labels(chart: Chart, series: Series) -> str:
    """Return the amounts on the bars, in boxes of white that any fill lets read."""
    if chart.floating:
        return ""
    left_out = "".join(
        f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>'
        for index in _too_short(chart, series)
    )
    shown = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    switches = "".join(f'<c:show{name} val="{on}"/>' for name, on in shown.items())
    return (
        f'<c:dLbls>{left_out}<c:numFmt formatCode={quoteattr(series.format)} sourceLinked="0"/>'
        f"{_shape(_solid(PAPER), '')}{_text(TEXT_SIZE)}"
        f'<c:dLblPos val="{"ctr" if chart.stacked else "outEnd"}"/>{switches}</c:dLbls>'
    )


def _too_short(chart: Chart, series: Series) -> Iterator[int]:
    """Yield the places of the values that have no room for a label, or none to show."""
    stacks = zip(*(s.values for s in chart.series), strict=True)
    longest = max((sum(filter(None, stack), Decimal(0)) for stack in stacks), default=Decimal(0))
    least = longest * LEAST_SHARE if chart.stacked else Decimal(0)
    for index, value in enumerate(series.values):
        if value is None or (chart.stacked and value <= least):
            yield index


# Axes, title, legend


def _category_axis(chart: Chart) -> str:
    side, order = ("l", "maxMin") if chart.horizontal else ("b", "minMax")
    size = SMALL_SIZE if len(chart.categories) > MANY else TEXT_SIZE
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="{order}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{side}"/>{_axis_title(chart.axis, side)}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_line(INK)}'
        f'{_text(size)}<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart) -> str:
    """Return the axis of values: below the bars, the first of which stands at the top."""
    scale, side = chart.scale, "b" if chart.horizontal else "l"
    crossing = "max" if chart.horizontal else "autoZero"
    grid = f"<c:majorGridlines>{_line(RULE)}</c:majorGridlines>" if scale.shown else ""
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>'
        f'{_bounds(scale)}</c:scaling><c:delete val="{int(not scale.shown)}"/>'
        f'<c:axPos val="{side}"/>{grid}{_axis_title(scale.title, side)}'
        f'<c:numFmt formatCode={quoteattr(scale.format)} sourceLinked="0"/>'
        '<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{_line(INK)}<c:crossAx val="{_CATEGORIES}"/><c:crosses val="{crossing}"/>'
        f'<c:crossBetween val="between"/>{_value("majorUnit", scale.step)}</c:valAx>'
    )


def _bounds(scale: Scale) -> str:
    return _value("max", scale.high) + _value("min", scale.low)


def _value(name: str, value: int | None) -> str:
    return "" if value is None else f'<c:{name} val="{value}"/>'


def _axis_title(text: str, side: str) -> str:
    return _title(text, TEXT_SIZE, turned=side == "l") if text else ""


def _title(text: str, size: int, *, bold: bool = False, turned: bool = False) -> str:
    turn = '<a:bodyPr rot="-5400000" vert="horz"/>' if turned else "<a:bodyPr/>"
    run = f"<a:r>{_run('rPr', size, bold)}<a:t>{escape(typeset(text))}</a:t></a:r>"
    return (
        f"<c:title><c:tx><c:rich>{turn}<a:p><a:pPr>{_run('defRPr', size, bold)}</a:pPr>{run}</a:p>"
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _legend(chart: Chart) -> str:
    """Return the legend, where there are several series to tell apart."""
    if chart.floating or len(chart.series) < 2:
        return ""
    return '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'


# Looks


def _bar_look(chart: Chart, number: int, accent: str) -> str:
    """Return the look of the bars of a series: its fill within a line of white, or of its ink."""
    if chart.floating and number == 0:
        return _shape("<a:noFill/>", "")
    pattern, front, back = FILLS[(number - chart.floating) % len(FILLS)]
    if not pattern:
        alone = len(chart.series) - chart.floating == 1
        return _shape(_solid(front or accent), "" if alone else PAPER)
    fill = (
        f'<a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="{front}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{back}"/></a:bgClr></a:pattFill>'
    )
    return _shape(fill, front if back == PAPER else PAPER)


def _solid(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def _shape(fill: str, edge: str) -> str:
    """Return the look of a shape; a line around it, where there is one, is 1.5 points wide."""
    line = f'<a:ln w="19050">{_solid(edge)}</a:ln>' if edge else "<a:ln><a:noFill/></a:ln>"
    return f"<c:spPr>{fill}{line}</c:spPr>"


def _line(color: str) -> str:
    return f'<c:spPr><a:ln w="6350">{_solid(color)}</a:ln></c:spPr>'


def _text(size: int) -> str:
    """Return the look of the texts of something."""
    look = f'<a:pPr>{_run("defRPr", size, False)}</a:pPr><a:endParaRPr lang="fr-FR"/>'
    return f"<c:txPr><a:bodyPr/><a:p>{look}</a:p></c:txPr>"


def _run(tag: str, size: int, bold: bool) -> str:
    language = ' lang="fr-FR"' if tag == "rPr" else ""
    return (
        f'<a:{tag}{language} sz="{size}" b="{int(bold)}">{_solid(INK)}'
        f'<a:latin typeface="{FONT}"/></a:{tag}>'
    )
