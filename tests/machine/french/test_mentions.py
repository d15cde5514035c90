"""What a French text mentions: amounts, periods, counts, each where it stands."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.french import amount_in_words, write_amount, write_period
from ctai_docs.machine.french.mentions import amounts, counts, is_near, is_slip, periods, years

MONEY = st.decimals(1, 999_999, places=0)


@given(MONEY)
def test_an_amount_is_read_as_it_is_printed(amount):
    """In figures, with no-break spaces; and in words."""
    (figures,) = amounts(f"Il apporte {write_amount(amount)} en 2026.")
    assert figures.value == amount
    (words,) = amounts(f"Il apporte {amount_in_words(amount)} en 2026.")
    assert (words.value, words.in_words) == (amount, True)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("170 k€ ou 1,5 M€", [170_000, 1_500_000], id="units"),
        pytest.param("109.875 €", [109_875], id="a point between thousands"),
        pytest.param("deux millions d’euros", [2_000_000], id="a round million"),
        pytest.param("12 00 €", [], id="badly grouped"),
        pytest.param("le lot 12 000", [], id="no sign"),
        pytest.param("3,40 €", [Decimal("3.40")], id="cents"),
    ],
)
def test_amounts_as_people_write_them(text, values):
    """What is not surely an amount is left."""
    assert [amount.value for amount in amounts(text)] == values


@given(st.dates(), st.dates())
def test_a_period_is_read_as_it_is_printed(one, other):
    """From its first day to its last, in this century."""
    first, last = (day.replace(year=2000 + day.year % 100) for day in sorted((one, other)))
    found = periods(f"Il court {write_period(*sorted((first, last)))}.")
    assert [(period.first, period.last, period.unit) for period in found] == [
        (*sorted((first, last)), "jour")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("De janvier à mars 2025.", ("2025-01-01", "2025-03-31", "mois"), id="months"),
        pytest.param("d’avril 2025 à juin 2026", ("2025-04-01", "2026-06-30", "mois"), id="d’"),
        pytest.param("du 05/01/2026 au 9/11/2026", ("2026-01-05", "2026-11-09", "jour"), id="days"),
        pytest.param("période 2025-2027", ("2025-01-01", "2027-12-31", "an"), id="years"),
        pytest.param("exercice 2025/26", ("2025-01-01", "2026-12-31", "an"), id="short year"),
        pytest.param("De mars à octobre, trois ans", None, id="no year"),
        pytest.param("la loi n° 2018-778", None, id="the number of an act"),
        pytest.param("de 2028 à 2026", None, id="backwards"),
        pytest.param("du 31 avril 2026 au 2 mai 2026", None, id="no such day"),
    ],
)
def test_periods_as_people_write_them(text, expected):
    """Their ends, as finely as they are said."""
    found = [(str(p.first), str(p.last), p.unit) for p in periods(text)]
    assert found == ([expected] if expected else [])


def test_years_are_no_parts_of_other_numbers():
    """Neither an amount nor the number of an act."""
    assert [year.typed for year in years("en 2026, 2 026 €, n° 2024-42, 20261")] == ["2026"]


def test_counts_in_figures_and_in_words():
    """The number before the noun, alone."""
    nouns = re.compile(r"(?P<noun>axes|fiches)")
    found = counts("Les 13 fiches, trois axes, vingt et une fiches, des axes.", nouns)
    assert [(count.number, count.noun) for count in found] == [
        (13, "fiches"),
        (3, "axes"),
        (21, "fiches"),
    ]


@pytest.mark.parametrize(
    ("typed", "right", "is_one"),
    [
        (109_875, 108_975, True),
        (180_000, 170_000, True),
        (17_000, 170_000, True),
        (1_700_000, 170_000, True),
        (12_500, 2_500, False),
        (190_000, 170_500, False),
        (5, 5, False),
    ],
)
def test_a_slip_is_a_digit_changed_two_swapped_or_a_zero(typed, right, is_one):
    """And nothing more."""
    assert is_slip(Decimal(typed), Decimal(right)) is is_one


@given(st.text("ABC", min_size=1, max_size=6), st.text("ABC", min_size=1, max_size=6))
def test_to_be_near_goes_both_ways(one, other):
    """Whatever the words; none is near itself."""
    assert is_near(one, other) == is_near(other, one)
    assert not is_near(one, one)
