"""Mentions in a French text: amounts, years, periods, counts, percentages, each with its place.

Readers are strict: they return only mentions that are certain. Places are offsets in
the text, so that a reader of the contract can look at the words around a mention.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ctai_docs.machine.french.dates import MONTHS
from ctai_docs.machine.french.names import unaccented
from ctai_docs.machine.french.numerals import read_number, start_of_words

S = r"\s"
"""A space inside a text, as a pattern: the no-break ones are among them."""

MONTH = r"[a-zA-Zéûèô]{3,9}"
"""A pattern of possible names of months: short, so that patterns with it compile fast."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, and the text there."""

    start: int
    end: int
    typed: str


@dataclass(frozen=True, slots=True)
class Amount(Mention):
    """An amount of money, in figures or in words."""

    value: Decimal
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class Period(Mention):
    """A period, from its first day to its last; `unit` is how finely the text says its ends."""

    first: date
    last: date
    unit: str
    """`jour`, `mois` or `an`."""


@dataclass(frozen=True, slots=True)
class Count(Mention):
    """A whole number before a noun."""

    number: int
    noun: str


# ---------------------------------------------------------------------- money
_FIGURES = re.compile(
    rf"(?<![\w,.])(?<!\d[ \u00a0\u202f\u2009])(?P<whole>\d{{1,3}}(?:[ .\u00a0\u202f\u2009]\d{{3}})+"
    rf"|\d{{1,12}})(?:,(?P<cents>\d{{1,2}}))?{S}{{0,4}}"
    rf"(?P<unit>k€|M€|millions?{S}d['’]euros|(?:€|euros?|EUR)(?!\w))"
)
_EURO = re.compile(r"[\s-]{1,3}(?:d['’])?euros?\b")
_UNITS = {"k": 1000, "M": 10**6, "m": 10**6}


@lru_cache(maxsize=2048)  # a text is read by several checks, and each time that they run
def amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a text, in figures and in words, in order."""
    found = list(_in_figures(text)) if "€" in text or "euro" in text or "EUR" in text else []
    if "euro" in text:
        found += _in_words(text)
        found.sort(key=lambda amount: amount.start)
    return tuple(found)


def _in_figures(text: str) -> Iterator[Amount]:
    for match in _FIGURES.finditer(text):
        digits = re.sub(r"\D", "", match["whole"])
        scale = _UNITS.get(match["unit"][0], 1)
        value = Decimal(f"{digits}.{match['cents'] or 0}") * scale
        yield Amount(match.start(), match.end(), match[0].strip(), value)


def _in_words(text: str) -> Iterator[Amount]:
    for euro in _EURO.finditer(text):
        start = start_of_words(text, euro.start())
        number = read_number(text[start : euro.start()]) if start < euro.start() else None
        if number is not None:
            yield Amount(
                start, euro.end(), text[start : euro.end()], Decimal(number), in_words=True
            )


# ---------------------------------------------------------------------- time
_YEAR = r"(?:19|20)\d\d"


def _moment_as(at: str) -> str:
    """Return the pattern of a moment, whose groups begin with a letter: a day, a month, a year."""
    return (
        rf"(?:(?:(?P<{at}d>1er|\d{{1,2}})\s+)?(?P<{at}m>{MONTH})(?:\s+(?P<{at}y>{_YEAR}))?"
        rf"|(?P<{at}n>\d{{1,2}}/\d{{1,2}}/{_YEAR})|(?P<{at}a>{_YEAR}))"
    )


_SPAN = re.compile(
    rf"(?<!\w)(?:du|de|d['’]|entre|depuis){S}*(?:le{S}+)?(?:d[eé]but{S}+|mi-)?{_moment_as('f')}"
    rf"{S}+(?:au|à|jusqu['’]au|jusqu['’]à|jusqu['’]en|et){S}+(?:la{S}+)?(?:fin{S}+)?(?:le{S}+)?"
    rf"{_moment_as('t')}(?![\w/])",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?<![\w/.,-])(?P<f>{_YEAR})(?:{S}?[-–—/]{S}?|{S}+à{S}+)(?P<t>{_YEAR}|\d\d)(?![\w/-])"
)
_ONE_YEAR = re.compile(rf"(?<![\w/.,-])(?P<y>{_YEAR})(?![\w/%-]|[.,]\d|{S}?[€%])")
_NUMBERS = {unaccented(name): number for number, name in enumerate(MONTHS, 1)}


@lru_cache(maxsize=2048)
def periods(text: str) -> tuple[Period, ...]:
    """Return the periods whose two ends a text says: « de mars à juin 2026 », « 2026-2028 »."""
    found = [p for match in _SPAN.finditer(text) if (p := _span(match))]
    for match in _YEARS.finditer(text):
        taken = any(p.start < match.end() and match.start() < p.end for p in found)
        if not taken and (period := _years(match)):
            found.append(period)
    return tuple(sorted(found, key=lambda period: period.start))


@lru_cache(maxsize=2048)
def years(text: str) -> tuple[Mention, ...]:
    """Return the years of a text."""
    return tuple(Mention(m.start("y"), m.end("y"), m["y"]) for m in _ONE_YEAR.finditer(text))


def _span(match: re.Match[str]) -> Period | None:
    """Return the period between two moments, the first of which may leave its year to the other."""
    last = _moment(match, "t", None)
    first = _moment(match, "f", last[0].year if last else None)
    if first is None or last is None or first[0] > last[1]:
        return None
    unit = max(first[2], last[2], key=("jour", "mois", "an").index)
    return Period(match.start(), match.end(), match[0], first[0], last[1], unit)


def _moment(match: re.Match[str], at: str, year: int | None) -> tuple[date, date, str] | None:
    """Return the first and last day of a moment, and how finely it is said."""
    if match[f"{at}a"]:
        number = int(match[f"{at}a"])
        return date(number, 1, 1), date(number, 12, 31), "an"
    try:
        if match[f"{at}n"]:
            day, month, number = map(int, match[f"{at}n"].split("/"))
            return (when := date(number, month, day)), when, "jour"
        number = int(match[f"{at}y"] or year or 0)
        month = _NUMBERS.get(unaccented(match[f"{at}m"]).lower(), 0)  # 0 is no month
        if match[f"{at}d"]:
            when = date(number, month, int(match[f"{at}d"].rstrip("er")))
            return when, when, "jour"
        return date(number, month, 1), date(number, month, monthrange(number, month)[1]), "mois"
    except ValueError:  # no such date: another check reports it
        return None


def _years(match: re.Match[str]) -> Period | None:
    first, last = match["f"], match["t"]
    last = first[:2] + last if len(last) == 2 else last
    if not int(first) < int(last) <= int(first) + 10:
        return None
    ends = date(int(first), 1, 1), date(int(last), 12, 31)
    return Period(match.start(), match.end(), match[0], *ends, "an")


# ---------------------------------------------------------------------- counts
@lru_cache(maxsize=2048)
def counts(text: str, nouns: re.Pattern[str]) -> tuple[Count, ...]:
    """Return the counts of these nouns, a pattern with a group `noun`: « treize fiches »."""
    found = []
    for match in nouns.finditer(text):
        end = len(text[: match.start()].rstrip())
        digits = _DIGITS.search(text, max(0, end - 5), end)
        start = digits.start() if digits else start_of_words(text, end)
        number = read_number(text[start:end]) if start < end < match.start() else None
        if number is not None:
            typed = text[start : match.end()]
            found.append(Count(start, match.end(), typed, number, match["noun"].lower()))
    return tuple(found)


_DIGITS = re.compile(r"(?<![\w,.])(?<!\d\s)\d{1,3}$")


# ---------------------------------------------------------------------- slips
def is_slip(typed: Decimal, right: Decimal) -> bool:
    """Tell whether a number is another one mistyped.

    One digit is changed, two neighbours are swapped, or a zero is too many or too few.
    """
    one, other = (f"{number:f}".removesuffix(".00").removesuffix(".0") for number in (typed, right))
    if typed == right or "." in one + other:
        return False
    return (
        is_near(one, other) if len(one) == len(other) else f"{one}0" == other or one == f"{other}0"
    )


def is_near(one: str, other: str) -> bool:
    """Tell whether two words differ by one sign changed, added, left out, or two swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    if len(one) == len(other):
        wrong = [n for n in range(len(one)) if one[n] != other[n]]
        if len(wrong) == 1:
            return True
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and (one[wrong[0]], one[wrong[1]]) == (other[wrong[1]], other[wrong[0]])
        )
    short, long = sorted((one, other), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
