"""A contract as a tree that can be changed, and the places in it.

A tree is a `dict` for a model or a table, a `list` for a list, and leaves as the model holds them
(`Decimal`, `date`, `Cible`, `Texte`…), defaults filled in: the model reads it back as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from ctai_docs.contract.avenants.slots import ROOT, Slot, key_field
from ctai_docs.contract.form import load_clauses
from ctai_docs.contract.model import Article, Modele
from ctai_docs.machine.findings import Path

Tree: TypeAlias = Any
"""A `dict`, a `list` or a leaf, as the module says."""


Value: TypeAlias = Any
"""A value of the model: a model, a tuple, a dictionary or a leaf."""


class _Absent:
    """Stands for no value at all, where None is one."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


def tree(value: object) -> Tree:
    """Return a value of the model as a tree."""
    if isinstance(value, Modele):
        named = {name: tree(getattr(value, name)) for name in type(value).model_fields}
        return named | {name: tree(v) for name, v in (value.__pydantic_extra__ or {}).items()}
    if isinstance(value, tuple):
        return [tree(item) for item in value]
    if isinstance(value, Mapping):
        return {key: tree(item) for key, item in value.items()}
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
    """Yield the place of each name of a path; stop after one where nothing is."""
    slot = ROOT
    for step in steps:
        inside = slot.child(step)
        if not isinstance(node, (dict, list)) or inside is None:
            return
        spot = Spot(node, step, inside, key_field(slot.element) if slot.element else None)
        yield spot
        slot, node = inside, spot.value


def named(node: Tree, path: Path) -> tuple[str, ...]:
    """Return a path of pydantic (`fiches`, 7, `axe`) with keys in place of ranks."""
    slot: Slot | None = ROOT
    steps = []
    for step in path:
        key = key_field(slot.element) if slot and slot.element else None
        node = node[step] if _has(node, step) else None
        steps.append(str(node[key]) if key and node else str(step))
        slot = slot and slot.child(steps[-1])
    return tuple(steps)


def _has(node: Tree, step: str | int) -> bool:
    if isinstance(node, list):
        return isinstance(step, int) and step < len(node)
    return isinstance(node, dict) and step in node


def lookup(value: Value, steps: tuple[str, ...]) -> Value:
    """Return the value of the model at a path, None where nothing is."""
    for step in steps:
        value = _inside(value, step)
    return value


def _inside(value: Value, step: str) -> Value:
    if isinstance(value, Modele):
        known = step in type(value).model_fields
        return getattr(value, step) if known else (value.__pydantic_extra__ or {}).get(step)
    if isinstance(value, tuple):
        keyed = (item for item in value if isinstance(item, Modele))
        return next((i for i in keyed if getattr(i, key_field(type(i)) or "", None) == step), None)
    return value.get(step) if isinstance(value, dict) else None


def usual_articles() -> tuple[Article, ...]:
    """Return the articles that a contract without any stands for: the usual standard clauses."""
    return tuple(Article(cle=clause.cle) for clause in load_clauses().usuelles)
