"""Dates: what is typed, what is refused, what is printed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.french import (
    read_date,
    write_date,
    write_month,
    write_period,
    write_years,
)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        pytest.param("2026-01-01", date(2026, 1, 1), id="ISO"),
        pytest.param("01/02/2026", date(2026, 2, 1), id="the day first"),
        pytest.param("1/2/2026", date(2026, 2, 1), id="without leading zeros"),
        pytest.param("1er janvier 2026", date(2026, 1, 1), id="1er"),
        pytest.param("1\u00a0er\u00a0janvier\u202f2026", date(2026, 1, 1), id="no-break spaces"),
        pytest.param("1ᵉʳ mars 2026", date(2026, 3, 1), id="raised letters"),
        pytest.param("1 février 2026", date(2026, 2, 1), id="accents"),
        pytest.param("15 FEVRIER 2026", date(2026, 2, 15), id="capitals without accents"),
        pytest.param("05 aout  2026", date(2026, 8, 5), id="leading zero"),
        pytest.param(" 29 février 2028 ", date(2028, 2, 29), id="leap year"),
    ],
)
def test_a_date_is_read_as_people_write_it(typed, day):
    """ISO, slashes and words give the same date."""
    assert read_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param(
            "31 février 2026",
            "Le 31 février 2026 n'existe pas. Écrivez un jour de 1 à 28.",
            id="impossible day",
        ),
        pytest.param(
            "2026-06-31",
            "Le 31 juin 2026 n'existe pas. Écrivez un jour de 1 à 30.",
            id="impossible day in ISO",
        ),
        pytest.param(
            "0 mai 2026", "Le 0 mai 2026 n'existe pas. Écrivez un jour de 1 à 31.", id="day zero"
        ),
        pytest.param(
            "12/13/2026",
            "Le mois de la date «\u00a012/13/2026\u00a0» n'existe pas. "
            "Écrivez le jour, puis le mois, puis l'année.",
            id="the month first",
        ),
        pytest.param(
            "1 janvié 2026",
            "Le mois de la date «\u00a01 janvié 2026\u00a0» n'existe pas. Écrivez janvier.",
            id="misspelt month",
        ),
        pytest.param(
            "1 truc 2026",
            "Le mois de la date «\u00a01 truc 2026\u00a0» n'existe pas. "
            "Écrivez le mois en toutes lettres.",
            id="no month",
        ),
        pytest.param(
            "01/02/26",
            "L'année de la date «\u00a001/02/26\u00a0» n'a que deux chiffres. "
            "Écrivez-la en entier, comme 2026.",
            id="two-digit year",
        ),
        pytest.param(
            "1er mai 0000",
            "L'année 0000 n'existe pas. Écrivez-la en entier, comme 2026.",
            id="year zero",
        ),
        pytest.param(
            "2er mai 2026",
            "«\u00a02er mai 2026\u00a0» n'est pas une date. "
            "Écrivez-la comme 1er février 2026 ou 01/02/2026.",
            id="2er",
        ),
        pytest.param(
            "",
            "La date est vide. Écrivez-la comme 1er février 2026 ou 01/02/2026.",
            id="empty",
        ),
        pytest.param(
            "x" * 100_000,
            f"«\u00a0{'x' * 40}…\u00a0» n'est pas une date. "
            "Écrivez-la comme 1er février 2026 ou 01/02/2026.",
            id="absurdly long",
        ),
    ],
)
def test_an_impossible_date_is_refused_with_its_remedy(typed, message):
    """The message says what is wrong, then what to write instead."""
    with pytest.raises(ValueError, match=r"\. Écrivez") as caught:
        read_date(typed)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("day", "written"),
    [
        pytest.param(date(2026, 1, 1), "1er\u00a0janvier\u00a02026", id="first of a month"),
        pytest.param(date(2028, 12, 31), "31\u00a0décembre\u00a02028", id="another day"),
        pytest.param(date(2026, 8, 5), "5\u00a0août\u00a02026", id="no leading zero"),
    ],
)
def test_a_date_is_printed_as_acts_print_it(day, written):
    """« 1er » for the first, months in lower case, words held together."""
    assert write_date(day) == written


def test_a_month_is_printed_with_its_year():
    """A calendar of actions counts in months."""
    assert write_month(date(2026, 2, 14)) == "février\u00a02026"


def test_a_period_goes_from_a_day_to_a_day():
    """Both days are said in full."""
    written = write_period(date(2026, 1, 1), date(2028, 12, 31))
    assert written == "du 1er\u00a0janvier\u00a02026 au 31\u00a0décembre\u00a02028"


@pytest.mark.parametrize(
    ("end", "written"),
    [
        pytest.param(date(2028, 12, 31), "2026-2028", id="three years"),
        pytest.param(date(2026, 12, 31), "2026", id="one year"),
    ],
)
def test_years_are_printed_once_when_they_are_the_same(end, written):
    """Titles show 2026-2028, or 2026."""
    assert write_years(date(2026, 1, 1), end) == written


@given(st.dates())
def test_what_is_printed_is_read_back(day):
    """Reading what was written gives the same date, in each of the three forms."""
    assert read_date(write_date(day)) == day
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day}/{day.month}/{day.year:04}") == day


@given(st.text(alphabet="0123456789/- erjanviéû\u00a0", max_size=25))
def test_any_text_is_a_date_or_refused_in_french(text):
    """Nothing but a ValueError of ours comes out of a text."""
    outcome = _outcome(text)
    assert isinstance(outcome, date) or "Écrivez" in outcome


def _outcome(text):
    """Return the date, or the message that refuses it."""
    try:
        return read_date(text)
    except ValueError as error:
        return str(error)
