"""What `diff` writes is what a person would have written."""

from __future__ import annotations

import pytest

from ctai_docs.contract.avenants import apply, diff
from ctai_docs.contract.avenants.comparing import FEW
from ctai_docs.contract.form import load_clauses
from ctai_docs.contract.model import Article
from tests.contract.avenants.making import after, avenant, metz, specimen

MONEY = "exercices.2027.contributions.etat.montant"


def found(*changes):
    """Return what `diff` finds of these changes: kinds and paths."""
    return [(c.nom, c.chemin) for c in diff(metz(), after(*changes)).changements]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"modifier": MONEY, "avant": "150000", "apres": "165000"}, id="amount"),
        pytest.param({"modifier": "public", "apres": "Tous.\n"}, id="text that appears"),
        pytest.param({"ajouter": "axes.sante", "element": {"intitule": "Santé"}}, id="axis"),
        pytest.param({"ajouter": "articles.communication"}, id="standard clause"),
        pytest.param({"supprimer": "articles.recours"}, id="article dropped"),
        pytest.param({"deplacer": "axes.citoyennete", "en_tete": "oui"}, id="to the head"),
        pytest.param({"deplacer": "axes.pilotage"}, id="to the end"),
        pytest.param(
            {"deplacer": "axes.citoyennete", "a_la_suite_de": "pilotage"}, id="after another"
        ),
        pytest.param({"supprimer_fiche": "adoma"}, id="fiche dropped"),
        pytest.param(
            {"ajouter_fiche": "un", "fiche": {"intitule": "Un", "axe": "logement"}}, id="fiche"
        ),
        pytest.param({"supprimer": "fiches.un-toit.indicateurs.blocs.logement"}, id="block"),
        pytest.param(
            {"modifier": "parties.etat.habilitation", "apres": {"numero": "1"}}, id="object"
        ),
    ],
)
def test_one_change_is_found_as_it_was_written(change):
    """The avenant found is the one that was applied."""
    written = avenant(change)
    assert diff(metz(), apply(metz(), written)) == written


def test_a_reordered_list_moves_the_fewest_elements():
    """Five elements, one moved: one change."""
    assert found({"deplacer": "axes.pilotage", "a_la_suite_de": "logement"}) == [
        ("deplacer", "axes.pilotage")
    ]


def test_a_fiche_with_few_changes_shows_them():
    """As many as `FEW` changes are told one by one; more, and the fiche is replaced."""
    rows = [f"ligne_{n}" for n in range(FEW + 1)]
    base = "fiches.un-toit.indicateurs.blocs.logement"
    changes = [{"ajouter": f"{base}.{row}", "element": "1"} for row in rows]
    assert found(*changes[:FEW]) == [("ajouter", f"{base}.{row}") for row in rows[:FEW]]
    assert found(*changes) == [("remplacer_fiche", "fiches.un-toit")]


def test_a_renamed_element_is_dropped_and_added():
    """Its key is all that tells an element from another."""
    change = {"modifier": "axes.logement.cle", "avant": "logement", "apres": "toit"}
    assert found(change) == [("supprimer", "axes.logement"), ("ajouter", "axes.toit")]


def test_articles_written_down_are_compared_with_the_standard_clauses():
    """A contract without articles has the usual ones; the same written down are given whole."""
    bare = metz().model_copy(update={"articles": None})
    usual = tuple(Article(cle=clause.cle) for clause in load_clauses().usuelles)
    one = bare.model_copy(update={"articles": (*usual, Article(cle="communication"))})
    assert [c.chemin for c in diff(bare, one).changements] == ["articles.communication"]
    same = bare.model_copy(update={"articles": usual})
    assert [c.chemin for c in diff(bare, same).changements] == ["articles"]
    assert apply(bare, diff(bare, same)) == same


def test_a_list_with_the_same_key_twice_is_one_value():
    """What keys cannot tell is given whole, and still applies."""
    double = metz().model_copy(update={"axes": (*metz().axes, metz().axes[0])})
    changes = diff(metz(), double).changements
    assert [(c.nom, c.chemin) for c in changes] == [("modifier", "axes")]
    assert apply(metz(), diff(metz(), double)) == double
    assert apply(double, diff(double, metz())) == metz()


def test_the_avenant_found_bears_what_is_said_of_it():
    """Number, dates and motive are given by who asks."""
    made = diff(metz(), metz(), numero=4, date_effet="1er mars 2027", auteur="Ville")
    assert (made.numero, made.auteur, str(made.date_effet)) == (4, "Ville", "2027-03-01")


def test_the_specimen_is_found_again():
    """All kinds at once: the avenant found leads to the same contract."""
    made = apply(metz(), specimen()[0])
    assert apply(metz(), diff(metz(), made)) == made
