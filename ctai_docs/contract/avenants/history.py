"""`Historique`: a contract as signed, its avenants, and each state that it went through."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ctai_docs.contract.avenants.apply import apply
from ctai_docs.contract.model import Contrat
from ctai_docs.contract.model.avenant import Avenant


@dataclass(frozen=True)
class Historique:
    """A contract as signed, and its avenants in order."""

    initial: Contrat
    avenants: tuple[Avenant, ...] = ()

    @cached_property
    def etats(self) -> tuple[Contrat, ...]:
        """The contract as signed, then after each avenant: the last one is in force."""
        states = [self.initial]
        for avenant in self.avenants:
            states.append(apply(states[-1], avenant))
        return tuple(states)

    @property
    def en_vigueur(self) -> Contrat:
        """The contract in force."""
        return self.etats[-1]

    def jusqu_a(self, count: int) -> Historique:
        """Return the contract as it was after its first avenants, so many of them."""
        return Historique(self.initial, self.avenants[:count])
