"""Numbers in words, read back as they are written."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.french import number_in_words
from ctai_docs.machine.french.numerals import read_number, start_of_words


@given(st.integers(0, 10**9))
def test_a_number_written_in_words_is_read_back(number):
    """Whatever number, with hyphens, spaces and capitals."""
    words = number_in_words(number)
    assert read_number(words) == number
    assert read_number(words.replace("-", " ").upper()) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("13", 13, id="digits"),
        pytest.param("une", 1, id="feminine"),
        pytest.param("vingt et une", 21, id="feminine within"),
        pytest.param("deux cent", 200, id="no plural"),
        pytest.param("un deux", None, id="two numbers"),
        pytest.param("plusieurs", None, id="no number"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_what_is_no_one_number_is_none(typed, number):
    """Two numbers side by side are not their sum."""
    assert read_number(typed) == number


def test_the_words_of_a_number_are_found_from_their_end():
    """As far back as they are words of a number."""
    text = "La Ville verse cent soixante-dix mille"
    assert text[start_of_words(text, len(text)) :] == "cent soixante-dix mille"
    assert start_of_words("Elle verse", 10) == 10


def test_nothing_but_words_of_numbers_takes_little_time():
    """A text as long as it may be."""
    text = "mille " * 16_000
    start = perf_counter()
    assert start_of_words(text, len(text) - 1) > 0
    assert perf_counter() - start < 1
