"""Walks of the values of a contract. They name no field: one added to the model is visited.

A path goes by ranks, as findings do (`fiches`, 7, `budget`), or by keys, as avenants and people do
(`fiches`, `un-toit`, `budget`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, get_args

from ctai_docs.contract.model.base import Modele
from ctai_docs.contract.model.slots import ROOT, Slot, key_field
from ctai_docs.machine.annotations import (
    Type,
    annotated,
    below,
    extra,
    is_model,
    mark,
    members,
)
from ctai_docs.machine.findings import Finding
from ctai_docs.machine.paths import Path

if TYPE_CHECKING:
    from ctai_docs.machine.yaml import Positions

Value: TypeAlias = Any
"""A value of the model: a model, a tuple, a dictionary or a leaf; or data on the way to one."""

M = TypeVar("M")


def children(value: Value) -> Iterator[tuple[str | int, Value]]:
    """Yield the children of a value with their names or ranks; a leaf has none."""
    if isinstance(value, Modele):
        for name in type(value).model_fields:
            yield name, getattr(value, name)
        yield from (value.__pydantic_extra__ or {}).items()
    elif isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, (tuple, list)):
        yield from enumerate(value)


def inside(value: Value, step: str | int) -> Value:
    """Return the child of a value at a name, a rank or the key of an element; None without one.

    The elements of a list are known by their keys where they are values of the model.
    """
    if isinstance(value, Modele):
        name, fields = str(step), type(value).model_fields
        return (
            getattr(value, name) if name in fields else (value.__pydantic_extra__ or {}).get(name)
        )
    if isinstance(value, (tuple, list)):
        rank = _rank(value, step)
        return value[rank] if isinstance(rank, int) and rank < len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None


def lookup(value: Value, path: Path) -> Value:
    """Return the value at a path, None where there is none."""
    for step in path:
        value = inside(value, step)
    return value


def by_ranks(value: Value, path: Path) -> Path:
    """Return a path with ranks in the place of the keys of elements."""
    steps: list[str | int] = []
    for step in path:
        steps.append(_rank(value, step))
        value = inside(value, steps[-1])
    return tuple(steps)


def by_keys(value: Value, path: Path, root: Slot = ROOT) -> Path:
    """Return a path with keys in the place of ranks, where a key names one element alone.

    `value` may be data that no model has read yet: `root` says what it should be.
    """
    steps: list[str | int] = []
    slot: Slot | None = root
    for step in path:
        name = _key(value, step, slot.key) if slot and slot.key else None
        value = inside(value, step)
        steps.append(step if name is None else name)
        slot = slot and slot.child(steps[-1])
    return tuple(steps)


def _rank(value: Value, step: str | int) -> str | int:
    """Return the rank of the element of a list that a key names; any other step as it is."""
    if isinstance(step, int) or not isinstance(value, (tuple, list)):
        return step
    keys = (getattr(i, key_field(type(i)) or "", None) for i in value if isinstance(i, Modele))
    return next((rank for rank, key in enumerate(keys) if key == step), step)


def _key(items: Value, step: str | int, name: str) -> str | None:
    """Return the key of the element at a rank, None where it has none or another has it too."""
    keys = [inside(item, name) for _, item in children(items)]
    found = keys[step] if isinstance(step, int) and step < len(keys) else None
    return found if isinstance(found, str) and keys.count(found) == 1 else None


def placed(value: Value, findings: Iterable[Finding], positions: Positions) -> list[Finding]:
    """Return the findings about a value with their place in a file, and their path there by keys.

    `value` is the contract that was typed there, or the data of one.
    """
    found = list(findings)
    return [
        replace(there, keys=by_keys(value, finding.path)[len(finding.path) - len(there.path) :])
        for finding, there in zip(found, positions.place(found), strict=True)
    ]


# ---------------------------------------------------------------------- leaves and marks
PlacedLeaf: TypeAlias = tuple[Path, object]
"""A path by ranks, and the value there."""


def field_path(item: Modele, path: Path, name: str | int) -> Path:
    """Return the path of a field: that of the item, where a lone scalar was typed for it."""
    alone = item.abrege == name and item.model_fields_set == {name}
    return path if alone else (*path, name)


def leaves(value: Value, path: Path = ()) -> Sequence[PlacedLeaf]:
    """Return every value that was typed, in its order; what is None is left out.

    Where a lone scalar stands for an object (`porteurs: [CLLAJ]`), the path is that of the scalar.
    """
    return _collected(value, path, [])


def _collected(value: Value, path: Path, found: list[PlacedLeaf]) -> list[PlacedLeaf]:
    """Add the leaves under a value to those found; return these."""
    if isinstance(value, Modele):
        for name, child in children(value):
            if child is not None:
                _collected(child, field_path(value, path, name), found)
    elif isinstance(value, (tuple, dict)):
        for step, child in children(value):
            _collected(child, (*path, step), found)
    elif value is not None:
        found.append((path, value))
    return found


def marked(value: Value, kind: type[M], path: Path = ()) -> Iterator[tuple[Path, Value, M]]:
    """Yield each value whose field bears a mark of this kind: path by ranks, value, mark.

    Where the elements of a list bear the mark, each element is yielded; None is left out.
    """
    model: Type = type(value)
    wanted: Type = kind
    for name, annotation in _marked_fields(model, wanted):
        child = getattr(value, name)
        yield from _marked(annotation, child, kind, field_path(value, path, name))


def _marked(
    annotation: Type, value: Value, kind: type[M], path: Path
) -> Iterator[tuple[Path, Value, M]]:
    if value is None:
        return
    if found := mark(annotation, kind):
        yield path, value, found
    if isinstance(value, Modele):
        yield from marked(value, kind, path)
    elif holder := next((one for one in members(annotation) if get_args(one)), None):
        for step, child in children(value):
            yield from _marked(below(holder, step), child, kind, (*path, step))


@cache
def _marked_fields(model: Type, kind: Type) -> tuple[tuple[str, Type], ...]:
    """Return the fields of a model where a mark of this kind stands, or deeper, and their types."""
    fields = model.model_fields if is_model(model) else {}
    types = {name: annotated(field) for name, field in fields.items()}
    return tuple((name, one) for name, one in types.items() if _bears(one, kind, ()))


def _bears(annotation: Type, kind: Type, passed: tuple[Type, ...]) -> bool:
    """Tell whether a mark of this kind stands on a type or within it."""
    if mark(annotation, kind):
        return True
    for one in members(annotation):
        inner = [annotated(f) for f in one.model_fields.values()] if is_model(one) else []
        inner += [extra(one)] if is_model(one) else get_args(one)
        if one not in passed and any(_bears(i, kind, (*passed, one)) for i in inner):
            return True
    return False
