"""Amounts that must agree: in a fiche, over a year, over the contract, and for the payees."""

from __future__ import annotations

import pytest

from ctai_docs.machine.findings import show_path
from ctai_docs.rules.money import CHECKS

from .examples import broken


def found(*lines):
    """Return what the money checks find, as codes and paths."""
    contrat = broken(*lines)
    return [(f.code, show_path(f.path)) for run in CHECKS for f in run(contrat)]


def codes(*lines):
    """Return the codes of what the money checks find."""
    return [code for code, _ in found(*lines)]


BUDGET = "fiches[1].budget"
GIVEN = f"{BUDGET}.contribution_collectivite"
OTHERS = f"{BUDGET}.autres_financeurs"
STATE = "exercices[1].contributions[1]"


def given(montant, direct="", in_kind=""):
    """Return the lines that give the collectivité's contribution of the first fiche."""
    parts = {"montant": montant, "financements_directs": direct, "contributions_nature": in_kind}
    typed = ", ".join(f"{key}: '{value}'" for key, value in parts.items() if value)
    return f"{GIVEN}: {{{typed}}}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(given("8 000", "5 000", "3 000"), [], id="made up"),
        pytest.param(
            given("8 000", "5 000", "3 001"), [("MON-001", f"{GIVEN}.montant")], id="over"
        ),
        pytest.param(
            given("8 000", "8 001"), [("MON-001", f"{GIVEN}.financements_directs")], id="one over"
        ),
        pytest.param(
            given("8 000", "1 000", "9 000"),
            [("MON-001", f"{GIVEN}.contributions_nature")],
            id="in kind over",
        ),
        pytest.param(
            given("8 000", "5 000", "2 999,99"),
            [("MON-002", f"{GIVEN}.montant")],
            id="a cent under",
        ),
        pytest.param(given("8 000", "8 000"), [], id="one part is all"),
        pytest.param(given("8 000", "", "2 000"), [], id="one part given, below"),
        pytest.param(given("8 000", "8 000", "0"), [], id="nothing in kind"),
        pytest.param(given("", "5 000", "3 000"), [], id="parts without a whole"),
        pytest.param(given("8 000"), [], id="whole without parts"),
    ],
)
def test_parts_make_up_the_contribution(line, expected):
    """Two parts equal the whole; one alone does not exceed it."""
    assert found(line) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(f"{OTHERS}.montant: 8 001", [("MON-003", f"{OTHERS}.montant")], id="funders"),
        pytest.param(f"{OTHERS}.montant:", [], id="funders not declared"),
        pytest.param(
            f"{BUDGET}.cout_total: 48 000,01\n{BUDGET}.cout_unitaire:",
            [("MON-004", f"{BUDGET}.cout_total")],
            id="cost",
        ),
        pytest.param(f"{BUDGET}.cout_total:", [], id="cost not declared"),
        pytest.param(
            f"{BUDGET}.depenses[4].montant: 1 999", [("MON-005", f"{BUDGET}.depenses")], id="under"
        ),
        pytest.param(
            f"{BUDGET}.depenses[4].montant: 2 001", [("MON-005", f"{BUDGET}.depenses")], id="above"
        ),
        pytest.param(f"{BUDGET}.depenses[4].montant:", [], id="spending not all known"),
        pytest.param(
            f"{BUDGET}.depenses[4].montant:\n{BUDGET}.depenses[3].montant: 6 000",
            [("MON-005", f"{BUDGET}.depenses")],
            id="spending not all known, above",
        ),
        pytest.param(
            "fiches[3].budget.depenses: [{libelle: Salaires, montant: 24 000}]", [], id="spending"
        ),
    ],
)
def test_sums_of_a_budget(lines, expected):
    """What a budget declares is the sum of its lines, and it is balanced."""
    assert found(lines) == expected


@pytest.mark.parametrize(
    ("declared", "people", "cost", "expected"),
    [
        pytest.param("666,66", "36", "24 000", [], id="truncated"),
        pytest.param("666,67", "36", "24 000", [], id="rounded"),
        pytest.param("666", "36", "24 000", [], id="truncated to the euro"),
        pytest.param("667", "36", "24 000", [], id="rounded to the euro"),
        pytest.param("666,68", "36", "24 000", ["MON-006"], id="a cent above"),
        pytest.param("666,65", "36", "24 000", ["MON-006"], id="a cent below"),
        pytest.param("668", "36", "24 000", ["MON-006"], id="a euro above"),
        pytest.param("500,01", "48", "24 000", ["MON-006"], id="exact and a cent"),
        pytest.param("600", "40 en moyenne", "", [], id="number with a unit"),
        pytest.param("999", "une quarantaine", "24 000", [], id="no number"),
        pytest.param("999", "80 %", "24 000", [], id="percentage"),
        pytest.param("999", "0", "24 000", [], id="nobody"),
        pytest.param("999", "0,0000000000000000000000000001", "24 000", [], id="next to nobody"),
        pytest.param("Selon le groupe", "48", "24 000", [], id="phrase"),
    ],
)
def test_unit_cost_follows_from_cost_and_people(declared, people, cost, expected):
    """To the cent, truncated or rounded; to the euro when it has no cents."""
    path = "fiches[3].budget.cout_unitaire"
    lines = f"{path}: {declared}\nfiches[3].indicateurs.beneficiaires.total: {people}"
    lines += f"\nfiches[3].budget.cout_total: {cost}"
    assert found(lines) == [(code, path) for code in expected]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        pytest.param("79", [], id="above all"),
        pytest.param("78", [1], id="P104, reliquats and other programmes of the State"),
        pytest.param("75", [1], id="equal is not above"),
        pytest.param("74", [1, 3], id="below two"),
        pytest.param("", [], id="no threshold"),
    ],
)
def test_share_of_the_state_above_a_threshold_of_the_dossier(limit, expected):
    """A warning where the dossier asks for one, and never without."""
    paths = [f"fiches[{n}].budget.subvention_p104" for n in expected]
    assert found(f"controles.seuil_part_etat: {limit}") == [("MON-007", p) for p in paths]


def test_a_fiche_that_nobody_pays_for():
    """An empty plan is a warning, and is not said again for the cost or the spending."""
    lines = "fiches[3].budget: {cout_total: 24 000, depenses: [{libelle: x, montant: 24 000}]}"
    assert ("MON-008", "fiches[3].budget") in found(lines)
    assert not {"MON-004", "MON-005"} & set(codes(lines))


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param("{libelle: Bénévolat, montant: 2 000}", True, id="same amount, in kind"),
        pytest.param("{libelle: Contributions en nature, montant: 700}", True, id="nobody named"),
        pytest.param("{libelle: Apports en nature d'ADOMA, montant: 700}", False, id="another's"),
        pytest.param("{libelle: Autofinancement, montant: 2 000}", False, id="money"),
        pytest.param("{libelle: Contributions en nature}", False, id="no amount"),
    ],
)
def test_in_kind_counted_twice(own, expected):
    """An own line in kind repeats the collectivité's when amount or label says so."""
    path = "fiches[2].budget.autres_financeurs.propres"
    lines = f"{path}: [{own}]\nfiches[2].budget.cout_total:\nfiches[2].budget.cout_unitaire:"
    assert found(lines) == ([("MON-009", f"{path}[1]")] if expected else [])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("precedent:", [("MON-010", f"{BUDGET}.reliquats")], id="nothing precedes"),
        pytest.param("precedent: {}", [], id="a contract precedes"),
        pytest.param(f"precedent:\n{BUDGET}.reliquats: 0", [], id="nil"),
        pytest.param("precedent:\nfiches[1].exercice: 2027", [], id="the first year precedes"),
    ],
)
def test_leftovers_need_a_year_before(lines, expected):
    """Money left over comes from a year of this contract, or of the one before."""
    assert [pair for pair in found(lines) if pair[0] == "MON-010"] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("axes[1].montant: 37 999", [("MON-020", "axes[1].montant")], id="wrong"),
        pytest.param("axes[1].montant:", [], id="not declared"),
        pytest.param("axes[3]: {cle: x, intitule: y, montant: 9 000}", [], id="no fiche yet"),
    ],
)
def test_declared_amount_of_an_axis(lines, expected):
    """P104 money and the collectivité's contribution, over the fiches of the axis."""
    assert found(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(f"{STATE}.montant: 53 999", ["MON-021"], id="over"),
        pytest.param(f"{STATE}.montant: 54 001", ["MON-022"], id="under"),
        pytest.param(f"{STATE}: {{payeur: etat}}", [], id="no figure"),
        pytest.param("fiches[1].exercice:\nfiches[2].exercice:", [], id="first year by default"),
        pytest.param("exercices[2].contributions[1].payeur: ccas", [], id="another payer"),
    ],
)
def test_fiches_against_the_contribution_of_the_state(lines, expected):
    """More than the contribution is an error; less is left to programme."""
    quiet = f"{STATE}.en_lettres:\ntotal_contributions:\nversement:"
    assert codes(quiet, lines) == expected
    if expected:
        assert found(quiet, lines) == [(expected[0], f"{STATE}.montant")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("cinquante-quatre mille euros", [], id="same"),
        pytest.param("Cinquante quatre mille", [], id="without the unit"),
        pytest.param("cinquante-cinq mille euros", ["MON-023"], id="other"),
        pytest.param("54 000 euros", ["MON-023"], id="figures"),
    ],
)
def test_figures_against_words(typed, expected):
    """The words say the figures."""
    path = f"{STATE}.en_lettres"
    assert found(f"{path}: {typed}") == [(code, path) for code in expected]


def test_words_without_figures():
    """An amount in words alone is an error, at the words."""
    path = "exercices[1].contributions[2]"
    lines = f"{path}.montant:\n{path}.statut: non_chiffre"
    assert found(lines) == [("MON-024", f"{path}.en_lettres")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("total_contributions: 72 001", ["MON-025"], id="wrong"),
        pytest.param("total_contributions:", [], id="not declared"),
        pytest.param("total_contributions: 90 000\nexercices[3]: {cle: 2028}", [], id="to come"),
        pytest.param(
            "total_contributions: 70 000\nexercices[3]: {cle: 2028}", ["MON-025"], id="less"
        ),
    ],
)
def test_total_of_the_years(lines, expected):
    """The declared total is the State's years, or more where a year has no figure yet."""
    assert found(lines) == [(code, "total_contributions") for code in expected]


LAST = "exercices[2].contributions[2]"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(f"{LAST}.montant:", [("MON-026", f"{LAST}.statut")], id="amount missing"),
        pytest.param(f"{LAST}: {{payeur: ville}}", [], id="nothing said"),
        pytest.param(f"{LAST}: {{payeur: ville, statut: non_chiffre}}", [], id="no figure"),
        pytest.param(
            f"{LAST}.statut: non_chiffre", [("MON-027", f"{LAST}.statut")], id="figure too many"
        ),
        pytest.param(
            "exercices[2].contributions[3]: {payeur: ville, montant: 5}",
            [("MON-028", "exercices[2].contributions[3].payeur")],
            id="payer twice",
        ),
    ],
)
def test_status_and_payers_of_contributions(lines, expected):
    """An amount agrees with how firm it is, and a payer pays once a year."""
    assert found(lines) == expected


PAYEES = "versement.beneficiaires"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(f"{PAYEES}[2].montant: 18 001", [("MON-030", PAYEES)], id="above"),
        pytest.param(f"{PAYEES}[2].montant: 17 999", [("MON-030", PAYEES)], id="below"),
        pytest.param(f"{PAYEES}[1].montant: 36 000", [], id="one year's contribution"),
        pytest.param(f"{PAYEES}: [ccas]", [], id="all to one"),
        pytest.param(f"{PAYEES}: [{{partie: ccas, montant: 72 000}}]", [], id="its share is all"),
        pytest.param(
            f"{PAYEES}: [{{partie: ccas, montant: 7 000}}]",
            [("MON-030", f"{PAYEES}[1].montant")],
            id="its share is not all",
        ),
        pytest.param(f"{PAYEES}[2].montant:", [("MON-031", f"{PAYEES}[2]")], id="share missing"),
        pytest.param(
            f"{PAYEES}: [ccas, ville]",
            [("MON-031", f"{PAYEES}[1]"), ("MON-031", f"{PAYEES}[2]")],
            id="no share at all",
        ),
        pytest.param(f"{PAYEES}: []", [], id="nobody"),
        pytest.param("exercices[3]: {cle: 2028}\ntotal_contributions:", [], id="a year to come"),
        pytest.param(
            f"exercices[3]: {{cle: 2028}}\ntotal_contributions:\n{PAYEES}[1].montant: 90 000",
            [],
            id="shares of a year to come",
        ),
    ],
)
def test_shares_of_the_payees(lines, expected):
    """Shares make up a year's contribution or the contract's; one payee alone needs none."""
    assert found(lines) == expected


def test_shares_without_a_contribution():
    """A share of an amount that nobody gives is worth a look."""
    years = "\n".join(f"exercices[{n}].contributions[1]: {{payeur: etat}}" for n in (1, 2))
    assert found(years, "total_contributions:") == [("MON-032", PAYEES)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(f"{BUDGET}.reliquats: -1", ["MON-040"], id="negative"),
        pytest.param(f"{OTHERS}.fami: -1 000", ["MON-040"], id="negative line of the form"),
        pytest.param("fiches[3].budget.cout_unitaire: 0", ["MON-041"], id="nil unit cost"),
        pytest.param("fiches[3].budget.cout_total: 0", ["MON-041"], id="nil cost"),
        pytest.param(f"{PAYEES}[2].montant: 0", ["MON-041"], id="nil share"),
        pytest.param("fiches[3].budget.reliquats: 0", [], id="nil line of a budget"),
        pytest.param("fiches[3].budget.cout_total: 50 000 001", ["MON-042"], id="huge"),
        pytest.param("fiches[3].budget.cout_total: 50 000 000", [], id="large"),
    ],
)
def test_amounts_by_themselves(line, expected):
    """Below zero, nil where something is due, or beyond belief: at the amount itself."""
    alone = [pair for pair in found(line) if pair[0] >= "MON-040"]
    path = line.partition(":")[0]
    assert alone == [(code, path) for code in expected]


@pytest.mark.parametrize(("declared", "is_found"), [("1,5", True), ("1", False), ("1,55", False)])
def test_only_a_unit_cost_without_cents_may_be_cut_at_the_euro(declared, is_found):
    """1,553… € a person is 1 €, 1,55 €, 2 €; never 1,50 €."""
    lines = [
        "fiches[3].budget: {subvention_p104: '62,14'}",
        "fiches[3].indicateurs.beneficiaires.total: 40",
        f"fiches[3].budget.cout_unitaire: {declared} €",
    ]
    assert ("MON-006" in codes(*lines)) is is_found


@pytest.mark.parametrize(
    ("p104", "gifts", "is_found"),
    [("0,90", "0,10", True), ("0,80", "0,20", False), ("0", "0,10", False), ("0", "0", False)],
)
def test_the_share_of_the_state_is_held_whatever_the_whole(p104, gifts, is_found):
    """Of one euro as of a thousand: above 80 %, it is told."""
    propres = f"[{{libelle: Dons, montant: '{gifts}'}}]"
    budget = f"{{subvention_p104: '{p104}', autres_financeurs: {{propres: {propres}}}}}"
    told = found("controles.seuil_part_etat: 80", f"fiches[3].budget: {budget}")
    assert ("fiches[3].budget.subvention_p104" in [path for _, path in told]) is is_found
