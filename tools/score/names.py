"""Faults of names: parties, people, accounts, codes, titles, and the keys that join them."""

from __future__ import annotations

from random import Random

from tools.score.dossier import Dossier, Spot
from tools.score.faults import at, edited, fault, within

PAYEE = ("versement", "beneficiaires", 0)
ACCOUNT = (*PAYEE, "compte")


def _wrong_key(number: str, rng: Random) -> str:
    """Return a number with a digit changed, or two neighbours swapped."""
    places = [n for n in range(4, len(number) - 1) if number[n].isdigit()]
    n = rng.choice(places)
    digit = str((int(number[n]) + rng.choice([1, 3, 5])) % 10)
    return number[:n] + digit + number[n + 1 :]


@fault("IBAN faux", "NOM-014")
def iban(d: Dossier, rng: Random) -> Spot:
    """A digit mistyped."""
    right = d.main.get(*ACCOUNT, "iban")
    d.main.put(_wrong_key(right, rng), *ACCOUNT, "iban")
    return edited(d.main)


@fault("IBAN incomplet", "NOM-014")
def iban_cut(d: Dossier, rng: Random) -> Spot:
    """A group is missing."""
    right = d.main.get(*ACCOUNT, "iban")
    d.main.put(right[: -rng.choice([1, 3, 4, 9])].strip(), *ACCOUNT, "iban")
    return edited(d.main)


@fault("BIC faux", "NOM-015")
def bic(d: Dossier, rng: Random) -> Spot:
    """A letter too many, or too few."""
    d.main.put(rng.choice(["PSSTFRPPPA", "PSST", "PSSTFRPPPARX", "12STFRPP"]), *ACCOUNT, "bic")
    return edited(d.main)


@fault("BIC d’un autre pays que l’IBAN", "NOM-016")
def country(d: Dossier, rng: Random) -> Spot:
    """A bank of another country."""
    d.main.put(rng.choice(["DEUTDEFFXXX", "BGLLLULL"]), *ACCOUNT, "bic")
    return edited(d.main)


@fault("SIRET faux", "NOM-017")
def siret(d: Dossier, rng: Random) -> Spot:
    """A key that does not follow, a SIREN instead."""
    n = rng.randrange(len(d.contrat.parties))
    d.main.put(
        rng.choice(["219 904 638 00019", "219904638", "2199046380001"]), "parties", n, "siret"
    )
    return at(d.main, "parties", n, "siret")


@fault("même SIRET pour deux parties", "NOM-018")
def same_siret(d: Dossier, _: Random) -> Spot:
    """Copied from the party above."""
    for n in (0, 2):
        d.main.put("219 904 638 00018", "parties", n, "siret")
    return at(d.main, "parties", 2, "siret")


@fault("bénéficiaire du versement sans nom", "NOM-019")
def nameless(d: Dossier, _: Random) -> Spot:
    """An account, and nobody's."""
    d.main.drop(*PAYEE, "partie")
    return at(d.main, *PAYEE)


@fault("bénéficiaire nommé deux fois", "NOM-020")
def two_names(d: Dossier, rng: Random) -> Spot:
    """A party and a name."""
    d.main.put(rng.choice(["le CCAS de Metz", "la Mission locale"]), *PAYEE, "nom")
    return at(d.main, *PAYEE, "nom")


@fault("État absent des parties", "NOM-001")
def no_state(d: Dossier, _: Random) -> Spot:
    """The State's type is mistyped."""
    d.main.put("autre", "parties", 1, "type")
    return at(d.main, "parties")


@fault("aucune partie locale", "NOM-002")
def no_local(d: Dossier, _: Random) -> Spot:
    """Every party is typed as the State."""
    for n in range(len(d.contrat.parties)):
        d.main.put("etat", "parties", n, "type")
    return at(d.main, "parties")


@fault("habilitation donnée à l’État", "NOM-006")
def state_act(d: Dossier, rng: Random) -> Spot:
    """The préfet needs none to sign."""
    day = rng.choice(["27 mars 2024", "2025-09-25"])
    d.main.put({"date": day}, "parties", 1, "habilitation")
    return at(d.main, "parties", 1, "habilitation")


@fault("partie sans habilitation à signer", "NOM-003")
def no_authority(d: Dossier, rng: Random) -> Spot:
    """No act lets it sign."""
    if rng.random() < 0.5:
        d.main.drop("parties", 2, "habilitation")
        return at(d.main, "parties", 2)
    d.deliberation.put("ccas", "partie")
    return at(d.main, "parties", 0)


@fault("contrat signé par une partie sans habilitation", "NOM-004")
def signed_without_authority(d: Dossier, _: Random) -> Spot:
    """Signed all the same."""
    d.main.put("20 décembre 2025", "date_signature")
    d.main.drop("parties", 2, "habilitation")
    return at(d.main, "parties", 2)


@fault("contrat signé, délibération en projet", "NOM-005")
def draft_act(d: Dossier, rng: Random) -> Spot:
    """The deliberation is still a draft."""
    d.main.put(rng.choice(["20 décembre 2025", "2025-11-03"]), "date_signature")
    return at(d.deliberation, "statut")


@fault("partie sans représentant", "NOM-007")
def nobody(d: Dossier, rng: Random) -> Spot:
    """Nobody signs for it."""
    n = rng.randrange(len(d.contrat.parties))
    d.main.drop("parties", n, "representants")
    return at(d.main, "parties", n)


@fault("contrat signé sans représentant d’une partie", "NOM-008")
def signed_by_nobody(d: Dossier, rng: Random) -> Spot:
    """Signed, by nobody."""
    d.main.put("20 décembre 2025", "date_signature")
    n = rng.randrange(len(d.contrat.parties))
    d.main.drop("parties", n, "representants")
    return at(d.main, "parties", n)


@fault("même représentant pour deux parties", "NOM-009")
def same_person(d: Dossier, rng: Random) -> Spot:
    """The name is copied from another party."""
    name = rng.choice(["François GROSDIDIER", "GROSDIDIER François"])
    d.main.put(name, "parties", 2, "representants", 0, "nom")
    return edited(d.main)


@fault("représentant nommé deux fois", "NOM-010")
def person_twice(d: Dossier, _: Random) -> Spot:
    """The same signature twice."""
    d.main.append(
        {"nom": "François Grosdidier", "fonction": "Maire de Metz"}, "parties", 0, "representants"
    )
    return at(d.main, "parties", 0, "representants", 1, "nom")


@fault("témoin qui signe aussi", "NOM-011")
def witness(d: Dossier, rng: Random) -> Spot:
    """In presence of oneself."""
    name = rng.choice(["Isabelle LUX", "Pascal BOLOT", "François GROSDIDIER"])
    d.main.put(name, "temoins", 0, "nom")
    return at(d.main, "temoins", 0, "nom")


@fault("signataire qui ne représente pas sa partie", "NOM-028")
def stranger(d: Dossier, rng: Random) -> Spot:
    """The mayor for the State, the préfet for the Ville."""
    if rng.random() < 0.5:
        function = rng.choice(["Maire de Metz", "Président de l'Eurométropole de Metz"])
        d.main.put(function, "parties", 1, "representants", 0, "fonction")
    else:
        function = rng.choice(["Préfet de la Moselle", "Sous-préfète de Metz"])
        d.main.put(function, "parties", 0, "representants", 0, "fonction")
    return edited(d.main)


@fault("délibération d’une partie inconnue", "REF-004")
def unknown_party_deliberates(d: Dossier, rng: Random) -> Spot:
    """The act of nobody that is here."""
    d.deliberation.put(rng.choice(["vile", "agglo", "metropole"]), "partie")
    return edited(d.deliberation)


@fault("délibération de l’État", "ACT-001")
def the_state_deliberates(d: Dossier, _: Random) -> Spot:
    """It decides without one."""
    d.deliberation.put("etat", "partie")
    return edited(d.deliberation)


@fault("contrat piloté par l’État", "NOM-012")
def pilot(d: Dossier, _: Random) -> Spot:
    """The coordinator is the State."""
    d.main.put("etat", "pilote")
    return edited(d.main)


@fault("signature sans lieu", "NOM-013")
def no_place(d: Dossier, _: Random) -> Spot:
    """A date, and no place."""
    d.main.drop("lieu_signature")
    d.main.put("20 décembre 2025", "date_signature")
    return at(d.main, "date_signature")


@fault("nom sans son article", "NOM-021")
def bare_name(d: Dossier, rng: Random) -> Spot:
    """« Ville de Metz » where sentences need « la Ville de Metz »."""
    path, name = rng.choice(
        [
            (("collectivite",), "Ville de Metz et son CCAS"),
            (("parties", 0, "nom"), "Ville de Metz"),
            (("parties", 2, "court"), "CCAS de Metz"),
            (("versement", "ordonnateur"), "préfet de la Moselle"),
        ]
    )
    d.main.put(name, *path)
    return edited(d.main)


@fault("civilité inconnue", "NOM-022")
def civility(d: Dossier, rng: Random) -> Spot:
    """« Mr », « Monsieu »."""
    n = rng.randrange(len(d.contrat.parties))
    d.main.put(rng.choice(["Mr", "Monsieu", "Mne"]), "parties", n, "representants", 0, "civilite")
    return edited(d.main)


@fault("code ACTES mal écrit", "NOM-023")
def bad_code(d: Dossier, rng: Random) -> Spot:
    """No matter, or letters."""
    d.deliberation.put(rng.choice(["8", "8-2", '"8,2"', "aide sociale"]), "code_actes")
    return edited(d.deliberation)


@fault("code ACTES inconnu", "NOM-024")
def no_code(d: Dossier, rng: Random) -> Spot:
    """A matter that the nomenclature does not have."""
    d.deliberation.put(rng.choice(["8.12", "12.2", "7.11", "10.1"]), "code_actes")
    return edited(d.deliberation)


@fault("titre mal présenté", "NOM-025")
def title(d: Dossier, rng: Random) -> Spot:
    """Capitals, or a final stop."""
    page, fiche = d.draw(rng, lambda f: ":" not in f.intitule and "«" not in f.intitule)
    page.put(rng.choice([fiche.intitule.upper(), f"{fiche.intitule}."]), "intitule")
    return edited(page)


@fault("deux fiches de même intitulé", "NOM-026", "NOM-027")
def same_title(d: Dossier, rng: Random) -> Spot:
    """The title of the fiche that was copied."""
    one, other = sorted(rng.sample(range(len(d.fiches)), 2))
    (first, _), (page, _) = d.fiches[one], d.fiches[other]
    page.put("'" + first.get("intitule").replace("'", "''") + "'", "intitule")
    return edited(page)


@fault("fiche rangée sous un axe inconnu", "REF-001")
def axis(d: Dossier, rng: Random) -> Spot:
    """A misspelt key."""
    page, fiche = d.draw(rng)
    page.put(fiche.axe[:-1] + rng.choice(["", "s", "x"]) if rng.random() < 0.5 else "langue", "axe")
    return edited(page)


@fault("fiche d’un exercice inconnu", "REF-002")
def year(d: Dossier, rng: Random) -> Spot:
    """A year that the contract does not have."""
    page, _ = d.draw(rng)
    page.put(rng.choice(["2025", "2029", "2026-2027"]), "exercice")
    return edited(page)


@fault("édition du formulaire inconnue", "REF-003")
def edition(d: Dossier, rng: Random) -> Spot:
    """A year without a form."""
    d.main.put(rng.choice(["2062", "2025", "deux"]), "edition")
    return edited(d.main)


@fault("pilote, payeur ou bénéficiaire inconnu", "REF-004")
def party(d: Dossier, rng: Random) -> Spot:
    """A key of no party."""
    n = rng.randrange(3)
    path = rng.choice(
        [("pilote",), ("exercices", n, "contributions", 0, "payeur"), (*PAYEE, "partie")]
    )
    d.main.put(rng.choice(["cccas", "l-etat", "mairie"]), *path)
    return edited(d.main)


@fault("clé donnée deux fois", "REF-005")
def duplicate(d: Dossier, rng: Random) -> Spot:
    """Two axes, two parties or two articles of one key."""
    name = rng.choice(["axes", "parties", "articles"])
    if name == "articles":
        d.main.append("objet", "articles")
        return at(d.main, "articles", len(d.main.get("articles")) - 1)
    d.main.put(d.main.get(name, 0, "cle"), name, 1, "cle")
    return at(d.main, name, 1, "cle")


@fault("deux fiches de même clé", "REF-005")
def fiche_twice(d: Dossier, rng: Random) -> Spot:
    """A fiche copied with its key."""
    numbered = list(enumerate(d.fiches))
    _, (_, source) = rng.choice(numbered[:6])
    page, _ = rng.choice(d.fiches[6:])
    page.put(source.cle, "cle")
    return at(page, "cle")


@fault("article sans texte", "REF-006")
def article(d: Dossier, rng: Random) -> Spot:
    """A key of no standard clause."""
    d.main.append(rng.choice(["obligations", "dure", "evaluations"]), "articles")
    return at(d.main, "articles", len(d.main.get("articles")) - 1)


@fault("annexe annoncée et absente", "DOS-007")
def annex(d: Dossier, rng: Random) -> Spot:
    """A file that was not joined."""
    file = rng.choice(["annexes/diagnostic.pdf", "diagnostic.docx"])
    d.main.append(
        {"cle": "diagnostic", "intitule": "Diagnostic partagé", "fichier": file}, "annexes"
    )
    return at(d.main, "annexes", 0, "fichier")


@fault("logo annoncé et absent", "DOS-007")
def logo(d: Dossier, rng: Random) -> Spot:
    """A logo that was not joined."""
    n = rng.randrange(len(d.contrat.parties))
    d.main.put("logos/logo.png", "parties", n, "logo")
    return at(d.main, "parties", n, "logo")


@fault("document demandé hors du dossier", "DOS-008")
def outside(d: Dossier, rng: Random) -> Spot:
    """A path that leaves the folder."""
    file = rng.choice(["../secret.pdf", "/etc/passwd", "annexes/../../x.pdf"])
    d.main.append(
        {"cle": "diagnostic", "intitule": "Diagnostic partagé", "fichier": file}, "annexes"
    )
    return at(d.main, "annexes", 0, "fichier")


@fault("fiche oubliée de son fichier", "DOS-006")
def empty_page(d: Dossier, rng: Random) -> Spot:
    """A file emptied by mistake."""
    page, _ = d.draw(rng)
    page.raw(rng.choice(["", "# à faire\n", "---\n"]))
    return within(page)
