"""Made-up values of the types of a context, for `lint` to render a template before any data.

A record has a value for each name of its type, made when it is read; a list has two elements, a
mapping has every key. A text holds an ampersand and a `<`, which betray a template that prints
without escaping. Where a type allows several things (a union, a choice of words, a flag), each
`turn` shows another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args, get_origin
from zlib import crc32

from ctai_docs.machine.annotations import allows_none, is_mapping, members
from ctai_docs.machine.engine.safe import safe_text, safe_xml
from ctai_docs.machine.engine.shapes import Shape, elements, fields, names, step

TURNS = 3
"""As many renderings show each branch of most choices."""
_WORDS = "Essai & <suite> du texte"
_PARAGRAPH = "<w:p><w:r><w:t>Essai</w:t></w:r></w:p>"
_DRAWING = "<w:r><w:drawing/></w:r>"
_DAY = date(2026, 1, 31)


def sample_context(
    context_type: type,
    turn: int = 0,
    *,
    sparse: bool = False,
    half: int | None = None,
    printed: Collection[type] = (),
) -> Mapping[str, object]:
    """Return a value for each field of a context: all that its type allows, or as little.

    `half` tells which of two halves of the texts is empty, if any (`is_blank`); `printed` are the
    records that `finalize` prints.
    """
    maker = _Maker(turn, sparse, half, frozenset(printed))
    return {name: maker.value(shape, name) for name, shape in fields(context_type).items()}


def is_blank(name: str, half: int | None) -> bool:
    """Tell whether the text of a field is in the half that is empty."""
    return half is not None and crc32(name.rstrip("[]0123456789").encode()) % 2 == half


@dataclass(frozen=True, slots=True)
class _Maker:
    turn: int
    sparse: bool
    half: int | None
    printed: frozenset[type]

    def value(self, annotation: Shape, name: str) -> object:
        """Return a value of one of the types of an annotation."""
        return self.one_of(members(annotation), name, optional=allows_none(annotation))

    def one_of(self, shapes: tuple[Shape, ...], name: str, *, optional: bool = False) -> object:
        """Return a value of one of these types, None where it may be or nothing else can."""
        if not shapes or (optional and self.sparse):
            return None
        blocks = tuple(shape for shape in shapes if getattr(shape, "__bloc__", False) is True)
        chosen = blocks or shapes  # a text in paragraphs is printed in a way of its own
        return self.of(chosen[self.turn % len(chosen)], name)

    def of(self, shape: Any, name: str) -> object:  # noqa: ANN401 an annotation of any kind
        """Return a value of a type."""
        if get_origin(shape) is Literal:
            choices = get_args(shape)
            return choices[self.turn % len(choices)]
        if is_mapping(shape):
            return _Keys(self.value(get_args(shape)[-1], name), empty=self.sparse)
        if elements(shape) and get_origin(shape):
            return self.list_of(shape, name)
        if isinstance(shape, type) and (plain := self.plain(shape, name)) is not None:
            return plain
        if shape is Any or not names((shape,)):
            return _Anything(_WORDS)
        return _record(shape, self)

    def list_of(self, shape: Any, name: str) -> tuple[object, ...]:  # noqa: ANN401 as above
        """Return two elements of each type, or those of a tuple of a known length."""
        args = get_args(shape)
        if get_origin(shape) is tuple and args[-1] is not Ellipsis:
            return tuple(self.value(arg, name) for arg in args)
        count = 0 if self.sparse else 2
        return tuple(self.value(args[0], f"{name}{rank}") for rank in range(count))

    def plain(self, shape: type, name: str) -> object:
        """Return a value that is no record, or None."""
        if issubclass(shape, Enum):
            return list(shape)[self.turn % len(shape)]
        if issubclass(shape, bool):
            return self.turn % 2 == 0 and not self.sparse
        if issubclass(shape, str):
            return str.__new__(shape, "" if is_blank(name, self.half) else _WORDS)
        if issubclass(shape, (int, float, Decimal)):
            return shape(2 + crc32(name.encode()) % 97)
        return _DAY if issubclass(date, shape) and shape is not object else None


class _Record:
    """Has each name that its type has, and nothing else."""

    __slots__ = ("_maker", "_shape")

    def __init__(self, shape: Shape, maker: _Maker) -> None:
        self._shape, self._maker = shape, maker

    def __getattr__(self, name: str) -> object:
        """Return the value of a field or a property."""
        if name.startswith("_") or name not in names((self._shape,)):
            raise AttributeError(name)
        hint = fields(self._shape).get(name)
        if hint is not None:
            return self._maker.value(hint, name)
        return self._maker.one_of(step((self._shape,), name), name)


class _Shown(_Record):
    """A record that is printed."""

    __slots__ = ("_shown",)

    def __init__(self, shape: Shape, maker: _Maker, shown: str) -> None:
        super().__init__(shape, maker)
        self._shown = shown

    def __html__(self) -> str:
        """Return the record as markup."""
        return self._shown


def _record(shape: Any, maker: _Maker) -> _Record:  # noqa: ANN401 as above
    if getattr(shape, "__bloc__", False) is True:
        return _Shown(shape, maker, safe_xml(_PARAGRAPH))
    if hasattr(shape, "__html__"):
        return _Shown(shape, maker, safe_xml(_DRAWING))
    if shape in maker.printed:
        return _Shown(shape, maker, safe_text(_WORDS))
    return _Record(shape, maker)


class _Anything(str):
    """A text that has every name, for a type that cannot be told."""

    __slots__ = ()

    def __getattr__(self, name: str) -> _Anything:
        """Return the same for each name that a template may read."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self


class _Keys(dict[str, object]):
    """A mapping that has every key."""

    def __init__(self, value: object, *, empty: bool) -> None:
        super().__init__({} if empty else {"cle": value})
        self._value = value

    def __missing__(self, key: str) -> object:
        return self._value

    def __contains__(self, key: object) -> bool:
        return bool(self)

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401, ARG002 those of dict
        """Return the value, whatever the key."""
        return self._value
