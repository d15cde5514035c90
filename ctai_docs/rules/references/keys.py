"""Keys by which the parts of a contract name each other: axes, budget years, parties, articles."""

from __future__ import annotations

from collections.abc import Iterator

from ctai_docs.contract.facts import annexes_numerotees
from ctai_docs.contract.form import editions, load_clauses
from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.rules.walk import fiches, field

AXIS = Rule(
    "REF-001",
    Severity.ERREUR,
    "Axe inconnu",
    found="La fiche est rangée sous l’axe « {cle} », que le contrat n’a pas.",
    rule="Une fiche relève d’un axe du contrat, nommé par sa clé.",
    remedy="{advice}",
    source="Contrat, article « Objet » : les actions sont présentées par axe",
    example="fiches[1].axe: langues",
)
YEAR = Rule(
    "REF-002",
    Severity.ERREUR,
    "Exercice inconnu",
    found="La fiche relève de l’exercice « {cle} », que le contrat n’a pas.",
    rule="Une fiche relève d’un exercice du contrat, nommé par sa clé.",
    remedy="{advice}",
    source="Usage du projet",
    example="fiches[1].exercice: 2028",
)
EDITION = Rule(
    "REF-003",
    Severity.ERREUR,
    "Édition du formulaire inconnue",
    found="L’édition « {cle} » du formulaire national n’existe pas ici.",
    rule="Les rubriques d’une fiche sont celles d’une édition du formulaire.",
    remedy="{advice}",
    source="Formulaire national « fiche-action »",
    example="edition: 2062",
)
PARTY = Rule(
    "REF-004",
    Severity.ERREUR,
    "Partie inconnue",
    found="« {cle} » n’est la clé d’aucune partie du contrat.",
    rule="Qui paie, pilote ou reçoit en tant que partie est nommé par la clé de cette partie.",
    remedy="{advice}",
    source="Usage du projet",
    example="pilote: cccas",
)
DUPLICATE = Rule(
    "REF-005",
    Severity.ERREUR,
    "Clé donnée deux fois",
    found="La clé « {cle} » est déjà celle de {first}.",
    rule="Une clé nomme une seule chose : c’est par elle que le reste du dossier y renvoie.",
    remedy="Donnez une autre clé à l’une des deux, ou supprimez celle qui est de trop.",
    source="Usage du projet",
    example="axes[2].cle: langue",
)
NO_TEXT = Rule(
    "REF-006",
    Severity.ERREUR,
    "Article sans texte",
    found="L’article « {cle} » n’a pas de texte, et aucune clause type ne porte cette clé.",
    rule="Un article est une clause type nommée par sa clé, ou a son propre texte.",
    remedy="Écrivez son texte. {advice}",
    source="Usage du projet",
    example="articles[9].texte:",
)

LISTS = {
    "parties": "la partie n° {}",
    "exercices": "l’exercice n° {}",
    "axes": "l’axe n° {}",
    "articles": "l’article n° {}",
    "annexes": "l’annexe n° {} de la liste",
    "fiches": "la fiche n° {} du dossier",
}
"""The lists whose items have a key, and how a message names one of them."""


def check_axes(contrat: Contrat) -> Iterator[Finding]:
    """Yield the fiches whose axis does not exist."""
    keys = [axe.cle for axe in contrat.axes]
    for path, fiche in fiches(contrat):
        if fiche.axe not in keys:
            yield AXIS.at((*path, "axe"), cle=fiche.axe, advice=did_you_mean(fiche.axe, keys))


def check_years(contrat: Contrat) -> Iterator[Finding]:
    """Yield the fiches whose budget year does not exist."""
    keys = [exercice.cle for exercice in contrat.exercices]
    for path, fiche in fiches(contrat):
        if fiche.exercice is not None and fiche.exercice not in keys:
            advice = did_you_mean(fiche.exercice, keys)
            yield YEAR.at((*path, "exercice"), cle=fiche.exercice, advice=advice)


def check_edition(contrat: Contrat) -> Iterator[Finding]:
    """Yield an edition of the form that does not exist."""
    if contrat.edition not in editions():
        advice = did_you_mean(contrat.edition, editions())
        yield EDITION.at(("edition",), cle=contrat.edition, advice=advice)


def check_parties(contrat: Contrat) -> Iterator[Finding]:
    """Yield the payers, pilot and payees that are no party."""
    keys = [party.cle for party in contrat.parties]
    for path, key in _parties_named(contrat):
        if key not in keys:
            yield PARTY.at(path, cle=key, advice=did_you_mean(key, keys))


def _parties_named(contrat: Contrat) -> Iterator[tuple[Path, str]]:
    if contrat.pilote is not None:
        yield ("pilote",), contrat.pilote
    for n, exercice in enumerate(contrat.exercices):
        for m, contribution in enumerate(exercice.contributions):
            yield ("exercices", n, "contributions", m, "payeur"), contribution.payeur
    for n, payee in enumerate(contrat.versement.beneficiaires):
        if payee.partie is not None:
            yield field(payee, ("versement", "beneficiaires", n), "partie"), payee.partie


def check_duplicates(contrat: Contrat) -> Iterator[Finding]:
    """Yield the keys that two items of a list share."""
    for name, wording in LISTS.items():
        seen = _computed_annexes(contrat) if name == "annexes" else {}
        for index, item in enumerate(getattr(contrat, name) or ()):
            if item.cle in seen:
                path = field(item, (name, index), "cle")
                yield DUPLICATE.at(path, cle=item.cle, first=seen[item.cle])
            seen.setdefault(item.cle, wording.format(index + 1))


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
            yield NO_TEXT.at(
                field(article, ("articles", index), "cle"), cle=article.cle, advice=advice
            )


CHECKS = (
    check_edition,
    check_axes,
    check_years,
    check_parties,
    check_duplicates,
    check_articles,
)
