"""The form as templates print it: the labels of the edition beside the answers of a fiche.

Every answer bears its path in the model (`budget.subvention_p104`), which becomes the tag of its
content control. A row left empty is left out; the blank form shows them all, to be filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ctai_docs.contract.model import (
    Cible,
    Texte,
)

SANS_OBJET = "sans objet"
A_COMPLETER = "à compléter"
Valeur = Decimal | Cible | str


LINE = 88
"""The characters that a line of checkboxes holds, over the whole width of the page."""
PHRASE = 18
"""A value longer than this is read as a phrase, and not compared with those above it."""


@dataclass(frozen=True, slots=True)
class CaseVue:
    """A checkbox: its path, label, short title, whether it is ticked, and its precision."""

    chemin: str
    libelle: str
    titre: str
    cochee: bool
    precision: str = ""

    @property
    def chemin_precision(self) -> str:
        """The path of the precision."""
        return f"{self.chemin}.precision"

    def largeur(self, columns: int) -> int:
        """Return the number of columns that the box spans, to be two lines high at most."""
        length = len(self.libelle) + len(self.precision)
        return min(columns, -(-length * columns // (2 * LINE)))  # rounded up


@dataclass(frozen=True, slots=True)
class Cases:
    """A list of checkboxes, laid out in rows of so many columns."""

    toutes: tuple[CaseVue, ...]
    colonnes: int = 2

    @property
    def rangees(self) -> tuple[tuple[CaseVue, ...], ...]:
        """The rows, from left to right; the last box of a row takes the rest of its width."""
        rows: list[list[CaseVue]] = []
        left = 0
        for case in self.toutes:
            width = case.largeur(self.colonnes)
            if width > left:
                rows.append([])
                left = self.colonnes
            rows[-1].append(case)
            left -= width
        return tuple(map(tuple, rows))


@dataclass(frozen=True, slots=True)
class LigneVue:
    """A row of a table: label and value, and how far it is indented (a « dont » line)."""

    chemin: str
    libelle: str
    titre: str
    valeur: Valeur
    niveau: int = 0
    note: str = ""
    total: bool = False
    precision: str = ""

    @property
    def chemin_precision(self) -> str:
        """The path of the precision."""
        return f"{self.chemin}.precision"

    @property
    def phrase(self) -> bool:
        """Whether the value is a phrase: set to the left, and figures to the right."""
        return not isinstance(self.valeur, Decimal) and len(str(self.valeur)) > PHRASE


@dataclass(frozen=True, slots=True)
class OutilVue:
    """A row of a table of tools."""

    chemin: str
    nom: str
    description: str


@dataclass(frozen=True, slots=True)
class TableVue:
    """A table of indicators with its comment."""

    chemin: str
    lignes: tuple[LigneVue, ...]
    commentaires: Texte | None = None

    @property
    def phrases(self) -> bool:
        """Whether a value is a phrase."""
        return any(row.phrase for row in self.lignes)

    @property
    def presente(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.lignes or self.commentaires)


@dataclass(frozen=True, slots=True)
class BlocVue:
    """A block of qualitative indicators, filled in."""

    chemin: str
    titre: str
    case: CaseVue
    nature_libelle: str
    nature: Cases
    table: TableVue
    outils_libelle: str
    outils_description: str
    outils: tuple[OutilVue, ...]
    texte_libelle: str
    texte: Texte | None

    @property
    def presente(self) -> bool:
        """Whether there is anything to print under its title."""
        return bool(self.nature.toutes or self.texte or self.table.presente or self.outils)


@dataclass(frozen=True, slots=True)
class Formulaire:
    """Every part of the form except plain texts, which the template prints from the fiche."""

    thematiques: Cases
    portage: Cases
    selection: Cases
    partenaires: Cases
    budget: tuple[LigneVue, ...]
    depenses: tuple[LigneVue, ...]
    cout: tuple[LigneVue, ...]
    propres: TableVue
    beneficiaires: TableVue
    acteurs: TableVue
    blocs: tuple[BlocVue, ...]
