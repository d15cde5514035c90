"""The articles and annexes of a contract as they stand in it: numbered, with their text."""

from __future__ import annotations

from dataclasses import dataclass

from ctai_docs.contract.form import load_clauses
from ctai_docs.contract.model import Article, Contrat, Texte
from ctai_docs.machine.french import ordinal


@dataclass(frozen=True, slots=True)
class ArticleRedige:
    """An article with its number and its text, typed in the dossier or standard."""

    cle: str
    rang: int
    titre: str
    texte: Texte
    type: bool
    """Whether the text is the standard clause's."""

    @property
    def numero(self) -> str:
        """The number as it is printed: « 1er », « 2 »."""
        return ordinal(1) if self.rang == 1 else str(self.rang)

    @property
    def ancre(self) -> str:
        """The name of its bookmark."""
        return f"article_{self.rang}"


@dataclass(frozen=True, slots=True)
class AnnexeNumerotee:
    """An annex of the contract with its number."""

    cle: str
    numero: int
    intitule: str

    @property
    def ancre(self) -> str:
        """The name of its bookmark."""
        return f"annexe_{self.numero}"


def usual_articles() -> tuple[Article, ...]:
    """Return the articles of a contract that lists none: the usual standard clauses."""
    return tuple(Article(cle=clause.cle) for clause in load_clauses().usuelles)


def articles_rediges(contrat: Contrat) -> tuple[ArticleRedige, ...]:
    """Return the articles in order: those the dossier lists, else the usual ones.

    An article without a text whose key is no standard clause has an empty one: a check reports it.
    """
    listed = usual_articles() if contrat.articles is None else contrat.articles
    return tuple(_written(article, rank) for rank, article in enumerate(listed, 1))


def _written(article: Article, rank: int) -> ArticleRedige:
    clause = load_clauses().clause(article.cle)
    title = article.titre or (clause.titre if clause else article.cle)
    text = article.texte or Texte(clause.texte if clause else "")
    return ArticleRedige(article.cle, rank, title, text, type=article.texte is None)


def annexes_numerotees(contrat: Contrat) -> tuple[AnnexeNumerotee, ...]:
    """Return the annexes, numbered: fiches and budget, where there are fiches, then the others."""
    standard = [("fiches", "Fiches-actions"), ("budget", "Annexe budgétaire")]
    named = standard if contrat.fiches else []
    named = named + [(a.cle, a.intitule) for a in contrat.annexes]
    return tuple(AnnexeNumerotee(key, n, title) for n, (key, title) in enumerate(named, 1))
