"""Links, as a screen reader lists them: without its sentence, each must say where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctai_docs.machine.accessible.word import Word, words
from ctai_docs.machine.engine.definitions import W
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import unaccented

VAGUE = Rule(
    code="ACC-020",
    severity=Severity.AVERTISSEMENT,
    title="Lien qui ne dit pas où il mène",
    found="Le texte du lien est « {texte} ».",
    rule="Un lien se comprend sans la phrase qui l’entoure.",
    remedy="Nommez ce qu’on trouve au bout : « le guide de la DIAIR », et non « ici » ou une "
    "adresse.",
    source="RGAA 4.1, critère 6.1",
    example="# un lien dont le texte est « ici », « cliquez ici » ou son adresse",
)

_VAGUE = re.compile(r"(cliquez |cliquer )?(ici|la|ce lien|lien|plus d'infos?|en savoir plus|site)")
_ADDRESS = re.compile(r"(https?://|www\.)\S+")


def check_links(file: Word) -> Iterator[Finding]:
    """Yield the links whose text is a gesture, an address or nothing."""
    for part, link in file.each(W + "hyperlink"):
        text = words(link, most=200)
        plain = unaccented(text).lower().replace("’", "'").strip(" .:;,«»\u00a0")
        if not plain or _VAGUE.fullmatch(plain) or _ADDRESS.fullmatch(text):
            yield file.at(VAGUE, link, part, texte=words(link))


CHECKS = (check_links,)
