"""Every amount by itself: below zero, nil where something is due, or beyond belief."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import Finding, Rule, Severity, show_path
from ctai_docs.machine.french import write_amount
from ctai_docs.rules.walk import leaves

NEGATIF = Rule(
    code="MON-040",
    severity=Severity.ERREUR,
    title="Montant négatif",
    found="Le montant est de {amount}.",
    rule="Aucun montant d’un contrat n’est négatif.",
    remedy="Retirez le signe « - », ou corrigez le montant.",
    source="Usage du projet",
    example="fiches[1].budget.autres_financeurs.propres[1].montant: -500",
)
NUL = Rule(
    code="MON-041",
    severity=Severity.AVERTISSEMENT,
    title="Montant nul",
    found="Le montant est de {amount}.",
    rule="Ce montant, quand il est donné, n’est pas nul.",
    remedy="Écrivez-le, ou retirez la ligne s’il n’est pas encore connu.",
    source="Usage du projet",
    example="exercices[1].contributions[3].montant: 0",
)
DEMESURE = Rule(
    code="MON-042",
    severity=Severity.AVERTISSEMENT,
    title="Montant hors de proportion",
    found="Le montant est de {amount}.",
    rule="Un contrat d’accueil et d’intégration ne dépasse pas {limit} par action ni par an.",
    remedy="Vérifiez le nombre de zéros.",
    source="Usage du projet : le plus gros contrat connu est de l’ordre du million d’euros",
    example="fiches[1].budget.depenses[1].montant: 360 000 000",
)

LIMIT = Decimal(50_000_000)
_DUE = re.compile(
    r"total_contributions|axes\[\d+\]\.montant|versement\.beneficiaires\[\d+\]\.montant"
    r"|exercices\[\d+\]\.contributions\[\d+\]\.montant"
    r"|fiches\[\d+\]\.budget\.(cout_total|cout_unitaire)"
)
"""Paths where an amount of nothing is a slip; a line of a budget may well be nil."""


def check_montants(contrat: Contrat) -> Iterator[Finding]:
    """Yield the amounts that cannot be, or that a person should look at."""
    for path, value in leaves(contrat):
        if not isinstance(value, Decimal):
            continue
        if value < 0:
            yield NEGATIF.at(path, amount=write_amount(value))
        elif value > LIMIT:
            yield DEMESURE.at(path, amount=write_amount(value), limit=write_amount(LIMIT))
        elif value == 0 and _DUE.fullmatch(show_path(path)):
            yield NUL.at(path, amount=write_amount(value))


CHECKS = (check_montants,)
