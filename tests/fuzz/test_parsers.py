"""Amounts, dates, targets and words: any text is read, or refused with a French sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.contract.model import Cible
from ctai_docs.machine.french import (
    read_amount,
    read_date,
    same_in_words,
    slug,
    typeset,
    write_amount,
)
from tests.fuzz.bounds import fuzz

PIECES = (
    *"0123456789.,-−–+ /%€:'eE_",
    *(
        " ",
        "\u202f",
        "\u2009",
        "\t",
        "\n",
        "mois",
        "euros",
        "janvier",
        "1er",
        "environ ",
        "au moins ",
    ),
    *("²", "①", "٣", "½", "Ⅻ", "0" * 30, "9" * 30, "1e9", "NaN", "inf", "é\u0301", "\u202e"),
)
typed = st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=40))


def complaint(read, text):
    """Return what a parser says of a text that it refuses, a full stop where it reads it."""
    try:
        read(text)
    except ValueError as error:
        return str(error)
    return "."


@pytest.mark.parametrize("read", [read_amount, read_date, Cible.read])
def test_a_text_is_read_or_refused_in_french(read):
    """No exception but `ValueError`, which says what to write."""

    @fuzz(1500)
    @given(typed)
    def run(text):
        assert complaint(read, text).endswith((".", "»", "?"))

    run()


@fuzz(500)
@given(st.one_of(st.floats(), st.integers(), st.decimals()))
def test_a_number_is_an_amount_or_refused(number):
    """Infinite, not a number, huge: refused."""
    try:
        assert read_amount(number) == read_amount(write_amount(read_amount(number)))
    except ValueError:
        assert not (isinstance(number, int) and abs(number) < 10**9)


@fuzz(300)
@given(st.integers(0, 10**12), typed)
def test_words_are_compared_with_any_text(cents, text):
    """An amount is the same as its words, or not: never an error."""
    assert same_in_words(Decimal(cents) / 100, text) in (True, False)


@fuzz(300)
@given(typed)
def test_names_of_files_and_typography_take_any_text(text):
    """A name of file is one step; typography is done once."""
    assert "/" not in slug(text)
    assert slug(text) not in (".", "..")
    assert typeset(typeset(text)) == typeset(text)
