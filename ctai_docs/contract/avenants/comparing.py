"""`diff`: two contracts become the avenant that leads from the first to the second.

Minimal and readable: one change for each value, text, or element added, dropped or moved; a fiche
with many changes is replaced. Lists without keys, or whose keys name several elements, are one
value. Generic, like `apply`: no field of the model is named here, but those of fiches and articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from ctai_docs.contract.avenants.labels import Steps
from ctai_docs.contract.facts import usual_articles
from ctai_docs.contract.model import Contrat, FicheAction, Modele
from ctai_docs.contract.model.avenant import (
    Ajouter,
    AjouterFiche,
    Avenant,
    Brut,
    Changement,
    Deplacer,
    Modifier,
    RemplacerFiche,
    Supprimer,
    SupprimerFiche,
    plain,
)
from ctai_docs.contract.model.slots import ROOT, Slot, key_field
from ctai_docs.contract.model.walk import Value
from ctai_docs.machine.paths import show_path

FEW = 6
"""The most changes that a fiche shows one by one; beyond, it is replaced."""


def diff(avant: Contrat, apres: Contrat, **meta: object) -> Avenant:
    """Return the avenant that makes `apres` of `avant`; its other fields are `meta`.

    Amounts are euros. Applied to `avant`, it gives `apres`.

    Examples:
        >>> avant = ctai_docs.load("examples/metz_2026").contrat
        >>> apres = ctai_docs.modify(avant, "territoire", "Metz et Woippy")
        >>> avenant = ctai_docs.diff(avant, apres, numero=1)
        >>> [change.chemin for change in avenant.changements]
        ['territoire']
    """
    changes = tuple(_model(ROOT, avant, apres, ()))
    return Avenant.model_validate({"numero": 1} | meta | {"changements": changes})


def _model(slot: Slot, a: Modele, b: Modele, steps: Steps) -> Iterator[Changement]:
    for name in type(a).model_fields:
        inside = slot.child(name)
        assert inside is not None, "a field of a model has a place"
        yield from _value(inside, getattr(a, name), getattr(b, name), (*steps, name))
    yield from _table(slot, a.__pydantic_extra__ or {}, b.__pydantic_extra__ or {}, steps)


def _value(slot: Slot, a: Value, b: Value, steps: Steps) -> Iterator[Changement]:
    """Yield the changes of one place: of its parts, where both values have parts."""
    if a == b:
        return
    if steps == ("articles",) and a is None:
        yield from _articles(slot, b, steps)
    elif isinstance(a, FicheAction) and isinstance(b, FicheAction):
        yield from _fiche(slot, a, b, steps)
    elif isinstance(a, Modele) and isinstance(b, Modele):
        yield from _model(slot, a, b, steps)
    elif isinstance(a, dict) and isinstance(b, dict):
        yield from _table(slot, a, b, steps)
    elif (old := _by_key(slot, a)) is not None and (new := _by_key(slot, b)) is not None:
        yield from _list(slot, old, new, steps)
    else:
        yield Modifier(modifier=show_path(steps), avant=plain(a), apres=plain(b))


def _articles(slot: Slot, b: Value, steps: Steps) -> Iterator[Changement]:
    """Yield the changes from the usual standard clauses, which a contract without articles has."""
    changes = list(_value(slot, usual_articles(), b, steps))
    whole = Modifier(modifier=show_path(steps), avant=None, apres=plain(b))
    yield from changes if changes and all(len(c.etapes) > 1 for c in changes) else [whole]


def _fiche(slot: Slot, a: FicheAction, b: FicheAction, steps: Steps) -> Iterator[Changement]:
    changes = list(_model(slot, a, b, steps))
    replaced = RemplacerFiche(remplacer_fiche=a.cle, fiche=b)
    yield from changes if len(changes) <= FEW else [replaced]


def _table(slot: Slot, a: dict[str, Any], b: dict[str, Any], steps: Steps) -> Iterator[Changement]:
    """Yield the changes of a table, or of the keys that a model does not name."""
    for key in a.keys() - b.keys():
        yield _dropped((*steps, key))
    for key, value in b.items():
        path = (*steps, key)
        inside = slot.child(key)
        assert inside is not None, "a table has a place for every key"
        if key in a:
            yield from _value(inside, a[key], value, path)
        else:
            yield Ajouter(ajouter=show_path(path), element=plain(value))


def _list(slot: Slot, a: dict[str, Any], b: dict[str, Any], steps: Steps) -> Iterator[Changement]:
    """Yield the changes of a list reached by keys: elements dropped, changed, then the order."""
    for key in a:
        if key not in b:
            yield _dropped((*steps, key))
    for key, value in a.items():
        inside = slot.child(key)
        if inside and key in b:
            yield from _value(inside, value, b[key], (*steps, key))
    yield from _order([key for key in a if key in b], b, steps)


def _order(current: list[str], b: dict[str, Any], steps: Steps) -> Iterator[Changement]:
    """Yield the moves and additions that put the elements in the order of `b`."""
    rank = {key: n for n, key in enumerate(b)}
    still = _in_order(current, rank)
    previous: str | None = None
    for key, value in b.items():
        if key not in still:
            moved = key in current
            if moved:
                current.remove(key)
            at = current.index(previous) + 1 if previous else 0
            yield _placed((*steps, key), None if moved else value, previous, at == len(current))
            current.insert(at, key)
        previous = key


def _placed(steps: Steps, value: Modele | None, previous: str | None, last: bool) -> Changement:
    """Return the change that adds an element, or moves it when there is no value."""
    place = {} if last else {"a_la_suite_de": previous} if previous else {"en_tete": True}
    path = show_path(steps)
    if value is None:
        return Deplacer.model_validate({"deplacer": path} | place)
    if isinstance(value, FicheAction):
        return AjouterFiche.model_validate({"ajouter_fiche": value.cle, "fiche": value} | place)
    return Ajouter.model_validate({"ajouter": path, "element": _without_key(value)} | place)


def _dropped(steps: Steps) -> Changement:
    if len(steps) == 2 and steps[0] == "fiches":
        return SupprimerFiche(supprimer_fiche=steps[1])
    return Supprimer(supprimer=show_path(steps))


def _without_key(value: Modele) -> Brut:
    """Return an element as YAML, without the key that its path already gives."""
    data, key = plain(value), key_field(type(value))
    if not isinstance(data, dict):
        return None
    return {name: inner for name, inner in data.items() if name != key} or None


def _by_key(slot: Slot, items: Value) -> dict[str, Modele] | None:
    """Return the elements of a list by key, None where keys are missing or shared."""
    name = slot.key
    if name is None or not isinstance(items, tuple):
        return None
    keyed = {getattr(item, name): item for item in items}
    return keyed if None not in keyed and len(keyed) == len(items) else None


def _in_order(keys: Sequence[str], rank: dict[str, int]) -> set[str]:
    """Return the most keys that are in order already: the longest increasing subsequence."""
    tails: list[int] = []
    chains: list[list[str]] = []
    for key in keys:
        at = bisect_left(tails, rank[key])
        chain = [*(chains[at - 1] if at else []), key]
        tails[at : at + 1], chains[at : at + 1] = [rank[key]], [chain]
    return set(chains[-1]) if chains else set()
