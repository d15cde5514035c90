"""Each text by itself: Markdown that Word cannot carry, slips in amounts, words left to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ctai_docs.contract.model import Cible, Contrat, Texte
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import enumerate_fr, quote, unaccented, write_number
from ctai_docs.rules.texts.leftovers import codes, fillers
from ctai_docs.rules.walk import leaves, parsed, texts

MONTANT = Rule(
    code="TXT-030",
    severity=Severity.ERREUR,
    title="Montant mal tapé dans un texte",
    found="Le texte écrit {typed}.",
    rule="Les milliers d’un montant vont par trois chiffres.",
    remedy="Écrivez {proposals}.",
    source="Usage typographique français",
    example='fiches[2].budget.commentaires: "Prêt d\'un bureau, pour 20 00 €."',
)
NOMBRE = Rule(
    code="TXT-031",
    severity=Severity.AVERTISSEMENT,
    title="Nombre mal tapé dans un texte",
    found="Le texte écrit {typed}.",
    rule="Les milliers d’un nombre vont par trois chiffres.",
    remedy="Si c’est un nombre, écrivez {proposals}.",
    source="Usage typographique français",
    example='fiches[2].budget.commentaires: "Le bureau vaut 20 00 par an."',
)
SANS_OBJET = Rule(
    code="TXT-033",
    severity=Severity.INFORMATION,
    title="« Sans objet » tapé",
    found="Ce champ dit seulement {typed}.",
    rule="Un champ absent s’imprime « sans objet » là où le formulaire l’attend.",
    remedy="Supprimez-le, ou écrivez ce qui manque.",
    source="Usage du projet",
    example="fiches[1].commentaires_partenaires: Sans objet.",
)

PROSE = ("intitule", "titre", "libelle", "precision", "description", "role", "cout_unitaire")
"""The fields of one line that hold words rather than a name, a number or a key."""

_SPACE = "[ \u00a0\u202f\u2009]"
_GROUPS = re.compile(
    rf"(?<![\w.,/:+-])\d{{1,7}}(?:{_SPACE}\d{{1,7}}){{1,4}}(?:,\d{{1,4}})?(?![\w/:]|{_SPACE}\d)"
)
_SIGN = re.compile(r"[ \u00a0\u202f]*(?:€|euros?\b)", re.IGNORECASE)
_BARE = re.compile(rf"[1-9]\d{{0,2}}{_SPACE}00")
_NOTHING = ("sans objet", "neant", "ras", "r.a.s", "n/a")


def check_markdown(contrat: Contrat) -> Iterator[Finding]:
    """Yield what each text holds that Word cannot carry."""
    for path, text in texts(contrat):
        for finding in parsed(text).findings:
            yield replace(finding, path=path)


def check_frappe(contrat: Contrat) -> Iterator[Finding]:
    """Yield the badly grouped numbers of texts and lines, and what is left to fill in."""
    for path, value in leaves(contrat):
        text = value.texte if isinstance(value, Cible) else value
        if not isinstance(text, str) or path[0] == "controles":
            continue
        if type(value) in (Texte, Cible) or path[-1] in PROSE:
            yield from dict.fromkeys(_numbers(path, value, text))
            yield from _no_object(path, text)
        if type(value) in (Texte, Cible, str):
            yield from dict.fromkeys(fillers(path, value, text))
            yield from codes(path, value)


def _numbers(path: Path, value: object, text: str) -> Iterator[Finding]:
    for found in _GROUPS.finditer(text):
        typed, sign = found[0], _SIGN.match(text, found.end())
        groups = _without_year(re.split(r"\s", typed.partition(",")[0]))
        if _is_well_grouped(groups):
            continue
        if sign or _BARE.fullmatch(typed):
            rule = MONTANT if sign else NOMBRE
            yield rule.at(
                path,
                line_in_text=_line(value, text, found.start()),
                typed=quote(typed + (sign[0] if sign else "")),
                proposals=_proposals(groups),
            )


def _without_year(groups: list[str]) -> list[str]:
    """Return the groups of digits without a year before the number: « en 2026 12 000 € »."""
    return groups[1:] if len(groups[0]) == 4 and len(groups) > 1 else groups


def _is_well_grouped(groups: list[str]) -> bool:
    first, *others = groups
    return not others or (len(first) <= 3 and all(len(group) == 3 for group in others))


def _proposals(groups: list[str]) -> str:
    """Return « 1 200 ou 12 000 » for `12 00`."""
    filled = [*groups[:-1], groups[-1].ljust(3, "0")]
    readings = dict.fromkeys(int("".join(digits)) for digits in (groups, filled))
    return enumerate_fr([write_number(number) for number in readings], "ou")


def _no_object(path: Path, text: str) -> Iterator[Finding]:
    if len(text) < 20 and unaccented(text).lower().strip(" .*_-\n") in _NOTHING:
        yield SANS_OBJET.at(path, typed=quote(text.strip()))


def _line(value: object, text: str, start: int) -> int | None:
    """Return the line of a place in a text, None in a field of one line."""
    return text.count("\n", 0, start) if type(value) is Texte else None


CHECKS = (check_markdown, check_frappe)
