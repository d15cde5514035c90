"""The deliberation by which a local party adopts the contract and lets it be signed.

Facts that stand in the contract (years, amounts, axes) are cited from it, never typed again.
Sources: CGCT L2121-15 to L2121-21 and their like for other bodies; ordonnance 2021-1310 for the
signatures; L2541-6 for the secretary in Alsace-Moselle.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ctai_docs.contract.model.base import CleCitee, Jour, Ligne, Modele, OuiNon, Texte
from ctai_docs.contract.model.marks import Renvoi
from ctai_docs.contract.model.parties import Personne


class Organe(StrEnum):
    """The bodies that deliberate."""

    CONSEIL_MUNICIPAL = "conseil_municipal"
    CONSEIL_COMMUNAUTAIRE = "conseil_communautaire"
    CONSEIL_METROPOLITAIN = "conseil_metropolitain"
    CONSEIL_DEPARTEMENTAL = "conseil_departemental"
    CONSEIL_REGIONAL = "conseil_regional"
    COMMISSION_PERMANENTE = "commission_permanente"
    CONSEIL_ADMINISTRATION = "conseil_administration"

    @property
    def nom(self) -> str:
        """The body's name with its article: « le conseil municipal »."""
        return _NAMES[self]


_NAMES = {
    Organe.CONSEIL_MUNICIPAL: "le conseil municipal",
    Organe.CONSEIL_COMMUNAUTAIRE: "le conseil communautaire",
    Organe.CONSEIL_METROPOLITAIN: "le conseil métropolitain",
    Organe.CONSEIL_DEPARTEMENTAL: "le conseil départemental",
    Organe.CONSEIL_REGIONAL: "le conseil régional",
    Organe.COMMISSION_PERMANENTE: "la commission permanente",
    Organe.CONSEIL_ADMINISTRATION: "le conseil d'administration",
}


class StatutDeliberation(StrEnum):
    """Whether the deliberation was voted."""

    PROJET = "projet"
    ADOPTEE = "adoptee"


class Presence(Modele):
    """Who sat: numbers of members."""

    en_exercice: int = Field(
        ge=1, title="Membres en exercice", description="Le nombre de membres de l'assemblée."
    )
    presents: int = Field(
        ge=0, title="Présents", description="Le nombre de membres présents au vote."
    )
    excuses: int = Field(default=0, ge=0, title="Excusés", description="Avec ou sans pouvoir.")
    absents: int = Field(default=0, ge=0, title="Absents", description="Sans excuse.")
    pouvoirs: int = Field(
        default=0, ge=0, title="Pouvoirs", description="Le nombre de membres représentés."
    )


class Vote(Modele):
    """How the body voted: unanimously, or the votes counted, with names where they are asked."""

    unanimite: OuiNon = Field(default=False, title="À l'unanimité", description="Oui, ou non.")
    pour: int | None = Field(default=None, ge=0, title="Pour", description="Le nombre de voix.")
    contre: int = Field(default=0, ge=0, title="Contre", description="Le nombre de voix.")
    abstentions: int = Field(
        default=0, ge=0, title="Abstentions", description="Le nombre de membres."
    )
    sans_vote: int = Field(
        default=0,
        ge=0,
        title="Ne prennent pas part au vote",
        description="Le nombre de membres qui n'ont pas pris part au vote.",
    )
    noms_contre: tuple[Ligne, ...] = Field(
        default=(), title="Ont voté contre", description="Imprimés après le nombre."
    )
    noms_abstentions: tuple[Ligne, ...] = Field(
        default=(), title="Se sont abstenus", description="Imprimés après le nombre."
    )


class Secretaire(Personne):
    """The secretary of the sitting; outside Alsace-Moselle, a member of the body."""

    membre: OuiNon = Field(
        default=True,
        title="Membre de l'assemblée",
        description="Non : un agent, comme le permet le droit local d'Alsace-Moselle.",
    )


class Deliberation(Modele):
    """The act of a body, with the contract and its annexes annexed to it."""

    numero: Ligne = Field(title="Numéro", description="25-09-25-17. Par défaut, le nom du fichier.")
    partie: Annotated[CleCitee, Renvoi("parties")] = Field(
        title="Partie", description="La clé de la partie qui délibère."
    )
    organe: Organe = Field(title="Organe", description="L'assemblée qui vote.")
    seance: Jour = Field(title="Séance", description="La date de la séance.")
    statut: StatutDeliberation = Field(
        default=StatutDeliberation.PROJET, title="Statut", description="projet ou adoptee."
    )
    objet: Ligne | None = Field(
        default=None, title="Objet", description="Absent : le titre du contrat."
    )
    rapporteur: Personne | None = Field(
        default=None, title="Rapporteur", description="Qui présente le texte."
    )
    expose: Texte | None = Field(
        default=None, title="Exposé des motifs", description="L'exposé des motifs, avant les visas."
    )
    commissions: tuple[Ligne, ...] = Field(
        default=(),
        title="Commissions entendues",
        description="Les commissions qui ont donné leur avis.",
    )
    visas: tuple[Texte, ...] = Field(default=(), title="Visas", description="Sans le mot « VU ».")
    considerants: tuple[Texte, ...] = Field(
        default=(), title="Considérants", description="Sans le mot « CONSIDÉRANT »."
    )
    dispositif: tuple[Texte, ...] = Field(
        default=(),
        title="Dispositif",
        description="Absent : adopter le contrat, autoriser sa signature.",
    )
    presence: Presence | None = Field(
        default=None, title="Présence", description="Présents, pouvoirs, membres en exercice."
    )
    vote: Vote | None = Field(default=None, title="Vote", description="Le résultat du scrutin.")
    president: Personne | None = Field(
        default=None, title="Président de séance", description="Qui préside la séance, et signe."
    )
    secretaire: Secretaire | None = Field(
        default=None, title="Secrétaire de séance", description="Qui tient la séance, et signe."
    )
    service: Ligne | None = Field(
        default=None, title="Service à l'origine", description="Le service qui a préparé le texte."
    )
    code_actes: Ligne | None = Field(default=None, title="Code ACTES", description="8.2, 7.10.")
    matiere_actes: Ligne | None = Field(
        default=None, title="Matière ACTES", description="Aide sociale."
    )
    nature_actes: Ligne = Field(
        default="1", title="Nature ACTES", description="1 : délibération. 4 : contrat, avenant."
    )
    droit_local: OuiNon = Field(
        default=False,
        title="Droit local d'Alsace-Moselle",
        description="Le secrétaire peut être un agent.",
    )

    @property
    def est_adoptee(self) -> bool:
        """Whether the deliberation was voted."""
        return self.statut is StatutDeliberation.ADOPTEE

    @property
    def reference(self) -> str:
        """The number by which other acts cite it: « délibération n° 25-09-25-17 »."""
        return f"délibération n° {self.numero}"
