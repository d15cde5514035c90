"""Data that a model refuses, made acceptable, so that all the rest can be checked.

A refused value is replaced by a stand-in: None where the field accepts it, else a value of its
type. The data are repaired several times, with other stand-ins each time: findings that differ
depend on an unreadable value.

No element of a list is removed: the others would no longer have the ranks at which they were typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from itertools import chain
from operator import getitem
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from ctai_docs.machine.annotations import (
    Type,
    allows_none,
    annotated,
    below,
    is_list,
    is_mapping,
    is_model,
    members,
)
from ctai_docs.machine.findings import Path
from ctai_docs.machine.french import slug
from ctai_docs.machine.yaml.explain import Refused, refused

M = TypeVar("M", bound=BaseModel)
ROUNDS = 12
"""The most rounds of repair: where a stand-in is refused too, the next replaces its holder."""
Data = Any
"""Data as YAML holds them."""


MANNERS = range(6)
"""The ways to fill in. The first leaves out optional values; the others put small and large values,
early and late dates, in every combination that two neighbours can have."""

_PROBES = (
    ("1", "1er janvier 2001", "oui", "a"),
    ("7777777", "2 février 2090", "non", "zzz"),
)


Guess = Callable[[Path, Type], Iterable[str]]
"""Gives the values that a place of a type may have been meant to hold."""


def repaired(model: type[M], data: Data, manner: int, guess: Guess = lambda *_: ()) -> M | None:
    """Return the value of the model that the data make once what is refused is filled in.

    `manner` is one of `MANNERS`. What `guess` gives for a place goes before any other stand-in.
    None where too much is missing. The data stay as they are.
    """
    data, mended = deepcopy(data), set[Path]()
    for _ in range(ROUNDS):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for place in refused(error, model, data):
                path = place.path
                while path in mended:  # its stand-in is refused too: replace its holder
                    path = path[:-1]
                if not path:
                    return None
                mended.add(path)
                _Mending(model, data, manner, guess, len(mended)).mend(place, path)
    return None


@dataclass(frozen=True)
class _Mending:
    """Fills in one place of data that a model refuses."""

    model: type[BaseModel]
    data: Data
    manner: int
    guess: Guess
    number: int
    """The number of the place: neighbours are filled in differently."""

    @property
    def large(self) -> bool:
        """Whether this place is given a large value, a late date, the last of a list of choices."""
        return bool(self.manner >> self.number % 2 & 1)

    def mend(self, place: Refused, path: Path) -> None:
        """Put a stand-in at a path; take away a key that the model does not know."""
        path = self._held(path)
        *above, step = path
        holder = reduce(getitem, above, self.data)
        if place.unknown and path == place.path:
            self._rename(holder, path, place.meant)
            return
        typed = holder[step] if _has(holder, step) else None
        annotation = self._type_of(path)
        optional = isinstance(holder, dict) and self._may_be_left_out(path, annotation)
        if optional and not self.manner:
            holder.pop(step, None)
            return
        adapter = TypeAdapter[Any](annotation)
        guessed = [value for value in self.guess(path, annotation) if _accepts(adapter, value)]
        turned = guessed[(self.manner - 1) % len(guessed) :] if guessed else ()
        found = next(chain(turned, self._values(annotation, typed)), None)
        if found is not None:
            holder[step] = found
        elif optional:
            holder.pop(step, None)

    def _held(self, path: Path) -> Path:
        """Return a path as far as the data go: a lone scalar may stand for an object."""
        here = self.data
        for depth, step in enumerate(path[:-1]):
            here = here[step] if _has(here, step) else None
            if not isinstance(here, (dict, list)):
                return path[: depth + 1]
        return path

    def _rename(self, holder: Data, path: Path, meant: str | None) -> None:
        """Remove a key, or rename it to the one that was meant, or to any missing one."""
        typed = holder.pop(path[-1])
        if not self.manner:
            return
        if meant:
            holder[meant] = typed
            return
        for name, field in self._fields(path[:-1]).items():
            if name not in holder and (found := next(self._values(annotated(field)), None)):
                holder[name] = found

    def _fields(self, path: Path) -> dict[str, FieldInfo]:
        """Return the fields of the models that may stand at a path."""
        models = filter(is_model, members(self._type_of(path)))
        return {name: field for model in models for name, field in model.model_fields.items()}

    def _type_of(self, path: Path) -> Type:
        annotation: Type = self.model
        for step in path:
            inner = (below(one, step) for one in members(annotation))
            annotation = next((one for one in inner if one is not None), Any)
        return annotation

    def _may_be_left_out(self, path: Path, annotation: Type) -> bool:
        field = self._fields(path[:-1]).get(str(path[-1]))
        return allows_none(annotation) or field is None or not field.is_required()

    # ------------------------------------------------------------------ values of a type
    def _values(self, annotation: Type, typed: Data = None, depth: int = 0) -> Iterator[Data]:
        """Yield values, as YAML holds them, that a type accepts."""
        if depth < 4:
            adapter = TypeAdapter[Any](annotation)
            for value in self._candidates(annotation, typed, depth):
                if _accepts(adapter, value):
                    yield value

    def _candidates(self, annotation: Type, typed: Data, depth: int) -> Iterator[Data]:
        if isinstance(typed, str) and self.manner:
            yield slug(typed)  # a key with a capital or an accent
        for one in members(annotation):
            yield from self._listed(one)
        yield from _PROBES[self.large]
        for one in members(annotation):
            if is_model(one):
                yield from self._objects(one, depth)
            elif is_list(one):
                inner = next(self._values(get_args(one)[0], depth=depth + 1), None)
                yield from ([], [inner], [inner, inner])
            elif is_mapping(one):
                yield {}

    def _listed(self, one: Type) -> Iterable[str]:
        """Return the values of an enumeration: the first or the last one first."""
        enum = isinstance(one, type) and issubclass(one, StrEnum)
        found = [str(choice) for choice in one] if enum else []
        return found[::-1] if self.large else found

    def _objects(self, model: type[BaseModel], depth: int) -> Iterator[Data]:
        """Yield what holds the fields that a model requires, then these and one more."""
        fields = {name: annotated(field) for name, field in model.model_fields.items()}
        required = {n for n, field in model.model_fields.items() if field.is_required()}
        least = {n: next(self._values(fields[n], depth=depth + 1), None) for n in required}
        yield least
        for name in fields.keys() - required:
            yield least | {name: next(self._values(fields[name], depth=depth + 1), None)}


def _has(holder: Data, step: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(step, int) and step < len(holder)
    return isinstance(holder, dict) and step in holder


def _accepts(adapter: TypeAdapter[Any], value: Data) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True
