"""Who contracts, who signs, who watches, who is paid. Source: the acts of sixteen territories."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ctai_docs.contract.model.base import Cle, CleCitee, Jour, Ligne, Modele, Montant
from ctai_docs.contract.model.marks import Renvoi
from ctai_docs.machine.french import le


class TypePartie(StrEnum):
    """The kinds of parties that sign such contracts.

    Examples:
        >>> ctai_docs.TypePartie("commune")
        <TypePartie.COMMUNE: 'commune'>
    """

    ETAT = "etat"
    COMMUNE = "commune"
    CCAS = "ccas"
    CIAS = "cias"
    COMMUNAUTE_COMMUNES = "communaute_communes"
    COMMUNAUTE_AGGLOMERATION = "communaute_agglomeration"
    COMMUNAUTE_URBAINE = "communaute_urbaine"
    METROPOLE = "metropole"
    STATUT_PARTICULIER = "statut_particulier"
    DEPARTEMENT = "departement"
    REGION = "region"
    AUTRE = "autre"


class Personne(Modele):
    """Someone who signs or witnesses, as the contract presents them."""

    civilite: Ligne | None = Field(default=None, title="Civilité", description="Madame, Monsieur.")
    nom: Ligne | None = Field(
        default=None,
        title="Prénom et nom",
        description="François GROSDIDIER. Absent : la fonction seule.",
    )
    fonction: Ligne = Field(title="Fonction", description="Maire de Metz")
    titres: tuple[Ligne, ...] = Field(
        default=(), title="Autres titres", description="Imprimés sous la signature."
    )

    @property
    def presentation(self) -> str:
        """Civility and name, or the function where no name is given."""
        return " ".join(filter(None, (self.civilite, self.nom))) or self.fonction

    @property
    def designation(self) -> str:
        """Inside a sentence: Madame Alex EXEMPLE, Maire de Metz; or le Préfet de la Moselle."""
        if self.nom:
            return f"{self.presentation}, {self.fonction}"
        return le(self.fonction, feminine=self.civilite == "Madame")


class Habilitation(Modele):
    """The act by which a local party may sign: a deliberation, a delegation."""

    nature: Ligne = Field(
        default="délibération", title="Nature", description="délibération, arrêté de délégation…"
    )
    organe: Ligne | None = Field(
        default=None, title="Organe", description="Avec son article : le conseil municipal."
    )
    date: Jour | None = Field(
        default=None, title="Date", description="Celle de la délibération ou de la délégation."
    )
    numero: Ligne | None = Field(default=None, title="Numéro", description="25-09-25-17")
    code_actes: Ligne | None = Field(
        default=None,
        title="Code ACTES",
        description="Matière de la nomenclature ACTES : 8.2, 7.10.",
    )


class Partie(Modele):
    """A party to the contract. `nom` bears its article, so that sentences can be made of it.

    Examples:
        >>> ville = ctai_docs.TypePartie.COMMUNE
        >>> ctai_docs.Partie(cle="ville", type=ville, nom="la Ville de Metz").appellation
        'la Ville de Metz'
    """

    cle: Cle = Field(title="Clé", description="etat, ville, ccas…")
    type: TypePartie = Field(
        title="Type", description="etat, commune, ccas, metropole, departement, region…"
    )
    nom: Ligne = Field(title="Nom, avec son article", description="la Ville de Metz")
    court: Ligne | None = Field(
        default=None, title="Nom court, avec son article", description="le CCAS de Metz"
    )
    siege: Ligne | None = Field(
        default=None, title="Siège", description="1, place d'Armes, 57000 Metz"
    )
    siret: Ligne | None = Field(
        default=None, title="SIRET", description="14 chiffres, vérifiés par leur clé."
    )
    representants: tuple[Personne, ...] = Field(
        default=(), title="Représentants", description="Qui signe : civilité, nom, fonction."
    )
    habilitation: Habilitation | None = Field(
        default=None, title="Habilitation à signer", description="Aucune pour l'État."
    )
    logo: Ligne | None = Field(
        default=None, title="Logo", description="Fichier PNG ou JPEG du dossier."
    )

    @property
    def appellation(self) -> str:
        """The short name where there is one, else the name; with its article."""
        return self.court or self.nom

    @property
    def est_etat(self) -> bool:
        """Whether this party is the State."""
        return self.type is TypePartie.ETAT


class Compte(Modele):
    """A bank account to which contributions are paid."""

    titulaire: Ligne = Field(
        title="Titulaire", description="Le nom inscrit sur le relevé d'identité bancaire."
    )
    iban: Ligne = Field(title="IBAN", description="Vérifié par sa clé.")
    bic: Ligne | None = Field(default=None, title="BIC", description="8 ou 11 signes.")


class Beneficiaire(Modele):
    """Who is paid: a party by its key, or someone else by name; its share and its account."""

    abrege = "partie"

    partie: Annotated[CleCitee, Renvoi("parties")] | None = Field(
        default=None, title="Partie", description="La clé d'une partie du contrat."
    )
    nom: Ligne | None = Field(
        default=None,
        title="Nom, avec son article",
        description="Pour qui n'est pas partie au contrat.",
    )
    montant: Montant | None = Field(
        default=None, title="Part, en euros", description="Absente : toute la contribution."
    )
    compte: Compte | None = Field(
        default=None,
        title="Compte bancaire",
        description="Titulaire, IBAN, BIC ; absent : communiqué plus tard.",
    )
