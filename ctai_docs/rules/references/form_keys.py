"""Keys of the national form: what a fiche answers must be asked by its edition, and once.

An answer under an unknown key would not be printed. Where the edition itself is unknown, `keys`
says so and these checks keep quiet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from ctai_docs.contract.form import Bloc, Edition, Libelle
from ctai_docs.contract.model import BlocThematique, Case, Contrat, FicheAction, Valeurs
from ctai_docs.contract.model.marks import DuFormulaire
from ctai_docs.contract.model.walk import marked
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.rules.walk import edition_of, fiches

Answers: TypeAlias = Any
"""What a fiche answers to one list of the form: `Valeurs`, blocks by key, boxes or keys."""

SOURCE = "Formulaire national « fiche-action »"

THEMATIQUE = Rule(
    code="REF-010",
    severity=Severity.ERREUR,
    title="Thématique inconnue",
    found="La thématique « {cle} » n’est pas dans le formulaire.",
    rule="Les thématiques sont celles de l’édition {edition}.",
    remedy="{advice}",
    source=f"{SOURCE}, partie 1",
    example="fiches[1].thematiques[1]: francai",
)
CASE = Rule(
    code="REF-011",
    severity=Severity.ERREUR,
    title="Case inconnue",
    found="La case « {cle} » n’est pas dans cette liste du formulaire.",
    rule="Une case a la clé que lui donne l’édition {edition}, ou un libellé propre à la fiche.",
    remedy="{advice}",
    source=f"{SOURCE}, partie 1",
    example="fiches[2].partenaires[1]: caff",
)
LIGNE = Rule(
    code="REF-012",
    severity=Severity.ERREUR,
    title="Ligne de budget inconnue",
    found="La ligne « {cle} » n’est pas dans le budget du formulaire.",
    rule="Les financements sont les lignes de l’édition {edition}, ou des lignes propres.",
    remedy="{advice}",
    source=f"{SOURCE}, partie 2",
    example="fiches[1].budget.autres_financeurs.programme_174: 12",
)
INDICATEUR = Rule(
    code="REF-013",
    severity=Severity.ERREUR,
    title="Indicateur inconnu",
    found="L’indicateur « {cle} » n’est pas dans ce tableau du formulaire.",
    rule="Un indicateur est une ligne de l’édition {edition}, ou une ligne propre à l’action.",
    remedy="{advice}",
    source=f"{SOURCE}, partie 3",
    example="fiches[1].indicateurs.blocs.emploi.menages: 12",
)
BLOC = Rule(
    code="REF-014",
    severity=Severity.ERREUR,
    title="Bloc d’indicateurs inconnu",
    found="Le bloc « {cle} » n’est pas dans le formulaire.",
    rule="Les blocs d’indicateurs qualitatifs sont ceux de l’édition {edition}.",
    remedy="{advice}",
    source=f"{SOURCE}, partie 3.2",
    example="fiches[1].indicateurs.blocs.emplois.formation: 12",
)
CASE_DOUBLE = Rule(
    code="REF-015",
    severity=Severity.ERREUR,
    title="Case cochée deux fois",
    found="« {cle} » figure deux fois dans cette liste.",
    rule="Une case se coche une fois ; de deux précisions, une seule s’imprimerait.",
    remedy="Supprimez l’une des deux, et réunissez leurs précisions.",
    source=SOURCE,
    example="fiches[1].thematiques[5]: francais",
)
PARTIE_DE_TROP = Rule(
    code="REF-016",
    severity=Severity.ERREUR,
    title="Partie que le bloc n’a pas",
    found="Le bloc « {bloc} » du formulaire n’a pas de partie « {cle} ».",
    rule="Ce qui est écrit là ne s’imprimerait pas.",
    remedy="Écrivez-le dans les commentaires du bloc, ou dans ses indicateurs propres.",
    source=f"{SOURCE}, partie 3.2",
    example='fiches[1].indicateurs.blocs.emploi.outils: ["Atelier de CV"]',
)


def check_cles_du_formulaire(contrat: Contrat) -> Iterator[Finding]:
    """Yield the answers that the edition of the form does not ask for, or has twice."""
    edition = edition_of(contrat)
    if edition is None:
        return
    for path, answers, mark in marked(contrat, DuFormulaire):
        yield from _answers(edition, getattr(edition, mark.liste), answers, path)
    for path, fiche in fiches(contrat):
        yield from _budget(edition, fiche, (*path, "budget"))


def _answers(
    edition: Edition, form: Sequence[Libelle | Bloc], answers: Answers, path: Path
) -> Iterator[Finding]:
    """Yield what is wrong with the answers to one list of the form: keys, boxes, rows or blocks."""
    match answers:
        case Valeurs():
            yield from _rows(edition, form, answers, path)
        case dict():
            yield from _blocks(edition, answers, path)
        case (Case(), *_):
            yield from _boxes(edition, form, answers, path)
        case _:
            yield from _thematics(edition, form, answers, path)


def _thematics(
    edition: Edition, form: Iterable[Libelle | Bloc], ticked: Sequence[str], path: Path
) -> Iterator[Finding]:
    known = _keys(form)
    for index, key in enumerate(ticked):
        if key not in known:
            yield _unknown(THEMATIQUE, edition, (*path, index), key, known)
    yield from _twice(ticked, path)


def _boxes(
    edition: Edition, form: Iterable[Libelle | Bloc], ticked: Sequence[Case], path: Path
) -> Iterator[Finding]:
    known = _keys(form)
    for index, case in enumerate(ticked):
        if case.cle is not None and case.cle not in known:
            yield _unknown(CASE, edition, (*path, index), case.cle, known)
    yield from _twice([case.cle or case.libelle or "" for case in ticked], path)


def _twice(keys: Sequence[str], path: Path) -> Iterator[Finding]:
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield CASE_DOUBLE.at((*path, index), cle=key)


def _budget(edition: Edition, fiche: FicheAction, path: Path) -> Iterator[Finding]:
    """Yield the amounts under a key that is no source of the edition: no total counts them."""
    budget = fiche.budget
    known = [source.cle for source in edition.sources]
    for cle, amount in budget.apports.items():
        if cle not in known and (amount or cle in budget.lignes):
            group, _, key = cle.rpartition(".")
            near = [k.rpartition(".")[2] for k in known if k.rpartition(".")[0] == group]
            yield _unknown(LIGNE, edition, (*path, *cle.split(".")), key, near)


def _blocks(
    edition: Edition, blocks: Mapping[str, BlocThematique], path: Path
) -> Iterator[Finding]:
    known = _keys(edition.blocs)
    for key, block in blocks.items():
        where = (*path, key)
        if (form := edition.bloc(key)) is None:
            yield _unknown(BLOC, edition, where, key, known)
        else:
            yield from _rows(edition, form.lignes, block, where)
            yield from _parts(edition, form, block, where)


def _rows(
    edition: Edition, form: Iterable[Libelle | Bloc], answers: Valeurs, path: Path
) -> Iterator[Finding]:
    known = _keys(form)
    for key in answers.valeurs:
        if key not in known:
            yield _unknown(INDICATEUR, edition, (*path, key), key, known)


def _parts(edition: Edition, form: Bloc, block: BlocThematique, path: Path) -> Iterator[Finding]:
    """Yield the boxes and tools filled in a block that has none in the form."""
    if form.nature is not None:
        yield from _boxes(edition, form.nature.choix, block.nature, (*path, "nature"))
    elif block.nature:
        yield PARTIE_DE_TROP.at((*path, "nature"), bloc=form.cle, cle="nature")
    if block.outils and form.outils is None:
        yield PARTIE_DE_TROP.at((*path, "outils"), bloc=form.cle, cle="outils")


def _keys(form: Iterable[Libelle | Bloc]) -> list[str]:
    return [label.cle for label in form]


def _unknown(rule: Rule, edition: Edition, path: Path, key: str, known: list[str]) -> Finding:
    advice = did_you_mean(key, known)
    return rule.at(path, cle=key, edition=edition.edition, advice=advice)


CHECKS = (check_cles_du_formulaire,)
