"""Numbers of articles, axes, fiches and annexes typed by hand, and whether they are right today.

« article 6 de la loi » and its like are other acts' articles: what follows, or what stands before
in the same sentence, tells them from the contract's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ctai_docs.contract.facts import annexes_numerotees, articles_rediges
from ctai_docs.contract.model import Contrat, Texte
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import enumerate_fr, quote
from ctai_docs.rules.texts.phrases import Call, calls, clean, is_other_act, own_reference, titled
from ctai_docs.rules.texts.slips import PROSE
from ctai_docs.rules.walk import leaves

BY_HAND = Rule(
    "TXT-034",
    Severity.AVERTISSEMENT,
    "Numéro tapé à la main",
    found="{typed} est un numéro tapé à la main, qui désigne aujourd’hui {today}.",
    rule="Un numéro tapé ne suit pas quand l’ordre change ; un renvoi suit.",
    remedy="{remedy}",
    source="Usage du projet",
    example='fiches[1].commentaires_porteurs: "Voir l\'article 7."',
)
WRONG = Rule(
    "TXT-035",
    Severity.ERREUR,
    "Numéro faux",
    found="{typed} est un numéro faux : {today}.",
    rule="Un numéro tapé ne suit pas quand l’ordre change ; un renvoi suit.",
    remedy="{remedy}",
    source="Acte de Metz 2026-2028 : une fiche y est rangée sous « Axe 2 » au lieu de l’axe 3",
    example='fiches[1].commentaires_porteurs: "Voir la fiche n° 9."',
)

NAMES = {"article": "l’article ", "axe": "l’axe ", "fiche": "la fiche n° ", "annexe": "l’annexe "}
NONE = {"article": "d’article ", "axe": "d’axe ", "fiche": "de fiche n° ", "annexe": "d’annexe "}
MANY = 4
"""Things named in one message."""

_WORD = re.compile(r"article|\bart\.|axe|fiche|annexe", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that the contract numbers."""

    cle: str
    numero: str
    titre: str


class Numbered:
    """All that a contract numbers, by kind."""

    def __init__(self, contrat: Contrat) -> None:
        self.by_kind: dict[str, list[Thing]] = {
            "article": [Thing(a.cle, str(a.rang), a.titre) for a in articles_rediges(contrat)],
            "axe": [Thing(a.cle, str(n), a.intitule) for n, a in enumerate(contrat.axes, 1)],
            "fiche": [
                Thing(f.cle, contrat.numeros[f.cle], f.intitule)
                for f in contrat.fiches_ordonnees
                if f.cle in contrat.numeros
            ],
            "annexe": [
                Thing(a.cle, str(a.numero), a.intitule) for a in annexes_numerotees(contrat)
            ],
        }

    def numbered(self, kind: str, number: str) -> Thing | None:
        """Return what bears this number today."""
        return next((t for t in self.by_kind[kind] if t.numero == number), None)

    def keyed(self, kind: str, key: str) -> Thing | None:
        """Return what bears this key."""
        return next((t for t in self.by_kind[kind] if t.cle == key), None)

    def titled(self, kind: str, rest: str) -> Thing | None:
        """Return what bears the title with which a text goes on: « article 6 - évaluation »."""
        titles = [thing.titre for thing in self.by_kind[kind]]
        index = titled(rest, titles)
        return None if index is None else self.by_kind[kind][index]


def check_numbers(contrat: Contrat) -> Iterator[Finding]:
    """Yield the numbers that a reference should give, wrong ones as errors."""
    numbered = Numbered(contrat)
    for path, value in leaves(contrat):
        if not isinstance(value, str) or path[0] == "controles" or not _WORD.search(value):
            continue
        if type(value) is Texte or (type(value) is str and path[-1] in PROSE):
            yield from dict.fromkeys(_numbers(numbered, path, value))


def _numbers(numbered: Numbered, path: Path, value: str) -> Iterator[Finding]:
    text = clean(value)
    in_text = type(value) is Texte
    for call in calls(text):
        if is_other_act(call, text):
            continue
        rule, today, things = _judge(numbered, call, text)
        yield rule.at(
            path,
            line_in_text=text.count("\n", 0, call.start) if in_text else None,
            typed=quote(" ".join(text[call.start : call.end].split())),
            today=today,
            remedy=_remedy(call.kind, things, in_text=in_text),
        )


def _judge(numbered: Numbered, call: Call, text: str) -> tuple[Rule, str, list[Thing]]:
    """Return whether the numbers are right today, why, and what they should refer to."""
    kind, numbers = call.kind, call.numbers
    meant = _meant(numbered, call, text) if len(numbers) == 1 else None
    if meant is not None and meant.numero != numbers[0]:
        return WRONG, f"« {meant.titre} » est {NAMES[kind]}{meant.numero}", [meant]
    things = [numbered.numbered(kind, number) for number in numbers]
    if None in things:
        absent = numbers[things.index(None)]
        return WRONG, f"il n’y a pas {NONE[kind]}{absent}", []
    there = [thing for thing in things if thing]
    return BY_HAND, _shown([f"« {thing.titre} »" for thing in there]), there


def _meant(numbered: Numbered, call: Call, text: str) -> Thing | None:
    """Return what the text means by a number: its reference or its title says so."""
    if reference := own_reference(text, call.end):
        return numbered.keyed(*reference) if reference[0] == call.kind else None
    return numbered.titled(call.kind, text[call.end : call.end + 300])


def _remedy(kind: str, things: list[Thing], *, in_text: bool) -> str:
    if not in_text:
        return "Retirez le numéro : une ligne ne porte pas de renvoi."
    if not things:
        return f"Écrivez un renvoi par la clé : <{kind}:…>."
    return f"Écrivez {_shown([f'<{kind}:{thing.cle}>' for thing in things])}."


def _shown(names: list[str]) -> str:
    """Return the first names, joined in French."""
    return enumerate_fr(names) if len(names) <= MANY else ", ".join(names[:MANY]) + "…"


CHECKS = (check_numbers,)
