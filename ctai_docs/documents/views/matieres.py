"""The table of contents: the main headings of a file, each with its bookmark.

An entry is shown where the file holds its bookmark: the contract without its annexes lists its
own headings alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ctai_docs.contract.facts import annexes_numerotees, articles_rediges
from ctai_docs.contract.facts.citations import fiche_anchor
from ctai_docs.contract.model import Contrat
from ctai_docs.documents.views.document import fiche_title

COUVERTURE = "contrat"
"""The bookmark of the cover: where the contract begins in a file of several acts."""
COUP_D_OEIL = "coup_d_oeil"
PARTIES, PREAMBULE = "parties", "preambule"
SIGNATURES, ANNEXES = "signatures", "annexes"


@dataclass(frozen=True, slots=True)
class Entree:
    """A line of the table of contents: its level from 1, its title, and where it leads."""

    niveau: int
    titre: str
    ancre: str


def contract_entries(contrat: Contrat) -> tuple[Entree, ...]:
    """Return the entries of the contract, then those of its fiches and of its budget annex."""
    return (*own_entries(contrat), *annex_entries(contrat))


def own_entries(contrat: Contrat) -> Iterator[Entree]:
    """Yield the entries that lead into the contract itself, in its order."""
    if contrat.en_un_coup_d_oeil:
        yield Entree(1, "En un coup d'œil", COUP_D_OEIL)
    yield Entree(1, "Parties", PARTIES)
    if contrat.preambule:
        yield Entree(1, "Préambule", PREAMBULE)
    for article in articles_rediges(contrat):
        yield Entree(1, f"Article {article.numero} – {article.titre}", article.ancre)
    yield Entree(1, "Signatures", SIGNATURES)
    if annexes_numerotees(contrat):
        yield Entree(1, "Annexes", ANNEXES)


def annex_entries(contrat: Contrat) -> Iterator[Entree]:
    """Yield the entries that lead to the fiches and to the budget annex, where there are fiches."""
    for fiche in contrat.fiches_ordonnees:
        anchor = fiche_anchor(contrat.numeros[fiche.cle])
        yield Entree(2, fiche_title(contrat, fiche), anchor)
    yield from (
        Entree(2, annexe.intitule, annexe.ancre)
        for annexe in annexes_numerotees(contrat)
        if annexe.cle == "budget"
    )
