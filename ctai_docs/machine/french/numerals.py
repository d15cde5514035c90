"""Numbers in words, read: `quatre-vingt-un` is 81. `words` writes them.

Traditional and 1990 hyphens, plurals or none; what is not the name of one number is None.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ctai_docs.machine.french.names import unaccented
from ctai_docs.machine.french.words import number_in_words

_SMALL = {unaccented(number_in_words(n)): n for n in range(17)} | {"une": 1}
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_SCALES = {"mille": 1000, "million": 10**6, "milliard": 10**9}
NAMES = frozenset({*_SMALL, *_TENS, *_SCALES, "cent", "et"})
"""The words of numbers, bare and in the singular."""
_PLURAL = re.compile(r"\b(vingt|cent|mille|million|milliard)s\b")


_BACKWARDS = re.compile(r"[^\W\d_]+(?=(?:[\s-]{1,3}|[\s-]{0,3}d['’])$)|[^\W\d_]+$")
_LONGEST = 20
"""Words that a number may have."""


def start_of_words(text: str, end: int, others: frozenset[str] = frozenset()) -> int:
    """Return where the number in words that ends here starts: `end` where there is none.

    `others` are words that may stand within it, as « euros » does. Bounded: a text of nothing but
    such words takes no more time for it.
    """
    start = end
    for _ in range(_LONGEST):
        found = _BACKWARDS.search(text, max(0, start - 20), start)
        word = _PLURAL.sub(r"\1", unaccented(found[0]).lower()) if found else ""
        if not found or not (word in NAMES or word in others):
            break
        start = found.start()
    while (head := _HEAD.match(text, start, end)) and head[0].strip(" -\n").lower() in (
        "et",
        *others,
    ):
        start = head.end()
    return start


_HEAD = re.compile(r"[^\W\d_]+[\s-]*")


@lru_cache(maxsize=512)
def read_number(text: str) -> int | None:
    """Return the number that these words name, or that these digits write; None if they do not."""
    digits = re.sub(r"\s", "", text)
    if digits.isdecimal():
        return int(digits)
    words = _bare(text).split()
    number = _sum([word for word in words if word != "et"])
    if number is None or number >= 10**12:
        return None
    named = _bare(number_in_words(number)).split()
    return number if [w for w in named if w != "et"] == _masculine(words) else None


def _masculine(words: list[str]) -> list[str]:
    return ["un" if word == "une" else word for word in words if word != "et"]


def _sum(words: list[str]) -> int | None:
    """Return what the words add up to: scales multiply what stands before them."""
    total = current = 0
    for word in words:
        if word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], 0
        elif word == "cent":
            current = (current or 1) * 100
        elif word == "vingt" and current % 100 == 4:
            current += 76  # « quatre-vingt » is four times twenty
        elif word in _TENS or word in _SMALL:
            current += _TENS.get(word, _SMALL.get(word, 0))
        else:
            return None
    return total + current if words else None


def _bare(text: str) -> str:
    return _PLURAL.sub(r"\1", " ".join(re.findall(r"\w+", unaccented(text).lower())))
