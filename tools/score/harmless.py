"""Edits that change nothing for the worse: none of them may raise an error or a warning."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from tools.score.dossier import Bench, Dossier, fresh
from tools.score.money import COLL, OTHERS, number
from tools.score.people import BLOCS, OWN, ROWS, people
from tools.score.texts import say

Edit = Callable[[Dossier, Random], object]
HARMLESS: dict[str, Edit] = {}
"""The edits by name."""


def alarms(bench: Bench, edit: Edit, rng: Random) -> list[str]:
    """Return the errors and warnings that an edit raises, which it should not."""
    dossier = fresh()
    edit(dossier, rng)
    severities = bench.severities
    return [
        f"{code} {file}:{line} {text}"
        for code, file, line, text in bench.broken(dossier)
        if severities[code] != "information"
    ]


def harmless(name: str) -> Callable[[Edit], Edit]:
    """Add a function to the harmless edits."""

    def add(edit: Edit) -> Edit:
        HARMLESS[name] = edit
        return edit

    return add


@harmless("coût unitaire tronqué ou arrondi, au centime ou à l’euro")
def unit_cost(d: Dossier, rng: Random) -> None:
    """Each of the four is right."""
    page, fiche = d.draw(
        rng, lambda f: (t := f.indicateurs.beneficiaires["total"]) and t.nombre and not t.unite
    )
    unit = rng.choice([Decimal("0.01"), Decimal(1)])
    right = fiche.budget.cout / people(fiche)
    right = right.quantize(unit, rng.choice([ROUND_DOWN, ROUND_HALF_UP]))
    page.put(f"{right} €".replace(".", ","), "budget", "cout_unitaire")


@harmless("montants écrits autrement")
def amounts(d: Dossier, rng: Random) -> None:
    """With €, without spaces, with no-break spaces, with cents."""
    page, fiche = d.draw(rng, lambda f: f.budget.cout_total)
    typed = number(fiche.budget.cout)
    forms = [typed.replace(" ", ""), f"{typed} €", f"{typed},00", typed.replace(" ", "\u202f")]
    page.put(rng.choice([*forms, typed.replace(" ", "\xa0"), f'"{typed}"']), "budget", "cout_total")


@harmless("parts « dont » justes")
def parts(d: Dossier, rng: Random) -> None:
    """Both make the line, or one alone is below it."""
    page, fiche = d.draw(
        rng, lambda f: f.budget.contribution_collectivite.contributions_nature is None
    )
    whole = fiche.budget.contribution_collectivite.total
    keys = {"montant": number(whole), "financements_directs": number(whole / 2)}
    if rng.random() < 0.7:
        keys["contributions_nature"] = number(whole / 2)
    page.put(keys, *COLL)


@harmless("total des autres financeurs juste")
def funders(d: Dossier, rng: Random) -> None:
    """The sum of the lines."""
    page, fiche = d.draw(rng, lambda f: f.budget.autres_financeurs.total)
    page.put(number(fiche.budget.autres_financeurs.total), *OTHERS, "montant")


@harmless("dépenses égales aux financements")
def spending(d: Dossier, rng: Random) -> None:
    """In two lines."""
    page, fiche = d.draw(rng)
    part = fiche.budget.cout * rng.choice([1, 3, 7]) / 10
    for label, amount in (("Salaires", part), ("Achats", fiche.budget.cout - part)):
        page.append({"libelle": label, "montant": number(amount)}, "budget", "depenses")


@harmless("apport en nature d’un tiers nommé")
def in_kind(d: Dossier, rng: Random) -> None:
    """Not the collectivité's, and of another amount."""
    page, fiche = d.draw(rng, lambda f: not f.budget.autres_financeurs.propres)
    whole = fiche.budget.cout + 300
    page.append({"libelle": "Bénévolat de l'association", "montant": "300"}, *OTHERS, "propres")
    page.put(number(whole), "budget", "cout_total")
    if page.get(*OTHERS, "montant"):
        page.drop(*OTHERS, "montant")
    if page.get("budget", "cout_unitaire"):
        page.drop("budget", "cout_unitaire")


@harmless("hommes et femmes qui font le total")
def men_women(d: Dossier, rng: Random) -> None:
    """Whatever the total is called."""
    page, fiche = d.draw(rng, lambda f: people(f) > 2 and not f.indicateurs.beneficiaires["femmes"])
    men = rng.randrange(people(fiche))
    page.put(str(men), *ROWS, "hommes")
    page.put(str(people(fiche) - men), *ROWS, "femmes")


@harmless("cibles dites autrement")
def targets(d: Dossier, rng: Random) -> None:
    """Minimums, averages, words."""
    page, _ = d.draw(rng)
    said = rng.choice(["au moins 30", "environ 1 200 h", "12 à 15", "à définir", "100 %", "24/24"])
    page.append({"libelle": "Indicateur de suivi", "cible": said}, *OWN)


@harmless("coût horaire juste")
def hourly(d: Dossier, rng: Random) -> None:
    """Cut at the euro, rounded at the cent."""
    page, fiche = d.draw(rng, lambda f: f.cle in ("francais-pro", "cassis"))
    hours = fiche.indicateurs.blocs["francais"]["heures"]
    assert hours
    right = fiche.budget.cout / (hours.nombre or 1) / people(fiche)
    rounded = right.quantize(rng.choice([Decimal("0.01"), Decimal("0.1")]), ROUND_HALF_UP)
    page.put(f"{rounded} €".replace(".", ","), *BLOCS, "francais", "cout_horaire")


@harmless("article d’un autre acte")
def other_act(d: Dossier, rng: Random) -> None:
    """A law's, a code's, an earlier contract's."""
    cited = rng.choice(
        [
            "l'article 6 de la loi du 26 janvier 2024",
            "l'article L. 1611-4 du code général des collectivités territoriales",
            "l'article 10 du décret n° 2001-495",
            "l'article 5, alinéa 2, de la convention de Genève",
            "la fiche-action n° 3 du contrat 2022-2025",
        ]
    )
    say(d, rng, f"Cette aide suit {cited}.")


@harmless("nombres, dates et numéros bien tapés")
def numbers(d: Dossier, rng: Random) -> None:
    """Years before amounts, telephone numbers, postcodes, hours."""
    said = rng.choice(
        [
            "En 2026, 12 000 € ont été versés à 3 structures.",
            "Renseignements au 03 87 55 50 00, au 1, place d'Armes, 57000 Metz.",
            "Ouvert de 9 h 00 à 12 h 00, le mardi 3 février 2026.",
            "Le programme 104, action 12, a compté 1 200 000 € sur la période 2022-2025.",
            "Les 29 février 2028 et 1er mars 2028 sont proposés.",
            "Taux de 33,5 %, soit 1 234,56 € par groupe de 12 personnes.",
        ]
    )
    say(d, rng, said)


@harmless("montants en lettres et en chiffres qui se valent")
def letters(d: Dossier, rng: Random) -> None:
    """The same amount, or a count beside an amount."""
    said = [
        "une aide de douze mille cinq cents euros (12 500 €)",
        "la somme de 40 000 (quarante mille) euros",
        "deux ateliers, dont un (1 500 €) en soirée",
    ]
    say(d, rng, f"Le porteur reçoit {rng.choice(said)}.")


@harmless("titre cité juste, ou par sa clé")
def titles(d: Dossier, rng: Random) -> None:
    """Between quotation marks, word for word."""
    plain = [f for f in d.contrat.fiches if not set("«»") & set(f.intitule)]
    fiche = rng.choice(plain)
    said = [f"Voir « {fiche.intitule} ».", f"Voir la <fiche:{fiche.cle}> et l'<axe:{fiche.axe}>."]
    say(d, rng, rng.choice(said))


@harmless("même calendrier, même territoire")
def alike(d: Dossier, rng: Random) -> None:
    """What fiches of one contract share."""
    long = "De janvier à décembre 2026, hors vacances scolaires, du lundi au vendredi, en journée."
    for page, _ in rng.sample(d.fiches, 3):
        page.put(long, "calendrier")


@harmless("partenaire qui porte une autre fiche")
def partner(d: Dossier, rng: Random) -> None:
    """To work with an operator is not to be it."""
    name = rng.choice(["ADOMA", "le CLLAJ", "CASSIS", "la Mission locale du Pays messin"])
    say(d, rng, f"L'action est conduite en lien avec {name}, pour le suivi du public.")


@harmless("clé du contrat dans un fichier à part")
def split(d: Dossier, _: Random) -> None:
    """`temoins.yaml`, as the reader allows."""
    from tools.score.page import Page

    d.main.drop("temoins")
    text = "- nom: Raphaël PITTI\n  fonction: Conseiller délégué\n"
    d.pages["temoins.yaml"] = Page("temoins.yaml", text)


@harmless("seuil de part de l’État que rien ne dépasse")
def threshold(d: Dossier, _: Random) -> None:
    """At its highest."""
    d.main.put("100", "controles", "seuil_part_etat")


@harmless("date d’effet, SIRET et codes justes")
def facts(d: Dossier, rng: Random) -> None:
    """What the published act leaves blank."""
    d.main.put("1er janvier 2026", "date_effet")
    d.main.put("219 904 638 00018", "parties", 0, "siret")
    d.deliberation.put(rng.choice(["7.10", "8.2", '"9.1"', "8.2.1"]), "code_actes")


@harmless("deux bénéficiaires dont les parts sont justes")
def payees(d: Dossier, rng: Random) -> None:
    """They make a year, or the whole."""
    whole = rng.choice([170_000, 470_000])
    d.main.put(number(whole - 20_000), "versement", "beneficiaires", 0, "montant")
    other = {"nom": "la Mission locale du Pays messin", "montant": "20 000"}
    d.main.append(other, "versement", "beneficiaires")
