"""Avenants that apply, and those that do not fit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ctai_docs.contract.avenants import apply, apply_all
from ctai_docs.contract.avenants.messages import CATALOGUE
from ctai_docs.contract.form import load_clauses
from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import CtaiError
from tests.contract.avenants.making import after, avenant, metz, refused, specimen

IBAN = {"titulaire": "CCAS", "iban": "FR14 2004 1010 0505 0001 3M02 606"}


def test_the_specimen_makes_a_change_of_each_kind():
    """Every change of the specimen is in the contract that it makes."""
    made = apply(metz(), *specimen())
    assert made.exercices[1].contribution("etat").montant == Decimal(165_000)
    assert made.fin.isoformat() == "2029-06-30"
    assert [a.cle for a in made.axes] == [
        "citoyennete", "pilotage", "francais-numerique", "logement", "sante"
    ]  # fmt: skip
    assert [a.cle for a in made.articles][4:8] == [
        "gouvernance", "evaluation", "communication", "avenant"
    ]  # fmt: skip
    keys = [f.cle for f in made.fiches]
    assert "numerique" not in keys
    assert keys[-1] == "sante-mentale"
    assert next(f for f in made.fiches if f.cle == "course").intitule == "Courir ensemble"
    assert made.partie("etat").representants[0].fonction == "Préfète de la Moselle"


def test_an_article_is_changed_in_a_contract_that_lists_none():
    """The usual standard clauses are written down first, and keep their order."""
    bare = metz().model_copy(update={"articles": None})
    change = {"modifier": "articles.gouvernance.texte", "apres": "Un comité.\n"}
    made = apply(bare, avenant(change))
    assert [a.cle for a in made.articles] == [c.cle for c in load_clauses().usuelles]
    assert next(a for a in made.articles if a.cle == "gouvernance").texte == "Un comité.\n"


def test_a_row_of_the_form_left_empty_is_filled_in():
    """No `avant`: nothing was there, whether the row was absent or empty."""
    path = "fiches.adoma.indicateurs.blocs.logement.part_sorties"
    blocks = next(f for f in metz().fiches if f.cle == "adoma").indicateurs.blocs
    assert "logement" in blocks
    made = after({"modifier": path, "apres": "12"})
    bloc = next(f for f in made.fiches if f.cle == "adoma").indicateurs.blocs["logement"]
    assert bloc["part_sorties"].nombre == 12


def test_an_element_is_renamed_by_its_key():
    """The key is a value like another, as long as no sibling has it."""
    made = after({"modifier": "axes.logement.cle", "avant": "logement", "apres": "toit"})
    assert made.axes[2].cle == "toit"


REFUSALS = [
    pytest.param(
        {"modifier": "fiches.un-tois.intitule", "avant": "x", "apres": "y"},
        "AVE-002", "modifier", id="unknown fiche",
    ),
    pytest.param({"modifier": "budgets", "apres": "1"}, "AVE-002", "modifier", id="unknown field"),
    pytest.param(
        {"modifier": "fin.jour", "apres": "1"}, "AVE-002", "modifier", id="inside a leaf"
    ),
    pytest.param({"supprimer_fiche": "un"}, "AVE-002", "supprimer_fiche", id="fiche not there"),
    pytest.param(
        {"remplacer_fiche": "un", "fiche": {"intitule": "x", "axe": "logement"}},
        "AVE-002", "remplacer_fiche", id="no fiche to replace",
    ),
    pytest.param(
        {"deplacer": "axes.logement", "a_la_suite_de": "sport"},
        "AVE-002", "a_la_suite_de", id="after nobody",
    ),
    pytest.param(
        {"modifier": "versement.beneficiaires.ville.montant", "apres": "1"},
        "AVE-002", "modifier", id="payee not there",
    ),
    pytest.param(
        {"modifier": "parties.etat.habilitation.numero", "apres": "1"},
        "AVE-003", "modifier", id="inside nothing",
    ),
    pytest.param(
        {"modifier": "fin", "avant": "31/12/2027", "apres": "31/12/2029"},
        "AVE-004", "avant", id="other value",
    ),
    pytest.param({"modifier": "fin", "apres": "31/12/2029"}, "AVE-004", "modifier", id="no avant"),
    pytest.param(
        {"modifier": "public", "avant": "x", "apres": "y"}, "AVE-004", "avant", id="nothing there"
    ),
    pytest.param(
        {"modifier": "fin", "avant": "2028-12-31", "apres": "31/12/2028"},
        "AVE-014", "apres", id="no change",
    ),
    pytest.param({"modifier": "fin", "avant": "2028-12-31"}, "AVE-005", "modifier", id="emptied"),
    pytest.param(
        {"ajouter": "axes.logement", "element": {"intitule": "x"}},
        "AVE-006", "ajouter", id="key that exists",
    ),
    pytest.param(
        {"ajouter_fiche": "un-toit", "fiche": {"intitule": "x", "axe": "logement"}},
        "AVE-006", "ajouter_fiche", id="fiche that exists",
    ),
    pytest.param(
        {"remplacer_fiche": "course", "fiche": {"cle": "adoma", "intitule": "x", "axe": "a"}},
        "AVE-006", "fiche", id="fiche renamed to another",
    ),
    pytest.param(
        {"modifier": "axes.logement.cle", "avant": "logement", "apres": "pilotage"},
        "AVE-006", "apres", id="element renamed to another",
    ),
    pytest.param({"supprimer": "fin"}, "AVE-008", "supprimer", id="drop a field"),
    pytest.param({"ajouter": "public", "element": "x"}, "AVE-008", "ajouter", id="add a field"),
    pytest.param(
        {"deplacer": "axes.logement", "a_la_suite_de": "logement"},
        "AVE-009", "a_la_suite_de", id="after itself",
    ),
    pytest.param(
        {"deplacer": "fiches.un-toit.indicateurs.blocs.logement", "en_tete": "oui"},
        "AVE-009", "en_tete", id="no order in a table",
    ),
    pytest.param(
        {"ajouter": "axes.sante", "element": {"cle": "autre", "intitule": "x"}},
        "AVE-010", "element", id="two keys",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "at"), REFUSALS)
def test_a_change_that_does_not_fit_is_refused_at_its_place(change, code, at):
    """One finding, at the key of the change that is wrong."""
    assert refused(change) == [(code, ("changements", 0, at))]


def test_a_value_of_a_wrong_type_is_refused_where_it_is_typed():
    """Values are read by the model at the end of the path, to the inside of objects."""
    assert refused(
        {"modifier": "fin", "avant": "31/12/2028", "apres": "demain"},
        {"ajouter": "axes.sante", "element": {"intitule": "Santé", "montant": "12 00"}},
        {"modifier": "parties.etat.representants", "avant": [], "apres": [{"nom": "X"}]},
    ) == [
        ("MOD-006", ("changements", 0, "apres")),
        ("MOD-006", ("changements", 1, "element", "montant")),
        ("MOD-001", ("changements", 2, "apres", 0, "fonction")),
    ]


def test_values_that_differ_are_shown():
    """A group and a list too: who reads the message sees what to correct."""
    change = {"modifier": "fiches.un-toit.partenaires", "avant": ["ofii"], "apres": ["ofpra"]}
    with pytest.raises(
        CtaiError, match=r"annonce : \[\{cle: ofii\}\] ; le contrat porte : \[\{cle: agir"
    ):
        after(change)


def test_all_mistakes_are_told_at_once():
    """A change that does not fit does not hide the next."""
    changes = [case.values[0] for case in REFUSALS]
    assert len(refused(*changes)) == len(REFUSALS)


def test_a_key_that_several_elements_have_is_refused():
    """Nothing tells which one is meant."""
    double = metz().model_copy(update={"axes": (*metz().axes, metz().axes[0])})
    change = {"modifier": "axes.pilotage.intitule", "avant": "Pilotage du CTAI", "apres": "x"}
    with pytest.raises(CtaiError) as error:
        apply(double, avenant(change))
    assert [f.code for f in error.value.findings] == ["AVE-007"]


def test_a_contract_that_the_model_refuses_is_told_at_the_change_that_breaks_it():
    """Fewer than two parties: the last change of the list is named."""
    changes = [{"supprimer": "parties.ville"}, {"supprimer": "parties.ccas"}]
    assert refused({"supprimer": "annexes.x"}, *changes) == [
        ("AVE-002", ("changements", 0, "supprimer"))
    ]
    assert refused(*changes) == [("AVE-011", ("changements", 1))]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        pytest.param((2,), 2, id="one is missing"),
        pytest.param((1, 1), 1, id="twice the same"),
        pytest.param((1, 3), 3, id="a gap"),
    ],
)
def test_avenants_out_of_order_are_refused(numbers, found):
    """Numbers follow each other from 1."""
    with pytest.raises(CtaiError) as error:
        apply_all(metz(), [avenant(numero=number) for number in numbers])
    (finding,) = error.value.findings
    assert (finding.code, str(finding.where)) == ("AVE-001", f"avenant n° {found}")


def test_every_message_of_the_catalogue_has_its_four_beats():
    """Found, rule, remedy: the code is unique."""
    assert len({rule.code for rule in CATALOGUE}) == len(CATALOGUE)
    assert all(rule.found and rule.rule for rule in CATALOGUE)


def test_the_message_says_what_to_do():
    """The whole line, as a user reads it."""
    with pytest.raises(CtaiError) as error:
        after({"modifier": "fiches.un-tois.intitule", "apres": "y"})
    assert str(error.value) == (
        "avenant n° 1 · changements[1].modifier · « un-tois » n'existe pas dans « fiches ». "
        "Un changement nomme ce qui est dans le contrat, au moment où il s'applique. "
        "Vouliez-vous dire «\xa0un-toit\xa0»\xa0? [AVE-002]"
    )


def test_the_contract_is_a_contract():
    """What comes out has been read by the model again."""
    assert isinstance(after({"ajouter": "articles.communication"}), Contrat)
