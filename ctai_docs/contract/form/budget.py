"""The lines of the budget as the form has them, and the table of the sources that pay.

What code must know of a line stands in the edition beside its label: whether it is a source,
whether the money is the State's, whether the contract counts it in the amount of an axis.
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
    """It sums the sources whose keys begin with its own, and the lines that an action adds."""
    PARTIE = "partie"
    """It is a part of the source whose key its own begins with: counted there already."""
    TOTAL = "total"
    """The cost of the action."""
    RATIO = "ratio"
    """It follows from the cost, and adds nothing."""


class LigneBudget(Libelle):
    """A line of the budget. A line that says nothing more than its key and label is a source."""

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
class Source:
    """A source of financing: its key, by which a budget tells its amount, and its words."""

    cle: str
    libelle: str
    nom: str
    etat: bool = False
    contrat: bool = False


def sources_of(lines: Sequence[LigneBudget]) -> Iterator[Source]:
    """Yield the sources in the order of the form; a group ends with the lines of the action."""
    ended = ends_of_groups(lines)
    for line in lines:
        if line.sorte is Sorte.SOURCE:
            yield Source(line.cle, line.libelle, line.nom, line.etat, line.contrat)
        if group := ended.get(line.cle):
            yield Source(f"{group.cle}.{OWN_LINES}", group.libelle, group.propres or group.nom)


def ends_of_groups(lines: Sequence[LigneBudget]) -> dict[str, LigneBudget]:
    """Return each group by the key of its last line: the lines of the action come after that."""
    ends: dict[str, LigneBudget] = {}
    for group in lines:
        if group.sorte is Sorte.GROUPE:
            last = [line for line in lines if line is group or group.holds(line.cle)][-1]
            ends[last.cle] = group
    return ends


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
