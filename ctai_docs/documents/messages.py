"""What was asked for and is not there: the catalogue, DEM-001 and on."""

from __future__ import annotations

from collections.abc import Iterable

from ctai_docs.machine.findings import CtaiError, Rule, Severity
from ctai_docs.machine.nearest import did_you_mean


def _rule(code: str, title: str, found: str, rule: str, example: str) -> Rule:
    source = "Usage du projet"
    return Rule(code, Severity.ERREUR, title, found, rule, "{conseil}", source, example)


NO_FICHE = _rule(
    "DEM-001",
    "Fiche inconnue",
    "Le contrat n’a pas de fiche « {nom} ».",
    "Une fiche est nommée par sa clé ou par son numéro.",
    "# ctai-docs render mon-contrat -o documents --fiche 99",
)
NO_ACT = _rule(
    "DEM-002",
    "Délibération inconnue",
    "Le contrat n’a pas de délibération « {nom} ».",
    "Une délibération est nommée par son numéro.",
    "# ctai-docs render mon-contrat -o documents --deliberation 99",
)
NO_AVENANT = _rule(
    "DEM-003",
    "Avenant inconnu",
    "Le contrat n’a pas d’avenant n° {nom}.",
    "Un avenant est nommé par son numéro, à partir de 1.",
    "# ctai-docs render mon-contrat -o documents --avenant 99",
)
NO_CHANGE = (
    "Un contrat seul n’a pas d’avenant : donnez le dossier qui en a, "
    "ou « Historique(contrat, (avenant,)) »."
)
"""The advice to who asks a contract without avenants for one."""


def unknown(rule: Rule, name: object, known: Iterable[object], advice: str = "") -> CtaiError:
    """Return the error of a name that the contract does not have, with the nearest that it has."""
    found = advice or did_you_mean(str(name), map(str, known))
    return CtaiError([rule.at((), nom=name, conseil=found)])
