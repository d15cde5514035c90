"""Annotations read: which types one allows, what stands inside them, which marks it bears.

Any model will do: nothing here knows the contract. A mark is what stands beside the type in
`Annotated[str, mark]`.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, TypeGuard, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Type: TypeAlias = Any
"""An annotation, which the type system cannot type."""

M = TypeVar("M")


def members(annotation: Type) -> tuple[Type, ...]:
    """Return the types that an annotation allows, without None: unions and aliases opened."""
    return tuple(one for one in _opened(annotation) if one is not NoneType)


def allows_none(annotation: Type) -> bool:
    """Tell whether an annotation allows None."""
    return NoneType in _opened(annotation)


def _opened(annotation: Type) -> Iterator[Type]:
    origin: Type = get_origin(annotation)
    if origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from _opened(member)
    elif origin is Annotated:
        yield from _opened(get_args(annotation)[0])
    elif (behind := _behind(annotation)) is not annotation:
        yield from _opened(behind)
    else:
        yield NoneType if annotation is None else annotation


def _behind(annotation: Type) -> Type:
    """Return the type behind an alias, a new type or a type variable; else the annotation."""
    if isinstance(annotation, TypeVar):
        return annotation.__bound__ or Any
    if isinstance(annotation, type):
        return annotation
    names = ("__value__", "__supertype__")  # `type X = …`, NewType
    return next((getattr(annotation, n) for n in names if hasattr(annotation, n)), annotation)


def mark(annotation: Type, kind: type[M]) -> M | None:
    """Return the mark of this kind that an annotation bears, or a member of its union."""
    origin: Type = get_origin(annotation)
    args = get_args(annotation)
    if origin is Annotated:
        own = next((found for found in args[1:] if isinstance(found, kind)), None)
        return own if own is not None else mark(args[0], kind)
    if origin in (Union, UnionType):
        return next(filter(None, (mark(member, kind) for member in args)), None)
    return None


def is_model(annotation: Type) -> TypeGuard[type[BaseModel]]:
    """Tell whether an annotation is a class of pydantic."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def is_mapping(annotation: Type) -> bool:
    """Tell whether an annotation is a table: `dict[str, int]`."""
    origin = get_origin(annotation)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def is_list(annotation: Type) -> bool:
    """Tell whether an annotation is a list of any number of elements: `tuple[int, ...]`."""
    origin: Type = get_origin(annotation)
    return origin is list or get_args(annotation)[1:] == (Ellipsis,)


def annotated(field: FieldInfo) -> Type:
    """Return the annotation of a field with its constraints and its marks."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


@cache
def extra(model: type[BaseModel]) -> Type | None:
    """Return the type of the keys that a model does not name, None where it refuses them."""
    if model.model_config.get("extra") != "allow":
        return None
    owners = (k for k in model.__mro__ if "__pydantic_extra__" in inspect.get_annotations(k))
    declared = inspect.get_annotations(next(owners), eval_str=True)["__pydantic_extra__"]
    return get_args(declared)[1]


def below(holder: Type, step: str | int) -> Type | None:
    """Return the annotation at a step inside a type, None where the type has no such step.

    A step is the name of a field, a key of a table, or the rank of an element.
    """
    if is_model(holder):
        field = holder.model_fields.get(str(step))
        return annotated(field) if field else extra(holder)
    origin: Type = get_origin(holder)
    args = get_args(holder)
    if is_mapping(holder):
        return args[1]
    if not isinstance(step, int) or not args:
        return None
    fixed = origin is tuple and not is_list(holder)
    return args[step if fixed and step < len(args) else 0]
