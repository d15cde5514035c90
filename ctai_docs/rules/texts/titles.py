"""Titles quoted between « » that differ slightly from a title of the contract."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ctai_docs.contract.facts import articles_rediges
from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import quote, unaccented
from ctai_docs.rules.walk import texts

CITE_AUTREMENT = Rule(
    code="TXT-040",
    severity=Severity.AVERTISSEMENT,
    title="Titre cité autrement",
    found="Le texte cite {typed}.",
    rule="C’est presque l’intitulé de {what} : « {title} ».",
    remedy="Citez-le mot pour mot, ou renvoyez-y par sa clé : {reference}.",
    source="Usage du projet",
    example='fiches[1].commentaires_porteurs: "Voir l\'action « Un toit et des droits »."',
)

NEAR = 0.82
"""The least likeness of a quotation and the title that it misquotes."""
LONG = 12
"""The least length of a title, in signs: shorter ones are alike by chance."""
RARE = 4
"""The least letters of a significant word."""

_QUOTED = re.compile(r"«\s*([^«»\n]{8,300}?)\s*»")
_NUMBERED = re.compile(
    r"\b(?:articles?|art\.|axes?|fiches?|annexes?)[^«\n]{0,20}[\dIVX]\s*[:–—-]?\s*\*{0,2}$",
    re.IGNORECASE,
)
_BEFORE = 40
_CUT = re.compile(r"\s+[–—-]\s+|\s*[:.(]\s*")


def check_titres_cites(contrat: Contrat) -> Iterator[Finding]:
    """Yield the quotations that misquote a title of the contract."""
    titles = Titles(contrat)
    for path, text in texts(contrat):
        for found in _QUOTED.finditer(text) if "«" in text else ():
            if _NUMBERED.search(text, max(0, found.start() - _BEFORE), found.start()):
                continue  # the check of numbers compares them
            if title := titles.near(_bare(found[1])):
                yield CITE_AUTREMENT.at(
                    path,
                    line_in_text=text.count("\n", 0, found.start()),
                    typed=quote(found[1]),
                    what=title.what,
                    title=title.text,
                    reference=title.reference,
                )


@dataclass(frozen=True, slots=True)
class Title:
    """A title, what bears it and the reference to it, in one of the forms it may be cited in."""

    what: str
    reference: str
    text: str
    form: str


class Titles:
    """All titles of a contract, found by their words."""

    def __init__(self, contrat: Contrat) -> None:
        self.exact: set[str] = set()
        self.by_word: dict[str, list[Title]] = defaultdict(list)
        for what, reference, text in _titles(contrat):
            for form in _forms(text):
                self.exact.add(form)
                for word in set(form.split()) if len(form) >= LONG else ():
                    self.by_word[word].append(Title(what, reference, text, form))

    def near(self, quoted: str) -> Title | None:
        """Return the title that a quotation misquotes, None where it is exact or unlike any."""
        if quoted in self.exact:
            return None
        words = [word for word in quoted.split() if len(word) >= RARE]
        candidates = dict.fromkeys(t for word in words for t in self.by_word.get(word, ()))
        return next((title for title in candidates if _is_near(quoted, title.form)), None)


def _titles(contrat: Contrat) -> Iterator[tuple[str, str, str]]:
    """Yield each title of the contract: what bears it, the reference to it, and the title."""
    for fiche in contrat.fiches:
        yield "la fiche", f"<fiche:{fiche.cle}>", fiche.intitule
    for axe in contrat.axes:
        yield "l’axe", f"<axe:{axe.cle}>", axe.intitule
    for article in articles_rediges(contrat):
        yield "l’article", f"<article:{article.cle}>", article.titre
    for annexe in contrat.annexes:
        yield "l’annexe", f"<annexe:{annexe.cle}>", annexe.intitule


def _forms(title: str) -> set[str]:
    """Return a title, its first part and what it quotes itself: each may be cited for the whole."""
    parts = [title, _CUT.split(title)[0], *_QUOTED.findall(title)]
    return {bare for part in parts if (bare := _bare(part))}


def _bare(title: str) -> str:
    """Return the words of a title: marks, case and the shape of apostrophes do not count."""
    return " ".join(re.findall(r"\w+", unaccented(title).lower()))


def _is_near(one: str, other: str) -> bool:
    """Tell whether two titles are nearly the same; quoting only the beginning is correct."""
    if one == other or abs(len(one) - len(other)) > 0.3 * len(other) or other.startswith(one):
        return False
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.ratio() >= NEAR


CHECKS = (check_titres_cites,)
