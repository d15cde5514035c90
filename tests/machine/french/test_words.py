"""Amounts in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words2 import num2words

from ctai_docs.machine.french import amount_in_words, number_in_words, same_in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        pytest.param("0", "zéro euro", id="zero is singular"),
        pytest.param("1", "un euro", id="one"),
        pytest.param("1.01", "un euro et un centime", id="one and one"),
        pytest.param("41.66", "quarante et un euros et soixante-six centimes", id="cents"),
        pytest.param("0.50", "cinquante centimes", id="cents alone"),
        pytest.param("71", "soixante et onze euros", id="traditional hyphens"),
        pytest.param("80", "quatre-vingts euros", id="vingts"),
        pytest.param("81", "quatre-vingt-un euros", id="vingt before a number"),
        pytest.param("200", "deux cents euros", id="cents with an s"),
        pytest.param("201", "deux cent un euros", id="cent before a number"),
        pytest.param("80000", "quatre-vingt mille euros", id="vingt before mille"),
        pytest.param("170000", "cent soixante-dix mille euros", id="the subsidy of 2026"),
        pytest.param("200000", "deux cent mille euros", id="cent before mille"),
        pytest.param("1000000", "un million d’euros", id="a million"),
        pytest.param("2500000", "deux millions cinq cent mille euros", id="no d’ after mille"),
        pytest.param("200000000", "deux cents millions d’euros", id="cents before millions"),
        pytest.param("1000000000", "un milliard d’euros", id="a billion"),
        pytest.param("3000000.20", "trois millions d’euros et vingt centimes", id="d’ and cents"),
        pytest.param("-50", "moins cinquante euros", id="negative"),
    ],
)
def test_an_amount_is_spelt_as_contracts_spell_it(amount, words):
    """Plurals, hyphens and the « d’ » after a round million follow the traditional rules."""
    assert amount_in_words(Decimal(amount)) == words


def test_a_number_is_spelt_without_unit():
    """Years and copies are counted in words too."""
    assert number_in_words(3) == "trois"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("cent soixante-dix mille euros", id="as we write it"),
        pytest.param("CENT SOIXANTE DIX MILLE EUROS", id="capitals without hyphens"),
        pytest.param("Cent soixante-dix\u00a0mille", id="without euros"),
        pytest.param(" cent-soixante-dix-mille  euros. ", id="hyphens of 1990"),
    ],
)
def test_ways_of_typing_the_same_words_are_equal(text):
    """Case, hyphens, spaces and the unit do not count."""
    assert same_in_words(Decimal(170000), text)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        pytest.param("1000000", "un million d'euros", id="straight apostrophe"),
        pytest.param("1000000", "un million", id="million without euros"),
        pytest.param("0", "zero euro", id="no accent"),
        pytest.param("0.21", "vingt et un centimes", id="cents"),
    ],
)
def test_apostrophes_and_accents_do_not_count(amount, text):
    """What keyboards cannot type is forgiven."""
    assert same_in_words(Decimal(amount), text)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        pytest.param("170000", "cent soixante mille euros", id="another amount"),
        pytest.param("170000", "", id="nothing"),
        pytest.param("200", "deux cent euros", id="missing plural"),
        pytest.param("20.01", "vingt et un centime", id="euros left out before centimes"),
    ],
)
def test_other_words_are_told_apart(amount, text):
    """A rule on figures against words can rely on the difference."""
    assert not same_in_words(Decimal(amount), text)


def test_plurals_count_unless_it_is_said():
    """In a text, only another amount is a fault."""
    assert same_in_words(200, "deux cent euro", plurals=False)
    assert not same_in_words(200, "deux cent un euros", plurals=False)


@given(st.decimals(0, "999999999.99", places=2), st.decimals(0, "999999999.99", places=2))
def test_two_amounts_never_share_their_words(one, other):
    """Words identify an amount."""
    assert same_in_words(one, amount_in_words(other)) is (one == other)


def judged(number):
    """Return the cardinal of num2words2, in the spelling from before the reform of 1990."""
    return num2words(number, lang="fr").replace("-et-", " et ")


def test_cardinals_are_those_of_another_library():
    """Every number of four figures, and round ones beyond."""
    few = [*range(-20, 10_000), *(a * 10**k for a in range(1, 1000) for k in range(9))]
    assert [n for n in few if number_in_words(n) != judged(n)] == []


@given(st.integers(10_000, 10**12 - 1))
def test_cardinals_of_any_length_are_those_of_another_library(number):
    """Any number below the limit."""
    assert number_in_words(number) == judged(number)


def test_a_cardinal_has_a_limit():
    """Beyond it no name is made up."""
    with pytest.raises(ValueError, match="10\\^12"):
        number_in_words(10**12)
