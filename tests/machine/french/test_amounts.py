"""Amounts: what is typed, what is refused, what is printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.french import (
    read_amount,
    to_cents,
    write_amount,
    write_number,
    write_percent,
)

AMOUNTS = st.decimals("-999999999999.99", "999999999999.99", places=2)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        pytest.param("170 000", "170000.00", id="plain space"),
        pytest.param("170\u00a0000", "170000.00", id="no-break space"),
        pytest.param("170\u202f000,50\u00a0€", "170000.50", id="as we print it"),
        pytest.param("170\u2009000", "170000.00", id="thin space"),
        pytest.param("1 234\u202f567", "1234567.00", id="spaces of two kinds"),
        pytest.param("36640", "36640.00", id="no space"),
        pytest.param("170000.5", "170000.50", id="decimal point"),
        pytest.param("1 234,5", "1234.50", id="one decimal"),
        pytest.param("12 000 euros", "12000.00", id="unit in letters"),
        pytest.param("1 euro", "1.00", id="one euro"),
        pytest.param("12000EUR", "12000.00", id="code of the currency"),
        pytest.param("-50", "-50.00", id="hyphen as minus"),
        pytest.param("− 50 €", "-50.00", id="true minus"),
        pytest.param("  5 \n", "5.00", id="spaces around"),
        pytest.param("0,5", "0.50", id="below one"),
        pytest.param("-0", "0.00", id="minus zero"),
        pytest.param(12, "12.00", id="int"),
        pytest.param(41.66, "41.66", id="float"),
        pytest.param(Decimal("10.500"), "10.50", id="Decimal with a zero too many"),
    ],
)
def test_an_amount_is_read_as_french_people_write_it(typed, amount):
    """Every habit of typing gives the same amount, in cents."""
    assert str(read_amount(typed)) == amount


@pytest.mark.parametrize(
    ("typed", "found", "remedy"),
    [
        pytest.param("12 00", "par trois chiffres", "1\u202f200 ou 12\u202f000.", id="12 00"),
        pytest.param("64 00 €", "par trois chiffres", "6\u202f400 ou 64\u202f000.", id="64 00"),
        pytest.param("1 2345", "par trois chiffres", "Écrivez 12\u202f345.", id="four digits"),
        pytest.param("1234 567", "par trois chiffres", "Écrivez 1\u202f234\u202f567.", id="head"),
        pytest.param("0 500", "par trois chiffres", "Écrivez 500.", id="group of zero"),
        pytest.param("-12 00,50", "par trois", "−1\u202f200,50 ou −12\u202f000,50.", id="cents"),
        pytest.param("170.000", "de deux façons", "170\u202f000 ou 170,00.", id="point"),
        pytest.param("-1,239", "de deux façons", "−1\u202f239 ou −1,24.", id="comma"),
        pytest.param("0,333", "plus de deux décimales", "exemple 0,33.", id="three decimals"),
        pytest.param("5000,500", "plus de deux décimales", "exemple 5\u202f000,5.", id="zero"),
        pytest.param(0.1 + 0.2, "plus de deux décimales", "exemple 0,3.", id="float"),
        pytest.param("1.234.567,00", "plusieurs points", "par une virgule", id="German"),
        pytest.param("1,234.56", "plusieurs points", "par une virgule", id="English"),
        pytest.param("", "est vide", "Écrivez un nombre", id="empty"),
        pytest.param(" \u202f", "est vide", "Écrivez un nombre", id="only spaces"),
        pytest.param("à définir", "à définir", "Écrivez un nombre", id="text"),
        pytest.param("12 k€", "n'est pas un montant", "Écrivez un nombre", id="thousands of euros"),
        pytest.param("50,", "n'est pas un montant", "Écrivez un nombre", id="comma alone"),
        pytest.param("1e5", "n'est pas un montant", "Écrivez un nombre", id="exponent"),
        pytest.param("١٢", "n'est pas un montant", "Écrivez un nombre", id="other digits"),
        pytest.param("12\n000", "n'est pas un montant", "Écrivez un nombre", id="two lines"),
        pytest.param("nan", "n'est pas un montant", "Écrivez un nombre", id="nan"),
        pytest.param(float("inf"), "n'est pas un montant", "Écrivez un nombre", id="infinity"),
        pytest.param(Decimal("sNaN"), "n'est pas un montant", "Écrivez un nombre", id="sNaN"),
        pytest.param(True, "n'est pas un montant", "Écrivez un nombre", id="bool"),
        pytest.param("1 000 000 000 000", "mille milliards", "zéros", id="too large"),
        pytest.param("1" * 30 + ",123", "mille milliards", "zéros", id="too large and too fine"),
        pytest.param(10**5000, "mille milliards", "zéros", id="huge int"),
        pytest.param("9" * 100_000, "9999…", "Écrivez un nombre", id="absurdly long"),
    ],
)
def test_a_doubtful_amount_is_refused_with_its_remedy(typed, found, remedy):
    """The message says what is wrong, then what to write instead, and stays short."""
    with pytest.raises(ValueError, match=r"^[^\n]{0,200}\.$") as caught:
        read_amount(typed)
    assert found in str(caught.value)
    assert remedy in str(caught.value)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        pytest.param("170000", "170\u202f000\u00a0€", id="thousands"),
        pytest.param("41.66", "41,66\u00a0€", id="cents"),
        pytest.param("41.5", "41,50\u00a0€", id="two decimals or none"),
        pytest.param("1234567.00", "1\u202f234\u202f567\u00a0€", id="millions"),
        pytest.param("-1200", "−1\u202f200\u00a0€", id="negative"),
        pytest.param("0", "0\u00a0€", id="zero"),
        pytest.param("-0.001", "0\u00a0€", id="never minus zero"),
        pytest.param("0.005", "0,01\u00a0€", id="half up"),
    ],
)
def test_an_amount_is_printed_with_french_spaces(amount, written):
    """No decimals when whole, two otherwise; no line can break inside."""
    assert write_amount(Decimal(amount)) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        pytest.param(1200, "1\u202f200", id="int"),
        pytest.param(Decimal("3.50"), "3,5", id="half an hour"),
        pytest.param(Decimal("100"), "100", id="zeros that count"),
        pytest.param(Decimal("1E+3"), "1\u202f000", id="exponent"),
        pytest.param(Decimal(1) / 3, "0,33", id="endless"),
    ],
)
def test_a_number_is_printed_without_trailing_zeros(number, written):
    """Hours and people carry at most two decimals."""
    assert write_number(number) == written


@pytest.mark.parametrize(
    ("ratio", "written"),
    [
        pytest.param("0.8", "80\u00a0%", id="exact"),
        pytest.param("0.125", "13\u00a0%", id="half up"),
        pytest.param("0.3333", "33\u00a0%", id="down"),
        pytest.param("1", "100\u00a0%", id="all"),
        pytest.param("0", "0\u00a0%", id="nothing"),
    ],
)
def test_a_ratio_is_printed_as_a_whole_percentage(ratio, written):
    """The sign stands after a no-break space, as € does."""
    assert write_percent(Decimal(ratio)) == written


@given(AMOUNTS)
def test_what_is_printed_is_read_back(amount):
    """Reading what was written gives the same amount, in cents."""
    assert read_amount(write_amount(amount)) == amount
    assert read_amount(write_number(amount)) == amount


@given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False))
def test_rounding_moves_by_half_a_cent_at_most(number):
    """Cents are the nearest ones."""
    assert abs(to_cents(number) - number) <= Decimal("0.005")


@given(st.text(alphabet="0123456789 \u00a0\u202f,.-−€euros", max_size=60))
def test_any_text_is_read_in_cents_or_refused_in_french(text):
    """Nothing but a ValueError of ours comes out of a text."""
    outcome = _outcome(text)
    if isinstance(outcome, Decimal):
        assert outcome.as_tuple().exponent == -2
    else:
        assert any(verb in outcome for verb in ("Écrivez", "Séparez", "Arrondissez", "Vérifiez"))


def _outcome(text):
    """Return the amount, or the message that refuses it."""
    try:
        return read_amount(text)
    except ValueError as error:
        return str(error)
