"""`Avenant`: a typed list of changes on a contract, as people write it in `avenants/1.yaml`.

A change is named by its first key, and that key says what it touches:

    modifier: exercices.2027.contributions.etat.montant     a value, with `avant` and `apres`
    ajouter: axes.sante                                     an element, with `element`
    supprimer: annexes.plan                                 an element
    deplacer: axes.logement                                 an element, with its new place
    ajouter_fiche, remplacer_fiche, supprimer_fiche         a fiche, by its key

A path goes from name to name: fields of the model, keys of the elements of a list
(`fiches.un-toit`), keys of a table (`blocs.logement`). A name that holds other signs is quoted:
`blocs."a.b"`.

Values are kept as YAML holds them (`Brut`): only the place that the path leads to can type them,
and `ctai_docs.contract.avenants` does so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any, Self, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    WithJsonSchema,
    model_validator,
)

from ctai_docs.contract.model.base import Cle, Jour, Ligne, Modele, OuiNon, Texte, _plain
from ctai_docs.contract.model.cible import Cible
from ctai_docs.contract.model.fiche import FicheAction
from ctai_docs.machine.paths import read_path, show_path


# ---------------------------------------------------------------------- paths
def _path(value: object) -> object:
    return show_path(_names(value)) if isinstance(value, str) else value


def _names(text: str) -> tuple[str, ...]:
    """Return the names of a path. Refuse a rank: a change names elements by their keys."""
    steps = read_path(text)
    if any(isinstance(step, int) for step in steps):
        raise ValueError(
            f"« {text} » désigne un élément par son rang. Nommez-le par sa clé ; s'il n'en a "
            "pas, modifiez toute la liste."
        )
    return tuple(map(str, steps))


Chemin = Annotated[str, BeforeValidator(_path)]
"""A path in the contract: `fiches.un-toit.budget.reliquats`."""


# ---------------------------------------------------------------------- values
_Value: TypeAlias = Any
"""A value of the model, or data already."""

PlainData: TypeAlias = Any
"""Data as YAML holds it: texts, lists, groups of keys, None."""


def plain(value: _Value) -> PlainData:
    """Return a value of the model, or a group of them, as a dossier holds it."""
    match value:
        case BaseModel():
            return plain(value.model_dump(mode="json", exclude_defaults=True))
        case bool():
            return "oui" if value else "non"
        case StrEnum() | Cible() | int():
            return str(value)
        case Decimal():
            return _plain(value)
        case date():
            return value.isoformat()
        case str():
            return str(value)
        case tuple() | list():
            return [plain(item) for item in value]
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
    return value


Brut: TypeAlias = Annotated[
    Any,
    BeforeValidator(plain),
    WithJsonSchema({"type": ["string", "number", "array", "object", "null"]}),
]
"""A value as YAML holds it; a value of the model is turned into it."""


# ---------------------------------------------------------------------- changes
Motif = Annotated[Texte | None, Field(title="Motif", description="Celui de ce changement.")]
Suite = Annotated[Cle | None, Field(title="À la suite de", description="Absente : à la fin.")]
Tete = Annotated[OuiNon, Field(title="En tête", description="Oui : en premier.")]


class _Changement(Modele):
    """What all changes share: where they stand in the contract."""

    @property
    def nom(self) -> str:
        """The key that names the change: `modifier`, `ajouter_fiche`…"""
        return next(name for name, kind in _KINDS.items() if type(self) is kind)

    @property
    def etapes(self) -> tuple[str, ...]:
        """The names of the path of what is changed."""
        path: str = getattr(self, self.nom)
        return ("fiches", path) if self.nom.endswith("_fiche") else _names(path)

    @property
    def chemin(self) -> str:
        """The path of what is changed: `fiches.un-toit`, for each of the kinds."""
        return show_path(self.etapes)

    @property
    def article(self) -> str | None:
        """The key of the article of the contract that the change touches; none for its head."""
        return article_of(self.etapes)


class _Place(_Changement):
    """A change that gives an element its place in a list: by default the last."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        assert isinstance(self, (Ajouter, Deplacer, AjouterFiche))
        if self.en_tete and self.a_la_suite_de is not None:
            raise ValueError("Gardez une seule place : « en_tete », ou « a_la_suite_de ».")
        return self


class Modifier(_Changement):
    """One value becomes another. No `avant`: nothing was there; no `apres`: nothing is left.

    `modifier` is a path, `avant` the value that is replaced, `apres` the new one, typed as in YAML.

    Examples:
        >>> ctai_docs.Modifier(modifier="territoire", avant="Metz", apres="Metz et Woippy").chemin
        'territoire'
    """

    modifier: Chemin = Field(
        title="Chemin de la valeur", description="fiches.un-toit.budget.reliquats"
    )
    avant: Brut = Field(
        default=None,
        title="Valeur remplacée",
        description="Ce que dit le contrat aujourd'hui ; absente : rien.",
    )
    apres: Brut = Field(
        default=None, title="Nouvelle valeur", description="Ce qu'il dira ; absente : rien."
    )
    motif: Motif = None


class Ajouter(_Place):
    """An element joins a list or a table: its key ends the path.

    Examples:
        >>> ctai_docs.Ajouter(ajouter="axes.sante", element={"intitule": "Santé"}).etapes
        ('axes', 'sante')
    """

    ajouter: Chemin = Field(
        title="Chemin de l'élément ajouté",
        description="La liste, puis la clé du nouvel élément : axes.sante.",
    )
    element: Brut = Field(
        default=None, title="Élément ajouté", description="Absent : sa clé suffit."
    )
    a_la_suite_de: Suite = None
    en_tete: Tete = False
    motif: Motif = None


class Supprimer(_Changement):
    """An element leaves its list or its table.

    Examples:
        >>> ctai_docs.Supprimer(supprimer="annexes.plan", motif=ctai_docs.Texte("Périmé.")).motif
        'Périmé.'
    """

    supprimer: Chemin = Field(
        title="Chemin de l'élément supprimé",
        description="La liste, puis la clé de l'élément : axes.sante.",
    )
    motif: Motif = None


class Deplacer(_Place):
    """An element takes another place in its list.

    Examples:
        >>> ctai_docs.Deplacer(deplacer="axes.logement", en_tete=True).chemin
        'axes.logement'
    """

    deplacer: Chemin = Field(
        title="Chemin de l'élément déplacé",
        description="La liste, puis la clé de l'élément : axes.sante.",
    )
    a_la_suite_de: Suite = None
    en_tete: Tete = False
    motif: Motif = None


def _with_key(value: object, name: str) -> object:
    """Give the fiche of a change the key that the change names."""
    if isinstance(value, dict) and isinstance(fiche := value.get("fiche"), dict) and name in value:
        return value | {"fiche": {"cle": value[name]} | fiche}
    return value


class AjouterFiche(_Place):
    """A fiche joins the contract.

    Examples:
        >>> fiche = ctai_docs.FicheAction(cle="chorale", intitule="Une chorale", axe="culture")
        >>> ctai_docs.AjouterFiche(ajouter_fiche="chorale", fiche=fiche).chemin
        'fiches.chorale'
    """

    ajouter_fiche: Cle = Field(
        title="Clé de la fiche ajoutée", description="La clé de la nouvelle fiche."
    )
    fiche: FicheAction = Field(title="Fiche-action", description="La fiche entière.")
    a_la_suite_de: Suite = None
    en_tete: Tete = False
    motif: Motif = None

    @model_validator(mode="before")
    @classmethod
    def _keyed(cls, value: object) -> object:
        return _with_key(value, "ajouter_fiche")

    @model_validator(mode="after")
    def _same_key(self) -> AjouterFiche:
        if self.fiche.cle != self.ajouter_fiche:
            raise ValueError(
                f"La fiche « {self.fiche.cle} » est ajoutée sous la clé « {self.ajouter_fiche} ». "
                "Gardez une seule clé."
            )
        return self


class RemplacerFiche(_Changement):
    """A fiche takes the place of another, which it may rename.

    Examples:
        >>> fiche = ctai_docs.FicheAction(cle="chorale", intitule="Une chorale", axe="culture")
        >>> ctai_docs.RemplacerFiche(remplacer_fiche="fanfare", fiche=fiche).chemin
        'fiches.fanfare'
    """

    remplacer_fiche: Cle = Field(
        title="Clé de la fiche remplacée", description="La clé de la fiche que celle-ci remplace."
    )
    fiche: FicheAction = Field(title="Fiche-action", description="La fiche entière.")
    motif: Motif = None

    @model_validator(mode="before")
    @classmethod
    def _keyed(cls, value: object) -> object:
        return _with_key(value, "remplacer_fiche")


class SupprimerFiche(_Changement):
    """A fiche leaves the contract.

    Examples:
        >>> ctai_docs.SupprimerFiche(supprimer_fiche="fanfare").chemin
        'fiches.fanfare'
    """

    supprimer_fiche: Cle = Field(
        title="Clé de la fiche supprimée", description="La clé de la fiche."
    )
    motif: Motif = None


_KINDS: dict[str, type[_Changement]] = {
    "modifier": Modifier,
    "ajouter": Ajouter,
    "supprimer": Supprimer,
    "deplacer": Deplacer,
    "ajouter_fiche": AjouterFiche,
    "remplacer_fiche": RemplacerFiche,
    "supprimer_fiche": SupprimerFiche,
}


def _name_of(value: object) -> str | None:
    """Return the key that names a change."""
    if isinstance(value, Mapping):
        return next((name for name in _KINDS if name in value), None)
    return value.nom if isinstance(value, _Changement) else None


def _tag(value: object) -> str | None:
    name = _name_of(value)
    return _KINDS[name].__name__ if name else None


def _one_kind(value: object) -> object:
    """Refuse a change without a key that names it, or with two, before the types are tried."""
    if not isinstance(value, Mapping):
        if _name_of(value) is None:
            raise ValueError(
                "Un changement est un groupe de clés : « modifier: chemin », « avant »…"
            )
        return value
    names = [name for name in _KINDS if name in value]
    if len(names) > 1:
        raise ValueError(
            f"Un seul changement à la fois : ici « {names[0]} » et « {names[1]} ». Séparez-les."
        )
    if not names:
        meant = [m for key in value for m in get_close_matches(str(key), _KINDS, 1)]
        hint = f"Vouliez-vous dire « {meant[0]} » ?" if meant else ""
        listed = ", ".join(f"« {name} »" for name in _KINDS)
        raise ValueError(f"Un changement est nommé par l'une des clés {listed}. {hint}".strip())
    return value


Changement = Annotated[
    Annotated[Modifier, Tag("Modifier")]
    | Annotated[Ajouter, Tag("Ajouter")]
    | Annotated[Supprimer, Tag("Supprimer")]
    | Annotated[Deplacer, Tag("Deplacer")]
    | Annotated[AjouterFiche, Tag("AjouterFiche")]
    | Annotated[RemplacerFiche, Tag("RemplacerFiche")]
    | Annotated[SupprimerFiche, Tag("SupprimerFiche")],
    Discriminator(_tag),
    BeforeValidator(_one_kind),
]
"""A change, whose kind is told by the key that names it."""

_ARTICLES = {
    "objet": ("collectivite", "territoire", "communes_associees", "axes", "fiches", "numerotation"),
    "duree": ("debut", "fin", "renouvelable", "precedent", "date_effet", "public"),
    "montant": ("exercices", "total_contributions"),
    "versement": ("versement",),
    "gouvernance": ("pilote",),
    "annexes": ("annexes", "edition"),
    "recours": ("tribunal",),
}
_ARTICLE_OF = {field: article for article, fields in _ARTICLES.items() for field in fields}


def article_of(steps: tuple[str, ...]) -> str | None:
    """Return the key of the article that a path touches; None for the head and the end."""
    if steps[0] == "articles":
        return steps[1] if len(steps) > 1 else None
    return _ARTICLE_OF.get(steps[0])


Numero = Annotated[int, Field(ge=1), PlainSerializer(str, return_type=str)]


class Avenant(Modele):
    """An avenant: who changes what in the contract, when, and why.

    Amounts in its changes are euros. `apply` and `Historique` hold it against a contract. The first
    one of a contract has number 1.

    Examples:
        >>> change = ctai_docs.Modifier(modifier="territoire", avant="Metz", apres="Metz et Woippy")
        >>> avenant = ctai_docs.Avenant(numero=1, changements=(change,))
        >>> print(ctai_docs.avenant_text(avenant), end="")
        numero: 1
        changements:
          # Article « objet » · Territoire
          - modifier: territoire
            avant: Metz
            apres: Metz et Woippy
    """

    numero: Numero = Field(title="Numéro", description="1 pour le premier.")
    date_signature: Jour | None = Field(
        default=None, title="Date de signature", description="Absente : laissée à écrire à la main."
    )
    date_effet: Jour | None = Field(
        default=None, title="Date d'effet", description="Absente : celle de la signature."
    )
    objet: Texte | None = Field(
        default=None, title="Objet", description="Absent : écrit d'après les changements."
    )
    motif: Texte | None = Field(
        default=None, title="Motif", description="Pourquoi le contrat change."
    )
    visas: tuple[Texte, ...] = Field(
        default=(), title="Visas", description="Les textes que l'avenant vise."
    )
    deliberations: tuple[Ligne, ...] = Field(
        default=(),
        title="Délibérations",
        description="la délibération n° 27-01-28-3 du conseil municipal du 28 janvier 2027",
    )
    auteur: Ligne | None = Field(
        default=None,
        title="Auteur",
        description="Celui des révisions dans les fichiers Word comparés.",
    )
    changements: tuple[Changement, ...] = Field(
        default=(), title="Changements", description="Dans l'ordre où ils s'appliquent."
    )
