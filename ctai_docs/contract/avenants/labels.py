"""The words of an avenant: what its paths and its values are called, and how they are written.

Labels are the titles of the fields of the model and, inside a fiche, those of the national form.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from ctai_docs.contract.facts import in_figures_and_words
from ctai_docs.contract.form import Edition, editions, load_edition
from ctai_docs.contract.model import Case, Modele, Personne
from ctai_docs.contract.model.slots import slots
from ctai_docs.contract.model.walk import Value
from ctai_docs.machine.french import typeset, write_date

Steps: TypeAlias = tuple[str, ...]

_ACCENTS = {
    "previsionnel": "prévisionnel", "chiffre": "chiffré", "communaute": "communauté",
    "metropole": "métropole", "departement": "département", "region": "région", "etat": "État",
}  # fmt: skip


class Words:
    """The words for the paths and values of contracts of one edition of the form."""

    def __init__(self, edition: str | None = None) -> None:
        self._form = _form_labels(edition) if edition in editions() else {}

    def titles(self, steps: Steps) -> list[str]:
        """Return what each name of a path is called: a title, or the key of an element."""
        return [
            self._of_form(steps[: depth + 1]) or slot.libelle
            for depth, slot in enumerate(slots(steps))
        ]

    def label(self, steps: Steps) -> str:
        """Return a path in words: « Fiches-actions › un-toit › Budget prévisionnel »."""
        return " › ".join(self.titles(steps))

    def show(self, value: Value, steps: Steps = ()) -> str:
        """Return a value as a sentence of an avenant writes it; None is empty."""
        match value:
            case None:
                return ""
            case bool():
                return "oui" if value else "non"
            case Decimal():
                return in_figures_and_words(value)
            case date():
                return write_date(value)
            case StrEnum():
                return " ".join(_ACCENTS.get(word, word) for word in value.split("_"))
            case tuple():
                return " ; ".join(self.show(item, steps) for item in value)
            case dict():
                return " ; ".join(f"{k} : {self.show(v, steps)}" for k, v in value.items())
            case Modele():
                return ", ".join(filter(None, self._parts(value, steps)))
        return typeset(self._of_form((*steps, str(value))) or str(value))

    def _parts(self, item: Modele, steps: Steps) -> Iterator[str]:
        """Yield the values of an object in words, in the order of its fields."""
        if isinstance(item, Personne):
            yield item.presentation
            yield item.fonction if item.fonction != item.presentation else ""
            yield from item.titres
            return
        if title := getattr(item, "intitule", None):
            yield typeset(title)
            return
        if isinstance(item, Case):
            name = item.libelle or self.show(item.cle, steps)
            yield f"{name} ({item.precision})" if item.precision else name
            return
        for name in type(item).model_fields:
            yield self.show(getattr(item, name), (*steps, name))
        for name, extra in (item.__pydantic_extra__ or {}).items():
            yield f"{self._of_form((*steps, name)) or name} : {self.show(extra, (*steps, name))}"

    def _of_form(self, steps: Steps) -> str | None:
        """Return the form's label of the last name of a path inside a fiche."""
        return self._form.get(steps[-3:]) or self._form.get(steps[-2:])


@cache
def _form_labels(edition: str) -> dict[Steps, str]:
    """Return the labels of an edition by the last names of the paths they are at."""
    return dict(_labels(load_edition(edition)))


def _labels(form: Edition) -> Iterator[tuple[Steps, str]]:
    for name in ("thematiques", "portage", "selection", "partenaires", "budget"):
        for row in getattr(form, name):
            yield tuple(f"{name}.{row.cle}".split(".")[-2:]), row.court
    for name in ("beneficiaires", "acteurs"):
        yield from (((name, row.cle), row.court) for row in getattr(form, name))
    for block in form.blocs:
        yield ("blocs", block.cle), block.libelle
        yield from (((block.cle, row.cle), row.court) for row in block.lignes)
        choices = block.nature.choix if block.nature else ()
        yield from (((block.cle, "nature", row.cle), row.court) for row in choices)
