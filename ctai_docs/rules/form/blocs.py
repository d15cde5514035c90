"""Blocks against the thematics that call for them, axes against their fiches, own lines."""

from __future__ import annotations

from collections.abc import Iterator

from ctai_docs.contract.form import Bloc
from ctai_docs.contract.model import BlocThematique, Contrat, LignePropre
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote
from ctai_docs.rules.form.parties import empty
from ctai_docs.rules.walk import edition_of, fiches

BLOC_VIDE = Rule(
    code="FOR-012",
    severity=Severity.AVERTISSEMENT,
    title="Thématique cochée sans ses indicateurs",
    found="La thématique « {thematique} » est cochée, et son bloc d’indicateurs est vide.",
    rule="Les tableaux des thématiques cochées sont à renseigner.",
    remedy="Remplissez indicateurs.blocs.{bloc}, ou décochez la thématique.",
    source="Formulaire national, partie 3.2",
    example="fiches[1].indicateurs.blocs.emploi:",
)
BLOC_DE_TROP = Rule(
    code="FOR-013",
    severity=Severity.ERREUR,
    title="Bloc rempli d’une thématique qui n’est pas cochée",
    found="Le bloc « {bloc} » est rempli, et aucune de ses thématiques n’est cochée.",
    rule="Seuls s’impriment les tableaux des thématiques cochées : celui-ci serait perdu.",
    remedy="Ajoutez {cles} sous « thematiques », ou videz le bloc.",
    source="Formulaire national, partie 3.2",
    example="fiches[1].thematiques[3]:",
)
AXE_VIDE = Rule(
    code="FOR-014",
    severity=Severity.AVERTISSEMENT,
    title="Axe sans fiche",
    found="L’axe {axe} n’a pas de fiche, quand d’autres en ont.",
    rule="Un axe réunit les actions qui le mettent en œuvre.",
    remedy="Rattachez-lui une fiche, ou supprimez-le.",
    source="Usage du projet",
    example="axes[3]: {cle: sante, intitule: Santé}",
)
LIGNE_SANS_MONTANT = Rule(
    code="FOR-015",
    severity=Severity.AVERTISSEMENT,
    title="Ligne de budget sans montant",
    found="La ligne {libelle} n’a pas de montant.",
    rule="Une ligne du budget en a un ; sans lui, « sans objet » s’imprime.",
    remedy="Donnez-le, ou supprimez la ligne.",
    source="Usage du projet",
    example="fiches[1].budget.depenses[4].montant:",
)

WITHOUT_TABLE = {"global"}
"""Blocks whose answers are the tables of the other thematics: their text may be empty."""


def check_blocs(contrat: Contrat) -> Iterator[Finding]:
    """The blocks that are filled are those of the ticked thematics."""
    if not (form := edition_of(contrat)):
        return
    names = {label.cle: label.libelle for label in form.thematiques}
    for path, fiche in fiches(contrat):
        ticked = fiche.thematiques
        for block in form.blocs:
            calling = [key for key in ticked if key in block.thematiques]
            filled = _is_filled(fiche.indicateurs.blocs.get(block.cle))
            if calling and not filled and _can_be_filled(block):
                where = (*path, "thematiques", ticked.index(calling[0]))
                yield BLOC_VIDE.at(where, thematique=names[calling[0]], bloc=block.cle)
            if filled and not calling:
                where = (*path, "indicateurs", "blocs", block.cle)
                keys = " ou ".join(block.thematiques)
                yield BLOC_DE_TROP.at(where, bloc=block.libelle, cles=keys)


def check_axes(contrat: Contrat) -> Iterator[Finding]:
    """No axis is without a fiche when others have some."""
    used = {fiche.axe for fiche in contrat.fiches}
    if used.isdisjoint(axe.cle for axe in contrat.axes):
        return
    for n, axe in enumerate(contrat.axes):
        if axe.cle not in used:
            yield AXE_VIDE.at(("axes", n), axe=quote(axe.intitule))


def check_lignes(contrat: Contrat) -> Iterator[Finding]:
    """Each line that a fiche adds to its budget has an amount."""
    for path, fiche in fiches(contrat):
        budget = fiche.budget
        tables: list[tuple[Path, tuple[LignePropre, ...]]] = [
            (("autres_financeurs", "propres"), budget.autres_financeurs.propres),
            (("depenses",), budget.depenses),
        ]
        for table, lines in tables:
            for n, line in enumerate(lines):
                if line.montant is None:
                    where = (*path, "budget", *table, n)
                    yield LIGNE_SANS_MONTANT.at(where, libelle=quote(line.libelle))


CHECKS = (check_blocs, check_axes, check_lignes)


def _can_be_filled(block: Bloc) -> bool:
    """Tell whether a block of the form has anything to fill."""
    asks = block.lignes or block.nature or block.outils or block.texte
    return bool(asks) and block.cle not in WITHOUT_TABLE


def _is_filled(block: BlocThematique | None) -> bool:
    """Tell whether a block has an answer."""
    if block is None:
        return False
    texts = (block.commentaires, block.texte)
    answers = [*block.valeurs.values(), *block.nature, *block.propres, *block.outils]
    return any(answers) or not all(map(empty, texts))
