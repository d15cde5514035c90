"""The budget before and after an avenant: the rows that changed, and no other."""

from __future__ import annotations

from decimal import Decimal

from ctai_docs.documents.views.comparaison import comparison
from ctai_docs.documents.views.formulaire import SANS_OBJET
from tests.contract.model.making import AXES, a_contrat, fiche


def priced(key, p104, axe="langue", others="0"):
    """Return a fiche that asks for an amount, and has another funder."""
    budget = {"subvention_p104": p104, "reliquats": others}
    return fiche(key, axe=axe, budget=budget)


BEFORE = [priced("a", "100"), priced("b", "200", others="50"), priced("c", "300", "logement")]


def rows(after, before=BEFORE, **axes):
    """Return the axes that changed, each with its fiches: title and four amounts a row."""
    found = comparison(a_contrat(fiches=before), a_contrat(fiches=after, **axes))
    if found is None:
        return None
    return [(shown(axe.total), [shown(f) for f in axe.fiches]) for axe in found.axes]


def shown(line):
    """Return a row as its title, then cost before and after, then P104 before and after."""
    return tuple(
        int(value) if isinstance(value, Decimal) else value
        for value in (
            line.libelle,
            line.cout_avant,
            line.cout_apres,
            line.subvention_p104_avant,
            line.subvention_p104_apres,
        )
    )


def test_a_budget_that_did_not_change_is_not_compared():
    """Whatever else did."""
    assert rows(BEFORE) is None
    assert rows([fiche | {"territoire": "Metz"} for fiche in BEFORE]) is None


def test_the_fiche_that_changed_is_told_under_its_axis():
    """Its neighbours and the other axis are not."""
    after = [BEFORE[0], priced("b", "250", others="50"), BEFORE[2]]
    assert rows(after) == [
        (("Axe 1. Langue", 350, 400, 300, 350), [("2. Action b", 250, 300, 200, 250)])
    ]


def test_a_fiche_that_comes_or_goes_has_nothing_on_the_other_side():
    """Those that left come last, under the number that they had."""
    after = [BEFORE[0], priced("d", "40"), BEFORE[2]]
    ((_, told),) = rows(after)
    assert told == [
        ("2. Action d", SANS_OBJET, 40, SANS_OBJET, 40),
        ("2. Action b", 250, SANS_OBJET, 200, SANS_OBJET),
    ]


def test_an_axis_that_comes_is_told_after_the_others():
    """And one without money is not."""
    new = {"cle": "sante", "intitule": "Santé"}
    after = [*BEFORE, priced("s", "10", "sante")]
    assert rows(after, axes=[*AXES, new]) == [
        (
            ("Axe 3. Santé", SANS_OBJET, 10, SANS_OBJET, 10),
            [("4. Action s", SANS_OBJET, 10, SANS_OBJET, 10)],
        )
    ]
    assert rows(BEFORE, axes=[*AXES, new]) is None


def test_an_axis_that_goes_is_told_under_its_old_number():
    """With the fiches that went with it."""
    assert rows(BEFORE[:2], axes=AXES[:1]) == [
        (
            ("Axe 2. Logement", 300, SANS_OBJET, 300, SANS_OBJET),
            [("3. Action c", 300, SANS_OBJET, 300, SANS_OBJET)],
        )
    ]


def test_the_total_is_that_of_all_axes():
    """Those that did not change are counted."""
    after = [BEFORE[0], priced("b", "250", others="50"), BEFORE[2]]
    found = comparison(a_contrat(fiches=BEFORE), a_contrat(fiches=after))
    assert shown(found.total) == ("Ensemble des axes", 650, 700, 600, 650)
