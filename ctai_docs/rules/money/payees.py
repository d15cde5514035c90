"""To whom the State's contribution is paid, in which shares."""

from __future__ import annotations

from collections.abc import Iterator

from ctai_docs.contract.model import Contrat
from ctai_docs.contract.model.budget import ZERO
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import enumerate_fr, write_amount
from ctai_docs.rules.money.contributions import state_amounts

SOURCE = "Contrat, article « Modalités de versement »"

PARTS = Rule(
    code="MON-030",
    severity=Severity.ERREUR,
    title="Parts versées différentes de la contribution",
    found="Les parts des bénéficiaires du versement font {shares} ; l’État contribue pour {given}.",
    rule="Les parts font ensemble la contribution d’un exercice, ou celle de tout le contrat.",
    remedy="Corrigez une part.",
    source=SOURCE,
    example="versement.beneficiaires[2].montant: 19 000",
)
PART_MANQUANTE = Rule(
    code="MON-031",
    severity=Severity.ERREUR,
    title="Part manquante",
    found="Il y a {count} bénéficiaires du versement, et celui-ci n’a pas de part.",
    rule="Sans part, un bénéficiaire reçoit toute la contribution.",
    remedy="Écrivez sa part dans « montant ».",
    source=SOURCE,
    example="versement.beneficiaires[2].montant:",
)
SANS_CONTRIBUTION = Rule(
    code="MON-032",
    severity=Severity.AVERTISSEMENT,
    title="Part d’une contribution sans montant",
    found="Les parts font {shares}, et aucune contribution de l’État n’a de montant.",
    rule="Une part est celle d’un montant que le contrat donne.",
    remedy="Écrivez le montant des contributions, ou retirez les parts.",
    source=SOURCE,
    example="exercices[1].contributions[1].payeur: ccas\n"
    "exercices[2].contributions[1].payeur: ccas",
)


def check_beneficiaires(contrat: Contrat) -> Iterator[Finding]:
    """Yield the shares that are missing, or that do not make up a contribution."""
    payees = contrat.versement.beneficiaires
    path: Path = ("versement", "beneficiaires")
    missing = [index for index, payee in enumerate(payees) if payee.montant is None]
    if missing and len(payees) > 1:
        for index in missing:
            yield PART_MANQUANTE.at((*path, index), count=len(payees))
    elif payees and not missing:
        yield from _shares(contrat, path)


def _shares(contrat: Contrat, path: Path) -> Iterator[Finding]:
    shares = sum((payee.montant or ZERO for payee in contrat.versement.beneficiaires), ZERO)
    if len(contrat.versement.beneficiaires) == 1:
        path = (*path, 0, "montant")
    amounts = state_amounts(contrat)
    if not amounts:
        yield SANS_CONTRIBUTION.at(path, shares=write_amount(shares))
    elif shares not in (*amounts, sum(amounts)) and _is_settled(contrat, shares <= sum(amounts)):
        sums = dict.fromkeys(map(write_amount, (*amounts, sum(amounts))))
        yield PARTS.at(path, shares=write_amount(shares), given=enumerate_fr(sums, "ou"))


def _is_settled(contrat: Contrat, within: bool) -> bool:
    """Tell whether the shares are wrong whatever the amounts still to come."""
    return contrat.contributions_chiffrees or within


CHECKS = (check_beneficiaires,)
