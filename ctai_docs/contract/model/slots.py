"""A place in a contract as the model defines it: its type, its marks, its label.

Walks types, not values: `exercices.2027.contributions.etat.montant` is an amount whether or not
the contract has that year. Generic: a field added to the model is reached at once.

The key of a model is its first field, when that is a `Cle`: `cle`, but also `payeur` and `partie`.
A list of such models is reached by keys; any other list is one value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from ctai_docs.contract.model.base import Modele
from ctai_docs.contract.model.contrat import Contrat
from ctai_docs.contract.model.marks import Renvoi, Saisie
from ctai_docs.machine.annotations import (
    Type,
    allows_none,
    annotated,
    below,
    extra,
    is_list,
    is_mapping,
    is_model,
    mark,
    members,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place: its type, the label that people read, and its value when nothing is typed."""

    type: Type
    """The annotation, constraints and marks included."""
    libelle: str
    default: object = PydanticUndefined
    entry: bool = False
    """Whether it is an entry of a table, which may be absent."""

    @property
    def optional(self) -> bool:
        """Whether it may hold nothing."""
        return allows_none(self.type)

    @property
    def saisie(self) -> Saisie | None:
        """The kind of value that is typed there; None for a group, a list, a choice, a number."""
        own = (getattr(member, "__saisie__", None) for member in members(self.type))
        return mark(self.type, Saisie) or next(filter(None, own), None)

    @property
    def renvoi(self) -> Renvoi | None:
        """What the key there refers to, or each key of a list; None where there is no key."""
        element = below(self.holder, 0) if is_list(self.holder) else None
        return mark(self.type, Renvoi) or mark(element, Renvoi)

    @property
    def holder(self) -> Type:
        """The model, list or table among the types that it allows; None for a plain value."""
        return _holder(self.type)

    @property
    def model(self) -> type[BaseModel] | None:
        """The model it holds, None where it holds something else."""
        return self.holder if is_model(self.holder) else None

    @property
    def element(self) -> type[BaseModel] | None:
        """The model of the elements of a list reached by keys."""
        return _element(self.holder)

    @property
    def key(self) -> str | None:
        """The field by which the elements of a list are named, None where they have no key."""
        return key_field(self.element) if self.element else None

    def child(self, step: str | int) -> Slot | None:
        """Return the place of this name inside, None where the model has none."""
        if self.model:
            return _of_model(self.model, str(step))
        if self.element:
            return Slot(self.element, str(step))
        if is_mapping(self.holder):
            return Slot(below(self.holder, step), str(step), entry=True)
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
    return name if field and mark(annotated(field), Saisie) is Saisie.CLE else None


@cache
def _of_model(model: type[BaseModel], step: str) -> Slot | None:
    if field := model.model_fields.get(step):
        default = field.get_default(call_default_factory=True, validated_data={})
        return Slot(annotated(field), field.title or step, default)
    own = extra(model) if issubclass(model, Modele) and model.takes(step) else None
    return None if own is None else Slot(own, step, entry=True)


@cache
def _holder(annotation: Type) -> Type:
    kinds = (is_list, is_mapping, is_model)
    holds = (one for one in members(annotation) if any(is_kind(one) for is_kind in kinds))
    return next(holds, None)


@cache
def _element(holder: Type) -> type[BaseModel] | None:
    if not is_list(holder):
        return None
    found = next(filter(is_model, members(below(holder, 0))), None)
    return found if found and key_field(found) else None
