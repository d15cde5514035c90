"""The values of a change, typed by the place that its path leads to; no contract is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError, create_model
from pydantic_core import PydanticUndefined

from ctai_docs.contract.avenants.messages import EMPTY, NO_ELEMENT, OTHER_KEY, UNKNOWN
from ctai_docs.contract.avenants.slots import ROOT, Slot, Type, key_field, slots
from ctai_docs.contract.avenants.tree import ABSENT, Tree, Value, tree
from ctai_docs.contract.model.avenant import (
    Ajouter,
    AjouterFiche,
    Avenant,
    Brut,
    Changement,
    Modifier,
    RemplacerFiche,
)
from ctai_docs.machine.findings import Finding
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.machine.yaml.explain import explain


@dataclass(frozen=True, slots=True)
class Typed:
    """A change whose path is one of the model, and its values typed, as trees."""

    slot: Slot
    avant: Tree = ABSENT
    apres: Tree = ABSENT
    """The new value or the new element."""
    findings: list[Finding] = field(default_factory=list)


def type_findings(avenant: Avenant) -> list[Finding]:
    """Return what is wrong in an avenant whatever the contract: paths, and values of a wrong type.

    Paths of findings are those of the avenant: `("changements", 2, "apres")`.
    """
    return list(_type_findings(avenant))


def _type_findings(avenant: Avenant) -> Iterator[Finding]:
    for number, change in enumerate(avenant.changements):
        yield from (under(finding, number) for finding in typed(change).findings)


def under(finding: Finding, number: int) -> Finding:
    """Return the finding of a change, as one of its avenant."""
    return replace(finding, path=("changements", number, *finding.path))


def typed(change: Changement) -> Typed:
    """Return the change with its place and values typed, and what prevents it."""
    steps = change.etapes
    known = [ROOT, *slots(steps)]
    if len(known) <= len(steps):
        return Typed(known[-1], findings=[_unknown(change, known)])
    parent, slot = known[-2:]
    match change:
        case Modifier():
            return _modified(change, slot)
        case AjouterFiche() | RemplacerFiche():
            return Typed(slot, apres=tree(change.fiche))
        case _ if not (parent.element or slot.entry):
            return Typed(slot, findings=[NO_ELEMENT.at((change.nom,), chemin=change.chemin)])
        case Ajouter():
            return _added(change, parent, slot)
        case _:
            return Typed(slot)


def _unknown(change: Changement, known: list[Slot]) -> Finding:
    """Return the finding about the first name that the model does not have."""
    *passed, wrong = change.etapes[: len(known)]
    advice = did_you_mean(wrong, known[-1].names)
    return UNKNOWN.at((change.nom,), nom=wrong, dans=where(tuple(passed)), conseil=advice)


def where(steps: tuple[str, ...]) -> str:
    """Return a place as messages name it."""
    return f"« {'.'.join(steps)} »" if steps else "le contrat"


def _modified(change: Modifier, slot: Slot) -> Typed:
    before, trouble = _read(slot, change.avant, "avant")
    after, more = _read(slot, change.apres, "apres")
    if after is ABSENT and not more:
        more = [EMPTY.at(("modifier",), nom=slot.libelle, cle="apres")]
    return Typed(slot, before, after, trouble + more)


def _added(change: Ajouter, parent: Slot, slot: Slot) -> Typed:
    """Return the addition with its element typed; its key is that of the path."""
    key = change.etapes[-1]
    raw = _keyed(change.element, key, parent.element) if parent.element else change.element
    added, trouble = _read(slot, raw, "element")
    if added is ABSENT and not trouble:
        trouble = [EMPTY.at(("ajouter",), nom=slot.libelle, cle="element")]
    elif parent.element and not trouble:
        own = added[key_field(parent.element)]
        if own != key:
            trouble = [OTHER_KEY.at(("element",), nom=own, chemin=change.chemin)]
    return Typed(slot, apres=added, findings=trouble)


def _keyed(raw: Brut, key: str, model: type[BaseModel]) -> Brut:
    """Return the data of an element with the key that its path gives."""
    name = key_field(model)
    if raw is None:
        return {name: key}
    if isinstance(raw, dict) and (not raw or raw.keys() & model.model_fields.keys()):
        return {name: key} | raw
    return raw


def value(slot: Slot, raw: Brut, name: str = "valeur") -> Value:
    """Return what YAML holds as the value of the model that a place takes; raise on a wrong one.

    Nothing typed is None where the place accepts it, else its default, else `ABSENT`.
    """
    if raw is None and not slot.optional:
        return ABSENT if slot.default is PydanticUndefined else slot.default
    return getattr(_reader(slot.type, name).model_validate({name: raw}), name)


def element(change: Ajouter) -> Value:
    """Return the element that a change adds, as a value of the model; raise on a wrong one."""
    parent, slot = [ROOT, *slots(change.etapes)][-2:]
    raw = change.element
    key = change.etapes[-1]
    return value(slot, _keyed(raw, key, parent.element) if parent.element else raw)


def _read(slot: Slot, raw: Brut, name: str) -> tuple[Tree, list[Finding]]:
    """Return the tree of a value typed by its place, and what is wrong with it."""
    try:
        return tree(value(slot, raw, name)), []
    except ValidationError as error:
        return ABSENT, explain(error, _reader(slot.type, name), {name: raw})


@lru_cache(maxsize=1024)
def _reader(annotation: Type, name: str) -> type[BaseModel]:
    """Return a model of one field, which reads values of this type."""
    fields: dict[str, Any] = {name: (annotation, ...)}
    return create_model("Valeur", **fields)
