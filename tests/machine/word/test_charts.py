"""Charts: the numbers in the XML, in the workbook beside it, and looks that all can read."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from lxml import etree
from openpyxl import load_workbook

from ctai_docs.machine.colours import contrast
from ctai_docs.machine.word.charts import CENTS, EUROS, Chart, Scale, Series
from ctai_docs.machine.word.charts_book import SHEET, chart_parts
from ctai_docs.machine.word.charts_xml import ACCENT, FILLS, PAPER, chart_xml
from tests.support.sdk import sdk_errors

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HOSTILE = '=1+1 & <c:v> "_x0041_" l\'île'
CHART = Chart(
    title="L'argent & les axes",
    alt="Axe 1 : 10 €.",
    axis="Axe",
    categories=("1. Langue", HOSTILE, "3. Vide"),
    series=(
        Series("État", (Decimal(10), Decimal("0.5"), None), CENTS),
        Series("Ville", (Decimal(0), Decimal(90), None)),
    ),
    scale=Scale("Montant, en euros", EUROS, low=0),
    stacked=True,
)


def cached(xml, kind):
    """Return the points that a chart holds of each of its references of a kind: cat, val, tx."""
    return [
        [point.findtext(f"{C}v") for point in found.iter(f"{C}pt")]
        for found in etree.fromstring(xml).iter(f"{C}{kind}")
    ]


def cells(book, reference):
    """Return the values of the cells that a reference of a chart names."""
    sheet, _, area = reference.rpartition("!")
    page = book[sheet.strip("'").replace("''", "'")]
    found = page[area.replace("$", "")]
    return [cell.value for row in found for cell in row] if ":" in area else [found.value]


def test_the_workbook_holds_what_the_chart_shows():
    """Each reference leads to cells that hold what is drawn beside it."""
    parts = chart_parts(CHART)
    book = load_workbook(io.BytesIO(parts.workbook))
    references = list(etree.fromstring(parts.xml).iter(f"{C}f"))
    assert len(references) == 6
    for reference in references:
        drawn = [point.findtext(f"{C}v") for point in reference.getnext().iter(f"{C}pt")]
        held = [v for v in cells(book, reference.text) if v is not None]
        if reference.getparent().tag == f"{C}numRef":
            assert [Decimal(v) for v in drawn] == [Decimal(str(v)) for v in held]
        else:
            assert drawn == [str(v).replace("_x005F_", "_") for v in held]


def test_amounts_keep_their_cents_and_gaps_stay_gaps():
    """A value that is not known is no point, and no zero."""
    assert cached(chart_xml(CHART, SHEET), "val") == [["10", "0.5"], ["0", "90"]]


def test_texts_are_texts_whatever_they_look_like():
    """In the XML and in the cells; their apostrophes are those of print."""
    parts = chart_parts(CHART)
    assert cached(parts.xml, "cat")[0][1] == HOSTILE.replace("'", "’")
    sheet = load_workbook(io.BytesIO(parts.workbook))[SHEET]
    assert (sheet["A3"].data_type, sheet["A3"].value[:4]) == ("s", "=1+1")


def test_the_drawing_says_what_the_chart_shows():
    """Its alternative text, and its title as its name; the chart is cited by what it is."""
    run = CHART.__html__()
    assert 'descr="Axe\u00a01\u00a0: 10\u00a0€."' in run or 'descr="Axe 1\u00a0: 10\u00a0€."' in run
    assert "Graphique : L’argent &amp; les axes" in run.replace("\u00a0", " ")
    assert f'r:id="\ufdd0graphique:{CHART.name}"' in run
    assert replace(CHART, title="Autre").name != CHART.name


def test_the_same_chart_gives_the_same_bytes():
    """On any day: its workbook too has no date."""
    assert chart_parts(CHART) == chart_parts(replace(CHART))
    with zipfile.ZipFile(io.BytesIO(chart_parts(CHART).workbook)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_bar_too_short_for_its_amount_bears_none():
    """On a stack; side by side, an amount stands above its bar."""
    deleted = re.compile(r'<c:dLbl><c:idx val="(\d)"/><c:delete')
    assert deleted.findall(chart_xml(CHART, SHEET).decode()) == ["1", "2", "0", "2"]
    side_by_side = replace(CHART, stacked=False)
    assert deleted.findall(chart_xml(side_by_side, SHEET).decode()) == ["2", "2"]


def test_periods_float_above_a_series_that_is_not_seen():
    """The first one, that only says where bars begin; there is nothing to tell apart."""
    xml = chart_xml(replace(CHART, floating=True), SHEET).decode()
    first, second = re.findall(r"<c:ser>.*?</c:ser>", xml)
    assert "<c:spPr><a:noFill/>" in first
    assert ACCENT in second
    assert "<c:legend>" not in xml
    assert "<c:legend>" in chart_xml(CHART, SHEET).decode()


def test_the_accent_of_the_document_is_that_of_the_first_series():
    """And of no other."""
    xml = chart_xml(CHART, SHEET, accent="7A1F3D").decode()
    assert (xml.count("7A1F3D"), xml.count(ACCENT)) == (1, 0)


# Colours


def main_color(fill):
    """Return the colour that a series is told by: what covers most, or the ink on white."""
    pattern, front, back = fill
    return back if pattern and back != PAPER else front or ACCENT


def test_every_series_stands_out_on_white_and_beside_the_next():
    """3:1, as RGAA 4.1 asks of graphical objects (criterion 3.3)."""
    colors = [main_color(fill) for fill in FILLS]
    assert min(contrast(color, PAPER) for color in colors) >= 3
    assert min(contrast(a, b) for a, b in pairwise([*colors, colors[0]])) >= 3


def test_no_two_series_differ_by_their_colour_alone():
    """A dark and a light plain one; all others have a pattern of their own."""
    patterns = [pattern for pattern, _, _ in FILLS]
    assert patterns.count("") == 2
    assert len(set(patterns)) == len(patterns) - 1


@pytest.mark.sdk
def test_the_open_xml_sdk_finds_nothing_to_say_of_the_workbook(tmp_path):
    """It opens in Excel when someone edits the data."""
    path = tmp_path / "classeur.xlsx"
    path.write_bytes(chart_parts(CHART).workbook)
    assert sdk_errors(path) == []
