"""The sentences of an avenant: one function for each kind of change, in the legal manner.

Numbers of articles, axes and fiches are those of the contract before; of what is added, after.
A sentence is plain text, typeset; a `Texte` that follows « ainsi rédigé : » is Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ctai_docs.contract.avenants.correction import correction
from ctai_docs.contract.avenants.labels import Steps, Words
from ctai_docs.contract.avenants.places import Places
from ctai_docs.contract.avenants.values import typed
from ctai_docs.contract.facts import annexes_numerotees
from ctai_docs.contract.model import Contrat, Contribution, Exercice, Modele, Partie, Texte
from ctai_docs.contract.model.avenant import (
    Ajouter,
    AjouterFiche,
    Changement,
    Deplacer,
    Modifier,
    RemplacerFiche,
)
from ctai_docs.contract.model.marks import Renvoi, Saisie
from ctai_docs.contract.model.slots import Slot, slots
from ctai_docs.contract.model.walk import Value, lookup
from ctai_docs.machine.french import enumerate_fr, write_period
from ctai_docs.machine.markdown import escape


class Sentence(NamedTuple):
    """What an avenant says of one change."""

    phrase: str
    texte: Texte | None = None


class Sentences:
    """The sentences about the changes from one contract to another."""

    def __init__(self, avant: Contrat, apres: Contrat) -> None:
        self.avant, self.apres = avant, apres
        self.words = Words(apres.edition)
        self.places = Places(avant, apres)

    def of(self, change: Changement) -> Sentence:
        """Return the sentence of a change."""
        match change:
            case Modifier():
                return self._modified(change)
            case AjouterFiche():
                number = self.apres.numeros.get(change.ajouter_fiche, "")
                title = change.fiche.intitule
                said = f"Il est ajouté une fiche-action n° {number}, « {title} »"
                return Sentence(f"{said}, annexée au présent avenant.")
            case RemplacerFiche():
                return self._fiche_replaced(change)
            case Ajouter():
                return self._added(change)
            case Deplacer():
                return self._moved(change)
            case _:
                return self._dropped(change.etapes)

    # ------------------------------------------------------------------ a value
    def _modified(self, change: Modifier) -> Sentence:
        steps, found = change.etapes, typed(change)
        old, new = found.avant, found.apres
        if steps[0] == "articles" and len(steps) == 3 and steps[2] in ("texte", "titre"):
            return self._article(steps)
        if steps[0] == "parties" and steps[-1] == "representants" and new:
            return Sentence(self._signed(steps[1], new))
        if found.slot.holder is not None:
            return self._rewritten(steps, self._list(found.slot, new, steps))
        if found.slot.saisie is Saisie.TEXTE:
            return self._text(steps, old, new)
        return Sentence(self._leaf(found.slot, steps, old, new))

    def _leaf(self, slot: Slot, steps: Steps, old: Value, new: Value) -> str:
        """Return the sentence about an amount, a date or a few words."""
        place = self.places.inside(steps)
        before, after = (self._shown(slot.renvoi, item, steps[:-1]) for item in (old, new))
        if old is not None and new is not None and _is_choice(slot, new):
            return f"{place}, « {after} » remplace « {before} »."
        if old is None:
            verb = "le montant est fixé à" if isinstance(new, Decimal) else "il est ajouté :"
            return f"{place}, {verb} « {after} »."
        if new is None:
            return f"{place}, les mots « {before} » sont supprimés."
        return f"{place}, les mots « {before} » sont remplacés par les mots « {after} »."

    def _shown(self, renvoi: Renvoi | None, item: Value, steps: Steps) -> str:
        """Return a value as people say it: for a key, the name of what it refers to."""
        if renvoi and isinstance(item, str):
            return self.places.name(renvoi.liste, item)
        return self.words.show(item, steps)

    def _text(self, steps: Steps, old: Texte | None, new: Texte | None) -> Sentence:
        """Return the sentence about a text: the few words corrected, or the whole text."""
        if old and new and (words := _corrected(old, new)):
            return Sentence(f"{self.places.inside(steps)}, {words}")
        return self._rewritten(steps, new)

    def _rewritten(self, steps: Steps, text: str | None) -> Sentence:
        """Return the sentence that rewrites a part of the contract, or drops it."""
        part = self.places.part(steps)
        if not text:
            return Sentence(f"{part} est supprimée.")
        return Sentence(f"{part} est ainsi rédigée :", Texte(text))

    def _article(self, steps: Steps) -> Sentence:
        """Return the sentence about the title or the text of an article, typed or standard."""
        old, new = self.places.article(steps[1]), self.places.article(steps[1], after=True)
        number = old.numero if old else ""
        before, after = old.texte if old else Texte(""), new.texte if new else Texte("")
        if steps[2] == "titre":
            title = new.titre if new else ""
            return Sentence(f"L'article {number} est ainsi intitulé : « {title} ».")
        if words := _corrected(before, after):
            return Sentence(f"À l'article {number}, {words}")
        return Sentence(f"L'article {number} est ainsi rédigé :", after)

    def _signed(self, party: str, people: Iterable[Modele]) -> str:
        names = enumerate_fr([self.words.show(person) for person in people])
        name = self.places.name("parties", party)
        return f"Pour {name}, le contrat est désormais signé par {names}."

    def _list(self, slot: Slot, items: Value, steps: Steps) -> str:
        """Return a list, or an object, as Markdown."""
        items = items if isinstance(items, tuple) else (items,) if items is not None else ()
        lines = [escape(self._shown(slot.renvoi, item, steps)) for item in items]
        return " ;\n".join(f"- {line}" for line in lines if line)

    # ------------------------------------------------------------------ elements
    def _fiche_replaced(self, change: RemplacerFiche) -> Sentence:
        old = self.avant.numeros.get(change.remplacer_fiche, "")
        new = self.apres.numeros.get(change.fiche.cle, "")
        by = "la fiche" if old == new else f"la fiche-action n° {new},"
        said = f"La fiche-action n° {old} est remplacée par {by} annexée au présent avenant."
        return Sentence(said)

    def _added(self, change: Ajouter) -> Sentence:
        steps, item = change.etapes, typed(change).apres
        kind, key = steps[-2], steps[-1]
        match kind, len(steps):
            case "axes", 2:
                number = self.places.number(steps, after=True)
                said = f"Il est ajouté un axe {number} : « {item.intitule} »."
                return Sentence(said, item.avant_propos)
            case "articles", 2:
                return self._article_added(key)
            case "annexes", 2:
                rank = _annexe(self.apres, key)
                said = f"Il est ajouté une annexe {rank} : « {item.intitule} »."
                return Sentence(said)
            case "parties", 2:
                return Sentence(f"{_capital(item.nom)} devient partie au contrat.")
        return Sentence(self._plainly_added(steps, item))

    def _plainly_added(self, steps: Steps, item: Value) -> str:
        place = self.places.around(steps)
        if isinstance(item, Exercice):
            period = write_period(item.debut, item.fin)
            paid = [self._paid(c) for c in item.contributions]
            said = f"{place}, il est ajouté l'exercice {item.cle} ({period})"
            return f"{said} : {' ; '.join(paid)}." if paid else f"{said}."
        said = self._paid(item) if isinstance(item, Contribution) else self._named(steps, item)
        return f"{place}, il est ajouté : « {said} »."

    def _paid(self, paid: Contribution) -> str:
        name = self.places.name("parties", paid.payeur)
        amount = self.words.show(paid.montant) or "montant fixé par avenant"
        return f"{name}, {amount}"

    def _named(self, steps: Steps, item: Value) -> str:
        """Return an element in words; the row of a table, with its label."""
        shown = self.words.show(item, steps[:-1])
        listed = isinstance(item, Modele) and list(slots(steps[:-1]))[-1].element
        return shown if listed else f"{self.words.titles(steps)[-1]} : {shown}"

    def _article_added(self, key: str) -> Sentence:
        new = self.places.article(key, after=True)
        before = self.places.article_before(key)
        start = f"Après l'article {before.numero}, il" if before else "Il"
        follows = new and new.rang == (before.rang if before else 0) + 1
        number = f" {new.numero}" if new and follows else ""
        said = f"{start} est inséré un article{number}, « {new.titre if new else key} »"
        said = f"{said}, ainsi rédigé :" if new and new.texte else f"{said}."
        return Sentence(said, new.texte if new else None)

    def _dropped(self, steps: Steps) -> Sentence:
        item = lookup(self.avant, steps)
        return Sentence(self._dropped_words(steps, item))

    def _dropped_words(self, steps: Steps, item: Value) -> str:
        kind, key = steps[-2], steps[-1]
        match kind, len(steps):
            case "fiches", 2:
                number = self.avant.numeros.get(key, "")
                return f"La fiche-action n° {number}, « {item.intitule} », est supprimée."
            case "axes", 2:
                return f"L'axe {self.places.number(steps)}, « {item.intitule} », est supprimé."
            case "articles", 2:
                article = self.places.article(key)
                return f"L'article {article.numero if article else ''} est supprimé."
            case "annexes", 2:
                rank = _annexe(self.avant, key)
                return f"L'annexe {rank}, « {item.intitule} », est supprimée."
            case "exercices", 2:
                return f"{self.places.around(steps)}, l'exercice {key} est supprimé."
        if isinstance(item, Partie):
            return f"{_capital(item.nom)} cesse d'être partie au contrat."
        said = self._paid(item) if isinstance(item, Contribution) else self._named(steps, item)
        return f"{self.places.around(steps)}, les mots « {said} » sont supprimés."

    def _moved(self, change: Deplacer) -> Sentence:
        steps = change.etapes
        kind, key = steps[-2], steps[-1]
        old, new = self.places.number(steps), self.places.number(steps, after=True)
        if old and old != new:
            noun = {"axes": "L'axe", "articles": "L'article", "fiches": "La fiche-action n°"}[kind]
            return Sentence(f"{noun} {old} devient {noun[0].lower()}{noun[1:]} {new}.")
        name = self.places.name(kind, key)
        after = change.a_la_suite_de
        where = f"à la suite de « {self.places.name(kind, after)} »" if after else "à la fin"
        where = "en tête" if change.en_tete else where
        return Sentence(f"{self.places.around(steps)}, « {name} » prend place {where}.")


def _is_choice(slot: Slot, item: Value) -> bool:
    """Tell whether a value is a choice: the contract prints other words than those typed."""
    return slot.renvoi is not None or isinstance(item, (bool, StrEnum))


def _corrected(before: str, after: str) -> str:
    """Return the sentence about a few words of a text, nothing when they are not few."""
    found = correction(before, after)
    if found is None:
        return ""
    if not found.avant:
        return f"après les mots « {found.voisin} », sont insérés les mots « {found.apres} »."
    if not found.apres:
        return f"les mots « {found.avant} » sont supprimés."
    return f"les mots « {found.avant} » sont remplacés par les mots « {found.apres} »."


def _annexe(contrat: Contrat, key: str) -> int:
    return next((a.numero for a in annexes_numerotees(contrat) if a.cle == key), 0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
