"""The figures of the summary budget annex: the rows that Word, the workbook and charts share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ctai_docs.contract.form import load_edition
from ctai_docs.contract.model import Axe, Contrat, Exercice, FicheAction

ZERO = Decimal(0)


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
    demande: Decimal


@dataclass(frozen=True, slots=True)
class LigneAxe:
    """An axis with its fiches and sub-totals, in euros."""

    numero: int
    intitule: str
    fiches: tuple[LigneFiche, ...]
    montant_contrat: Decimal
    financements: tuple[Decimal, ...]
    """What each source of the annex brings to it, in their order."""

    @property
    def cout(self) -> Decimal:
        """Sum of the costs of its actions."""
        return sum((f.cout for f in self.fiches), ZERO)

    @property
    def demande(self) -> Decimal:
        """Sum of the P104 money asked for."""
        return sum((f.demande for f in self.fiches), ZERO)

    @property
    def finance(self) -> Decimal:
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
    demande: Decimal | str
    solde: Decimal | str


@dataclass(frozen=True, slots=True)
class Annexe:
    """The figures of the annex."""

    axes: tuple[LigneAxe, ...]
    sources: tuple[LigneSource, ...]
    exercices: tuple[LigneExercice, ...]

    @property
    def cout(self) -> Decimal:
        """Total cost of all actions."""
        return sum((a.cout for a in self.axes), ZERO)

    @property
    def demande(self) -> Decimal:
        """Total P104 money asked for."""
        return sum((a.demande for a in self.axes), ZERO)

    @property
    def part_p104(self) -> Pourcentage:
        """The P104 money over the total cost."""
        return ratio(self.demande, self.cout)


def summary(contrat: Contrat) -> Annexe:
    """Return the figures of the annex: by fiche and axis, by source, by budget year."""
    sources = tuple(_sources(contrat))
    brought = [source.libelle for source in sources]
    return Annexe(
        axes=tuple(_axis(contrat, axe, brought) for axe in contrat.axes if contrat.fiches_de(axe)),
        sources=sources,
        exercices=tuple(_year(contrat, exercice) for exercice in contrat.exercices),
    )


def _axis(contrat: Contrat, axe: Axe, sources: Iterable[str]) -> LigneAxe:
    fiches = contrat.fiches_de(axe)
    amounts = _amounts(contrat, fiches)
    return LigneAxe(
        contrat.numero_axe(axe),
        axe.intitule,
        tuple(fiche_line(contrat, fiche) for fiche in fiches),
        contrat.montant_axe(axe),
        tuple(amounts[source] for source in sources),
    )


def fiche_line(contrat: Contrat, fiche: FicheAction) -> LigneFiche:
    """Return the row of a fiche."""
    budget = fiche.budget
    return LigneFiche(
        contrat.numeros[fiche.cle], fiche.intitule, fiche.porteur, budget.total, budget.p104
    )


def _sources(contrat: Contrat) -> list[LigneSource]:
    """Return the sources that bring something, in the order of the form."""
    amounts = _amounts(contrat, contrat.fiches)
    whole = _sum(amounts.values())
    return [LigneSource(k, a, ratio(a, whole)) for k, a in amounts.items() if a]


def _amounts(contrat: Contrat, fiches: Iterable[FicheAction]) -> dict[str, Decimal]:
    """Return what each source brings to these fiches, in euros, nothing included."""
    budgets = [fiche.budget for fiche in fiches]
    amounts: dict[str, Decimal] = {
        "État, action 12 du programme 104": _sum(b.p104 for b in budgets),
        "Reliquats de l'exécution n-1 (programme 104)": _sum(b.reliquats or ZERO for b in budgets),
        "Contribution de la collectivité": _sum(b.contribution_collectivite.total for b in budgets),
    }
    for label in load_edition(contrat.edition).budget:
        if label.cle.startswith("autres_financeurs."):
            name = label.cle.partition(".")[2]
            lines = [b.autres_financeurs.lignes.get(name) for b in budgets]
            wording = label.court.removeprefix("dont ").removeprefix("Dont ")
            amounts[wording[0].upper() + wording[1:]] = _sum(
                (line.montant or ZERO) for line in lines if line
            )
    amounts["Autres financements propres aux actions"] = _sum(
        p.montant or ZERO for b in budgets for p in b.autres_financeurs.propres
    )
    return amounts


def _year(contrat: Contrat, exercice: Exercice) -> LigneExercice:
    contribution = contrat.contribution_etat(exercice)
    given = contribution.montant if contribution else None
    fiches = [f for f in contrat.fiches if contrat.exercice(f) is exercice]
    asked = _sum(f.budget.p104 for f in fiches)
    return LigneExercice(
        exercice.cle,
        "non chiffrée" if given is None else given,
        asked if fiches else "à programmer",
        given - asked if fiches and given is not None else "sans objet",
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
