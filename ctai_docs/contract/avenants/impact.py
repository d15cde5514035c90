"""`impacted`: which fiches and articles differ between two contracts, and in which parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ctai_docs.contract.facts import Citations, articles_rediges
from ctai_docs.contract.model import Contrat, FicheAction
from ctai_docs.machine.french import typeset

_REFERENCE = re.compile(r"<(article|axe|fiche|annexe|valeur|bloc):([^<>\s]+)>")
_FACTS = frozenset({"valeur"})
_ALL = _FACTS | {"article", "axe", "fiche", "annexe"}


class Devenir(StrEnum):
    """What became of a fiche."""

    AJOUTEE = "ajoutée"
    SUPPRIMEE = "supprimée"
    MODIFIEE = "modifiée"


@dataclass(frozen=True, slots=True)
class FicheTouchee:
    """A fiche that differs, and the parts in which it does."""

    cle: str
    numero: str
    devenir: Devenir
    champs: tuple[str, ...] = ()
    """The fields that differ; `numero` and `axe` where the printed number or title differs."""
    rubriques: tuple[str, ...] = ()
    """The labels of these fields."""

    @property
    def renumerotee(self) -> bool:
        """Whether the fiche only changed number, because fiches before it came or went."""
        return self.champs == ("numero",)

    def __str__(self) -> str:
        """Return « fiche 8 : budget prévisionnel », or « fiche 13 : ajoutée »."""
        what = ", ".join(_small(part) for part in self.rubriques) or str(self.devenir)
        return typeset(f"fiche {self.numero} : {what}")


@dataclass(frozen=True, slots=True)
class ArticleTouche:
    """An article whose printed text differs."""

    cle: str
    numero: str
    devenir: Devenir
    redige: bool = True
    """Whether the wording differs, rather than only the numbers printed in it."""

    def __str__(self) -> str:
        """Return « article 3 », or « article 8 : ajouté »."""
        said = str(self.devenir).removesuffix("e")
        return f"article {self.numero}" + (
            "" if self.devenir is Devenir.MODIFIEE else typeset(f" : {said}")
        )


@dataclass(frozen=True, slots=True)
class Impact:
    """What differs between two contracts."""

    fiches: tuple[FicheTouchee, ...]
    articles: tuple[ArticleTouche, ...]

    def fiche(self, cle: str) -> FicheTouchee | None:
        """Return what became of the fiche of this key, None where it is the same."""
        return next((f for f in self.fiches if f.cle == cle), None)

    def __str__(self) -> str:
        """Return all of it on one line: « fiche 8 : budget ; contrat : article 3 »."""
        parts = [str(fiche) for fiche in self.fiches]
        if self.articles:
            parts.append(typeset(f"contrat : {', '.join(map(str, self.articles))}"))
        return typeset(" ; ".join(parts))


def impacted(avant: Contrat, apres: Contrat) -> Impact:
    """Return the fiches and the articles that differ, in the order of the contract after."""
    return Impact(tuple(_fiches(avant, apres)), tuple(_articles(avant, apres)))


def _fiches(avant: Contrat, apres: Contrat) -> Iterator[FicheTouchee]:
    old = {fiche.cle: fiche for fiche in avant.fiches_ordonnees}
    new = {fiche.cle: fiche for fiche in apres.fiches_ordonnees}
    for key, fiche in new.items():
        if key not in old:
            yield FicheTouchee(key, apres.numeros.get(key, ""), Devenir.AJOUTEE)
        elif parts := dict(_parts(avant, apres, old[key], fiche)):
            number = apres.numeros.get(key, "")
            yield FicheTouchee(key, number, Devenir.MODIFIEE, tuple(parts), tuple(parts.values()))
    for key in old.keys() - new.keys():
        yield FicheTouchee(key, avant.numeros.get(key, ""), Devenir.SUPPRIMEE)


def _parts(
    avant: Contrat, apres: Contrat, old: FicheAction, new: FicheAction
) -> Iterator[tuple[str, str]]:
    """Yield the fields of a fiche that differ, printed number and title of axis included."""
    if avant.numeros.get(old.cle) != apres.numeros.get(new.cle):
        yield "numero", "Numéro"
    before, after = avant.axe_de(old), apres.axe_de(new)
    if before and after and before.cle == after.cle and before.intitule != after.intitule:
        yield "axe", "Axe"
    for name, field in FicheAction.model_fields.items():
        if getattr(old, name) != getattr(new, name):
            yield name, field.title or name


def _articles(avant: Contrat, apres: Contrat) -> Iterator[ArticleTouche]:
    old, new = _printed(avant), _printed(apres)
    for key, now in new.items():
        if key not in old:
            yield ArticleTouche(key, now.numero, Devenir.AJOUTEE)
        elif old[key][:2] != now[:2]:
            redige = old[key].redaction != now.redaction
            yield ArticleTouche(key, now.numero, Devenir.MODIFIEE, redige)
    for key in [key for key in old if key not in new]:
        yield ArticleTouche(key, old[key].numero, Devenir.SUPPRIMEE)


class _Printed(NamedTuple):
    """An article: its number, its text as it is printed, and the same with its references as keys.

    The last one is the same where only the numbers of others changed.
    """

    numero: str
    texte: str
    redaction: str


def _printed(contrat: Contrat) -> dict[str, _Printed]:
    """Return each article with its references and blocks written out."""
    citations = Citations(contrat)

    def write(text: str, kinds: frozenset[str]) -> str:
        def written(found: re.Match[str]) -> str:
            kind, key = found.groups()
            if kind == "bloc":
                return write(citations.block(key), kinds)
            cited = citations.find(kind, key) if kind in kinds else None
            return cited.texte if cited else found[0]

        return _REFERENCE.sub(written, text)

    return {
        a.cle: _Printed(a.numero, *(f"{a.titre}\n{write(a.texte, k)}" for k in (_ALL, _FACTS)))
        for a in articles_rediges(contrat)
    }


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
