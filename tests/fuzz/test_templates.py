"""A template file, damaged or hostile: read, or refused; in little time and memory."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ctai_docs.machine.engine import reading
from ctai_docs.machine.engine.assembly import assemble
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.package import CONTENT_TYPES, rels_name
from ctai_docs.machine.engine.properties import Properties
from ctai_docs.machine.engine.reading import read_package
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from tests.fuzz.bounds import fuzz
from tests.machine.engine.packages import RICH, Draft, document, paragraph
from tests.machine.engine.test_package import with_parts, zipped

OURS = sorted((Path(__file__).parents[2] / "templates").glob("*.docx"))
DRAFT = Draft().data()
MAIN = "word/document.xml"
PIECES = (
    *(
        "{{ a }}",
        "{% for x in y %}",
        "{% endfor %}",
        "{%p if a %}",
        "{%p endif %}",
        "{%tr for x in y %}",
    ),
    *("{%tr endfor %}", "{{r a }}", "{# b #}", "{{", "}}", "{%", "%}", "{{ a|b }}", "{{ a.b[0] }}"),
    *("{{ ''.__class__ }}", "{% set a = 1 %}", "{{ 9**9**9 }}", "{{ 'a' * 10**9 }}", "{% raw %}"),
    *("{{ range(10**9)|list }}", "é", " ", "\\", "&lt;", "&amp;", "«", "{_{", "1", "'", '"', "|"),
)


def compiled(data, name="modele.docx"):
    """Return the template that a file holds."""
    return Template.compile(data, make_environment(), name)


SOUND = compiled(DRAFT)


@fuzz(150)
@given(
    data=st.sampled_from([DRAFT, *(path.read_bytes() for path in OURS[:2])]),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12),
    cut=st.floats(0, 1),
    tail=st.binary(max_size=20),
)
def test_a_damaged_template_is_read_or_refused(data, flips, cut, tail):
    """Bytes changed, the end lost, something added."""
    damaged = bytearray(data)
    for place, byte in flips:
        damaged[int(place * len(damaged))] = byte
    if cut < 0.3:
        damaged = damaged[: int(cut / 0.3 * len(damaged))]
    with suppress(CtaiError):
        compiled(bytes(damaged) + tail, "modele.docx")


@fuzz(200)
@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.sampled_from(
                    [*Draft().parts(), "word/media/a.png", "../a", "a/../b", "C:/x", "a//b"]
                ),
                st.text(max_size=12),
            ),
            st.one_of(
                st.binary(max_size=60),
                st.sampled_from([*Draft().parts().values(), b"<!DOCTYPE a><a/>", b"<a/>", b""]),
            ),
        ),
        max_size=6,
    )
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_strange_entries_are_read_or_refused(entries):
    """Beside the sound ones, or in their place."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*Draft().parts().items(), *entries]:
            with suppress(ValueError, IndexError):  # names that `zipfile` does not write
                archive.writestr(name or "x", data)
    with suppress(CtaiError):
        compiled(buffer.getvalue(), "modele.docx")


@fuzz(150)
@given(st.sampled_from(sorted(Draft().parts())), st.data())
def test_strange_xml_is_read_or_refused(name, drawn):
    """A part of the package with a piece lost, doubled or moved."""
    text = Draft().parts()[name].decode()
    start, end = sorted(drawn.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    piece = drawn.draw(
        st.sampled_from(["", text[start:end] * 2, "<w:p/>", "\x01", "&#0;", 'Id="a"'])
    )
    parts = {name: (text[:start] + piece + text[end:]).encode()}
    with suppress(CtaiError):
        template = compiled(with_parts(parts), "modele.docx")
        template.render({})


VALUES = ("", "x", "-1", "99999", "0", "§ 3", 'é&"<', "{{ a }}", "Liste", "rP", "{% if a %}")


def changed(data, place, how, value):
    """Return a part with one element lost, doubled, emptied, moved or given another value."""
    root = etree.fromstring(data)
    elements = list(root.iter())
    element, other = (elements[int(at * len(elements))] for at in place)
    parent = element.getparent()
    if how == "value" and element.attrib:
        element.set(sorted(element.attrib)[-1], value)
    elif how == "text":
        element.text = value
    elif parent is None or other is root:
        return data
    elif how == "lost":
        parent.remove(element)
    elif how == "doubled":
        element.addnext(deepcopy(element))
    elif how == "moved" and element not in [other, *other.iterancestors()]:
        other.addnext(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@fuzz(400)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(name for name in RICH.parts() if not name.endswith(".png"))),
            st.tuples(*[st.floats(0, 1, exclude_max=True)] * 2),
            st.sampled_from(["value", "text", "lost", "doubled", "moved"]),
            st.sampled_from(VALUES),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_a_template_that_word_would_not_write_is_refused_or_joined(changes):
    """Nothing that its parts can say stops rendering or joining it with a sound one."""
    parts = RICH.parts()
    for name, place, how, value in changes:
        parts[name] = changed(parts[name], place, how, value)
    with suppress(CtaiError):
        bodies = [
            template.render({"a": "A"}) for template in (SOUND, compiled(zipped(parts.items())))
        ]
        for main, annexe in (bodies, bodies[::-1]):
            assemble(main, [annexe, annexe], properties=Properties("Titre"))


@fuzz(400)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_strange_placeholders_are_rendered_or_refused(text):
    """Tags that are cut, crossed, hostile: a finding each time, soon."""
    with suppress(CtaiError):
        template = compiled(Draft(main=document(paragraph(text))).data(), "modele.docx")
        template.render({"a": "A", "y": ["1", "2"]})


def bomb():
    """Return a template whose main part unfolds into tens of megabytes of tiny elements."""
    inner = (b"<w:p/>" * 1000 + b"<!-- -->") * 8_000
    start, _, end = document().partition("<w:sectPr>")
    return with_parts({MAIN: start.encode() + inner + f"<w:sectPr>{end}".encode()})


def test_a_document_of_many_elements_is_refused_before_it_is_parsed():
    """Each element takes a hundred bytes of memory, for four in the file."""
    data = bomb()
    tracemalloc.start()
    with pytest.raises(CtaiError) as caught:
        read_package(data, "modele.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [f.code for f in caught.value.findings] == [reading.TOO_BIG.code]
    assert peak < 300 * 2**20


@pytest.mark.parametrize("name", [MAIN, CONTENT_TYPES, rels_name(MAIN), "word/styles.xml"])
@pytest.mark.parametrize("encoding", ["cp037", "utf-16-be", "utf-16-le", "utf-32", "utf-7"])
def test_a_document_type_is_refused_in_any_encoding(name, encoding):
    """Parsers guess encodings that a search for « <!DOCTYPE » does not."""
    evil = (
        '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    )
    text = evil.format({"cp037": "IBM037"}.get(encoding, encoding)) + "<x>&e;</x>"
    with pytest.raises(CtaiError) as caught:
        read_package(with_parts({name: text.encode(encoding)}), "modele.docx")
    assert caught.value.findings[0].code in (reading.BAD_XML.code, reading.DOCTYPE.code)


def test_an_entry_longer_than_it_says_is_refused():
    """The archive declares ten bytes, and holds more."""
    data = bytearray(zipped([*Draft().parts().items(), ("word/a.bin", bytes(100_000))]))
    place = data.rfind(b"PK\1\2")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises(CtaiError):
        read_package(bytes(data), "modele.docx")
