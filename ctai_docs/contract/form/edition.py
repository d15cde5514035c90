"""The national form as data: one file an edition, read into these types.

A fiche holds answers under the keys found here; labels, order, notes and instructions are official
and stand nowhere else. A new edition is a new file in `editions/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from ctai_docs.contract.form.data import Data
from ctai_docs.machine.findings import CtaiError, Finding, Rule, Severity
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.machine.yaml import read_yaml

EDITION = Rule(
    "REF-003",
    Severity.ERREUR,
    "Édition du formulaire inconnue",
    found="L’édition « {cle} » du formulaire national n’existe pas ici.",
    rule="Les rubriques d’une fiche sont celles d’une édition du formulaire.",
    remedy="{advice}",
    source="Formulaire national « fiche-action »",
    example="edition: 2062",
)

TITLE_LIMIT = 64
"""The longest title Word accepts for a content control."""


class Libelle(Data):
    """Something the form names: the key of the answer, the official label, a short title."""

    cle: str
    libelle: str
    titre: str = ""
    note: str = ""
    niveau: int = 0
    precision: bool = False

    @property
    def court(self) -> str:
        """The short title, which screen readers announce: at most 64 characters."""
        return self.titre or self.libelle


class Nature(Data):
    """The boxes of a block: « Nature de l'accompagnement »."""

    libelle: str
    choix: tuple[Libelle, ...]


class TableauOutils(Data):
    """The two headings of a table of tools and their description."""

    libelle: str
    description: str


class Bloc(Data):
    """A block of qualitative indicators, printed when one of its thematics is ticked."""

    cle: str
    libelle: str
    thematiques: tuple[str, ...]
    nature: Nature | None = None
    lignes: tuple[Libelle, ...] = ()
    outils: TableauOutils | None = None
    texte: str = ""


class Edition(Data):
    """One edition of the form."""

    edition: str
    gabarit: str
    champs: tuple[str, ...]
    """The fields of a fiche that this edition prints: what it does not is reported when filled."""
    obligatoires: tuple[str, ...]
    """The fields that must not stay empty."""
    rubriques: dict[str, str]
    consignes: dict[str, str]
    thematiques: tuple[Libelle, ...] = ()
    portage: tuple[Libelle, ...] = ()
    selection: tuple[Libelle, ...] = ()
    partenaires: tuple[Libelle, ...] = ()
    budget: tuple[Libelle, ...] = ()
    beneficiaires: tuple[Libelle, ...] = ()
    acteurs: tuple[Libelle, ...] = ()
    blocs: tuple[Bloc, ...] = ()

    def nom_de_fiche(self, numero: str) -> str:
        """Return what the form calls a fiche of this number: « Fiche-action n° 3 »."""
        return f"{self.rubriques['fiche']} {numero}"

    def bloc(self, cle: str) -> Bloc | None:
        """Return the block of this key."""
        return next((b for b in self.blocs if b.cle == cle), None)

    def blocs_de(self, thematiques: Iterable[str]) -> Iterator[Bloc]:
        """Yield, in the form's order, the blocks that these thematics call for."""
        ticked = set(thematiques)
        return (b for b in self.blocs if ticked & set(b.thematiques))


_EDITIONS = files("ctai_docs.contract.form") / "editions"


def editions() -> list[str]:
    """Return the names of the editions there are, oldest first."""
    return sorted(f.name.removesuffix(".yaml") for f in _EDITIONS.iterdir() if f.name[0].isdigit())


def unknown_edition(name: str) -> Finding:
    """Return the finding of an edition that does not exist."""
    return EDITION.at(("edition",), cle=name, advice=did_you_mean(name, editions()))


@cache
def load_edition(name: str) -> Edition:
    """Return an edition of the form. Raise `CtaiError` where there is none of this name."""
    if name not in editions():
        raise CtaiError([unknown_edition(name)])
    data = (_EDITIONS / f"{name}.yaml").read_bytes()
    return Edition.model_validate(read_yaml(data, f"{name}.yaml").value)
