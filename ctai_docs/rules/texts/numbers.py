"""Numbers of articles, axes, fiches and annexes typed by hand, and whether they are right today.

« article 6 de la loi » and its like are other acts' articles: what follows, or what stands before
in the same sentence, tells them from the contract's own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ctai_docs.contract.facts import annexes_numerotees, articles_rediges
from ctai_docs.contract.model import Contrat, Texte
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import enumerate_fr, quote
from ctai_docs.rules.texts.phrases import (
    Call,
    calls,
    clean,
    is_other_act,
    is_whole,
    near,
    own_reference,
    pieces,
    titled,
)
from ctai_docs.rules.texts.places import places
from ctai_docs.rules.texts.slips import PROSE
from ctai_docs.rules.texts.titles import CITE_AUTREMENT
from ctai_docs.rules.walk import leaves

TAPE_A_LA_MAIN = Rule(
    code="TXT-034",
    severity=Severity.AVERTISSEMENT,
    title="Numéro tapé à la main",
    found="{typed} est un numéro tapé à la main, qui désigne aujourd’hui {today}.",
    rule="Un numéro tapé ne suit pas quand l’ordre change ; un renvoi suit.",
    remedy="{remedy}",
    source="Usage du projet",
    example='fiches[1].commentaires_porteurs: "Voir l\'article 7."',
)
NUMERO_FAUX = Rule(
    code="TXT-035",
    severity=Severity.ERREUR,
    title="Numéro faux",
    found="{typed} est un numéro faux : {today}.",
    rule="Un numéro tapé ne suit pas quand l’ordre change ; un renvoi suit.",
    remedy="{remedy}",
    source="Acte de Metz 2026-2028 : une fiche y est rangée sous « Axe 2 » au lieu de l’axe 3",
    example='fiches[1].commentaires_porteurs: "Voir la fiche n° 9."',
)

NAMES = {"article": "l’article ", "axe": "l’axe ", "fiche": "la fiche n° ", "annexe": "l’annexe "}
NONE = {"article": "d’article ", "axe": "d’axe ", "fiche": "de fiche n° ", "annexe": "d’annexe "}
CITED = {"article": "l’article", "axe": "l’axe", "fiche": "la fiche", "annexe": "l’annexe"}
CLOSE = 0.82
"""The least likeness of a cited title and the title of any number."""
NEAR = 0.6
"""The least likeness of a cited title and the title of the number beside it."""

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
        self.contrat = contrat
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

    @cached_property
    def names(self) -> Collection[str]:
        """The names of places and bodies that the contract knows."""
        return places(self.contrat)

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

    def nearly(self, kind: str, number: str, rest: str) -> tuple[str, Thing] | None:
        """Return the title with which a text goes on where it is nearly that of this number.

        And what bears it: another thing, where the title is nearer to its own.
        """
        cited = [
            (cited, near(cited, thing.titre), thing)
            for cited in pieces(rest)
            for thing in self.by_kind[kind]
        ]
        there = [
            found
            for found in cited
            if found[1] >= CLOSE or (found[1] >= NEAR and found[2].numero == number)
        ]
        if not there:
            return None
        typed, likeness, thing = max(there, key=lambda found: found[1])
        return (typed, thing) if likeness < 1 else None


def check_numeros(contrat: Contrat) -> Iterator[Finding]:
    """Yield the numbers that a reference should give, wrong ones as errors."""
    numbered = Numbered(contrat)
    for path, value in leaves(contrat):
        if not isinstance(value, str) or path[0] == "controles" or not _WORD.search(value):
            continue
        if type(value) is Texte or (type(value) is str and path[-1] in PROSE):
            yield from dict.fromkeys(in_text(numbered, path, value))


@lru_cache(maxsize=2048)
def _calls(value: str) -> tuple[str, list[Call]]:
    """Return a text without its marks, and what it calls by number."""
    text = clean(value)
    return text, calls(text)


def in_text(numbered: Numbered, path: Path, value: str) -> Iterator[Finding]:
    """Yield the numbers of a text or a line that a reference should give."""
    text, called = _calls(value)
    is_text = type(value) is Texte
    for call in called:
        if is_other_act(call, text, numbered.names):
            continue
        line = text.count("\n", 0, call.start) if is_text else None
        rest = text[call.end : call.end + 300]
        if is_text and len(call.numbers) == 1 and (wrong := _title(numbered, call, rest)):
            yield replace(wrong, path=path, line_in_text=line)
            if wrong.code == CITE_AUTREMENT.code:
                continue
        judged = _judge(numbered, call, text)
        if judged is None:
            continue
        rule, today, things = judged
        typed = quote(" ".join(text[call.start : call.end].split()))
        remedy = _remedy(call, things, in_text=is_text)
        yield rule.at(path, line_in_text=line, typed=typed, today=today, remedy=remedy)


def _title(numbered: Numbered, call: Call, rest: str) -> Finding | None:
    """Return the finding of a title beside its number that differs slightly from the real one."""
    found = numbered.nearly(call.kind, call.numbers[0], rest)
    if found is None:
        return None
    typed, thing = found
    return CITE_AUTREMENT.at(
        (),
        typed=quote(typed),
        what=f"{CITED[call.kind]} {thing.numero}",
        title=thing.titre,
        reference=f"<{call.kind}:{thing.cle}>",
    )


def _judge(numbered: Numbered, call: Call, text: str) -> tuple[Rule, str, list[Thing]] | None:
    """Return whether the numbers are right today, why, and what they should refer to.

    None where the right title stands beside the number: the pair is checked at each run.
    """
    kind, numbers = call.kind, call.numbers
    meant = _meant(numbered, call, text) if len(numbers) == 1 else None
    if meant is not None and meant.numero != numbers[0]:
        return NUMERO_FAUX, f"« {meant.titre} » est {NAMES[kind]}{meant.numero}", [meant]
    if meant is not None and is_whole(text[call.end :], meant.titre):
        return None
    things = [numbered.numbered(kind, number) for number in numbers]
    absent = [number for number, thing in zip(numbers, things, strict=True) if thing is None]
    if absent:
        return NUMERO_FAUX, f"il n’y a pas {NONE[kind]}{enumerate_fr(absent, 'ni')}", []
    there = [thing for thing in things if thing]
    if len(there) == 1:
        return TAPE_A_LA_MAIN, f"« {there[0].titre} »", there
    return TAPE_A_LA_MAIN, enumerate_fr([f"{t.numero} « {t.titre} »" for t in there]), there


def _meant(numbered: Numbered, call: Call, text: str) -> Thing | None:
    """Return what the text means by a number: its reference or its title says so."""
    if reference := own_reference(text, call.end):
        return numbered.keyed(*reference) if reference[0] == call.kind else None
    return numbered.titled(call.kind, text[call.end : call.end + 300])


def _remedy(call: Call, things: list[Thing], *, in_text: bool) -> str:
    kind = call.kind
    if not in_text:
        return "Retirez le numéro : une ligne ne porte pas de renvoi."
    if not things:
        return (
            f"Corrigez-le, ou écrivez un renvoi par la clé, <{kind}:…> ; si c’est le numéro "
            f"d’un autre acte, nommez-le : « {CITED[kind].replace('l’', '').replace('la ', '')} "
            f"{call.numbers[-1]} du contrat de… »."
        )
    return f"Écrivez {enumerate_fr([f'<{kind}:{thing.cle}>' for thing in things])}."


CHECKS = (check_numeros,)
