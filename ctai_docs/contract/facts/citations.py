"""`Citations`: what each reference in the texts of a contract prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ctai_docs.contract.facts.articles import annexes_numerotees, articles_rediges
from ctai_docs.contract.facts.blocks import BLOCKS
from ctai_docs.contract.facts.computing import values
from ctai_docs.contract.model import Contrat

NUMBER_ONLY = "#"
"""The link text by which `[#](article:avenant)` asks for the number alone."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference prints: in full (« article 7 »), its number alone, and its bookmark."""

    texte: str
    numero: str = ""
    ancre: str = ""


class Citations:
    """All that the texts of one contract may cite."""

    def __init__(self, contrat: Contrat) -> None:
        self._contrat = contrat

    @cached_property
    def by_kind(self) -> Mapping[str, Mapping[str, Citation]]:
        """The citations by kind (`article`, `axe`, `fiche`, `annexe`, `valeur`) and key."""
        contrat = self._contrat
        return {
            "article": {
                a.cle: Citation(f"article {a.numero}", a.numero, a.ancre)
                for a in articles_rediges(contrat)
            },
            "axe": {
                a.cle: Citation(f"axe {n}", str(n), f"axe_{n}")
                for n, a in enumerate(contrat.axes, 1)
            },
            "fiche": {
                key: Citation(f"fiche-action n° {n}", n, fiche_anchor(n))
                for key, n in contrat.numeros.items()
            },
            "annexe": {
                a.cle: Citation(f"annexe {a.numero}", str(a.numero), a.ancre)
                for a in annexes_numerotees(contrat)
            },
            "valeur": {name: Citation(text) for name, text in values(contrat).items()},
            "bloc": {name: Citation("") for name in BLOCKS},
        }

    def find(self, kind: str, key: str) -> Citation | None:
        """Return what a reference stands for, None where it refers to nothing."""
        return self.by_kind.get(kind, {}).get(key)

    def block(self, name: str) -> str:
        """Return the Markdown of a computed block, empty where there is none of this name."""
        return BLOCKS[name](self._contrat) if name in BLOCKS else ""


def fiche_anchor(number: str) -> str:
    """Return the bookmark of the fiche of this number."""
    return f"fiche_{number.replace('.', '_')}"
