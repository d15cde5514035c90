"""The contexts of the contract, the fiche and the budget annex: what a template may print."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ctai_docs.contract.model import FicheAction
from ctai_docs.documents.views.budget import budget_context
from ctai_docs.documents.views.chiffres import ratio, summary
from ctai_docs.documents.views.contrat import contract_context
from ctai_docs.documents.views.document import Document, Mentions, contract_title, reference_date
from ctai_docs.documents.views.fiche import blank_context, fiche_context
from ctai_docs.documents.views.formulaire import A_COMPLETER, SANS_OBJET
from tests.contract.model.making import CCAS, ETAT, VILLE, a_contrat, fiche

NB = "\u00a0"
YEARS = [
    {"cle": "2026", "contributions": [{"payeur": "etat", "montant": "170 000"}]},
    {"cle": "2027", "contributions": [{"payeur": "etat", "montant": "150 000"}]},
    {"cle": "2028"},
]
FICHES = [
    fiche("b", axe="logement", budget={"subvention_p104": "100", "reliquats": "50"}),
    fiche(
        "a",
        porteurs=["AFA"],
        budget={
            "subvention_p104": "300",
            "contribution_collectivite": "100",
            "autres_financeurs": {
                "programme_147": "40",
                "autre_programme": {"montant": "5", "precision": "P303"},
                "propres": [{"libelle": "Fonds propres", "montant": "5"}],
            },
        },
    ),
]


def annex(**others):
    """Return the figures of the annex of a contract of two fiches."""
    return summary(a_contrat(**{"fiches": FICHES, "exercices": YEARS} | others))


# The budget annex


def test_the_annex_lists_the_fiches_under_their_axes():
    """With sub-totals, a total, and the share of the State."""
    found = annex()
    assert [[(f.numero, f.cout, f.subvention_p104) for f in a.fiches] for a in found.axes] == [
        [("1", Decimal(450), Decimal(300))],
        [("2", Decimal(150), Decimal(100))],
    ]
    assert [(a.total_cout, a.total_subvention_p104) for a in found.axes] == [
        (450, 300),
        (150, 100),
    ]
    assert (found.total_cout, found.total_subvention_p104, found.part_subvention_p104) == (
        600,
        400,
        Decimal(400) / 600,
    )


def test_the_sources_add_up_to_the_cost():
    """In the order of the form, those that bring nothing left out."""
    found = annex().sources
    assert [(s.libelle, s.montant) for s in found] == [
        ("État, action 12 du programme 104", 400),
        ("Reliquats de l'exécution n-1 (programme 104)", 50),
        ("Contribution de la collectivité", 100),
        ("Programme 147", 40),
        ("Autre programme budgétaire de l'État", 5),
        ("Autres financements propres aux actions", 5),
    ]
    assert sum(s.montant for s in found) == annex().total_cout
    assert sum(s.part for s in found) == 1


def test_a_budget_year_shows_what_is_left_of_its_contribution():
    """Or that nothing is programmed, or known, yet."""
    assert [
        (y.libelle, y.contribution, y.total_subvention_p104, y.solde) for y in annex().exercices
    ] == [
        ("2026", 170_000, 400, 169_600),
        ("2027", 150_000, "à programmer", SANS_OBJET),
        ("2028", "non chiffrée", "à programmer", SANS_OBJET),
    ]


def test_an_axis_without_a_fiche_has_no_row():
    """A sub-total of nothing would be noise."""
    assert [a.intitule for a in annex(fiches=FICHES[:1]).axes] == ["Logement"]


def test_a_part_of_nothing_is_nothing():
    """A fiche without a budget divides by no zero."""
    assert ratio(Decimal(0), Decimal(0)) == 0
    assert annex(fiches=[fiche()]).part_subvention_p104 == 0


def test_the_annex_is_titled_after_the_contract():
    """In its heading and in the properties of the file."""
    context = budget_context(a_contrat(fiches=FICHES), Mentions(), "annexe_2")
    assert context.document.titre.startswith("Annexe budgétaire – Contrat territorial")
    assert context.document.titre.endswith("(CTAI) de la Ville de Valmont")
    assert context.ancre == "annexe_2"


# The contract


def party(number):
    """Return a local party with a representative."""
    return {
        "cle": f"p{number}",
        "type": "commune",
        "nom": f"la Ville n° {number}",
        "representants": [{"nom": f"Maire {number}", "fonction": f"Maire de {number}"}],
    }


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_every_party_has_its_signature(count):
    """Two to five side by side, in the order of the contract."""
    state = ETAT | {"representants": [{"fonction": "Préfet de l'Orne"}]}
    contrat = a_contrat(parties=[state, *map(party, range(1, count))])
    found = contract_context(contrat, Mentions()).signataires
    assert [s.partie for s in found] == [
        "Pour l'État",
        *(f"Pour la Ville n° {n}" for n in range(1, count)),
    ]
    assert (found[0].nom, found[0].fonction) == ("Préfet de l'Orne", "")
    assert (found[1].nom, found[1].fonction) == ("Maire 1", "Maire de 1")


def test_a_party_whose_representative_is_not_known_has_a_place_to_sign():
    """A contract that leaves a party without its signature would be void."""
    found = contract_context(a_contrat(), Mentions()).signataires
    assert [(s.partie, bool(s.nom.strip())) for s in found] == [
        ("Pour l'État", True),
        ("Pour la Ville de Valmont", True),
    ]


def test_a_party_is_presented_by_its_seat_its_representative_and_its_authority():
    """As far as they are known."""
    city = VILLE | {
        "court": "la Ville",
        "siege": "2, rue du Beffroi",
        "siret": "219 904 638 00018",
        "representants": [{"civilite": "Madame", "nom": "Ada MOREL", "fonction": "Maire"}],
        "habilitation": {"organe": "le conseil municipal", "numero": "25-1", "date": "2025-09-25"},
    }
    state, found = contract_context(a_contrat(parties=[ETAT, city]), Mentions()).parties
    assert (state.nom, state.qualites) == ("L'État", "")
    assert found.nom == "La Ville de Valmont"
    assert found.qualites == (
        ", dont le siège est situé 2, rue du Beffroi, SIRET n° 219 904 638 00018, "
        "que représente Madame Ada MOREL, Maire, "
        f"en vertu de la délibération n° 25-1 du conseil municipal du 25{NB}septembre{NB}2025, "
        "ci-après « la Ville »"
    )


def test_the_summary_by_axis_adds_up():
    """State P104 money and the collectivité's contribution; nothing where there is no fiche."""
    context = contract_context(a_contrat(fiches=FICHES), Mentions())
    assert [(x.numero, x.fiches, x.montant) for x in context.synthese] == [(1, 1, 400), (2, 1, 100)]
    assert (context.synthese_fiches, context.synthese_total) == (2, 500)
    assert contract_context(a_contrat(), Mentions()).synthese == ()


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({}, "Au titre de l'année 2026"),
        ({"fin": "2028-12-31"}, "Au titre des années 2026 à 2028"),
        ({"debut": "2025-10-01", "fin": "2026-09-30"}, "Au titre des années 2025 à 2026"),
    ],
)
def test_the_cover_says_the_years(dates, said):
    """One or several, calendar years or not."""
    assert contract_context(a_contrat(**dates), Mentions()).periode == said


def test_the_signature_is_dated_where_the_date_is_known():
    """Else there is room for it."""
    signed = a_contrat(lieu_signature="Metz", date_signature="15 décembre 2025")
    context = contract_context(signed, Mentions())
    assert (context.fait_a, context.fait_le) == (" à Metz", f"le 15{NB}décembre{NB}2025.")
    assert contract_context(a_contrat(), Mentions()).fait_le == "le ……"


def test_witnesses_sign_for_nobody():
    """They are named with their function."""
    contrat = a_contrat(temoins=[{"nom": "Raphaël PITTI", "fonction": "Conseiller délégué"}])
    (witness,) = contract_context(contrat, Mentions()).temoins
    assert (witness.partie, witness.nom, witness.fonction) == (
        "",
        "Raphaël PITTI",
        "Conseiller délégué",
    )


# The fiche


def test_a_fiche_bears_its_number_its_axis_and_its_year():
    """As the form's header has them."""
    contrat = a_contrat(fiches=FICHES, parties=[ETAT, VILLE, CCAS])
    context = fiche_context(contrat, contrat.fiches_ordonnees[1], Mentions())
    assert (context.numero, context.axe_numero, context.axe_intitule) == ("02", "2", "Logement")
    assert context.surtitre.startswith("2026 : Contrat territorial d'accueil et d'intégration")
    assert context.document.titre == "Fiche-action n° 2 : Action b – à définir"


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({}, ""),
        ({"debut": "2026-01-05"}, f"à partir du 5{NB}janvier{NB}2026"),
        ({"fin": "2026-11-09"}, f"jusqu'au 9{NB}novembre{NB}2026"),
        (
            {"debut": "2026-01-05", "fin": "2026-11-09"},
            f"du 5{NB}janvier{NB}2026 au 9{NB}novembre{NB}2026",
        ),
    ],
)
def test_the_dates_of_an_action_are_said_as_far_as_they_are_known(dates, said):
    """Beside what the calendar tells in words."""
    contrat = a_contrat(fiches=[fiche(**dates)])
    assert fiche_context(contrat, contrat.fiches[0], Mentions()).periode == said


def test_instructions_are_printed_on_demand():
    """And in the blank form, which is filled in by whoever reads them."""
    contrat = a_contrat(fiches=[fiche()])
    one = contrat.fiches[0]
    assert set(fiche_context(contrat, one, Mentions()).consignes.values()) == {""}
    shown = fiche_context(contrat, one, Mentions(consignes=True)).consignes
    assert all(shown.values())
    assert blank_context(contrat, Mentions()).consignes == shown


def test_the_blank_form_is_of_no_fiche():
    """Everything is to be filled in."""
    context = blank_context(a_contrat(), Mentions())
    assert isinstance(context.fiche, FicheAction)
    assert (context.numero, context.axe_numero, context.axe_intitule) == ("…", "…", A_COMPLETER)
    assert (context.vide, context.porteur) == (A_COMPLETER, A_COMPLETER)


def test_a_fiche_of_an_unknown_axis_is_rendered_as_a_draft():
    """Its axis is to be completed."""
    contrat = a_contrat(fiches=[fiche(axe="oubli")], numerotation="par_axe")
    context = fiche_context(contrat, contrat.fiches[0], Mentions(projet=True))
    assert (context.axe_numero, context.axe_intitule) == ("…", A_COMPLETER)
    assert contract_context(contrat, Mentions(projet=True)).sommaire


# The document


def test_a_document_bears_the_date_of_its_contract_and_never_todays():
    """Of the signature, or of the start."""
    assert reference_date(a_contrat()) == date(2026, 1, 1)
    assert reference_date(a_contrat(date_signature="2025-12-15")) == date(2025, 12, 15)


def test_the_head_of_a_page_says_what_the_document_is_annexed_to():
    """A draft says that it is one."""
    mentions = Mentions(projet=True, annexe="Annexe n° 2")
    document = Document("Titre", "Court", date(2026, 1, 1), mentions)
    assert (document.statut, document.bandeau) == ("PROJET", "Court – Annexe n° 2")
    assert Document("Titre", "Court", date(2026, 1, 1)).statut == ""


def test_all_titles_name_the_collectivite_with_its_article_contracted():
    """« du Centre communal », « de la Ville »."""
    assert contract_title(a_contrat(collectivite="le Grand Valmont")).endswith(
        "(CTAI) du Grand Valmont"
    )


def test_the_logo_of_the_state_is_the_first():
    """At the left of the cover, as its graphic charter asks, wherever the State stands."""
    etat = next(p for p in a_contrat().parties if p.est_etat)
    locale = next(p for p in a_contrat().parties if not p.est_etat)
    contrat = a_contrat(parties=[locale, etat])
    logos = {p.cle: f"logo {p.cle}" for p in (locale, etat)}
    found = contract_context(contrat, Mentions(), logos).logos
    assert found == (f"logo {etat.cle}", f"logo {locale.cle}")
