"""Which fields of a fiche its template prints, as patterns: `porteurs.nom`, `indicateurs.blocs`.

`champs.json` holds them by template, and nobody edits it: `make templates` writes there what each
template reads, as `documents.views.champs` finds it. A template without an entry is a user's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from ctai_docs.contract.form.budget import LigneBudget, Sorte

FILE = files("ctai_docs.contract.form") / "champs.json"
LINES, AMOUNTS = "budget[]", "budget[].montant"
"""Patterns that stand for each line of the edition's budget, and for all their amounts."""
ANY = "*"
"""In a pattern, any key that the model does not name."""


@cache
def fields_of(template: str) -> tuple[str, ...] | None:
    """Return the patterns of the fields that one of our templates prints, None for another's."""
    known = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(known[template]) if template in known else None


def with_lines(patterns: Iterable[str], budget: Sequence[LigneBudget]) -> Iterator[str]:
    """Yield the patterns, those for the lines of a budget replaced by one for each line."""
    for pattern in patterns:
        if pattern == LINES:
            yield from (f"budget.{line.cle}" for line in budget)
        elif pattern == AMOUNTS:
            yield from _amounts(budget)
        else:
            yield pattern


def _amounts(budget: Sequence[LigneBudget]) -> Iterator[str]:
    """Yield the amounts that a cost sums, keys that are no line of the form included."""
    yield f"budget.{ANY}.montant"
    for line in budget:
        if line.sorte in (Sorte.SOURCE, Sorte.GROUPE):
            yield f"budget.{line.cle}.montant"
        if line.sorte is Sorte.GROUPE:
            yield f"budget.{line.cle}.{ANY}.montant"
