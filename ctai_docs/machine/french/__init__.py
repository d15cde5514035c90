"""French as acts print it: amounts, dates, words, names and micro-typography.

Knows nothing of the contract. What cannot be read is a `ValueError` whose French message says what
is wrong, then what to write instead.
"""

from ctai_docs.machine.french.amounts import (
    read_amount,
    to_cents,
    write_amount,
    write_number,
    write_percent,
)
from ctai_docs.machine.french.dates import (
    MONTHS,
    read_date,
    write_date,
    write_month,
    write_period,
    write_years,
)
from ctai_docs.machine.french.names import (
    au,
    du,
    elide,
    enumerate_fr,
    le,
    ordinal,
    plural,
    slug,
    unaccented,
)
from ctai_docs.machine.french.typo import APOSTROPHE, NARROW, NO_BREAK, quote, typeset
from ctai_docs.machine.french.words import amount_in_words, number_in_words, same_in_words

__all__ = [
    "APOSTROPHE",
    "MONTHS",
    "NARROW",
    "NO_BREAK",
    "amount_in_words",
    "au",
    "du",
    "elide",
    "enumerate_fr",
    "le",
    "number_in_words",
    "ordinal",
    "plural",
    "quote",
    "read_amount",
    "read_date",
    "same_in_words",
    "slug",
    "to_cents",
    "typeset",
    "unaccented",
    "write_amount",
    "write_date",
    "write_month",
    "write_number",
    "write_percent",
    "write_period",
    "write_years",
]
