"""What an annotation allows, holds and bears, whatever the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, NewType, Optional, TypeVar

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ctai_docs.machine.annotations import (
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


@dataclass(frozen=True)
class Note:
    """A mark."""

    text: str


Name = Annotated[str, Note("name")]
Code = NewType("Code", int)
Bound = TypeVar("Bound", bound=bytes)
Free = TypeVar("Free")


class Leaf(BaseModel):
    """A model with a marked field."""

    name: Name | None = Field(None, title="Name")
    code: Annotated[int, Note("outer")] = 0


class Open(BaseModel):
    """A model that takes other keys."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Decimal] = Field(init=False)
    leaves: tuple[Leaf, ...] = ()


class Deeper(Open):
    """Its child takes the same."""


@pytest.mark.parametrize(
    ("annotation", "found", "none"),
    [
        pytest.param(int, (int,), False, id="plain"),
        pytest.param(int | None, (int,), True, id="optional"),
        pytest.param(Optional[int | str], (int, str), True, id="union"),  # noqa: UP045
        pytest.param(Annotated[int | None, Note("")], (int,), True, id="annotated"),
        pytest.param(Name | Decimal, (str, Decimal), False, id="annotated member"),
        pytest.param(Code, (int,), False, id="new type"),
        pytest.param(Bound | None, (bytes,), True, id="bound variable"),
        pytest.param(Free, (Any,), False, id="free variable"),
        pytest.param(None, (), True, id="none"),
        pytest.param(tuple[int, ...], (tuple[int, ...],), False, id="list"),
    ],
)
def test_an_annotation_is_opened(annotation, found, none):
    """Down to the types that a value may have."""
    assert members(annotation) == found
    assert allows_none(annotation) is none


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        pytest.param(Name, "name", id="own"),
        pytest.param(Name | None, "name", id="in a union"),
        pytest.param(Annotated[Name, Note("second")], "name", id="the first of two"),
        pytest.param(Annotated[Name | None, Note("outer")], "outer", id="the outer of two"),
        pytest.param(Annotated[str, BeforeValidator(str)], None, id="another kind"),
        pytest.param(tuple[Name, ...], None, id="of the elements"),
        pytest.param(str, None, id="none"),
    ],
)
def test_a_mark_is_found_on_its_type(annotation, text):
    """And not on what stands inside."""
    found = mark(annotation, Note)
    assert (found and found.text) == text


def test_the_marks_of_a_field_are_those_of_its_annotation():
    """pydantic keeps them apart from the type, unless the type is a union."""
    fields = Leaf.model_fields
    assert mark(annotated(fields["name"]), Note) == Note("name")
    assert mark(annotated(fields["code"]), Note) == Note("outer")


@pytest.mark.parametrize(
    ("holder", "step", "found"),
    [
        pytest.param(Open, "leaves", tuple[Leaf, ...], id="field"),
        pytest.param(Open, "other", Decimal, id="extra key"),
        pytest.param(Deeper, "other", Decimal, id="extra key, inherited"),
        pytest.param(Leaf, "other", None, id="no field"),
        pytest.param(dict[str, Leaf], "a", Leaf, id="table"),
        pytest.param(Mapping[str, int], "a", int, id="mapping"),
        pytest.param(tuple[Leaf, ...], 3, Leaf, id="tuple"),
        pytest.param(list[Leaf], 3, Leaf, id="list"),
        pytest.param(tuple[int, str], 1, str, id="fixed"),
        pytest.param(tuple[Leaf, ...], "name", None, id="a name in a list"),
        pytest.param(int, 0, None, id="leaf"),
    ],
)
def test_what_stands_at_a_step(holder, step, found):
    """By name, key or rank."""
    assert below(holder, step) == found


def test_kinds_of_holders():
    """A class, a list, a table; nothing else is one of them."""
    assert [is_model(t) for t in (Leaf, int, tuple[Leaf, ...], None)] == [True, False, False, False]
    lists = (tuple[int, ...], list[int], tuple[int, str], tuple[int], dict[str, int], int)
    assert [is_list(t) for t in lists] == [True, True, False, False, False, False]
    assert [is_mapping(t) for t in (dict[str, int], list[int], dict)] == [True, False, False]
    assert extra(Leaf) is None
