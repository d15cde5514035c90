"""Every target of a fiche: its path, its label, and what its number counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ctai_docs.contract.form import Libelle
from ctai_docs.contract.model import Cible, Contrat, FicheAction, Indicateur, Valeurs
from ctai_docs.machine.findings import Path
from ctai_docs.machine.french import unaccented
from ctai_docs.rules.walk import edition_of

BEYOND_SENSE = Decimal(10) ** 12
"""The lower bound of absurd numbers: reported, and compared with no other."""

_MINUS = re.compile(r"\s*[-−–]\s*\d")
_OPEN = re.compile(r"^(au moins|≥)|\b(minimum|et plus|ou plus)\b", re.IGNORECASE)
_ABOUT = re.compile(r"^(environ|env\.|≈)|\b(moyenne|environ)\b", re.IGNORECASE)
_NOT_PEOPLE = re.compile(
    r"%|€|euros?\b|h\b|heures?\b|jours?\b|semaines?\b|mois\b|ans?\b|etp|menages?\b|familles?\b"
    r"|foyers?\b|couples?\b|binomes?\b|groupes?\b|sessions?\b|seances?\b|modules?\b|ateliers?\b"
    r"|structures?\b|.*\bpar\b"
)


@dataclass(frozen=True, slots=True)
class Mesure:
    """A target: the table that holds it, its path, its label, the key of its row in the form."""

    table: Path
    path: Path
    cible: Cible
    libelle: str
    cle: str = ""
    propre: Indicateur | None = None
    """The indicator that the fiche adds, where the target is that of one."""


def mesures(contrat: Contrat, path: Path, fiche: FicheAction) -> Iterator[Mesure]:
    """Yield every target of a fiche."""
    answers, table = fiche.indicateurs, (*path, "indicateurs")
    form = edition_of(contrat)
    yield from _own(table, answers.propres)
    for name, rows in (("beneficiaires", answers.beneficiaires), ("acteurs", answers.acteurs)):
        yield from _table((*table, name), rows, getattr(form, name) if form else ())
    for key, block in answers.blocs.items():
        known = form.bloc(key) if form else None
        yield from _table((*table, "blocs", key), block, known.lignes if known else ())


def _table(table: Path, rows: Valeurs, form: tuple[Libelle, ...]) -> Iterator[Mesure]:
    labels = {row.cle: row.libelle for row in form}
    for key, cible in rows.valeurs.items():
        if cible is not None:
            yield Mesure(table, (*table, key), cible, labels.get(key, key), key)
    yield from _own(table, rows.propres)


def _own(table: Path, rows: tuple[Indicateur, ...]) -> Iterator[Mesure]:
    for n, row in enumerate(rows):
        if row.cible is not None:
            path = (*table, "propres", n, "cible")
            yield Mesure(table, path, row.cible, row.libelle, propre=row)


def personnes(cible: Cible | None) -> Decimal | None:
    """Return the number of people that a target counts, None where it counts something else."""
    if cible is None or cible.nombre is None:
        return None
    not_people = _NOT_PEOPLE.match(unaccented(cible.unite).lower())
    return None if not_people or cible.nombre >= BEYOND_SENSE else cible.nombre


def nombre(cible: Cible | None, *units: str) -> Decimal | None:
    """Return the number of a target whose unit is one of these, or none."""
    if cible is None or cible.nombre is None or cible.sur is not None:
        return None
    if is_about(cible) or is_open(cible) or cible.unite.lower() not in ("", *units):
        return None
    return cible.nombre if cible.nombre < BEYOND_SENSE else None


def is_open(cible: Cible) -> bool:
    """Tell whether the target is a minimum: « au moins 30 »."""
    return bool(_OPEN.search(cible.texte))


def is_about(cible: Cible) -> bool:
    """Tell whether the target is approximate: « 15 en moyenne », « environ 15 »."""
    return bool(_ABOUT.search(cible.texte))


def is_negative(cible: Cible) -> bool:
    """Tell whether the target begins with a minus."""
    return bool(_MINUS.match(cible.texte))
