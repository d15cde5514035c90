"""The charts of the budget annex: the model's numbers, in bars and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ctai_docs.documents.views.budget import budget_context
from ctai_docs.documents.views.document import Mentions
from ctai_docs.machine.word.charts import CENTS, EUROS
from tests.documents.packs import contrat as metz
from tests.documents.reading import normal
from tests.documents.views.test_contexts import FICHES, YEARS, a_contrat, fiche


def context(**others):
    """Return the context of the annex of a contract of two fiches."""
    return budget_context(a_contrat(**{"fiches": FICHES, "exercices": YEARS} | others), Mentions())


def test_each_source_has_a_bar_for_each_axis():
    """In the orders of the tables; what a source does not bring to an axis is nothing."""
    chart = context().graphique_sources
    assert chart.categories == ("1. Langue", "2. Logement")
    assert {series.name: series.values for series in chart.series} == {
        "État, action 12 du programme 104": (300, 100),
        "Reliquats de l'exécution n-1 (programme 104)": (0, 50),
        "Contribution de la collectivité": (100, 0),
        "Programme 147": (40, 0),
        "Autre programme budgétaire de l'État": (5, 0),
        "Autres financements propres aux actions": (5, 0),
    }


def test_the_bars_of_metz_are_as_long_as_its_totals():
    """Bars add up to the costs of the axes, and series to the sources of the annex."""
    found = budget_context(metz(), Mentions())
    chart, annexe = found.graphique_sources, found.annexe
    stacks = [sum(amounts) for amounts in zip(*(s.values for s in chart.series), strict=True)]
    assert stacks == [axe.total_cout for axe in annexe.axes]
    assert [sum(s.values) for s in chart.series] == [s.montant for s in annexe.sources]


def test_the_words_hold_every_figure():
    """A total, each axis, each source that brings something to it."""
    assert normal(context().graphique_sources.alt) == (
        "Barres empilées : 600 € de financements, par axe et par source. Axe 1, Langue : 450 €, "
        "dont État, action 12 du programme 104 : 300 € ; Contribution de la collectivité : 100 € ; "
        "Programme 147 : 40 € ; Autre programme budgétaire de l'État : 5 € ; Autres financements "
        "propres aux actions : 5 €. Axe 2, Logement : 150 €, dont État, action 12 du programme "
        "104 : 100 € ; Reliquats de l'exécution n-1 (programme 104) : 50 €."
    )


def test_a_year_without_amount_has_no_column_and_says_why():
    """What is not known is no zero."""
    chart = context().graphique_exercices
    assert chart.categories == ("2026", "2027", "2028")
    assert [s.values for s in chart.series] == [(170_000, 150_000, None), (400, None, None)]
    assert normal(chart.alt) == (
        "Colonnes, par exercice. 2026 : contribution de l'État 170 000 € ; montant demandé 400 €. "
        "2027 : contribution de l'État 150 000 € ; montant demandé à programmer. "
        "2028 : contribution de l'État non chiffrée ; montant demandé à programmer."
    )


def test_amounts_have_cents_where_one_of_them_has():
    """So that labels are of one form."""
    assert {series.format for series in context().graphique_sources.series} == {EUROS}
    cents = context(fiches=[fiche(budget={"subvention_p104": "10,41"})]).graphique_sources
    assert {series.format for series in cents.series} == {CENTS}
    assert cents.series[0].values == (Decimal("10.41"),)


@pytest.mark.parametrize("fiches", [[], [fiche()]], ids=["no fiche", "no amount"])
def test_there_is_no_chart_of_nothing(fiches):
    """Nor a place for one: the template asks whether there is any."""
    found = context(fiches=fiches, exercices=[{"cle": "2026"}])
    assert found.graphique_sources is None
    assert bool(found.graphique_exercices) is False
