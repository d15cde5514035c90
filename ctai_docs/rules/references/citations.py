"""References inside the texts: `<article:avenant>`, `<valeur:etat.2026>`, `<bloc:axes>`.

All texts of the dossier are read, and the standard clauses that the contract uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ctai_docs.contract.facts import Citations, articles_rediges
from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.markdown import Block, ComputedBlock, Item, ListBlock, Reference, Table
from ctai_docs.machine.nearest import did_you_mean, nearest
from ctai_docs.rules.walk import leaves, parsed, texts

RENVOI_VIDE = Rule(
    code="REF-020",
    severity=Severity.ERREUR,
    title="Renvoi vers rien",
    found="Le renvoi <{kind}:{key}> ne mène à rien.",
    rule="Un renvoi nomme par sa clé {what} du contrat.",
    remedy="{advice}",
    source="Usage du projet",
    example='preambule: "Voir l\'<article:avenants>."',
)
BLOC_INCONNU = Rule(
    code="REF-021",
    severity=Severity.ERREUR,
    title="Bloc calculé inconnu",
    found="Le bloc <bloc:{key}> n’existe pas.",
    rule="Un bloc calculé est l’un de ceux que l’outil sait écrire.",
    remedy="{advice}",
    source="Usage du projet",
    example='preambule: "<bloc:contribution>"',
)
FAIT_ABSENT = Rule(
    code="REF-022",
    severity=Severity.ERREUR,
    title="Fait que le dossier ne donne pas",
    found="Le dossier ne donne pas ce que cite <valeur:{key}>.",
    rule="Un fait cité s’imprime à sa place ; celui-ci laisserait un blanc.",
    remedy="Renseignez « {field} », ou retirez la citation.",
    source="Usage du projet",
    example='versement.comptable:\npreambule: "Le paiement revient <valeur:au.comptable>."',
)
DANS_UNE_LIGNE = Rule(
    code="REF-023",
    severity=Severity.ERREUR,
    title="Renvoi dans une ligne",
    found="Ce texte d’une ligne contient {typed}.",
    rule="Un renvoi ne se lit que dans un texte ; ici il s’imprimerait tel quel.",
    remedy="Écrivez la chose en toutes lettres, sans son numéro.",
    source="Usage du projet",
    example="axes[1].intitule: Apprendre, selon l'<article:evaluation>",
)
CLAUSE_TYPE = Rule(
    code="REF-024",
    severity=Severity.ERREUR,
    title="Clause type qui renvoie à un absent",
    found="La clause type « {titre} » renvoie à <{kind}:{key}>, que le contrat n’a pas.",
    rule="Un renvoi sans cible s’imprimerait comme il est écrit.",
    remedy="Ajoutez ce qui manque, ou donnez à l’article un texte sans ce renvoi.",
    source="Clauses types du projet",
    example="articles[6]:",
)

WHAT = {
    "article": "un article",
    "axe": "un axe",
    "fiche": "une fiche",
    "annexe": "une annexe",
    "valeur": "un fait",
}
FIELDS = {
    "pilote": "pilote",
    "ordonnateur": "versement.ordonnateur",
    "comptable": "versement.comptable",
    "action": "versement.imputation.action",
    "etat": "exercices",
}
"""The field of the dossier that gives a fact which may be missing."""

SHOWN = 60
"""Signs of a key that a message shows."""

_TYPED = re.compile(r"<(?:article|axe|fiche|annexe|valeur|bloc):[^<>\s]{1,60}>", re.IGNORECASE)

Cited: TypeAlias = dict[tuple[str, str], None]
"""References by kind and key, each once, in the order of the text."""


def check_renvois(contrat: Contrat) -> Iterator[Finding]:
    """Yield the references of the dossier's texts that refer to nothing."""
    known = _Known(contrat)
    for path, text in texts(contrat):
        for kind, key in cited(parsed(text).blocks if _may_cite(text) else ()):
            if not known.prints(kind, key) and not known.is_said_elsewhere(kind, key):
                for line in _lines(text, kind, key):
                    yield known.nothing(path, line, kind, key)


def check_clauses(contrat: Contrat) -> Iterator[Finding]:
    """Yield the references of the standard clauses in use that refer to nothing here."""
    known = _Known(contrat)
    for index, article in enumerate(articles_rediges(contrat)):
        if not article.type:
            continue
        path: Path = () if contrat.articles is None else ("articles", index)
        for kind, key in cited(parsed(article.texte).blocks):
            if not known.prints(kind, key):
                yield CLAUSE_TYPE.at(path, titre=article.titre, kind=kind, key=key)


def check_lignes(contrat: Contrat) -> Iterator[Finding]:
    """Yield the references typed in a field of one line, where they are not read."""
    for path, value in leaves(contrat):
        if type(value) is str and ":" in value and (found := _TYPED.search(value)):
            yield DANS_UNE_LIGNE.at(path, typed=found[0])


def cited(blocks: Iterable[Block]) -> Cited:
    """Return what the blocks refer to; a computed block as `("bloc", its name)`."""
    return dict.fromkeys(_cited(blocks))


def _cited(blocks: Iterable[Block | Item]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case ComputedBlock(name):
                yield "bloc", name
            case ListBlock(items=items):
                yield from _cited(items)
            case Item(inner):
                yield from _cited(inner)
            case Table(header, rows):
                for row in (header, *rows):
                    for cell in row:
                        yield from _references(cell.spans)
            case _:
                yield from _references(block.spans)


def _references(spans: Iterable[object]) -> Iterator[tuple[str, str]]:
    return ((s.kind, s.key) for s in spans if isinstance(s, Reference))


def _may_cite(text: str) -> bool:
    return "<" in text or "](" in text


def _lines(text: str, kind: str, key: str) -> list[int]:
    """Return the lines of a text that hold a reference: the first one where none is seen."""
    typed = re.compile(rf"(?<!\\)[<(]{kind}:{re.escape(key)}[>)\s]", re.IGNORECASE)
    return [n for n, line in enumerate(text.split("\n")) if typed.search(line + "\n")] or [0]


class _Known:
    """All that the texts of a contract may refer to, and the findings of other references."""

    def __init__(self, contrat: Contrat) -> None:
        self.citations = Citations(contrat)
        self.pilot = contrat.pilote
        self.fiches = {fiche.cle for fiche in contrat.fiches}
        self.years = {exercice.cle for exercice in contrat.exercices}

    def prints(self, kind: str, key: str) -> bool:
        """Tell whether a reference prints something; a computed block may be empty."""
        found = self.citations.find(kind, key)
        return found is not None and (kind == "bloc" or bool(found.texte))

    def is_said_elsewhere(self, kind: str, key: str) -> bool:
        """Tell whether `keys` reports the cause already: an unknown axis, or an unknown pilot."""
        pilot = self.pilot is not None and key.rpartition(".")[2] == "pilote"
        return pilot if kind == "valeur" else kind == "fiche" and key in self.fiches

    def nothing(self, path: Path, line: int, kind: str, key: str) -> Finding:
        """Return the finding of a reference to nothing, with the nearest one that exists."""
        names = [name for name in self.citations.by_kind[kind] if self.prints(kind, name)]
        if kind == "bloc":
            return BLOC_INCONNU.at(
                path, line_in_text=line, key=key[:SHOWN], advice=did_you_mean(key, names)
            )
        if kind == "valeur" and (missing := self._missing(key)):
            return FAIT_ABSENT.at(path, line_in_text=line, key=key[:SHOWN], field=missing)
        return RENVOI_VIDE.at(
            path,
            line_in_text=line,
            kind=kind,
            key=key[:SHOWN],
            what=WHAT[kind],
            advice=self._advice(key, names),
        )

    def _missing(self, key: str) -> str | None:
        """Return the field that would give a missing fact, None where there is no such fact."""
        head, _, tail = key.partition(".")
        name = tail if head in ("du", "au") else key
        if name in self.citations.by_kind["valeur"]:
            return FIELDS.get(name, name)
        return FIELDS[head] if head == "etat" and tail in self.years else None

    def _advice(self, key: str, names: list[str]) -> str:
        """Return the remedy: the same key under another kind, else the nearest of this kind."""
        others = [other for other in WHAT if self.citations.find(other, key)]
        if others and not nearest(key, names):
            return f"« {key} » est la clé d’{WHAT[others[0]]} : écrivez <{others[0]}:{key}>."
        return did_you_mean(key, names)


CHECKS = (check_renvois, check_clauses, check_lignes)
