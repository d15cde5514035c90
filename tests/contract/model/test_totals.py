"""Totals and numbers, which are derived and never typed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ctai_docs.contract.model import Budget
from tests.contract.model.making import CCAS, ETAT, VILLE, a_contrat, a_fiche, fiche

FULL = {
    "subvention_p104": "12 000",
    "reliquats": "500,10",
    "contribution_collectivite": {"financements_directs": "1 000", "contributions_nature": "2 000"},
    "autres_financeurs": {
        "programme_147": "4 000,90",
        "fami": {"montant": "100", "precision": "2021-2027"},
        "propres": [{"libelle": "Fonds propres", "montant": "399"}, {"libelle": "À trouver"}],
    },
    "depenses": [{"libelle": "Salaires", "montant": "15 000"}, {"libelle": "Loyers"}],
}


def test_the_cost_of_an_action_is_all_its_financing():
    """P104 money, last year's rest, the collectivité's contribution and all others."""
    budget = Budget.model_validate(FULL)
    assert budget.autres_financeurs.total == Decimal("4499.90")
    assert budget.contribution_collectivite.total == Decimal(3000)
    assert budget.total == budget.financements == Decimal("20000.00")
    assert budget.total_depenses == Decimal(15000)


def test_the_cost_is_the_spending_where_only_that_is_known():
    """The 2022 form shows the other side of the budget."""
    budget = Budget.model_validate({"depenses": FULL["depenses"]})
    assert (budget.financements, budget.total) == (0, Decimal(15000))


def test_what_an_action_costs_the_contract_leaves_the_other_funders_out():
    """State P104 money and the collectivité's contribution, and no more."""
    assert Budget.model_validate(FULL).montant_contrat == Decimal(15000)


def test_a_declared_total_does_not_change_what_is_derived():
    """A total is declared to be checked, never to be printed in place of the sum."""
    budget = Budget.model_validate(FULL | {"cout_total": "19 000"})
    assert (budget.cout_total, budget.total) == (Decimal(19000), Decimal(20000))


def test_an_empty_budget_costs_nothing():
    """No amount is zero, not an error."""
    assert a_fiche().budget.total == 0


def three_fiches(**others):
    """Return a contract of three fiches, of which the second is of the other axis."""
    return a_contrat(
        fiches=(
            fiche("a", budget={"subvention_p104": "100", "contribution_collectivite": "10"}),
            fiche("b", axe="logement", budget={"subvention_p104": "5", "reliquats": "1 000"}),
            fiche(
                "c",
                budget={"subvention_p104": "0,50", "autres_financeurs": {"fami": "7"}},
            ),
        ),
        **others,
    )


def test_the_amount_of_an_axis_is_p104_money_and_the_contribution_of_the_collectivite():
    """Other funders and last year's rest are left out."""
    contrat = three_fiches()
    assert [contrat.montant_axe(axe) for axe in contrat.axes] == [Decimal("110.50"), Decimal(5)]
    assert contrat.total_demande == Decimal("105.50")
    assert contrat.total_cout == Decimal("1122.50")


def test_fiches_are_numbered_through_the_contract():
    """In the order of their axes, and not of the folder."""
    contrat = three_fiches()
    assert [f.cle for f in contrat.fiches_ordonnees] == ["a", "c", "b"]
    assert contrat.numeros == {"a": "1", "c": "2", "b": "3"}


def test_fiches_may_be_numbered_by_axis():
    """« 2.1 » is the first fiche of axis 2."""
    assert three_fiches(numerotation="par_axe").numeros == {"a": "1.1", "c": "1.2", "b": "2.1"}


def test_fiches_may_be_numbered_by_sub_theme():
    """« 1.2.1 » is the first fiche of the second sub-theme that comes in axis 1."""
    themes = [("a", "École"), ("b", "Travail"), ("c", "École")]
    contrat = a_contrat(
        numerotation="par_sous_theme",
        fiches=[fiche(cle, sous_theme=theme) for cle, theme in themes],
    )
    assert contrat.numeros == {"a": "1.1.1", "b": "1.2.1", "c": "1.1.2"}


@pytest.mark.parametrize("way", ["continue", "par_axe", "par_sous_theme"])
def test_a_fiche_of_an_unknown_axis_comes_last_and_has_a_number(way):
    """A draft is rendered before its errors are mended."""
    contrat = a_contrat(numerotation=way, fiches=(fiche("x", axe="oubli"), fiche("a")))
    assert contrat.fiches_ordonnees[-1].cle == "x"
    assert set(contrat.numeros) == {"a", "x"}
    assert len(set(contrat.numeros.values())) == 2


def test_a_fiche_stands_in_the_first_budget_year_unless_it_names_another():
    """Most fiches of a contract are those of its first year."""
    contrat = a_contrat(
        exercices=({"cle": "2026"}, {"cle": "2027"}),
        fiches=(fiche("a"), fiche("b", exercice="2027")),
    )
    assert [contrat.exercice(f).cle for f in contrat.fiches] == ["2026", "2027"]


def test_the_state_pays_what_its_budget_years_add_up():
    """Amounts that are not known yet are left out of the sum, and said to be missing."""
    contrat = a_contrat(
        exercices=(
            {"cle": "2026", "contributions": [{"payeur": "etat", "montant": "170 000"}]},
            {"cle": "2027", "contributions": [{"payeur": "ville", "montant": "1"}]},
        )
    )
    assert contrat.total_etat == Decimal(170000)
    assert not contrat.contributions_chiffrees


def test_the_collectivite_is_named_after_the_local_parties():
    """Titles name all who sign beside the State, unless the contract says how."""
    assert a_contrat(parties=(ETAT, VILLE, CCAS)).designation == (
        "la Ville de Valmont et le CCAS de Valmont"
    )
    assert a_contrat(collectivite="la Ville").designation == "la Ville"


def test_an_operator_is_shown_by_its_short_name():
    """Several are joined, none is « à définir »."""
    operators = [{"nom": "Comité local", "court": "CLLAJ"}, "AFA"]
    assert a_fiche(porteurs=operators).porteur == "CLLAJ / AFA"
    assert a_fiche().porteur == "à définir"


def test_a_payee_is_a_party_or_someone_else():
    """The name bears its article in both cases."""
    contrat = a_contrat(versement={"beneficiaires": ["ville", {"nom": "l'association AFA"}]})
    names = [contrat.nom_beneficiaire(b) for b in contrat.versement.beneficiaires]
    assert names == ["la Ville de Valmont", "l'association AFA"]
