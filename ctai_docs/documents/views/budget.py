"""The context of the summary budget annex, as Word and as a workbook."""

from __future__ import annotations

from dataclasses import dataclass

from ctai_docs.contract.model import Contrat
from ctai_docs.documents.views.chiffres import AnnexeBudgetaire, summary
from ctai_docs.documents.views.document import Document, Mentions, contract_title, reference_date
from ctai_docs.documents.views.graphiques import sources_chart, years_chart
from ctai_docs.machine.word.charts import Chart


@dataclass(frozen=True, slots=True)
class ContexteBudget:
    """What `budget_annex.docx` can print."""

    document: Document
    contrat: Contrat
    titre: str
    ancre: str
    annexe: AnnexeBudgetaire
    graphique_sources: Chart | None
    graphique_exercices: Chart | None


def budget_context(
    contrat: Contrat, mentions: Mentions, anchor: str = "annexe_2"
) -> ContexteBudget:
    """Return the context of the budget annex."""
    title = f"Annexe budgétaire – {contract_title(contrat)}"
    annexe = summary(contrat)
    return ContexteBudget(
        document=Document(title, "Annexe budgétaire", reference_date(contrat), mentions),
        contrat=contrat,
        titre=title,
        ancre=anchor,
        annexe=annexe,
        graphique_sources=sources_chart(annexe),
        graphique_exercices=years_chart(annexe),
    )
