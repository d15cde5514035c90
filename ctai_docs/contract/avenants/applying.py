"""`apply`: a contract and an avenant become the contract in force, or every reason why not.

The changes apply one after another, in the order of the avenant, to the tree of the contract; the
model then reads the tree, as it reads a dossier. A change that does not fit is skipped, so that
all mistakes are told at once; no contract is returned then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from textwrap import shorten

from pydantic import ValidationError

from ctai_docs.contract.avenants.messages import (
    EXISTS,
    INVALID,
    MISMATCH,
    NO_PLACE,
    NOTHING,
    SEVERAL,
    UNCHANGED,
    UNKNOWN,
)
from ctai_docs.contract.avenants.tree import ABSENT, Spot, Tree, spots, tree
from ctai_docs.contract.avenants.values import Typed, typed, under, where
from ctai_docs.contract.facts import usual_articles
from ctai_docs.contract.model import Contrat
from ctai_docs.contract.model.avenant import (
    Ajouter,
    AjouterFiche,
    Avenant,
    Changement,
    Deplacer,
    Modifier,
    RemplacerFiche,
    plain,
)
from ctai_docs.contract.model.walk import by_keys
from ctai_docs.machine.findings import CtaiError, Finding, Location, Rule, in_order
from ctai_docs.machine.french import plural, quote
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.machine.paths import Path, show_path
from ctai_docs.machine.yaml import Positions
from ctai_docs.machine.yaml.explain import explain

_LONGEST = 120
"""A group of values as a message shows it, in characters."""


def apply(contrat: Contrat, avenant: Avenant, positions: Positions | None = None) -> Contrat:
    """Return the contract that the avenant makes of this one.

    Raise `CtaiError` with every change that does not fit, placed in the file of the avenant when
    its `positions` are given.

    Examples:
        >>> contrat = ctai_docs.load("examples/metz_2026").contrat
        >>> change = ctai_docs.Modifier(modifier="territoire", avant="Metz", apres="Metz et Woippy")
        >>> avenant = ctai_docs.Avenant(numero=1, changements=(change,))
        >>> ctai_docs.apply(contrat, avenant).territoire
        'Metz et Woippy'
    """
    data = tree(contrat)
    findings = [
        under(finding, number)
        for number, change in enumerate(avenant.changements)
        for finding in _change(data, change)
    ]
    if not findings:
        try:
            return Contrat.model_validate(data)
        except ValidationError as error:
            findings = [_invalid(f, data, avenant) for f in explain(error, Contrat, data)]
    raise CtaiError(placed(findings, avenant, positions))


def placed(
    findings: Iterable[Finding], avenant: Avenant, positions: Positions | None
) -> list[Finding]:
    """Return the findings about an avenant with their place: in its file, else its number."""
    if positions:
        return in_order(positions.place(findings))
    place = Location(f"avenant n° {avenant.numero}")
    return in_order(replace(finding, where=place) for finding in findings)


def _invalid(finding: Finding, data: Tree, avenant: Avenant) -> Finding:
    """Return the model's finding about the contract, placed at the last change of that value."""
    steps = by_keys(data, finding.path)
    near = last_touching(avenant, steps)
    path = () if near is None else ("changements", near)
    return INVALID.at(path, chemin=show_path(steps), message=finding.message)


def last_touching(avenant: Avenant, steps: Path) -> int | None:
    """Return the rank of the last change of a place, of its holder, or of a value inside it."""
    shared = (min(len(change.etapes), len(steps)) for change in avenant.changements)
    touching = [
        rank
        for rank, (change, depth) in enumerate(zip(avenant.changements, shared, strict=True))
        if change.etapes[:depth] == steps[:depth]
    ]
    return touching[-1] if touching else None


class _RefusedError(Exception):
    """One change that does not fit: its finding, whose path starts at the change."""

    def __init__(self, rule: Rule, at: str, **values: object) -> None:
        self.finding = rule.at((at,), line_in_text=None, **values)


def _change(data: Tree, change: Changement) -> list[Finding]:
    """Make one change in the tree; return why it does not fit."""
    found = typed(change)
    if found.findings:
        return list(found.findings)
    try:
        _make(change, found, _reached(data, change))
    except _RefusedError as refused:
        return [refused.finding]
    return []


def _reached(data: Tree, change: Changement) -> list[Spot]:
    """Return the places that the path of a change passes; all but the last must hold something."""
    steps = change.etapes
    if steps[0] == "articles" and len(steps) > 1 and data["articles"] is None:
        data["articles"] = tree(usual_articles())
    passed = list(spots(data, steps))
    for depth, spot in enumerate(passed[: len(steps) - 1]):
        _require(spot, change, depth)
        if spot.value is None:
            path = show_path(steps[: depth + 1])
            advice = f"Écrivez « modifier: {path} », avec toute la valeur dans « apres »."
            raise _RefusedError(NOTHING, change.nom, chemin=path, conseil=advice)
    return passed


def _require(spot: Spot, change: Changement, depth: int = -1, at: str = "") -> None:
    """Refuse an empty place, or a key that several elements have."""
    inside = where(change.etapes[:depth])
    if spot.value is ABSENT:
        advice = did_you_mean(spot.name, spot.siblings)
        raise _RefusedError(UNKNOWN, at or change.nom, nom=spot.name, dans=inside, conseil=advice)
    if spot.key and len(spot.ranks) > 1:
        number = plural(len(spot.ranks), "élément")
        raise _RefusedError(SEVERAL, at or change.nom, nom=spot.name, nombre=number, dans=inside)


def _make(change: Changement, found: Typed, passed: list[Spot]) -> None:
    """Make a change whose place exists."""
    spot, new = passed[-1], tree(found.apres)
    match change:
        case Modifier():
            _modify(change, found, passed)
        case Ajouter() | AjouterFiche():
            _refuse_taken(spot, change, spot.name, change.nom)
            _insert(change, spot, new)
        case Deplacer():
            _require(spot, change)
            _insert(change, spot, spot.value)
        case RemplacerFiche():
            _require(spot, change)
            if change.fiche.cle != spot.name:
                _refuse_taken(spot, change, change.fiche.cle, "fiche")
            spot.put(new)
        case _:
            _require(spot, change)
            spot.drop()


def _modify(change: Modifier, found: Typed, passed: list[Spot]) -> None:
    """Replace a value, where it equals the `avant` of the change."""
    spot, old, new = passed[-1], tree(found.avant), tree(found.apres)
    if not found.slot.entry:
        _require(spot, change)
    if not _same(old, spot.value):
        at = "modifier" if change.avant is None else "avant"
        said, present = _shown(old), _shown(spot.value)
        raise _RefusedError(MISMATCH, at, present=present, annonce=said)
    if new == spot.value:
        raise _RefusedError(UNCHANGED, "apres", nom=spot.name)
    element = spot if spot.key else passed[-2] if len(passed) > 1 else None
    if element and element.key:
        key = new[spot.key] if spot.key else new
        if (spot.key or spot.name == element.key) and key != element.name:
            _refuse_taken(element, change, key, "apres")
    if spot.value is ABSENT:
        spot.holder[spot.name] = new
    else:
        spot.put(new)


def _refuse_taken(spot: Spot, change: Changement, name: str, at: str) -> None:
    """Refuse a key that another element has."""
    if name in spot.siblings:
        raise _RefusedError(EXISTS, at, nom=name, dans=where(change.etapes[:-1]))


def _insert(change: Ajouter | AjouterFiche | Deplacer, spot: Spot, item: Tree) -> None:
    """Put an element at its place: at the head, after another, or at the end."""
    after = change.a_la_suite_de
    if not spot.key:
        if after or change.en_tete or isinstance(change, Deplacer):
            at = "a_la_suite_de" if after else "en_tete" if change.en_tete else change.nom
            raise _RefusedError(NO_PLACE, at, nom=after or spot.name)
        spot.holder[spot.name] = item
        return
    if after == spot.name:
        raise _RefusedError(NO_PLACE, "a_la_suite_de", nom=after)
    if after:
        _require(spot.beside(after), change, at="a_la_suite_de")
    if spot.ranks:
        spot.drop()
    rank = spot.beside(after).ranks[0] + 1 if after else len(spot.holder)
    spot.holder.insert(0 if change.en_tete else rank, item)


def _same(one: Tree, other: Tree) -> bool:
    """Tell whether two values are equal, the end of their last line aside; or both are nothing."""
    if _nothing(one) or _nothing(other):
        return _nothing(one) and _nothing(other)
    if isinstance(one, str) and isinstance(other, str):
        return one.rstrip() == other.rstrip()
    return bool(one == other)


def _nothing(value: Tree) -> bool:
    return value is None or value is ABSENT


def _shown(value: Tree) -> str:
    """Return a value as a message quotes it."""
    if _nothing(value):
        return "rien"
    if isinstance(value, (dict, list)):
        return shorten(_inline(plain(value)), _LONGEST, placeholder="…")
    return quote(str(plain(value)))


def _inline(value: object) -> str:
    """Return a value on one line, as YAML may write it; absent fields are left out."""
    if isinstance(value, dict):
        said = {key: one for key, one in value.items() if one is not None}
        return "{" + ", ".join(f"{key}: {_inline(one)}" for key, one in said.items()) + "}"
    return f"[{', '.join(map(_inline, value))}]" if isinstance(value, list) else str(value)
