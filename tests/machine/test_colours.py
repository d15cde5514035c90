"""Contrast as WCAG defines it; tints as Word makes them."""

from __future__ import annotations

import pytest

from ctai_docs.machine.colours import contrast, shaded, tinted


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        pytest.param("000000", "FFFFFF", 21.0, id="the most"),
        pytest.param("777777", "FFFFFF", 4.48, id="just too pale"),
        pytest.param("767676", "FFFFFF", 4.54, id="just enough"),
        pytest.param("FF0000", "FFFFFF", 4.0, id="red"),
        pytest.param("1F3A5F", "1F3A5F", 1.0, id="the same"),
    ],
)
def test_contrast_is_that_of_the_published_tables(one, other, ratio):
    """Whichever of the two is the text."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def channels(colour):
    """Return red, green and blue, from 0 to 255."""
    return list(bytes.fromhex(colour))


@pytest.mark.parametrize(
    ("made", "word"),
    [
        pytest.param(tinted("4F81BD", 0x33), "DBE5F1", id="80 % lighter"),
        pytest.param(tinted("4F81BD", 0x99), "95B3D7", id="40 % lighter"),
        pytest.param(shaded("4F81BD", 0xBF), "365F91", id="25 % darker"),
    ],
)
def test_a_tint_is_what_word_writes(made, word):
    """To one in 255: Word counts in steps of its own."""
    assert channels(made) == pytest.approx(channels(word), abs=1)


def test_nothing_left_of_a_colour_is_white_or_black():
    """And all of it is the colour."""
    assert (tinted("4F81BD", 0), shaded("4F81BD", 0)) == ("FFFFFF", "000000")
    assert tinted("4F81BD", 0xFF) == shaded("4F81BD", 0xFF) == "4F81BD"
