"""The least contract there is, and what a test changes in it."""

from __future__ import annotations

from ctai_docs.contract.model import Contrat, FicheAction

ETAT = {"cle": "etat", "type": "etat", "nom": "l'État"}
VILLE = {"cle": "ville", "type": "commune", "nom": "la Ville de Valmont"}
CCAS = {"cle": "ccas", "type": "ccas", "nom": "le CCAS de Valmont"}
AXES = (
    {"cle": "langue", "intitule": "Langue"},
    {"cle": "logement", "intitule": "Logement"},
)


def fiche(cle="un", **others):
    """Return the data of a fiche of the axis « langue »."""
    return {"cle": cle, "intitule": f"Action {cle}", "axe": "langue"} | others


def a_fiche(cle="un", **others):
    """Return a fiche."""
    return FicheAction.model_validate(fiche(cle, **others))


def a_contrat(**others):
    """Return a contract of one year between the State and a city, without a fiche."""
    return Contrat.model_validate(
        {
            "debut": "2026-01-01",
            "fin": "2026-12-31",
            "parties": (ETAT, VILLE),
            "exercices": ({"cle": "2026"},),
            "axes": AXES,
        }
        | others
    )
