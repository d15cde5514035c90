"""`Origins`: where each value of the contract in force was typed, in a dossier with avenants.

A path of the contract in force counts elements as they are now. What an avenant wrote last is in
its file; all else is in the files of the contract as signed, where elements stand at other ranks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from ctai_docs.contract.avenants.history import Historique
from ctai_docs.contract.avenants.slots import ROOT, Slot, key_field
from ctai_docs.contract.avenants.tree import Tree, named, tree
from ctai_docs.contract.model.avenant import (
    Ajouter,
    AjouterFiche,
    Avenant,
    Changement,
    Modifier,
    RemplacerFiche,
)
from ctai_docs.machine.findings import Finding, Path
from ctai_docs.machine.yaml import Positions

_NEW = {Modifier: "apres", Ajouter: "element", AjouterFiche: "fiche", RemplacerFiche: "fiche"}
"""The key of a change under which the new value stands."""


class _Written(NamedTuple):
    """What an avenant wrote: the path of the value, and where it stands in the file."""

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
        return positions.place([replace(finding, path=path)])[0]

    def _origin(self, path: Path) -> tuple[Path, Positions]:
        steps = named(self._trees[1], path)
        for steps_of, start, positions in self._written:
            if steps[: len(steps_of)] == steps_of:
                return (*start, *path[len(steps_of) :]), positions
        return tuple(_ranks(self._trees[0], steps)), self._positions

    @cached_property
    def _trees(self) -> tuple[Tree, Tree]:
        return tree(self._historique.initial), tree(self._historique.en_vigueur)


def _written(avenant: Avenant, positions: Positions) -> Iterator[_Written]:
    """Yield what an avenant wrote, in the order of its changes."""
    for number, change in enumerate(avenant.changements):
        if name := _NEW.get(type(change)):
            yield _Written(_after(change), ("changements", number, name), positions)


def _after(change: Changement) -> tuple[str, ...]:
    """Return the path of what a change leaves, which a fiche may have renamed."""
    return ("fiches", change.fiche.cle) if isinstance(change, RemplacerFiche) else change.etapes


def _ranks(node: Tree, steps: tuple[str, ...]) -> Iterator[str | int]:
    """Yield a path with ranks in place of keys, as far as the tree has it."""
    slot: Slot | None = ROOT
    for step in steps:
        key = key_field(slot.element) if slot and slot.element else None
        rank = _rank(node, step, key)
        if rank is None:
            return
        yield rank
        node, slot = node[rank], slot and slot.child(step)


def _rank(node: Tree, step: str, key: str | None) -> str | int | None:
    if isinstance(node, list):
        if key is None:
            return int(step) if step.isdecimal() and int(step) < len(node) else None
        return next((n for n, item in enumerate(node) if item[key] == step), None)
    return step if isinstance(node, dict) and step in node else None
