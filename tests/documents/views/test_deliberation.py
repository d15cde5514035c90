"""What a deliberation prints: its title, who sat, how they voted, and what is decided."""

from __future__ import annotations

import pytest

from ctai_docs.documents.views.deliberation import (
    AnnexeActe,
    annex_mention,
    deliberation_context,
)
from ctai_docs.documents.views.document import Mentions
from tests.contract.model.making import ETAT, VILLE, a_contrat

ACT = {"numero": "25-1", "partie": "ville", "organe": "conseil_municipal", "seance": "2025-09-25"}
MAYOR = {"civilite": "Monsieur", "nom": "Karim LEROUX", "fonction": "Maire de Valmont"}


def context(annexes=(), city=VILLE, **keys):
    """Return what a deliberation of the city prints, once these keys are added."""
    contrat = a_contrat(parties=[ETAT, city], deliberations=[ACT | keys])
    return deliberation_context(contrat, contrat.deliberations[0], annexes, Mentions())


def plain(text):
    """Return a text with ordinary spaces."""
    return str(text).replace("\xa0", " ")


def test_a_deliberation_is_a_draft_until_it_is_voted():
    """Its title says so, on every page."""
    assert context().titre == "Projet de délibération n° 25-1"
    assert context(statut="adoptee").document.titre_court == "Délibération n° 25-1"
    assert plain(context().seance) == "Séance du 25 septembre 2025"
    assert (context().collectivite, context().organe) == (
        "La Ville de Valmont",
        "LE CONSEIL MUNICIPAL",
    )


def test_a_deliberation_of_an_unknown_party_names_nobody():
    """In a draft: the checks tell it."""
    shown = context(partie="vile")
    assert shown.collectivite == ""
    assert "le représentant de la collectivité à signer" in shown.dispositif[1]


def test_without_an_object_the_contract_is_the_object():
    """With its years."""
    assert context(objet="Autre chose").objet == "Autre chose"
    assert context().objet.endswith("de la Ville de Valmont pour la période 2026")


@pytest.mark.parametrize(
    ("people", "who"),
    [
        pytest.param([], "le représentant de la collectivité à signer", id="nobody yet"),
        pytest.param([MAYOR], "Monsieur Karim LEROUX, Maire de Valmont, à signer", id="named"),
        pytest.param([{"fonction": "le Maire"}], "le Maire à signer", id="a function alone"),
    ],
)
def test_the_usual_decisions_adopt_the_contract_and_let_it_be_signed(people, who):
    """By whoever represents the party."""
    adopt, allow = context(city=VILLE | {"representants": people}).dispositif
    assert adopt.startswith("**D'ADOPTER** le projet de contrat territorial")
    assert who in plain(allow)


def test_decisions_that_are_given_replace_the_usual_ones():
    """Word for word."""
    assert context(dispositif=["**DÉCIDE** autrement."]).dispositif == ("**DÉCIDE** autrement.",)


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ([], ""),
        (["Finances"], "La commission compétente entendue (Finances),"),
        (
            ["Finances", "Cohésion"],
            "Les commissions compétentes entendues (Finances et Cohésion),",
        ),
    ],
)
def test_the_commissions_that_were_heard_are_named(heard, said):
    """One, or several."""
    assert context(commissions=heard).commissions == said


def test_visas_and_considerants_begin_with_their_word():
    """And end with a comma."""
    shown = context(visas=["la loi "], considerants=["le besoin"])
    assert shown.visas == ("**VU** la loi,",)
    assert shown.considerants == ("**CONSIDÉRANT** le besoin,",)


def test_who_sat_is_told_in_one_sentence():
    """Nothing where it is not known."""
    sat = {"en_exercice": 29, "presents": 22, "excuses": 5, "absents": 2, "pouvoirs": 4}
    assert plain(context(presence=sat).presence).replace(" ", " ") == (
        "Membres en exercice : 29 ; présents : 22 ; excusés : 5 ; absents : 2 ; pouvoirs : 4."
    )
    assert context().presence == ""


@pytest.mark.parametrize(
    ("vote", "said"),
    [
        pytest.param(None, [], id="not voted"),
        pytest.param({"unanimite": "oui"}, ["Décision adoptée à l'unanimité."], id="unanimous"),
        pytest.param(
            {"pour": 20}, ["Vote : 20 voix pour, 0 voix contre, 0 abstention."], id="counted"
        ),
        pytest.param(
            {
                "pour": 20,
                "contre": 1,
                "abstentions": 2,
                "sans_vote": 3,
                "noms_contre": ["A. Un"],
                "noms_abstentions": ["B. Deux", "C. Trois"],
            },
            [
                "Vote : 20 voix pour, 1 voix contre, 2 abstentions.",
                "Ne prennent pas part au vote : 3.",
                "Ont voté contre : A. Un.",
                "Se sont abstenus : B. Deux et C. Trois.",
            ],
            id="with names",
        ),
    ],
)
def test_the_vote_is_told_as_it_was(vote, said):
    """Unanimous, or counted, with the names that are given."""
    keys = {"vote": vote} if vote else {}
    assert [plain(line).replace(" ", " ") for line in context(**keys).vote] == said


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({}, ""),
        ({"code_actes": "8.2"}, "8.2"),
        ({"code_actes": "8.2", "matiere_actes": "Aide sociale"}, "8.2 Aide sociale"),
        ({"matiere_actes": "Aide sociale"}, ""),
    ],
)
def test_the_matter_stands_beside_its_code(keys, said):
    """Without a code there is none to send."""
    assert context(**keys).actes == said


def test_annexes_are_listed_at_the_first_level():
    """By number and title; each page of an annex cites the act."""
    (entry,) = context(annexes=[AnnexeActe(2, "Le contrat", "contrat")]).matieres
    assert (entry.niveau, entry.titre, entry.ancre) == (1, "Annexe n° 2 : Le contrat", "contrat")
    contrat = a_contrat(deliberations=[ACT])
    mention = plain(annex_mention(contrat.deliberations[0], 2))
    assert mention == "Annexe n° 2 à la délibération n° 25-1 du 25 septembre 2025"


def test_a_rapporteur_is_named_where_there_is_one():
    """Nobody otherwise."""
    assert context().rapporteur == ""
    assert plain(context(rapporteur=MAYOR).rapporteur).startswith("Monsieur Karim LEROUX")
