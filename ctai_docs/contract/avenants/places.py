"""Where a change stands in the contract, in words: « À l'article 3, pour l'année 2027 »."""

from __future__ import annotations

import re

from ctai_docs.contract.avenants.labels import Steps, Words
from ctai_docs.contract.facts import ArticleRedige, articles_rediges
from ctai_docs.contract.form import load_clauses
from ctai_docs.contract.model import Beneficiaire, Contrat, Contribution, Modele
from ctai_docs.contract.model.avenant import article_of
from ctai_docs.contract.model.walk import lookup
from ctai_docs.machine.french import du

_BLOCK = re.compile(r"<bloc:(\w+)>")


class Places:
    """The places of the changes from one contract to another."""

    def __init__(self, avant: Contrat, apres: Contrat) -> None:
        self._avant, self._apres = avant, apres
        self._words = Words(apres.edition)
        self._old = {a.cle: a for a in articles_rediges(avant)}
        self._new = {a.cle: a for a in articles_rediges(apres)}

    # ------------------------------------------------------------------ articles and numbers
    def article(self, key: str, *, after: bool = False) -> ArticleRedige | None:
        """Return the article of this key, before the avenant or after."""
        return (self._new if after else self._old).get(key)

    def numbers(self, *, after: bool = False) -> dict[str, str]:
        """Return the printed number of each article, by key."""
        return {key: a.numero for key, a in (self._new if after else self._old).items()}

    def article_before(self, key: str) -> ArticleRedige | None:
        """Return the last article of the contract that stands before the one of this key, after."""
        keys = list(self._new)
        earlier = keys[: keys.index(key)] if key in keys else []
        return next((self._old[k] for k in reversed(earlier) if k in self._old), None)

    def order(self, article: ArticleRedige | None) -> float:
        """Return the sort key of an article: its rank before; if added, that of its neighbour."""
        if article is None:
            return 0
        if article.cle in self._old:
            return article.rang
        before = self.article_before(article.cle)
        return (before.rang if before else 0) + 0.5

    def touched(self, steps: Steps) -> ArticleRedige | None:
        """Return the article that a change touches; None for the head and the end.

        In a contract that words its articles under keys of its own, it is the one that prints the
        computed blocks of the standard clause.
        """
        key = article_of(steps)
        if key is None:
            return None
        return self._old.get(key) or self._with_blocks(key) or self._new.get(key)

    def _with_blocks(self, key: str) -> ArticleRedige | None:
        clause = load_clauses().clause(key)
        blocks = set(_BLOCK.findall(clause.texte)) if clause else set()
        prints = (a for a in self._old.values() if blocks & set(_BLOCK.findall(a.texte)))
        return next(prints, None)

    def rank(self, field: str, key: str, *, after: bool = False) -> int:
        """Return the rank of an element of a list of the contract, from 1."""
        items = getattr(self._apres if after else self._avant, field)
        return 1 + [item.cle for item in items].index(key)

    def number(self, steps: Steps, *, after: bool = False) -> str:
        """Return the printed number of an axis, an article or a fiche; nothing for the others."""
        kind, key = steps[0], steps[-1]
        if len(steps) != 2:
            return ""
        if kind == "articles":
            article = self.article(key, after=after)
            return article.numero if article else ""
        if kind == "axes":
            return str(self.rank(kind, key, after=after))
        contrat = self._apres if after else self._avant
        return contrat.numeros.get(key, "") if kind == "fiches" else ""

    def name(self, kind: str, key: str) -> str:
        """Return the name of an element of a list of the contract, as people say it."""
        item = lookup(self._avant, (kind, key)) or lookup(self._apres, (kind, key))
        return self._called(item) or key

    # ------------------------------------------------------------------ words
    def inside(self, steps: Steps) -> str:
        """Return where words are replaced: « Dans la fiche-action n° 8 (Budget, Reliquats) »."""
        start, labels = self._split(steps)
        return f"{start} ({', '.join(labels)})" if labels else start

    def around(self, steps: Steps) -> str:
        """Return where an element is added or dropped: the place of its list."""
        return self.inside(steps[:-1])

    def part(self, steps: Steps) -> str:
        """Return the part that is rewritten: « À l'article 2, la rubrique « Public cible » »."""
        start, labels = self._split(steps)
        if steps == ("preambule",):
            return "La rubrique « Préambule » du contrat"
        return f"{start}, la rubrique « {', '.join(labels) or 'Texte'} »"

    def _split(self, steps: Steps) -> tuple[str, list[str]]:
        """Return how a place begins, and the labels of the rest of its path."""
        labels = self._titles(steps)
        match steps:
            case ("fiches", key, *_):
                return f"Dans la fiche-action n° {self._avant.numeros.get(key, key)}", labels[2:]
            case ("parties", key, *_):
                return f"Dans la désignation {du(self.name('parties', key))}", labels[2:]
            case ("exercices", key, "contributions", payer, *rest):
                return self._of_year(steps, key, payer), labels[4:] if rest != ["montant"] else []
            case ("exercices",):
                return self._start(steps), []
            case ("exercices", key, *_):
                return f"{self._start(steps)}, pour {self._year(key)}", labels[2:]
            case ("articles", _, *_):
                return self._start(steps), labels[2:]
            case ("preambule",):
                return "Dans le préambule", []
        return self._start(steps), labels[1:] or labels

    def _start(self, steps: Steps) -> str:
        article = self.touched(steps)
        return f"À l'article {article.numero}" if article else "Dans le contrat"

    def _of_year(self, steps: Steps, key: str, payer: str) -> str:
        party = self._avant.partie(payer)
        whose = "" if party is None or party.est_etat else f", pour {party.appellation}"
        return f"{self._start(steps)}, pour {self._year(key)}{whose}"

    def _year(self, key: str) -> str:
        year = lookup(self._avant, ("exercices", key)) or lookup(self._apres, ("exercices", key))
        return f"l'année {key}" if year and year.est_civil else f"l'exercice {key}"

    def _titles(self, steps: Steps) -> list[str]:
        """Return the labels of a path, elements under the names that people give them."""
        titles = self._words.titles(steps)
        for depth in range(1, len(steps)):
            item = lookup(self._avant, steps[: depth + 1])
            titles[depth] = self._called(item) or titles[depth]
        return titles

    def _called(self, item: object) -> str:
        """Return the name of an element as people say it, empty where there is none."""
        match item:
            case Beneficiaire():
                return self._avant.nom_beneficiaire(item)
            case Contribution():
                return self.name("parties", item.payeur)
            case Modele():
                names = ("appellation", "intitule", "titre", "nom", "libelle")
                found = (getattr(item, name, None) for name in names)
                return next((name for name in found if isinstance(name, str) and name), "")
        return ""
