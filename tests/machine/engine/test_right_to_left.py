"""Letters that go from right to left, printed by the tags of templates."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ctai_docs.machine.directions import RIGHT_TO_LEFT, is_mostly_rtl, stretches
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.template import Template
from tests.machine.engine.docs import docx, p, run

NAMES = ("محمد کريمي", "سلام، دری", "پښتو ژبه", "שלום")
"""Arabic, Dari, Pashto and Hebrew."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def runs(block, **context):
    """Return the runs of a rendered paragraph: text, names of properties."""
    template = Template.compile(docx(block), make_environment())
    xml = template.render(context).parts["word/document.xml"]
    return [
        (
            "".join(each.itertext(W + "t")),
            [etree.QName(look).localname for look in each.iterfind(f"{W}rPr/*")],
        )
        for each in etree.fromstring(xml).iter(W + "r")
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_marked_in_the_look_of_its_run(name):
    """In the order of the schema, each time that it is printed."""
    block = p(run("{{ x }}", '<w:b/><w:sz w:val="20"/><w:lang w:val="fr-FR"/>'), run("{{ x }}"))
    assert runs(block, x=name) == [(name, ["b", "sz", "rtl", "lang"]), (name, ["rtl"])]


@pytest.mark.parametrize("name", NAMES)
def test_a_run_that_goes_both_ways_is_cut(name):
    """French words keep their run, and their place."""
    found = runs(p("Avec {{ x }} & {{ y }}".replace("&", "&amp;")), x=f"Amel {name} (12)", y="b")
    assert found == [("Avec Amel ", []), (name, ["rtl"]), (" (12) & b", [])]


def test_other_texts_are_left_alone():
    """A rendering without such letters keeps its bytes, after one that had some as well."""
    template = Template.compile(docx(p("{{ x }} é")), make_environment())
    before = template.render({"x": "Été"}).parts
    assert b"<w:rtl/>" in template.render({"x": NAMES[0]}).parts["word/document.xml"]
    assert template.render({"x": "Été"}).parts == before


def test_what_a_macro_or_a_line_break_makes_is_marked():
    """Whichever way the text came to be."""
    macro = "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(x) }}"
    assert runs(p(macro), x=NAMES[0])[-1] == (NAMES[0], ["rtl"])
    broken = runs(p("{{ x }}"), x=f"un\n{NAMES[0]}")
    assert (NAMES[0], ["rtl"]) in broken


def test_a_run_that_the_template_marks_is_left():
    """It goes the way that its author said."""
    assert runs(p(run("{{ x }}", "<w:rtl/>")), x=f"a {NAMES[0]}") == [(f"a {NAMES[0]}", ["rtl"])]


@given(st.text(st.sampled_from("aé 1&<>;,(\u0633\u0644\u05d0\u064b\u060c"), max_size=20))
def test_nothing_is_lost_between_the_ways(text):
    """The pieces make the text again, and no piece goes both ways."""
    pieces = list(stretches(text))
    assert "".join(piece for _, piece in pieces) == text
    for rtl, piece in pieces:
        assert bool(RIGHT_TO_LEFT.search(piece)) is rtl
        assert not (rtl and re.search("[aé]", piece))
    printed = "".join(words for words, _ in runs(p("{{ x }}"), x=text))
    assert unescape(printed) == unescape(text)


def test_a_text_goes_the_way_of_most_of_its_letters():
    """Figures and signs go neither way."""
    assert is_mostly_rtl("2026 : سلام CTA")
    assert not is_mostly_rtl("CTAI de سلام")
    assert not is_mostly_rtl("2026")
