"""Faults in texts: copies, numbers typed by hand, slips, dead references, Markdown refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from ctai_docs.contract.facts import articles_rediges
from tools.score.dossier import Dossier, NoPlaceError, Spot
from tools.score.faults import at, edited, fault, within
from tools.score.page import Page

FIELDS = ("description", "commentaires_porteurs", "commentaires_partenaires")


def say(d: Dossier, rng: Random, sentence: str) -> Spot:
    """Type a paragraph somewhere: in a fiche, the preamble or an article; return its place."""
    if rng.random() < 0.3:
        articles = [n for n, a in enumerate(d.main.get("articles")) if isinstance(a, dict)]
        path = rng.choice([("preambule",), *(("articles", n, "texte") for n in articles)])
        return _said(d.main, sentence, path)
    page, _ = d.draw(rng)
    return _said(page, sentence, (rng.choice(FIELDS),))


def _said(page: Page, sentence: str, path: Sequence[str | int]) -> Spot:
    page.say(sentence, *path)
    first = sentence.split("\n")[0]
    assert page.text.count(first) == 1, f"« {first} » is in {page.name} already"
    return Spot(page.name, page.line_of(first))


def _paragraphs(page: Page) -> list[str]:
    """Return the plain paragraphs of a description that are long enough to be no chance."""
    found = re.split(r"\n\s*\n", page.get("description"))
    return [p.strip() for p in found if len(p.split()) > 20 and p.strip()[0].isalpha()]


def _two_pages(d: Dossier, rng: Random) -> tuple[Page, str]:
    """Return a page, and a paragraph of another that comes before it."""
    pages = [page for page, _ in d.fiches]
    sources = [n for n, page in enumerate(pages[:-1]) if _paragraphs(page)]
    n = rng.choice(sources)
    return rng.choice(pages[n + 1 :]), rng.choice(_paragraphs(pages[n]))


@fault("paragraphe copié d’une autre fiche", "TXT-050")
def copied(d: Dossier, rng: Random) -> Spot:
    """Word for word."""
    page, paragraph = _two_pages(d, rng)
    page.say(paragraph, rng.choice(FIELDS))
    return Spot(page.name, page.line_of(paragraph.split("\n")[0]))


@fault("paragraphe copié et retouché", "TXT-050")
def copied_nearly(d: Dossier, rng: Random) -> Spot:
    """A word changed, a word removed."""
    page, paragraph = _two_pages(d, rng)
    words = paragraph.split(" ")
    n = rng.randrange(3, len(words) - 3)
    words[n] = rng.choice(["notamment", "toujours", "le"])
    paragraph = " ".join(words)
    page.say(paragraph, rng.choice(FIELDS))
    return Spot(page.name, page.line_of(paragraph.split("\n")[0]))


@fault("commentaire d’indicateurs copié d’une autre fiche", "TXT-050")
def copied_comment(d: Dossier, rng: Random) -> Spot:
    """As in five of the twelve fiches of the published act."""
    said = (
        "La valeur-cible est une file active : 24 personnes assidues (plus de 80 % de présence), "
        "ce qui peut supposer 60 entrées."
    )
    page, _ = d.draw(rng, lambda f: f.cle not in ("cassis",) and d.contrat.fiches.index(f) > 4)
    page.say(said, "indicateurs", "commentaires")
    return Spot(page.name, page.line_of(said))


@fault("porteur d’une autre fiche, dans le portage", "TXT-051")
def operator(d: Dossier, rng: Random) -> Spot:
    """The box « Autre » kept from the fiche that was copied."""
    names = {"cassis": "CASSIS", "francais-pro": "Entreprise Metz French Pro", "adoma": "ADOMA"}
    key = rng.choice(sorted(names))
    name = rng.choice(["portage", "selection"])
    page, fiche = d.draw(
        rng, lambda f: f.cle != key and not any(c.cle == "autre" for c in getattr(f, name))
    )
    page.append(f"{{autre: {names[key]}}}", name)
    return at(page, name, len(getattr(fiche, name)))


@fault("porteur d’une autre fiche, dans une phrase", "TXT-051")
def operator_said(d: Dossier, rng: Random) -> Spot:
    """« L'action est portée par… »"""
    name = rng.choice(["ADOMA", "le CLLAJ", "Metz French Pro"])
    said = f"L'action est portée par {name}, avec ses partenaires."
    page, _ = d.draw(
        rng,
        lambda f: (
            f.porteurs[0].court not in ("ADOMA", "CLLAJ") and f.porteurs[0].nom != "Metz French Pro"
        ),
    )
    page.say(said, rng.choice(FIELDS))
    return Spot(page.name, page.line_of(said))


@fault("numéro d’article tapé à la main, juste aujourd’hui", "TXT-034")
def article_by_hand(d: Dossier, rng: Random) -> Spot:
    """« article 6 » for a reference."""
    number = rng.randrange(1, len(articles_rediges(d.contrat)) + 1)
    said = rng.choice(
        [
            "Voir l'article {}.",
            "Les conditions de l'article {} s'appliquent.",
            "Le bilan est décrit à l'article {} du présent contrat.",
        ]
    )
    return say(d, rng, said.format(number))


@fault("numéro d’article faux", "TXT-035")
def wrong_article(d: Dossier, rng: Random) -> Spot:
    """An article that the contract does not have, or that is another's."""
    articles = articles_rediges(d.contrat)
    n = rng.randrange(1, len(articles) - 1)
    said = rng.choice(
        [f"Voir l'article {len(articles) + 3}.", f"Voir l'article {n} « {articles[n].titre} »."]
    )
    return say(d, rng, said)


@fault("numéro de fiche tapé à la main", "TXT-034", "TXT-035")
def fiche_by_hand(d: Dossier, rng: Random) -> Spot:
    """« fiche n° 4 »."""
    said = rng.choice(
        [
            "Voir la fiche n° {}.",
            "Elle complète la fiche-action n° {}.",
            "Comme pour la fiche {}, le public est adulte.",
        ]
    )
    return say(d, rng, said.format(rng.choice([1, 4, 8, 12, 19])))


@fault("numéro d’axe tapé à la main", "TXT-034", "TXT-035")
def axis_by_hand(d: Dossier, rng: Random) -> Spot:
    """« axe 2 », « axe III » ; in the published act one is wrong."""
    said = rng.choice(["L'action relève de l'axe {}.", "Voir aussi l'axe {} du contrat."])
    return say(d, rng, said.format(rng.choice(["1", "2", "III", "4", "7"])))


@fault("numéro d’axe qui n’est pas celui du titre", "TXT-035")
def wrong_axis(d: Dossier, rng: Random) -> Spot:
    """« Axe 2 : Logement et intégration » for the third."""
    n = rng.randrange(len(d.contrat.axes))
    wrong = (n + 1) % len(d.contrat.axes) + 1
    return say(d, rng, f"Axe {wrong} : {d.contrat.axes[n].intitule}")


@fault("numéro d’annexe tapé à la main", "TXT-034", "TXT-035")
def annex_by_hand(d: Dossier, rng: Random) -> Spot:
    """« annexe 2 »."""
    said = rng.choice(["Le détail figure à l'annexe {}.", "Voir l'annexe n° {} du contrat."])
    return say(d, rng, said.format(rng.choice([1, 2, 5])))


@fault("plusieurs articles appelés par leurs numéros", "TXT-034", "TXT-035")
def articles_by_hand(d: Dossier, rng: Random) -> Spot:
    """« aux articles 1er et 5 à 10 »."""
    said = rng.choice(
        ["aux articles 1er et 5 à 7", "aux articles 2 et 3", "aux articles 1er et 5 à 10"]
    )
    return say(d, rng, f"Les obligations prévues {said} sont remplies.")


@fault("titre cité autrement qu’il n’est", "TXT-040")
def title(d: Dossier, rng: Random) -> Spot:
    """A word of the quoted title is another."""
    titles = [f.intitule for f in d.contrat.fiches] + [a.intitule for a in d.contrat.axes]
    plain = [t for t in titles if len(t.split()) > 4 and not set("«»:,–.") & set(t)]
    if not plain:
        raise NoPlaceError
    chosen = rng.choice(plain).split()
    n = rng.choice([n for n, word in enumerate(chosen) if len(word) < 6])
    chosen[n] = "pour" if chosen[n] != "pour" else "des"
    return say(d, rng, f"Elle prolonge « {' '.join(chosen)} », une autre action.")


@fault("montant mal tapé dans un texte", "TXT-030")
def amount(d: Dossier, rng: Random) -> Spot:
    """« 64 00 € »."""
    wrong = rng.choice(["64 00 €", "12 00 euros", "1 5000 €", "36 00,50 €"])
    return say(d, rng, f"Une aide de {wrong} complète ces crédits.")


@fault("nombre mal tapé dans un texte", "TXT-031")
def count(d: Dossier, rng: Random) -> Spot:
    """« 12 00 » people."""
    return say(d, rng, f"On y a compté {rng.choice(['12 00', '30 00'])} visites en un an.")


@fault("texte laissé à compléter", "TXT-032")
def filler(d: Dossier, rng: Random) -> Spot:
    """XXX, [à compléter], ???."""
    left = rng.choice(
        [
            "Convention signée le XXX.",
            "Montant : XX €.",
            "TODO revoir ce point",
            "Le public est ??? pour l'instant.",
            "Partenaire : [à compléter]",
            "Lorem ipsum dolor sit amet.",
        ]
    )
    return say(d, rng, left)


@fault("« sans objet » tapé", "TXT-033")
def no_object(d: Dossier, rng: Random) -> Spot:
    """What the form prints by itself."""
    page, _ = d.draw(rng, lambda f: not f.commentaires_partenaires)
    page.put(rng.choice(["Sans objet", "Néant", "RAS", "n/a"]), "commentaires_partenaires")
    return at(page, "commentaires_partenaires")


@fault("renvoi vers rien", "REF-020")
def reference(d: Dossier, rng: Random) -> Spot:
    """A misspelt key."""
    wrong = rng.choice(
        [
            "article:avenants",
            "fiche:un-toi",
            "axe:logements",
            "valeur:annee",
            "annexe:charte",
            "article:budget",
        ]
    )
    return say(d, rng, f"Ce point est traité dans <{wrong}>, plus haut.")


@fault("renvoi à ce qui vient d’être supprimé", "REF-020")
def dangling(d: Dossier, rng: Random) -> Spot:
    """An article is removed; the texts that refer to it are not changed."""
    key = rng.choice(["gouvernance", "evaluation"])
    other = "evaluation" if key == "gouvernance" else "gouvernance"
    keys = [a if isinstance(a, str) else a["cle"] for a in d.main.get("articles")]
    d.main.drop("articles", keys.index(key))
    keys.remove(key)
    text = d.main.get("articles", keys.index(other), "texte")
    line = next(line for line in text.split("\n") if f"<article:{key}>" in line)
    return Spot(d.main.name, d.main.line_of(line))


@fault("clause type qui renvoie à un article supprimé", "REF-024")
def clause(d: Dossier, _: Random) -> Spot:
    """The standard clause on payment refers to the evaluation."""
    keys = [a if isinstance(a, str) else a["cle"] for a in d.main.get("articles")]
    d.main.drop("articles", keys.index("evaluation"))
    return at(d.main, "articles", keys.index("versement"))


@fault("bloc calculé inconnu", "REF-021")
def computed(d: Dossier, rng: Random) -> Spot:
    """A block that the tool does not write."""
    return say(d, rng, rng.choice(["<bloc:contributions_>", "<bloc:budget>", "<bloc:axe>"]))


@fault("fait cité que le dossier ne donne pas", "REF-022")
def fact(d: Dossier, rng: Random) -> Spot:
    """The accountant, the date of signature."""
    wrong = rng.choice(["au.comptable", "comptable"])
    return say(d, rng, f"Le paiement revient, sur demande, <valeur:{wrong}>.")


@fault("renvoi tapé dans une ligne", "REF-023")
def in_line(d: Dossier, rng: Random) -> Spot:
    """In a title, it prints as it is."""
    page, fiche = d.draw(rng, lambda f: ":" not in f.intitule and "«" not in f.intitule)
    page.put(f'"{fiche.intitule}, voir <article:montant>"', "intitule")
    return edited(page)


_LATER = {"TXT-011": 2, "TXT-016": 2, "TXT-017": 2, "TXT-019": 1, "TXT-020": 3}
"""How many lines below its first a faulty block is at fault."""

MARKDOWN = {
    "image dans un texte": ("TXT-001", "![logo](logo.png)"),
    "HTML dans un texte": ("TXT-002", "Une ligne<br>puis une autre."),
    "code dans un texte": ("TXT-003", "Le champ `montant` est vide."),
    "lien qui n’en est pas un": ("TXT-004", "Voir [le site](www.metz.fr)."),
    "renvoi mal écrit": ("TXT-005", "Voir [ceci](article:)."),
    "infobulle d’un lien": ("TXT-006", 'Voir [le site](https://www.metz.fr "Metz").'),
    "bloc calculé au milieu d’un texte": ("TXT-008", "Le pilote : <bloc:pilote>"),
    "bloc de code": ("TXT-009", "```python\ncode\n```"),
    "citation": ("TXT-010", "> Une phrase citée."),
    "liste de troisième niveau": ("TXT-011", "- une liste\n  - puis deux\n    - puis trois"),
    "trait de séparation": ("TXT-012", "***"),
    "titre trop profond": ("TXT-013", "#### Un détail de plus"),
    "lien dans un lien": ("TXT-007", "Voir [le <axe:logement>](axe:logement)."),
    "titre dans une liste": ("TXT-014", "- # Un titre"),
    "tableau dans une liste": ("TXT-015", "- | a | b |\n  |---|---|\n  | 1 | 2 |"),
    "adresse définie à part": ("TXT-016", "Voir le [site].\n\n[site]: https://www.metz.fr"),
    "tableau de trop de colonnes": ("TXT-018", f"{'| a ' * 64}|\n{'|---' * 64}|"),
    "élément de liste vide": ("TXT-019", "- avant\n-\n- après"),
    "liste dont les numéros sautent": ("TXT-020", "Voici deux points.\n\n1. avant\n3. après"),
    "tableau dont une ligne déborde": ("TXT-017", "| a | b |\n|---|---|\n| 1 | 2 | 3 |"),
}


def _markdown(code: str, typed: str) -> None:
    name = next(name for name, pair in MARKDOWN.items() if pair[0] == code)

    @fault(name, code)
    def make(d: Dossier, rng: Random) -> Spot:
        spot = say(d, rng, typed)
        return Spot(spot.file, (spot.line or 0) + _LATER.get(code, 0))


for _code, _typed in MARKDOWN.values():
    _markdown(_code, _typed)


@fault("identifiant dans une adresse", "TXT-022")
def address(d: Dossier, rng: Random) -> Spot:
    """What stands before « @ » is not the site."""
    site = rng.choice(["moselle.gouv.fr", "www.metz.fr"])
    return say(d, rng, f"Voir <https://{site}@exemple.test/>.")


@fault("mot de deux alphabets", "TXT-045")
def two_alphabets(d: Dossier, rng: Random) -> Spot:
    """A Cyrillic letter that looks like ours, in a name."""
    wrong = rng.choice(["la Ville de M\u0435tz", "la Vill\u0435 de Metz"])
    d.main.put(wrong, "parties", 0, "nom")
    return edited(d.main)


@fault("texte démesuré", "TXT-021")
def endless(d: Dossier, rng: Random) -> Spot:
    """A report pasted whole."""
    page, _ = d.draw(rng)
    page.put("|\n" + "  Un mot de plus.\n" * 6_500, "commentaires_porteurs")
    return Spot(page.name, page.line_of("Un mot de plus."))


@fault("montant en lettres et en chiffres, dans un texte", "TXT-036")
def letters(d: Dossier, rng: Random) -> Spot:
    """The words of one amount, the figures of another."""
    said = [
        "une aide de douze mille euros (12 500 €)",
        "un loyer de 640 € (six cent quatorze euros)",
        "la somme de quarante mille (14 000) euros",
    ]
    return say(d, rng, f"Le porteur reçoit {rng.choice(said)}.")


@fault("règle tue sans effet, ou inconnue", "REF-030", "REF-031")
def silence(d: Dossier, rng: Random) -> Spot:
    """A silence that silences nothing."""
    code = rng.choice(["MON-999", "MON-004"])
    d.main.append({"code": code, "motif": "vu avec la préfecture"}, "controles", "silences")
    return within(d.main)
