"""What the fields of the model say of themselves, beside their type.

    exercice: Annotated[CleCitee, Renvoi("exercices")]

A mark stands in the annotation, and nowhere else: checks, avenants and readers find it there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Saisie(StrEnum):
    """The kinds of values that people type."""

    LIGNE = "ligne"
    TEXTE = "texte"
    CLE = "cle"
    MONTANT = "montant"
    MONTANT_OU_PHRASE = "montant_ou_phrase"
    JOUR = "jour"
    OUI_NON = "oui_non"
    CIBLE = "cible"
    COULEUR = "couleur"


@dataclass(frozen=True, slots=True)
class Renvoi:
    """A key that names something of the contract: an element of one of its lists."""

    liste: str
    """The field of `Contrat` that holds the list: `parties`, `axes`…"""


@dataclass(frozen=True, slots=True)
class DuFormulaire:
    """Answers under keys of the national form: those of one list of the edition of the contract."""

    liste: str
    """The field of `Edition` that holds the list: `thematiques`, `blocs`…"""
