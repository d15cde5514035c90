"""The national form as data: one file an edition, read into these types.

A fiche holds answers under the keys found here; labels, order, notes and instructions are official
and stand nowhere else. A new edition is a new file in `editions/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files

from ctai_docs.contract.form.budget import (
    LigneBudget,
    SourceFinancement,
    ends_of_groups,
    sources_of,
)
from ctai_docs.contract.form.champs import fields_of, with_lines
from ctai_docs.contract.form.data import FormData, Libelle
from ctai_docs.machine.findings import CtaiError, Finding, Rule, Severity
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.machine.yaml import read_yaml

EDITION = Rule(
    code="REF-003",
    severity=Severity.ERREUR,
    title="Édition du formulaire inconnue",
    found="L’édition « {cle} » du formulaire national n’existe pas ici.",
    rule="Les rubriques d’une fiche sont celles d’une édition du formulaire.",
    remedy="{advice}",
    source="Formulaire national « fiche-action »",
    example="edition: 2062",
)

TITLE_LIMIT = 64
"""The longest title Word accepts for a content control."""


class Nature(FormData):
    """The boxes of a block: « Nature de l'accompagnement »."""

    libelle: str
    choix: tuple[Libelle, ...]


class TableauOutils(FormData):
    """The two headings of a table of tools and their description."""

    libelle: str
    description: str


class Bloc(FormData):
    """A block of qualitative indicators, printed when one of its thematics is ticked."""

    cle: str
    libelle: str
    thematiques: tuple[str, ...]
    nature: Nature | None = None
    lignes: tuple[Libelle, ...] = ()
    outils: TableauOutils | None = None
    texte: str = ""


class Edition(FormData):
    """One edition of the form."""

    edition: str
    gabarit: str
    obligatoires: tuple[str, ...]
    """The fields that must not stay empty."""
    rubriques: dict[str, str]
    consignes: dict[str, str]
    instructions: tuple[str, ...] = ()
    """The instructions of the official form, in its own words: none of them is an answer."""
    thematiques: tuple[Libelle, ...] = ()
    portage: tuple[Libelle, ...] = ()
    selection: tuple[Libelle, ...] = ()
    partenaires: tuple[Libelle, ...] = ()
    budget: tuple[LigneBudget, ...] = ()
    beneficiaires: tuple[Libelle, ...] = ()
    acteurs: tuple[Libelle, ...] = ()
    blocs: tuple[Bloc, ...] = ()

    @cached_property
    def sources(self) -> tuple[SourceFinancement, ...]:
        """What may pay for an action, in the order of the form: the one table of money."""
        return tuple(sources_of(self.budget))

    @cached_property
    def fins_de_groupe(self) -> Mapping[str, LigneBudget]:
        """The groups of the budget, by the key of their last line in the form."""
        return ends_of_groups(self.budget)

    def champs(self, patterns: Iterable[str] | None = None) -> tuple[str, ...] | None:
        """Return the fields of a fiche that its template prints: others are reported when filled.

        `patterns` are what a user's template in its place prints (`documents.views.champs`). None
        where nothing is known of the template.
        """
        known = fields_of(self.gabarit) if patterns is None else patterns
        return None if known is None else tuple(with_lines(known, self.budget))

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
