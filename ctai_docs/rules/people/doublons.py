"""The same indicator given two values in one fiche."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import Finding, Path, Rule, Severity, show_path
from ctai_docs.machine.french import quote, write_number
from ctai_docs.rules.people.cibles import Mesure, is_about, is_open, mesures
from ctai_docs.rules.people.libelles import bare, same_rows
from ctai_docs.rules.walk import fiches

DEUX_VALEURS = Rule(
    code="PER-007",
    severity=Severity.AVERTISSEMENT,
    title="Même indicateur, deux valeurs",
    found="L’indicateur {libelle} vaut ici {valeur}, et {autre} à la ligne {ligne} ({chemin}).",
    rule="Un indicateur n’a qu’une valeur dans une fiche.",
    remedy="Corrigez l’une des deux, ou précisez le libellé si l’un compte autre chose.",
    source="Usage du projet",
    example="fiches[1].indicateurs.propres[1].cible: 45",
)

SAME_UNITS = {
    unit: name
    for name, units in {
        "": ("", "personne", "personnes", "participants", "bénéficiaires", "étrangers éligibles"),
        "h": ("h", "heure", "heures"),
        "%": ("%",),
    }.items()
    for unit in units
}
"""The units that can be compared; a number without a unit is compared with hours too."""


def check_deux_valeurs(contrat: Contrat) -> Iterator[Finding]:
    """An own indicator has the value of the row it repeats, and of its namesake in its table."""
    for path, fiche in fiches(contrat):
        found = list(mesures(contrat, path, fiche))
        own = [m for m in found if m.propre]
        for n, mesure in enumerate(own):
            rows = _repeated(contrat, mesure, found, general=(*path, "indicateurs"))
            twins = [first for first in own[:n] if _namesakes(first, mesure)]
            if other := _contradicted(mesure, rows) or _contradicted(mesure, twins):
                yield _finding(mesure, other)
        yield from _groups(contrat, own, found)


def _groups(contrat: Contrat, own: list[Mesure], found: list[Mesure]) -> Iterator[Finding]:
    """Yield the groups of one indicator, « (infra A1) » and « (infra A2) », that miss its row."""
    groups: dict[tuple[Path, str], list[Mesure]] = {}
    for mesure in own:
        label, bracket, _ = mesure.libelle.partition("(")
        if bracket and mesure.cible.nombre is not None:
            groups.setdefault((mesure.table, bare(label)), []).append(mesure)
    for (_, label), parts in groups.items():
        names = same_rows(contrat, label) if len(parts) > 1 else frozenset()
        rows = [m for m in found if m.cle and (m.table[-1], m.cle) in names]
        total = sum(map(_value, parts), Decimal(0))
        for row in (m for m in rows if all(_comparable(part, m) for part in parts)):
            if _value(row) != total and _value(row) not in map(_value, parts):
                yield _finding(parts[-1], row, f"{write_number(total)} en tout")


CHECKS = (check_deux_valeurs,)


def _repeated(contrat: Contrat, mesure: Mesure, found: list[Mesure], general: Path) -> list[Mesure]:
    """Return the rows that an own indicator repeats, unless its description sets it apart."""
    if mesure.propre and mesure.propre.description:
        return []
    names = same_rows(contrat, mesure.libelle)
    rows = [m for m in found if m.cle and (m.table[-1], m.cle) in names]
    return [m for m in rows if mesure.table in (general, m.table)]


def _namesakes(first: Mesure, second: Mesure) -> bool:
    """Tell whether two own indicators are the same, in the same table."""
    one, other = first.propre, second.propre
    return bool(
        first.table == second.table
        and bare(first.libelle) == bare(second.libelle)
        and one
        and other
        and one.description == other.description
    )


def _contradicted(mesure: Mesure, rows: list[Mesure]) -> Mesure | None:
    """Return a row that has another value, unless one row, or their sum, has this value."""
    value, same = _value(mesure), [m for m in rows if _comparable(mesure, m)]
    numbers = [_value(m) for m in same]
    if not same or value in numbers or value == sum(numbers):
        return None
    return same[0]


def _value(mesure: Mesure) -> Decimal:
    return mesure.cible.nombre or Decimal(0)


def _comparable(first: Mesure, second: Mesure) -> bool:
    """Tell whether two targets are exact numbers of the same thing."""
    one, other = first.cible, second.cible
    units = [SAME_UNITS.get(c.unite.lower()) for c in (one, other)]
    return (
        None not in (one.nombre, other.nombre, *units)
        and (one.sur == other.sur or None in (one.sur, other.sur))
        and not any(is_about(c) or is_open(c) for c in (one, other))
        and (units[0] == units[1] or set(units) == {"", "h"})
    )


def _finding(mesure: Mesure, other: Mesure, value: str = "") -> Finding:
    return DEUX_VALEURS.at(
        mesure.path,
        libelle=quote(mesure.libelle),
        valeur=value or mesure.cible,
        autre=other.cible,
        ligne=quote(other.libelle),
        chemin=show_path(other.path[2:]),
    )
