"""What texts may cite, for contracts of several shapes."""

from __future__ import annotations

import re

import pytest

from ctai_docs.contract.facts import (
    BLOCKS,
    Citation,
    Citations,
    annexes_numerotees,
    articles_rediges,
    values,
)
from ctai_docs.contract.form import load_clauses
from ctai_docs.machine.markdown import Heading, ListBlock, Paragraph, parse, plain_text
from ctai_docs.rules import check
from tests.contract.model.making import AXES, CCAS, ETAT, VILLE, a_contrat, fiche

NO_BREAK, NARROW = "\u00a0", "\u202f"
HOSTILE = "Un *titre* [x](y) <b> _a_ `c` # | ~ \\ & 1. fin"


def euros(amount):
    """Return `1 000 €` with the spaces of print."""
    return amount.replace(" ", NARROW) + f"{NO_BREAK}€"


def printed(contrat, name):
    """Return the text of a block as it is read, references resolved."""
    citations = Citations(contrat)
    text = citations.block(name)
    for kind, found in citations.by_kind.items():
        for key, citation in found.items():
            text = text.replace(f"<{kind}:{key}>", citation.texte)
    return re.sub(r"\\(\W)", r"\1", text)


def paying(*years):
    """Return budget years in which the State pays these amounts; None where it is not known."""
    return [
        {
            "cle": str(2026 + n),
            "contributions": [{"payeur": "etat", "montant": amount, "statut": "maximal"}]
            if amount
            else [],
        }
        for n, amount in enumerate(years)
    ]


# References


def test_an_article_is_cited_by_its_number():
    """« article 1er », then « article 2 »."""
    citations = Citations(a_contrat())
    assert citations.find("article", "objet") == Citation("article 1er", "1er", "article_1")
    assert citations.find("article", "duree") == Citation("article 2", "2", "article_2")


def test_a_reference_follows_an_article_that_moves():
    """Numbers are computed from the list of the dossier."""
    contrat = a_contrat(articles=["avenant", {"cle": "neuf", "titre": "Neuf", "texte": "Texte."}])
    citations = Citations(contrat)
    assert citations.find("article", "avenant").texte == "article 1er"
    assert citations.find("article", "neuf").texte == "article 2"
    assert citations.find("article", "objet") is None


def test_axes_fiches_and_annexes_are_cited_by_their_numbers():
    """Each with the bookmark that a link leads to."""
    contrat = a_contrat(
        fiches=[fiche("b", axe="logement"), fiche("a")],
        annexes=[{"cle": "charte", "intitule": "Charte"}],
        numerotation="par_axe",
    )
    find = Citations(contrat).find
    assert find("axe", "logement") == Citation("axe 2", "2", "axe_2")
    assert find("fiche", "b") == Citation("fiche-action n° 2.1", "2.1", "fiche_2_1")
    assert find("annexe", "budget") == Citation("annexe 2", "2", "annexe_2")
    assert find("annexe", "charte") == Citation("annexe 3", "3", "annexe_3")


@pytest.mark.parametrize(
    ("kind", "key"),
    [("article", "inconnu"), ("fiche", "a"), ("annexe", "budget"), ("rien", "rien")],
)
def test_a_reference_to_nothing_is_found_to_be_so(kind, key):
    """A contract without a fiche has neither fiches nor a budget annex."""
    assert Citations(a_contrat()).find(kind, key) is None


def test_a_block_of_another_name_is_empty():
    """The checks report it."""
    assert Citations(a_contrat()).block("inconnu") == ""


# Articles


def test_a_dossier_replaces_a_title_or_a_text_and_keeps_the_other():
    """What is absent is the standard clause's."""
    standard = load_clauses().clause("avenant")
    title, text, both = articles_rediges(
        a_contrat(
            articles=[
                {"cle": "avenant", "titre": "Modifications"},
                {"cle": "recours", "texte": "À l'amiable."},
                {"cle": "presse", "titre": "Presse", "texte": "Aucune."},
            ]
        )
    )
    assert (title.titre, title.texte, title.type) == ("Modifications", standard.texte, True)
    assert (text.titre, text.texte, text.type) == ("Recours", "À l'amiable.", False)
    assert (both.numero, both.titre, both.ancre) == ("3", "Presse", "article_3")


def test_an_optional_clause_is_there_when_it_is_named():
    """And only then."""
    named = articles_rediges(a_contrat(articles=["objet", "resiliation"]))
    assert [article.titre for article in named] == ["Objet du contrat", "Résiliation"]
    assert "resiliation" not in [article.cle for article in articles_rediges(a_contrat())]


def test_a_contract_may_drop_all_articles():
    """An empty list is an answer; no list is none."""
    assert articles_rediges(a_contrat(articles=[])) == ()
    assert len(articles_rediges(a_contrat())) == 10


def test_a_contract_without_a_fiche_has_only_its_own_annexes():
    """There is no budget to annex."""
    own = [{"cle": "charte", "intitule": "Charte"}]
    assert [a.cle for a in annexes_numerotees(a_contrat(annexes=own))] == ["charte"]
    assert annexes_numerotees(a_contrat()) == ()


# Values


def test_names_are_cited_with_and_without_their_contraction():
    """« du CCAS », « au CCAS »: French articles are contracted."""
    facts = values(a_contrat(parties=[ETAT, VILLE, CCAS], pilote="ccas", tribunal="Strasbourg"))
    assert facts["collectivite"] == "la Ville de Valmont et le CCAS de Valmont"
    assert (facts["du.pilote"], facts["au.pilote"]) == ("du CCAS de Valmont", "au CCAS de Valmont")
    assert facts["du.partie.etat"] == "de l'État"
    assert facts["tribunal"] == "le tribunal administratif de Strasbourg"
    assert facts["au.tribunal"] == "au tribunal administratif de Strasbourg"


def test_times_are_cited_as_they_are_printed():
    """The period of a contract that is not made of calendar years."""
    facts = values(a_contrat(debut="2025-10-01", fin="2028-09-30"))
    assert (
        facts["periode"]
        == f"du 1er{NO_BREAK}octobre{NO_BREAK}2025 au 30{NO_BREAK}septembre{NO_BREAK}2028"
    )
    assert facts["annees"] == "2025-2028"


def test_amounts_are_cited_in_figures_and_words():
    """By budget year, and in total."""
    facts = values(a_contrat(exercices=paying("170 000", None)))
    assert facts["etat.2026"] == f"{euros('170 000')} (cent soixante-dix mille euros)"
    assert "etat.2027" not in facts
    assert facts["axe.langue"] == euros("0")


# Blocks


def test_the_axes_are_listed_with_their_amounts_and_fiches():
    """A French list: « ; » after each item, a full stop after the last."""
    contrat = a_contrat(
        fiches=[
            fiche("a", budget={"subvention_p104": "1 000"}, porteurs=["AFA"]),
            fiche("b", budget={"contribution_collectivite": "500"}),
        ]
    )
    assert printed(contrat, "axes") == (
        "# Axe 1 : Langue\n\n"
        f"Pour un montant global de **{euros('1 500')}** :\n\n"
        "- fiche-action n° 1 : Action a – AFA ;\n"
        "- fiche-action n° 2 : Action b – à définir.\n\n"
        "# Axe 2 : Logement"
    )


def test_without_a_fiche_the_axes_say_how_actions_will_join():
    """A contract may be signed before any action is chosen."""
    text = printed(a_contrat(axes=[AXES[0] | {"avant_propos": "La *langue* d'abord."}]), "axes")
    assert text.startswith("# Axe 1 : Langue\n\nLa *langue* d'abord.\n\nLes actions sont arrêtées")


def test_a_contract_without_a_fiche_refers_to_no_annex():
    """The usual clauses hold: none of them refers to nothing."""
    contrat = a_contrat()
    assert printed(contrat, "financements") == printed(contrat, "repartition") == ""
    assert printed(contrat, "annexes") == "- les fiches-actions jointes par avenant."
    assert "REF-024" not in [finding.code for finding in check(contrat).erreurs]


def test_with_fiches_the_sharing_of_money_is_found_in_the_budget_annex():
    """Both sentences name it by its number."""
    contrat = a_contrat(fiches=[fiche()])
    assert printed(contrat, "repartition").endswith("les fiches-actions et l'annexe 2.\n")
    assert "dans sa fiche et dans l'annexe 2" in printed(contrat, "financements")
    assert printed(contrat, "annexes") == (
        "- annexe 1 : Fiches-actions ;\n- annexe 2 : Annexe budgétaire."
    )


def test_the_state_pays_one_year_without_a_total():
    """The total of one amount would say it twice."""
    assert printed(a_contrat(exercices=paying("170 000")), "contributions") == (
        f"- pour l'année 2026 : un montant maximal de {euros('170 000')} "
        "(cent soixante-dix mille euros)."
    )


def test_the_state_pays_several_years_and_a_total():
    """In figures and in words."""
    text = printed(a_contrat(exercices=paying("100", "50")), "contributions")
    assert text.endswith(
        f" ;\n- pour l'année 2027 : un montant maximal de {euros('50')} "
        f"(cinquante euros).\n\nLe total s'élève à {euros('150')} "
        "(cent cinquante euros)."
    )


def test_a_year_without_an_amount_is_left_to_an_avenant():
    """And no total is given for amounts of which one is not known."""
    text = printed(a_contrat(exercices=paying("100", None)), "contributions")
    assert text.endswith("- pour l'année 2027 : un montant fixé par avenant.")


def test_a_budget_year_that_is_no_calendar_year_says_its_dates():
    """From a first of October to the next thirtieth of September."""
    year = {"cle": "2025-2026", "debut": "2025-10-01", "fin": "2026-09-30"}
    text = printed(a_contrat(exercices=[year]), "contributions")
    assert text.startswith(
        f"- pour l'exercice 2025-2026 (du 1er{NO_BREAK}octobre{NO_BREAK}2025 au "
        f"30{NO_BREAK}septembre{NO_BREAK}2026) : "
    )


def test_what_local_parties_pay_follows_what_the_state_pays():
    """The collectivité may pay more than the State."""
    year = {
        "cle": "2026",
        "contributions": [
            {"payeur": "etat", "montant": "89 000"},
            {"payeur": "ccas", "montant": "200 000", "statut": "ferme"},
        ],
    }
    text = printed(a_contrat(parties=[ETAT, VILLE, CCAS], exercices=[year]), "contributions")
    assert text.endswith(
        "La contribution du CCAS de Valmont est la suivante :\n\n"
        f"- pour l'année 2026 : un montant de {euros('200 000')} (deux cent mille euros)."
    )
    assert "de la Ville" not in text


def test_two_payees_are_paid_their_shares():
    """One is no party to the contract, one has no account."""
    account = {"titulaire": "CCAS", "iban": "FR14 2004", "bic": "PSSTFRPPPAR"}
    contrat = a_contrat(
        versement={
            "beneficiaires": [
                {"partie": "ville", "montant": "150 000", "compte": account},
                {"nom": "l'association AFA", "montant": "50 000"},
            ]
        }
    )
    assert printed(contrat, "comptes") == (
        f"Une part de {euros('150 000')} (cent cinquante mille euros) est versée à la Ville de "
        "Valmont, au compte suivant :\n\n"
        "- titulaire : CCAS ;\n- IBAN : FR14 2004 ;\n- BIC : PSSTFRPPPAR.\n\n"
        f"Une part de {euros('50 000')} (cinquante mille euros) est versée à l'association AFA, "
        "selon les procédures comptables en vigueur."
    )


def test_one_payee_is_paid_the_whole():
    """Without a share, the contribution."""
    text = printed(a_contrat(versement={"beneficiaires": ["ville"]}), "comptes")
    assert text.startswith("La contribution est versée à la Ville de Valmont, selon")
    assert printed(a_contrat(), "comptes") == ""


def test_the_budget_line_says_as_much_as_is_known():
    """Programme and action by default; who orders the payment where the contract says it."""
    assert printed(a_contrat(), "imputation") == (
        "La dépense de l'État est imputée sur son budget : programme 104, action 12."
    )
    line = {"programme": "104", "action": "12", "sous_action": "02", "activite": "0104001"}
    contrat = a_contrat(
        versement={"imputation": line, "ordonnateur": "le préfet", "comptable": "la trésorière"}
    )
    assert printed(contrat, "imputation").endswith(
        ", sous-action 02, code d'activité 0104001. L'ordonnateur de la dépense est le préfet. "
        "Le comptable assignataire est la trésorière."
    )


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({}, ""),
        ({"renouvelable": "oui"}, "Il peut être renouvelé par accord exprès des parties."),
        (
            {"precedent": {"signature": "décembre 2022"}},
            "Il fait suite au contrat signé en décembre 2022.",
        ),
        ({"precedent": {"periode": "2022-2025"}}, "Il fait suite au contrat 2022-2025."),
        (
            {"precedent": {"periode": "2022-2025", "signature": "décembre 2022"}},
            "Il fait suite au contrat 2022-2025, signé en décembre 2022.",
        ),
        ({"precedent": {}}, ""),
        ({"date_effet": "2026-01-01"}, ""),
        ({"date_effet": "2026-02-15"}, f"Il prend effet le 15{NO_BREAK}février{NO_BREAK}2026."),
    ],
)
def test_the_contract_says_what_it_follows_and_whether_it_may_go_on(said, text):
    """Nothing is printed of what is not said."""
    assert printed(a_contrat(**said), "renouvellement") == text


def test_associated_communes_are_enumerated():
    """Commas, and « et » before the last."""
    text = printed(
        a_contrat(communes_associees=["Aubrive", "Clairlieu", "Montreuil"]), "communes_associees"
    )
    assert text.endswith("sans en être signataires : Aubrive, Clairlieu et Montreuil.")
    assert printed(a_contrat(), "communes_associees") == ""


def test_the_public_is_the_dossiers_or_the_standard_one():
    """A contract may widen it."""
    assert printed(a_contrat(public="Tous."), "public") == "Tous."
    assert printed(a_contrat(), "public") == load_clauses().blocs["public"]


def test_the_pilot_is_named_where_there_is_one():
    """With its article contracted."""
    contrat = a_contrat(parties=[ETAT, VILLE, CCAS], pilote="ccas")
    assert printed(contrat, "pilote") == (
        "La coordination du contrat est confiée au CCAS de Valmont."
    )
    assert printed(a_contrat(), "pilote") == ""


def hostile():
    """Return a contract whose names all hold characters that Markdown reads."""
    return a_contrat(
        parties=[ETAT, VILLE | {"nom": HOSTILE}],
        pilote="ville",
        communes_associees=[HOSTILE],
        axes=[{"cle": "langue", "intitule": HOSTILE}],
        annexes=[{"cle": "charte", "intitule": HOSTILE}],
        fiches=[fiche(intitule=HOSTILE, porteurs=[HOSTILE])],
        precedent={"signature": HOSTILE},
        versement={
            "ordonnateur": HOSTILE,
            "comptable": HOSTILE,
            "imputation": {"programme": HOSTILE},
            "beneficiaires": [{"nom": HOSTILE, "compte": {"titulaire": HOSTILE, "iban": HOSTILE}}],
        },
        exercices=[{"cle": "2026", "contributions": [{"payeur": "ville", "montant": "1"}]}],
    )


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("annexes", 1),
        ("axes", 3),
        ("communes_associees", 1),
        ("comptes", 3),
        ("contributions", 1),
        ("imputation", 3),
        ("pilote", 1),
        ("renouvellement", 1),
    ],
)
def test_a_name_with_signs_of_markdown_is_printed_as_it_was_typed(name, times):
    """A title is a text, and never read as Markdown."""
    parsed = parse(Citations(hostile()).block(name))
    assert parsed.findings == ()
    assert " ".join(plain_text(parsed.blocks).split()).count(HOSTILE) == times


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_every_block_is_made_of_what_an_article_holds(name):
    """Titles, paragraphs and lists, for contracts with everything and with nothing."""
    for contrat in (hostile(), a_contrat(), a_contrat(axes=[])):
        blocks = parse(Citations(contrat).block(name)).blocks
        assert all(isinstance(block, (Heading, Paragraph, ListBlock)) for block in blocks)
