"""How the documents look: a colour that everyone can read."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.colours import LEAST_CONTRAST, PALE, WHITE, contrast, tinted
from ctai_docs.machine.findings import Finding, Rule, Severity

COULEUR_CLAIRE = Rule(
    code="PRE-001",
    severity=Severity.ERREUR,
    title="Couleur trop claire",
    found="La couleur {couleur} a un contraste de {blanc} sur le blanc, et de {pale} sur le fond "
    "pâle des en-têtes.",
    rule="Un texte se lit à partir de 4,5\u00a0: 1, pour les agents comme pour les citoyens.",
    remedy="Choisissez-la plus foncée, ou supprimez-la\u00a0: les documents sont alors bleu nuit.",
    source="RGAA 4.1, critère 3.2 ; WCAG 2.1, critère 1.4.3",
    example='presentation.couleur: "F2A900"',
)


def check_couleur(contrat: Contrat) -> Iterator[Finding]:
    """Yield the colour of the dossier where text in that colour is hard to read."""
    colour = contrat.presentation.couleur
    if colour is None:
        return
    ratios = [contrast(colour, behind) for behind in (WHITE, tinted(colour, PALE))]
    if min(ratios) < LEAST_CONTRAST:
        white, pale = (_ratio(found) for found in ratios)
        yield COULEUR_CLAIRE.at(("presentation", "couleur"), couleur=colour, blanc=white, pale=pale)


def _ratio(found: float) -> str:
    """Return « 4,4 : 1 », rounded down: an insufficient ratio never looks sufficient."""
    return f"{math.floor(found * 10) / 10:.1f}\u00a0: 1".replace(".", ",")


CHECKS = (check_couleur,)
