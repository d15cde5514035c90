"""Which way a text is written: Hebrew, Arabic and their kin go from right to left.

Arabic, Dari, Pashto and Hebrew names and words stand in French texts; Word wants each stretch of
them told apart, or it takes the wrong font and puts signs on the wrong side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
RIGHT_TO_LEFT = re.compile(f"[{_RIGHT}]")
"""The blocks of Hebrew, Arabic and their kin: the quick answer for all other texts."""
_STRETCH = re.compile(f"[{_RIGHT}]+(?:[\\W\\d_]+[{_RIGHT}]+)*")
"""Words that go from right to left, with the spaces, signs and figures between them."""
_LETTER = re.compile(r"[^\W\d_]")


def stretches(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the pieces of a text that go one way each, and whether from right to left."""
    done = 0
    for found in _STRETCH.finditer(text):
        if found.start() > done:
            yield False, text[done : found.start()]
        yield True, found[0]
        done = found.end()
    if done < len(text):
        yield False, text[done:]


def is_mostly_rtl(text: str) -> bool:
    """Tell whether more than half of the letters of a text go from right to left."""
    if not RIGHT_TO_LEFT.search(text):
        return False
    letters = _LETTER.findall(text)
    return 2 * sum(RIGHT_TO_LEFT.match(letter) is not None for letter in letters) > len(letters)
