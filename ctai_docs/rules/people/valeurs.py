"""Targets that no count can have: `12/6`, 120 %, −5, 1.5 people, ten million."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctai_docs.contract.model import Cible, Contrat
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import quote
from ctai_docs.rules.people.cibles import Mesure, is_about, is_negative, mesures, personnes
from ctai_docs.rules.people.groupes import GROUPS, MENAGES
from ctai_docs.rules.walk import fiches

SUR = Rule(
    code="PER-009",
    severity=Severity.ERREUR,
    title="Plus de réussites que de personnes",
    found="La valeur-cible {valeur} donne un nombre plus grand que celui dont il fait partie.",
    rule="Dans « 6/12 », 6 personnes réussissent sur les 12 du groupe.",
    remedy="Inversez les deux nombres, ou corrigez-les.",
    source="Usage du projet",
    example="fiches[1].indicateurs.blocs.francais.progres: 12/6",
)
POURCENTAGE = Rule(
    code="PER-010",
    severity=Severity.ERREUR,
    title="Pourcentage supérieur à 100",
    found="La valeur-cible {valeur} dépasse 100 %.",
    rule="Une part d’un ensemble ne le dépasse pas.",
    remedy="Corrigez-la ; s’il s’agit d’une hausse, dites-le dans le libellé.",
    source="Usage du projet",
    example="fiches[1].indicateurs.blocs.francais.propres[1].cible: 180 %",
)
NEGATIVE = Rule(
    code="PER-011",
    severity=Severity.ERREUR,
    title="Valeur-cible négative",
    found="La valeur-cible {valeur} est négative.",
    rule="Un nombre de personnes, d’heures ou d’actions est positif.",
    remedy="Retirez le signe moins ; s’il s’agit d’une baisse, dites-le dans le libellé.",
    source="Usage du projet",
    example="fiches[1].indicateurs.beneficiaires.bpt: -6",
)
DEMESUREE = Rule(
    code="PER-012",
    severity=Severity.AVERTISSEMENT,
    title="Valeur-cible démesurée",
    found="La valeur-cible {valeur} dépasse un million.",
    rule="Une action locale ne compte pas tant de personnes ou d’heures.",
    remedy="Vérifiez le nombre de zéros.",
    source="Usage du projet",
    example="fiches[1].indicateurs.propres[2].cible: 1 500 000",
)
FRACTION = Rule(
    code="PER-013",
    severity=Severity.AVERTISSEMENT,
    title="Personnes comptées avec une fraction",
    found="La valeur-cible {valeur} compte des personnes ou des ménages, et n’est pas un entier.",
    rule="Un point ou une virgule marque les décimales, une espace les milliers.",
    remedy="Écrivez un nombre entier, comme 1 500 ; si c’est une moyenne, ajoutez « en moyenne ».",
    source="Usage du projet",
    example="fiches[1].indicateurs.beneficiaires.bpt: 1.5",
)
LIMIT = 1_000_000
SHARES = {"interpretariat", "part_fin_parcours"}
"""Rows of the form that hold a percentage, with or without its sign."""

_CHANGE = re.compile(
    r"évolution|hausse|baisse|augment|progression|croissance|réduction|diminution|variation"
    r"|remplissage|occupation|fréquentation",
    re.IGNORECASE,
)
_ROUND_THE_CLOCK = (Decimal(24), Decimal(7))


def check_valeurs(contrat: Contrat) -> Iterator[Finding]:
    """Every target is possible for what it counts."""
    for path, fiche in fiches(contrat):
        for mesure in mesures(contrat, path, fiche):
            if rule := _broken(mesure):
                yield rule.at(mesure.path, valeur=quote(mesure.cible.texte))


CHECKS = (check_valeurs,)


def _broken(mesure: Mesure) -> Rule | None:
    """Return the first rule that a target breaks."""
    cible, number = mesure.cible, mesure.cible.nombre
    if is_negative(cible):
        return None if _is_change(mesure) else NEGATIVE
    if number is None:
        return None
    if cible.sur is not None and number > cible.sur and (number, cible.sur) != _ROUND_THE_CLOCK:
        return SUR
    if number > 100 and _is_share(mesure):
        return None if _is_change(mesure) else POURCENTAGE
    if number > LIMIT and not cible.unite.startswith("€"):
        return DEMESUREE
    if _counts_people(mesure) and number != number.to_integral_value() and not is_about(cible):
        return FRACTION
    return None


def _is_share(mesure: Mesure) -> bool:
    cible: Cible = mesure.cible
    return cible.est_pourcentage or (mesure.cle in SHARES and not cible.unite)


def _is_change(mesure: Mesure) -> bool:
    """Tell whether the target is a rise, a fall or a rate of use, which may exceed 100 %."""
    own = mesure.propre
    words = (mesure.libelle, mesure.cible.texte, (own.description or "") if own else "")
    return any(_CHANGE.search(text) for text in words)


def _counts_people(mesure: Mesure) -> bool:
    """Tell whether the row counts people or households, in whole numbers."""
    table = str(mesure.table[-1])
    if (table, mesure.cle) in GROUPS or (table, mesure.cle) == MENAGES:
        return not mesure.cible.unite.startswith("%")
    return table == "beneficiaires" and bool(mesure.cle) and personnes(mesure.cible) is not None
