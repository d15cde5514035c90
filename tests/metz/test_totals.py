"""The totals of the Metz contract: in the model and in every document that shows them."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ctai_docs.documents.views.chiffres import summary
from ctai_docs.machine.french import write_amount, write_percent
from ctai_docs.rules import check
from tests.documents.packs import contrat, docx, metz
from tests.documents.reading import normal

AXES = [73_000, 108_975, 35_775, 22_125]
COSTS = [73_000, 123_975, 55_775, 30_125]
ASKED = [36_500, 87_080, 28_620, 17_700]
COST, P104, CONTRIBUTION = 282_875, 169_900, 170_000


def euros(amount):
    """Return an amount as it is printed, normalised."""
    return normal(write_amount(amount))


def test_the_amount_of_each_axis_is_the_published_one():
    """State P104 money and the contribution of the collectivité, as declared and as derived."""
    found = contrat()
    assert [found.montant_axe(axe) for axe in found.axes] == AXES
    assert [axe.montant for axe in found.axes] == AXES


def test_the_state_contributes_what_was_published():
    """170 000 € in 2026, 150 000 € in each of the next two years."""
    found = contrat()
    years = [found.contribution_etat(year).montant for year in found.exercices]
    assert years == [170_000, 150_000, 150_000]
    assert found.total_etat == found.total_contributions == 470_000


def test_the_fiches_ask_for_a_hundred_euros_less_than_the_state_gives():
    """169 900 € of 170 000 €: the published act leaves that difference."""
    year = summary(contrat()).exercices[0]
    assert (year.contribution, year.total_subvention_p104, year.solde) == (CONTRIBUTION, P104, 100)
    assert contrat().total_subvention_p104 == P104


def test_the_cost_of_all_actions_is_all_their_financing():
    """And the State's share is rounded to a whole percent."""
    annex = summary(contrat())
    assert [axe.total_cout for axe in annex.axes] == COSTS
    assert [axe.total_subvention_p104 for axe in annex.axes] == ASKED
    assert annex.total_cout == contrat().total_cout == sum(s.montant for s in annex.sources) == COST
    assert normal(write_percent(annex.part_subvention_p104)) == "60 %"


@pytest.mark.parametrize("name", ["contrat.docx", "contrat-sans-annexes.docx"])
def test_the_contract_prints_the_amounts_of_its_axes(name):
    """In the table of the summary, in the preamble and in article 1."""
    document = docx(name)
    rows = [row for row in document.rows if len(row) == 3 and row[2].endswith("€")]
    shown = [row[2] for row in rows if row[1].isdigit()]  # the second column counts fiches
    assert shown == [*map(euros, AXES), euros(sum(AXES))]
    text = normal(document.texte)
    for amount in AXES:
        assert text.count(euros(amount)) >= 3
    assert f"{euros(470_000)} (quatre cent soixante-dix mille euros)" in text


def test_the_budget_annex_prints_costs_amounts_and_shares():
    """Sub-totals by axis, total, share of the State, sources and years."""
    document = docx("annexe-budgetaire.docx")
    rows = [row for row in document.rows if len(row) == 4]
    totals = [tuple(row[2:]) for row in rows if "otal" in row[1] or row[0] == "Total"]
    expected = [(euros(c), euros(a)) for c, a in zip(COSTS, ASKED, strict=True)]
    assert totals == [*expected, (euros(COST), euros(P104))]
    assert ["60 %", euros(P104)] in [row[2:] for row in rows]
    assert ["2026", euros(CONTRIBUTION), euros(P104), euros(100)] in rows
    sources = [row for row in document.rows if len(row) == 3]
    assert ["Total des financements", euros(COST), "100 %"] in sources


@pytest.mark.parametrize("fiche", contrat().fiches_ordonnees, ids=lambda f: f.cle)
def test_the_budget_annex_has_a_row_for_every_fiche(fiche):
    """Its cost and what it asks for, as in the fiche itself."""
    number = contrat().numeros[fiche.cle]
    rows = [row for row in docx("annexe-budgetaire.docx").rows if len(row) == 4]
    (row,) = (row for row in rows if row[1].startswith(f"{number}. "))
    assert normal(fiche.intitule) in row[1]
    assert row[2:] == [euros(fiche.budget.cout), euros(fiche.budget.subvention_p104)]
    assert fiche.budget.cout_total in (None, fiche.budget.cout)


def test_the_workbook_holds_the_same_totals():
    """Beside each live formula, the value that the model gives it."""
    data = io.BytesIO(metz()["annexe-budgetaire.xlsx"])
    sheet = load_workbook(data, data_only=True).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    totals = [tuple(row[3:5]) for row in rows if "otal" in f"{row[0]}{row[1]}"]
    assert totals == [*zip(COSTS, ASKED, strict=True), (COST, P104)]
    shares = [row for row in rows if row[0] == "Part de l’État"]
    assert round(Decimal(shares[0][3]), 2) == Decimal("0.60")
    assert shares[0][4] == P104
    fiches = [(row[3], row[4]) for row in rows if row[1] and row[1][:1].isdigit()]
    assert fiches == [(f.budget.cout, f.budget.subvention_p104) for f in contrat().fiches_ordonnees]


def test_the_workbook_holds_formulas_and_no_typed_total():
    """A total that is typed would not follow what it adds up."""
    sheet = load_workbook(io.BytesIO(metz()["annexe-budgetaire.xlsx"])).worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        if "otal" in f"{row[0].value}{row[1].value}":
            assert all(str(cell.value).startswith("=") for cell in row[3:5])


def test_the_metz_dossier_has_no_error():
    """What the published act contradicts is consistent here."""
    assert [str(finding) for finding in check(contrat()).erreurs] == []
