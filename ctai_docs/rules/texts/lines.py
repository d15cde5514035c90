"""Amounts in the texts of a fiche, compared with the lines of its budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import quote, unaccented, write_amount
from ctai_docs.machine.french.mentions import Amount, is_slip
from ctai_docs.rules.texts.known import Amounts, Known, Line, lines_of, of_fiche
from ctai_docs.rules.texts.prose import Said

A_UN_CHIFFRE = Rule(
    code="TXT-061",
    severity=Severity.AVERTISSEMENT,
    title="Montant d’un texte à un chiffre près",
    found="Le texte donne {typed}, et le dossier, {right} : un chiffre les sépare.",
    rule="Un montant ne se dit que d’une façon dans un contrat.",
    remedy="Corrigez l’un ou l’autre, si c’est le même montant.",
    source="Usage du projet",
    example="fiches[1].budget.autres_financeurs.programme_147: 2 530\n"
    "fiches[1].budget.cout_total: 48 030\nfiches[1].budget.autres_financeurs.montant:\n"
    "fiches[1].commentaires_porteurs: Un poste coûte 2 350 €.",
)
AUTRE_LIGNE = Rule(
    code="TXT-063",
    severity=Severity.AVERTISSEMENT,
    title="Montant d’un commentaire différent de sa ligne",
    found="Le texte donne {typed} pour la ligne {label}, qui est de {right}.",
    rule="Un commentaire explique le montant d’une ligne, et n’en donne pas un autre.",
    remedy="Corrigez l’un ou l’autre.",
    source="Acte de Metz 2026-2028 : « 64 00 € » en commentaire d’une ligne de 6 400 €",
    example='fiches[1].budget.commentaires: "Autofinancement de Passerelles : 600 €."',
)

_MUCH = 5
"""The ratio to its line beyond which an amount is that of something larger, such as a town."""
_SIGNIFICANT = 3
"""The least digits, final zeros aside, of an amount that differs by one digit by mistake."""


def in_fiche(
    known: Known, said: Said, amount: Amount, found: Sequence[Amount]
) -> Iterator[Finding]:
    """Yield the contradiction of an amount in a text with the line of the budget it is about."""
    assert said.fiche is not None
    own = of_fiche(said.fiche)
    start, end = said.sentence(amount.start)
    lines = list(lines_of(said.fiche))
    named = [line for line in lines if _is_called(line, said.words[start:end])]
    if amount.value in own:
        alone = sum(start <= a.start < end for a in found) == 1
        if not alone or len(named) != 1 or not is_slip(amount.value, named[0].amount):
            return
    if len(named) == 1 and not _is_part(amount, named[0], found, said.words[start:end]):
        yield AUTRE_LIGNE.at(
            said.path,
            line_in_text=said.line(amount.start),
            typed=quote(amount.typed),
            label=quote(_LABELS.get(named[0].label, named[0].label)),
            right=write_amount(named[0].amount),
        )
    elif amount.value not in known.every_amount:
        yield from slip(said, amount, frozenset(own))


_WORDS = {
    "subvention_p104": r"subvention|programme\s+104|\bp\s?104\b|crédits\s+de\s+l['’]état|bop\s+104",
    "reliquats": r"reliquats?",
    "contribution_collectivite": (
        r"contribution\s+de\s+la\s+(?:collectivité|ville|commune|métropole)"
    ),
    "financements_directs": r"financements?\s+directs?",
    "contributions_nature": r"en\s+nature",
    "cout_total": (r"(?:coût|budget)\s+(?:total|global)|montant\s+total\s+de\s+l['’]action"),
    "programme_103": r"(?:programme|bop)\s+103|\bp\s?103\b",
    "programme_147": r"(?:programme|bop)\s+147|\bp\s?147\b|politique\s+de\s+la\s+ville",
    "programme_177": r"(?:programme|bop)\s+177|\bp\s?177\b",
    "fami": r"\bfami\b",
    "prives": r"financements?\s+privés?|fonds\s+privés?",
}
"""The names of the lines of the form in comments."""
_LABELS = {
    "subvention_p104": "subvention du programme 104",
    "contribution_collectivite": "contribution de la collectivité",
    "financements_directs": "financements directs",
    "contributions_nature": "contributions en nature",
    "cout_total": "coût total",
    "prives": "financements privés",
    "fami": "FAMI",
}
_COMMON = {
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "et",
    "a",
    "au",
    "aux",
    "en",
    "un",
    "une",
    "pour",
}


def _is_called(line: Line, sentence: str) -> bool:
    """Tell whether a sentence names a line of the budget: by usual words, or by all its own."""
    if line.label in _WORDS:
        return bool(re.search(_WORDS[line.label], sentence, re.IGNORECASE))
    own = [w.rstrip("s") for w in _bare(line.label).split() if w not in _COMMON]
    said = {w.rstrip("s") for w in _bare(sentence).split()}
    return bool(own) and all(word in said for word in own) and len("".join(own)) > 5


def _is_part(amount: Amount, line: Line, found: Sequence[Amount], sentence: str) -> bool:
    """Tell whether an amount may be something else: a part of its line, or far more than it."""
    if amount.value > line.amount:
        return amount.value > _MUCH * line.amount and not is_slip(amount.value, line.amount)
    if re.search(r"\bdont\b|\benviron\b", sentence):
        return True
    parts = [a.value for a in found if a.value < line.amount]
    if len(parts) > 1 and sum(parts) <= line.amount:
        return True
    return not is_slip(amount.value, line.amount)


def slip(said: Said, amount: Amount, rights: Amounts) -> Iterator[Finding]:
    """Yield an amount that differs by a slip from one of these, where it has enough digits."""
    digits = f"{amount.value:f}".replace(".00", "").replace(".0", "").rstrip("0")
    if len(digits) < _SIGNIFICANT:
        return
    near = sorted(right for right in rights if is_slip(amount.value, right))
    if near:
        yield A_UN_CHIFFRE.at(
            said.path,
            line_in_text=said.line(amount.start),
            typed=quote(amount.typed),
            right=write_amount(near[0]),
        )


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", unaccented(text).lower()))
