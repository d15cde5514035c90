"""Dates, read as people write them and written as acts print them: `1er janvier 2026`.

Read: `2026-01-01`, `01/02/2026` (the day first), `1er janvier 2026`, `1 fevrier 2026`. The year
always has four digits. Written: « 1er » for the first of a month, no leading zero, months in lower
case, U+00A0 between the words of one date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from ctai_docs.machine.french.names import unaccented
from ctai_docs.machine.french.typo import NO_BREAK, SPACES, quote

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_NUMBERS = {unaccented(name): number for number, name in enumerate(MONTHS, start=1)}
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
        r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4}|[0-9]{2})",
        rf"(?:0?1[{SPACES}]?er|(?P<day>[0-9]{{1,2}}))"
        rf"[{SPACES}]+(?P<month>[a-z]+)[{SPACES}]+(?P<year>[0-9]{{4}}|[0-9]{{2}})",
    )
)
_LONGEST = 40
_EXAMPLE = "Écrivez-la comme 1er février 2026 ou 01/02/2026."


def read_date(text: str) -> date:
    """Return the date, refused when the calendar does not have it."""
    typed = text.strip()
    if not typed:
        raise ValueError(f"La date est vide. {_EXAMPLE}")
    simple = unaccented(typed).lower() if len(typed) <= _LONGEST else ""
    match = next(filter(None, (form.fullmatch(simple) for form in _FORMS)), None)
    if match is None:
        raise ValueError(f"{quote(typed)} n'est pas une date. {_EXAMPLE}")
    if len(match["year"]) == 2:
        raise ValueError(
            f"L'année de la date {quote(typed)} n'a que deux chiffres. "
            f"Écrivez-la en entier, comme 20{match['year']}."
        )
    month = _month(match["month"])
    if month is None:
        raise ValueError(
            f"Le mois de la date {quote(typed)} n'existe pas. {_month_remedy(match['month'])}"
        )
    return _in_calendar(int(match["year"]), month, int(match["day"] or 1))


def write_date(day: date) -> str:
    """Return `1er janvier 2026`, its words held together."""
    return f"{_day(day.day)}{NO_BREAK}{write_month(day)}"


def write_month(day: date) -> str:
    """Return `janvier 2026`."""
    return f"{MONTHS[day.month - 1]}{NO_BREAK}{day.year:04}"


def write_period(start: date, end: date) -> str:
    """Return `du 1er janvier 2026 au 31 décembre 2028`."""
    return f"du {write_date(start)} au {write_date(end)}"


def write_years(start: date, end: date) -> str:
    """Return `2026-2028`, or `2026` when the period stays within one year."""
    return f"{start.year}" if start.year == end.year else f"{start.year}-{end.year}"


def _day(day: int) -> str:
    return "1er" if day == 1 else f"{day}"


def _month(typed: str) -> int | None:
    """Return the number of the month, given in digits or by its name without accents."""
    number = int(typed) if typed.isdigit() else _NUMBERS.get(typed, 0)
    return number if 1 <= number <= len(MONTHS) else None


def _month_remedy(typed: str) -> str:
    """Return what to write instead of a month that does not exist."""
    from difflib import get_close_matches  # late: only a message needs it

    if typed.isdigit():
        return "Écrivez le jour, puis le mois, puis l'année."
    close = get_close_matches(typed, _NUMBERS, n=1)
    return f"Écrivez {MONTHS[_NUMBERS[close[0]] - 1] if close else 'le mois en toutes lettres'}."


def _in_calendar(year: int, month: int, day: int) -> date:
    """Return the date, or say what the calendar lacks."""
    if year == 0:
        raise ValueError("L'année 0000 n'existe pas. Écrivez-la en entier, comme 2026.")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ValueError(
            f"Le {_day(day)} {MONTHS[month - 1]} {year:04} n'existe pas. "
            f"Écrivez un jour de 1 à {days}."
        )
    return date(year, month, day)
