"""The figures of the budget annex, year by year: what is nothing, and what is not known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ctai_docs.documents.views.chiffres import summary
from tests.contract.model.making import a_contrat, fiche

ASKED = [fiche(budget={"subvention_p104": "300"})]


def year(paid, fiches=ASKED):
    """Return what the annex says of a year: contribution, money asked for, what is left."""
    contribution = {"payeur": "etat"} | ({"montant": paid} if paid else {})
    exercices = [{"cle": "2026", "contributions": [contribution]}]
    (line,) = summary(a_contrat(exercices=exercices, fiches=fiches)).exercices
    return line.contribution, line.total_subvention_p104, line.solde


def test_a_contribution_of_nothing_is_an_amount():
    """0 € is printed as 0 €: the State said so, and what is asked for is missing."""
    assert year("0") == (Decimal(0), Decimal(300), Decimal(-300))


def test_a_contribution_without_an_amount_is_not_known():
    """Then nothing is left of it, nor missing."""
    assert year("") == ("non chiffrée", Decimal(300), "sans objet")


def test_a_year_without_a_fiche_is_still_to_be_planned():
    """It asks for nothing yet, which is not 0 €."""
    assert year("500", []) == (Decimal(500), "à programmer", "sans objet")


@pytest.mark.parametrize("budget", [{"subvention_p104": "0"}, {}])
def test_a_fiche_that_asks_for_nothing_leaves_the_whole(budget):
    """0 € asked for, typed or not."""
    assert year("500", [fiche(budget=budget)]) == (Decimal(500), Decimal(0), Decimal(500))
