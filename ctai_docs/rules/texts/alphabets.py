"""Words of two alphabets: a Cyrillic « о » in « Mоselle » prints like ours, and is another name."""

from __future__ import annotations

from collections.abc import Iterator

from ctai_docs.contract.model import Cible, Contrat, Texte
from ctai_docs.machine.characters import mixed_words, named
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import enumerate_fr, quote
from ctai_docs.rules.walk import leaves

DEUX_ALPHABETS = Rule(
    code="TXT-045",
    severity=Severity.AVERTISSEMENT,
    title="Mot de deux alphabets",
    found="Le mot {mot} mêle deux alphabets\u00a0: {lettres}.",
    rule="Deux mots qui se lisent de même, et s’écrivent autrement, sont deux noms.",
    remedy="Retapez le mot.",
    source="Unicode, TR36, 2.3",
    example="parties[2].nom: Ville de Vаlmont",
)


def check_alphabets(contrat: Contrat) -> Iterator[Finding]:
    """Yield the words of any value that mix alphabets, each once in its value."""
    for path, value in leaves(contrat):
        text = value.texte if isinstance(value, Cible) else value
        if not isinstance(text, str):
            continue
        for word in {found.word: found for found in mixed_words(text)}.values():
            line = text.count("\n", 0, word.place) if type(value) is Texte else None
            letters = enumerate_fr([named(sign) for sign in word.strangers])
            yield DEUX_ALPHABETS.at(path, line_in_text=line, mot=quote(word.word), lettres=letters)


CHECKS = (check_alphabets,)
