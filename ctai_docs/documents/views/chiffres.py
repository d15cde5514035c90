"""The figures of the summary budget annex: the rows that Word, the workbook and charts share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ctai_docs.contract.form import SourceFinancement
from ctai_docs.contract.model import Axe, Contrat, Exercice, FicheAction
from ctai_docs.contract.model.budget import ZERO, total_apport


class Pourcentage(Decimal):
    """A ratio that is printed as a whole percentage."""


def ratio(part: Decimal, whole: Decimal) -> Pourcentage:
    """Return the part over the whole, 0 where there is no whole."""
    return Pourcentage(part / whole if whole else ZERO)


@dataclass(frozen=True, slots=True)
class LigneFiche:
    """A fiche in the annex. Amounts in euros."""

    numero: str
    intitule: str
    porteur: str
    cout: Decimal
    subvention_p104: Decimal


@dataclass(frozen=True, slots=True)
class LigneAxe:
    """An axis with its fiches and sub-totals, in euros."""

    numero: int
    intitule: str
    fiches: tuple[LigneFiche, ...]
    financements: tuple[Decimal, ...]
    """The amount of each source of the annex, in the order of the sources."""

    @property
    def total_cout(self) -> Decimal:
        """Sum of the costs of its actions."""
        return sum((f.cout for f in self.fiches), ZERO)

    @property
    def total_subvention_p104(self) -> Decimal:
        """Sum of the P104 money that they ask for."""
        return sum((f.subvention_p104 for f in self.fiches), ZERO)

    @property
    def total_financements(self) -> Decimal:
        """Sum of what its sources bring."""
        return sum(self.financements, ZERO)


@dataclass(frozen=True, slots=True)
class LigneSource:
    """A source of financing, its amount in euros and its part of the whole."""

    libelle: str
    montant: Decimal
    part: Pourcentage


@dataclass(frozen=True, slots=True)
class LigneExercice:
    """A budget year: what the State gives, what fiches ask for, what is left. In euros."""

    libelle: str
    contribution: Decimal | str
    total_subvention_p104: Decimal | str
    solde: Decimal | str


@dataclass(frozen=True, slots=True)
class AnnexeBudgetaire:
    """The figures of the annex."""

    axes: tuple[LigneAxe, ...]
    sources: tuple[LigneSource, ...]
    exercices: tuple[LigneExercice, ...]

    @property
    def total_cout(self) -> Decimal:
        """Sum of the costs of all actions."""
        return sum((a.total_cout for a in self.axes), ZERO)

    @property
    def total_subvention_p104(self) -> Decimal:
        """Sum of the P104 money that all actions ask for."""
        return sum((a.total_subvention_p104 for a in self.axes), ZERO)

    @property
    def total_financements(self) -> Decimal:
        """Sum of what all sources bring."""
        return sum((source.montant for source in self.sources), ZERO)

    @property
    def libelle_part(self) -> str:
        """What the row of this part is called."""
        return "Dont montant de la subvention sur les crédits du programme 104"

    @property
    def part_subvention_p104(self) -> Pourcentage:
        """The P104 money over the total cost."""
        return ratio(self.total_subvention_p104, self.total_cout)


def summary(contrat: Contrat) -> AnnexeBudgetaire:
    """Return the figures of the annex: by fiche and axis, by source, by budget year."""
    whole = contrat.apports(contrat.fiches)
    bringing = {source: amount for source, amount in whole.items() if amount}
    total = _sum(whole.values())
    return AnnexeBudgetaire(
        axes=tuple(_axis(contrat, axe, bringing) for axe in contrat.axes if contrat.fiches_de(axe)),
        sources=tuple(LigneSource(s.nom, a, ratio(a, total)) for s, a in bringing.items()),
        exercices=tuple(_year(contrat, exercice) for exercice in contrat.exercices),
    )


def _axis(contrat: Contrat, axe: Axe, sources: Iterable[SourceFinancement]) -> LigneAxe:
    fiches = contrat.fiches_de(axe)
    apports = contrat.apports(fiches)
    return LigneAxe(
        contrat.numero_axe(axe),
        axe.intitule,
        tuple(fiche_line(contrat, fiche) for fiche in fiches),
        tuple(apports[source] for source in sources),
    )


def fiche_line(contrat: Contrat, fiche: FicheAction) -> LigneFiche:
    """Return the row of a fiche."""
    budget = fiche.budget
    return LigneFiche(
        contrat.numeros[fiche.cle],
        fiche.intitule,
        fiche.porteur,
        budget.cout,
        budget.subvention_p104 or ZERO,
    )


def _year(contrat: Contrat, exercice: Exercice) -> LigneExercice:
    contribution = contrat.contribution_etat(exercice)
    given = contribution.montant if contribution else None
    budgets = [f.budget for f in contrat.fiches if contrat.exercice(f) is exercice]
    total = total_apport("subvention_p104", budgets)
    return LigneExercice(
        exercice.cle,
        "non chiffrée" if given is None else given,
        total if budgets else "à programmer",
        given - total if budgets and given is not None else "sans objet",
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
