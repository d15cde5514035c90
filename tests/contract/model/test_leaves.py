"""What the leaves of a contract read, and what they refuse, in French."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from ctai_docs.contract.model import Cible, Cle, Jour, Ligne, Montant, OuiNon, Texte

NO_BREAK, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


def read(kind, value):
    """Return what a leaf of this type makes of a typed value."""
    return TypeAdapter(kind).validate_python(value)


def refusal(kind, value):
    """Return the message with which a leaf of this type refuses a value."""
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    return caught.value.errors()[0]["msg"]


@pytest.mark.parametrize(
    ("typed", "euros"),
    [
        pytest.param("170 000", "170000", id="space"),
        pytest.param(f"170{NO_BREAK}000{NO_BREAK}€", "170000", id="no-break-space"),
        pytest.param(f"170{NARROW}000,50 €", "170000.50", id="narrow-space"),
        pytest.param(f"170{THIN}000", "170000", id="thin-space"),
        pytest.param("36640", "36640", id="nothing-between-thousands"),
        pytest.param("41,66", "41.66", id="comma"),
        pytest.param("41.66", "41.66", id="point"),
        pytest.param("1 234,5 euros", "1234.50", id="euros-in-letters"),
        pytest.param(12_000, "12000", id="int"),
        pytest.param(Decimal("0.01"), "0.01", id="cent"),
        pytest.param("0", "0", id="zero"),
    ],
)
def test_an_amount_is_read_as_french_people_write_it(typed, euros):
    """Whatever the spaces, an amount is an exact number of euros and cents."""
    assert read(Montant, typed) == Decimal(euros)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("12 00", id="slip"),
        pytest.param("170.000", id="two-readings"),
        pytest.param("1,234", id="three-decimals"),
        pytest.param("douze", id="words"),
        pytest.param("", id="empty"),
        pytest.param("1e6", id="exponent"),
        pytest.param("NaN", id="nan"),
        pytest.param(Decimal("Infinity"), id="infinity"),
        pytest.param("99 999 999 999 999", id="too-large"),
        pytest.param(True, id="bool"),
        pytest.param(1.5, id="float"),
        pytest.param(["12"], id="list"),
    ],
)
def test_an_amount_that_could_be_misread_is_refused(typed):
    """A slip of the keyboard never becomes an amount."""
    assert "rivez" in refusal(Montant, typed) or "rifiez" in refusal(Montant, typed)


@pytest.mark.parametrize(
    ("amount", "written"),
    [("170 000", "170000"), ("41,66", "41.66"), ("41,60", "41.60"), ("0", "0")],
)
def test_an_amount_is_written_back_without_loss(amount, written):
    """What a dossier holds is read again as the same amount."""
    adapter = TypeAdapter(Montant)
    assert adapter.dump_python(adapter.validate_python(amount)) == written
    assert adapter.validate_python(written) == adapter.validate_python(amount)


@pytest.mark.parametrize(
    ("typed", "number", "unit", "whole"),
    [
        pytest.param("50", "50", "", None, id="number"),
        pytest.param("228 h", "228", "h", None, id="hours"),
        pytest.param("80 %", "80", "%", None, id="percentage"),
        pytest.param("80%", "80", "%", None, id="percentage-without-space"),
        pytest.param("9 mois", "9", "mois", None, id="months"),
        pytest.param("1 ETP", "1", "ETP", None, id="full-time"),
        pytest.param("0,20 ETP", "0.20", "ETP", None, id="part-of-full-time"),
        pytest.param("6/12", "6", "", "12", id="part-of-a-whole"),
        pytest.param("15 en moyenne", "15", "en moyenne", None, id="mean"),
        pytest.param("24 x 2", "48", "", None, id="product"),
        pytest.param("2 × 24 jeunes", "48", "jeunes", None, id="product-of-a-unit"),
        pytest.param("6/12 infra A1 10/12 infra A2", "16", "", "24", id="groups"),
        pytest.param("6/12 (A1), 10/12 (A2)", "16", "", "24", id="groups-in-brackets"),
        pytest.param("5 outils", "5", "outils", None, id="noun"),
        pytest.param("1 200 heures", "1200", "heures", None, id="thousands"),
        pytest.param(f"1{NARROW}200{NO_BREAK}€", "1200", "€", None, id="narrow-thousands"),
        pytest.param("environ 50", "50", "", None, id="about"),
        pytest.param("0", "0", "", None, id="zero"),
        pytest.param(12, "12", "", None, id="int"),
    ],
)
def test_a_target_keeps_its_number_unit_and_wording(typed, number, unit, whole):
    """The number can be summed and compared; the wording is what is printed."""
    target = Cible.read(typed)
    assert (target.texte, target.nombre, target.unite) == (str(typed), Decimal(number), unit)
    assert target.sur == (Decimal(whole) if whole else None)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("selon les besoins repérés", id="phrase"),
        pytest.param("12 à 15", id="range"),
        pytest.param("12 00", id="slip"),
        pytest.param("Ce suivi n'est pas réalisé.", id="sentence"),
    ],
)
def test_a_phrase_is_a_target_without_a_number(typed):
    """What cannot be compared is still printed as it was worded."""
    assert Cible.read(typed) == Cible(typed)


@pytest.mark.parametrize("typed", ["", "  ", "deux\nlignes", "x" * 301, True, 1.5, None, ["50"]])
def test_what_is_no_target_is_refused(typed):
    """A target stands on one line of a reasonable length."""
    assert "valeur-cible" in refusal(Cible, typed)


def test_a_percentage_knows_that_it_is_one():
    """Checks compare percentages with percentages."""
    assert Cible.read("80 %").est_pourcentage
    assert not Cible.read("80").est_pourcentage


def test_a_target_is_written_back_as_it_was_worded():
    """The number and the unit are never stored beside the wording."""
    assert TypeAdapter(Cible).dump_python(Cible.read("228 h")) == "228 h"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("oui", True), ("Oui ", True), ("vrai", True), (True, True), ("non", False), (False, False)],
)
def test_yes_and_no_are_read_in_french(typed, answer):
    """`oui` and `non`, and what YAML tools write for them."""
    assert read(OuiNon, typed) is answer


@pytest.mark.parametrize("typed", ["peut-être", "", 1, None])
def test_another_answer_than_yes_or_no_is_refused(typed):
    """A number is no answer."""
    assert refusal(OuiNon, typed).endswith("Répondez par « oui » ou « non ».")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-01-01", date(2026, 1, 1)),
        ("1er janvier 2026", date(2026, 1, 1)),
        ("27 mars 2024", date(2024, 3, 27)),
        ("01/02/2026", date(2026, 2, 1)),
        (date(2026, 5, 4), date(2026, 5, 4)),
    ],
)
def test_a_date_is_read_in_french_and_in_iso(typed, day):
    """The day comes first, as in France."""
    assert read(Jour, typed) == day


@pytest.mark.parametrize("typed", ["31 février 2026", "1/1/26", "demain", "", 2026, None])
def test_what_is_no_date_is_refused(typed):
    """The calendar decides, and a year has four digits."""
    assert refusal(Jour, typed)


@pytest.mark.parametrize("kind", [Ligne, Texte])
@pytest.mark.parametrize(
    ("sign", "named"),
    [
        pytest.param("\x00", "U+0000", id="nul"),
        pytest.param("\x0b", "U+000B", id="vertical-tab"),
        pytest.param("\x0c", "U+000C", id="form-feed"),
        pytest.param("\x1b", "U+001B", id="escape"),
        pytest.param("\ud800", "U+D800", id="lone-surrogate"),
        pytest.param("\ufffe", "U+FFFE", id="non-character"),
        pytest.param("\u202e", "U+202E", id="right-to-left-override"),
        pytest.param("\u2066", "U+2066", id="isolate"),
    ],
)
def test_a_character_that_word_cannot_hold_is_refused_by_its_name(kind, sign, named):
    """The message says which character, and after which words it stands."""
    message = refusal(kind, f"Atelier{sign}du lundi")
    assert named in message
    assert "« Atelier »" in message


@pytest.mark.parametrize("kind", [Ligne, Texte])
@pytest.mark.parametrize(
    "typed",
    ["<b>&amp;</b> {{ x }} {% y %}", '« ‘’ ” " »', "🏠👩‍👩‍👧", "مرحبا بكم", "İstanbul", "é\u0301"],
)
def test_every_other_character_is_kept(kind, typed):
    """Markup, quotes, emoji and Arabic are plain text."""
    assert read(kind, typed) == typed


@pytest.mark.parametrize(
    ("typed", "said"), [("a\nb", "une seule ligne"), ("", "vide"), (" \t ", "vide")]
)
def test_a_line_is_one_line_and_never_empty(typed, said):
    """A key without a text is a slip, and is reported as one."""
    assert said in refusal(Ligne, typed)


def test_a_line_loses_the_spaces_around_it():
    """Spaces at the ends of a line are never meant."""
    assert read(Ligne, "  Metz ") == "Metz"


def test_a_text_keeps_its_paragraphs_and_its_class():
    """Lines end in one way whatever the machine, and templates know a text by its class."""
    text = read(Texte, "un\r\n\r\ndeux\rtrois")
    assert (text, type(text)) == ("un\n\ndeux\ntrois", Texte)


@pytest.mark.parametrize("typed", ["un-toit", "2026", "programme_147", "a"])
def test_a_key_is_made_of_plain_letters_digits_and_dashes(typed):
    """Keys are names of files and of bookmarks as well."""
    assert read(Cle, typed) == typed


@pytest.mark.parametrize("typed", ["Un-Toit", "été", "un toit", "-toit", "x" * 41, "", "a/b"])
def test_another_key_is_refused_with_an_example(typed):
    """The message shows what a key looks like."""
    assert "« un-toit »" in refusal(Cle, typed)


@pytest.mark.parametrize(("before", "shown"), [("a" * 30, "a" * 20), ("b" * 5, "b" * 5)])
def test_a_refused_character_is_shown_after_the_words_before_it(before, shown):
    """Twenty signs at most, by which an agent finds it again."""
    assert f"après « {shown} »" in refusal(Texte, f"{before}\x00 suite")


def test_a_target_has_300_signs_at_most():
    """The last one that fits, and one more."""
    assert Cible.read("a" * 300).texte == "a" * 300
    assert "300 signes au plus" in refusal(Cible, "a" * 301)
