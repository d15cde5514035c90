"""« En un coup d'œil »: a contract on one page, its axes, actions, calendar and public.

The calendar is a chart, not a shaded table: a screen reader would read hundreds of empty cells,
where the alternative text of a chart says « du … au … » once for each action. To keep one page,
labels are cut to a line and charts share the height that is left; where bars would be too thin for
their labels, only axes have rows and bars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from textwrap import shorten

from ctai_docs.contract.form import load_edition
from ctai_docs.contract.model import Contrat, FicheAction
from ctai_docs.documents.views.chiffres import AnnexeBudgetaire, LigneAxe, summary
from ctai_docs.machine.french import (
    NO_BREAK,
    enumerate_fr,
    plural,
    write_amount,
    write_number,
    write_period,
)
from ctai_docs.machine.word.charts import DAY, MONTH, WHOLE, Chart, Scale, Series

LABEL, BAR_LABEL = 60, 54
"""Characters of a row of the table, and of the label of a bar."""
WIDTH, ROOM = 17.0, 21.6
"""Of the page, for its table and its charts, in centimetres."""
ROW, HEAD, BAR = 0.53, 1.4, 0.42
"""Heights of a row, of what surrounds the bars of a chart, and of a bar, in centimetres."""
LEAST, SMALLEST = 0.85, 0.3
"""The scale of the charts below which LibreOffice leaves out every other label, and below which
there would be nothing to see, whatever the page."""
STEPS = (31, 92, 184, 366)
"""Days from one mark of the calendar to the next, never less than 1, 3, 6 or 12 months: a mark
drifts by days within its month, and its label, which is the month, is right."""
MARKS = 7
"""The most marks on the axis of the calendar."""
_FIRST_DAY = date(1899, 12, 30)
"""The day from which spreadsheets count days."""


@dataclass(frozen=True, slots=True)
class FicheEnBref:
    """A fiche on the page. Amounts in euros."""

    libelle: str
    cout: Decimal
    subvention_p104: Decimal


@dataclass(frozen=True, slots=True)
class AxeVu:
    """An axis on the page, with its fiches where there is room. Amounts in euros."""

    libelle: str
    total_cout: Decimal
    total_subvention_p104: Decimal
    fiches: tuple[FicheEnBref, ...]


@dataclass(frozen=True, slots=True)
class CoupDOeil:
    """The page. Amounts in euros."""

    resume: str
    axes: tuple[AxeVu, ...]
    total_cout: Decimal
    total_subvention_p104: Decimal
    calendrier: Chart | None
    publics: Chart | None
    note: str


@dataclass(frozen=True, slots=True)
class _Periode:
    """A bar of the calendar; `debut` is None where the dates are not known."""

    libelle: str
    debut: date | None
    fin: date | None


def glance(contrat: Contrat) -> CoupDOeil | None:
    """Return the page; None where the dossier does not ask for it, or there is no fiche."""
    if not contrat.en_un_coup_d_oeil:
        return None
    annexe = summary(contrat)
    fiches = sum(len(axe.fiches) for axe in annexe.axes)
    rows, people = 2 + len(annexe.axes), _people(contrat)
    by_fiche = _scale(rows + fiches, fiches, len(people)) >= LEAST
    periods = list(_fiche_periods(contrat) if by_fiche else _axis_periods(contrat))
    scale = _scale(rows + by_fiche * fiches, len(periods), len(people))
    return CoupDOeil(
        resume=_summary(annexe, len(contrat.axes), fiches),
        axes=tuple(_axis(axe, by_fiche) for axe in annexe.axes),
        total_cout=annexe.total_cout,
        total_subvention_p104=annexe.total_subvention_p104,
        calendrier=_calendar(contrat, periods, scale),
        publics=_public(people, scale),
        note=" ".join(_notes(contrat, bool(people))),
    )


def _summary(annexe: AnnexeBudgetaire, axes: int, fiches: int) -> str:
    counts = f"{plural(axes, 'axe')}, {plural(fiches, 'fiche-action', 'fiches-actions')}"
    return (
        f"{counts} : {write_amount(annexe.total_cout)} de coût prévisionnel, dont "
        f"{write_amount(annexe.total_subvention_p104)} demandés à l'État."
    )


def _scale(rows: int, *bars: int) -> float:
    """Return the scale at which charts of so many bars fit on the page below so many rows."""
    wanted = sum(map(_height, filter(None, bars)))
    return max(SMALLEST, min(1.0, (ROOM - ROW * rows) / wanted)) if wanted else 1.0


def _height(bars: int, scale: float = 1.0) -> float:
    return round((HEAD + BAR * bars) * scale, 2)


def _axis(axe: LigneAxe, by_fiche: bool) -> AxeVu:
    fiches = tuple(
        FicheEnBref(_label(f.numero, f.intitule, LABEL), f.cout, f.subvention_p104)
        for f in axe.fiches
    )
    label = _label(f"Axe {axe.numero}", axe.intitule, LABEL)
    return AxeVu(label, axe.total_cout, axe.total_subvention_p104, fiches if by_fiche else ())


def _label(number: str, title: str, width: int) -> str:
    return _short(f"{number}. {title}", width)


@lru_cache(maxsize=1024)  # labels are cut word by word, for a page made with each contract
def _short(text: str, width: int) -> str:
    return (
        text
        if len(text) <= width
        else shorten(text, width, placeholder="…", break_on_hyphens=False)
    )


# The calendar


def _fiche_periods(contrat: Contrat) -> Iterator[_Periode]:
    for fiche in contrat.fiches_ordonnees:
        label = _label(contrat.numeros[fiche.cle], fiche.intitule, BAR_LABEL)
        yield _Periode(label, *(_dates(fiche) or (None, None)))


def _axis_periods(contrat: Contrat) -> Iterator[_Periode]:
    """Yield for each axis the time from the start of its first action to the end of its last."""
    for number, axe in enumerate(contrat.axes, 1):
        fiches = contrat.fiches_de(axe)
        dates = list(filter(None, map(_dates, fiches)))
        start = min((start for start, _ in dates), default=None)
        end = max((end for _, end in dates), default=None)
        if fiches:
            yield _Periode(_label(f"Axe {number}", axe.intitule, BAR_LABEL), start, end)


def _dates(fiche: FicheAction) -> tuple[date, date] | None:
    """Return when an action begins and ends, None where that is not known, or cannot be."""
    if fiche.debut and fiche.fin and fiche.debut <= fiche.fin:
        return fiche.debut, fiche.fin
    return None


def _calendar(contrat: Contrat, periods: list[_Periode], scale: float) -> Chart | None:
    """Return the time of each action, from the contract's first day to its last or beyond."""
    dated = [(p.debut, p.fin) for p in periods if p.debut and p.fin]
    if not dated:
        return None
    low = _serial(min(contrat.debut, *(start for start, _ in dated)).replace(day=1))
    high = _serial(max(contrat.fin, *(end for _, end in dated))) + 1
    starts = tuple(Decimal(_serial(p.debut)) if p.debut else None for p in periods)
    lengths = tuple(_days(p) for p in periods)
    return Chart(
        title="Calendrier des actions",
        alt="Calendrier. " + " ".join(f"{p.libelle} : {_said(p)}." for p in periods),
        axis="",
        categories=tuple(p.libelle for p in periods),
        series=(Series("Début", starts, DAY), Series("Durée, en jours", lengths, WHOLE)),
        scale=Scale("", MONTH, low, high, _step(high - low)),
        stacked=True,
        floating=True,
        size=(WIDTH, _height(len(periods), scale)),
    )


def _serial(day: date) -> int:
    return (day - _FIRST_DAY).days


def _days(period: _Periode) -> Decimal | None:
    if not (period.debut and period.fin):
        return None
    return Decimal((period.fin + timedelta(days=1) - period.debut).days)


def _said(period: _Periode) -> str:
    if not (period.debut and period.fin):
        return "dates à fixer"
    return write_period(period.debut, period.fin)


def _step(days: int) -> int:
    return next((step for step in STEPS if days / step <= MARKS), STEPS[-1])


# The public


def _people(contrat: Contrat) -> list[tuple[str, Decimal]]:
    """Return the people whom the actions of each thematic reach, in the order of the form."""
    counted = [(fiche.thematiques, _count(fiche)) for fiche in contrat.fiches_ordonnees]
    return [
        (thematic.court, total)
        for thematic in load_edition(contrat.edition).thematiques
        if (total := sum((n for keys, n in counted if n and thematic.cle in keys), Decimal(0)))
    ]


def _count(fiche: FicheAction) -> Decimal | None:
    """Return how many people an action reaches, None where that is no number of people."""
    from ctai_docs.rules.people.cibles import personnes  # late: a page that few contracts ask for

    return personnes(fiche.indicateurs.beneficiaires["total"])


def _public(people: list[tuple[str, Decimal]], scale: float) -> Chart | None:
    if not people:
        return None
    said = " ; ".join(f"{name}, {write_number(count)}" for name, count in people)
    return Chart(
        title="Personnes que visent les actions, par thématique",
        alt=f"Barres. {said}.",
        axis="",
        categories=tuple(_short(name, BAR_LABEL) for name, _ in people),
        series=(Series("Personnes", tuple(count for _, count in people), WHOLE),),
        scale=Scale("", WHOLE, low=0, shown=False),
        size=(WIDTH, _height(len(people), scale)),
    )


def _notes(contrat: Contrat, counted: bool) -> Iterator[str]:
    """Yield how people are counted, and which actions have no bar or count for nobody."""
    fiches = contrat.fiches_ordonnees
    if counted:
        yield "Une action compte dans chacune de ses thématiques."
        nobody = [fiche for fiche in fiches if not _count(fiche)]
        yield from _left_out("Sans nombre de personnes", contrat, nobody)
    undated = [fiche for fiche in fiches if not _dates(fiche)]
    yield from _left_out("Sans dates", contrat, undated)


def _left_out(what: str, contrat: Contrat, fiches: Iterable[FicheAction]) -> Iterator[str]:
    numbers = [contrat.numeros[fiche.cle] for fiche in fiches]
    if numbers:
        noun = "fiches-actions" if len(numbers) > 1 else "fiche-action"
        yield f"{what} : {noun} n°{NO_BREAK}{enumerate_fr(numbers)}."
