"""`describe`: a change in the legal manner, as data that a template prints.

« À l'article 3, pour l'année 2027, les mots « 150 000 € (cent cinquante mille euros) » sont
remplacés par les mots « … ». » Articles and fiches bear the numbers of the contract before the
avenant; what is added, those of the contract after.
"""

from __future__ import annotations

from dataclasses import dataclass

from ctai_docs.contract.avenants.applying import apply
from ctai_docs.contract.avenants.places import Places
from ctai_docs.contract.avenants.sentences import Sentences
from ctai_docs.contract.facts import ArticleRedige
from ctai_docs.contract.model import Contrat, Texte
from ctai_docs.contract.model.avenant import (
    Ajouter,
    Avenant,
    Changement,
    Supprimer,
)
from ctai_docs.machine.french import enumerate_fr, typeset


@dataclass(frozen=True, slots=True)
class Disposition:
    """One change as the avenant says it."""

    changement: Changement
    article: ArticleRedige | None
    """The article of the contract that is changed; None for the head and the end."""
    phrase: str
    texte: Texte | None
    """The Markdown text that follows the sentence, when it ends with « : »."""

    @property
    def motif(self) -> Texte | None:
        """The motive of this change, where one was typed."""
        return self.changement.motif


@dataclass(frozen=True, slots=True)
class ArticleModifie:
    """All that an avenant says of one article of the contract, or of its head."""

    article: ArticleRedige | None
    dispositions: tuple[Disposition, ...]

    @property
    def titre(self) -> str:
        """« Modification de l'article 3 (Montant…) »: the title of an article of the avenant."""
        if self.article is None:
            return "Modification du contrat"
        what = f"l'article {self.article.numero} ({self.article.titre})"
        whole = [d.changement for d in self.dispositions if len(d.changement.etapes) == 2]
        if any(isinstance(c, Ajouter) and c.etapes[0] == "articles" for c in whole):
            return typeset(f"Ajout d'un article ({self.article.titre})")
        dropped = any(isinstance(c, Supprimer) and c.etapes[0] == "articles" for c in whole)
        return typeset(f"{'Suppression' if dropped else 'Modification'} de {what}")

    @property
    def phrase(self) -> str:
        """« L'article 3 est ainsi modifié : » before several changes, empty before one."""
        if len(self.dispositions) < 2:
            return ""
        what = f"L'article {self.article.numero}" if self.article else "Le contrat"
        return typeset(f"{what} est ainsi modifié :")


def describe(changement: Changement, avant: Contrat, apres: Contrat) -> Disposition:
    """Return what an avenant says of one of its changes, between the contracts around it."""
    return _disposition(Sentences(avant, apres), changement)


def articles_modifies(
    avenant: Avenant, avant: Contrat, apres: Contrat | None = None
) -> tuple[ArticleModifie, ...]:
    """Return all that an avenant says, by article, in the order of the contract: its head first.

    What no document prints (`SILENT`) is left out.
    """
    apres = apres or apply(avant, avenant)
    sentences = Sentences(avant, apres)
    groups: dict[str | None, list[Disposition]] = {}
    for change in filter(_is_printed, avenant.changements):
        said = _disposition(sentences, change)
        groups.setdefault(said.article.cle if said.article else None, []).append(said)
    found = [ArticleModifie(group[0].article, tuple(group)) for group in groups.values()]
    return tuple(sorted(found, key=lambda group: sentences.places.order(group.article)))


def renumerotations(avant: Contrat, apres: Contrat) -> tuple[str, ...]:
    """Return the sentences that renumber the articles, axes and fiches kept by the avenant."""
    places = Places(avant, apres)
    both = {
        "article": _pairs(places.numbers(), places.numbers(after=True)),
        "fiche-action": _pairs(avant.numeros, apres.numeros),
    }
    return tuple(typeset(_renumbered(noun, pairs)) for noun, pairs in both.items() if pairs)


SILENT = frozenset({"en_lettres", "total_contributions", "controles", "presentation"})
"""Fields that no document prints: they serve the checks, or the look of documents."""


def _is_printed(change: Changement) -> bool:
    steps = change.etapes
    declared = steps[0] == "axes" and steps[2:] == ("montant",)
    return not declared and not SILENT & set(steps)


def _disposition(sentences: Sentences, change: Changement) -> Disposition:
    said = sentences.of(change)
    article = sentences.places.touched(change.etapes)
    return Disposition(change, article, typeset(said.phrase), said.texte)


def _pairs(old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str]]:
    return [(old[key], new[key]) for key in old if key in new and old[key] != new[key]]


def _renumbered(noun: str, pairs: list[tuple[str, str]]) -> str:
    old, new = (enumerate_fr(numbers) for numbers in zip(*pairs, strict=True))
    if noun == "article":
        if len(pairs) == 1:
            return f"L'article {old} devient l'article {new}."
        return f"Les articles {old} deviennent respectivement les articles {new}."
    if len(pairs) == 1:
        return f"La fiche-action n° {old} devient la fiche-action n° {new}."
    return f"Les fiches-actions n° {old} deviennent respectivement les fiches-actions n° {new}."
