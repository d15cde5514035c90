"""The charts of the budget annex, the same in Word and in the workbook, and their words.

The alternative text of a chart holds all its figures, for no table of the annex crosses axes and
sources. There is no chart without figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ctai_docs.documents.views.chiffres import AnnexeBudgetaire, LigneAxe, LigneExercice
from ctai_docs.machine.french import write_amount
from ctai_docs.machine.word.charts import CENTS, EUROS, Chart, Scale, Series

WIDTH = 25.0
"""The width of a landscape page within its margins, in centimetres."""


def sources_chart(annexe: AnnexeBudgetaire) -> Chart | None:
    """Return the financing of each axis, stacked by source; None where nothing is financed."""
    rows = zip(*(axe.financements for axe in annexe.axes), strict=True)
    amounts = list(zip(annexe.sources, rows, strict=False))
    if not amounts:
        return None
    code = euros(amount for _, row in amounts for amount in row)
    return Chart(
        title="Financement de chaque axe, par source",
        alt=_sources_words(annexe),
        axis="Axe",
        categories=tuple(f"{axe.numero}. {axe.intitule}" for axe in annexe.axes),
        series=tuple(Series(source.libelle, row, code) for source, row in amounts),
        scale=Scale("Montant, en euros", EUROS, low=0),
        stacked=True,
        size=(WIDTH, min(14.0, 4.5 + 1.5 * len(annexe.axes))),
    )


def years_chart(annexe: AnnexeBudgetaire) -> Chart | None:
    """Return what the State gives beside what is asked of it, by year; None without any amount."""
    years = annexe.exercices
    given, subventions = (
        tuple(amount if isinstance(amount, Decimal) else None for amount in amounts)
        for amounts in ([y.contribution for y in years], [y.total_subvention_p104 for y in years])
    )
    if not annexe.axes or not any((*given, *subventions)):
        return None
    code = euros(filter(None, (*given, *subventions)))
    return Chart(
        title="Contribution de l'État et montant demandé, par exercice",
        alt="Colonnes, par exercice. " + " ".join(map(_year_words, years)),
        axis="Exercice",
        categories=tuple(year.libelle for year in years),
        series=(
            Series("Contribution", given, code),
            Series("Montant demandé", subventions, code),
        ),
        scale=Scale("Montant, en euros", EUROS, low=0),
        horizontal=False,
        size=(WIDTH, 8.0),
    )


def euros(amounts: Iterable[Decimal]) -> str:
    """Return the format of amounts: with cents for all of them when one has cents."""
    return CENTS if any(a != a.to_integral_value() for a in amounts) else EUROS


def _sources_words(annexe: AnnexeBudgetaire) -> str:
    whole = sum((axe.total_financements for axe in annexe.axes), Decimal(0))
    head = f"Barres empilées : {write_amount(whole)} de financements, par axe et par source."
    return " ".join([head, *(_axis_words(annexe, axe) for axe in annexe.axes)])


def _axis_words(annexe: AnnexeBudgetaire, axe: LigneAxe) -> str:
    """Return « Axe 1, Pilotage : 73 000 €, dont Contribution : 36 500 €. »"""
    name = f"Axe {axe.numero}, {axe.intitule}"
    parts = [
        f"{source.libelle} : {write_amount(amount)}"
        for source, amount in zip(annexe.sources, axe.financements, strict=True)
        if amount
    ]
    detail = f", dont {' ; '.join(parts)}" if parts else ""
    return f"{name} : {write_amount(axe.total_financements)}{detail}."


def _year_words(year: LigneExercice) -> str:
    given, subventions = (
        write_amount(amount) if isinstance(amount, Decimal) else amount
        for amount in (year.contribution, year.total_subvention_p104)
    )
    return f"{year.libelle} : contribution de l'État {given} ; montant demandé {subventions}."
