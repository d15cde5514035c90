"""Totals and numbers, which are derived and never typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ctai_docs.contract.form import Sorte
from ctai_docs.contract.model import Budget
from tests.contract.model.making import CCAS, ETAT, VILLE, a_contrat, a_fiche, fiche
from tests.strategies import budgets

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
    assert budget.cout == budget.financements == Decimal("20000.00")
    assert budget.total_depenses == Decimal(15000)


def test_the_cost_is_the_spending_where_only_that_is_known():
    """The 2022 form shows the other side of the budget."""
    budget = Budget.model_validate({"depenses": FULL["depenses"]})
    assert (budget.financements, budget.cout) == (0, Decimal(15000))


def test_what_an_action_costs_the_contract_leaves_the_other_funders_out():
    """State P104 money and the collectivité's contribution, and no more."""
    contrat = a_contrat(fiches=(fiche("a", budget=FULL),))
    assert contrat.montant_axe(contrat.axes[0]) == Decimal(15000)


def test_a_declared_total_does_not_change_what_is_derived():
    """A total is declared to be checked, never to be printed in place of the sum."""
    budget = Budget.model_validate(FULL | {"cout_total": "19 000"})
    assert (budget.cout_total, budget.cout) == (Decimal(19000), Decimal(20000))


def test_an_empty_budget_costs_nothing():
    """No amount is zero, not an error."""
    assert a_fiche().budget.cout == 0


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
    assert contrat.total_subvention_p104 == Decimal("105.50")
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


def test_what_each_source_brings_has_the_key_of_its_line():
    """Nothing included, the action's own lines as one."""
    found = Budget.model_validate(FULL).apports
    assert {key: amount for key, amount in found.items() if amount} == {
        "subvention_p104": Decimal(12000),
        "reliquats": Decimal("500.10"),
        "contribution_collectivite": Decimal(3000),
        "autres_financeurs.programme_147": Decimal("4000.90"),
        "autres_financeurs.fami": Decimal(100),
        "autres_financeurs.propres": Decimal(399),
    }


@settings(max_examples=60)
@given(st.lists(budgets(), max_size=3))
def test_the_table_of_sources_adds_up_to_what_finances_the_actions(drawn):
    """For any budgets whose lines the form has."""
    known = {source.cle for source in a_contrat().sources}
    contrat = a_contrat(fiches=())
    fiches = [a_fiche().model_copy(update={"budget": budget}) for budget in drawn]
    strange = sum(a for b in drawn for key, a in b.apports.items() if key not in known)
    table = contrat.apports(fiches)
    assert [source.cle for source in table] == [source.cle for source in contrat.sources]
    assert sum(table.values()) + strange == sum(budget.financements for budget in drawn)


def test_an_unknown_form_counts_as_the_newest():
    """A check says that there is none of this name; a draft has its amounts all the same."""
    contrat = three_fiches(edition="1999")
    assert contrat.montant_axe(contrat.axes[1]) == Decimal(5)
    assert contrat.apport_etat(contrat.fiches[1].budget) == Decimal(1005)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("subvention_p104", (Decimal(12000), ""), id="a field"),
        pytest.param("contribution_collectivite", (Decimal(3000), ""), id="a sum of parts"),
        pytest.param("contribution_collectivite.contributions_nature", (2000, ""), id="a part"),
        pytest.param("autres_financeurs", (Decimal("4499.90"), ""), id="a group"),
        pytest.param("autres_financeurs.fami", (Decimal(100), "2021-2027"), id="a precision"),
        pytest.param("autres_financeurs.prives", (None, ""), id="left empty"),
        pytest.param("fonds_concours", (None, ""), id="of another form"),
        pytest.param("financements", (None, ""), id="the name of a property"),
        pytest.param("cout_unitaire", (None, ""), id="a ratio left empty"),
    ],
)
def test_what_stands_in_a_line_of_the_form(key, expected):
    """The amount, and the precision printed beside it."""
    assert Budget.model_validate(FULL).ligne(key) == expected


def test_the_line_of_the_total_is_the_cost_whatever_is_declared():
    """A declared total is compared with it, never printed."""
    budget = Budget.model_validate(FULL | {"cout_total": "19 000"})
    assert budget.ligne("cout_total", Sorte.TOTAL) == (Decimal(20000), "")
    assert Budget().ligne("cout_total", Sorte.TOTAL) == (None, "")


def test_ratios_may_start_from_the_declared_cost_and_the_computed_one():
    """The declared one first; each once, nothing left out."""
    declared = Budget.model_validate(FULL | {"cout_total": "19 000"})
    assert declared.couts == (19000, 20000)
    assert Budget.model_validate(FULL | {"cout_total": "20 000"}).couts == (20000,)
    assert Budget().couts == ()


@pytest.mark.parametrize("value", ["12", ["a"], {"montant": "12"}, None, {"x": {"y": 1}}])
def test_a_key_that_no_form_has_is_refused_as_a_key(value):
    """Whatever is typed under it, beside the other mistakes."""
    with pytest.raises(ValidationError) as raised:
        Budget.model_validate({"fonds_concour": value, "cout_total": "beaucoup"})
    told = [(error["type"], error["loc"]) for error in raised.value.errors()]
    assert sorted(told) == [
        ("extra_forbidden", ("fonds_concour",)),
        ("value_error", ("cout_total",)),
    ]
