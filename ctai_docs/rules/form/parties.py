"""The parts of a fiche that must not be empty, and what its edition does not print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ctai_docs.contract.form.champs import ANY
from ctai_docs.contract.model import Contrat, FicheAction, Indicateur, Modele
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote
from ctai_docs.rules.walk import edition_of, fiches, leaves

ESSENTIELLE = Rule(
    code="FOR-001",
    severity=Severity.ERREUR,
    title="Partie indispensable vide",
    found="La partie « {partie} » est vide.",
    rule="Sans elle, l’action n’est pas décrite.",
    remedy="Remplissez la clé {cle}.",
    source="Formulaire national, partie 1",
    example="fiches[1].description:",
)
VIDE = Rule(
    code="FOR-002",
    severity=Severity.AVERTISSEMENT,
    title="Partie du formulaire vide",
    found="La partie « {partie} » est vide.",
    rule="Le formulaire demande de la remplir.",
    remedy="Remplissez la clé {cle}.",
    source="Formulaire national, partie 1",
    example="fiches[1].territoire:",
)
SANS_CIBLE = Rule(
    code="FOR-006",
    severity=Severity.AVERTISSEMENT,
    title="Aucune valeur-cible",
    found="La fiche n’a aucune valeur-cible.",
    rule="La partie des indicateurs est à renseigner : elle sert à l’évaluation de l’action.",
    remedy="Donnez au moins le nombre de bénéficiaires, ou un indicateur propre et sa cible.",
    source="Formulaire national, partie 3",
    example="fiches[1].indicateurs:\nfiches[1].thematiques: [promotion]",
)
SANS_VALEUR = Rule(
    code="FOR-007",
    severity=Severity.INFORMATION,
    title="Indicateur sans valeur",
    found="L’indicateur {libelle} n’a ni valeur-cible ni description.",
    rule="« sans objet » s’imprime à sa place.",
    remedy="Donnez-lui une cible, ou supprimez-le.",
    source="Usage du projet",
    example="fiches[1].indicateurs.propres[1].cible:",
)

NON_IMPRIME = Rule(
    code="FOR-016",
    severity=Severity.AVERTISSEMENT,
    title="Champ que l’édition n’imprime pas",
    found="La clé « {champ} » est remplie, et l’édition {edition} du formulaire ne l’imprime pas.",
    rule="Chaque édition du formulaire a ses rubriques.",
    remedy="Déplacez le texte dans une rubrique de cette édition, ou changez d’édition.",
    source="Éditions 2022 et 2026 du formulaire national",
    example="fiches[1].public_cible: Jeunes de 16 à 25 ans",
)

Champs = Sequence[str] | None
"""What the template of the fiches prints (`contract.form.champs`); None where it is ours."""
ALWAYS = {"cle", "intitule", "axe", "exercice"}
"""What names a fiche, in every edition."""


def check_parties(contrat: Contrat, champs: Champs = None) -> Iterator[Finding]:
    """No part of the form is left empty. The budget and the indicators have checks of their own."""
    edition = edition_of(contrat)
    if edition is None:
        return
    printed = edition.champs(champs) or edition.obligatoires
    for path, fiche in fiches(contrat):
        for field in _missing(fiche):
            rule = ESSENTIELLE if field in edition.obligatoires else VIDE
            if field in printed:
                part = edition.rubriques.get(field) or FicheAction.model_fields[field].title
                yield rule.at(typed(path, fiche, field), partie=part, cle=field)


def _missing(fiche: FicheAction) -> Iterator[str]:
    """Yield the field of each empty part."""
    if empty(fiche.description):
        yield "description"
    if not fiche.thematiques:
        yield "thematiques"
    if empty(fiche.public_cible):
        yield "public_cible"
    if empty(fiche.calendrier) and not (fiche.debut or fiche.fin):
        yield "calendrier"
    if empty(fiche.territoire):
        yield "territoire"
    if fiche.porteurs and not fiche.portage:
        yield "portage"
    if not fiche.partenaires and empty(fiche.commentaires_partenaires):
        yield "partenaires"


def check_champs(contrat: Contrat, champs: Champs = None) -> Iterator[Finding]:
    """What is filled in is printed by the template of the contract's edition of the form."""
    edition = edition_of(contrat)
    printed = edition.champs(champs) if edition else None
    if edition is None or printed is None:
        return
    tree = _tree((*printed, *ALWAYS))
    known: dict[tuple[str, ...], str] = {}  # every fiche has much the same paths
    said: set[tuple[str | int, str]] = set()
    for path, _ in leaves(contrat):
        if path[0] != "fiches":
            continue
        names = tuple(step for step in path if isinstance(step, str))
        if names not in known:
            fiche = contrat.fiches[int(path[1])]
            known[names] = _unprinted(_named(fiche, path[2:]), tree)
        unprinted = known[names]
        if unprinted and (path[1], unprinted) not in said:
            said.add((path[1], unprinted))
            yield NON_IMPRIME.at(path, champ=unprinted, edition=edition.edition)


_Tree = dict[str, "_Tree"]
_END = ""
"""The key of a tree where a pattern ends: what stands below is printed."""


def _tree(patterns: Iterable[str]) -> _Tree:
    """Return the patterns as a tree of their steps."""
    root: _Tree = {}
    for pattern in patterns:
        node = root
        for step in pattern.split("."):
            node = node.setdefault(step, {})
        node[_END] = {}
    return root


def _unprinted(names: list[tuple[str, ...]], tree: _Tree) -> str:
    """Return the first key of a path that matches no pattern, "" where the path is printed."""
    nodes = [tree]
    for length, name in enumerate(names, 1):
        nodes = [node[step] for node in nodes for step in name if step in node]
        if not nodes:
            return ".".join(first for first, *_ in names[:length])
        if any(_END in node for node in nodes):
            return ""
    return ""  # a lone value that stands for the part that matters


def _named(fiche: FicheAction, leaf: Path) -> list[tuple[str, ...]]:
    """Return the names of a path, each with what a pattern may write in its place.

    Places in a list and keys of a table are left out: a pattern has none.
    """
    value: object = fiche
    names: list[tuple[str, ...]] = []
    for step in leaf:
        extra = getattr(value, "__pydantic_extra__", None) or {}
        if isinstance(value, tuple | dict):
            value = value[step]  # type: ignore[index] # as the leaf was found
        elif step in extra:
            names.append((str(step), ANY))
            value = extra[step]
        else:
            names.append((str(step),))
            value = getattr(value, str(step))
    return names


def check_cibles(contrat: Contrat) -> Iterator[Finding]:
    """A fiche has at least one target."""
    for path, fiche in fiches(contrat):
        answers = fiche.indicateurs
        if answers.liste:
            continue  # the 2022 edition lists its indicators, mostly without targets
        rows = [answers.beneficiaires, answers.acteurs, *answers.blocs.values()]
        targets = [target for table in rows for target in table.valeurs.values()]
        targets += [row.cible for _, own in _own(fiche) for row in own]
        if not any(targets):
            yield SANS_CIBLE.at(typed(path, fiche, "indicateurs"))


def check_indicateurs(contrat: Contrat) -> Iterator[Finding]:
    """Each indicator that a fiche adds has a target, or a description."""
    for path, fiche in fiches(contrat):
        for table, own in _own(fiche):
            for n, row in enumerate(own):
                if row.cible is None and row.description is None:
                    place = (*path, "indicateurs", *table, "propres", n)
                    yield SANS_VALEUR.at(place, libelle=quote(row.libelle))


ON_PRINT = (check_parties, check_champs)
"""The checks that depend on what the template of the fiches prints."""
CHECKS = (
    *ON_PRINT,
    check_cibles,
    check_indicateurs,
)


def typed(path: Path, model: Modele, field: str) -> Path:
    """Return the path of a field where it was typed, else that of the model without it."""
    return (*path, field) if field in model.model_fields_set else path


def empty(text: str | None) -> bool:
    """Tell whether a text has nothing to print."""
    return not (text and text.strip())


def _own(fiche: FicheAction) -> Iterator[tuple[Path, tuple[Indicateur, ...]]]:
    """Yield the indicators that a fiche adds, by table, with its path below `indicateurs`."""
    answers = fiche.indicateurs
    yield (), answers.propres
    yield ("beneficiaires",), answers.beneficiaires.propres
    yield ("acteurs",), answers.acteurs.propres
    for key, block in answers.blocs.items():
        yield ("blocs", key), block.propres
