"""Keys by which the parts of a contract name each other: axes, budget years, parties, articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ctai_docs.contract.facts import annexes_numerotees, articles_rediges
from ctai_docs.contract.form import editions, load_clauses
from ctai_docs.contract.form.edition import unknown_edition
from ctai_docs.contract.model import Contrat
from ctai_docs.contract.model.marks import Renvoi
from ctai_docs.contract.model.walk import field_path, marked
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.nearest import did_you_mean

AXE = Rule(
    code="REF-001",
    severity=Severity.ERREUR,
    title="Axe inconnu",
    found="« {cle} » n’est la clé d’{aucun} du contrat.",
    rule="Un axe est nommé par la clé qu’il a dans le contrat.",
    remedy="{advice}",
    source="Contrat, article « Objet » : les actions sont présentées par axe",
    example="fiches[1].axe: langues",
)
EXERCICE = Rule(
    code="REF-002",
    severity=Severity.ERREUR,
    title="Exercice inconnu",
    found="« {cle} » n’est la clé d’{aucun} du contrat.",
    rule="Un exercice est nommé par la clé qu’il a dans le contrat.",
    remedy="{advice}",
    source="Usage du projet",
    example="fiches[1].exercice: 2028",
)
PARTIE = Rule(
    code="REF-004",
    severity=Severity.ERREUR,
    title="Partie inconnue",
    found="« {cle} » n’est la clé d’{aucun} du contrat.",
    rule="Qui paie, pilote, reçoit ou délibère est nommé par sa clé, comme tout ce que le reste du "
    "dossier nomme.",
    remedy="{advice}",
    source="Usage du projet",
    example="pilote: cccas",
)
CLE_DOUBLE = Rule(
    code="REF-005",
    severity=Severity.ERREUR,
    title="Clé donnée deux fois",
    found="La clé « {cle} » est déjà celle de {first}.",
    rule="Une clé nomme une seule chose : c’est par elle que le reste du dossier y renvoie.",
    remedy="Donnez une autre clé à l’une des deux, ou supprimez celle qui est de trop.",
    source="Usage du projet",
    example="axes[2].cle: langue",
)
SANS_TEXTE = Rule(
    code="REF-006",
    severity=Severity.ERREUR,
    title="Article sans texte",
    found="L’article « {cle} » n’a pas de texte, et aucune clause type ne porte cette clé.",
    rule="Un article est une clause type nommée par sa clé, ou a son propre texte.",
    remedy="Écrivez son texte. {advice}",
    source="Usage du projet",
    example="articles[9].texte:",
)


class Noms(NamedTuple):
    """How messages name an element of a list of the contract."""

    numerote: str
    aucun: str


LISTS = {
    "parties": Noms("la partie n° {}", "aucune partie"),
    "exercices": Noms("l’exercice n° {}", "aucun exercice"),
    "axes": Noms("l’axe n° {}", "aucun axe"),
    "articles": Noms("l’article n° {}", "aucun article"),
    "annexes": Noms("l’annexe n° {} de la liste", "aucune annexe"),
    "fiches": Noms("la fiche n° {} du dossier", "aucune fiche"),
}
"""The lists whose items have a key."""

_NO_ELEMENT = {"axes": AXE, "exercices": EXERCICE}
"""The lists that have a rule of their own; the others share `PARTIE`."""


def check_cles(contrat: Contrat) -> Iterator[Finding]:
    """Yield the keys that name nothing, in every field that the model marks as a reference."""
    for path, key, renvoi in marked(contrat, Renvoi):
        known = _keys(contrat, renvoi.liste)
        if key not in known:
            rule, none = _NO_ELEMENT.get(renvoi.liste, PARTIE), LISTS[renvoi.liste].aucun
            yield rule.at(path, cle=key, aucun=none, advice=did_you_mean(key, known))


def _keys(contrat: Contrat, liste: str) -> list[str]:
    """Return the keys of a list of the contract, its standard articles and annexes included."""
    if liste == "articles":
        return [article.cle for article in articles_rediges(contrat)]
    if liste == "annexes":
        return [annexe.cle for annexe in annexes_numerotees(contrat)]
    return [item.cle for item in getattr(contrat, liste)]


def check_edition(contrat: Contrat) -> Iterator[Finding]:
    """Yield an edition of the form that does not exist."""
    if contrat.edition not in editions():
        yield unknown_edition(contrat.edition)


def check_cles_doubles(contrat: Contrat) -> Iterator[Finding]:
    """Yield the keys that two items of a list share."""
    for name, nouns in LISTS.items():
        seen = _computed_annexes(contrat) if name == "annexes" else {}
        for index, item in enumerate(getattr(contrat, name) or ()):
            if item.cle in seen:
                path = field_path(item, (name, index), "cle")
                yield CLE_DOUBLE.at(path, cle=item.cle, first=seen[item.cle])
            seen.setdefault(item.cle, nouns.numerote.format(index + 1))


def _computed_annexes(contrat: Contrat) -> dict[str, str]:
    """Return the annexes that every contract with fiches has, and how a message names them."""
    computed = annexes_numerotees(contrat)[: 2 if contrat.fiches else 0]
    return {annexe.cle: f"l’annexe « {annexe.intitule} »" for annexe in computed}


def check_articles(contrat: Contrat) -> Iterator[Finding]:
    """Yield the articles that have neither a text nor a standard clause."""
    clauses = load_clauses()
    for index, article in enumerate(contrat.articles or ()):
        if article.texte is None and clauses.clause(article.cle) is None:
            advice = did_you_mean(article.cle, [clause.cle for clause in clauses.clauses])
            yield SANS_TEXTE.at(
                field_path(article, ("articles", index), "cle"), cle=article.cle, advice=advice
            )


CHECKS = (
    check_edition,
    check_cles,
    check_cles_doubles,
    check_articles,
)
