"""What templates compute with: operators and filters, each held within bounds.

`FILTERS` is an allow-list of Jinja's own. Each counts what it reads in the `Budget` of the render
and refuses to make a text or a number that no document needs. The last ones, whose names no
template can write, are those that `guard` puts into the tree.
"""

from __future__ import annotations

import operator
import re
import time
from collections.abc import Callable, Iterable, Mapping, Set, Sized
from datetime import date
from decimal import Decimal
from types import GeneratorType
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as ALL_FILTERS
from jinja2.runtime import Context, markup_join
from markupsafe import Markup

MOST_TURNS = 200_000
MOST_TEXT = 64 * 2**20
MOST_SECONDS = 30.0
LONGEST_VALUE = 2**20
LARGEST_RANGE = 10_000
LARGEST_NUMBER = 10_000
"""The largest number that a filter takes: a width, a count, a precision."""
MOST_BITS = 4_096

CONTAINERS = (list, tuple, Mapping, Set, range, GeneratorType)

READERS = [
    "default",
    "first",
    "last",
    "min",
    "max",
    "list",
    "unique",
    "reverse",
    "sort",
    "items",
    "dictsort",
    "batch",
    "slice",
    "groupby",
    "map",
    "select",
    "reject",
    "selectattr",
    "rejectattr",
]
"""Filters on values and lists, whose elements count as turns."""
WRITERS = (
    *("string", "lower", "upper", "title", "capitalize", "trim", "truncate", "center"),
    *("escape", "forceescape"),
)
"""Filters on one text, which a list is not."""
COUNTERS = ("abs", "int", "float", "round")
ALIASES = {"d": "default", "e": "escape", "count": "length"}

Value = Any
"""What a template computes with: any type, told apart where it matters."""

TEXT, FLAT, JOIN, HOLD = "§texte", "§liste", "§colle", "§garde"
PER_ITEM = 16
"""What one element of a list counts, in characters, beside its own text."""

_TEXTS = frozenset({str, Markup, int, bool, Decimal, date, float, type(None)})
_PRINTED = (*_TEXTS, Undefined)
PLAIN = _TEXTS | {tuple}
"""Types whose values hide nothing: no question is asked of them."""


class LimitError(SecurityError):
    """A template asks for more than any document needs; the message says what, in French."""


class Budget:
    """What one render has left, and what it met: values that need the parser."""

    __slots__ = ("deadline", "may_need_repair", "needs_parser", "right_to_left", "text", "turns")

    def __init__(self, deadline: float = 0.0) -> None:
        self.turns = MOST_TURNS
        self.text = MOST_TEXT
        self.deadline = deadline or time.monotonic() + MOST_SECONDS
        self.begin_part()

    def begin_part(self) -> None:
        """Forget what was printed in another part."""
        self.needs_parser = False
        """Whether something printed was neither `SafeText` nor `SafeXml` in its place."""
        self.may_need_repair = False
        """Whether something printed between blocks did not end with a paragraph, or a loop that had
        no turn left a container empty."""
        self.right_to_left = False
        """Whether a text was printed that has letters of Hebrew, Arabic or their kin."""

    def note_empty_loop(self) -> None:
        """Take note of a loop without a turn."""
        self.may_need_repair = True

    def turn(self, turns: int, text: int = 0) -> None:
        """Take off `turns` repetitions, that print `text` characters of the template."""
        self.turns -= turns
        self.text -= text
        if self.text < 0:
            raise LimitError(f"plus de {MOST_TEXT // 2**20} Mo de texte")
        if self.turns < 0:
            raise LimitError(f"plus de {MOST_TURNS} tours de boucle")
        if time.monotonic() > self.deadline:
            raise LimitError(f"plus de {MOST_SECONDS:.0f} secondes de calcul")

    @property
    def is_late(self) -> bool:
        """Tell whether the time of the render, and of what explains its failure, is over."""
        return time.monotonic() > self.deadline

    def hold(self, value: Value) -> Value:
        """Return a value that the template made, its size taken off: it may keep all it makes."""
        if size := _held(value):
            self.turn(0, size)
        return value


class RenderContext(Context):
    """Jinja's context, with the budget of the render it belongs to."""

    def __init__(self, *args: Value, **kwargs: Value) -> None:
        super().__init__(*args, **kwargs)
        self.budget = Budget()


def bounded_range(*args: int) -> range:
    """Return the range, unless it is longer than any table."""
    numbers = range(*args)
    if len(numbers) > LARGEST_RANGE:
        raise LimitError(f"range() de plus de {LARGEST_RANGE} nombres")
    return numbers


def _budget(context: Context) -> Budget:
    """Return the budget of the render that `context` belongs to."""
    assert isinstance(context, RenderContext)
    return context.budget


def spend(context: Context, turns: int, text: int = 0) -> None:
    """Take `turns` and `text` off the budget of the render that `context` belongs to."""
    _budget(context).turn(turns, text)


@pass_context
def hold(context: Context, value: Value) -> Value:
    """Return a piece that a template cut out of a text or a list, its size taken off."""
    return _budget(context).hold(value)


def short(text: Value) -> Value:
    """Return `text`, unless it is longer than a value may be."""
    _check_length(_size(text))
    return text


def flat(values: Value) -> Value:
    """Return a list, tuple or dict built in a template, unless it holds another.

    Why: lists of lists of the same list print or compare in a time that no count foresees.
    """
    items = values.values() if isinstance(values, dict) else values
    if any(isinstance(item, CONTAINERS) for item in items):
        raise LimitError("liste de listes")
    if len(values) > LARGEST_RANGE:
        raise LimitError(f"liste de plus de {LARGEST_RANGE} éléments")
    return values


def printable(value: Value) -> Value:
    """Return a text, a number, a date or markup; nobody means to print anything else."""
    if isinstance(value, _PRINTED) or hasattr(value, "__html__"):
        return value
    if isinstance(value, CONTAINERS):
        raise SecurityError("une liste ne s’imprime pas : parcourez-la avec {% for %}")
    if callable(value):
        name = getattr(value, "__name__", getattr(value, "name", "elle"))
        raise SecurityError(f"« {name} » est une fonction, pas une valeur")
    raise SecurityError("cette donnée en réunit plusieurs : nommez celle qu’il faut imprimer")


@pass_context
def join_texts(context: Context, values: Iterable[Any]) -> str:
    """Return the texts glued together, escaped where one of them is markup: Jinja's `~`."""
    pieces = [printable(value) for value in values]
    _check_length(_length(pieces))
    joined: str = _budget(context).hold(markup_join(pieces))
    return joined


# Operators


def _add(left: Value, right: Value) -> Value:
    """Return the sum; texts and lists stay within their sizes."""
    total = left + right
    return flat(total) if isinstance(total, (list, tuple)) else short(total)


def _multiply(left: Value, right: Value) -> Value:
    """Return the product of two numbers, or a text repeated within reason."""
    if isinstance(left, int) and isinstance(right, int):
        if left.bit_length() + right.bit_length() > MOST_BITS:
            raise LimitError("nombre démesuré")
    elif isinstance(left, str) or isinstance(right, str):
        text, times = (left, right) if isinstance(left, str) else (right, left)
        _check_length(len(text) * times if isinstance(times, int) else 0)
    elif isinstance(left, Sized) or isinstance(right, Sized):
        raise LimitError("multiplication d’une liste")
    return operator.mul(left, right)


def _power(left: Value, right: Value) -> Value:
    """Return the power of small numbers."""
    if abs(right) > 64 or abs(left) > 2**63:
        raise LimitError("puissance démesurée")
    return left**right


def _modulo(left: Value, right: Value) -> Value:
    """Return the remainder; formatting a text with `%` is left to the `format` filter."""
    if isinstance(left, str):
        raise SecurityError("« % » sur un texte : utilisez le filtre « format »")
    return left % right


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": _add,
    "*": _multiply,
    "**": _power,
    "%": _modulo,
}


# Filters


def make_filters() -> dict[str, Callable[..., Any]]:
    """Return the filters allowed in templates, each counted and bounded."""
    kept = {name: _bounded(ALL_FILTERS[name]) for name in (*READERS, *COUNTERS)}
    kept |= {name: _bounded(ALL_FILTERS[name], printable) for name in WRITERS}
    kept |= {"replace": _bounded(_replace, printable), "join": _bounded(_join)}
    kept |= {"sum": _bounded(_sum), "format": _bounded(_format, printable), "length": len}
    kept |= {alias: kept[name] for alias, name in ALIASES.items()}
    return kept | {TEXT: _text, FLAT: flat, JOIN: join_texts, HOLD: hold}


def _bounded(function: Callable[..., Any], check: Callable[[Any], Any] | None = None) -> Value:
    """Return the filter, counting what it reads and refusing large numbers and results."""
    prefix = _prefix(function)

    @pass_context
    def bounded(context: Context, value: Value, *args: Value, **kwargs: Value) -> Value:
        if args or kwargs:
            _check_numbers((*args, *kwargs.values()))
        if check:
            check(value)
        sized = hasattr(value, "__len__") and not isinstance(value, (str, Undefined))
        spend(context, 1 + len(value) if sized else 1)
        return _budget(context).hold(short(function(*prefix(context), value, *args, **kwargs)))

    return bounded


def _check_numbers(arguments: Iterable[Any]) -> None:
    """Refuse a width, a count or a precision that no document needs."""
    for argument in arguments:
        if isinstance(argument, int) and abs(argument) > LARGEST_NUMBER:
            raise LimitError(f"nombre plus grand que {LARGEST_NUMBER} dans un filtre")


def _prefix(function: Callable[..., Any]) -> Callable[[Context], tuple[Any, ...]]:
    """Return how to make the arguments that Jinja passes before the value."""
    wanted = getattr(function, "jinja_pass_arg", None)
    passed: dict[str, Callable[[Context], tuple[Any, ...]]] = {
        "context": lambda context: (context,),
        "eval_context": lambda context: (context.eval_ctx,),
        "environment": lambda context: (context.environment,),
    }
    return passed[wanted.name] if wanted else lambda _: ()


@pass_context
def _replace(
    context: Context, value: Value, old: Value, new: Value, count: int | None = None
) -> Value:
    """Return the text with `old` replaced, once its new length is known to be reasonable."""
    _check_length(len(str(value)) + str(value).count(str(old)) * len(str(new)))
    return ALL_FILTERS["replace"](context.eval_ctx, value, old, new, count)


@pass_context
def _join(context: Context, value: Iterable[Any], d: Value = "", attribute: Value = None) -> Value:
    """Return the elements joined, each a text of its own."""
    pieces = _attributes(context, value, attribute)
    spend(context, len(pieces))
    _check_length(_length(map(printable, pieces)) + len(pieces) * len(str(d)))
    return ALL_FILTERS["join"](context.eval_ctx, pieces, d)


@pass_context
def _sum(
    context: Context, value: Iterable[Any], attribute: Value = None, start: Value = 0
) -> Value:
    """Return the sum of numbers: adding up lists would make larger ones."""
    numbers = _attributes(context, value, attribute)
    if any(isinstance(number, Sized) for number in (*numbers, start)):
        raise SecurityError("« sum » additionne des nombres")
    return sum(numbers, start)


def _format(value: Value, *args: Value, **kwargs: Value) -> Value:
    """Return the text filled by `%`, with widths of three figures at most."""
    filled = [printable(item) for item in (*args, *kwargs.values())]
    if re.search(r"[0-9]{4}|\*", str(value)):
        raise LimitError("largeur de plus de 999 dans « format »")
    _check_length(len(value) + value.count("%") * (1000 + max(map(_size, filled), default=0)))
    return ALL_FILTERS["format"](value, *args, **kwargs)


def _attributes(context: Context, values: Iterable[Any], attribute: Value) -> list[Any]:
    """Return the values, or the attribute of each."""
    if attribute is None:
        return list(values)
    return list(ALL_FILTERS["map"](context, values, attribute=attribute))


def _size(value: Value) -> int:
    return len(value) if isinstance(value, str) else 0


def _held(value: Value) -> int:
    """Return about how many bytes a text or a list takes; other values are small."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, (list, tuple, dict)):
        return PER_ITEM * len(value) + _length(value)
    return 0


def _length(texts: Iterable[Any]) -> int:
    return sum(map(_size, texts))


def _check_length(length: int) -> None:
    """Refuse a text longer than a value may be, before it is made."""
    if length > LONGEST_VALUE:
        raise LimitError(f"texte de plus de {LONGEST_VALUE} caractères")


@pass_context
def _text(context: Context, value: Value) -> Value:
    spend(context, 0, _size(value))
    return value
