"""What the keys of a change are: one kind each, one place, one key; else a sentence says why."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from ctai_docs.contract.model.avenant import Avenant, article_of
from tests.contract.model.making import fiche


def made(change):
    """Return the change that its keys make."""
    return Avenant.model_validate({"numero": 1, "changements": [change]}).changements[0]


def refusal(change):
    """Return the sentences that refuse a change."""
    with pytest.raises(ValidationError) as caught:
        made(change)
    return " ".join(error["msg"] for error in caught.value.errors())


KINDS = {
    "Modifier": {"modifier": "fin", "avant": "a", "apres": "b"},
    "Ajouter": {"ajouter": "axes.sante"},
    "Supprimer": {"supprimer": "axes.sante"},
    "Deplacer": {"deplacer": "axes.sante"},
    "AjouterFiche": {"ajouter_fiche": "un", "fiche": fiche("un")},
    "RemplacerFiche": {"remplacer_fiche": "un", "fiche": fiche("deux")},
    "SupprimerFiche": {"supprimer_fiche": "un"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_is_of_the_kind_that_its_key_names(kind):
    """Read from keys, and taken again as it is."""
    change = made(KINDS[kind])
    assert type(change).__name__ == kind
    assert made(change) == change


@pytest.mark.parametrize("name", ["ajouter_fiche", "remplacer_fiche"])
def test_a_fiche_without_a_key_takes_that_of_its_change(name):
    """It is typed once."""
    bare = {key: value for key, value in fiche().items() if key != "cle"}
    assert made({name: "un", "fiche": bare}).fiche.cle == "un"


def test_a_fiche_is_added_under_one_key():
    """Another one in the fiche is refused; a fiche that replaces may be renamed."""
    said = refusal({"ajouter_fiche": "un", "fiche": fiche("deux")})
    assert "La fiche « deux » est ajoutée sous la clé « un »." in said
    assert made(KINDS["RemplacerFiche"]).fiche.cle == "deux"


@pytest.mark.parametrize("kind", ["Ajouter", "Deplacer", "AjouterFiche"])
def test_an_element_takes_one_place(kind):
    """First, or after another; both are refused."""
    first, after = {"en_tete": "oui"}, {"a_la_suite_de": "langue"}
    assert made(KINDS[kind] | first).en_tete
    assert made(KINDS[kind] | after).a_la_suite_de == "langue"
    assert "Gardez une seule place" in refusal(KINDS[kind] | first | after)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(
            {"modifier": "fin", "supprimer": "fin"}, "ici « modifier » et « supprimer »", id="two"
        ),
        pytest.param({"modifer": "fin"}, "Vouliez-vous dire « modifier » ?", id="misspelt"),
        pytest.param(
            {"avant": "2"}, "est nommé par l'une des clés « modifier », « ajou", id="none"
        ),
        pytest.param("modifier", "Un changement est un groupe de clés", id="a word"),
    ],
)
def test_a_change_that_no_key_names_or_two_is_refused(change, sentence):
    """With what it could have been."""
    assert sentence in refusal(change)


@pytest.mark.parametrize(
    ("path", "article"),
    [
        (("articles", "recours", "texte"), "recours"),
        (("articles",), None),
        (("axes", "langue", "intitule"), "objet"),
        (("public",), "duree"),
        (("total_contributions",), "montant"),
        (("versement", "ordonnateur"), "versement"),
        (("pilote",), "gouvernance"),
        (("edition",), "annexes"),
        (("tribunal",), "recours"),
        (("parties", "ville", "nom"), None),
    ],
)
def test_a_path_touches_the_article_that_prints_it(path, article):
    """The parties stand in the head, which is no article."""
    assert article_of(path) == article
