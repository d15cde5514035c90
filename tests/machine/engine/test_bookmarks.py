"""Bookmarks of users' templates inside loops: each turn has its own, and what refers to it."""

import re

from ctai_docs.machine.engine.assembly import assemble
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.package import open_package
from ctai_docs.machine.engine.properties import Properties
from ctai_docs.machine.engine.template import Template
from tests.machine.engine.docs import docx, p

LOOP, TURN, END = p("{%p for x in xs %}"), p("{%p for y in ys %}"), p("{%p endfor %}")
MARKED = (
    '<w:p><w:bookmarkStart w:id="4" w:name="Ici"/><w:r><w:t>a</w:t></w:r>'
    '<w:bookmarkEnd w:id="4"/></w:p>'
)
LINK = '<w:p><w:hyperlink w:anchor="ici"><w:r><w:t>voir</w:t></w:r></w:hyperlink></w:p>'
FIELD = '<w:p><w:fldSimple w:instr=" REF Ici \\h "><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>'
LONG_FIELD = "<w:p><w:r><w:instrText> PAGEREF Ici \\h </w:instrText></w:r></w:p>"
REFERENCES = (LINK, FIELD, LONG_FIELD)


def made(*blocks, bodies=1, **context):
    """Return the names of the bookmarks, and those that links and fields lead to, in order."""
    template = Template.compile(docx(*blocks), make_environment())
    assert all(part.proof for part in template.parts)
    rendered = [template.render(context) for _ in range(bodies)]
    file = open_package(assemble(rendered[0], rendered[1:], properties=Properties("T")))
    xml = file.parts["word/document.xml"].decode()
    names = re.findall(r'bookmarkStart [^>]*w:name="([^"]*)"', xml)
    return names, [a.lower() for a in re.findall(r'(?i)(?:anchor="|REF )(\w+)', xml)]


def test_each_turn_has_its_own_bookmark():
    """Its links and fields lead to it, before and after it; one outside leads to the first."""
    blocks = [LINK, LOOP, LINK, MARKED, *REFERENCES, END, LINK]
    names, led = made(*blocks, xs=[1, 2, 3])
    assert names == ["Ici", "Ici_a1", "Ici_a2"]
    assert led == [*["ici"] * 5, *["ici_a1"] * 4, *["ici_a2"] * 4, "ici"]


def test_turns_of_nested_loops_differ():
    """The second turn of the inner loop is not that of the outer one."""
    names, led = made(LOOP, TURN, MARKED, END, LINK, END, xs=[1, 2], ys=[1, 2])
    assert names == ["Ici", "Ici_b1", "Ici_a1", "Ici_a1_b1"]
    assert led == ["ici", "ici_a1"]


def test_names_are_unique_in_the_file():
    """Whatever the number of bodies and turns, as Word compares names."""
    names, led = made(LOOP, MARKED, LINK, END, xs=[1, 2], bodies=3)
    assert len({name.lower() for name in names}) == 6
    assert led == [name.lower() for name in names]


def test_a_bookmark_outside_loops_keeps_its_name():
    """So does what leads to it from inside one, and a name that data give."""
    typed = MARKED.replace("Ici", "{{ x }}")
    names, led = made(MARKED, LOOP, typed, LINK, END, xs=["p", "q"])
    assert (names, led) == (["Ici", "p", "q"], ["ici", "ici"])
