"""Periods and years in texts, compared with those of the contract and of its actions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ctai_docs.contract.model import FicheAction
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import plural, quote, read_date, write_date, write_period
from ctai_docs.machine.french.mentions import MONTH, Mention, Period, S, is_near, periods, years
from ctai_docs.machine.french.numerals import read_number
from ctai_docs.rules.texts.known import Known
from ctai_docs.rules.texts.prose import Said

PERIODE = Rule(
    code="TPS-020",
    severity=Severity.AVERTISSEMENT,
    title="Période d’un texte qui n’est pas celle du contrat",
    found="Le texte dit {typed}, et le contrat va {period}.",
    rule="Un texte donne les périodes que donnent les dates du contrat et de ses exercices.",
    remedy="Corrigez l’un ou l’autre, ou citez le fait : <valeur:periode>, <valeur:annees>.",
    source="Usage du projet",
    example="preambule: Le contrat court du 1er janvier 2026 au 31 décembre 2028.",
)
ACTION = Rule(
    code="TPS-021",
    severity=Severity.AVERTISSEMENT,
    title="Période d’un texte qui n’est pas celle de l’action",
    found="Le texte dit {typed}, et l’action va {period}.",
    rule="Le calendrier et la description d’une action tiennent dans ses dates.",
    remedy="Corrigez le texte, ou les clés « debut » et « fin » de la fiche.",
    source="Acte de Metz 2026-2028 : une fiche de 2026 y commence « de janvier 2025 »",
    example="fiches[1].calendrier: De janvier à décembre 2025.",
)
BORNE = Rule(
    code="TPS-022",
    severity=Severity.AVERTISSEMENT,
    title="Début, fin ou durée du contrat dits autrement",
    found="Le texte dit {typed}, et {right}.",
    rule="Le début, la fin et la durée du contrat ne se disent que d’une façon.",
    remedy="Corrigez l’un ou l’autre, ou citez le fait : <valeur:debut>, <valeur:fin>.",
    source="Usage du projet",
    example="preambule: Le contrat prend fin le 31 décembre 2028.",
)
DATE_D_ACTE = Rule(
    code="TPS-023",
    severity=Severity.AVERTISSEMENT,
    title="Date d’un acte dite autrement",
    found="Le texte date l’acte du {typed}, et le dossier, du {right}.",
    rule="La date d’une séance ou d’une signature est la même partout.",
    remedy="Corrigez l’une ou l’autre.",
    source="Usage du projet",
    example="preambule: La Ville signe en vertu de la délibération du 25 novembre 2025.",
)

_OTHER = re.compile(
    r"\b(?:précédente?s?|premiers?\s+contrats?|anciens?|dernière?s?|bilan|scolaires?|universitaires?"
    r"|stratégie|schéma|plan|pacte|enquête|insee|intégration\s+républicaine)\b",
    re.IGNORECASE,
)
"""Words of sentences about another act, or another time."""
_PAST = re.compile(
    r"\b(?:avait|avaient|était|étaient|menée?s?|réalisée?s?|financée?s?|passée?s?|achevée?s?|depuis"
    r"|déjà|selon|suite\s+à|prolong\w+|renouvel\w+|reconduit\w*"
    r"|(?:a|ont)\s+(?!lieu|pour|vocation)\w*(?:é|és|ée|ées|u|us|i|is|it))(?!\w)",
    re.IGNORECASE,
)
"""Words of sentences that may be about the past."""

_NAMED = re.compile(
    rf"(?:période|années|contrat|ctai|exercices?|programmation|convention|au{S}titre)"
    rf"[^.;\n]{{0,40}}$",
    re.IGNORECASE,
)
_YEAR_OF = re.compile(
    rf"(?:(?:pour|au{S}titre{S}de|en){S}l['’](?:année|exercice)|programmation|exercice){S}+$",
    re.IGNORECASE,
)
_BEGINS = (
    rf"à{S}compter{S}du|prend(?:ra)?{S}effet{S}le|entre(?:ra)?{S}en{S}vigueur{S}le"
    rf"|débute(?:ra)?{S}le|commence(?:ra)?{S}le"
)
_ENDS = (
    rf"jusqu['’]au|prend(?:ra)?{S}fin{S}le|s['’]achève(?:ra)?{S}le|expire(?:ra)?{S}le"
    rf"|se{S}termine(?:ra)?{S}le|(?:à{S}échéance|à{S}terme){S}le"
)
_DATE = rf"{S}+(?P<date>(?:1er|\d{{1,2}}){S}+(?:{MONTH}){S}+20\d\d|\d{{1,2}}/\d{{1,2}}/20\d\d)"
_BOUND = re.compile(rf"(?:(?P<begins>{_BEGINS})|(?P<ends>{_ENDS})){_DATE}", re.IGNORECASE)
_CONTRACT = re.compile(
    r"\b(?:contrat(?!s?\s+(?:de|du|local|unique)\b|\s+d['’])|contrat\s+territorial|ctai"
    r"|présente\s+convention)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"renouvel|reconduc|préavis|délai|\bpeu(?:t|vent)\b|pourra|éventuel", re.IGNORECASE
)
_DURATION = re.compile(
    rf"(?:conclue?|prévue?|proposée?|signée?|établie?|contrat|durée){S}+(?:\w+{S}+){{0,3}}?"
    rf"(?:pour{S}+(?:une{S}durée{S}de{S}+)?|de{S}+|d['’])"
    rf"(?P<number>\d{{1,2}}|une?|deux|trois|quatre|cinq|six){S}+(?P<unit>ans?|années?|mois)\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    rf"\b(?:délibération|séance|conseil{S}(?:municipal|d['’]administration|communautaire"
    rf"|métropolitain|départemental|régional))\b[^.;\n]{{0,60}}?{S}du{_DATE}",
    re.IGNORECASE,
)
_APPLIES = re.compile(
    rf"(?:contrat|ctai)\b[^.;\n]{{0,30}}(?:s['’]applique|court|couvre|conclue?|valable|porte{S}sur)"
    rf"[^.;\n]{{0,25}}$",
    re.IGNORECASE,
)
_NEARBY = 40
"""Signs before a period that say which contract it is of."""
_FORTNIGHT = 15
CALLS = ("contrat", "ctai", "convention", "délib", "séance", "conseil", "prévu")
"""Words of texts about the start or the end of the contract."""


def read_spans(known: Known, said: Said) -> Iterator[Finding]:
    """Yield the periods of a text that are neither the contract's nor, in a fiche, the action's."""
    found = periods(said.words)
    for period in found:
        sentence = said.words[slice(*said.sentence(period.start))]
        if said.fiche is not None:
            if _is_wrong_in(known, said, said.fiche, period, sentence, alone=len(found) == 1):
                yield _action(known, said, said.fiche, period)
        elif _is_wrong(known, said, period, sentence):
            yield _contract(known, said, period)
    yield from _lone_years(known, said, found)


def read_bounds(known: Known, said: Said) -> Iterator[Finding]:
    """Yield the contradictions about the start, the end and the acts of the contract."""
    if said.fiche is not None:
        return
    contrat = known.contrat
    for match in _BOUND.finditer(said.words) if "20" in said.words else ():
        right = {contrat.debut, contrat.date_effet} if match["begins"] else {contrat.fin}
        day, sentence = _day(match), said.words[slice(*said.sentence(match.start()))]
        if day is None or day in right or not _CONTRACT.search(sentence) or _LATER.search(sentence):
            continue
        if not _OTHER.search(sentence) and abs(day.year - contrat.fin.year) < _FORTNIGHT:
            verb, when = ("commence", contrat.debut) if match["begins"] else ("finit", contrat.fin)
            yield _bound(said, match, f"le contrat {verb} le {write_date(when)}")
    yield from _durations(known, said)
    yield from _acts(known, said)


def _durations(known: Known, said: Said) -> Iterator[Finding]:
    contrat = known.contrat
    months = 12 * (contrat.fin.year - contrat.debut.year) + contrat.fin.month - contrat.debut.month
    months += contrat.fin.day > contrat.debut.day
    for match in _DURATION.finditer(said.words):
        sentence = said.words[slice(*said.sentence(match.start()))]
        number = read_number(match["number"]) or 0
        told = number if match["unit"].lower() == "mois" else 12 * number
        is_ours = _CONTRACT.search(sentence) or said.words[: match.end()].lstrip().startswith(
            "Prévu"
        )
        if (
            told != months
            and is_ours
            and not _LATER.search(sentence)
            and not _OTHER.search(sentence)
        ):
            length = plural(months // 12, "an") if months % 12 == 0 else f"{months} mois"
            yield _bound(said, match, f"le contrat dure {length}")


def _acts(known: Known, said: Said) -> Iterator[Finding]:
    """Yield the dates of acts that are nearly those of the dossier."""
    contrat = known.contrat
    days = {p.habilitation.date for p in contrat.parties if p.habilitation}
    days |= {act.seance for act in contrat.deliberations}
    for match in _ACT.finditer(said.words) if days else ():
        day = _day(match)
        near = [right for right in days if day and right and _is_nearly(day, right)]
        if day and day not in days and near:
            yield DATE_D_ACTE.at(
                said.path,
                line_in_text=said.line(match.start("date")),
                typed=write_date(day),
                right=write_date(near[0]),
            )


def _is_nearly(day: date, right: date) -> bool:
    """Tell whether a date is another one mistyped: a few days, or the year, or one digit."""
    same_day = (day.month, day.day) == (right.month, right.day)
    return abs((day - right).days) <= _FORTNIGHT or same_day or is_near(f"{day}", f"{right}")


def _day(match: re.Match[str]) -> date | None:
    try:
        return read_date(match["date"])
    except ValueError:  # no such date: another check reports it
        return None


def _bound(said: Said, match: re.Match[str], right: str) -> Finding:
    line = said.line(match.start())
    return BORNE.at(said.path, line_in_text=line, typed=quote(match[0]), right=right)


def _contract(known: Known, said: Said, period: Mention) -> Finding:
    contrat = known.contrat
    return PERIODE.at(
        said.path,
        line_in_text=said.line(period.start),
        typed=quote(period.typed),
        period=write_period(contrat.debut, contrat.fin),
    )


def _action(known: Known, said: Said, fiche: FicheAction, period: Mention) -> Finding:
    return ACTION.at(
        said.path,
        line_in_text=said.line(period.start),
        typed=quote(period.typed),
        period=write_period(*_dates(known, fiche)),
    )


# ---------------------------------------------------------------------- of the contract
def _is_wrong(known: Known, said: Said, period: Period, sentence: str) -> bool:
    """Tell whether a period meant for the contract is none of its own."""
    contrat, named = known.contrat, _NAMED.search(said.words[: period.start])
    told = period.typed in (contrat.precedent.periode or "") if contrat.precedent else False
    right = known.of_contract_alone if _APPLIES.search(said.words, 0, period.start) else known.spans
    context = said.words[max(0, period.start - _NEARBY) : period.start] if named else sentence
    if told or any(_same(period, *span) for span in right) or _OTHER.search(context):
        return False
    if not named and _PAST.search(sentence):
        return False
    start, end = _ends(period, contrat.debut, contrat.fin)
    if start > 0 or end < 0 or (period.unit == "an" and _touches(period, contrat.debut)):
        return bool(named) and _is_close(known, period)
    return _crosses(period, contrat.debut, contrat.fin) or _shares_one_end(known, period)


def _is_close(known: Known, period: Period) -> bool:
    """Tell whether a period beside the contract's looks like it: a year of it is mistyped."""
    debut, fin = known.contrat.debut.year, known.contrat.fin.year
    first, last = period.first.year, period.last.year
    length = last - first == fin - debut and is_near(str(first), str(debut))
    return (length and first > fin) or _touches(period, known.contrat.debut)


def _touches(period: Period, debut: date) -> bool:
    """Tell whether a period ends in the year in which the contract begins."""
    return period.first.year < period.last.year == debut.year


def _shares_one_end(known: Known, period: Period) -> bool:
    contrat = known.contrat
    first = _at(period.first, period.unit) == _at(contrat.debut, period.unit)
    last = _at(period.last, period.unit) == _at(contrat.fin, period.unit)
    return first != last


# ---------------------------------------------------------------------- of an action
def _is_wrong_in(
    known: Known, said: Said, fiche: FicheAction, period: Period, sentence: str, *, alone: bool
) -> bool:
    """Tell whether a period of a fiche is out of the action, or is its own in another year."""
    if _OTHER.search(sentence) or _PAST.search(sentence):
        return False
    debut, fin = _dates(known, fiche)
    is_calendar = said.path[-1] == "calendrier"
    if period.unit != "an" and _straddles(period, known.contrat.debut, known.contrat.fin):
        return True
    start, end = _ends(period, debut, fin)
    if start > 0 or end < 0:
        months = (period.first.month, period.last.month) == (debut.month, fin.month)
        return period.unit != "an" and (is_calendar or months)
    if period.unit == "an" and _touches(period, known.contrat.debut):
        return is_calendar or bool(_NAMED.search(said.words[: period.start]))
    if is_calendar and alone and fiche.debut and fiche.fin and period.unit != "an":
        leads = not said.words[: period.start].strip(" \n-")
        return _crosses(period, debut, fin) or (leads and not _same(period, debut, fin))
    bounds = (debut, fin) if is_calendar else (known.contrat.debut, known.contrat.fin)
    return _crosses(period, *bounds)


def _lone_years(known: Known, said: Said, found: Sequence[Period]) -> Iterator[Finding]:
    """Yield the years said alone, in a calendar or after « pour l'année », that are not of it."""
    fiche = said.fiche
    if fiche is not None and said.path[-1] != "calendrier":
        return
    debut, fin = _dates(known, fiche) if fiche else (known.contrat.debut, known.contrat.fin)
    for year in years(said.words):
        if any(p.start <= year.start < p.end for p in found):
            continue
        sentence = said.words[slice(*said.sentence(year.start))]
        named = fiche is not None or _YEAR_OF.search(said.words[: year.start])
        out = not debut.year <= int(year.typed) <= fin.year
        if out and named and not _OTHER.search(sentence) and not _PAST.search(sentence):
            yield _action(known, said, fiche, year) if fiche else _contract(known, said, year)


def _dates(known: Known, fiche: FicheAction) -> tuple[date, date]:
    """Return the dates of an action: its own, else those of the contract."""
    return fiche.debut or known.contrat.debut, fiche.fin or known.contrat.fin


# ---------------------------------------------------------------------- as finely as it is said
def _at(day: date, unit: str) -> tuple[int, ...]:
    return (day.year, day.month, day.day)[: ("an", "mois", "jour").index(unit) + 1]


def _same(period: Period, first: date, last: date) -> bool:
    ends = (_at(period.first, period.unit), _at(period.last, period.unit))
    return ends == (_at(first, period.unit), _at(last, period.unit))


def _crosses(period: Period, first: date, last: date) -> bool:
    """Tell whether a period begins before, or ends after."""
    unit = period.unit
    return _at(period.first, unit) < _at(first, unit) or _at(period.last, unit) > _at(last, unit)


def _straddles(period: Period, first: date, last: date) -> bool:
    """Tell whether a period is partly in these dates, and partly out of them."""
    return _crosses(period, first, last) and _ends(period, first, last) == (0, 0)


def _ends(period: Period, first: date, last: date) -> tuple[int, int]:
    """Return 1 where a period begins after the last day, −1 where it ends before the first."""
    unit = period.unit
    after = _at(period.first, unit) > _at(last, unit)
    before = _at(period.last, unit) < _at(first, unit)
    return int(after), -int(before)
