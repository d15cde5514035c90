"""The path that a content control bears as its tag, walked on the fiche: what a reader would do."""

from __future__ import annotations

from typing import Any

from ctai_docs.contract.model import Case, FicheAction, Modele

DERIVED = ".coche"
"""The box of a block is no answer of its own: it follows from the thematics."""


class NoSuchPathError(LookupError):
    """The tag leads nowhere in the model."""


def resolve(fiche: FicheAction, tag: str) -> Any:
    """Return what stands at a tag; None, or False for a box, where the answer is left empty."""
    value: Any = fiche
    steps = tag.split(".")
    for index, step in enumerate(steps):
        value = _step(value, step, tag)
        if value is None or value is False:
            rest = steps[index + 1 :]
            if rest and rest != ["precision"]:
                return _empty(tag)
            return value
    return value


def _step(value: Any, step: str, tag: str) -> Any:
    if isinstance(value, tuple):
        return _element(value, step)
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, Modele):
        return _attribute(value, step, tag)
    raise NoSuchPathError(tag)


def _element(values: tuple[Any, ...], step: str) -> Any:
    """Return an element by its number from 1, a box by its key, or whether a key is ticked."""
    if step.isdigit():
        return values[int(step) - 1]
    if step.startswith("propre") and step[6:].isdigit():
        own = [v for v in values if isinstance(v, Case) and v.libelle]
        return own[int(step[6:]) - 1]
    if any(isinstance(v, str) for v in values):
        return step in values
    return next((v for v in values if v.cle == step), False)


def _attribute(model: Modele, step: str, tag: str) -> Any:
    extras = model.__pydantic_extra__
    if step in type(model).model_fields:
        return getattr(model, step)
    if extras is not None and type(model).takes(step):
        return extras.get(step)
    raise NoSuchPathError(tag)


def _empty(tag: str) -> None:
    """Return None; the path is right where a block or a row that nobody filled in is left out."""
    if not tag.startswith(("indicateurs.blocs.", "budget.autres_financeurs.")):
        raise NoSuchPathError(tag)
