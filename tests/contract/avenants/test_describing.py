"""Sentences of avenants, in the legal manner."""

from __future__ import annotations

import pytest

from ctai_docs.contract.avenants import (
    apply,
    articles_modifies,
    describe,
    impacted,
    renumerotations,
)
from ctai_docs.contract.avenants.correction import Correction, correction
from tests.contract.avenants.making import after, avenant, metz, specimen


def plain(text):
    """Return a sentence with ordinary spaces and apostrophes."""
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def said(change):
    """Return the sentence of a change on the contract of Metz."""
    (one,) = avenant(change).changements
    return plain(describe(one, metz(), after(change)).phrase)


GOUVERNANCE = str(next(a for a in metz().articles if a.cle == "gouvernance").texte)

SENTENCES = [
    pytest.param(
        {"modifier": "exercices.2027.contributions.etat.montant", "avant": "150000", "apres": "9"},
        "À l'article 3, pour l'année 2027, les mots « 150 000 € (cent cinquante mille euros) » "
        "sont remplacés par les mots « 9 € (neuf euros) ».",
        id="amount of a year",
    ),
    pytest.param(
        {"modifier": "fin", "avant": "31/12/2028", "apres": "30/6/2029"},
        "À l'article 2 (Fin du contrat), les mots « 31 décembre 2028 » sont remplacés par les mots "
        "« 30 juin 2029 ».",
        id="date",
    ),
    pytest.param(
        {"modifier": "pilote", "avant": "ccas", "apres": "ville"},
        "À l'article 6 (Pilote), « la Ville de Metz » remplace « le CCAS de Metz ».",
        id="key of a party",
    ),
    pytest.param(
        {"modifier": "parties.ville.type", "avant": "commune", "apres": "metropole"},
        "Dans la désignation de la Ville de Metz (Type), « métropole » remplace « commune ».",
        id="kind",
    ),
    pytest.param(
        {"modifier": "public", "apres": "Tous."},
        "À l'article 2, la rubrique « Public cible » est ainsi rédigée :",
        id="public",
    ),
    pytest.param(
        {
            "modifier": "articles.gouvernance.texte",
            "avant": GOUVERNANCE,
            "apres": GOUVERNANCE.replace("est partagée", "est alternée"),
        },
        "À l'article 6, les mots « partagée » sont remplacés par les mots « alternée ».",
        id="words of a clause",
    ),
    pytest.param(
        {"modifier": "articles.gouvernance.texte", "avant": GOUVERNANCE, "apres": "Autre."},
        "L'article 6 est ainsi rédigé :",
        id="clause",
    ),
    pytest.param(
        {"modifier": "articles.gouvernance.titre", "apres": "Pilotage"},
        "L'article 6 est ainsi intitulé : « Pilotage ».",
        id="title of a clause",
    ),
    pytest.param(
        {"modifier": "parties.ccas.siege", "avant": "24, rue du Wad Billy, 57000 Metz"},
        "Dans la désignation du CCAS de Metz (Siège), les mots "
        "« 24, rue du Wad Billy, 57000 Metz » sont supprimés.",
        id="party",
    ),
    pytest.param(
        {"modifier": "versement.beneficiaires.ccas.montant", "apres": "150 000"},
        "À l'article 4 (Bénéficiaires du versement, le Centre communal d'action sociale de Metz, "
        "Part, en euros), le montant est fixé à « 150 000 € (cent cinquante mille euros) ».",
        id="amount that appears",
    ),
    pytest.param(
        {"ajouter": "axes.sante", "element": {"intitule": "Santé"}},
        "Il est ajouté un axe 5 : « Santé ».",
        id="axis",
    ),
    pytest.param(
        {"ajouter": "articles.communication", "a_la_suite_de": "recours"},
        "Après l'article 10, il est inséré un article 11, « Communication », ainsi rédigé :",
        id="article added",
    ),
    pytest.param({"supprimer": "articles.recours"}, "L'article 10 est supprimé.", id="dropped"),
    pytest.param(
        {"ajouter_fiche": "un", "fiche": {"intitule": "Un", "axe": "citoyennete"}},
        "Il est ajouté une fiche-action n° 13, « Un », annexée au présent avenant.",
        id="fiche added",
    ),
    pytest.param(
        {"remplacer_fiche": "un-toit", "fiche": {"intitule": "Un", "axe": "logement"}},
        "La fiche-action n° 8 est remplacée par la fiche annexée au présent avenant.",
        id="fiche replaced",
    ),
    pytest.param(
        {"deplacer": "articles.recours", "en_tete": "oui"},
        "L'article 10 devient l'article 1er.",
        id="article moved",
    ),
    pytest.param(
        {"ajouter": "exercices.2029", "element": {"contributions": [{"payeur": "etat"}]}},
        "À l'article 3, il est ajouté l'exercice 2029 (du 1er janvier 2029 au 31 décembre 2029) : "
        "l'État, montant fixé par avenant.",
        id="year",
    ),
    pytest.param(
        {"modifier": "precedent", "avant": {"signature": "décembre 2022"}, "apres": {}},
        "À l'article 2, la rubrique « Contrat précédent » est supprimée.",
        id="a group left empty",
    ),
    pytest.param(
        {"ajouter": "annexes.charte", "element": {"intitule": "Charte"}},
        "Il est ajouté une annexe 3 : « Charte ».",
        id="annex added",
    ),
    pytest.param(
        {"ajouter": "parties.agglo", "element": {"type": "metropole", "nom": "l'Eurométropole"}},
        "L'Eurométropole devient partie au contrat.",
        id="party added",
    ),
    pytest.param(
        {"supprimer": "parties.ccas"},
        "Le Centre communal d'action sociale de Metz cesse d'être partie au contrat.",
        id="party dropped",
    ),
    pytest.param(
        {"supprimer": "axes.logement"},
        "L'axe 3, « Logement et intégration », est supprimé.",
        id="axis dropped",
    ),
    pytest.param(
        {"supprimer": "exercices.2028"},
        "À l'article 3, l'exercice 2028 est supprimé.",
        id="no year",
    ),
    pytest.param(
        {"supprimer": "exercices.2028.contributions.etat"},
        "À l'article 3, pour l'année 2028 (Contributions), les mots « l'État, 150 000 € (cent "
        "cinquante mille euros) » sont supprimés.",
        id="contribution dropped",
    ),
    pytest.param(
        {"ajouter": "exercices.2028.contributions.ville", "element": {"montant": "5 000"}},
        "À l'article 3, pour l'année 2028 (Contributions), il est ajouté : « la Ville de Metz, "
        "5 000 € (cinq mille euros) ».",
        id="contribution added",
    ),
    pytest.param(
        {"ajouter": "exercices.2029", "element": {}},
        "À l'article 3, il est ajouté l'exercice 2029 (du 1er janvier 2029 au 31 décembre 2029).",
        id="year without a contribution",
    ),
    pytest.param(
        {"deplacer": "axes.logement", "en_tete": "oui"}, "L'axe 3 devient l'axe 1.", id="axis first"
    ),
    pytest.param(
        {"deplacer": "axes.pilotage", "a_la_suite_de": "logement"},
        "L'axe 1 devient l'axe 3.",
        id="axis after another",
    ),
    pytest.param(
        {"deplacer": "parties.ccas", "en_tete": "oui"},
        "Dans le contrat (Parties), « le CCAS de Metz » prend place en tête.",
        id="party first",
    ),
    pytest.param(
        {"deplacer": "parties.etat"},
        "Dans le contrat (Parties), « l'État » prend place à la fin.",
        id="party last",
    ),
    pytest.param(
        {"deplacer": "parties.etat", "a_la_suite_de": "ccas"},
        "Dans le contrat (Parties), « l'État » prend place à la suite de « le CCAS de Metz ».",
        id="party after another",
    ),
    pytest.param(
        {"ajouter": "articles.communication", "en_tete": "oui"},
        "Il est inséré un article 1er, « Communication », ainsi rédigé :",
        id="article first",
    ),
    pytest.param(
        {"modifier": "total_contributions", "avant": "470 000"},
        "À l'article 3 (Total déclaré des contributions de l'État), les mots « 470 000 € (quatre "
        "cent soixante-dix mille euros) » sont supprimés.",
        id="amount that goes",
    ),
    pytest.param(
        {"remplacer_fiche": "un-toit", "fiche": {"intitule": "Un", "axe": "citoyennete"}},
        "La fiche-action n° 8 est remplacée par la fiche-action n° 9, annexée au présent avenant.",
        id="fiche replaced under another number",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), SENTENCES)
def test_a_change_is_told_in_the_legal_manner(change, sentence):
    """The whole sentence, for each sort of change."""
    assert said(change) == sentence


def test_changes_are_told_by_article_in_the_order_of_the_contract():
    """The head first; each article once; what no document prints is left out."""
    made, _ = specimen()
    titles = [plain(a.titre) for a in articles_modifies(made, metz())]
    assert titles == [
        "Modification du contrat",
        "Modification de l'article 1er (Objet du contrat)",
        "Modification de l'article 2 (Durée du contrat et public cible)",
        "Modification de l'article 3 (Montant de la contribution financière de l'État)",
        "Modification de l'article 4 (Modalités de versement de la contribution financière)",
        "Suppression de l'article 5 (Référencement des actions)",
        "Modification de l'article 6 (Gouvernance)",
        "Ajout d'un article (Communication)",
        "Modification de l'article 9 (Annexes)",
    ]
    money = articles_modifies(made, metz())[3]
    assert len(money.dispositions) == 1
    assert money.dispositions[0].motif == "La loi de finances ouvre davantage de crédits."


def test_a_contract_with_clauses_of_its_own_is_cited_by_its_own_articles():
    """Without an article « duree », the one that prints the public is the one that changes."""
    own = metz().model_copy(
        update={
            "articles": tuple(
                a.model_copy(update={"cle": "perimetre", "titre": "Périmètre", "texte": TEXT})
                if a.cle == "duree"
                else a
                for a in metz().articles
            )
        }
    )
    changes = avenant({"modifier": "public", "apres": "Tous."})
    (article,) = articles_modifies(changes, own)
    assert article.article.cle == "perimetre"


TEXT = "Pour qui ?\n\n<bloc:public>\n"


def test_numbers_that_shift_are_told():
    """What is neither added nor dropped takes another number."""
    assert [
        plain(s) for s in renumerotations(metz(), after({"supprimer": "articles.annexes"}))
    ] == ["L'article 10 devient l'article 9."]
    assert renumerotations(metz(), metz()) == ()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param("au moins deux fois", "au moins trois fois", ("deux", "trois"), id="one word"),
        pytest.param("un deux", "un et deux", ("", "et", "un"), id="added"),
        pytest.param("un et deux", "un deux", ("et", ""), id="dropped"),
        pytest.param("a b a", "a c a", ("b", "c"), id="between"),
        pytest.param("a a b", "c a b", None, id="words that occur twice"),
        pytest.param("a <fiche:x> b", "a <fiche:y> b", None, id="inside a reference"),
        pytest.param("12 000 lits", "14 000 lits", ("12 000", "14 000"), id="number"),
        pytest.param("un\n\ndeux", "un\n\n- deux", None, id="shape"),
        pytest.param("a", "x y", ("a", "x y"), id="whole"),
    ],
)
def test_few_words_say_a_correction(before, after, words):
    """One run of plain words that occur once; else the whole text is given."""
    assert correction(before, after) == (Correction(*words) if words else None)


def test_what_is_impacted_is_told_in_a_line():
    """The report of regeneration: fiches with their parts, articles that read otherwise."""
    change = {
        "modifier": "fiches.un-toit.budget.subvention_p104",
        "avant": "12 000",
        "apres": "14 500",
    }
    told = impacted(metz(), after(change))
    assert plain(str(told)) == "fiche 8 : budget prévisionnel ; contrat : article 1er"
    assert told.fiche("un-toit").champs == ("budget",)
    assert told.fiche("adoma") is None


def test_a_fiche_that_shifts_is_impacted():
    """Its number is printed on it."""
    told = impacted(metz(), after({"supprimer_fiche": "adoma"}))
    assert [(f.cle, str(f.devenir), f.champs) for f in told.fiches] == [
        ("ateliers-citoyennete", "modifiée", ("numero",)),
        ("liens-un-temps-pour-elles", "modifiée", ("numero",)),
        ("culture-sport", "modifiée", ("numero",)),
        ("adoma", "supprimée", ()),
    ]


def test_the_specimen_is_told_whole():
    """Every sentence of the specimen ends as one, and every text follows a colon."""
    made, _ = specimen()
    after_it = apply(metz(), made)
    told = [describe(change, metz(), after_it) for change in made.changements]
    assert all(t.phrase.endswith((".", ":")) for t in told)
