"""Faults of avenants: changes that do not fit the contract, numbers out of their order."""

from __future__ import annotations

from random import Random

from tools.score.dossier import Dossier, Spot
from tools.score.faults import fault
from tools.score.page import Page


def _avenant(d: Dossier, *changes: str, file: str = "1", numero: int = 1) -> Page:
    """Return the page of an avenant that makes these changes, one a line."""
    head = f"numero: {numero}\nobjet: Le présent avenant modifie le contrat.\nchangements:\n"
    text = head + "".join(f"  - {{{change}}}\n" for change in changes)
    page = Page(f"avenants/{file}.yaml", text)
    d.pages[page.name] = page
    return page


def _wrong(d: Dossier, change: str) -> Spot:
    """Return the line of the one change of an avenant."""
    return Spot(_avenant(d, change).name, 4)


@fault("avenant dont le précédent manque", "AVE-001")
def gap(d: Dossier, rng: Random) -> Spot:
    """No avenant 1."""
    number = rng.choice([2, 3, 7])
    page = _avenant(d, "modifier: public, apres: Tous.", file=str(number), numero=number)
    return Spot(page.name, 1)


@fault("changement d’une clé que le contrat n’a pas", "AVE-002")
def unknown(d: Dossier, rng: Random) -> Spot:
    """A misspelt key of a fiche, of an axis, of a field."""
    path = rng.choice(["fiches.un-tois.intitule", "axes.logements.intitule", "teritoire"])
    return _wrong(d, f"modifier: {path}, avant: Un, apres: Deux")


@fault("changement à l’intérieur de ce qui n’est pas", "AVE-003")
def nothing(d: Dossier, rng: Random) -> Spot:
    """A party without habilitation has no number of one."""
    key = rng.choice(["numero", "organe"])
    return _wrong(d, f"modifier: parties.etat.habilitation.{key}, apres: '12'")


@fault("avenant qui annonce une autre valeur que celle du contrat", "AVE-004")
def mismatch(d: Dossier, rng: Random) -> Spot:
    """What was negotiated, not what was signed."""
    change = rng.choice(
        [
            "modifier: territoire, avant: Nancy, apres: Woippy",
            "modifier: exercices.2027.contributions.etat.montant, avant: '15 000', apres: '9 000'",
            "modifier: fin, avant: 2027-12-31, apres: 2029-12-31",
        ]
    )
    return _wrong(d, change)


@fault("avenant qui vide une valeur obligatoire", "AVE-005")
def emptied(d: Dossier, rng: Random) -> Spot:
    """Without « apres »."""
    said = rng.choice(["modifier: fin, avant: 2028-12-31", "modifier: debut, avant: 2026-01-01"])
    return _wrong(d, said)


@fault("avenant qui ajoute une clé déjà prise", "AVE-006")
def taken(d: Dossier, rng: Random) -> Spot:
    """An axis or an annex of that key is there."""
    key = rng.choice([axe.cle for axe in d.contrat.axes])
    return _wrong(d, f"ajouter: axes.{key}, element: {{intitule: Langue}}")


@fault("avenant à un contrat dont deux axes ont la même clé", "AVE-007")
def several(d: Dossier, _: Random) -> Spot:
    """Nobody knows which one changes."""
    d.main.put("logement", "axes", 0, "cle")
    return _wrong(d, "modifier: axes.logement.intitule, avant: Un, apres: Deux")


@fault("avenant qui supprime autre chose qu’un élément", "AVE-008")
def no_element(d: Dossier, rng: Random) -> Spot:
    """A date, the place."""
    return _wrong(d, f"supprimer: {rng.choice(['fin', 'territoire'])}")


@fault("avenant qui déplace un élément après lui-même", "AVE-009")
def no_place(d: Dossier, rng: Random) -> Spot:
    """An axis follows another one."""
    key = rng.choice([axe.cle for axe in d.contrat.axes])
    return _wrong(d, f"deplacer: axes.{key}, a_la_suite_de: {key}")


@fault("élément ajouté sous deux clés", "AVE-010")
def two_keys(d: Dossier, rng: Random) -> Spot:
    """One in the path, another in the element."""
    key = rng.choice(["soins", "sante-2"])
    return _wrong(d, f"ajouter: axes.sante, element: {{cle: {key}, intitule: Santé}}")


@fault("avenant qui rend le contrat impossible", "AVE-011")
def impossible(d: Dossier, rng: Random) -> Spot:
    """A contract has years and parties."""
    kind, keys = rng.choice(
        [
            ("exercices", [e.cle for e in d.contrat.exercices]),
            ("parties", [p.cle for p in d.contrat.parties]),
        ]
    )
    return Spot(_avenant(d, *(f"supprimer: {kind}.{key}" for key in keys)).name)


@fault("deux avenants sous un numéro", "AVE-012")
def same_number(d: Dossier, rng: Random) -> Spot:
    """A copy whose number was not changed."""
    _avenant(d, "modifier: public, apres: Tous.")
    page = _avenant(d, "modifier: public, apres: Tous.", file=rng.choice(["2", "copie"]))
    return Spot(page.name, 1)


@fault("changement qui ne change rien", "AVE-014")
def unchanged(d: Dossier, rng: Random) -> Spot:
    """Before and after are the same."""
    said = rng.choice(
        [
            "modifier: territoire, avant: Metz, apres: Metz",
            "modifier: fin, avant: 2028-12-31, apres: 31/12/2028",
        ]
    )
    return _wrong(d, said)
