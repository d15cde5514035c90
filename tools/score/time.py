"""Faults of time: periods, years, acts in the wrong order, dates that do not exist."""

from __future__ import annotations

from random import Random

from ctai_docs.contract.model import FicheAction
from tools.score.dossier import Dossier, Spot
from tools.score.faults import at, edited, fault


def _of_2026(fiche: FicheAction) -> bool:
    return bool(fiche.debut and fiche.fin and fiche.fin.year == 2026)


@fault("fin avant le début", "TPS-001")
def backwards(d: Dossier, rng: Random) -> Spot:
    """A year mistyped: of a fiche, or of the contract."""
    if rng.random() < 0.3:
        d.main.put("31 décembre 2025", "fin")
        return edited(d.main)
    page, _ = d.draw(rng, _of_2026)
    page.put(rng.choice(["2025-12-31", "31/12/2025"]), "fin")
    return at(page, "fin")


@fault("action hors du contrat", "TPS-002")
def outside(d: Dossier, rng: Random) -> Spot:
    """Dates left from an earlier contract, or a year too late."""
    page, _ = d.draw(rng, _of_2026)
    year = rng.choice(["2024", "2025", "2029"])
    page.put(f"{year}-01-01", "debut")
    page.put(f"{year}-12-31", "fin")
    return at(page, "debut")


@fault("action qui déborde du contrat", "TPS-003")
def over(d: Dossier, rng: Random) -> Spot:
    """An end after that of the contract, a start before."""
    page, _ = d.draw(rng, _of_2026)
    if rng.random() < 0.5:
        page.put("1er septembre 2025", "debut")
        return at(page, "debut")
    page.put("30 juin 2029", "fin")
    return at(page, "fin")


@fault("action d’une autre année que son exercice", "TPS-008")
def other_year(d: Dossier, rng: Random) -> Spot:
    """The dates are those of next year, the money is this year's."""
    page, _ = d.draw(rng, _of_2026)
    year = rng.choice(["2027", "2028"])
    page.put(f"{year}-01-01", "debut")
    page.put(f"{year}-12-31", "fin")
    return at(page, "debut")


@fault("action qui déborde de son exercice", "TPS-009")
def over_year(d: Dossier, rng: Random) -> Spot:
    """It goes on into the next year."""
    page, _ = d.draw(rng, _of_2026)
    page.put(rng.choice(["2027-03-31", "30/06/2027"]), "fin")
    return at(page, "fin")


@fault("exercices qui ne couvrent pas le contrat", "TPS-006")
def gap(d: Dossier, _: Random) -> Spot:
    """A year is missing."""
    d.main.drop("exercices", 2)
    return at(d.main, "exercices")


@fault("contrat prolongé, exercices non", "TPS-006")
def longer(d: Dossier, rng: Random) -> Spot:
    """The contract ends a year later than its budget years."""
    d.main.put(rng.choice(["31 décembre 2029", "30/06/2029"]), "fin")
    return at(d.main, "exercices")


@fault("exercice hors du contrat", "TPS-004")
def year_outside(d: Dossier, rng: Random) -> Spot:
    """A year that the contract does not reach."""
    year = rng.choice(["2025", "2029", "2023"])
    d.main.append({"cle": year}, "exercices")
    return at(d.main, "exercices", 3)


@fault("exercice qui déborde du contrat", "TPS-005")
def year_over(d: Dossier, rng: Random) -> Spot:
    """A budget year by its dates, which leave the contract."""
    d.main.put(rng.choice(["2029-06-30", "31 janvier 2029"]), "exercices", 2, "fin")
    return at(d.main, "exercices", 2, "fin")


@fault("exercices qui se chevauchent", "TPS-007")
def overlap(d: Dossier, rng: Random) -> Spot:
    """A day in two years."""
    n = rng.choice([1, 2])
    d.main.put(f"1er décembre {2025 + n}", "exercices", n, "debut")
    return at(d.main, "exercices", n, "debut")


@fault("délibération après la signature", "TPS-010")
def late_sitting(d: Dossier, rng: Random) -> Spot:
    """The act is signed before it is voted."""
    if rng.random() < 0.5:
        d.main.put("20 septembre 2025", "date_signature")
        return at(d.deliberation, "seance")
    d.main.put("15 décembre 2025", "date_signature")
    d.main.put("18 décembre 2025", "parties", 2, "habilitation", "date")
    return at(d.main, "parties", 2, "habilitation", "date")


@fault("signature après la date d’effet", "TPS-011")
def late_signature(d: Dossier, rng: Random) -> Spot:
    """Signed once it runs."""
    d.main.put("1er janvier 2026", "date_effet")
    d.main.put(rng.choice(["15 janvier 2026", "02/03/2026"]), "date_signature")
    return at(d.main, "date_signature")


@fault("effet avant l’habilitation", "TPS-012")
def early_effect(d: Dossier, rng: Random) -> Spot:
    """It takes effect before the sitting."""
    d.main.put(rng.choice(["1er septembre 2025", "24/09/2025"]), "date_effet")
    return at(d.deliberation, "seance")


@fault("acte daté d’après la fin du contrat", "TPS-013")
def after_the_end(d: Dossier, rng: Random) -> Spot:
    """A year too many."""
    key = rng.choice(["date_effet", "date_signature"])
    d.main.put(rng.choice(["1er janvier 2029", "15 mars 2030"]), key)
    return at(d.main, key)


@fault("date antérieure aux premiers contrats", "TPS-014")
def old(d: Dossier, rng: Random) -> Spot:
    """A digit of the year."""
    d.main.put(rng.choice(["27 mars 2014", "27/03/2002"]), "parties", 2, "habilitation", "date")
    return edited(d.main)


@fault("contrat de plus de dix ans", "TPS-015")
def long(d: Dossier, rng: Random) -> Spot:
    """2038 for 2028."""
    d.main.put(rng.choice(["31 décembre 2038", "31/12/2082"]), "fin")
    return edited(d.main)


@fault("date qui n’existe pas, dans un champ", "MOD-006")
def no_such_date(d: Dossier, rng: Random) -> Spot:
    """31 April, 29 February."""
    wrong = rng.choice(
        ["31 avril 2026", "2026-02-29", "30/02/2026", "32 janvier 2026", "2026-13-01"]
    )
    page, _ = d.draw(rng, _of_2026)
    page.put(wrong, rng.choice(["debut", "fin"]))
    return edited(page)


@fault("date qui n’existe pas, dans un texte", "TPS-016")
def no_such_date_in_text(d: Dossier, rng: Random) -> Spot:
    """A day that no month has."""
    day = rng.choice(["31 avril 2026", "31 juin", "30 février 2026", "29/02/2026"])
    said = f"Une réunion ouvre l'action le {day}."
    page, _ = d.draw(rng)
    page.say(said, rng.choice(["calendrier", "description"]))
    return Spot(page.name, page.line_of(said))


@fault("années à l’envers", "TPS-017")
def years_backwards(d: Dossier, rng: Random) -> Spot:
    """« 2028-2026 »."""
    said = (
        f"L'action fait partie du contrat {rng.choice(['2028-2026', '2026 à 2025', '2025–2022'])}."
    )
    page, _ = d.draw(rng)
    page.say(said, rng.choice(["calendrier", "description"]))
    return Spot(page.name, page.line_of(said))


@fault("jour de la semaine faux", "TPS-018")
def weekday(d: Dossier, rng: Random) -> Spot:
    """A Monday that is a Tuesday."""
    day = rng.choice(["lundi 3 février 2026", "dimanche 1er janvier 2026", "mardi 14 juillet 2027"])
    said = f"L'action s'ouvre le {day}, à l'hôtel de ville."
    page, _ = d.draw(rng)
    page.say(said, "calendrier")
    return Spot(page.name, page.line_of(said))
