"""A contract as a tree that can be changed, and the places in it.

A tree is a `dict` for a model or a table, a `list` for a list, and leaves as the model holds them
(`Decimal`, `date`, `Cible`, `Texte`…), defaults filled in: the model reads it back as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from ctai_docs.contract.model import Modele
from ctai_docs.contract.model.slots import ROOT, Slot
from ctai_docs.contract.model.walk import Value, children

Tree: TypeAlias = Any
"""A `dict`, a `list` or a leaf, as the module says."""


class _Absent:
    """The absence of a value, where None is a value."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


def tree(value: Value) -> Tree:
    """Return a value of the model as a tree."""
    if isinstance(value, tuple):
        return [tree(item) for item in value]
    if isinstance(value, (Modele, Mapping)):
        return {name: tree(inner) for name, inner in children(value)}
    return value


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a tree: what holds it, its name there, and what the model says of it."""

    holder: Tree
    name: str
    slot: Slot
    key: str | None
    """In a list, the field by which its elements are named."""

    @property
    def ranks(self) -> list[int]:
        """In a list, where elements of this name are."""
        return [n for n, item in enumerate(self.holder) if item[self.key] == self.name]

    @property
    def siblings(self) -> list[str]:
        """All names that the holder has."""
        return [str(item[self.key]) for item in self.holder] if self.key else list(self.holder)

    @property
    def value(self) -> Tree:
        """What is there, `ABSENT` where nothing is."""
        if self.key:
            return self.holder[self.ranks[0]] if self.ranks else ABSENT
        return self.holder.get(self.name, ABSENT)

    def put(self, value: Tree) -> None:
        """Replace what is there."""
        self.holder[self.ranks[0] if self.key else self.name] = value

    def drop(self) -> None:
        """Take away what is there."""
        self.holder.pop(self.ranks[0] if self.key else self.name)

    def beside(self, name: str) -> Spot:
        """Return the place of another name in the same holder."""
        return Spot(self.holder, name, self.slot, self.key)


def spots(node: Tree, steps: tuple[str, ...]) -> Iterator[Spot]:
    """Yield the place of each name of a path; stop after the first empty one."""
    slot = ROOT
    for step in steps:
        inside = slot.child(step)
        if not isinstance(node, (dict, list)) or inside is None:
            return
        spot = Spot(node, step, inside, slot.key)
        yield spot
        slot, node = inside, spot.value
