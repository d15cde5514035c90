"""Amounts that a text says twice, in words and in figures: « douze mille euros (12 000 €) »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import amount_in_words, quote, read_amount, same_in_words
from ctai_docs.rules.walk import texts

LETTERS = Rule(
    "TXT-036",
    Severity.ERREUR,
    "Montant en lettres différent des chiffres, dans un texte",
    found="Le texte écrit {words}, et {figures} en chiffres.",
    rule="Un acte dit le même montant en chiffres et en lettres.",
    remedy="Corrigez l’un ou l’autre ; {figures} s’écrit « {right} ».",
    source="Contrat, article « Montant de la contribution financière de l'État »",
    example='fiches[1].commentaires_porteurs: "La Ville verse douze mille euros (13 000 €)."',
)

_WORD = (
    "(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze"
    "|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|milles?|millions?|milliards?)"
)
_GAP = r"[\s-]{1,3}"  # bounded, like all that repeats here: the time grows as the text does
_NUMBER = rf"{_WORD}(?:{_GAP}(?:et{_GAP})?{_WORD}){{0,15}}"
_CENTS = rf"(?:{_GAP}et{_GAP}{_NUMBER}{_GAP}centimes?)?"
_WORDS = rf"(?P<words>\b{_NUMBER}(?:{_GAP}(?:d['’])?euros?{_CENTS})?)"
_FIGURES = r"(?P<figures>(?<![\d,.])\d[\d\s.]{0,20}(?:,\d{1,2})?)"
_UNIT = r"(?P<{}>\s{{0,3}}(?:€|euros?\b))?"
_PAIRS = tuple(
    re.compile(
        rf"{first}{_UNIT.format('first')}\s{{0,3}}\(\s?{second}{_UNIT.format('inside')}\s?\)"
        rf"{_UNIT.format('last')}",
        re.IGNORECASE,
    )
    for first, second in ((_WORDS, _FIGURES), (_FIGURES, _WORDS))
)
_LARGE = re.compile("cent|mil", re.IGNORECASE)


def check_letters(contrat: Contrat) -> Iterator[Finding]:
    """Yield the amounts whose words are not those of their figures."""
    for path, text in texts(contrat):
        for found in _pairs(text):
            amount = _amount(found["figures"])
            if amount is not None and not same_in_words(amount, found["words"], plurals=False):
                yield LETTERS.at(
                    path,
                    line_in_text=text.count("\n", 0, found.start()),
                    words=quote(found["words"].strip()),
                    figures=quote(found["figures"].strip()),
                    right=amount_in_words(amount),
                )


def _pairs(text: str) -> Iterator[re.Match[str]]:
    """Yield what a text says in words and in figures, one of them between brackets."""
    for pair in _PAIRS if "(" in text else ():
        yield from filter(_is_money, pair.finditer(text))


def _is_money(found: re.Match[str]) -> bool:
    """Tell whether both say one amount: not « dont un (1 500 €) », nor « en 2026 (cent euros) »."""
    words, unit = found["words"].lower(), found["first"] or found["last"]
    if found.start("figures") < found.start("words"):
        return bool(unit)
    return "euro" in words or bool(unit or (found["inside"] and _LARGE.search(words)))


def _amount(figures: str) -> Decimal | None:
    try:
        return read_amount(figures.strip())
    except ValueError:  # told by the checks of slips
        return None


CHECKS = (check_letters,)
