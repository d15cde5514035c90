"""Amounts in words, as contracts spell them: `cent soixante-dix mille euros`.

Traditional spelling (hyphens below one hundred only), the curved apostrophe, singular below two.

Why: num2words needs docopt, which has no wheel; it reads an `int` as cents when asked for a
currency, and writes « un million euros ». Only its cardinals could serve: the tests hold ours
against them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from ctai_docs.machine.french.amounts import to_cents
from ctai_docs.machine.french.names import unaccented

_MILLION = 1_000_000
_PLURAL = re.compile(r"\b(cent|vingt|mille|million|milliard|euro|centime)s\b")

# fmt: off
_UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)
_TENS = (
    "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt",
    "quatre-vingt",
)
# fmt: on
_SCALES = ((10**9, "milliard"), (_MILLION, "million"))


def number_in_words(number: int) -> str:
    """Return the cardinal: `quatre-vingt-un`, `deux cents`, `deux cent mille`.

    Below 10^12 in absolute value, a limit that no amount of a contract comes near: `ValueError`.
    """
    if abs(number) >= 10**12:
        raise ValueError(f"{number} is not below 10^12")
    if number < 0:
        return f"moins {number_in_words(-number)}"
    if number == 0:
        return _UNITS[0]
    words = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count:
            words.append(f"{_below_thousand(count)} {name}{'s' if count > 1 else ''}")
    thousands, rest = divmod(number, 1000)
    if thousands:  # « mille » counts as no noun: « deux cent mille », « quatre-vingt mille »
        words.append(
            f"{_below_thousand(thousands, last=False)} mille" if thousands > 1 else "mille"
        )
    if rest:
        words.append(_below_thousand(rest))
    return " ".join(words)


def _below_thousand(number: int, *, last: bool = True) -> str:
    """Return a cardinal from 1 to 999; `cent` and `vingt` take their plural where they are last."""
    hundreds, rest = divmod(number, 100)
    words = []
    if hundreds:
        plural = "s" if hundreds > 1 and not rest and last else ""
        words += [_UNITS[hundreds]] * (hundreds > 1) + [f"cent{plural}"]
    if rest:
        words.append(_below_hundred(rest, last=last))
    return " ".join(words)


def _below_hundred(number: int, *, last: bool) -> str:
    """Return a cardinal from 1 to 99: 71 to 79 and 91 to 99 count on from sixty and eighty."""
    if number < len(_UNITS):
        return _UNITS[number]
    tens = _TENS[number // 10 - 2]
    units = number % 20 if number >= 60 else number % 10
    if not units:
        return f"{tens}s" if number == 80 and last else tens
    return f"{tens}{' et ' if units in (1, 11) and number < 80 else '-'}{_UNITS[units]}"


@lru_cache(maxsize=1024)  # an amount stands in several documents, and is checked in each text
def amount_in_words(amount: Decimal | int) -> str:
    """Return `quarante et un euros et soixante-six centimes`; no centimes when there are none."""
    total = int(to_cents(amount) * 100)
    euros, cents = divmod(abs(total), 100)
    parts = []
    if euros or not cents:
        parts.append(_counted(euros, "euro"))
    if cents:
        parts.append(_counted(cents, "centime"))
    return ("moins " if total < 0 else "") + " et ".join(parts)


def same_in_words(amount: Decimal | int, text: str, *, plurals: bool = True) -> bool:
    """Tell whether the text spells the amount.

    Case, accents, hyphens, apostrophes and spaces do not count; « euros » may be left out when the
    amount is whole. A missing plural (`deux cent euros`) is a difference, unless `plurals` is off.
    """
    said, expected = _bare(text), _bare(amount_in_words(amount))
    if not plurals:
        said, expected = (_PLURAL.sub(r"\1", words) for words in (said, expected))
    return said in (expected, re.sub(r"( d)? euros?$", "", expected))


def _counted(number: int, unit: str) -> str:
    """Return `un euro`, `deux euros`, `un million d’euros`."""
    of = "d’" if number and number % _MILLION == 0 else ""
    return f"{number_in_words(number)} {of}{unit}{'s' if number > 1 else ''}"


def _bare(text: str) -> str:
    """Return the words alone, unaccented and in lower case."""
    return " ".join(re.findall(r"\w+", unaccented(text).lower()))
