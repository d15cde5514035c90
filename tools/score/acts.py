"""Faults of deliberations: numbers that do not add up, signatures, amounts they cite."""

from __future__ import annotations

from random import Random

from tools.score.dossier import Dossier, Spot
from tools.score.faults import at, edited, fault
from tools.score.page import Page

PRESENCE = {"en_exercice": "29", "presents": "22", "excuses": "7", "pouvoirs": "4"}
VOTE = {"pour": "26"}


def _voted(d: Dossier) -> Page:
    """Return the deliberation once it is voted, with nothing wrong in its numbers."""
    page = d.deliberation
    page.put("adoptee", "statut")
    page.put(PRESENCE, "presence")
    page.put(VOTE, "vote")
    page.put({"nom": "François Grosdidier", "fonction": "Maire de Metz"}, "president")
    page.put({"nom": "Ada Morel", "fonction": "Conseillère municipale"}, "secretaire")
    return page


def _vote(d: Dossier, vote: dict[str, str]) -> Spot:
    page = _voted(d)
    page.put(vote, "vote")
    return at(page, "vote")


@fault("deux délibérations de même numéro", "ACT-002")
def same_number(d: Dossier, rng: Random) -> Spot:
    """A copy of the act, its number written as it was or otherwise."""
    number = rng.choice(["25-09-25-17", "25/09/25-17", "25.09.25.17"])
    page = Page("deliberations/copie.yaml", f"numero: {number}\n{d.deliberation.text}")
    d.pages[page.name] = page
    return at(page, "numero")


@fault("quorum non atteint", "ACT-003")
def quorum(d: Dossier, rng: Random) -> Spot:
    """Half of the members, or fewer."""
    page = _voted(d)
    sat = rng.choice([14, 12, 3])
    page.put(str(sat), "presence", "presents")
    page.put(str(29 - sat), "presence", "excuses")
    return at(page, "presence", "presents")


@fault("présents et absents qui ne font pas l’effectif", "ACT-004")
def members(d: Dossier, rng: Random) -> Spot:
    """A member forgotten, or counted twice."""
    page = _voted(d)
    page.put(rng.choice(["5", "6", "8"]), "presence", "excuses")
    return at(page, "presence")


@fault("plus de pouvoirs que d’absents", "ACT-005")
def powers(d: Dossier, rng: Random) -> Spot:
    """A power of nobody who is away."""
    page = _voted(d)
    page.put(rng.choice(["8", "12"]), "presence", "pouvoirs")
    return at(page, "presence", "pouvoirs")


@fault("compte des voix faux", "ACT-006")
def votes(d: Dossier, rng: Random) -> Spot:
    """A voice too many, or too few."""
    return _vote(d, {"pour": rng.choice(["22", "25", "27", "29"])})


@fault("unanimité avec des voix contre", "ACT-007")
def unanimous(d: Dossier, rng: Random) -> Spot:
    """Both are said."""
    return _vote(d, {"unanimite": "oui", "contre": rng.choice(["1", "3"])})


@fault("adoptée avec plus de voix contre que pour", "ACT-008")
def rejected(d: Dossier, rng: Random) -> Spot:
    """The two numbers are swapped."""
    against = rng.randrange(14, 27)
    return _vote(d, {"pour": str(26 - against), "contre": str(against)})


@fault("autant de noms que de voix, non", "ACT-009")
def names(d: Dossier, rng: Random) -> Spot:
    """A name is missing, or one too many is there."""
    sense = rng.choice(["contre", "abstentions"])
    given = rng.choice(["[A. Un]", "[A. Un, B. Deux, C. Trois]"])
    return _vote(d, {"pour": "24", sense: "2", f"noms_{sense}": given})


@fault("secrétaire qui n’est pas membre, hors droit local", "ACT-010")
def secretary(d: Dossier, rng: Random) -> Spot:
    """An agent of the city, as only Alsace-Moselle allows."""
    page = _voted(d)
    page.put(rng.choice(["non", "Non"]), "secretaire", "membre")
    page.put("non", "droit_local")
    return at(page, "secretaire")


@fault("délibération adoptée sans ses signataires", "ACT-011")
def unsigned(d: Dossier, rng: Random) -> Spot:
    """Without its president, or its secretary."""
    page = _voted(d)
    page.drop(rng.choice(["president", "secretaire"]))
    return Spot(page.name)


@fault("délibération adoptée sans vote", "ACT-012")
def no_vote(d: Dossier, _: Random) -> Spot:
    """The result is not given."""
    page = _voted(d)
    page.drop("vote")
    return Spot(page.name)


@fault("contrat signé avant la séance qui l’adopte", "ACT-013")
def late(d: Dossier, rng: Random) -> Spot:
    """The contract was signed before the sitting."""
    d.main.put(rng.choice(["24 septembre 2025", "1er juillet 2025"]), "date_signature")
    return at(d.deliberation, "seance")


@fault("organe d’une autre collectivité", "ACT-014")
def body(d: Dossier, rng: Random) -> Spot:
    """A commune has a conseil municipal."""
    wrong = ["conseil_departemental", "conseil_metropolitain", "conseil_administration"]
    d.deliberation.put(rng.choice(wrong), "organe")
    return edited(d.deliberation)


@fault("délibération qui cite un autre montant", "ACT-015")
def amount(d: Dossier, rng: Random) -> Spot:
    """An amount typed by hand, before the last negotiation."""
    said = f"L'État apporte {rng.choice(['171 000 €', '17 000 €', '1 234,56 euros'])} en 2026."
    d.deliberation.say(said, "expose")
    return Spot(d.deliberation.name, d.deliberation.line_of(said))


@fault("habilitation différente de la délibération", "ACT-016")
def other(d: Dossier, rng: Random) -> Spot:
    """The same fact, said twice and differently."""
    key, value = rng.choice([("date", "24 septembre 2025"), ("numero", "25-09-25-18")])
    d.main.put({key: value}, "parties", 0, "habilitation")
    return at(d.main, "parties", 0, "habilitation", key)
