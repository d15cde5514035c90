"""Targets drawn from a group: assiduous participants, certified people, households housed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ctai_docs.contract.model import Cible, Contrat, FicheAction
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote, write_number, write_percent
from ctai_docs.rules.people.cibles import is_open, mesures, nombre, personnes
from ctai_docs.rules.people.libelles import Row, row_label, same_rows
from ctai_docs.rules.walk import fiches

GROUPE = Rule(
    code="PER-005",
    severity=Severity.ERREUR,
    title="Cible plus grande que le groupe dont elle est tirée",
    found="La ligne {libelle} vaut {nombre}, et le groupe dont elle fait partie "
    "({groupe}), {total}.",
    rule="Ceux qui aboutissent sont parmi ceux que l’action accompagne.",
    remedy="Corrigez l’un des deux nombres.",
    source="Formulaire national, partie 3.2",
    example="fiches[1].indicateurs.blocs.francais.assidus: 41",
)
PART_LOGEE = Rule(
    code="PER-006",
    severity=Severity.INFORMATION,
    title="Part qui s’écarte des nombres de ménages",
    found="La part annoncée est de {part}, et {loges} ménages logés sur {menages} font {calcul}.",
    rule="Elle se rapporte d’ordinaire aux ménages accompagnés.",
    remedy="Vérifiez la part ; si elle se rapporte à d’autres personnes, dites-le en commentaire.",
    source="Formulaire national, bloc « Accès au logement »",
    example="fiches[2].indicateurs.blocs.logement.part_fin_parcours: 75 %",
)

TOTAL: Row = ("beneficiaires", "total")
MENAGES: Row = ("logement", "menages")
POSITIVES: Row = ("emploi", "sorties_positives")
NAMES = {
    TOTAL: "total des bénéficiaires",
    MENAGES: "ménages accompagnés",
    POSITIVES: "sorties positives",
}
GROUPS: dict[Row, tuple[Row, ...]] = {
    ("francais", "assidus"): (TOTAL,),
    ("francais", "progres"): (TOTAL,),
    ("francais", "certifications"): (TOTAL,),
    ("emploi", "sorties_positives"): (TOTAL,),
    ("emploi", "formation"): (TOTAL,),
    ("emploi", "emploi_durable"): (TOTAL, POSITIVES),
    ("emploi", "sorties_6_mois"): (TOTAL,),
    ("logement", "menages_loges"): (MENAGES,),
    ("mobilite", "code"): (TOTAL,),
    ("mobilite", "permis"): (TOTAL,),
}
"""For each row, the groups that its people or households belong to. A lasting job is a positive
exit."""

HOUSEHOLDS = ("ménage", "ménages", "famille", "familles")
TOLERANCE = Decimal(10)
"""In points of percentage: 10 households of 12 are 83 %, and 80 % is accepted."""


def check_groupes(contrat: Contrat) -> Iterator[Finding]:
    """No target exceeds its group; an own indicator with the label of a row counts as that row."""
    for path, fiche in fiches(contrat):
        for row, where, cible in _drawn(contrat, path, fiche):
            part = _count(cible, row)
            for group in GROUPS[row]:
                size = _size(fiche, group)
                if part is not None and size is not None and part > size:
                    yield GROUPE.at(
                        where,
                        nombre=write_number(part),
                        libelle=quote(row_label(contrat, row)),
                        groupe=NAMES[group],
                        total=write_number(size),
                    )
                    break


def check_part_logee(contrat: Contrat) -> Iterator[Finding]:
    """The share of people at the end of their path is near that of households housed."""
    for path, fiche in fiches(contrat):
        if (block := fiche.indicateurs.blocs.get("logement")) is None:
            continue
        share = nombre(block["part_fin_parcours"], "%")
        housed, followed = (nombre(block[row], *HOUSEHOLDS) for row in ("menages_loges", "menages"))
        if share is None or housed is None or not followed or housed > followed:
            continue
        if abs(share - 100 * housed / followed) > TOLERANCE:
            yield PART_LOGEE.at(
                (*path, "indicateurs", "blocs", "logement", "part_fin_parcours"),
                part=write_percent(share / 100),
                loges=write_number(housed),
                menages=write_number(followed),
                calcul=write_percent(housed / followed),
            )


CHECKS = (check_groupes, check_part_logee)


def _drawn(contrat: Contrat, path: Path, fiche: FicheAction) -> Iterator[tuple[Row, Path, Cible]]:
    """Yield each target that is drawn from a group, under the row whose group it is."""
    for mesure in mesures(contrat, path, fiche):
        row = (str(mesure.table[-1]), mesure.cle)
        rows = {row} if mesure.cle else same_rows(contrat, mesure.libelle)
        yield from ((each, mesure.path, mesure.cible) for each in sorted(rows & GROUPS.keys()))


def _count(cible: Cible, row: Row) -> Decimal | None:
    return nombre(cible, *HOUSEHOLDS) if MENAGES in GROUPS[row] else personnes(cible)


def _size(fiche: FicheAction, group: Row) -> Decimal | None:
    """Return the size of a group, None where it is not typed, or is only a minimum."""
    table, key = group
    answers = fiche.indicateurs
    rows = answers.beneficiaires if group == TOTAL else answers.blocs.get(table)
    cible = rows[key] if rows else None
    if cible is None or is_open(cible):
        return None
    return nombre(cible, *HOUSEHOLDS) if group == MENAGES else personnes(cible)
