"""Headers of even pages, where documents that have them are joined with documents that have not."""

import itertools

import pytest
from lxml import etree

from ctai_docs.machine.engine.assembly import assemble
from ctai_docs.machine.engine.linking import _shown
from ctai_docs.machine.engine.package import open_package
from ctai_docs.machine.engine.properties import Properties
from tests.machine.engine.packages import (
    XMLNS,
    Draft,
    document,
    paragraph,
    section,
    shows,
    story,
)

APART = f'<w:settings {XMLNS}><w:defaultTabStop w:val="708"/><w:evenAndOddHeaders/></w:settings>'


def draft(name, *, apart):
    """Return a rendered document with a header for even pages, which counts if `apart`."""
    related = {
        "rO": ("header1.xml", story("header", f"{name} odd")),
        "rE": ("header2.xml", story("header", f"{name} even")),
    }
    last = section(shows("header", "rO") + shows("header", "rE", "even"))
    extra = {"word/settings.xml": APART.encode()} if apart else {}
    made = Draft(document(paragraph(name), last=last), related=related, extra=extra)
    return made.rendered()


@pytest.mark.parametrize("apart", [c for c in itertools.product((False, True), repeat=3) if any(c)])
def test_each_document_shows_on_even_pages_what_it_shows_alone(apart):
    """Whichever of them tell even pages apart."""
    main, *others = [draft(f"d{n}", apart=each) for n, each in enumerate(apart)]
    made = open_package(assemble(main, others, properties=Properties("T")))
    rels = {rel.id: rel.target for rel in made.rels_of("word/document.xml")}
    shown = [
        (kind, made.parts[rels[rel]]) for _, kind, rel in _shown(made.parts["word/document.xml"])
    ]
    evens = [text for kind, text in shown if kind == "even"]
    assert len(evens) == 3
    for number, (each, text) in enumerate(zip(apart, evens, strict=True)):
        assert f"d{number} {'even' if each else 'odd'}".encode() in text
    settings = etree.fromstring(made.parts["word/settings.xml"])
    assert [etree.QName(child).localname for child in settings] == [
        "defaultTabStop",
        "evenAndOddHeaders",
    ]
