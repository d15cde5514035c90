"""The head of every page, the titles and the dates that documents share; contents; avenants."""

from __future__ import annotations

from datetime import date

import pytest

from ctai_docs.contract.avenants import Historique
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.documents.views.consolidation import cite, modifications
from ctai_docs.documents.views.document import Document, Mentions, signed_on
from ctai_docs.documents.views.fiche import BLANK_TITLE, blank_context, fiche_context
from ctai_docs.documents.views.matieres import contract_entries
from tests.contract.model.making import a_contrat, fiche


@pytest.mark.parametrize(
    ("mentions", "page", "cover"),
    [
        (Mentions(), "Court", ""),
        (Mentions(projet=True), "Court", "PROJET"),
        (Mentions(annexe="Annexe n° 2"), "Court – Annexe n° 2", "Annexe n° 2"),
        (Mentions(projet=True, annexe="A"), "Court – A", "PROJET – A"),
    ],
)
def test_the_head_of_a_page_and_of_the_cover(mentions, page, cover):
    """The cover shows its title already, and says that it is a draft."""
    document = Document("Long", "Court", date(2026, 1, 1), mentions)
    assert (document.bandeau, document.bandeau_premiere_page) == (page, cover)


def test_a_day_that_is_not_known_has_room_to_be_written():
    """Else it is."""
    assert signed_on(None) == "le ……"
    assert signed_on(date(2026, 5, 4)).replace("\xa0", " ") == "le 4 mai 2026."


def test_a_blank_form_has_a_title_of_its_own():
    """At the head of its pages too; a fiche has its number and its operator."""
    contrat = a_contrat(fiches=[fiche(porteurs=["AFA"])])
    blank = blank_context(contrat, Mentions()).document
    assert (blank.titre, blank.titre_court) == (BLANK_TITLE, BLANK_TITLE)
    one = fiche_context(contrat, contrat.fiches[0], Mentions()).document
    assert one.titre_court == "Fiche-action n° 1 – AFA"
    assert one.titre == "Fiche-action n° 1 : Action un – AFA"


def test_the_contents_list_what_the_contract_has():
    """The parts that are there, the articles, the fiches one level below."""
    bare = contract_entries(a_contrat(articles=["objet"]))
    assert [(e.niveau, e.titre) for e in bare][:3] == [
        (1, "Parties"),
        (1, "Article 1er – Objet du contrat"),
        (1, "Signatures"),
    ]
    whole = contract_entries(
        a_contrat(
            preambule="Un.",
            articles=["objet"],
            fiches=[fiche()],
            annexes=[{"cle": "charte", "intitule": "Charte"}],
            presentation={"coup_d_oeil": "oui"},
        )
    )
    assert [(e.niveau, e.titre) for e in whole] == [
        (1, "En un coup d'œil"),
        (1, "Parties"),
        (1, "Préambule"),
        (1, "Article 1er – Objet du contrat"),
        (1, "Signatures"),
        (1, "Annexes"),
        (2, "Fiche-action n° 1 : Action un"),
        (2, "Annexe budgétaire"),
    ]


def history(*changes):
    """Return a contract of two fiches with avenants, each of one change."""
    made = [
        Avenant.model_validate({"numero": n, "changements": [change]})
        for n, change in enumerate(changes, 1)
    ]
    return modifications(Historique(a_contrat(fiches=[fiche("a"), fiche("b")]), tuple(made)))


TITLE_A = {"modifier": "fiches.a.intitule", "avant": "Action a", "apres": "Autre"}
ADD_C = {"ajouter_fiche": "c", "fiche": fiche("c")}
TITLE_C = {"modifier": "fiches.c.intitule", "avant": "Action c", "apres": "Autre"}
DROP_C = {"supprimer_fiche": "c"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param([TITLE_A], {"a": "Modifiée par l'avenant n° 1"}, id="changed"),
        pytest.param([ADD_C], {"c": "Ajoutée par l'avenant n° 1"}, id="added"),
        pytest.param(
            [ADD_C, TITLE_C],
            {"c": "Ajoutée par l'avenant n° 1, modifiée par l'avenant n° 2"},
            id="then changed",
        ),
        pytest.param([ADD_C, DROP_C], {}, id="then dropped"),
        pytest.param([{"supprimer_fiche": "a"}], {}, id="renumbered only"),
    ],
)
def test_a_fiche_names_the_avenants_that_made_it_what_it_is(changes, told):
    """What left the contract, and what only took another number, say nothing."""
    assert dict(history(*changes).fiches) == told


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, ""),
        (1, "Version consolidée, avenant n° 1"),
        (2, "Version consolidée, avenants n° 1 et 2"),
    ],
)
def test_a_consolidated_contract_names_its_avenants(count, said):
    """Under its title."""
    assert history(*[ADD_C, TITLE_C][:count]).contrat == said


def test_an_avenant_is_cited_with_its_date_once_it_is_signed():
    """Before, by its number alone."""
    keys = {"numero": 1, "changements": [ADD_C]}
    assert cite(Avenant.model_validate(keys)) == "l'avenant n° 1"
    signed = cite(Avenant.model_validate(keys | {"date_signature": "2026-05-04"}))
    assert signed.replace("\xa0", " ") == "l'avenant n° 1 du 4 mai 2026"
