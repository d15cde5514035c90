"""The operators of an action: who carries it out, known at the latest at signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctai_docs.contract.model import Contrat, Porteur, TypePartie
from ctai_docs.contract.model.walk import field_path
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import unaccented
from ctai_docs.rules.form.parties import typed
from ctai_docs.rules.walk import fiches

A_DEFINIR = Rule(
    code="FOR-003",
    severity=Severity.ERREUR,
    title="Porteur à définir à la signature",
    found="{qui}, et le contrat a une date de signature.",
    rule="À la signature, chaque action a un porteur, sauf si un appel à projets "
    "ou à manifestation d’intérêt doit le désigner.",
    remedy="Nommez-le sous « porteurs », ou cochez l’appel prévu sous « selection ».",
    source="Formulaire national, consigne « Porteur(s) de l’action »",
    example="fiches[1].porteurs:",
)
PAS_ENCORE = Rule(
    code="FOR-004",
    severity=Severity.INFORMATION,
    title="Porteur à définir",
    found="{qui} : « {imprime} » s’imprime à sa place.",
    rule="Un porteur peut être désigné plus tard, avant la signature ou par un appel.",
    remedy="Nommez-le sous « porteurs » dès qu’il est connu.",
    source="Formulaire national, consigne « Porteur(s) de l’action »",
    example="fiches[2].porteurs:",
)
SANS_CCAS = Rule(
    code="FOR-005",
    severity=Severity.INFORMATION,
    title="Portage par un CCAS qui n’est pas partie",
    found="L’action est portée par le CCAS, et aucun CCAS n’est partie au contrat.",
    rule="Un CCAS peut porter une action sans signer.",
    remedy="Vérifiez la case, ou les parties du contrat.",
    source="Usage du projet",
    example="parties[3].type: autre",
)

CALLS = {"aap", "ami"}
"""The boxes of « Modalités de sélection » that leave the operator to be chosen."""

PLACES = {TypePartie.CCAS, TypePartie.CIAS}

UNNAMED = re.compile(r"\ba (definir|designer|determiner|selectionner)\b")
"""What is typed in the place of an operator who is not known, without accents."""


def check_porteurs(contrat: Contrat) -> Iterator[Finding]:
    """An action has an operator at signature, unless a call is to choose one."""
    for path, fiche in fiches(contrat):
        called = any(case.cle in CALLS for case in fiche.selection)
        rule = A_DEFINIR if contrat.date_signature and not called else PAS_ENCORE
        if not fiche.porteurs:
            where = typed(path, fiche, "porteurs")
            yield rule.at(where, qui="L’action n’a pas de porteur", imprime="à définir")
        elif all(map(_is_unnamed, fiche.porteurs)):
            first = fiche.porteurs[0]
            where = field_path(first, (*path, "porteurs", 0), "nom")
            yield rule.at(where, qui="Le porteur n’est pas nommé", imprime=first.nom)


def check_ccas(contrat: Contrat) -> Iterator[Finding]:
    """An action carried by the CCAS belongs to a contract with one."""
    if any(partie.type in PLACES for partie in contrat.parties):
        return
    for path, fiche in fiches(contrat):
        for n, case in enumerate(fiche.portage):
            if case.cle == "ccas":
                yield SANS_CCAS.at((*path, "portage", n))


CHECKS = (check_porteurs, check_ccas)


def _is_unnamed(porteur: Porteur) -> bool:
    """Tell whether an operator is one to be found: « opérateur à désigner »."""
    return bool(UNNAMED.search(unaccented(porteur.nom).lower()))
