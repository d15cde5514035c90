"""The hourly cost of a block, against the cost of the action, its hours and its beneficiaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctai_docs.contract.model import Cible, Contrat
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import write_amount, write_number
from ctai_docs.rules.people.cibles import BEYOND_SENSE, nombre
from ctai_docs.rules.walk import fiches

COUT_HORAIRE = Rule(
    code="PER-008",
    severity=Severity.AVERTISSEMENT,
    title="Coût horaire qui ne suit pas des autres nombres",
    found="Le coût horaire annoncé est de {annonce} ; or {cout}, divisés par {heures} heures "
    "et {total} bénéficiaires, font {calcul}.",
    rule="Le coût horaire unitaire est le coût total de l’action, divisé par les heures "
    "dispensées, puis par le nombre total de bénéficiaires.",
    remedy="Corrigez le coût horaire, ou le nombre qui est faux.",
    source="Formulaire national, note de la ligne « Coût horaire unitaire »",
    example="fiches[1].indicateurs.blocs.francais.cout_horaire: 160 €",
)

_PER_HOUR = re.compile(
    r"(€|euros?)?( ?(/|par|de l['’]) ?(h|heure))?"
    r"( ?(/|par|et par) ?(bénéficiaire|participant|personne))?",
    re.IGNORECASE,
)


def check_cout_horaire(contrat: Contrat) -> Iterator[Finding]:
    """A declared hourly cost follows from cost, hours and people; it may be cut or rounded."""
    for path, fiche in fiches(contrat):
        total = nombre(fiche.indicateurs.beneficiaires["total"], "personnes", "bénéficiaires")
        for key, block in fiche.indicateurs.blocs.items():
            hours = nombre(block["heures"], "h", "heure", "heures")
            declared = _euros(block["cout_horaire"])
            costs = fiche.budget.couts
            if declared is None or hours is None or total is None or not costs:
                continue
            if hours < 1 or total < 1 or any(_follows(declared, c / hours / total) for c in costs):
                continue
            yield COUT_HORAIRE.at(
                (*path, "indicateurs", "blocs", key, "cout_horaire"),
                annonce=write_amount(declared),
                cout=write_amount(costs[0]),
                heures=write_number(hours),
                total=write_number(total),
                calcul=write_amount(costs[0] / hours / total),
            )


CHECKS = (check_cout_horaire,)


def _euros(cible: Cible | None) -> Decimal | None:
    """Return the number of a target in euros, by the hour or bare."""
    if cible is None or cible.nombre is None or not _PER_HOUR.fullmatch(cible.unite):
        return None
    return cible.nombre if cible.sur is None and cible.nombre < BEYOND_SENSE else None


def _follows(declared: Decimal, exact: Decimal) -> bool:
    """Tell whether the amount is the exact one, cut or rounded at the decimals it has."""
    digit = Decimal(1).scaleb(min(int(declared.as_tuple().exponent), 0))
    return exact - digit < declared <= exact + digit / 2
