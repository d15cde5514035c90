"""`Origins`: where each value of the contract in force was typed, in a dossier with avenants.

A path of the contract in force counts elements as they are now. A value that an avenant wrote is
in the file of the last one; others are in the files of the contract as signed, at other ranks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ctai_docs.contract.avenants.history import Historique
from ctai_docs.contract.model.avenant import (
    Ajouter,
    AjouterFiche,
    Avenant,
    Changement,
    Modifier,
    RemplacerFiche,
)
from ctai_docs.contract.model.walk import by_keys, by_ranks, placed
from ctai_docs.machine.findings import Finding, Location, Path
from ctai_docs.machine.yaml import Positions

_NEW = {Modifier: "apres", Ajouter: "element", AjouterFiche: "fiche", RemplacerFiche: "fiche"}
"""The key of a change under which the new value stands."""


class _Written(NamedTuple):
    """A value that an avenant wrote: its path in the contract, and its path in the file."""

    steps: tuple[str, ...]
    path: Path
    positions: Positions


class Origins:
    """The places of the values of a contract in force."""

    def __init__(self, historique: Historique, positions: Positions) -> None:
        self._historique = historique
        self._positions = positions
        read = zip(historique.avenants, historique.positions, strict=True)
        self._written = [w for each in read for w in _written(*each)][::-1]

    def place(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings with their place in a file, and their path inside that file."""
        return [self._placed(finding) for finding in findings]

    def _placed(self, finding: Finding) -> Finding:
        if finding.where:
            return finding
        path, positions = self._origin(finding.path)
        others = tuple(map(self.locate, finding.autres))
        typed = replace(finding, path=path, keys=(), ailleurs=others)
        if positions is self._positions:
            return placed(self._historique.initial, [typed], positions)[0]
        return positions.place([typed])[0]

    def locate(self, path: Path) -> Location:
        """Return the place of the value at a path of the contract in force."""
        inner, positions = self._origin(path)
        return positions.locate(inner)

    def _origin(self, path: Path) -> tuple[Path, Positions]:
        """Return where a value was typed: its path in the data of a file, and its positions."""
        steps = by_keys(self._historique.en_vigueur, path)
        for steps_of, start, positions in self._written:
            if steps[: len(steps_of)] == steps_of:
                return (*start, *path[len(steps_of) :]), positions
        return by_ranks(self._historique.initial, steps), self._positions


def _written(avenant: Avenant, positions: Positions) -> Iterator[_Written]:
    """Yield what an avenant wrote, in the order of its changes."""
    for number, change in enumerate(avenant.changements):
        if name := _NEW.get(type(change)):
            yield _Written(_after(change), ("changements", number, name), positions)


def _after(change: Changement) -> tuple[str, ...]:
    """Return the path of a value after its change: a fiche that replaces another may rename it."""
    return ("fiches", change.fiche.cle) if isinstance(change, RemplacerFiche) else change.etapes
