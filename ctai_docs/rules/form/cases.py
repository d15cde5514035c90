"""The precisions of boxes and budget lines: asked for and missing, or typed where none is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ctai_docs.contract.form import Edition, Libelle
from ctai_docs.contract.model import Case, Contrat, FicheAction, Financement
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote
from ctai_docs.rules.walk import edition_of, fiches

SANS_PRECISION = Rule(
    code="FOR-008",
    severity=Severity.ERREUR,
    title="Case à préciser sans précision",
    found="La case « {libelle} » est cochée sans précision.",
    rule="Le formulaire la demande.",
    remedy="Écrivez-la après la clé {cle}, ou décochez la case.",
    source="Formulaire national, cases « (précisez) »",
    example="fiches[1].portage[2]: autre",
)
PRECISION_UTILE = Rule(
    code="FOR-009",
    severity=Severity.AVERTISSEMENT,
    title="Précision attendue, le cas échéant",
    found="La ligne « {libelle} » est remplie sans précision.",
    rule="Le formulaire en demande une, le cas échéant.",
    remedy="Ajoutez-la sous la clé {cle}.",
    source="Formulaire national, lignes « (le cas échéant, précisez) »",
    example="fiches[2].partenaires[5]: autre_collectivite",
)
PRECISION_DE_TROP = Rule(
    code="FOR-010",
    severity=Severity.AVERTISSEMENT,
    title="Précision que le formulaire ne demande pas",
    found="La ligne « {libelle} » a une précision : {precision}.",
    rule="Le formulaire n’en demande pas à cet endroit.",
    remedy="Déplacez-la dans les commentaires, ou cochez « Autre (précisez) ».",
    source="Formulaire national",
    example="fiches[1].partenaires[1]: {france_travail: agence des Forges}",
)
SANS_MONTANT = Rule(
    code="FOR-011",
    severity=Severity.AVERTISSEMENT,
    title="Précision d’un financeur sans montant",
    found="La ligne « {libelle} » a une précision, {precision}, et pas de montant.",
    rule="Une ligne sans montant ne s’imprime pas.",
    remedy="Donnez le montant, ou supprimez la ligne.",
    source="Formulaire national, partie 2",
    example="fiches[3].budget.autres_financeurs.prives: {precision: Fondation des Forges}",
)

Labels = Mapping[str, Libelle]


def check_cases(contrat: Contrat) -> Iterator[Finding]:
    """Each ticked box has the precision that the form asks for, and no other."""
    if form := edition_of(contrat):
        for path, fiche in fiches(contrat):
            for where, boxes, labels in _lists(form, path, fiche):
                yield from _precisions(where, boxes, labels)


def _precisions(where: Path, boxes: Sequence[Case], labels: Labels) -> Iterator[Finding]:
    for n, case in enumerate(boxes):
        if (label := labels.get(case.cle or "")) is None:
            continue
        if case.precision is None and (rule := _asked(label)):
            yield rule.at((*where, n), libelle=label.libelle, cle=label.cle)
        if case.precision is not None and not label.precision:
            typed = quote(case.precision)
            yield PRECISION_DE_TROP.at((*where, n), libelle=label.libelle, precision=typed)


def check_financeurs(contrat: Contrat) -> Iterator[Finding]:
    """A line that pays has an amount, and the precision that the form asks for."""
    form = edition_of(contrat)
    labels = {label.cle: label for label in form.budget} if form else {}
    for path, fiche in fiches(contrat):
        for key, line in fiche.budget.lignes.items():
            if label := labels.get(key):
                yield from _funder((*path, "budget", *key.split(".")), label, line)


def _funder(where: Path, label: Libelle, line: Financement) -> Iterator[Finding]:
    if line.precision is None:
        if line.montant and (rule := _asked(label)):
            yield rule.at(where, libelle=label.libelle, cle=where[-1])
        return
    rule = SANS_MONTANT if line.montant is None else PRECISION_DE_TROP
    if line.montant is None or not label.precision:
        typed = quote(line.precision)
        yield rule.at((*where, "precision"), libelle=label.libelle, precision=typed)


CHECKS = (check_cases, check_financeurs)


def _asked(label: Libelle) -> Rule | None:
    """Return the rule that a missing precision breaks, where the label asks for one."""
    if not label.precision or "précise" not in label.libelle:
        return None
    return PRECISION_UTILE if "le cas échéant" in label.libelle else SANS_PRECISION


def _lists(
    form: Edition, path: Path, fiche: FicheAction
) -> Iterator[tuple[Path, Sequence[Case], Labels]]:
    """Yield each list of boxes of a fiche: its path, what is ticked, and the boxes by key."""
    ticked = [Case(cle=key) for key in fiche.thematiques]
    for name, boxes in [
        ("thematiques", ticked),
        *((name, getattr(fiche, name)) for name in ("portage", "selection", "partenaires")),
    ]:
        yield (*path, name), boxes, {label.cle: label for label in getattr(form, name)}
    for key, block in fiche.indicateurs.blocs.items():
        known = form.bloc(key)
        if known and known.nature:
            where = (*path, "indicateurs", "blocs", key, "nature")
            yield where, block.nature, {label.cle: label for label in known.nature.choix}
