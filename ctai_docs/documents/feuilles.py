"""What the sheets of the budget workbook hold: plain data, totals as formulas with their values.

A total is `SUBTOTAL(9,D1:INDEX(D:D,ROW()-1))`: from the header, or the sub-total above, to the row
just above itself. So a row inserted anywhere, even at an end, is counted, and no sub-total twice.
Source: Microsoft KB Q73586, “Using INDEX() to Automatically Update Range in SUM()”.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase

from ctai_docs.documents.views.budget import ContexteBudget
from ctai_docs.documents.views.chiffres import AnnexeBudgetaire, LigneAxe, Pourcentage, ratio
from ctai_docs.machine.word.charts import Chart

AXES, EXERCICES, GRAPHIQUES = "Axes et sources", "Exercices", "Graphiques"
"""Sheets: the first two hold the data of the charts from A1 on, the third shows them."""
WIDEST, TEXTS = 52, 120
"""Widths, in characters, beyond which a text wraps: in a table, and in the words of a chart."""


ALL_HOLDERS = "Tous les porteurs"
"""Printed in the column of operators, in the rows of sums: no cell is left empty."""


@dataclass(frozen=True, slots=True)
class Formule:
    """A live formula, without its `=`, and the value that the model gives it."""

    texte: str
    valeur: Decimal


Cellule = str | Decimal | Formule


@dataclass(frozen=True, slots=True)
class Rangee:
    """A row of a sheet; `total` sets it in bold."""

    cellules: tuple[Cellule, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Feuille:
    """A sheet: its header in row 1, its rows from row 2. All columns after `textes` are amounts."""

    nom: str
    entetes: tuple[str, ...]
    rangees: tuple[Rangee, ...]
    textes: int = 1
    largeur: int = WIDEST


def budget_sheets(context: ContexteBudget) -> list[Feuille]:
    """Return the sheets of the annex; those of axes and charts where there are any."""
    annexe, charts = context.annexe, charts_of(context)
    sheets = [_programme(annexe), _sources(annexe)]
    sheets += [_crossed(annexe)] if annexe.axes else []
    sheets.append(_years(annexe))
    return [*sheets, _pictures(charts)] if charts else sheets


def charts_of(context: ContexteBudget) -> dict[str, Chart]:
    """Return the charts of the annex, by the sheets that hold their data."""
    charts = {AXES: context.graphique_sources, EXERCICES: context.graphique_exercices}
    return {sheet: chart for sheet, chart in charts.items() if chart}


def _programme(annexe: AnnexeBudgetaire) -> Feuille:
    rows: list[Rangee] = []
    above = 1
    for axe in annexe.axes:
        label = f"{axe.numero}. {axe.intitule}"
        rows += [
            Rangee((label, f"{f.numero}. {f.intitule}", f.porteur, f.cout, f.subvention_p104))
            for f in axe.fiches
        ]
        sums = (_sum_to("D", above, axe.total_cout), _sum_to("E", above, axe.total_subvention_p104))
        texts = (label, f"Sous-total de l’axe {axe.numero}", ALL_HOLDERS)
        rows.append(Rangee((*texts, *sums), total=True))
        above = len(rows) + 1
    sums = (_sum_to("D", 1, annexe.total_cout), _sum_to("E", 1, annexe.total_subvention_p104))
    rows.append(Rangee(("Total", "Ensemble des axes", ALL_HOLDERS, *sums), total=True))
    last = len(rows) + 1
    share = _part(f"E{last}", f"D{last}", annexe.part_subvention_p104)
    subventions = Formule(f"E{last}", annexe.total_subvention_p104)
    rows.append(Rangee(("Part de l’État", annexe.libelle_part, "sans objet", share, subventions)))
    head = ("Axe", "Fiche-action", "Porteur", "Coût prévisionnel", "Montant demandé")
    return Feuille("Programmation", head, tuple(rows), textes=3)


def _sources(annexe: AnnexeBudgetaire) -> Feuille:
    whole = annexe.total_financements
    last = len(annexe.sources) + 2
    rows = [
        Rangee((s.libelle, s.montant, _part(f"B{row}", f"B${last}", s.part)))
        for row, s in enumerate(annexe.sources, 2)
    ]
    part = _part(f"B{last}", f"B${last}", ratio(whole, whole))
    total = Rangee(("Total des financements", _sum_to("B", 1, whole), part), total=True)
    head = ("Source de financement", "Montant", "Part du total")
    return Feuille("Sources", head, (*rows, total))


def _crossed(annexe: AnnexeBudgetaire) -> Feuille:
    columns = [_letter(n) for n in range(1, 2 + len(annexe.sources))]
    sources = columns[:-1]
    rows = [
        Rangee((f"{axe.numero}. {axe.intitule}", *axe.financements, _across(sources, row, axe)))
        for row, axe in enumerate(annexe.axes, 2)
    ]
    amounts = [*zip(*(axe.financements for axe in annexe.axes), strict=True)]
    amounts.append(tuple(axe.total_financements for axe in annexe.axes))
    sums = (_sum_to(c, 1, sum(a, Decimal(0))) for c, a in zip(columns, amounts, strict=True))
    total = Rangee(("Total", *sums), total=True)
    head = ("Axe", *(source.libelle for source in annexe.sources), "Total")
    return Feuille(AXES, head, (*rows, total))


def _letter(column: int) -> str:
    """Return the name of a column, counted from 0: A, B… Z, AA."""
    first, last = divmod(column, len(ascii_uppercase))
    return (ascii_uppercase[first - 1] if first else "") + ascii_uppercase[last]


def _across(columns: Sequence[str], row: int, axe: LigneAxe) -> Formule:
    formula = f"SUM({columns[0]}{row}:{columns[-1]}{row})" if columns else "0"
    return Formule(formula, axe.total_financements)


def _pictures(charts: dict[str, Chart]) -> Feuille:
    """Return what the charts show, in words, above them."""
    rows = tuple(Rangee((chart.title, chart.alt)) for chart in charts.values())
    return Feuille(GRAPHIQUES, ("Graphique", "Ce qu’il montre"), rows, textes=2, largeur=TEXTS)


def _years(annexe: AnnexeBudgetaire) -> Feuille:
    rows = []
    for row, year in enumerate(annexe.exercices, 2):
        left: Cellule = year.solde
        if isinstance(left, Decimal):
            left = Formule(f"B{row}-C{row}", left)
        rows.append(Rangee((year.libelle, year.contribution, year.total_subvention_p104, left)))
    head = ("Exercice", "Contribution", "Montant demandé", "Solde")
    return Feuille(EXERCICES, head, tuple(rows))


def _sum_to(column: str, start: int, value: Decimal) -> Formule:
    """Return the sum of a column from row `start` to the row above; inner sums are left out."""
    return Formule(f"SUBTOTAL(9,{column}{start}:INDEX({column}:{column},ROW()-1))", value)


def _part(part: str, whole: str, value: Pourcentage) -> Formule:
    return Formule(f"IF({whole}=0,0,{part}/{whole})", value)
