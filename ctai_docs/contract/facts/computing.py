"""The facts that a text may cite: `<valeur:etat.2026>`, `<valeur:du.collectivite>`.

Each is computed from the contract and printed the same way wherever it is cited.
"""

from __future__ import annotations

from decimal import Decimal

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.french import amount_in_words, au, du, write_amount, write_date, write_period


def values(contrat: Contrat) -> dict[str, str]:
    """Return every fact that the texts of this contract may cite, by name."""
    return _names(contrat) | _times(contrat) | _amounts(contrat)


def in_figures_and_words(amount: Decimal) -> str:
    """Return « 170 000 € (cent soixante-dix mille euros) »."""
    return f"{write_amount(amount)} ({amount_in_words(amount)})"


def _names(contrat: Contrat) -> dict[str, str]:
    pilot = contrat.partie(contrat.pilote)
    payment = contrat.versement
    names = {
        "collectivite": contrat.designation,
        "territoire": contrat.territoire or contrat.designation,
        "pilote": pilot.appellation if pilot else "",
        "ordonnateur": payment.ordonnateur or "",
        "comptable": payment.comptable or "",
        "tribunal": _court(contrat.tribunal),
    } | {f"partie.{p.cle}": p.appellation for p in contrat.parties}
    contracted = {
        f"{prefix}.{name}": contract(text)
        for name, text in names.items()
        for prefix, contract in (("du", du), ("au", au))
        if text
    }
    budget = payment.imputation
    return names | contracted | {"programme": budget.programme, "action": budget.action or ""}


def _court(seat: str | None) -> str:
    return (
        f"le tribunal administratif {du(seat)}" if seat else "le tribunal administratif compétent"
    )


def _times(contrat: Contrat) -> dict[str, str]:
    return {
        "debut": write_date(contrat.debut),
        "fin": write_date(contrat.fin),
        "periode": write_period(contrat.debut, contrat.fin),
        "annees": contrat.annees,
    }


def _amounts(contrat: Contrat) -> dict[str, str]:
    apports = contrat.apports(contrat.fiches).items()
    facts = {
        "etat.total": in_figures_and_words(contrat.total_etat),
        "cout.total": write_amount(contrat.total_cout),
    } | {f"{source.cle}.total": write_amount(amount) for source, amount in apports}
    for exercice in contrat.exercices:
        contribution = contrat.contribution_etat(exercice)
        if contribution and contribution.montant is not None:
            facts[f"etat.{exercice.cle}"] = in_figures_and_words(contribution.montant)
    return facts | {f"axe.{a.cle}": write_amount(contrat.montant_axe(a)) for a in contrat.axes}
