"""The placeholders of a blank form: every answer to give, and no box."""

from __future__ import annotations

from lxml import etree

from ctai_docs.machine.word.placeholders import STYLE, as_placeholders
from tests.documents.packs import docx
from tests.documents.reading import W, text_of

BLANK = "fiche-action-vierge.docx"
SDT = "<w:sdt><w:sdtPr></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


def runs(*texts):
    """Return runs of text."""
    return "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)


def test_what_is_to_complete_is_a_placeholder():
    """In every text control of the blank form, in the order of the schema, in its own style."""
    flagged = [e for e in docx(BLANK).root.iter(W + "sdt") if text_of(e) == "à compléter"]
    assert len(flagged) > 60
    for control in flagged:
        names = [etree.QName(child).localname for child in control.find(W + "sdtPr")]
        assert names[:3] == ["alias", "tag", "showingPlcHdr"]
        assert {e.get(W + "val") for e in control.iter(W + "rStyle")} == {STYLE}


def test_what_is_answered_is_none():
    """Boxes, what the form says itself, and every control of a fiche."""
    others = [e for e in docx(BLANK).root.iter(W + "sdt") if text_of(e) != "à compléter"]
    assert others
    assert not any(e.findall(f".//{W}showingPlcHdr") for e in others)
    assert not docx("contrat.docx").root.findall(f".//{W}showingPlcHdr")


def test_a_control_whose_text_only_holds_the_words_is_left():
    """The words alone, in one run or in two, are what is replaced."""
    other = SDT.format(runs("à compléter en mai"))
    assert as_placeholders(other, "à compléter") == other
    made = as_placeholders(other + SDT.format(runs("à ", "compléter")), "à compléter")
    assert made.count("<w:showingPlcHdr/>") == 1
    assert made.count(STYLE) == 2
    assert made.startswith(other)
