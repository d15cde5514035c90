"""The avenant as a Word file, and what the documents of a changed contract say of it."""

from __future__ import annotations

from functools import cache

import pytest

from ctai_docs.contract.avenants import Historique, apply
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.documents.avenant import Chronologie
from ctai_docs.documents.ensemble import Ensemble
from ctai_docs.documents.views.avenant import annexed_fiches
from ctai_docs.documents.views.comparaison import comparison
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.findings import CtaiError
from tests.contract.avenants.making import avenant, metz, specimen
from tests.documents.reading import Docx, normal
from tests.support.sdk import sdk_errors

SECOND = Avenant.model_validate(
    {
        "numero": 2,
        "date_signature": "1er mars 2027",
        "changements": [
            {
                "modifier": "fiches.un-toit.calendrier",
                "avant": "De janvier à décembre 2026.\n",
                "apres": "Toute l'année.",
            },
            {"modifier": "articles.duree.texte", "apres": "Le contrat dure."},
        ],
    }
)


@cache
def chronologie():
    """Return the contract of Metz with two avenants."""
    return Chronologie(Historique(metz(), (specimen()[0], SECOND)))


@cache
def first():
    """Return the first avenant as a Word file."""
    return chronologie().avenant(1)


def words(file):
    """Return all that a Word file says."""
    return normal(" ".join(text for _, text in Docx(file.contenu).stories()))


@pytest.mark.parametrize("number", [1, 2])
def test_an_avenant_obeys_every_invariant_of_word(number):
    """With annexed fiches, and without."""
    file = chronologie().avenant(number)
    assert file.nom == f"avenants/avenant-0{number}.docx"
    assert check_invariants(file.contenu) == []


@pytest.mark.sdk
def test_an_avenant_is_valid_for_microsoft():
    """The Open XML SDK has nothing to say."""
    assert sdk_errors(first().contenu) == []


def test_the_parties_are_those_after_the_avenant():
    """A new signatory signs the avenant that names her."""
    said = words(first())
    assert "Madame Claire EXEMPLE, Préfète de la Moselle" in said
    assert "BOLOT" not in said


def test_an_avenant_rests_on_the_contract_its_acts_and_its_clause():
    """The clause has its number in the contract that the avenant changes."""
    said = words(first())
    assert "Vu le contrat signé le 6 octobre 2025 ;" in said
    assert "Vu l'article 8 (Avenant) du contrat, qui permet de le modifier" in said
    assert "Vu la délibération n° 25-09-25-17 du conseil municipal du 25 septembre 2025" in said
    assert "Vu la délibération n° 26-11-26-4 du conseil municipal du 26 novembre 2026" in said
    second = words(chronologie().avenant(2))
    assert "Vu le contrat territorial d'accueil et d'intégration" in second
    assert "Vu l'avenant n° 1 du 15 décembre 2026 ;" in second


def test_each_article_changed_has_an_article_of_the_avenant():
    """Numbered in one run with the usual ones, from the object to the date of effect."""
    heads = [h for h in Docx(first().contenu).headings("Titre2") if h.startswith("Article ")]
    assert [h.split(" – ")[0] for h in heads] == ["Article 1er"] + [
        f"Article {n}" for n in range(2, len(heads) + 1)
    ]
    assert normal(heads[4]).startswith("Article 5 – Modification de l'article 3 (Montant")
    assert [normal(h).split(" – ")[1] for h in heads[-4:]] == [
        "Budget des actions, avant et après",
        "Renumérotation",
        "Autres dispositions",
        "Date d'effet",
    ]


def test_a_new_amount_is_in_figures_and_in_words():
    """As the sentence of the law has it, with its motive."""
    said = words(first())
    assert "par les mots « 165 000 € (cent soixante-cinq mille euros) »" in said
    assert "Motif : La loi de finances ouvre davantage de crédits." in said


def test_other_provisions_and_the_date_of_effect_end_the_avenant():
    """That of its signature, where none is given."""
    assert "Les autres dispositions du contrat demeurent inchangées." in words(first())
    assert "prend effet le 1er janvier 2027." in words(first())
    assert "prend effet à la date de sa signature" in words(chronologie().avenant(2))


def test_fiches_added_and_replaced_are_annexed_in_the_same_file():
    """On every page of theirs, which annex they are; those changed in part are not annexed."""
    past = chronologie().historique.jusqu_a(1)
    fiches = annexed_fiches(past.avenants[0], past.en_vigueur)
    assert [fiche.cle for fiche in fiches] == ["course", "sante-mentale"]
    headers = [section.header() for section in Docx(first().contenu).sections]
    assert [normal(h).split(" – ")[-1] for h in headers[1:]] == [
        "Annexe n° 1 à l'avenant n° 1 du 15 décembre 2026",
        "Annexe n° 2 à l'avenant n° 1 du 15 décembre 2026",
    ]


def test_the_table_compares_the_rows_that_changed_and_the_total():
    """An axis and a fiche that were not there have no amount before."""
    found = comparison(*chronologie().historique.etats[:2])
    by_name = {line.libelle: line for axe in found.axes for line in (axe.total, *axe.fiches)}
    added = by_name["12. Consultations avec interprète"]
    assert (added.cout_avant, added.cout_apres, added.subvention_p104_apres) == (
        "sans objet",
        10000,
        8000,
    )
    assert not any("Pilotage" in name for name in by_name)
    assert (found.total.cout_avant, found.total.cout_apres) == (282_875, 271_375)


def test_an_avenant_that_leaves_the_budget_alone_has_no_table():
    """No row, no article."""
    assert comparison(*chronologie().historique.etats[1:]) is None
    assert "Budget des actions" not in words(chronologie().avenant(2))


def test_a_fiche_names_the_avenants_that_added_or_changed_it():
    """Under its title; a fiche that only took another number names none."""
    rendu = chronologie().rendu()
    assert (
        "Modifiée par l'avenant n° 1 du 15 décembre 2026 et l'avenant n° 2 du 1er mars 2027"
        in words(rendu.fiche("un-toit"))
    )
    assert "Ajoutée par l'avenant n° 1 du 15 décembre 2026" in words(rendu.fiche("sante-mentale"))
    assert rendu.contrat.numeros["adoma"] != metz().numeros["adoma"]
    assert "avenant n°" not in words(rendu.fiche("adoma"))


def test_the_consolidated_contract_says_by_which_avenant_each_article_changed():
    """And under its title, which avenants it holds."""
    said = words(chronologie().rendu().contrat_complet(annexes=False))
    assert "Version consolidée, avenants n° 1 et 2" in said
    assert "Article 3 – Montant de la contribution financière de l'État Article modifié par" in said
    assert "Article ajouté par l'avenant n° 1 du 15 décembre 2026" in said
    evaluation = "Article 6 – Modalités d'évaluation"
    assert evaluation not in said or f"{evaluation} Article modifié" not in said


def test_a_contract_without_avenants_says_nothing_of_them():
    """The empty avenant changes nothing but the line under the title."""
    plain = Ensemble(metz())
    assert plain.avenants == ()
    assert "consolidée" not in words(plain.rendu.contrat_complet(annexes=False))
    with pytest.raises(CtaiError, match="DEM-003"):
        plain.avenant(1)


def test_a_deliberation_keeps_the_contract_that_it_adopted():
    """Its annexes are those of the contract as signed."""
    act = metz().deliberations[0].numero
    documents = Ensemble(chronologie().historique.en_vigueur, chronologie().historique)
    assert documents.acte(act).complet().contenu == Ensemble(metz()).acte(act).complet().contenu


@pytest.mark.parametrize("number", [0, 3, -1])
def test_an_unknown_avenant_is_told_with_the_nearest(number):
    """As every finding, with what the contract has."""
    with pytest.raises(CtaiError, match="DEM-003"):
        chronologie().avenant(number)


def test_states_follow_each_other():
    """The last one is in force."""
    one = avenant({"modifier": "territoire", "avant": "Metz", "apres": "La Moselle"})
    found = Historique(metz(), (one,))
    assert found.etats == (metz(), apply(metz(), one))
    assert found.en_vigueur.territoire == "La Moselle"
    assert found.jusqu_a(0).en_vigueur is metz()
