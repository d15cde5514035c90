"""The lines about avenants in the documents of a contract: empty where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Modifications:
    """The lines by which a consolidated contract, its articles and its fiches name the avenants."""

    contrat: str = ""
    """« Version consolidée, avenants n° 1 et 2 », under the title of the contract."""
    articles: Mapping[str, str] = field(default_factory=dict)
    """« Article modifié par l'avenant n° 1 du 15 décembre 2026 », by key."""
    fiches: Mapping[str, str] = field(default_factory=dict)
    """« Modifiée par l'avenant n° 1 du 15 décembre 2026 », by key."""

    def article(self, cle: str) -> str:
        """Return what is said under the title of an article."""
        return self.articles.get(cle, "")

    def fiche(self, cle: str) -> str:
        """Return what is said under the title of a fiche."""
        return self.fiches.get(cle, "")


AUCUNE = Modifications()
