"""Grids as docxtpl fits them; containers that Word would otherwise offer to repair."""

import pytest
from docxtpl import DocxTemplate
from hypothesis import event, given, settings
from hypothesis import strategies as st
from lxml import etree

from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.tables import fit_grids, grids_fit
from ctai_docs.machine.engine.template import Template
from tests.machine.engine.docs import NAMESPACES, docx, p, run, sdt, tbl, tc, tr

IF, END = "{%p if non %}", "{%p endif %}"
INNER = tbl(tr("x", "y"))


def render(*blocks, **parts):
    """Return the rendered parts; `non` is false, `rien` an empty list."""
    template = Template.compile(docx(*blocks, **parts), make_environment())
    parts = template.render({"non": False, "oui": True, "rien": []}).parts
    return {name: xml.decode() for name, xml in parts.items()}


def body(*blocks):
    """Return the XML between the body's tags, without the section."""
    xml = render(*blocks)["word/document.xml"]
    return xml.partition("<w:body>")[2].partition("<w:sectPr")[0]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param([tbl(tr(tc(p(IF), p("a"), p(END)), "b"))], tbl(tr(tc("<w:p/>"), "b")),
                     id="an empty cell gets a paragraph"),
        pytest.param([tbl(tr("{%tr for l in rien %}"), tr("{{ l }}", "b"), tr("{%tr endfor %}"))],
                     "", id="a table without rows goes"),
        pytest.param([tbl(tr("a", "b"), tr("{%tc if non %}", "c", "{%tc endif %}"))],
                     tbl(tr("a", "b")), id="a row without cells goes"),
        pytest.param([tbl(tr("{%tc if non %}", "c", "{%tc endif %}"))], "",
                     id="a table whose only row has no cells goes"),
        pytest.param([tbl(tr(tc(p(IF), p("z"), p(END), INNER, p(IF), p("a"), p(END)), "b"))],
                     tbl(tr(tc(INNER, "<w:p/>"), "b")),
                     id="a table that ends a cell is followed by a paragraph"),
        pytest.param([tbl(tr(tc(
            tbl(tr("{%tr for l in rien %}"), tr("a", "b"), tr("{%tr endfor %}")),
            p(IF), p("a"), p(END)), "b"))], tbl(tr(tc("<w:p/>"), "b")),
            id="a cell left without its table gets a paragraph"),
        pytest.param([sdt(p(IF), p("a"), p(END))], sdt("<w:p/>", ident=""),
                     id="an empty control gets a paragraph"),
        pytest.param([tbl(tr(tc(sdt(INNER, p(IF), p("a"), p(END))), "b"))],
                     tbl(tr(tc(sdt(INNER, "<w:p/>", ident="")), "b")),
                     id="a table that ends a control that ends a cell is followed by a paragraph"),
        pytest.param([p(sdt(run("{% if non %}a{% endif %}"), ident="1"))],
                     p(sdt(run(""), ident="")), id="a control in a line is left"),
        pytest.param([tbl(tr("a", "b"), sdt(tr("{%tr for l in rien %}"), tr("c", "d"),
                                            tr("{%tr endfor %}")))],
                     tbl(tr("a", "b")), id="a control left without rows goes"),
    ],
)  # fmt: skip
def test_what_a_condition_leaves_behind_is_mended(blocks, expected):
    """Each repair of docxtemplater's, and nothing else changed."""
    ours = body(*blocks, p("fin")).replace(' xml:space="preserve"', "")
    assert _canonical(ours) == _canonical(expected + p("fin"))


def test_an_empty_header_gets_a_paragraph():
    """Headers, footers and notes must hold one."""
    parts = render(p("a"), header1=p(IF) + p("x") + p(END))
    assert "<w:p/></w:hdr>" in parts["word/header1.xml"]


def test_a_sound_template_is_never_walked_through():
    """Only ends that a condition can lay bare are looked at when rendering."""
    sound = [tbl(tr("{{ oui }}", '<w:p w:rsidR="00A1"/>')), sdt(p("a")), p(sdt(run("b")))]
    template = Template.compile(docx(*sound), make_environment())
    assert template.parts[0].repair_signs == ()


@given(
    st.lists(st.integers(10, 3000), min_size=1, max_size=5),
    st.lists(st.lists(st.integers(1, 3), max_size=6), min_size=1, max_size=4),
)
def test_a_grid_is_fitted_as_docxtpl_does(widths, rows):
    """Columns are added, removed and scaled to the same figures."""
    cells = [[tc("a", properties=f'<w:gridSpan w:val="{n}"/>') for n in row] for row in rows]
    table = tbl(*(f"<w:tr>{''.join(row)}</w:tr>" for row in cells), columns=0)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = table.replace("<w:tblGrid>", f"<w:tblGrid>{grid}")
    xml = f"<w:body {NAMESPACES}>{xml}</w:body>"
    ours = etree.fromstring(xml)
    changed = fit_grids(ours)
    theirs = etree.tostring(DocxTemplate("").fix_tables(xml))
    assert etree.tostring(ours) == theirs
    assert changed == (theirs != etree.tostring(etree.fromstring(xml)))


def _cell(span, kind):
    """Return a cell that spans columns: plain, empty, inside a control, or around a table."""
    inner = tbl(tr("a", "b")) + "<w:p/>" if kind == "table" else "<w:p/>"
    cell = tc(inner, properties=f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    cell = "<w:tc/>" if kind == "empty" else cell
    return f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt>" if kind == "control" else cell


KINDS = st.sampled_from(["plain", "plain", "plain", "plain", "empty", "control", "table"])
ROWS = st.lists(
    st.tuples(
        st.sampled_from([(1, 1), (2,), (1, 1), (2,), (1,), (3,), (1, 2)]), KINDS, st.booleans()
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=400)
@given(ROWS, st.booleans())
def test_what_is_known_to_fit_needs_no_change(rows, twice):
    """Counting says less than the tree, and never that a grid fits which does not."""
    made = []
    for spans, kind, in_control in rows:
        cells = [(span, kind) for span in spans]
        row = f"<w:tr>{''.join(_cell(*cell) for cell in cells)}</w:tr>"
        made.append(f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>" if in_control else row)
    xml = f"<w:body {NAMESPACES}>{tbl(*made) * (1 + twice)}</w:body>"
    known = grids_fit(xml.encode())
    event("known to fit" if known else "for the tree to say")
    assert not (known and fit_grids(etree.fromstring(xml)))


def test_rows_that_fill_their_grid_are_known_to_fit():
    """Cells in a loop, as many as the grid has columns: no tree is made."""
    assert grids_fit(tbl(tr("a", "b"), f"<w:tr>{_cell(2, 'plain')}</w:tr>").encode())
    assert not grids_fit(tbl(tr("a", "b", "c")).encode())


def _canonical(inner):
    root = etree.fromstring(f"<w:body {NAMESPACES}>{inner}</w:body>")
    return etree.tostring(root, method="c14n").decode()
