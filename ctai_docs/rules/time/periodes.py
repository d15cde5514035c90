"""Periods: the contract, its budget years and its actions, each in order and within another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ctai_docs.contract.model import Contrat, Exercice, FicheAction
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import write_date, write_period
from ctai_docs.rules.walk import fiches

ENVERS = Rule(
    code="TPS-001",
    severity=Severity.ERREUR,
    title="Fin avant le début",
    found="La fin, le {fin}, précède le début, le {debut}.",
    rule="Une période finit après avoir commencé.",
    remedy="Corrigez l’une des deux dates.",
    source="Usage du projet",
    example="fiches[1].fin: 2025-12-15",
)
ACTION_DEHORS = Rule(
    code="TPS-002",
    severity=Severity.ERREUR,
    title="Action hors du contrat",
    found="L’action a lieu {action}, et le contrat s’applique {contrat}.",
    rule="Une action financée par le contrat a lieu pendant qu’il s’applique.",
    remedy="Corrigez les dates de l’action, ou celles du contrat.",
    source="Formulaire national, « Calendrier prévisionnel de l’action »",
    example="fiches[3].debut: 2029-01-01\nfiches[3].fin: 2029-12-31",
)
ACTION_DEBORDE = Rule(
    code="TPS-003",
    severity=Severity.AVERTISSEMENT,
    title="Action qui déborde du contrat",
    found="L’action a lieu {action}, et le contrat s’applique {contrat}.",
    rule="Une action financée par le contrat a lieu pendant qu’il s’applique.",
    remedy="Vérifiez les dates de l’action.",
    source="Formulaire national, « Calendrier prévisionnel de l’action »",
    example="fiches[3].fin: 2028-06-30",
)
EXERCICE_DEHORS = Rule(
    code="TPS-004",
    severity=Severity.ERREUR,
    title="Exercice hors du contrat",
    found="L’exercice {exercice} va {periode}, et le contrat s’applique {contrat}.",
    rule="Un exercice budgétaire est une année du contrat, ou la contient en partie.",
    remedy="Corrigez les dates de l’exercice, ou celles du contrat.",
    source="Usage du projet",
    example="exercices[3]: {cle: suite, debut: 2028-01-01, fin: 2028-12-31}",
)
EXERCICE_DEBORDE = Rule(
    code="TPS-005",
    severity=Severity.AVERTISSEMENT,
    title="Exercice qui déborde du contrat",
    found="L’exercice {exercice} va {periode}, et le contrat s’applique {contrat}.",
    rule="Hors de l’année civile, un exercice budgétaire suit les dates du contrat.",
    remedy="Corrigez les dates de l’exercice, ou celles du contrat.",
    source="Usage du projet",
    example="exercices[2].fin: 2028-01-31",
)
LACUNE = Rule(
    code="TPS-006",
    severity=Severity.AVERTISSEMENT,
    title="Exercices qui ne couvrent pas le contrat",
    found="Aucun exercice ne couvre la période {periode}.",
    rule="Les exercices budgétaires couvrent toute la durée du contrat ; "
    "le montant d’un exercice peut manquer.",
    remedy="Ajoutez l’exercice qui manque, sans montant s’il n’est pas connu.",
    source="Usage du projet",
    example="exercices[2].debut: 2027-02-01\nfiches[3].debut: 2027-02-01",
)
CHEVAUCHEMENT = Rule(
    code="TPS-007",
    severity=Severity.ERREUR,
    title="Exercices qui se chevauchent",
    found="L’exercice {exercice} commence le {debut}, et l’exercice {autre} ne finit que le {fin}.",
    rule="Un jour appartient à un seul exercice budgétaire.",
    remedy="Corrigez l’une des deux dates.",
    source="Usage du projet",
    example="exercices[2].debut: 2026-12-01",
)
AUTRE_EXERCICE = Rule(
    code="TPS-008",
    severity=Severity.AVERTISSEMENT,
    title="Action hors de son exercice",
    found="L’action a lieu {action}, et l’exercice {exercice} va {periode}.",
    rule="Les crédits d’une action sont ceux de l’exercice où elle a lieu, "
    "le premier quand la fiche n’en nomme pas.",
    remedy="Nommez son exercice sous « exercice », ou corrigez les dates.",
    source="Usage du projet",
    example="fiches[2].debut: 2027-02-01\nfiches[2].fin: 2027-12-31",
)
AU_DELA_EXERCICE = Rule(
    code="TPS-009",
    severity=Severity.INFORMATION,
    title="Action qui déborde de son exercice",
    found="L’action a lieu {action}, et l’exercice {exercice} va {periode}.",
    rule="Une action peut se prolonger au-delà de l’exercice qui la finance.",
    remedy="Vérifiez les dates de l’action.",
    source="Usage du projet",
    example="fiches[2].fin: 2027-03-31",
)


def check_ordre(contrat: Contrat) -> Iterator[Finding]:
    """No period ends before it begins."""
    periods: list[tuple[Path, date | None, date | None]] = [((), contrat.debut, contrat.fin)]
    periods += [(("exercices", n), e.debut, e.fin) for n, e in enumerate(contrat.exercices)]
    periods += [(path, f.debut, f.fin) for path, f in fiches(contrat)]
    for path, start, end in periods:
        if start and end and end < start:
            yield ENVERS.at((*path, "fin"), debut=write_date(start), fin=write_date(end))


def check_actions(contrat: Contrat) -> Iterator[Finding]:
    """An action takes place while the contract runs."""
    whole = _span(contrat)
    for path, fiche, span in _dated(contrat):
        if whole and not span.within(whole):
            rule = ACTION_DEBORDE if span.meets(whole) else ACTION_DEHORS
            where = (*path, _outside(fiche, whole))
            yield rule.at(where, action=_when(fiche), contrat=whole)


def check_exercices(contrat: Contrat) -> Iterator[Finding]:
    """A budget year is within the contract; a calendar year may be so in part only."""
    whole = _span(contrat)
    for n, year in enumerate(contrat.exercices):
        span = _span(year)
        if not whole or not span or span.within(whole):
            continue
        if not span.meets(whole) or not year.est_civil:
            early = year.debut < contrat.debut or not span.meets(whole)
            rule = EXERCICE_DEBORDE if span.meets(whole) else EXERCICE_DEHORS
            where = _year(n, year, "debut" if early else "fin")
            yield rule.at(where, exercice=year.cle, periode=span, contrat=whole)


def check_lacunes(contrat: Contrat) -> Iterator[Finding]:
    """Budget years follow one another from the start of the contract to its end."""
    if _span(contrat) is None:
        return
    last, covered = contrat.fin.toordinal(), contrat.debut.toordinal() - 1
    for n, year in _in_order(contrat):
        if covered + 1 < (start := year.debut.toordinal()) and covered < last:
            yield _missing(_year(n, year, "debut"), covered + 1, min(start - 1, last))
        covered = max(covered, year.fin.toordinal())
    if covered < last:
        yield _missing(("exercices",), covered + 1, last)


def check_chevauchements(contrat: Contrat) -> Iterator[Finding]:
    """A day belongs to one budget year."""
    last: Exercice | None = None
    for n, year in _in_order(contrat):
        if last and year.debut <= last.fin:
            yield CHEVAUCHEMENT.at(
                _year(n, year, "debut"),
                exercice=year.cle,
                debut=write_date(year.debut),
                autre=last.cle,
                fin=write_date(last.fin),
            )
        last = year if not last or year.fin > last.fin else last


def check_exercice_des_actions(contrat: Contrat) -> Iterator[Finding]:
    """An action takes place in its budget year, unless it lasts as long as the contract."""
    whole, known = _span(contrat), {year.cle for year in contrat.exercices}
    for path, fiche, span in _dated(contrat):
        year = contrat.exercice(fiche)
        period = _span(year)
        named = fiche.exercice is None or fiche.exercice in known
        if not (whole and period and named) or span.within(period) or not span.within(whole):
            continue
        if whole.within(span):
            continue
        meets = span.meets(period)
        field = "exercice" if fiche.exercice and not meets else _outside(fiche, period)
        rule = AU_DELA_EXERCICE if meets else AUTRE_EXERCICE
        yield rule.at((*path, field), action=_when(fiche), exercice=year.cle, periode=period)


CHECKS = (
    check_ordre,
    check_actions,
    check_exercices,
    check_lacunes,
    check_chevauchements,
    check_exercice_des_actions,
)


@dataclass(frozen=True, slots=True)
class _Span:
    """The days from the first to the last."""

    first: date
    last: date

    def __str__(self) -> str:
        return write_period(self.first, self.last)

    def within(self, other: _Span) -> bool:
        return other.first <= self.first and self.last <= other.last

    def meets(self, other: _Span) -> bool:
        return self.first <= other.last and other.first <= self.last


def _span(what: Contrat | Exercice) -> _Span | None:
    """Return the days of a contract or budget year, None where it ends before it begins."""
    return _Span(what.debut, what.fin) if what.debut <= what.fin else None


def _dated(contrat: Contrat) -> Iterator[tuple[Path, FicheAction, _Span]]:
    """Yield the actions that have a date, with their days."""
    for path, fiche in fiches(contrat):
        start, end = fiche.debut or fiche.fin, fiche.fin or fiche.debut
        if start and end and start <= end:
            yield path, fiche, _Span(start, end)


def _in_order(contrat: Contrat) -> list[tuple[int, Exercice]]:
    years = [(n, year) for n, year in enumerate(contrat.exercices) if _span(year)]
    return sorted(years, key=lambda item: item[1].debut)


def _outside(fiche: FicheAction, period: _Span) -> str:
    """Return the field of the date outside the period: the start, else the end."""
    start = fiche.debut
    early = start is not None and not period.first <= start <= period.last
    return "debut" if early or fiche.fin is None else "fin"


def _year(n: int, year: Exercice, field: str) -> Path:
    """Return the path of a date of a budget year, that of the year where it is `cle: 2026`."""
    return ("exercices", n) if year.est_civil else ("exercices", n, field)


def _missing(path: Path, first: int, last: int) -> Finding:
    return LACUNE.at(path, periode=_Span(date.fromordinal(first), date.fromordinal(last)))


def _when(fiche: FicheAction) -> str:
    if fiche.debut and fiche.fin:
        return write_period(fiche.debut, fiche.fin)
    if fiche.debut:
        return f"à partir du {write_date(fiche.debut)}"
    return f"jusqu’au {write_date(fiche.fin)}" if fiche.fin else ""
