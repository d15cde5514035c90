"""The values of a change, typed by the place that its path leads to; no contract is needed.

A change is read, applied and described: its values are typed once for the three.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError, create_model
from pydantic_core import PydanticUndefined

from ctai_docs.contract.avenants.messages import EMPTY, NO_ELEMENT, OTHER_KEY, UNKNOWN
from ctai_docs.contract.avenants.tree import ABSENT
from ctai_docs.contract.model.avenant import (
    Ajouter,
    AjouterFiche,
    Avenant,
    Brut,
    Changement,
    Modifier,
    RemplacerFiche,
)
from ctai_docs.contract.model.slots import ROOT, Slot, slots
from ctai_docs.contract.model.walk import Value
from ctai_docs.machine.annotations import Type
from ctai_docs.machine.findings import Finding
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.machine.paths import show_path
from ctai_docs.machine.yaml.explain import explain


@dataclass(frozen=True, slots=True)
class Typed:
    """The place that the path of a change leads to, and its values as the model holds them."""

    slot: Slot
    avant: Value = ABSENT
    apres: Value = ABSENT
    """The new value or the new element."""
    findings: tuple[Finding, ...] = ()
    """What prevents the change."""


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


_TYPED: dict[int, Typed] = {}
"""The values of each change that is alive, by identity: a change holds data, and has no hash."""


def typed(change: Changement) -> Typed:
    """Return the place and the values of a change, and what prevents it."""
    found = _TYPED.get(id(change))
    if found is None:
        found = _TYPED[id(change)] = _typed(change)
        weakref.finalize(change, _TYPED.pop, id(change)).atexit = False
    return found


def _typed(change: Changement) -> Typed:
    steps = change.etapes
    known = [ROOT, *slots(steps)]
    if len(known) <= len(steps):
        return Typed(known[-1], findings=(_unknown(change, known),))
    parent, slot = known[-2:]
    match change:
        case Modifier():
            return _modified(change, slot)
        case AjouterFiche() | RemplacerFiche():
            return Typed(slot, apres=change.fiche)
        case _ if not (parent.element or slot.entry):
            return Typed(slot, findings=(NO_ELEMENT.at((change.nom,), chemin=change.chemin),))
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
    return f"« {show_path(steps)} »" if steps else "le contrat"


def _modified(change: Modifier, slot: Slot) -> Typed:
    before, trouble = _read(slot, change.avant, "avant")
    after, more = _read(slot, change.apres, "apres")
    if after is ABSENT and not more:
        more = [EMPTY.at(("modifier",), nom=slot.libelle, cle="apres")]
    return Typed(slot, before, after, (*trouble, *more))


def _added(change: Ajouter, parent: Slot, slot: Slot) -> Typed:
    """Return the addition with its element typed; its key is that of the path."""
    key, name = change.etapes[-1], parent.key
    raw = _keyed(change.element, key, parent) if name else change.element
    added, trouble = _read(slot, raw, "element")
    if added is ABSENT and not trouble:
        trouble = [EMPTY.at(("ajouter",), nom=slot.libelle, cle="element")]
    elif name and not trouble:
        own = getattr(added, name)
        if own != key:
            trouble = [OTHER_KEY.at(("element",), nom=own, chemin=change.chemin)]
    return Typed(slot, apres=added, findings=tuple(trouble))


def _keyed(raw: Brut, key: str, parent: Slot) -> Brut:
    """Return the data of an element of a list with the key that its path gives."""
    known = parent.element.model_fields.keys() if parent.element else ()
    if raw is None:
        return {parent.key: key}
    if isinstance(raw, dict) and (not raw or raw.keys() & known):
        return {parent.key: key} | raw
    return raw


def _read(slot: Slot, raw: Brut, name: str) -> tuple[Value, list[Finding]]:
    """Return data of YAML as a value of the type of a place, and what is wrong with them.

    Empty data give None where the place accepts it, else its default, else `ABSENT`.
    """
    if raw is None and not slot.optional:
        return ABSENT if slot.default is PydanticUndefined else slot.default, []
    reader = _reader(slot.type, name)
    try:
        return getattr(reader.model_validate({name: raw}), name), []
    except ValidationError as error:
        return ABSENT, explain(error, reader, {name: raw})


@lru_cache(maxsize=1024)
def _reader(annotation: Type, name: str) -> type[BaseModel]:
    """Return a model of one field, which reads values of this type."""
    fields: dict[str, Any] = {name: (annotation, ...)}
    return create_model("Valeur", **fields)
