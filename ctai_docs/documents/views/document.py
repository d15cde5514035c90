"""What every document shows of itself: its titles, its status, the act it is annexed to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ctai_docs.contract.form import load_edition
from ctai_docs.contract.model import Contrat, FicheAction, Texte
from ctai_docs.machine.french import write_date

PROJET = "PROJET"
TITRE = "Contrat territorial d'accueil et d'intégration (CTAI)"


@dataclass(frozen=True, slots=True)
class Mentions:
    """What is printed beside the contract, at the request of the person who renders."""

    projet: bool = False
    """A draft: « PROJET » stands on every page."""
    annexe: str = ""
    """« Annexe n° 2 à la délibération n° 25-09-25-17 du 25 septembre 2025 », on every page."""
    consignes: bool = False
    """Whether the instructions of the form are printed."""


class TexteLie(Texte):
    """A text kept on one page with what follows it: the last article, with the signatures."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The document itself: header, footer and properties."""

    titre: str
    titre_court: str
    date: date
    mentions: Mentions = field(default_factory=Mentions)

    @property
    def statut(self) -> str:
        """« PROJET » on a draft, else nothing."""
        return PROJET if self.mentions.projet else ""

    @property
    def mention(self) -> str:
        """The act that the document is annexed to, or nothing."""
        return self.mentions.annexe

    @property
    def bandeau(self) -> str:
        """The line at the head of every page, beside the status: short title, act annexed to."""
        return " – ".join(filter(None, (self.titre_court, self.mention)))

    @property
    def bandeau_premiere_page(self) -> str:
        """The line at the head of a cover, which shows its title already."""
        return " – ".join(filter(None, (self.statut, self.mention)))


def fiche_title(contrat: Contrat, fiche: FicheAction) -> str:
    """Return « Fiche-action n° 3 : Un toit pour tous », in the words of the contract's form."""
    name = load_edition(contrat.edition).nom_de_fiche(contrat.numeros[fiche.cle])
    return f"{name} : {fiche.intitule}"


def contract_title(contrat: Contrat) -> str:
    """Return the title that all documents of the contract share."""
    return f"{TITRE} {contrat.complement}"


def signed_on(day: date | None) -> str:
    """Return the end of « Fait à Metz, », with dots to write on where the date is not known."""
    return f"le {write_date(day)}." if day else "le ……"


def reference_date(contrat: Contrat) -> date:
    """Return the date of the documents: that of the signature, else of the contract's start.

    Never today's: the same dossier gives the same bytes on any day.
    """
    return contrat.date_signature or contrat.debut
