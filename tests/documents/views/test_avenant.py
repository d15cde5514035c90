"""What an avenant prints around its changes: visas, numbers of articles, dates."""

from __future__ import annotations

import pytest

from ctai_docs.contract.avenants import Historique
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.documents.views.avenant import avenant_context
from ctai_docs.documents.views.document import Mentions
from tests.contract.model.making import ETAT, VILLE, a_contrat

PUBLIC = {"modifier": "public", "apres": "Tous."}
ACT = {"numero": "25-1", "organe": "le conseil municipal", "date": "2025-09-25"}


def context(*avenants, changes=(PUBLIC,), **contrat):
    """Return what the last of these avenants prints; each is given by its keys."""
    made = [
        Avenant.model_validate({"numero": n, "changements": changes if n == 1 else ()} | keys)
        for n, keys in enumerate(avenants, 1)
    ]
    return avenant_context(Historique(a_contrat(**contrat), tuple(made)), Mentions())


def visas(*avenants, **contrat):
    """Return all the visas, in order, with ordinary spaces."""
    shown = context(*avenants, **contrat)
    return [v.replace("\xa0", " ") for v in (*shown.visas, *map(str, shown.visas_propres))]


def test_the_contract_is_cited_by_the_tool_where_no_visa_does():
    """With its years, and the date of its signature where it has one."""
    first = visas({}, date_signature="2025-12-15")[0]
    assert first.startswith("Vu le contrat territorial d'accueil et d'intégration")
    assert first.endswith("2026 signé le 15 décembre 2025 ;")
    assert visas({})[0].endswith("2026 ;")


@pytest.mark.parametrize("typed", ["Vu le contrat signé en 2025 ;", "le contrat signé en 2025 ;"])
def test_the_contract_is_cited_once(typed):
    """Where a visa of the avenant cites it, with « Vu » or without, the tool does not."""
    cited = [visa for visa in visas({"visas": [typed]}) if visa.startswith("Vu le contrat")]
    assert cited == ["Vu le contrat signé en 2025 ;"]


@pytest.mark.parametrize("typed", ["vu la loi ;", "Vu la loi ;", "VU la loi ;"])
def test_a_visa_that_says_vu_is_printed_as_it_was_typed(typed):
    """In capitals or not."""
    assert visas({"visas": [typed]})[-1] == typed


def test_the_acts_are_cited_each_once_and_in_their_order():
    """Of the contract, of the avenants before, of this one."""
    city = VILLE | {"habilitation": ACT}
    act = "la délibération n° 26-4 du conseil municipal"
    first = {"deliberations": [act], "date_signature": "2026-05-04"}
    *_, adopted, earlier, past, own = visas(
        first, {"deliberations": [act, "la délibération n° 27-1"]}, parties=[ETAT, city]
    )
    assert adopted == "Vu la délibération n° 25-1 du conseil municipal du 25 septembre 2025 ;"
    assert earlier == f"Vu {act} ;"
    assert past == "Vu l'avenant n° 1 du 4 mai 2026 ;"
    assert own == "Vu la délibération n° 27-1 ;"


def test_a_contract_without_a_clause_on_avenants_has_none_to_cite():
    """Else the clause is cited with its number and its title."""
    clause = [v for v in visas({}) if "qui permet de le modifier" in v]
    assert [v.partition(" du contrat")[0] for v in clause] == ["Vu l'article 8 (Avenant)"]
    assert not [v for v in visas({}, articles=["objet", "duree"]) if "permet de le modifier" in v]


def test_the_usual_articles_follow_those_that_change_the_contract():
    """One article changed is the second; without budget or renumbering, two more follow."""
    shown = context({})
    assert [a.numero for a in shown.articles] == ["2"]
    numbers = shown.numeros
    assert (numbers.objet[:1], numbers.budget, numbers.renumerotations) == ("1", "", "")
    assert (numbers.autres, numbers.effet) == ("3", "4")


def test_a_new_amount_brings_the_table_of_the_budget():
    """Which takes its number before « Autres dispositions »."""
    paid = {"cle": "2026", "contributions": [{"payeur": "etat", "montant": "100"}]}
    fiche = {"cle": "un", "intitule": "Un", "axe": "langue", "budget": {"subvention_p104": "100"}}
    change = {"modifier": "fiches.un.budget.subvention_p104", "avant": "100", "apres": "90"}
    shown = context({}, changes=(change,), exercices=[paid], fiches=[fiche])
    changed = len(shown.articles)
    assert shown.comparaison is not None
    assert shown.numeros.budget == str(changed + 2)
    assert shown.numeros.autres == str(changed + 3)


@pytest.mark.parametrize(
    ("keys", "dated", "effect"),
    [
        pytest.param({}, "le ……", "à la date de sa signature par l'ensemble des parties.", id="no"),
        pytest.param(
            {"date_signature": "2026-05-04", "date_effet": "2026-06-01"},
            "le 4 mai 2026.",
            "le 1er juin 2026.",
            id="both",
        ),
    ],
)
def test_an_avenant_says_when_it_was_signed_and_takes_effect(keys, dated, effect):
    """With room for the date where it is not known."""
    shown = context(keys)
    assert shown.fait_le.replace("\xa0", " ") == dated
    assert shown.effet.replace("\xa0", " ") == f"Le présent avenant prend effet {effect}"


def test_an_avenant_without_an_object_says_what_it_changes():
    """The contract, with the date of its signature."""
    shown = context({}, date_signature="2025-12-15")
    said = str(shown.objet).replace("\xa0", " ")
    assert said == "Le présent avenant modifie le contrat signé le 15 décembre 2025."
    assert str(context({"objet": "Autre chose."}).objet).strip() == "Autre chose."
