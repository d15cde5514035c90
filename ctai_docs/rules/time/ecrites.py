"""Dates typed in texts: none that does not exist, years in order, the right day of the week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ctai_docs.contract.model import Cible, Contrat, Texte
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import MONTHS, quote, read_date
from ctai_docs.rules.walk import leaves

INEXISTANTE = Rule(
    code="TPS-016",
    severity=Severity.ERREUR,
    title="Date qui n’existe pas",
    found="La date {date} n’existe pas.",
    rule="Le calendrier n’a pas ce jour-là.",
    remedy="Corrigez le jour, le mois ou l’année.",
    source="Usage du projet",
    example="fiches[1].calendrier: Du 5 janvier au 31 avril 2026.",
)
ANNEES_A_L_ENVERS = Rule(
    code="TPS-017",
    severity=Severity.AVERTISSEMENT,
    title="Années à l’envers",
    found="La période {periode} finit avant de commencer.",
    rule="La première année d’une période est la plus ancienne.",
    remedy="Corrigez l’une des deux.",
    source="Usage du projet",
    example="precedent.periode: 2025-2023",
)
JOUR_DE_SEMAINE = Rule(
    code="TPS-018",
    severity=Severity.AVERTISSEMENT,
    title="Jour de la semaine faux",
    found="La date {date} tombe un {jour}.",
    rule="Le jour de la semaine et la date se contredisent.",
    remedy="Corrigez l’un ou l’autre.",
    source="Usage du projet",
    example="fiches[1].calendrier: Ouverture le lundi 3 février 2026.",
)

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
IDENTIFIERS = {"cle", "numero", "siret", "iban", "bic", "code_actes", "fichier", "logo", "activite"}
"""Fields whose figures are no dates."""

_S = r"[ \t\n\u00a0\u202f\u2009]"
_MONTH = "|".join(MONTHS).replace("é", "[eé]").replace("û", "[uû]")
_DATE = re.compile(
    rf"""
    (?<![\w/.,]) (?:
        (?: (?P<week>{"|".join(DAYS)}) {_S}+ )?
        (?P<day>1er|[0-9]{{1,2}}) {_S}+ (?P<month>{_MONTH})
        (?: {_S}+ (?P<year>(?:19|20)[0-9]{{2}}) )? (?!\w)
      | [0-9]{{1,2}}/[0-9]{{1,2}}/(?:19|20)[0-9]{{2}} (?![\w/])
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?<![\w/.,-])(20[0-9]{{2}})(?:{_S}?[-–]{_S}?|{_S}+à{_S}+)(20[0-9]{{2}})(?![\w/-])"
)
_NUMBER = re.compile(
    r"\b(?:n°|nos?|num[ée]ros?|loi|d[ée]cret|ordonnance|arr[êe]t[ée]|d[ée]lib[ée]ration|circulaire"
    r"|instruction)\W*$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LEAP_YEAR = 2028


def check_dates(contrat: Contrat) -> Iterator[Finding]:
    """The dates of the texts exist, on the day of the week that they are given."""
    for path, text in _texts(contrat):
        for match in _dates(text):
            day = _day(match)
            if day is None and not _is_quantity(match):
                yield INEXISTANTE.at(path, line_in_text=_line(text, match), date=quote(match[0]))
            elif (
                day
                and match["week"]
                and match["year"]
                and match["week"].lower() != DAYS[day.weekday()]
            ):
                line, right = _line(text, match), DAYS[day.weekday()]
                yield JOUR_DE_SEMAINE.at(path, line_in_text=line, date=quote(match[0]), jour=right)


def check_annees_ecrites(contrat: Contrat) -> Iterator[Finding]:
    """The periods of the texts begin with their first year; the number of an act is no period."""
    for path, text in _texts(contrat):
        for match in _YEARS.finditer(text) if "20" in text else ():
            if match[1] > match[2] and not _NUMBER.search(text[: match.start()]):
                line = _line(text, match)
                yield ANNEES_A_L_ENVERS.at(path, line_in_text=line, periode=quote(match[0]))


CHECKS = (check_dates, check_annees_ecrites)


def _texts(contrat: Contrat) -> Iterator[tuple[Path, str]]:
    """Yield what people wrote in words: texts, lines and targets, but no identifiers."""
    for path, value in leaves(contrat):
        text = value.texte if isinstance(value, Cible) else value
        if isinstance(text, str) and path[-1] not in IDENTIFIERS and _DIGIT.search(text):
            yield path, text


@lru_cache(maxsize=2048)
def _dates(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_DATE.finditer(text))


def _day(match: re.Match[str]) -> date | None:
    """Return the date written, in a leap year where no year is; None where it does not exist."""
    year = match["year"] or _LEAP_YEAR
    written = f"{match['day']} {match['month']} {year}" if match["month"] else match[0]
    try:
        return read_date(written)
    except ValueError:
        return None


def _is_quantity(match: re.Match[str]) -> bool:
    """Tell whether the figures before a month are too large for a day: « 40 mars-juin »."""
    return bool(match["month"] and not match["year"] and int(match["day"].rstrip("er")) > 31)


def _line(text: str, match: re.Match[str]) -> int | None:
    """Return the line of a Markdown text where the match is, None in a text of one line."""
    return text.count("\n", 0, match.start()) if isinstance(text, Texte) else None
