"""The people of table 3.1: men and women, BPI and their parts, BPT, others, and the total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ctai_docs.contract.model import Contrat, Valeurs
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import write_number
from ctai_docs.rules.people.cibles import is_about, is_open, personnes
from ctai_docs.rules.walk import fiches

SOURCE = "Formulaire national, partie 3.1 (lignes « dont »)"

HOMMES_FEMMES = Rule(
    code="PER-001",
    severity=Severity.ERREUR,
    title="Hommes et femmes ne font pas le total",
    found="{hommes} hommes et {femmes} femmes font {somme} personnes, et le total est {total}.",
    rule="Le nombre total de bénéficiaires est la somme des hommes et des femmes.",
    remedy="Corrigez l’un des trois nombres.",
    source=SOURCE,
    example="fiches[1].indicateurs.beneficiaires.hommes: 17",
)
BPI_HOMMES_FEMMES = Rule(
    code="PER-002",
    severity=Severity.ERREUR,
    title="BPI hommes et BPI femmes ne font pas les BPI",
    found="{hommes} BPI hommes et {femmes} BPI femmes font {somme} personnes, "
    "et le nombre de BPI est {total}.",
    rule="Le nombre de BPI est la somme des hommes et des femmes qui en bénéficient.",
    remedy="Corrigez l’un des trois nombres.",
    source=SOURCE,
    example="fiches[1].indicateurs.beneficiaires.bpi_hommes: 9",
)
PART = Rule(
    code="PER-003",
    severity=Severity.ERREUR,
    title="Partie plus grande que le tout",
    found="La ligne « {partie} » vaut {nombre}, "
    "et la ligne « {tout} » dont elle fait partie, {total}.",
    rule="Une ligne « dont » ne dépasse pas la ligne dont elle donne une partie.",
    remedy="Corrigez l’une des deux.",
    source=SOURCE,
    example="fiches[1].indicateurs.beneficiaires.moins_25: 41",
)
PUBLICS = Rule(
    code="PER-004",
    severity=Severity.ERREUR,
    title="Publics plus nombreux que le total",
    found="Les lignes BPI, BPT et autres publics font {somme} personnes, et le total est {total}.",
    rule="Chacune compte d’autres personnes : leur somme ne dépasse pas le total.",
    remedy="Corrigez le total, ou l’une des lignes.",
    source=SOURCE,
    example="fiches[1].indicateurs.beneficiaires.bpt: 13",
)

SUMS = (
    (HOMMES_FEMMES, "hommes", "femmes", "total"),
    (BPI_HOMMES_FEMMES, "bpi_hommes", "bpi_femmes", "bpi"),
)
WHOLES: dict[str, tuple[str, ...]] = {
    "hommes": ("total",),
    "femmes": ("total",),
    "moins_25": ("total",),
    "bpi": ("total",),
    "bpt": ("total",),
    "autres_publics": ("total",),
    "bpi_hommes": ("bpi", "hommes", "total"),
    "bpi_femmes": ("bpi", "femmes", "total"),
    "bpi_moins_25": ("bpi", "moins_25", "total"),
}
"""For each line, the lines that it is a part of."""

LABELS = {
    "total": "total",
    "hommes": "hommes",
    "femmes": "femmes",
    "moins_25": "moins de 25 ans",
    "bpi": "BPI",
    "bpt": "BPT",
    "autres_publics": "autres publics",
    "bpi_hommes": "BPI hommes",
    "bpi_femmes": "BPI femmes",
    "bpi_moins_25": "BPI moins de 25 ans",
}
"""The short names of the lines in messages."""


def check_hommes_femmes(contrat: Contrat) -> Iterator[Finding]:
    """Men and women make the total, where the three are exact numbers."""
    for path, rows in _tables(contrat):
        for rule, *keys in SUMS:
            men, women, total = (_exact(rows, key) for key in keys)
            if men is None or women is None or total is None or men + women == total:
                continue
            yield rule.at(
                (*path, keys[-1]),
                hommes=write_number(men),
                femmes=write_number(women),
                somme=write_number(men + women),
                total=write_number(total),
            )


def check_parts(contrat: Contrat) -> Iterator[Finding]:
    """No « dont » line exceeds the lines that it is a part of; the smallest is named."""
    for path, rows in _tables(contrat):
        for key, wholes in WHOLES.items():
            part = personnes(rows[key])
            bounds = [(size, w) for w in wholes if (size := _whole(rows, w)) is not None]
            size, whole = min(bounds, key=lambda bound: bound[0], default=(None, ""))
            if part is not None and size is not None and part > size:
                yield PART.at(
                    (*path, key),
                    partie=LABELS[key],
                    nombre=write_number(part),
                    tout=LABELS[whole],
                    total=write_number(size),
                )


def check_publics(contrat: Contrat) -> Iterator[Finding]:
    """BPI, BPT and other publics together do not exceed the total."""
    for path, rows in _tables(contrat):
        total = _whole(rows, "total")
        found = [personnes(rows[key]) for key in ("bpi", "bpt", "autres_publics")]
        parts = [part for part in found if part is not None]
        if total is None or len(parts) < 2 or max(parts) > total or sum(parts) <= total:
            continue
        yield PUBLICS.at(
            (*path, "total"), somme=write_number(Decimal(sum(parts))), total=write_number(total)
        )


CHECKS = (check_hommes_femmes, check_parts, check_publics)


def _tables(contrat: Contrat) -> Iterator[tuple[Path, Valeurs]]:
    for path, fiche in fiches(contrat):
        yield (*path, "indicateurs", "beneficiaires"), fiche.indicateurs.beneficiaires


def _exact(rows: Valeurs, key: str) -> Decimal | None:
    cible = rows[key]
    return None if cible is None or is_about(cible) else _whole(rows, key)


def _whole(rows: Valeurs, key: str) -> Decimal | None:
    """Return the upper bound that a row sets to its parts, None if it is empty or a minimum."""
    cible = rows[key]
    return None if cible is None or is_open(cible) else personnes(cible)
