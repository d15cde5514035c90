"""Paths through a contract, by ranks and by keys; the marks of its fields."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import ctai_docs
from ctai_docs.contract.model import Annexe, Beneficiaire, Contrat, Contribution, Partie
from ctai_docs.contract.model.marks import Renvoi, Saisie
from ctai_docs.contract.model.slots import ROOT, Slot
from ctai_docs.contract.model.walk import (
    by_keys,
    by_ranks,
    children,
    inside,
    leaves,
    lookup,
    marked,
)
from ctai_docs.machine.annotations import annotated, is_model, members
from ctai_docs.machine.findings import show_path
from ctai_docs.machine.paths import read_path

EXAMPLES = sorted(path.parent for path in Path("examples").glob("*/contrat.yaml"))


@cache
def example(folder):
    """Return the contract in force of an example."""
    return ctai_docs.load(folder).contrat


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_every_path_shown_is_read_back_as_the_same_place(folder):
    """By keys and by ranks: what a message shows can be typed in a silence."""
    contrat = example(folder)
    paths = [path for path, _ in leaves(contrat)]
    assert len(paths) > 50
    for path in paths:
        keyed = by_keys(contrat, path)
        assert by_ranks(contrat, read_path(show_path(keyed))) == path
        assert by_ranks(contrat, read_path(show_path(path))) == path


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_every_leaf_is_found_at_its_path(folder):
    """A lone scalar stands at the path of its object."""
    contrat = example(folder)
    for path, value in leaves(contrat):
        found = lookup(contrat, path)
        assert found == value or getattr(found, found.abrege) == value


def test_a_path_names_by_key_what_the_key_alone_names():
    """Of elements without a key, or with the key of another, it gives the rank."""
    contrat = Contrat.model_construct(
        parties=tuple(
            Partie(cle=key, type="ccas", nom="a", representants=({"fonction": "b"},))
            for key in ("un", "deux", "deux")
        )
    )
    shown = [
        show_path(by_keys(contrat, ("parties", n, "representants", 0, "fonction")))
        for n in range(4)
    ]
    assert shown == [
        "parties.un.representants[1].fonction",
        "parties[2].representants[1].fonction",
        "parties[3].representants[1].fonction",
        "parties[4].representants[1].fonction",
    ]


def test_a_path_through_data_that_no_model_has_read_is_told_as_well():
    """Where the data is not what it should be, steps stay as they are."""
    data = {"axes": [{"cle": "logement", "intitule": None}, "sante", None], "fiches": {"a": 1}}
    assert by_keys(data, ("axes", 0, "intitule")) == ("axes", "logement", "intitule")
    assert by_keys(data, ("axes", 1, "intitule")) == ("axes", 1, "intitule")
    assert by_keys(data, ("fiches", 3, "axe")) == ("fiches", 3, "axe")
    assert by_keys(None, ("axes", 2)) == ("axes", 2)


def test_nothing_stands_in_a_leaf_nor_beyond_the_end():
    """No error: a path may lead nowhere."""
    contrat = example(EXAMPLES[0])
    assert list(children(contrat.debut)) == []
    assert inside(contrat.fiches, 1_000) is None
    assert inside(contrat.debut, "year") is None
    assert lookup(contrat, ("fiches", "nulle", "budget")) is None


# ---------------------------------------------------------------------- marks
def test_each_reference_of_the_contract_is_marked():
    """With the list that holds what it names."""
    contrat = ctai_docs.load("examples/metz_2026").contrat
    found = {
        (*(s for s in path if isinstance(s, str)), mark.liste)
        for path, _, mark in marked(contrat, Renvoi)
    }
    assert found == {
        ("pilote", "parties"),
        ("exercices", "contributions", "payeur", "parties"),
        ("versement", "beneficiaires", "partie", "parties"),
        ("deliberations", "partie", "parties"),
        ("fiches", "axe", "axes"),
    }
    (exercice,) = [
        key
        for path, key, _ in marked(contrat.fiches[0].model_copy(update={"exercice": "x"}), Renvoi)
        if path == ("exercice",)
    ]
    assert exercice == "x"


def test_a_lone_scalar_that_is_a_reference_stands_at_its_object():
    """`beneficiaires: [ccas]`."""
    payee = Beneficiaire.model_validate("ccas")
    assert list(marked(payee, Renvoi, ("x",))) == [(("x",), "ccas", Renvoi("parties"))]


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        pytest.param(("fin",), Saisie.JOUR, id="day"),
        pytest.param(("renouvelable",), Saisie.OUI_NON, id="yes or no"),
        pytest.param(("preambule",), Saisie.TEXTE, id="text"),
        pytest.param(("territoire",), Saisie.LIGNE, id="line"),
        pytest.param(("pilote",), Saisie.CLE, id="key"),
        pytest.param(("total_contributions",), Saisie.MONTANT, id="amount"),
        pytest.param(("presentation", "couleur"), Saisie.COULEUR, id="colour"),
        pytest.param(("fiches", "x", "budget", "cout_unitaire"), Saisie.MONTANT_OU_PHRASE, id="or"),
        pytest.param(("fiches", "x", "indicateurs", "acteurs", "y"), Saisie.CIBLE, id="target"),
        pytest.param(("fiches",), None, id="list"),
        pytest.param(("numerotation",), None, id="choice"),
    ],
)
def test_a_place_knows_which_kind_of_value_is_typed_there(steps, kind):
    """Whether or not it may be left empty."""
    slot = ROOT
    for step in steps:
        slot = slot.child(step)
    assert slot.saisie is kind


def test_every_leaf_of_the_model_has_a_kind_but_choices_and_numbers():
    """A leaf of a new type needs one."""
    without = {
        one.__name__
        for model in _models(Contrat, set())
        for field in model.model_fields.values()
        for one in _leaves_of(Slot(annotated(field), ""))
    }
    assert without == {
        "int",
        "Numerotation",
        "Organe",
        "StatutDeliberation",
        "StatutMontant",
        "TypePartie",
    }


def _leaves_of(slot):
    """Return the types of a place where a value is typed without a kind."""
    return [] if slot.saisie or slot.holder else members(slot.type)


def _models(model, seen):
    """Return a model and all that stand within it."""
    seen.add(model)
    for field in model.model_fields.values():
        for inner in _within(field.annotation):
            if is_model(inner) and inner not in seen:
                _models(inner, seen)
    return seen


def _within(annotation):
    for one in members(annotation):
        yield one
        for inner in getattr(one, "__args__", ()):
            yield from _within(inner)


def test_the_models_were_all_walked():
    """Deep ones too."""
    assert {Annexe, Contribution, Beneficiaire} < _models(Contrat, set())
