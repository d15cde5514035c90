"""Amounts in words, as contracts spell them: `cent soixante-dix mille euros`.

Traditional spelling (hyphens below one hundred only), the curved apostrophe, singular below two.
num2words gives the cardinals of plain integers and nothing else: it reads an `int` as cents when
asked for a currency, and writes « un million euros ». It is imported late, being slow to load.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from ctai_docs.french.amounts import to_cents
from ctai_docs.french.names import unaccented

_MILLION = 1_000_000
_PLURAL = re.compile(r"\b(cent|vingt|mille|million|milliard|euro|centime)s\b")


def number_in_words(number: int) -> str:
    """Return the cardinal: `quatre-vingt-un`."""
    from num2words import num2words

    return str(num2words(number, lang="fr"))


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
