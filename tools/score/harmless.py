"""Edits that change nothing for the worse: none of them may raise an error or a warning."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from tools.score.dossier import Bench, Dossier, fresh
from tools.score.mentions import of_contract
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


TRUE_OF_CONTRACT = (
    "L'État apporte 170 000 € en 2026, 150 000 € en 2027 et 150 000 € en 2028.",
    "En 2026, l'État verse 170 000 euros (cent soixante-dix mille euros).",
    "Le contrat court du 1er janvier 2026 au 31 décembre 2028.",
    "Conclu pour trois ans, le contrat 2026-2028 prend fin le 31 décembre 2028.",
    "Le contrat, de janvier 2026 à décembre 2028, peut être prolongé jusqu'au 30 juin 2029.",
    "Pour l'<axe:francais-numerique>, 108 975 € ; pour l'<axe:logement>, 35 775 €.",
    "Les quatre axes et les douze fiches-actions engagent les trois parties signataires.",
    "Monsieur le Maire de Metz et Monsieur le Préfet de la Moselle en rendent compte.",
    "La somme de 470 000 €, soit quatre cent soixante-dix mille euros, vaut pour trois ans.",
    "La Ville de Metz, le CCAS de Metz et la préfecture de la Moselle se réunissent.",
    "Axe 3 : Logement et intégration",
    "Fiche-action n° 9 : Accès au logement des réfugiés isolés ou en famille - ADOMA",
    "Vu la délibération n° 25-09-25-17 du 25 septembre 2025.",
    "Le compte FR14 2004 1010 0505 0001 3M02 606 est celui du CCAS.",
    "Le tribunal administratif de Strasbourg est compétent.",
)
OTHER_FACTS = (
    "De 2019 à 2021, la ville a reçu 12 400 personnes, soit 9,5 % des arrivées du département.",
    "L'enquête 2019-2020 de l'INSEE compte 21 % d'habitants concernés.",
    "Le contrat précédent, de 2022 à 2025, avait cinq axes et quinze fiches.",
    "Le premier contrat a mobilisé 310 000 € de l'État sur trois ans.",
    "Une carte de transport coûte 32 € par mois ; un manuel, 18,50 €.",
    "L'année scolaire 2025-2026 a commencé le 1er septembre 2025.",
    "Depuis 1978, l'association réunit trois groupes et deux ateliers par semaine.",
    "La fiche-action 16 du contrat de Strasbourg porte sur le même public.",
    "La loi n° 2024-42 du 26 janvier 2024 et le décret n° 2018-33 s'appliquent.",
    "La stratégie nationale a quatre axes, et son article 3 en fixe le calendrier.",
    "Les métiers du BTP et de l'hôtellerie recrutent ; la CAF et la CPAM informent.",
    "Comme la Ville de Nancy, la commune forme ses agents ; le Département est invité.",
    "Un groupe de 15 personnes (dont 8 femmes) vient 2 fois par semaine.",
    "« Il faut du temps […] pour apprendre », dit une femme ; les années N et N-1 le montrent.",
    "On y parle des formulaires à compléter, des dates à définir et des pièces à préciser.",
    "Les étranger(e)s et les agent(e)s d'accueil y sont **formés** ensemble, au XXe siècle déjà.",
    "Deux fiches concernent le logement ; trois actions, la langue.",
    "L'avenir est préparé par les élus : Madame DUPONT, M. LAMBERT et Mme MARTIN.",
    "Un 1er bilan est fait au bout de 6 mois, un autre le 15 mars de chaque année.",
    "Une aide de cinquante euros est donnée à 12 familles, et 3 600 € en tout.",
)


@harmless("faits du contrat dits juste, en toutes lettres")
def true_facts(d: Dossier, rng: Random) -> None:
    """In the preamble, an article or the deliberation."""
    of_contract(d, rng, rng.choice(TRUE_OF_CONTRACT))


@harmless("autres faits, dates, montants et noms")
def other_facts(d: Dossier, rng: Random) -> None:
    """In any text: they are no facts of the contract."""
    say(d, rng, rng.choice(OTHER_FACTS))


@harmless("cible dite par un produit juste")
def right_product(d: Dossier, rng: Random) -> None:
    """« 24 x 2 » is 48."""
    page, _ = d.draw(rng, lambda f: f.cle == "course")
    page.put(rng.choice(["24 x 2", "2 × 24", "24*2"]), "indicateurs", "beneficiaires", "total")
