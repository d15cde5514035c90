"""Counts, percentages and identifiers in texts, compared with those of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import plural, quote, write_percent
from ctai_docs.machine.french.mentions import Count, S, counts, is_near
from ctai_docs.rules.people.cibles import nombre
from ctai_docs.rules.texts.known import Known
from ctai_docs.rules.texts.prose import Said

NOMBRE = Rule(
    code="TXT-064",
    severity=Severity.AVERTISSEMENT,
    title="Nombre d’axes, de fiches ou de parties dit autrement",
    found="Le texte dit {typed}, et le contrat a {right}.",
    rule="Ce qui se compte dans le contrat ne se dit que d’une façon.",
    remedy="Corrigez le texte, ou ne donnez pas de nombre : <bloc:axes> fait la liste.",
    source="Acte de Metz 2026-2028 : sa délibération annonce trois axes, le contrat en a quatre",
    example="preambule: Le contrat s'articule autour de trois axes.",
)
BENEFICIAIRES = Rule(
    code="TXT-065",
    severity=Severity.AVERTISSEMENT,
    title="Nombre de bénéficiaires dit autrement",
    found="Le texte dit {typed}, et la fiche compte {right}.",
    rule="Le nombre total de bénéficiaires d’une action ne se dit que d’une façon.",
    remedy="Corrigez l’un ou l’autre, ou dites de qui il s’agit.",
    source="Formulaire national, partie 3.1",
    example="fiches[1].commentaires_porteurs: Les 45 bénéficiaires de l'action sont reçus.",
)
POURCENTAGE = Rule(
    code="TXT-066",
    severity=Severity.AVERTISSEMENT,
    title="Part de l’État dite autrement",
    found="Le texte dit {typed} ; d’après le budget, c’est {right}.",
    rule="Une part se calcule sur les montants du dossier.",
    remedy="Corrigez le texte, ou les montants.",
    source="Usage du projet",
    example="fiches[1].budget.commentaires: Le programme 104 finance 80 % du coût total.",
)
IDENTIFIANT = Rule(
    code="TXT-067",
    severity=Severity.AVERTISSEMENT,
    title="Numéro d’un texte à un chiffre près",
    found="Le texte donne {typed}, et le dossier, {right}.",
    rule="Un compte, un SIRET, un numéro d’acte se recopient chiffre pour chiffre.",
    remedy="Corrigez l’un ou l’autre.",
    source="Usage du projet",
    example="preambule: Vu la délibération n° 2025-11-24-70.",
)

_KINDS = {
    "axe": r"axes",
    "fiche": r"fiches(?:[ -]actions?)?",
    "partie": r"parties(?=\s+(?:signataires|contractantes|au\s+contrat))",
    "article": r"articles",
    "annexe": r"annexes",
    "exercice": r"exercices(?:\s+budgétaires)?",
    "commune": r"(?:de\s+ses\s+)?communes(?=\s+associées)",
}
NOUNS = (
    *("axes", "fiches", "parties", "articles", "annexes", "exercices", "communes"),
    "bénéficiaires",
)
"""Words of texts with counts: a text without any is not searched further."""
_ADJECTIVE = rf"(?:(?:grands?|principaux|nouveaux|nouvelles|présentes?){S}+)?"
_SAID = re.compile(rf"{_ADJECTIVE}(?P<noun>{'|'.join(_KINDS.values())})(?![\w-])", re.IGNORECASE)
_WHOLE = re.compile(
    rf"(?:^|\W)(?:les|ses|des|ces|nos|ens?|autour{S}de|sur|selon|dans|à{S}travers|soit|comprend|compte"
    rf"|comporte|réunit|décline|contient|prévoit|retient|a|composée?{S}de|fixe|par|entre){S}+(?:les{S}+)?$",
    re.IGNORECASE,
)
"""Words before a count of all: a definite article, or a verb such as « comprend »."""
_ALL = re.compile(
    rf"{S}+(?:prioritaires|stratégiques|du{S}(?:présent{S})?(?:contrat|ctai)|thématiques|suivante?s|au{S}total"
    rf"|d['’]intervention|annexées?)|{S}*:",
    re.IGNORECASE,
)
_SOME = re.compile(
    rf"(?:{S}+(?:de{S}travail|premiers|premières|derniers|dernières|autres|nouvelles|nouveaux"
    rf"|d['’]entre|supplémentaires|concernent|concernée?s|sont{S}(?:portée?s|consacrée?s)|portée?s|relèvent"
    rf"|de{S}la{S}(?:stratégie|loi)|du{S}(?:plan|contrat{S}de\b|code|programme|schéma|pacte)))",
    re.IGNORECASE,
)
_DEICTIC = re.compile(
    rf"(?:^|\W)(?:ces|parmi{S}(?:les|ces)|(?:plus|moins|près){S}de|environ|quelque|déjà){S}+$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:précédente?s?|premiers?\s+contrats?|ancien|stratégie|schéma|plan\s+\w+al|pacte"
    r"|contrat\s+de\s+ville|avait|comptait|comprenait|avenant)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    rf"(?:du|de{S}ce|le|du{S}présent){S}+(?:présent{S}+)?(?:contrat|ctai)\b", re.IGNORECASE
)
_PEOPLE = re.compile(
    rf"(?P<noun>bénéficiaires)(?:{S}+(?:de{S}l['’]action|au{S}total|visés|attendus|prévus)|(?={S}*(?:[.,;:)]|sont|seront|$)))",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?:(?P<state>l['’][ée]tat|programme{S}104|\bp\s?104\b|crédits|subvention|bop{S}104)[^.;%\n]{{0,60}}?"
    rf"(?P<percent>\d{{1,3}}(?:,\d+)?){S}?%[^.;\n]{{0,20}}?(?:coût|budget|dépenses?|financement|total))",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\w-])(?=[A-Z]{0,4}\d)[A-Z0-9](?:[ .\-/]?[A-Z0-9]){5,33}(?![\w-])")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?(?!\w)")
_DIGITS = re.compile(r"\d[\d .\-/]{3,}\d")
_SHORTEST_CODE = 6
_MOST = 60
"""Axes or fiches that a contract may have: 800 are those of a site."""


def read_counts(known: Known, said: Said) -> Iterator[Finding]:
    """Yield the counts of axes, fiches, parties… that are not those of the contract."""
    if said.fiche is not None:
        yield from _people(said)
    for count in counts(said.words, _SAID):
        kind = next(kind for kind in _KINDS if kind in count.noun)
        right = known.counts.get(kind)
        if right and count.number != right and count.number and _is_of_all(said, count, right):
            yield NOMBRE.at(
                said.path,
                line_in_text=said.line(count.start),
                typed=quote(count.typed),
                right=plural(right, kind),
            )


def _is_of_all(said: Said, count: Count, right: int) -> bool:
    """Tell whether a count is of all that the contract has, and of no part or other act."""
    start, end = said.sentence(count.start)
    before, after = said.words[start : count.start], said.words[count.end : end]
    if _DEICTIC.search(before) or _SOME.match(after) or _OTHER.search(said.words[start:end]):
        return False
    if said.fiche is not None:
        is_fiche = "action" in count.noun or "fiche" in count.noun
        return bool(_OURS.search(said.words[start:end])) or (
            is_fiche and bool(_WHOLE.search(before))
        )
    is_many = right < count.number <= _MOST and count.noun[:4] in ("axes", "fich")
    return is_many or bool(_WHOLE.search(before) or _ALL.match(after) or not before.strip())


def _people(said: Said) -> Iterator[Finding]:
    """Yield « les 45 bénéficiaires » of an action that counts 40."""
    assert said.fiche is not None
    total = nombre(said.fiche.indicateurs.beneficiaires["total"], "personnes", "bénéficiaires")
    if total is None or "bénéficiaires" not in said.words:
        return
    for count in counts(said.words, _PEOPLE):
        before = said.words[: count.start].rstrip().lower()
        told = before.endswith((" les", " aux", " des")) or before in ("les", "aux")
        if (told or "action" in count.typed) and count.number != total:
            yield BENEFICIAIRES.at(
                said.path,
                line_in_text=said.line(count.start),
                typed=quote(count.typed),
                right=plural(total, "bénéficiaire"),
            )


def read_shares(known: Known, said: Said) -> Iterator[Finding]:
    """Yield the percentages of the State that differ from the amounts."""
    for match in _SHARE.finditer(said.words):
        asked, cost = known.state_share(said.fiche)
        told = Decimal(match["percent"].replace(",", "."))
        if cost and asked and abs(told - 100 * asked / cost) >= 1:
            yield POURCENTAGE.at(
                said.path,
                line_in_text=said.line(match.start("percent")),
                typed=quote(f"{match['percent']} %"),
                right=write_percent(asked / cost),
            )


def read_identifiers(known: Known, said: Said) -> Iterator[Finding]:
    """Yield the accounts, SIRET and numbers of acts that differ by a slip from the dossier's."""
    codes = known.identifiers
    if not codes or not said.is_text or not _DIGITS.search(said.text):
        return
    for match in (*_IBAN.finditer(said.text), *_CODE.finditer(said.text)):
        typed = re.sub(r"\W", "", match[0])
        if typed in codes or len(typed) < _SHORTEST_CODE:
            continue
        near = [code for code in codes if is_near(typed, code)]
        is_iban = _IBAN.fullmatch(match[0]) is not None
        if near or (is_iban and known.ibans and typed not in known.ibans):
            right = codes[near[0]] if near else known.ibans[min(known.ibans)]
            yield IDENTIFIANT.at(
                said.path,
                line_in_text=said.line(match.start()),
                typed=quote(match[0]),
                right=quote(right),
            )
