"""Types as templates see them: which names a type has, and the types they lead to.

Dataclasses, pydantic models, typed dicts and plain classes with annotations; properties by their
return annotation; lists by their elements, mappings by their values; a union has what any of its
members has. What cannot be told is `Any`, which has every name.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from ctai_docs.machine.annotations import members

Shape = object
"""A type, or what stands for one in an annotation."""


def step(shapes: Iterable[Shape], name: str) -> tuple[Shape, ...]:
    """Return the types that `name` leads to from any of `shapes`; `[]` leads to elements."""
    found = (_elements(s) if name == "[]" else _member(s, name) for s in shapes)
    return tuple(one for shapes_found in found for shape in shapes_found for one in members(shape))


def names(shapes: Iterable[Shape]) -> set[str]:
    """Return the names that any of `shapes` has, without the methods."""
    return {name for shape in shapes for name in (*fields(shape), *_properties(shape))}


def elements(shape: Shape) -> tuple[Shape, ...]:
    """Return the types of the elements of a list, or of the keys and values of a mapping."""
    return tuple(_elements(shape)) if shape is not Any and shape is not str else ()


def _elements(shape: Shape) -> Iterator[Shape]:
    if shape is Any or shape is str:
        yield shape
    args = [arg for arg in get_args(shape) if arg is not Ellipsis]
    origin = get_origin(shape)
    if isinstance(origin, type) and issubclass(origin, Iterable):
        yield from args
    elif isinstance(shape, type) and issubclass(shape, Iterable) and shape is not str:
        yield Any


def _member(shape: Shape, name: str) -> Iterator[Shape]:
    """Yield the types that the attribute or key `name` has."""
    origin = get_origin(shape)
    if shape is Any:
        yield Any
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield get_args(shape)[-1]
    elif shape in (dict, Mapping):
        yield Any
    else:
        known = {**fields(shape), **_properties(shape)}
        if name in known:
            yield known[name]
        elif isinstance(shape, type) and _is_value(shape, name):
            yield Any


def _is_value(shape: type, name: str) -> bool:
    """Tell whether a class has `name` without an annotation, and not as a method: `date.year`."""
    missing = object()
    value = inspect.getattr_static(shape, name, missing)
    return value is not missing and not callable(value) and not name.startswith("_")


@lru_cache(maxsize=512)
def fields(shape: Shape) -> dict[str, Shape]:
    """Return the fields of a model, dataclass or typed dict, and their types."""
    model = getattr(shape, "model_fields", None)
    if isinstance(shape, type) and isinstance(model, dict):
        return {name: field.annotation for name, field in model.items()}
    own = get_origin(shape) or shape
    if not isinstance(own, type) or own.__module__ == "builtins":
        return {}
    return {name: hint for name, hint in get_type_hints(own).items() if name[0] != "_"}


@lru_cache(maxsize=512)
def _properties(shape: Shape) -> dict[str, Shape]:
    """Return the properties of a class, plain, cached or computed, and their types."""
    own = get_origin(shape) or shape
    if not isinstance(own, type):
        return {}
    found = ((name, _getter(inspect.getattr_static(own, name, None))) for name in dir(own))
    return {
        name: get_type_hints(getter).get("return", Any)
        for name, getter in found
        if getter and name[0] != "_" and not getter.__module__.startswith("pydantic.")
    }


def _getter(member: object) -> Any:  # noqa: ANN401 a function of any type
    """Return the function behind a property, or None."""
    member = getattr(member, "wrapped_property", member)
    if isinstance(member, property):
        return member.fget
    return member.func if isinstance(member, cached_property) else None
