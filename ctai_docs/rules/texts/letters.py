"""Amounts that a text says twice, in words and in figures: « douze mille euros (12 000 €) »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import amount_in_words, quote, read_amount, same_in_words
from ctai_docs.machine.french.mentions import Amount, amounts, is_slip
from ctai_docs.machine.french.numerals import start_of_words
from ctai_docs.rules.walk import texts

LETTRES = Rule(
    code="TXT-036",
    severity=Severity.ERREUR,
    title="Montant en lettres différent des chiffres, dans un texte",
    found="Le texte écrit {words}, et {figures} en chiffres.",
    rule="Un acte dit le même montant en chiffres et en lettres.",
    remedy="Corrigez l’un ou l’autre ; {figures} s’écrit « {right} ».",
    source="Contrat, article « Montant de la contribution financière de l'État »",
    example='fiches[1].commentaires_porteurs: "La Ville verse douze mille euros (13 000 €)."',
)

_BRACKETS = re.compile(r"\(\s?(?P<inside>[^()]{1,200}?)\s?\)(?P<last>\s{0,3}(?:€|euros?\b))?")
_FIGURES = re.compile(r"(?P<figures>\d[\d\s.]{0,20}(?:,\d{1,2})?)(?P<unit>\s{0,3}(?:€|euros?\b))?")
_FIGURES_BEFORE = re.compile(
    r"(?<![\d,.])(?P<figures>\d[\d\s.]{0,20}(?:,\d{1,2})?)(?P<unit>\s{0,3}(?:€|euros?\b))?\s{0,3}$"
)
_MONEY = frozenset({"euro", "euros", "centime", "centimes", "d"})
_LARGE = re.compile("cent|mil", re.IGNORECASE)
_LINK = re.compile(
    r"[\s*_]*(?P<mark>[-–—:/=]|,?\s*(?:soit|ou|c['’]est-à-dire)|,|\(|\[)?"
    r"\s*(?:(?:soit|en\s+(?:toutes\s+)?lettres)\s*:?\s*)?(?:la\s+somme\s+de\s+)?[\s*_(]*",
    re.IGNORECASE,
)
"""The words between figures and words of one amount, without brackets."""


def check_lettres(contrat: Contrat) -> Iterator[Finding]:
    """Yield the amounts whose words are not those of their figures."""
    for path, text in texts(contrat):
        yield from in_text(path, text)


def in_text(path: Path, text: str) -> Iterator[Finding]:
    """Yield the amounts whose words and figures differ in a text."""
    told: set[int] = set()
    for found in _pairs(text):
        amount = _amount(found.figures)
        if amount is not None and not same_in_words(amount, found.words, plurals=False):
            told.add(text.count("\n", 0, found.start))
            yield LETTRES.at(
                path,
                line_in_text=text.count("\n", 0, found.start),
                words=quote(found.words.strip()),
                figures=quote(found.figures.strip()),
                right=amount_in_words(amount),
            )
    for figures, words in _neighbours(text):
        line = text.count("\n", 0, figures.start)
        if int(figures.value) != words.value and line not in told:
            yield LETTRES.at(
                path,
                line_in_text=line,
                words=quote(words.typed),
                figures=quote(figures.typed),
                right=amount_in_words(figures.value),
            )


def _neighbours(text: str) -> Iterator[tuple[Amount, Amount]]:
    """Yield the amounts in figures and in words that stand side by side, without brackets."""
    found = amounts(text) if "euro" in text and _LARGE.search(text) else []
    for one, other in pairwise(found):
        link = _LINK.fullmatch(text, one.end, other.start) if one.end <= other.start else None
        if link is None or one.in_words == other.in_words:
            continue
        figures, words = (other, one) if one.in_words else (one, other)
        if link["mark"] != "," or is_slip(figures.value, words.value):
            yield figures, words


@dataclass(frozen=True, slots=True)
class _Pair:
    """An amount in words and in figures, one of them between brackets."""

    start: int
    words: str
    figures: str


def _pairs(text: str) -> Iterator[_Pair]:
    """Yield the amounts in words and in figures, one of them between brackets."""
    if "(" not in text or ("€" not in text and "euro" not in text):
        return
    for found in _BRACKETS.finditer(text):
        if figures := _FIGURES.fullmatch(found["inside"]):
            yield from _words_first(text, found, figures)
        elif start_of_words(found["inside"], len(found["inside"]), _MONEY) == 0:
            yield from _figures_first(text, found)


def _words_first(text: str, found: re.Match[str], inside: re.Match[str]) -> Iterator[_Pair]:
    """Yield « douze mille euros (12 000 €) », and no « dont un (1 500 €) »."""
    end = len(text[: found.start()].rstrip())
    start = start_of_words(text, end, _MONEY)
    words = text[start:end]
    unit = bool(found["last"]) or (inside["unit"] and _LARGE.search(words))
    if words and ("euro" in words or unit):
        yield _Pair(start, words, inside["figures"])


def _figures_first(text: str, found: re.Match[str]) -> Iterator[_Pair]:
    """Yield « 12 000 € (douze mille euros) », and no « en 2026 (cent euros) »."""
    before = _FIGURES_BEFORE.search(text, max(0, found.start() - 40), found.start())
    if before and (before["unit"] or found["last"]):
        yield _Pair(before.start(), found["inside"], before["figures"])


def _amount(figures: str) -> Decimal | None:
    try:
        return read_amount(figures.strip())
    except ValueError:  # told by the checks of slips
        return None


CHECKS = (check_lettres,)
