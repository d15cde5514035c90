"""A contract in which every field bears a mark of its own, to see which of them a reader sees."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, get_args, get_origin

from ctai_docs.contract.model import (
    Article,
    Cible,
    Cle,
    Contrat,
    Jour,
    Ligne,
    Modele,
    Montant,
    Texte,
)
from ctai_docs.machine.french import write_amount, write_date

Field = tuple[str, str]
"""The name of a type and of one of its fields."""


class Marker:
    """Puts marks in place of texts, amounts, targets and dates; remembers which field has which."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.marks: dict[str, Field] = {}
        self.types: set[type[Modele]] = set()

    def mark(self, model: Modele) -> Any:
        """Return the model with a mark in every field that can bear one."""
        kind = type(model)
        self.types.add(kind)
        changed = {}
        for name, field in kind.model_fields.items():
            value = getattr(model, name)
            if name == "edition" or (value is None and kind is Article):
                continue  # a key; a standard clause, which cites what other fields hold
            changed[name] = self._marked(value, field.annotation, (kind.__name__, name), field)
        return model.model_copy(update=changed)

    def _marked(self, value: Any, annotation: Any, owner: Field, field: Any) -> Any:
        if isinstance(value, Modele):
            return self.mark(value)
        if isinstance(value, tuple) and value and isinstance(value[0], Modele):
            return tuple(map(self.mark, value))
        if isinstance(value, dict):
            return {key: self.mark(item) for key, item in value.items()}
        if isinstance(value, tuple) and value and isinstance(value[0], str):
            inner = get_args(annotation)[0]
            return value if inner == Cle else tuple(self._new(inner, owner, ()) for _ in value)
        return self._new(annotation, owner, field.metadata) or value

    def _new(self, annotation: Any, owner: Field, metadata: Any) -> Any:
        """Return a new mark of the type of a field, None where the type bears none."""
        wanted = _leaf(annotation, metadata)
        n = next(self._numbers)
        if wanted is Decimal:
            self.marks[write_amount(Decimal(3_000_000 + n))] = owner
            return Decimal(3_000_000 + n)
        if wanted is date:
            day = date(2100, 1, 1) + timedelta(days=n)
            self.marks[write_date(day)] = owner
            return day
        if wanted is None:
            return None
        self.marks[f"marque{n:04}."] = owner
        return wanted(f"marque{n:04}.")


def _leaf(annotation: Any, metadata: Any) -> Any:
    """Return what makes a value of the type of a field; None for keys, choices and numbers."""
    members = get_args(annotation) if get_origin(annotation) is not tuple else ()
    for leaf, made in (
        (Montant, Decimal),
        (Jour, date),
        (Ligne, str),
        (Texte, Texte),
        (Cible, Cible),
    ):
        if annotation == leaf or leaf in members:
            return made
        if get_args(leaf) and metadata and get_args(leaf)[1] in metadata:
            return made
    return None


def marked(contrat: Contrat) -> tuple[Contrat, Marker]:
    """Return the contract with its marks, and what tells whose they are."""
    marker = Marker()
    return marker.mark(contrat), marker
