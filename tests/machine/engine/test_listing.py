"""Typed line breaks, tabs and page breaks, as docxtpl writes them."""

from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.engine.listing import resolve_listing
from tests.machine.engine.docs import p, run, tbl, tr

TEXTS = st.text("ab \n\t\a\f", max_size=6)
RUNS = st.builds(run, TEXTS, st.sampled_from(["", "<w:b/>"]))
PARAGRAPHS = st.builds(lambda runs, style: p(*runs, style=style), st.lists(RUNS, max_size=3),
                       st.sampled_from(["", "Titre1"]))  # fmt: skip
NESTED = st.builds(
    lambda outer, inner: f"<w:p>{outer}<w:r><w:pict>{inner}</w:pict></w:r>{outer}</w:p>",
    RUNS,
    PARAGRAPHS,
)
EMPTY = st.sampled_from(["<w:p/>", '<w:p w:rsidR="00"/>', "<w:p></w:p>", "<w:sectPr/>"])
CELLS = st.builds(lambda a, b: tbl(tr(a, b)), PARAGRAPHS, PARAGRAPHS)


@given(st.lists(st.one_of(PARAGRAPHS, NESTED, EMPTY, CELLS), max_size=6).map("".join))
def test_typed_breaks_are_written_as_docxtpl_does(xml):
    """Any mixture of paragraphs, nested ones and tables comes out the same."""
    assert resolve_listing(xml.encode()).decode() == DocxTemplate("").resolve_listing(xml)


def test_a_part_without_such_characters_is_returned_as_it_is():
    """Nothing is built where nothing is needed."""
    xml = (p("a", "b") * 10).encode()
    assert resolve_listing(xml) is xml
