"""`FicheAction`: one action of the contract, as the national form describes it.

The form itself (labels, rows, boxes) is data, in `ctai_docs.contract.form`; a fiche holds the
answers, under the keys of its edition.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from ctai_docs.contract.model.base import Cle, CleCitee, Jour, Ligne, Modele, Texte
from ctai_docs.contract.model.budget import Budget
from ctai_docs.contract.model.cible import Cible
from ctai_docs.contract.model.marks import DuFormulaire, Renvoi


class Porteur(Modele):
    """An operator of the action. No operator at all is printed « à définir ».

    Examples:
        >>> ctai_docs.Porteur(nom="Association Passerelles").nom
        'Association Passerelles'
    """

    abrege = "nom"

    nom: Ligne = Field(title="Nom", description="CLLAJ du Pays messin")
    court: Ligne | None = Field(
        default=None, title="Nom court", description="Celui du titre de la fiche : CLLAJ."
    )
    role: Ligne | None = Field(
        default=None,
        title="Rôle ou phase",
        description="Ce que fait cet opérateur, quand il y en a plusieurs.",
    )
    presentation: Texte | None = Field(
        default=None, title="Présentation", description="Édition 2022."
    )


class Case(Modele):
    """A ticked box: a key of the form with its precision, or a box that the fiche adds (`libelle`).

    Short forms: `caf`, and `{autre: "SIAO, AFPA"}`.
    """

    cle: Cle | None = Field(
        default=None, title="Clé de la case", description="La clé d'une case du formulaire."
    )
    precision: Ligne | None = Field(
        default=None, title="Précision", description="Imprimée après la case."
    )
    libelle: Ligne | None = Field(
        default=None,
        title="Libellé d'une case propre à la fiche",
        description="Une case que la fiche ajoute au formulaire.",
    )

    @model_validator(mode="before")
    @classmethod
    def _from_key(cls, value: object) -> object:
        if isinstance(value, str):
            return {"cle": value}
        if isinstance(value, dict) and len(value) == 1 and not value.keys() & {"cle", "libelle"}:
            ((key, precision),) = value.items()
            return {"cle": key, "precision": precision}
        return value

    @model_validator(mode="after")
    def _named(self) -> Case:
        if (self.cle is None) == (self.libelle is None):
            raise ValueError(
                "Une case a une clé du formulaire, ou un libellé propre, et un seul des deux."
            )
        return self


class Indicateur(Modele):
    """A row that the action adds: a label, its target, or a description."""

    libelle: Ligne = Field(title="Indicateur", description="Ce qui est compté.")
    cible: Cible | None = Field(
        default=None,
        title="Objectif / Valeur-cible",
        description="Un nombre, avec son unité : 15, 80 %, 3 mois.",
    )
    description: Ligne | None = Field(
        default=None,
        title="Description",
        description="Imprimée à la place de la cible, ou sous elle.",
    )


class Outil(Modele):
    """A tool or method used, and its description."""

    abrege = "nom"

    nom: Ligne = Field(title="Outil ou méthode", description="Imprimé dans la première colonne.")
    description: Ligne | None = Field(
        default=None, title="Description", description="Imprimée dans la seconde."
    )


class Valeurs(Modele):
    """The answers to a table of the form: a target under the key of each row, and a comment.

    The keys are those of the form's edition, hence attributes that the model does not name.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Cible | None] = Field(init=False)

    propres: tuple[Indicateur, ...] = Field(
        default=(),
        title="Indicateurs propres à l'action",
        description="Les lignes que la fiche ajoute au tableau.",
    )
    commentaires: Texte | None = Field(
        default=None, title="Commentaires", description="Imprimés sous le tableau."
    )

    @property
    def valeurs(self) -> dict[str, Cible | None]:
        """The targets of the form's rows, by key."""
        return self.__pydantic_extra__

    def __getitem__(self, row: str) -> Cible | None:
        """Return the target of a row, or None where it is left empty."""
        return self.valeurs.get(row)


class BlocThematique(Valeurs):
    """The answers to one block of qualitative indicators (part 3.2 of the form)."""

    nature: tuple[Case, ...] = Field(
        default=(), title="Nature de l'accompagnement", description="Les cases cochées du bloc."
    )
    outils: tuple[Outil, ...] = Field(
        default=(),
        title="Outils et méthodes",
        description="Un outil par ligne : son nom, sa description.",
    )
    texte: Texte | None = Field(
        default=None,
        title="Texte libre du bloc",
        description="La réponse libre, pour les blocs qui en demandent une.",
    )


class Indicateurs(Modele):
    """Part 3 of the form: own indicators, beneficiaries, and blocks by thematic."""

    liste: Texte | None = Field(
        default=None,
        title="Liste d'indicateurs",
        description="Édition 2022 : une liste, sur deux niveaux.",
    )
    propres: tuple[Indicateur, ...] = Field(
        default=(),
        title="Indicateurs propres à l'action",
        description="Les indicateurs que la fiche se donne.",
    )
    commentaires: Texte | None = Field(
        default=None, title="Commentaires", description="Imprimés sous les indicateurs propres."
    )
    beneficiaires: Annotated[Valeurs, DuFormulaire("beneficiaires")] = Field(
        default_factory=Valeurs,
        title="Étrangers primo-arrivants",
        description="Une cible sous la clé de chaque ligne du formulaire : total, femmes, bpi…",
    )
    acteurs: Annotated[Valeurs, DuFormulaire("acteurs")] = Field(
        default_factory=Valeurs,
        title="Acteurs de l'intégration",
        description="Le même tableau, pour une action en direction des professionnels.",
    )
    blocs: Annotated[dict[str, BlocThematique], DuFormulaire("blocs")] = Field(
        default_factory=dict,
        title="Indicateurs qualitatifs",
        description="Sous la clé de chaque bloc du formulaire : logement, emploi…",
    )


class Rubrique(Modele):
    """A line that the fiche adds to its form: « Niveau de recrutement », « Durée »."""

    libelle: Ligne = Field(title="Libellé", description="Imprimé en titre de ligne.")
    texte: Texte = Field(title="Texte", description="En Markdown.")


class FicheAction(Modele):
    """One action of the contract.

    Amounts are `Decimal`, in euros.

    Examples:
        >>> ctai_docs.FicheAction(cle="chorale", intitule="Une chorale", axe="culture").budget.cout
        Decimal('0')
    """

    cle: Cle = Field(title="Clé", description="Par défaut, le nom du fichier sans son numéro.")
    intitule: Ligne = Field(
        title="Intitulé", description="Le titre de l'action, imprimé partout où elle est citée."
    )
    axe: Annotated[CleCitee, Renvoi("axes")] = Field(
        title="Axe", description="La clé d'un axe du contrat."
    )
    sous_theme: Ligne | None = Field(default=None, title="Sous-thème", description="Édition 2022.")
    exercice: Annotated[CleCitee, Renvoi("exercices")] | None = Field(
        default=None, title="Exercice", description="La clé d'un exercice ; par défaut le premier."
    )
    porteurs: tuple[Porteur, ...] = Field(
        default=(), title="Porteur(s) de l'action", description="Aucun : « à définir »."
    )
    portage: Annotated[tuple[Case, ...], DuFormulaire("portage")] = Field(
        default=(),
        title="Portage de l'action",
        description="Les cases cochées : collectivite, ccas, associatif, autre.",
    )
    selection: Annotated[tuple[Case, ...], DuFormulaire("selection")] = Field(
        default=(),
        title="Modalités de sélection",
        description="Les cases cochées : aap, ami, conventionnement, autre.",
    )
    commentaires_porteurs: Texte | None = Field(
        default=None,
        title="Commentaires sur les porteurs",
        description="Imprimés sous les cases des porteurs.",
    )
    public_cible: Texte | None = Field(
        default=None, title="Public cible", description="Édition 2022."
    )
    description: Texte | None = Field(
        default=None,
        title="Description de l'action",
        description="En Markdown : constat, besoins, mise en œuvre, effets attendus.",
    )
    rubriques: tuple[Rubrique, ...] = Field(
        default=(), title="Rubriques propres à la fiche", description="Édition 2022."
    )
    thematiques: Annotated[tuple[Cle, ...], DuFormulaire("thematiques")] = Field(
        default=(),
        title="Thématique(s) de l'action",
        description="Les clés des cases cochées ; elles appellent les blocs d'indicateurs.",
    )
    calendrier: Texte | None = Field(
        default=None, title="Calendrier prévisionnel", description="En Markdown : durée, étapes."
    )
    debut: Jour | None = Field(
        default=None, title="Début", description="Le premier jour de l'action."
    )
    fin: Jour | None = Field(default=None, title="Fin", description="Le dernier jour de l'action.")
    territoire: Texte | None = Field(
        default=None,
        title="Territoire de déploiement",
        description="Tout le territoire du contrat, ou une partie.",
    )
    partenaires: Annotated[tuple[Case, ...], DuFormulaire("partenaires")] = Field(
        default=(),
        title="Partenaire(s) mobilisés",
        description="Les cases cochées du formulaire, et celles que la fiche ajoute.",
    )
    commentaires_partenaires: Texte | None = Field(
        default=None,
        title="Commentaires sur les partenaires",
        description="Imprimés sous les cases des partenaires.",
    )
    budget: Budget = Field(
        default_factory=Budget,
        title="Budget prévisionnel",
        description="Qui paie, à quoi l'argent est employé, en euros.",
    )
    indicateurs: Indicateurs = Field(
        default_factory=Indicateurs,
        title="Indicateurs de suivi et d'évaluation",
        description="Ce que l'évaluation comptera.",
    )

    @property
    def porteur(self) -> str:
        """The operators' short names as the title of the fiche shows them, or « à définir »."""
        return " / ".join(p.court or p.nom for p in self.porteurs) or "à définir"
