"""One field of the model changes at a time: exactly the documents that show it are rewritten.

The contract without its annexes stands for the contract: the other one holds the fiches as well.
Of the elements of a list, one is changed for each field: one where something is typed.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache

import pytest

from ctai_docs.contract.avenants.tree import spots, tree
from ctai_docs.contract.form import editions, load_edition
from ctai_docs.contract.form.champs import ANY
from ctai_docs.contract.model import AutresFinanceurs, Budget, Contrat
from ctai_docs.contract.model.slots import ROOT, key_field, slots
from ctai_docs.documents.acte import Acte
from ctai_docs.documents.rendu import Rendu
from ctai_docs.machine.paths import show_path
from tests.contract.avenants.test_slots import _other, sample
from tests.rules.examples import base

LISTS = ("fiches", "parties", "articles", "annexes", "axes", "exercices")
"""The lists of which one element stands for all."""

APART = (
    ("parties", "etat", "type"),
    ("parties", "ville", "nom"),
    ("parties", "ville", "representants"),
)
"""Fields of elements that stand for themselves: the State, the party of the deliberation."""

NOWHERE = {
    "annexes.*.fichier": "a file that goes beside the documents",
    "axes.*.montant": "declared to be checked; the sum is printed",
    "controles.*": "what the dossier asks of the checks",
    "exercices.*.en_lettres": "declared to be checked; the words are computed",
    "fiches.*.budget.autres_financeurs.montant": "declared to be checked; the sum is printed",
    "fiches.*.budget.cout_total": "declared to be checked; the sum is printed",
    "parties.*.habilitation.code_actes": "sent with the act to the prefecture",
    "parties.*.logo": "the name of a file; the picture itself is on the cover",
    "total_contributions": "declared to be checked; the sum is printed",
}
"""The fields that no document shows, and why."""

ALWAYS = ("axe", "intitule", "exercice")
"""Fields of a fiche that stand in every edition: its place."""

FICHE, FICHES, CONTRAT, ACTE = "the fiche", "fiches", "contract", "deliberation"
BUDGET = {"annex", "workbook"}
EVERYWHERE = {FICHES, CONTRAT, ACTE, *BUDGET}
SHOWN = {
    "deliberations": {ACTE},
    "collectivite": EVERYWHERE,
    "numerotation": EVERYWHERE,
    "presentation.couleur": EVERYWHERE,
    "date_signature": EVERYWHERE - {ACTE},  # the date of the files
    "debut": {CONTRAT, ACTE},
    "fin": {CONTRAT, ACTE},
    "axes.*.intitule": {CONTRAT, FICHES, *BUDGET},
    "exercices.*.contributions.etat.montant": {CONTRAT, *BUDGET},
    "fiches.*.axe": {FICHE, *EVERYWHERE},  # others are renumbered
    "fiches.*.exercice": {FICHE, *BUDGET},
    "fiches.*.intitule": {FICHE, CONTRAT, ACTE, *BUDGET},
    "fiches.*.porteurs": {FICHE, CONTRAT, ACTE, *BUDGET},
    "fiches.*.budget.subvention_p104": {FICHE, CONTRAT, *BUDGET},
    "fiches.*.budget.contribution_collectivite.montant": {FICHE, CONTRAT, *BUDGET},
    "fiches.*.budget.autres_financeurs.*.montant": {FICHE, *BUDGET},
    "fiches.*.budget.autres_financeurs.propres": {FICHE, *BUDGET},
    "fiches.*.budget.reliquats": {FICHE, *BUDGET},
    "fiches.*": {FICHE},
    "parties.etat.type": {CONTRAT, *BUDGET},
    "parties.ville.nom": {CONTRAT, ACTE},
    "parties.ville.representants": {CONTRAT, ACTE},
    "*": {CONTRAT},
}
"""The documents that show a field: the first pattern that fits. A field of a fiche is in it alone,
any other in the contract alone, but for those named here."""

ACT = {
    "partie": "ville",
    "organe": "conseil_municipal",
    "numero": "26-01",
    "seance": "5 janvier 2026",
    "considerants": ["qu'il faut délibérer"],
}


@cache
def full(edition="2026"):
    """Return the clean contract of the rules, with a deliberation, on an edition of the form."""
    data = base() | {"deliberations": [ACT], "edition": edition}
    for fiche in data["fiches"] if edition == "2022" else ():
        fiche["partenaires"] = [{"libelle": "Médiathèque", "precision": "centre"}]
    return Contrat.model_validate(data)


def documents(contrat):
    """Return the documents of a contract, each alone."""
    rendu = Rendu(contrat)
    made = {fiche.cle: rendu.fiche(fiche.cle) for fiche in contrat.fiches}
    made |= {
        CONTRAT: rendu.contrat_complet(annexes=False),
        "annex": rendu.annexe_budgetaire(),
        "workbook": rendu.classeur(),
    }
    for act in contrat.deliberations:
        made[ACTE] = next(iter(Acte(rendu, act).pack()))[1]()
    return {name: fichier.contenu for name, fichier in made.items()}


@cache
def before(edition):
    """Return the documents before any change."""
    return documents(full(edition))


def leaves(node, steps=()):
    """Yield the path of every place that holds a value, or could, and what it holds."""
    slot = [ROOT, *slots(steps)][-1]
    inner = node if isinstance(node, dict) else _by_key(slot, node)
    if inner is None:
        yield steps, node
        return
    for name, value in inner.items():
        yield from leaves(value, (*steps, name))


def _by_key(slot, node):
    key = key_field(slot.element) if slot.element else None
    if not node or key is None or not all(item[key] for item in node):
        return None
    return {item[key]: {k: v for k, v in item.items() if k != key} for item in node}


def pattern(steps):
    """Return a path without the key of the element that it passes."""
    return show_path((steps[0], "§", *steps[2:]) if _listed(steps) else steps).replace('"§"', "*")


def _listed(steps):
    return steps[0] in LISTS and len(steps) > 1


def changes_nothing(steps, value):
    """Whether it is a list that its block of the form lacks, a box's label, the first year."""
    first_year = steps[-1] == "exercice" and value == "2026"
    return (not value and "blocs" in steps) or steps[-1] == "libelle" or first_year


@cache
def swept(edition="2026"):
    """Return one path for each field: the edition apart, which is no field of a document."""
    found = {}
    for steps, value in leaves(tree(full(edition))):
        if steps in (("edition",), *APART) or changes_nothing(steps, value):
            continue
        known = found.get(pattern(steps))
        if known is None or not known[1]:
            found[pattern(steps)] = steps, value
    apart = {show_path(steps): steps for steps in APART}
    return {name: steps for name, (steps, _) in found.items()} | apart


def changed(steps, edition):
    """Return the full contract with another value at a path."""
    data = tree(full(edition))
    spot = list(spots(data, steps))[-1]
    new = sample(spot.slot.type) if spot.value in (None, []) else _other(spot)
    spot.put(tree(new))
    return Contrat.model_validate(data)


def rewritten(steps, edition):
    """Return the documents that a change at a path rewrites, fiches under one name."""
    after, old = documents(changed(steps, edition)), before(edition)
    names = {name for name in old | after if old.get(name) != after.get(name)}
    keys = {fiche.cle for fiche in full().fiches}
    own = {steps[1]} if steps[0] == "fiches" else set()
    kinds = {FICHE for _ in names & own} | {FICHES for _ in names & keys - own}
    return kinds | (names - keys)


def expected(name, edition):
    """Return the documents that show a field: in a fiche, those that the edition names."""
    if any(fnmatchcase(name, known) for known in NOWHERE):
        return set()
    if name.startswith("fiches.*.") and not printed(name.removeprefix("fiches.*."), edition):
        return set()
    return next(shown for known, shown in SHOWN.items() if fnmatchcase(name, known))


def printed(field, edition):
    """Whether an edition prints a field of a fiche, or a part of it."""
    names = field.split(".")
    known = [name.split(".") for name in (*load_edition(edition).champs(), *ALWAYS)]
    return any(all(map(_fits, k, names)) for k in known)


def _fits(step, name):
    """Whether a step of a pattern is this name, or stands for any key that is no field."""
    fields = Budget.model_fields | AutresFinanceurs.model_fields
    return step == name or (step == ANY and name not in fields)


SWEEP = [
    pytest.param(name, edition, id=f"{edition}-{name}")
    for edition in editions()
    for name in sorted(swept(edition))
    if edition == "2026" or name.startswith("fiches.")
]


@pytest.mark.parametrize(("name", "edition"), SWEEP)
def test_a_field_rewrites_exactly_the_documents_that_show_it(name, edition):
    """A field that a template forgot rewrites nothing; one that leaks rewrites too much."""
    assert changed(swept(edition)[name], edition) != full(edition)
    assert rewritten(swept(edition)[name], edition) == expected(name, edition)


def test_the_sweep_sees_the_whole_model():
    """Every field of the contract, and every kind of element."""
    assert {name.partition(".")[0] for name in swept()} == set(Contrat.model_fields) - {"edition"}
    assert len(swept()) > 150


def test_every_pattern_fits_a_field():
    """A field that is gone leaves neither list."""
    for known in (*NOWHERE, *SHOWN):
        assert any(fnmatchcase(name, known) for name in swept()), known
