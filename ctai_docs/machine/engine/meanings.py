"""What the names of a template may mean: paths of the context, and what Jinja makes of them.

A name has several meanings when a macro is called twice or a condition chooses, and none when it
is computed: a sum, a text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import nodes


@dataclass(frozen=True, slots=True)
class Each:
    """A list made in the template, by what its elements mean."""

    element: Meanings


@dataclass(frozen=True, slots=True)
class Pair:
    """What `items()` and `groupby` loop over: a key and a value."""

    key: Meanings
    value: Meanings


@dataclass(frozen=True, slots=True)
class Closure:
    """A macro, or the body of a `{% call %}`, with the names it sees."""

    node: nodes.Macro | nodes.CallBlock
    scope: Scope


Meaning = str | Each | Pair | Closure
Meanings = tuple[Meaning, ...]
Scope = dict[str, Meanings]

AS_IT_IS = frozenset({"default", "d", "trim", "string", "upper", "lower", "title", "capitalize"})
AS_IT_IS |= {"escape", "e", "forceescape", "replace", "truncate"}
"""Filters whose value is printed where they are."""
_SAME = AS_IT_IS | {"sort", "reverse", "list", "unique", "select", "reject"}
_SAME |= {"selectattr", "rejectattr"}
ELEMENT = frozenset({"first", "last", "min", "max"})
ROWS = frozenset({"batch", "slice"})
_PAIRS = frozenset({"items", "dictsort"})


def bind(target: nodes.Node, meanings: Meanings, scope: Scope) -> None:
    """Make the names of an assignment mean what is assigned; pairs are taken apart."""
    if isinstance(target, nodes.Name):
        scope[target.name] = meanings
    elif isinstance(target, nodes.Tuple):
        for index, item in enumerate(target.items):
            parts = ((m.key, m.value)[index] for m in meanings if isinstance(m, Pair) and index < 2)
            bind(item, union(parts), scope)


def elements(meanings: Meanings) -> Meanings:
    """Return what the elements of a list mean."""
    return union(
        m.element if isinstance(m, Each) else (f"{m}[]",) if isinstance(m, str) else ()
        for m in meanings
    )


def attribute(meanings: Meanings, name: str) -> Meanings:
    """Return what an attribute means."""
    pairs = {"grouper": "key", "list": "value"}
    return union(
        (f"{m}.{name}",)
        if isinstance(m, str)
        else getattr(m, pairs[name])
        if isinstance(m, Pair) and name in pairs
        else ()
        for m in meanings
    )


def dotted(meanings: Meanings, path: str) -> Meanings:
    """Return what `path`, possibly of several steps, means from `meanings`."""
    for name in path.split("."):
        meanings = attribute(meanings, name)
    return meanings


def union(many: Iterable[Meanings]) -> Meanings:
    """Return all the meanings, each once."""
    seen: list[Meaning] = []
    for meaning in (meaning for meanings in many for meaning in meanings):
        if not any(meaning is other or meaning == other for other in seen):
            seen.append(meaning)
    return tuple(seen)


def filtered(name: str, base: Meanings, mapped: Meanings, others: Iterable[Meanings]) -> Meanings:
    """Return what a filter makes of `base`."""
    if name in _SAME:
        return union((base, *others)) if name in {"default", "d"} else base
    if name in ELEMENT:
        return elements(base)
    if name in ROWS:
        return (Each(base),)
    if name in _PAIRS:
        return (Each((Pair((), elements(base)),)),)
    if name == "groupby":
        return (Each((Pair(mapped, base),)),)
    return (Each(mapped),) if name == "map" else ()
