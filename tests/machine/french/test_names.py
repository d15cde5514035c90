"""Names inside sentences and inside file names."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.french import (
    au,
    du,
    elide,
    enumerate_fr,
    le,
    ordinal,
    plural,
    slug,
    unaccented,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("L’État & cœur d'Été n°3 …", "l-etat-coeur-d-ete-n-3", id="French signs"),
        pytest.param("Fiche 08 – Un toit", "fiche-08-un-toit", id="dash"),
        pytest.param("contrat.", "contrat", id="trailing dot"),
        pytest.param("../../etc", "etc", id="path"),
        pytest.param("NUL", "nom-nul", id="device of Windows"),
        pytest.param("com¹", "nom-com1", id="device with a raised digit"),
        pytest.param("aux normes", "aux-normes", id="word that begins like a device"),
        pytest.param("aux " + "b" * 80, "nom-aux", id="device once cut"),
        pytest.param("", "sans-nom", id="empty"),
        pytest.param("日本", "sans-nom", id="no Latin letter"),
        pytest.param("a" * 100, "a" * 60, id="one endless word"),
    ],
)
def test_a_slug_is_a_plain_name(text, name):
    """Accents, ligatures and apostrophes go; a reserved or empty name is replaced."""
    assert slug(text) == name


@pytest.mark.parametrize(
    ("limit", "name"),
    [
        pytest.param(15, "un-toit-pour", id="inside a word"),
        pytest.param(12, "un-toit-pour", id="at the end of a word"),
        pytest.param(13, "un-toit-pour", id="on a hyphen"),
        pytest.param(17, "un-toit-pour-tous", id="just enough"),
    ],
)
def test_a_long_slug_is_cut_at_a_word(limit, name):
    """No half word is left at the end."""
    assert slug("Un toit pour tous", limit) == name


@given(st.text(), st.integers(8, 80))
def test_a_slug_is_always_safe(text, limit):
    """Whatever is typed, every file system takes the name."""
    name = slug(text, limit)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= limit
    assert not re.fullmatch(r"con|prn|aux|nul|(com|lpt)\d", name)
    assert slug(name, limit) == name


def test_unaccented_keeps_case():
    """Accents go, ligatures open, capitals stay."""
    assert unaccented("Œuvre, État, cœur, Ça") == "Oeuvre, Etat, coeur, Ca"


@pytest.mark.parametrize(
    ("designation", "of", "to"),
    [
        pytest.param("la Ville de Metz", "de la Ville de Metz", "à la Ville de Metz", id="la"),
        pytest.param("le CCAS de Metz", "du CCAS de Metz", "au CCAS de Metz", id="le"),
        pytest.param("l’État", "de l’État", "à l’État", id="l’"),
        pytest.param("l'État", "de l'État", "à l'État", id="l'"),
        pytest.param("les communes", "des communes", "aux communes", id="les"),
        pytest.param("Metz", "de Metz", "à Metz", id="consonant"),
        pytest.param("Orléans", "d’Orléans", "à Orléans", id="vowel"),
        pytest.param("Épinal", "d’Épinal", "à Épinal", id="accented vowel"),
        pytest.param("Œuvre", "d’Œuvre", "à Œuvre", id="ligature"),
        pytest.param("Le Havre", "du Havre", "au Havre", id="town with Le"),
        pytest.param("Les Mureaux", "des Mureaux", "aux Mureaux", id="town with Les"),
        pytest.param("La Rochelle", "de La Rochelle", "à La Rochelle", id="town with La"),
        pytest.param("Lens", "de Lens", "à Lens", id="no article though it begins with le"),
        pytest.param("Yvetot", "d’Yvetot", "à Yvetot", id="y before a consonant"),
        pytest.param("Yutz", "de Yutz", "à Yutz", id="y before a vowel"),
        pytest.param("Haguenau", "de Haguenau", "à Haguenau", id="h is never elided"),
    ],
)
def test_articles_contract_after_de_and_a(designation, of, to):
    """« de le » is « du », « à les » is « aux », and a vowel elides « de »."""
    assert du(designation) == of
    assert au(designation) == to


def test_other_small_words_elide_too():
    """« que » and « la » lose their vowel as « de » does."""
    assert [elide("que", "il"), elide("la", "école"), elide("la", "Ville")] == [
        "qu’il",
        "l’école",
        "la Ville",
    ]


@pytest.mark.parametrize(
    ("function", "feminine", "written"),
    [
        ("Préfet de l’Isère", False, "le Préfet de l’Isère"),
        ("Préfète de l’Orve", False, "la Préfète de l’Orve"),
        ("préfète de région", False, "la préfète de région"),
        ("Directrice générale des services", False, "la Directrice générale des services"),
        ("Maire de Metz", False, "le Maire de Metz"),
        ("Maire de Metz", True, "la Maire de Metz"),
        ("Adjointe au maire", True, "l’Adjointe au maire"),
        ("le préfet de la Moselle", False, "le préfet de la Moselle"),
        ("l’adjointe au maire", True, "l’adjointe au maire"),
        ("Lecteur public", False, "le Lecteur public"),
    ],
)
def test_a_function_takes_its_article(function, feminine, written):
    """From its first word, or from the person who holds it."""
    assert le(function, feminine) == written


@pytest.mark.parametrize(
    ("items", "written"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a"], "a", id="one"),
        pytest.param(["a", "b"], "a et b", id="two"),
        pytest.param(["a", "b", "c"], "a, b et c", id="three"),
    ],
)
def test_items_are_listed_with_et(items, written):
    """Commas, then « et » before the last."""
    assert enumerate_fr(items) == written


def test_items_are_listed_with_another_word():
    """A choice is listed with « ou »."""
    assert enumerate_fr(iter("ab"), last="ou") == "a ou b"


@pytest.mark.parametrize(
    ("number", "singular", "several", "written"),
    [
        pytest.param(0, "fiche", "", "0\u00a0fiche", id="zero is singular"),
        pytest.param(1, "fiche", "", "1\u00a0fiche", id="one"),
        pytest.param(2, "fiche", "", "2\u00a0fiches", id="two"),
        pytest.param(Decimal("1.5"), "heure", "", "1,5\u00a0heure", id="less than two"),
        pytest.param(1200, "fois", "", "1\u202f200\u00a0fois", id="noun in s"),
        pytest.param(3, "avis final", "avis finals", "3\u00a0avis finals", id="plural given"),
    ],
)
def test_a_noun_agrees_with_its_number(number, singular, several, written):
    """The plural begins at two."""
    assert plural(number, singular, several) == written


def test_ordinals_are_short():
    """1er, 1re, then 2e."""
    assert [ordinal(1), ordinal(1, feminine=True), ordinal(2), ordinal(21, feminine=True)] == [
        "1er",
        "1re",
        "2e",
        "21e",
    ]
