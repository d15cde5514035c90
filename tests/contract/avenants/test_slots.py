"""Every leaf of the model can be reached, changed, found by `diff` and applied."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import get_args, get_origin

import pytest

import ctai_docs
from ctai_docs.contract.avenants import apply, articles_modifies, diff
from ctai_docs.contract.avenants.tree import spots, tree
from ctai_docs.contract.model import (
    Beneficiaire,
    Case,
    Cible,
    Contrat,
    Contribution,
    Couleur,
    FicheAction,
    Financement,
    Personne,
    Silence,
    Texte,
)
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.contract.model.slots import ROOT, key_field, slots
from ctai_docs.contract.model.walk import by_keys
from ctai_docs.machine.paths import read_path, show_path

DAY = date(2031, 5, 17)
SAMPLES = {
    Decimal: Decimal("4321.50"),
    date: DAY,
    bool: True,
    int: 42,
    Cible: Cible.read("77 h"),
    Texte: Texte("Un texte tout autre.\n"),
    Couleur: Couleur("0B6E4F"),
    str: "autre-chose",
}


def sample(annotation, other=False):
    """Return a value of this type; `other` gives a second one."""
    slot = type(ROOT)(annotation, "")
    if slot.model:
        return filled(slot.model)
    if get_origin(slot.holder) is tuple:
        item = get_args(slot.holder)[0]
        return (sample(item), sample(item)) if key_field_of(item) is None else several(item)
    if get_origin(slot.holder) is dict:
        return {"un": sample(get_args(slot.holder)[1])}
    kind = next(t for t in _types(annotation) if t is not type(None))
    if issubclass(kind, StrEnum):
        return list(kind)[1 if other else 0]
    return SAMPLES[kind]


def key_field_of(item):
    """Return the key of the elements of a list, None when they have none."""
    model = type(ROOT)(item, "").model
    return key_field(model) if model else None


def several(item):
    """Return two elements with keys."""
    model, name = type(ROOT)(item, "").model, key_field_of(item)
    return tuple(filled(model, {name: key}) for key in ("un", "deux"))


def _types(annotation):
    if get_args(annotation) and get_origin(annotation) is not type:
        for inner in get_args(annotation):
            yield from _types(inner)
    elif isinstance(annotation, type):
        yield annotation


def filled(model, values=None):
    """Return an object with every field of its model filled in, extra keys included."""
    values = dict(values or {})
    for name, field in model.model_fields.items():
        if name not in values:
            values[name] = sample(ROOT.__class__(field.annotation, "").type)
    if model is Case:
        values.pop("libelle")
    slot = type(ROOT)(model, "").child("ligne_du_formulaire")
    if slot is not None:
        values["ligne_du_formulaire"] = sample(slot.type)
    return model.model_validate(values)


FULL = filled(Contrat)


def leaves(node, steps=()):
    """Yield the path of every place that a change can name, below the contract."""
    slot = [ROOT, *slots(steps)][-1]
    if isinstance(node, dict):
        names = list(node)
    elif slot.element:
        names = [item[key_field(slot.element)] for item in node]
    else:
        if node is not None:  # a box has a key or a label, not both
            yield steps
        return
    for name in names:
        inner = (
            node[name]
            if isinstance(node, dict)
            else next(item for item in node if item[key_field(slot.element)] == name)
        )
        yield from leaves(inner, (*steps, name))


PATHS = sorted({show_path(steps) for steps in leaves(tree(FULL))})


def test_the_sweep_goes_deep():
    """The full contract has leaves in every part of the model."""
    assert len(PATHS) > 150
    assert {read_path(path)[0] for path in PATHS} == set(Contrat.model_fields)


@pytest.mark.parametrize("path", PATHS)
def test_every_leaf_can_be_changed_found_and_applied(path):
    """Change one leaf: `diff` sees it, `apply` makes it, and it is told; to nothing as well."""
    steps = read_path(path)
    after = _with(steps, _other)
    assert after != FULL
    _found_and_applied(after)
    try:
        emptied = _with(steps, _nothing)
    except ValueError:  # the model requires this value
        return
    _found_and_applied(emptied)


def _with(steps, new):
    """Return the full contract with another value at a path."""
    data = tree(FULL)
    spot = list(spots(data, steps))[-1]
    spot.put(new(spot))
    return Contrat.model_validate(data)


def _found_and_applied(after):
    avenant = diff(FULL, after)
    assert apply(FULL, avenant) == after
    assert apply(after, diff(after, FULL)) == FULL
    articles_modifies(avenant, FULL, after)


def _other(spot):
    """Return another value of the same type."""
    match spot.value:
        case bool():
            return not spot.value
        case int():
            return spot.value + 1
        case Decimal():
            return spot.value + 1
        case date():
            return date(2032, 1, 1)
        case Cible():
            return Cible.read("99 %")
        case Couleur():
            return Couleur("8A1C3B")
        case StrEnum():
            return next(item for item in type(spot.value) if item is not spot.value)
        case list():
            return spot.value[:1] if len(spot.value) > 1 else []
        case str():
            return type(spot.value)(f"{spot.value}-bis")
    raise AssertionError(f"no other value for {spot.value!r}")


def _nothing(spot):
    return spot.slot.default if spot.slot.default in (None, ()) else None


@pytest.mark.parametrize(
    ("model", "key"),
    [
        pytest.param(FicheAction, "cle", id="fiche"),
        pytest.param(Contribution, "payeur", id="contribution"),
        pytest.param(Beneficiaire, "partie", id="payee"),
        pytest.param(Case, "cle", id="box"),
        pytest.param(Personne, None, id="person"),
        pytest.param(Financement, None, id="financing"),
        pytest.param(Silence, None, id="silence"),
    ],
)
def test_the_key_of_a_model_is_its_first_field_when_that_is_a_key(model, key):
    """Lists of such models are reached by keys; the others are one value."""
    assert key_field(model) == key


def test_a_path_of_pydantic_is_told_with_keys():
    """`fiches[0].portage[1]` is told as people write it."""
    contrat = ctai_docs.load("examples/metz_2026").contrat
    for value in (contrat, tree(contrat)):
        assert by_keys(value, ("fiches", 7, "budget", "cout_total"))[:2] == ("fiches", "un-toit")
        assert by_keys(value, ("fiches", 99, "budget")) == ("fiches", 99, "budget")


def test_an_avenant_is_no_part_of_the_contract():
    """Its own fields are not reached by paths."""
    assert not set(Avenant.model_fields) & {"fiches", "axes"}
