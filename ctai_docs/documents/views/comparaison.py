"""The budget before and after an avenant: rows that changed, by axis and fiche, and totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ctai_docs.contract.model import Axe, Contrat
from ctai_docs.contract.model.budget import ZERO, total_apport
from ctai_docs.documents.views.formulaire import SANS_OBJET

MontantOuTexte = Decimal | str
Chiffres = tuple[Decimal, Decimal] | None
"""The cost and the P104 money asked for, in euros; None for a row that the contract lacks."""


@dataclass(frozen=True, slots=True)
class LigneComparee:
    """A row: amounts before and after, in euros."""

    libelle: str
    cout_avant: MontantOuTexte
    cout_apres: MontantOuTexte
    subvention_p104_avant: MontantOuTexte
    subvention_p104_apres: MontantOuTexte


@dataclass(frozen=True, slots=True)
class AxeCompare:
    """An axis whose figures changed, or those of its fiches."""

    total: LigneComparee
    fiches: tuple[LigneComparee, ...]


@dataclass(frozen=True, slots=True)
class Comparaison:
    """The rows that changed, and the total of the contract."""

    axes: tuple[AxeCompare, ...]
    total: LigneComparee


def comparison(avant: Contrat, apres: Contrat) -> Comparaison | None:
    """Return the budget before and after, None where nothing of it changed."""
    axes = tuple(_axes(avant, apres))
    if not axes:
        return None
    return Comparaison(axes, _line("Ensemble des axes", _whole(avant), _whole(apres)))


def _axes(avant: Contrat, apres: Contrat) -> Iterator[AxeCompare]:
    for axe in _united(apres.axes, avant.axes):
        old, new = _axis(avant, axe), _axis(apres, axe)
        fiches = tuple(_fiches(avant, apres, axe))
        if fiches or (old or (0, 0)) != (new or (0, 0)):
            holder = apres if axe in apres.axes else avant
            title = f"Axe {holder.numero_axe(axe)}. {axe.intitule}"
            yield AxeCompare(_line(title, old, new), fiches)


def _fiches(avant: Contrat, apres: Contrat, axe: Axe) -> Iterator[LigneComparee]:
    """Yield the fiches of an axis whose figures changed, those that left the contract last."""
    for contrat in (apres, avant):
        for fiche in contrat.fiches:
            gone = fiche.cle not in apres.numeros
            if fiche.axe != axe.cle or (contrat is avant and not gone):
                continue
            old, new = _fiche(avant, fiche.cle), _fiche(apres, fiche.cle)
            if old != new:
                title = f"{contrat.numeros[fiche.cle]}. {fiche.intitule}"
                yield _line(title, old, new)


def _united(first: Iterable[Axe], second: Iterable[Axe]) -> list[Axe]:
    """Return the axes of both, one for each key, the first ones first."""
    found = {axe.cle: axe for axe in first}
    return [*found.values(), *(axe for axe in second if axe.cle not in found)]


def _fiche(contrat: Contrat, cle: str) -> Chiffres:
    found = next((f for f in contrat.fiches if f.cle == cle), None)
    return (found.budget.cout, found.budget.subvention_p104 or ZERO) if found else None


def _axis(contrat: Contrat, axe: Axe) -> Chiffres:
    if axe.cle not in {a.cle for a in contrat.axes}:
        return None
    budgets = [fiche.budget for fiche in contrat.fiches if fiche.axe == axe.cle]
    return sum((b.cout for b in budgets), ZERO), total_apport("subvention_p104", budgets)


def _whole(contrat: Contrat) -> Chiffres:
    return contrat.total_cout, contrat.total_subvention_p104


def _line(title: str, old: Chiffres, new: Chiffres) -> LigneComparee:
    absent = (SANS_OBJET, SANS_OBJET)
    (cost, subvention), (new_cost, new_subvention) = old or absent, new or absent
    return LigneComparee(title, cost, new_cost, subvention, new_subvention)
