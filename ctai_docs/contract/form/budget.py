"""The lines of the budget as the form has them, and the table of the sources that pay.

The edition states, beside the label of a line, all that code reads of it: whether the line is a
source, whether the money is the State's, whether the amount of an axis counts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ctai_docs.contract.form.data import Libelle

OWN_LINES = "propres"
"""The last step of the key of the lines that an action adds to a group."""


class Sorte(StrEnum):
    """What a line of the budget is to the plan of financing."""

    SOURCE = "source"
    """It pays: its amount is added to the others."""
    GROUPE = "groupe"
    """It sums the sources whose keys begin with its key, and the lines that an action adds."""
    PARTIE = "partie"
    """It is a part of another source, whose key its key begins with: counted there already."""
    TOTAL = "total"
    """The cost of the action."""
    RATIO = "ratio"
    """It follows from the cost, and adds nothing."""


class LigneBudget(Libelle):
    """A line of the budget: a source, where only its key and label are given."""

    sorte: Sorte = Sorte.SOURCE
    etat: bool = False
    """Whether it is the State's money."""
    contrat: bool = False
    """Whether the contract counts it in the amount of an axis."""
    source: str = ""
    """Its name among the sources of the budget annex, where that is not its short title."""
    propres: str = ""
    """Of a group: the name, among the sources, of the lines that an action adds to it."""

    @property
    def nom(self) -> str:
        """Its name among the sources: « Programme 147 » for the line « dont programme 147 »."""
        return self.source or _capital(self.court.removeprefix("dont ").removeprefix("Dont "))

    def holds(self, cle: str) -> bool:
        """Tell whether a key stands under this group."""
        return self.sorte is Sorte.GROUPE and cle.startswith(f"{self.cle}.")


@dataclass(frozen=True, slots=True)
class SourceFinancement:
    """A source of financing: its key, by which a budget tells its amount, and its words."""

    cle: str
    libelle: str
    nom: str
    etat: bool = False
    contrat: bool = False


def sources_of(lines: Sequence[LigneBudget]) -> Iterator[SourceFinancement]:
    """Yield the sources in the order of the form; a group ends with the lines of the action."""
    ended = ends_of_groups(lines)
    for line in lines:
        if line.sorte is Sorte.SOURCE:
            yield SourceFinancement(line.cle, line.libelle, line.nom, line.etat, line.contrat)
        if group := ended.get(line.cle):
            yield SourceFinancement(
                f"{group.cle}.{OWN_LINES}", group.libelle, group.propres or group.nom
            )


def ends_of_groups(lines: Sequence[LigneBudget]) -> dict[str, LigneBudget]:
    """Return each group by the key of its last line, which the action's own lines follow."""
    ends: dict[str, LigneBudget] = {}
    for group in lines:
        if group.sorte is Sorte.GROUPE:
            last = [line for line in lines if line is group or group.holds(line.cle)][-1]
            ends[last.cle] = group
    return ends


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
