"""A chart is three things that agree: its drawing, its part, its workbook."""

from __future__ import annotations

import pytest

from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.assembly import assemble
from ctai_docs.machine.engine.charts import CHART_NS, ChartParts
from ctai_docs.machine.engine.dump import text_dump
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.engine.package import Package
from ctai_docs.machine.engine.properties import Properties
from ctai_docs.machine.engine.reading import read_package
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.packages import Draft, document

BOOK = write_package({"a": b"a"})
XML = (
    f'<c:chartSpace xmlns:c="{CHART_NS}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships"><c:externalData r:id="rId1"/></c:chartSpace>'
).encode()
CHART, SHEET = "word/charts/chart1.xml", "word/embeddings/classeur1.xlsx"


def drawn(rel="\ufdd0graphique:a", alt="Ce qu'il montre"):
    """Return a paragraph that shows a chart."""
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/>'
        f'<wp:docPr id="\ufdd0dessin" name="Graphique" descr="{alt}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:graphicData uri="{CHART_NS}"><c:chart xmlns:c="{CHART_NS}" r:id="{rel}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def made(*bodies, xml=XML, book=BOOK):
    """Return the file of some bodies, every chart of which is the same."""
    drafts = [Draft(document(body)).rendered() for body in bodies]
    charts = {"a": ChartParts(xml, book)}
    return assemble(
        drafts[0], drafts[1:], charts=charts.__getitem__, properties=Properties("Titre")
    )


def changed(data, old, new):
    """Return a file in whose parts a text was replaced by another."""
    parts = read_package(data).parts
    return write_package({name: part.replace(old, new) for name, part in parts.items()})


def test_a_chart_brings_its_workbook():
    """The main part relates to the chart, the chart to the workbook, each of its type."""
    package = Package(read_package(made(drawn())).parts)
    assert {CHART, SHEET} <= set(package.parts)
    assert [rel.target for rel in package.rels_of(package.main) if rel.kind == "chart"] == [CHART]
    assert [(rel.kind, rel.target) for rel in package.rels_of(CHART)] == [("package", SHEET)]
    assert package.types.of(CHART).endswith("drawingml.chart+xml")
    assert package.types.of(SHEET).endswith("spreadsheetml.sheet")
    assert package.parts[SHEET] == BOOK
    assert check_invariants(made(drawn())) == []


def test_each_drawing_has_a_chart_of_its_own():
    """In one body as in several: Word edits the data of one drawing, not of another."""
    parts = read_package(made(drawn() + drawn(), drawn())).parts
    charts = [name for name in parts if name.startswith(("word/charts/c", "word/embeddings/"))]
    assert charts == [
        *(f"word/charts/chart{n}.xml" for n in (1, 2, 3)),
        *(f"word/embeddings/classeur{n}.xlsx" for n in (1, 2, 3)),
    ]
    assert check_invariants(made(drawn() + drawn(), drawn())) == []


def test_a_chart_that_was_not_given_is_a_bug():
    """Of ours: no typed text can ask for one."""
    rendered = Draft(document(drawn())).rendered()
    with pytest.raises(AssertionError, match="no chart called 'a'"):
        assemble(rendered, properties=Properties("Titre"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(made(drawn(alt=" ")), "without an alternative text", id="no alternative"),
        pytest.param(
            changed(made(drawn()), b"drawingml.chart+xml", b"drawingml.chartex+xml"),
            "is shown as a chart and is none",
            id="type",
        ),
        pytest.param(
            changed(made(drawn() + drawn()), b'r:id="rId5"', b'r:id="rId4"'),
            "is shown twice",
            id="shared",
        ),
        pytest.param(
            made(drawn(), xml=XML.replace(b'<c:externalData r:id="rId1"/>', b"")),
            "has no data to edit",
            id="no data",
        ),
        pytest.param(
            made(drawn(), xml=XML.replace(b"rId1", b"rId7")), "lead to its workbook", id="data"
        ),
        pytest.param(made(drawn(), book=b"PK"), "is no workbook", id="workbook"),
    ],
)
def test_what_word_would_stumble_on_is_told(data, expected):
    """By the invariants, which every document of ours passes."""
    assert any(expected in message for message in check_invariants(data))


def test_a_template_may_hold_a_chart_that_someone_drew_in_word():
    """With its workbook, which has no macros; any other package inside is refused as before."""
    assert SHEET in read_package(made(drawn())).parts
    macros = b"vnd.ms-excel.sheet.macroEnabled.12"
    plain = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    for other in (macros, b"vnd.openxmlformats-officedocument.wordprocessingml.document"):
        with pytest.raises(CtaiError, match=r"DOC-00[79]"):
            read_package(changed(made(drawn()), plain, other))


def test_the_words_of_a_file_hold_those_of_its_charts():
    """So that a change of a figure shows as a changed line."""
    assert "[graphique : Ce qu'il montre]" in text_dump(made(drawn()))
