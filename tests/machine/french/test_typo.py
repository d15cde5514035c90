"""Micro-typography of what is printed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ctai_docs.machine.french import quote, typeset
from ctai_docs.machine.french.typo import SPACES

PIECES = st.lists(
    st.sampled_from(
        [*SPACES, *"aÉ019'’«»:;?!.…,()%€kM@/-\"\n", "170 000", "https://", "www.", "mot", "x@y.fr"]
    ),
    max_size=14,
).map("".join)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("l'État d'1 euro", "l’État d’1 euro", id="apostrophes"),
        pytest.param("l'« Un »", "l’«\u00a0Un\u00a0»", id="apostrophe before a quotation"),
        pytest.param("Objet: suite", "Objet\u00a0: suite", id="colon without space"),
        pytest.param("Objet : suite", "Objet\u00a0: suite", id="colon"),
        pytest.param("Objet\u202f: suite", "Objet\u00a0: suite", id="colon after another space"),
        pytest.param("Qui? Oui ! Non;", "Qui\u202f? Oui\u202f! Non\u202f;", id="high marks"),
        pytest.param("Vraiment  ?!", "Vraiment\u202f?!", id="marks in a row"),
        pytest.param("etc.; quoi…?", "etc.\u202f; quoi…\u202f?", id="marks after dots"),
        pytest.param("«Un toit»", "«\u00a0Un toit\u00a0»", id="quotation without spaces"),
        pytest.param("« Un toit »", "«\u00a0Un toit\u00a0»", id="quotation"),
        pytest.param("«Qui?»", "«\u00a0Qui\u202f?\u00a0»", id="mark at the end of a quotation"),
        pytest.param("170 000€", "170\u202f000\u00a0€", id="amount"),
        pytest.param("1 234 567,50 €", "1\u202f234\u202f567,50\u00a0€", id="amount with cents"),
        pytest.param("80% (20 %)", "80\u00a0% (20\u00a0%)", id="percentage"),
        pytest.param("12 k€, 2,5M€", "12\u00a0k€, 2,5\u00a0M€", id="thousands of euros"),
        pytest.param("https://a.fr ?", "https://a.fr\u202f?", id="mark after an address"),
    ],
)
def test_french_spaces_and_apostrophes_are_set(typed, printed):
    """Each rule gives the space that French typography asks for."""
    assert typeset(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("https://a.fr/x?y=1;z&t=l'eau!", id="address of the web"),
        pytest.param("www.ville.fr/l'eau?", id="address without scheme"),
        pytest.param("o'brien@ville.fr", id="mail"),
        pytest.param("de 10:30 à 12:00", id="time"),
        pytest.param("en 2026 300 personnes", id="year before a number"),
        pytest.param("03 87 55 50 00", id="telephone"),
        pytest.param("215 704 638 00016", id="SIRET"),
        pytest.param("FR14 2004 1010 0505 0001 3M02 606", id="IBAN"),
        pytest.param("57000 Metz", id="postcode"),
        pytest.param("article:avenant", id="key"),
        pytest.param("12€50", id="old price"),
        pytest.param("(?) 'mot' 5'", id="marks without a word"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_prose_stays_as_typed(text):
    """Addresses, times and identifiers are left alone."""
    assert typeset(text) == text


@given(PIECES)
@example("«»")
@example("«Objet:»")
@example("« ?»")
def test_typesetting_twice_changes_nothing_more(text):
    """What is set stays set."""
    assert typeset(typeset(text)) == typeset(text)


@given(PIECES | st.text())
def test_every_visible_character_is_kept(text):
    """Only spaces and apostrophes change."""
    assert _visible(typeset(text)) == _visible(text)
    assert typeset(text).split("\n") == [typeset(line) for line in text.split("\n")]


def test_a_long_run_of_spaces_is_set_at_once():
    """The time grows with the text, not with its square."""
    assert typeset(" " * 200_000 + "a") == " " * 200_000 + "a"


def test_a_quotation_in_a_message_is_short():
    """A message shows the beginning of what was typed, on one line."""
    assert quote("abc") == "«\u00a0abc\u00a0»"
    assert quote("a\r\nb") == "«\u00a0a↵b\u00a0»"
    assert quote("x" * 41) == f"«\u00a0{'x' * 40}…\u00a0»"


def _visible(text):
    return "".join(text.split()).replace("'", "’")
