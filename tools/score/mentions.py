"""Faults in what texts say of the contract: periods, amounts, counts, names, what is left over."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from ctai_docs.contract.form import load_edition
from ctai_docs.machine.french import MONTHS, amount_in_words, number_in_words, write_amount
from ctai_docs.rules.texts.known import Known
from ctai_docs.rules.texts.leftovers import instructions
from tools.score.dossier import Dossier, Spot
from tools.score.faults import at, edited, fault
from tools.score.page import Page
from tools.score.texts import FIELDS, say

ARTICLES = (("preambule",), ("articles", 4, "texte"), ("articles", 5, "texte"))
"""Texts about the whole contract."""


def of_contract(d: Dossier, rng: Random, sentence: str) -> Spot:
    """Type a paragraph in the preamble, an article or the deliberation."""
    if rng.random() < 0.3:
        d.deliberation.say(sentence, "expose")
        return Spot(d.deliberation.name, d.deliberation.line_of(sentence))
    d.main.say(sentence, *rng.choice(ARTICLES))
    return Spot(d.main.name, d.main.line_of(sentence))


def of_fiche(d: Dossier, rng: Random, sentence: str, *path: str) -> Spot:
    """Type a paragraph in a fiche."""
    page, _ = d.draw(rng)
    page.say(sentence, *(path or (rng.choice(FIELDS),)))
    return Spot(page.name, page.text[: page.text.rindex(sentence)].count("\n") + 1)


def slip(rng: Random, amount: Decimal) -> Decimal:
    """Return an amount mistyped: a digit changed, two swapped, a zero more or less."""
    digits = list(str(int(amount)))
    kind = rng.randrange(3)
    if kind == 0:
        n = rng.randrange(min(3, len(digits)))
        digits[n] = rng.choice([x for x in "123456789" if x != digits[n]])
    elif kind == 1 and len(set(digits[:3])) > 1:
        n = next(n for n in range(len(digits) - 1) if digits[n] != digits[n + 1])
        digits[n], digits[n + 1] = digits[n + 1], digits[n]
        if digits[0] == "0":
            digits = [*str(int(amount)), "0"]
    else:
        digits.append("0")
    return Decimal("".join(digits))


def wrong(rng: Random, d: Dossier, amount: Decimal) -> str:
    """Return a mistyped amount that is none of the contract's, as it is written."""
    known = Known(d.contrat).every_amount
    while (typed := slip(rng, amount)) in known:
        pass
    return write_amount(typed)


# ---------------------------------------------------------------------- time
@fault("calendrier d’une autre année", "TPS-021")
def calendar(d: Dossier, rng: Random) -> Spot:
    """« De janvier à décembre 2025 » beside 2026."""
    page, fiche = d.draw(rng, lambda f: f.debut and f.fin and f.debut.year == f.fin.year)
    assert fiche.debut
    year = fiche.debut.year + rng.choice([-2, -1, 1, 4])
    first, last = MONTHS[fiche.debut.month - 1], MONTHS[(fiche.fin or fiche.debut).month - 1]
    said = rng.choice([f"De {first} à {last} {year}.", f"Du 5 {first} {year} au 20 {last} {year}."])
    page.put(said, "calendrier")
    return edited(page)


@fault("calendrier qui finit plus tôt ou plus tard que l’action", "TPS-021")
def calendar_end(d: Dossier, rng: Random) -> Spot:
    """« De janvier à juin 2026 » beside an end in December."""
    page, fiche = d.draw(rng, lambda f: f.debut and f.fin and f.fin.month == 12)
    assert fiche.debut
    month = MONTHS[rng.randrange(3, 10)]
    page.put(f"De {MONTHS[fiche.debut.month - 1]} à {month} {fiche.debut.year}.", "calendrier")
    return edited(page)


@fault("période d’une description qui déborde du contrat", "TPS-021")
def period_across(d: Dossier, rng: Random) -> Spot:
    """« de janvier 2025 à décembre 2026 »."""
    first, last = rng.choice([(2025, 2026), (2024, 2027), (2025, 2028), (2026, 2029), (2027, 2030)])
    months = rng.choice(MONTHS[:6]), rng.choice(MONTHS[6:])
    return of_fiche(d, rng, f"Les groupes se tiennent de {months[0]} {first} à {months[1]} {last}.")


@fault("période du contrat dite autrement", "TPS-020")
def contract_period(d: Dossier, rng: Random) -> Spot:
    """Another first or last year, in words, dates or years alone."""
    first, last = rng.choice([(2026, 2027), (2025, 2027), (2026, 2029), (2025, 2028), (2027, 2029)])
    said = rng.choice(
        [
            f"Le contrat court du 1er janvier {first} au 31 décembre {last}.",
            f"Le contrat {first}-{last} engage les parties.",
            f"Au titre des années {first} à {last}, les parties agissent.",
            f"Le contrat s'applique de janvier {first} à décembre {last}.",
            f"La période {first}/{last} est couverte par le contrat.",
        ]
    )
    return of_contract(d, rng, said)


@fault("objet d’une délibération pour une autre période", "TPS-020")
def act_object(d: Dossier, rng: Random) -> Spot:
    """« pour la période 2025-2027 »."""
    years = rng.choice(["2025-2027", "2026-2029", "2025-2028", "2026-2027", "2027-2029"])
    d.deliberation.put(f"Contrat territorial d'accueil et d'intégration, période {years}", "objet")
    return edited(d.deliberation)


@fault("début, fin ou durée du contrat dits autrement", "TPS-022")
def bounds(d: Dossier, rng: Random) -> Spot:
    """« Conclu pour deux ans », « prend fin le 31 décembre 2027 »."""
    said = rng.choice(
        [
            f"Le contrat est conclu pour {rng.choice(['deux', 'quatre', '2', '5'])} ans.",
            f"Le contrat prend fin le {rng.randrange(1, 31)} décembre 2028.",
            f"Le contrat prend effet le 1er {rng.choice(MONTHS[1:])} 2026.",
            f"Le présent contrat s'achève le 31/12/{rng.choice([2026, 2027, 2029])}.",
        ]
    )
    return of_contract(d, rng, said)


@fault("date d’une délibération dite autrement", "TPS-023")
def act_date(d: Dossier, rng: Random) -> Spot:
    """« la délibération du 26 septembre 2025 »."""
    day = rng.choice(
        ["24 septembre 2025", "26 septembre 2025", "25 septembre 2024", "28 mars 2024"]
    )
    said = rng.choice(["la délibération du {}", "la séance du conseil municipal du {}"])
    return of_contract(d, rng, f"Vu {said.format(day)}, les parties agissent.")


# ---------------------------------------------------------------------- money
@fault("montant d’un axe dit autrement", "TXT-060", "ACT-015")
def axis_amount(d: Dossier, rng: Random) -> Spot:
    """By its reference, or by its title."""
    axe = rng.choice(d.contrat.axes)
    typed = wrong(rng, d, d.contrat.montant_axe(axe))
    said = rng.choice(["Pour l'<axe:{0}>, {2}.", "{1} : {2}", "L'<axe:{0}> réunit {2}."])
    return of_contract(d, rng, said.format(axe.cle, axe.intitule, typed))


@fault("montant de l’État dit autrement", "TXT-060", "ACT-015")
def state_amount(d: Dossier, rng: Random) -> Spot:
    """« L'État apporte 180 000 € » for 170 000."""
    amount = rng.choice([Decimal(170_000), Decimal(150_000), Decimal(470_000)])
    typed = wrong(rng, d, amount)
    said = rng.choice(
        ["L'État apporte {}.", "La contribution de l'État s'élève à {}.", "Soit {} de l'État."]
    )
    return of_contract(d, rng, said.format(typed))


@fault("montant juste, d’une autre année", "TXT-062")
def other_year(d: Dossier, rng: Random) -> Spot:
    """« 170 000 € pour 2027 »."""
    amount, year = rng.choice([("170 000", 2027), ("170 000", 2028), ("150 000", 2026)])
    said = rng.choice(
        [
            "L'État contribue pour {0} € en {1}.",
            "En {1}, l'État verse {0} euros.",
            "En {1} : {0} €.",
        ]
    )
    return of_contract(d, rng, said.format(amount, year))


@fault("montant à un chiffre près", "TXT-061", "ACT-015")
def near_amount(d: Dossier, rng: Random) -> Spot:
    """An axis' amount, two digits swapped, that nothing announces."""
    typed = rng.choice(["109 875 €", "108 957 €", "37 575 €", "35 757 €", "22 152 €", "108 875 €"])
    return of_contract(d, rng, f"Les actions réunissent {typed}, que les parties suivent.")


@fault("commentaire d’un autre montant que sa ligne", "TXT-063")
def comment(d: Dossier, rng: Random) -> Spot:
    """6 000 € in words for a line of 5 000."""
    page, fiche = d.draw(rng, lambda f: f.budget.apports["subvention_p104"] >= 1000)
    known = Known(d.contrat).every_amount
    costs = [fiche.budget.cout * times + 1000 for times in (2, 3, 4)]
    cost = rng.choice([cost for cost in costs if cost not in known])
    said = f"Le coût total de l'action est de {write_amount(cost)}."
    page.say(said, "budget", "commentaires")
    return Spot(page.name, page.line_of(said))


@fault("lignes propres contredites par un commentaire", "TXT-063")
def own_line(d: Dossier, rng: Random) -> Spot:
    """The operator's own funds, the recherche de financement."""
    page, _ = d.draw(rng, lambda f: f.cle == "un-toit")
    line, amount = rng.choice(
        [
            ("d'autofinancement du CLLAJ", rng.choice(["6 000", "4 000", "50 000"])),
            ("de recherche de financement en cours", rng.choice(["6 500", "4 600", "9 400"])),
        ]
    )
    said = f"Le budget compte {amount} € {line}."
    page.say(said, "budget", "commentaires")
    return Spot(page.name, page.line_of(said))


@fault("montant en lettres et en chiffres, sans parenthèses", "TXT-036")
def side_by_side(d: Dossier, rng: Random) -> Spot:
    """« 12 500 € – douze mille euros »."""
    amount = Decimal(rng.choice([12, 35, 64, 170]) * 1000)
    other = amount_in_words(slip(rng, amount))
    link = rng.choice([" ", ", soit ", " – ", " : ", " soit ", ", en lettres "])
    return say(d, rng, f"Le porteur reçoit {write_amount(amount)}{link}{other}, en une fois.")


# ---------------------------------------------------------------------- counts
@fault("nombre d’axes, de fiches ou de parties dit autrement", "TXT-064")
def count(d: Dossier, rng: Random) -> Spot:
    """« Les 13 fiches-actions », « trois axes »."""
    n, said = rng.choice(
        [
            (4, "Le contrat s'articule autour de {} axes."),
            (4, "{} axes prioritaires le structurent."),
            (12, "Les {} fiches-actions sont jointes."),
            (12, "Le contrat comprend {} fiches."),
            (3, "Les {} parties signataires se réunissent."),
            (10, "Le contrat compte {} articles."),
            (3, "Les {} exercices du contrat sont suivis."),
        ]
    )
    number = n + rng.choice([-1, 1, 2])
    written = rng.choice([str(number), number_in_words(number)])
    return of_contract(d, rng, said.format(written).capitalize())


@fault("nombre de bénéficiaires dit autrement", "TXT-065")
def people(d: Dossier, rng: Random) -> Spot:
    """« Les 45 bénéficiaires »."""
    page, fiche = d.draw(
        rng, lambda f: (t := f.indicateurs.beneficiaires["total"]) and t.nombre and not t.unite
    )
    total = fiche.indicateurs.beneficiaires["total"]
    assert total
    assert total.nombre
    said = (
        f"Les {int(total.nombre) + rng.choice([1, 5, 10])} bénéficiaires de l'action sont suivis."
    )
    page.say(said, rng.choice(FIELDS))
    return Spot(page.name, page.line_of(said))


@fault("part de l’État dite autrement", "TXT-066")
def share(d: Dossier, rng: Random) -> Spot:
    """« Le programme 104 finance 70 % du coût »."""
    page, fiche = d.draw(rng, lambda f: f.budget.apports["subvention_p104"] and f.budget.cout)
    right = int(100 * fiche.budget.apports["subvention_p104"] / fiche.budget.cout)
    told = rng.choice([n for n in (20, 35, 60, 70, 90) if abs(n - right) > 2])
    said = f"Le programme 104 finance {told} % du coût total."
    page.say(said, "budget", "commentaires")
    return Spot(page.name, page.line_of(said))


@fault("compte ou numéro d’acte à un chiffre près", "TXT-067")
def identifier(d: Dossier, rng: Random) -> Spot:
    """An IBAN typed again, the number of the deliberation."""
    said = rng.choice(
        [
            "Le compte est le FR14 2004 1010 0505 0001 3M02 660.",
            "Le compte est le FR14 2004 1010 0505 0001 3M03 606.",
            "Vu la délibération n° 25-09-25-71, les parties agissent.",
            "Vu la délibération n° 25-09-26-17, les parties agissent.",
        ]
    )
    return of_contract(d, rng, said)


# ---------------------------------------------------------------------- left over
@fault("texte resté d’un modèle", "TXT-032")
def placeholder(d: Dossier, rng: Random) -> Spot:
    """[n+1], [à confirmer], [^1], ==…==, ____, XX personnes."""
    left = rng.choice(
        [
            "En 2027 [n+1], les crédits sont fixés par avenant.",
            "Le lieu est [à confirmer].",
            "Le détail est en note[^1].",
            "==Relire avec la préfecture==",
            "Fait à ____________, en deux exemplaires.",
            "L'action réunit XX personnes.",
            "L'action réunit X bénéficiaires.",
            "À compléter : le nom du coordinateur",
            "Calendrier : à préciser",
            "Le représentant est [nom et prénom].",
            "Signé le {{ date }} par les parties.",
            "Signé le ............ par les parties.",
        ]
    )
    return say(d, rng, left)


@fault("pluriel laissé au choix", "TXT-070")
def optional(d: Dossier, rng: Random) -> Spot:
    """« année(s) »."""
    word = rng.choice(["année(s)", "montant(s)", "le(s) porteur(s)", "s'élève(nt)", "action(s)"])
    return say(d, rng, f"Le contrat prévoit ceci : {word}, selon le cas.")


@fault("consigne du formulaire laissée comme réponse", "TXT-071")
def instruction(d: Dossier, rng: Random) -> Spot:
    """Any of the form's, alone or at the end of a comment."""
    form = load_edition("2026")
    long = [text for text in form.instructions if len(text) > 30 and ":" not in text]
    said = rng.choice(long)
    assert instructions("2026")
    where = rng.choice(
        [("budget", "commentaires"), ("indicateurs", "commentaires"), ("description",)]
    )
    return of_fiche(d, rng, said[0].upper() + said[1:], *where)


@fault("gras non fermé", "TXT-072")
def bold(d: Dossier, rng: Random) -> Spot:
    """« **deux courses »."""
    said = rng.choice(["Ce sont **deux courses.", "Un suivi renforcé** est proposé.", "~~Un suivi"])
    return say(d, rng, said)


@fault("liste collée avec ses puces", "TXT-073")
def bullets(d: Dossier, rng: Random) -> Spot:
    """« • la langue »."""
    sign = rng.choice("•●▪✓➢–")
    return say(d, rng, f"{sign} accueillir les personnes ;\n{sign} les accompagner.")


@fault("phrase à la place d’un code", "TXT-074")
def code(d: Dossier, rng: Random) -> Spot:
    """A whole sentence as an activity code."""
    field = rng.choice(["activite", "sous_action"])
    d.main.put(
        rng.choice(
            ["La dépense relève de l'action 12", "intégration des étrangers primo-arrivants"]
        ),
        "versement",
        "imputation",
        field,
    )
    return edited(d.main)


# ---------------------------------------------------------------------- names and titles
@fault("titre faux à côté de son numéro", "TXT-040", "TXT-035")
def title_beside(d: Dossier, rng: Random) -> Spot:
    """« Fiche n° 2 : Accueil et engagement des nouveaux réfugiés »."""
    titles = [("Fiche n°", d.contrat.numeros[f.cle], f.intitule) for f in d.contrat.fiches]
    titles += [("Axe", str(n), axe.intitule) for n, axe in enumerate(d.contrat.axes, 1)]
    plain = [t for t in titles if len(t[2].split()) > 3 and not set("«»:–.") & set(t[2])]
    noun, number, title = rng.choice(plain)
    words = title.split()
    n = rng.choice([n for n, word in enumerate(words) if len(word) < 8 and n])
    words[n] = rng.choice([w for w in ("pour", "des", "avec") if w != words[n]])
    return say(d, rng, f"{noun} {number} : {' '.join(words)}")


@fault("sigle mal tapé", "NOM-029")
def initials(d: Dossier, rng: Random) -> Spot:
    """AITEM for AIEM, CTAL for CTAI."""
    word = rng.choice(["AITEM", "AIME", "CTAL", "CTIA", "ADOMO", "AMLJ", "CLAJJ", "CTAl", "DDETT"])
    return say(d, rng, f"Le réseau {word} est réuni chaque mois.")


@fault("BTP pour BPT", "NOM-029")
def public(d: Dossier, rng: Random) -> Spot:
    """In a list of publics."""
    said = rng.choice(["(BPI, BTP)", "BPI et BTP", "EPA, BTP", "des BTP et des BPI", "BIP et BPT"])
    return say(d, rng, f"Le public est accueilli : {said}.")


@fault("nom de personne mal tapé", "NOM-030")
def person(d: Dossier, rng: Random) -> Spot:
    """GROSIDDIER for GROSDIDIER."""
    name = rng.choice(["GROSIDDIER", "GROSDIDER", "GROSDIDIERE"])
    if rng.random() < 0.5:
        return of_contract(d, rng, f"Monsieur {name} présente le contrat.")
    d.deliberation.put(
        {"civilite": "Monsieur", "nom": f"François {name}", "fonction": "Maire"}, "president"
    )
    return Spot(d.deliberation.name, d.deliberation.line("president", "nom"))


@fault("compte d’un autre titulaire que le bénéficiaire", "NOM-031")
def holder(d: Dossier, rng: Random) -> Spot:
    """The town's for the CCAS."""
    other = rng.choice(["VILLE DE METZ", "ASSOCIATION CASSIS", "METZ FRENCH PRO", "MAIRIE DE METZ"])
    d.main.put(other, "versement", "beneficiaires", 0, "compte", "titulaire")
    return edited(d.main)


@fault("civilité et fonction de deux genres", "NOM-032")
def gender(d: Dossier, rng: Random) -> Spot:
    """« Monsieur … Préfète »."""
    if rng.random() < 0.5:
        said = rng.choice(["Monsieur la Préfète", "Madame le Maire", "Madame le Préfet"])
        return of_contract(d, rng, f"{said} présente le contrat.")
    d.main.put("Préfète de la Moselle", "parties", 1, "representants", 0, "fonction")
    return at(d.main, "parties", 1, "representants", 0, "civilite")


@fault("nom d’une autre collectivité", "NOM-033")
def elsewhere(d: Dossier, rng: Random) -> Spot:
    """Left from another contract, or mistyped."""
    name = rng.choice(
        [
            "La Ville de Nancy",
            "Le CCAS de Mezt",
            "La préfecture de la Meuse",
            "Le préfet des Vosges",
            "La commune de Thionville",
            "Le tribunal administratif de Lille",
        ]
    )
    return of_contract(d, rng, f"{name} suit l'exécution des actions.")


@fault("engagement de qui n’est pas partie", "NOM-034")
def no_party(d: Dossier, rng: Random) -> Spot:
    """« La Région s'engage… »"""
    who = rng.choice(["Le Département", "La Région", "La communauté de communes"])
    verb = rng.choice(["s'engage à suivre", "apporte", "désigne", "contribue financièrement à"])
    return of_contract(d, rng, f"{who} {verb} un agent.")


@fault("porteur d’une autre fiche, annoncé", "TXT-051")
def announced(d: Dossier, rng: Random) -> Spot:
    """« Portage de l'action : ADOMA »."""
    name = rng.choice(["ADOMA", "le CLLAJ", "Metz French Pro"])
    page, _ = d.draw(
        rng,
        lambda f: (
            f.porteurs[0].court not in ("ADOMA", "CLLAJ") and f.porteurs[0].nom != "Metz French Pro"
        ),
    )
    head = rng.choice(["Portage de l'action :", "Opérateur :", "Structure porteuse :", "Porteur :"])
    said = f"{head} {name}"
    page.say(said, rng.choice(FIELDS))
    return Spot(page.name, page.line_of(said))


# ---------------------------------------------------------------------- copies
def _long(page: Page) -> list[str]:
    """Return the sentences of a description that are long enough to be no chance."""
    text = page.get("description").replace("\n", " ")
    found = [s.strip() for s in text.split(". ") if len(s.split()) > 13 and s.strip()[0].isalpha()]
    return [s for s in found if not set("*|#«»<>:;()[]0123456789") & set(s)]


@fault("phrase d’une autre fiche, collée dans un paragraphe", "TXT-050")
def pasted(d: Dossier, rng: Random) -> Spot:
    """Within a longer paragraph."""
    pages = [page for page, _ in d.fiches]
    n, sentence = rng.choice([(n, s) for n, p in enumerate(pages[:-1]) for s in _long(p)])
    page = rng.choice(pages[n + 1 :])
    said = f"L'équipe se réunit chaque lundi. {sentence}. Elle en rend compte au comité."
    page.say(said, rng.choice(FIELDS))
    return Spot(page.name, page.line_of(said))


@fault("passage dit deux fois dans une fiche", "TXT-052")
def twice(d: Dossier, rng: Random) -> Spot:
    """In two fields."""
    page, sentence = rng.choice([(page, s) for page, _ in d.fiches for s in _long(page)])
    said = f"{sentence}."
    page.say(said, "indicateurs", "commentaires")
    return Spot(page.name, page.text[: page.text.rindex(said)].count("\n") + 1)


@fault("réponse qui répète celle d’une autre rubrique", "TXT-053")
def same_field(d: Dossier, rng: Random) -> Spot:
    """A short one, in two fields."""
    page, _ = d.draw(rng, lambda f: not f.commentaires_porteurs and not f.commentaires_partenaires)
    said = rng.choice(["Les familles du quartier", "Le public messin primo-arrivant"])
    page.put(said, "commentaires_porteurs")
    page.put(said, "commentaires_partenaires")
    return at(page, "commentaires_partenaires")


# ---------------------------------------------------------------------- targets and keys
@fault("parties d’une cible qui ne font pas le bloc", "PER-007")
def groups(d: Dossier, rng: Random) -> Spot:
    """« 6/12 infra A1 10/12 infra A2 » against 20."""
    page, fiche = d.draw(rng, lambda f: f.cle == "francais-pro")
    n = next(
        n for n, i in enumerate(fiche.indicateurs.propres) if i.libelle.startswith("Nombre de part")
    )
    typed = rng.choice(["6/12 infra A1 10/12 infra A2", "5/15 (A1), 9/15 (A2)", "7/15 ; 8/15"])
    page.put(f'"{typed}"', "indicateurs", "propres", n, "cible")
    return at(page, "indicateurs", "propres", n, "cible")


@fault("produit qui ne fait pas le coût unitaire", "MON-006")
def product(d: Dossier, rng: Random) -> Spot:
    """« 25 x 2 » people for a unit cost of 48."""
    page, _ = d.draw(rng, lambda f: f.cle == "course")
    page.put(rng.choice(["25 x 2", "3 × 24", "2 x 12"]), "indicateurs", "beneficiaires", "total")
    return at(page, "budget", "cout_unitaire")


@fault("exercice dit comme on parle", "REF-002")
def spoken_year(d: Dossier, rng: Random) -> Spot:
    """« 2025/2026 », « année 2026 »."""
    page, _ = d.draw(rng)
    page.put(rng.choice(["2025/2026", "année 2026", "Exercice 2026", "2026/2027"]), "exercice")
    return Spot(page.name, page.line("exercice"))


@fault("texte d’un avenant", "TPS-022", "TXT-060", "TXT-064", "TXT-032", "TXT-035")
def amendment(d: Dossier, rng: Random) -> Spot:
    """Its object or its reasons say otherwise than the contract."""
    said = rng.choice(
        [
            "Le contrat prend fin le 31 décembre 2027.",
            "L'État apporte 180 000 € en 2026.",
            "Les trois axes du contrat demeurent.",
            "Le motif est [à confirmer].",
            "L'article 25 demeure.",
        ]
    )
    field = rng.choice(["objet", "motif"])
    change = "changements:\n  - modifier: lieu_signature\n    avant: Metz\n    apres: Woippy\n"
    text = f"numero: 1\ndate_signature: 2 mars 2026\n{field}: {said}\n{change}"
    if ":" in said or "[" in said:
        text = text.replace(said, f'"{said}"')
    page = d.pages["avenants/1.yaml"] = Page("avenants/1.yaml", text)
    return Spot(page.name, 3)


@fault("secrétaire d’un conseil d’administration, qui n’en est pas membre", "ACT-017")
def clerk(d: Dossier, _: Random) -> Spot:
    """The director of the CCAS, perhaps."""
    page = d.deliberation
    page.put("ccas", "partie")
    page.put("conseil_administration", "organe")
    page.drop("droit_local")
    page.put({"nom": "Lise HAMON", "fonction": "Directrice", "membre": "non"}, "secretaire")
    return at(page, "secretaire")
