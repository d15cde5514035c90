"""Numbered lists of users' templates: where they begin again, and where they go on."""

import re

import pytest

from ctai_docs.machine.engine.assembly import assemble
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.package import open_package
from ctai_docs.machine.engine.properties import Properties
from ctai_docs.machine.engine.template import Template
from tests.machine.engine.packages import Draft, document, paragraph

NUMBERED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:t>{}</w:t></w:r></w:p>"
)
LOOP, TURN, END = "{%p for x in xs %}", "{%p for y in ys %}", "{%p endfor %}"


def numbers(blocks, bodies=1, **context):
    """Return the list of each numbered paragraph, in order, and which lists begin at 1 anew."""
    template = Template.compile(Draft(document(*blocks)).data(), make_environment())
    rendered = [template.render(context) for _ in range(bodies)]
    made = open_package(assemble(rendered[0], rendered[1:], properties=Properties("T")))
    ids = re.findall(rb'<w:numId w:val="([^"]*)"', made.parts["word/document.xml"])
    nums = made.parts["word/numbering.xml"]
    for fresh in set(ids) - {b"1"}:
        assert re.search(rb'<w:num w:numId="%b">.*?<w:startOverride w:val="1"/>' % fresh, nums)
    order = list(dict.fromkeys(ids))
    return [order.index(each) for each in ids]


@pytest.mark.parametrize("item", [NUMBERED.format, lambda text: paragraph(text, "Liste")])
def test_a_list_begins_again_in_each_body(item):
    """Typed by hand, or by the style of its paragraphs."""
    assert numbers([item("a"), item("b")], bodies=3) == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize("item", [NUMBERED.format, lambda text: paragraph(text, "Liste")])
def test_a_list_within_a_turn_begins_again_with_each(item):
    """The turns of an outer loop count as well, whatever the number of the inner turn."""
    blocks = [paragraph(LOOP), item("a"), item("b"), paragraph(END)]
    assert numbers(blocks, xs=[1, 2, 3]) == [0, 0, 1, 1, 2, 2]
    assert numbers(blocks, bodies=2, xs=[1, 2]) == [0, 0, 1, 1, 2, 2, 3, 3]
    nested = [paragraph(LOOP), paragraph(TURN), item("a"), item("b"), *[paragraph(END)] * 2]
    assert numbers(nested, xs=[1, 2], ys=[1, 2]) == [0, 0, 1, 1, 2, 2, 3, 3]


def test_a_loop_around_one_numbered_paragraph_is_one_list():
    """Its turns are the items; a loop around that loop has a list for each of its turns."""
    inner = [paragraph(TURN), NUMBERED.format("{{ y }}"), paragraph(END)]
    assert numbers(inner, ys=[1, 2, 3]) == [0, 0, 0]
    outer = [paragraph(LOOP), paragraph("x"), *inner, paragraph(END)]
    assert numbers(outer, xs=[1, 2], ys=[1, 2]) == [0, 0, 1, 1]


def test_lists_outside_a_loop_go_on():
    """A paragraph before the loop and one after it are of one list."""
    blocks = [NUMBERED.format("a"), paragraph(LOOP), paragraph("x"), paragraph(END)]
    assert numbers([*blocks, NUMBERED.format("b")], xs=[1, 2]) == [0, 0]
