"""`Historique`: a contract as signed, its avenants, and each state of the contract.

Each state is computed once: the beginning of a history shares the states of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

from ctai_docs.contract.avenants.applying import apply, placed
from ctai_docs.contract.avenants.impact import Impact, impacted
from ctai_docs.contract.avenants.messages import NUMBER
from ctai_docs.contract.model import Contrat
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.yaml import Positions


@dataclass(frozen=True)
class Passage:
    """An avenant, between the contract before it and the contract after it."""

    avenant: Avenant
    avant: Contrat
    apres: Contrat

    @cached_property
    def impact(self) -> Impact:
        """The fiches and the articles that the avenant changed."""
        return impacted(self.avant, self.apres)


@dataclass(frozen=True)
class Historique:
    """A contract as signed, and its avenants in order: what renders avenants in Python.

    `etats` are its states, `en_vigueur` is the last one. They raise `CtaiError` at the first
    avenant that does not fit the contract, or whose number is not the one that follows.

    Examples:
        >>> contrat = ctai_docs.load("examples/metz_2026").contrat
        >>> change = ctai_docs.Modifier(modifier="territoire", avant="Metz", apres="Metz et Woippy")
        >>> avenant = ctai_docs.Avenant(numero=1, changements=(change,))
        >>> historique = ctai_docs.Historique(contrat, (avenant,))
        >>> historique.en_vigueur.territoire
        'Metz et Woippy'
        >>> ctai_docs.render_avenant(historique, 1).nom
        'avenants/avenant-01.docx'
    """

    initial: Contrat
    avenants: tuple[Avenant, ...] = ()
    positions: tuple[Positions, ...] = field(default=(), repr=False, compare=False)
    """Where each avenant was typed, for errors; none where no file was read."""
    entier: Historique | None = field(default=None, repr=False, compare=False)
    """The longer history that this one is the beginning of, if any."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Each avenant with the contract before and after.

        Raise `CtaiError` at the first avenant that does not fit, or is out of order.
        """
        if self.entier:
            return self.entier.passages[: len(self.avenants)]
        return tuple(self._made())

    def _made(self) -> Iterator[Passage]:
        contrat = self.initial
        for rank, (avenant, where) in enumerate(zip_longest(self.avenants, self.positions), 1):
            if avenant.numero != rank:
                wrong = NUMBER.at(("numero",), numero=avenant.numero, attendu=rank)
                raise CtaiError(placed([wrong], avenant, where))
            before, contrat = contrat, apply(contrat, avenant, where)
            yield Passage(avenant, before, contrat)

    @property
    def etats(self) -> tuple[Contrat, ...]:
        """The contract as signed, then after each avenant: the last one is in force."""
        return (self.initial, *(passage.apres for passage in self.passages))

    @property
    def en_vigueur(self) -> Contrat:
        """The contract in force."""
        return self.etats[-1]

    def jusqu_a(self, count: int) -> Historique:
        """Return the history of the contract with its first `count` avenants alone."""
        whole = self.entier or self
        return Historique(self.initial, self.avenants[:count], self.positions[:count], whole)


def apply_all(contrat: Contrat, avenants: Iterable[Avenant]) -> Contrat:
    """Return the contract after these avenants. Raise `CtaiError` as `Historique` does."""
    return Historique(contrat, tuple(avenants)).en_vigueur
