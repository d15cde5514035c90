"""What the model says of a place in a contract: its type, its constraints, its label.

Walks types, not values: `exercices.2027.contributions.etat.montant` is an amount whether or not
the contract has that year. Generic: a field added to the model is reached at once.

The key of a model is its first field, when that is a `Cle`: `cle`, but also `payeur` and `partie`.
A list of such models is reached by keys; any other list is one value.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ctai_docs.contract.model import Cle, Contrat

Type: TypeAlias = Any
"""An annotation, which the type system cannot type."""

_KEY_MARK = get_args(Cle)[1]


@dataclass(frozen=True, slots=True)
class Slot:
    """One place: its type, the label that people read, and its value when nothing is typed."""

    type: Type
    """The annotation, constraints included."""
    libelle: str
    default: object = PydanticUndefined
    entry: bool = False
    """Whether it is an entry of a table, which may be absent."""

    @property
    def optional(self) -> bool:
        """Whether it may hold nothing."""
        return any(member is NoneType for member in _members(self.type))

    @property
    def holder(self) -> Type:
        """The model, list or table among the types that it allows; None for a plain value."""
        return next(filter(_holds, _members(self.type)), None)

    @property
    def model(self) -> type[BaseModel] | None:
        """The model it holds, None where it holds something else."""
        holder = self.holder
        return holder if isinstance(holder, type) and issubclass(holder, BaseModel) else None

    @property
    def element(self) -> type[BaseModel] | None:
        """The model of the elements of a list reached by keys."""
        return _keyed_element(self.holder)

    def child(self, step: str) -> Slot | None:
        """Return the place of this name inside, None where the model has none."""
        holder = self.holder
        if self.model:
            return _of_model(self.model, step)
        if element := self.element:
            return Slot(element, step)
        if _origin(holder) is dict:
            return Slot(get_args(holder)[1], step, entry=True)
        return None

    @property
    def names(self) -> tuple[str, ...]:
        """The names that the model gives to what is inside."""
        return tuple(self.model.model_fields) if self.model else ()


ROOT = Slot(Contrat, "Contrat")


def slots(steps: tuple[str, ...]) -> Iterator[Slot]:
    """Yield the place of each name of a path; stop short where the model has none."""
    slot: Slot | None = ROOT
    for step in steps:
        slot = slot and slot.child(step)
        if slot is None:
            return
        yield slot


@cache
def key_field(model: type[BaseModel]) -> str | None:
    """Return the field by which elements of this model are named, None where there is none."""
    name, field = next(iter(model.model_fields.items()), ("", None))
    if field is None:
        return None
    marks = [*field.metadata, *(m for t in get_args(field.annotation) for m in get_args(t)[1:])]
    return name if _KEY_MARK in marks else None


@cache
def _of_model(model: type[BaseModel], step: str) -> Slot | None:
    if field := model.model_fields.get(step):
        default = field.get_default(call_default_factory=True, validated_data={})
        return Slot(_annotated(field), field.title or step, default)
    extra = _extra_type(model)
    return None if extra is None else Slot(extra, step, entry=True)


def _annotated(field: FieldInfo) -> Type:
    """Return the annotation of a field with its constraints."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def _extra_type(model: type[BaseModel]) -> Type:
    """Return the type of the keys that the model does not name, None where it refuses them."""
    if model.model_config.get("extra") != "allow":
        return None
    owners = (k for k in model.__mro__ if "__pydantic_extra__" in inspect.get_annotations(k))
    declared = inspect.get_annotations(next(owners), eval_str=True)["__pydantic_extra__"]
    return get_args(declared)[1]


def _members(annotation: Type) -> Iterator[Type]:
    """Yield the types that an annotation allows, unions opened."""
    if _origin(annotation) is Annotated:
        yield from _members(get_args(annotation)[0])
    elif _origin(annotation) in (Union, UnionType):
        for member in get_args(annotation):
            yield from _members(member)
    else:
        yield annotation


def _origin(annotation: Type) -> Type:
    return get_origin(annotation)


def _holds(annotation: Type) -> bool:
    origin = _origin(annotation)
    return origin in (tuple, dict) or (
        isinstance(annotation, type) and issubclass(annotation, BaseModel)
    )


def _keyed_element(holder: Type) -> type[BaseModel] | None:
    if _origin(holder) is not tuple:
        return None
    element = next(filter(_holds, _members(get_args(holder)[0])), None)
    keyed = isinstance(element, type) and issubclass(element, BaseModel) and key_field(element)
    return element if keyed else None
