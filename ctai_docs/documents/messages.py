"""Requests for a document that the contract does not have: the catalogue, DEM-001 and on."""

from __future__ import annotations

from collections.abc import Iterable

from ctai_docs.machine.findings import CtaiError, Rule, Severity
from ctai_docs.machine.nearest import did_you_mean


def _rule(*, code: str, title: str, found: str, rule: str, example: str) -> Rule:
    source = "Usage du projet"
    return Rule(
        code=code,
        severity=Severity.ERREUR,
        title=title,
        found=found,
        rule=rule,
        remedy="{conseil}",
        source=source,
        example=example,
    )


NO_FICHE = _rule(
    code="DEM-001",
    title="Fiche inconnue",
    found="Le contrat n’a pas de fiche « {nom} ».",
    rule="Une fiche est nommée par sa clé ou par son numéro.",
    example="# ctai-docs render mon-contrat -o documents --fiche 99",
)
NO_ACT = _rule(
    code="DEM-002",
    title="Délibération inconnue",
    found="Le contrat n’a pas de délibération « {nom} ».",
    rule="Une délibération est nommée par son numéro.",
    example="# ctai-docs render mon-contrat -o documents --deliberation 99",
)
NO_AVENANT = _rule(
    code="DEM-003",
    title="Avenant inconnu",
    found="Le contrat n’a pas d’avenant n° {nom}.",
    rule="Un avenant est nommé par son numéro, à partir de 1.",
    example="# ctai-docs render mon-contrat -o documents --avenant 99",
)
NO_CHANGE = (
    "Un contrat seul n’a pas d’avenant : donnez le dossier qui en a, "
    "ou « Historique(contrat, (avenant,)) »."
)
"""The remedy where an avenant is asked of a contract without any."""


def unknown(rule: Rule, name: object, known: Iterable[object], advice: str = "") -> CtaiError:
    """Return the error of an unknown name, with the nearest known one."""
    found = advice or did_you_mean(str(name), map(str, known))
    return CtaiError([rule.at((), nom=name, conseil=found)])
