"""Amounts in texts, compared with those of the contract: by payer, year, axis and line.

An amount is compared only where the text says which one it is, or where it differs by a slip from
one of the contract; other amounts are not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ctai_docs.contract.model import Partie
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import enumerate_fr, quote, unaccented, write_amount
from ctai_docs.machine.french.mentions import Amount, amounts, is_slip, years
from ctai_docs.rules.texts.known import Amounts, Known, of_fiche
from ctai_docs.rules.texts.lines import in_fiche, slip
from ctai_docs.rules.texts.prose import Said

AUTRE_MONTANT = Rule(
    code="TXT-060",
    severity=Severity.AVERTISSEMENT,
    title="Montant d’un texte que le contrat ne donne pas",
    found="Le texte donne {typed} pour {what} ; le contrat n’a que {right}.",
    rule="Un montant ne se dit que d’une façon dans un contrat.",
    remedy="Corrigez l’un ou l’autre, ou citez le fait : <valeur:etat.2026>, <valeur:axe.…>.",
    source="Usage du projet",
    example="preambule: L'État apporte 45 000 € en 2026.",
)
AUTRE_ANNEE = Rule(
    code="TXT-062",
    severity=Severity.AVERTISSEMENT,
    title="Montant d’une autre année",
    found="Le texte donne {typed} pour {year} ; c’est le montant de {other}.",
    rule="Chaque exercice a ses contributions.",
    remedy="Corrigez le montant ou l’année, ou citez le fait : <valeur:etat.{year}>.",
    source="Usage du projet",
    example="preambule: L'État contribue pour 54 000 € en 2027.",
)
_ASIDE = re.compile(
    r"\b(?:précédente?s?|premier\s+contrat|ancien|supplémentaires?|de\s+plus|en\s+plus|augment\w+"
    r"|diminu\w+|rédui\w+|passe\w*\s+de|en\s+sus|environ|quelque|près\s+de|plus\s+de|moins\s+de"
    r"|au\s+moins|presque|avait|avaient|était|étaient|a\s+(?:versé|apporté|payé|financé|consacré)"
    r"|ont\s+(?:versé|apporté|payé|financé|consacré)|reconduit\w*|solde|acompte|avance|dont)\b",
    re.IGNORECASE,
)
"""Words of amounts that are a part of another, of another time, or not exact."""
_EACH = re.compile(
    r"\s*(?:par\s+(?!an\b|axe\b|l['’])|/|(?:l['’]heure|chacune?|le\s+ticket|mensuels?)\b)",
    re.IGNORECASE,
)
_PAYS = re.compile(
    r"apport|vers[eé]|contribu|particip|financ|subvention|soutien|dotation|allou|accord|hauteur"
    r"|mobilis|consacr|attribu|enveloppe|crédits|montant|soit|:|octroi",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:crédits|enveloppe|montant|budget|coût|total)\s+(?:(?:du|de\s+ce|de\s+l['’]ensemble\s+du)\s+"
    r"(?:présent\s+)?(?:contrat|ctai)|globale?|totale?|d['’]ensemble)\b",
    re.IGNORECASE,
)
_AXIS = re.compile(r"<axe:([\w-]+)>|\]\(axe:([\w-]+)\)")
_FICHE = re.compile(r"<fiche:([\w-]+)>|\]\(fiche:([\w-]+)\)")


def read_sums(known: Known, said: Said) -> Iterator[Finding]:
    """Yield the amounts of a text that contradict the contract."""
    found = amounts(said.words) if "€" in said.words or "euro" in said.words else []
    for amount in found:
        if _EACH.match(said.words, amount.end) or not amount.value:
            continue
        if said.fiche is not None:
            yield from in_fiche(known, said, amount, found)
        elif said.is_of_contract:
            yield from _in_contract(known, said, amount, found)


# ---------------------------------------------------------------------- in the contract
def _in_contract(
    known: Known, said: Said, amount: Amount, found: Sequence[Amount]
) -> Iterator[Finding]:
    """Yield the first contradiction of an amount in a text about the whole contract."""
    is_told = said.path[0] == "deliberations" and said.is_text
    if is_told and amount.value not in known.cited_by_acts:
        return  # the check of deliberations reports it
    start, end = said.sentence(amount.start)
    about = said.words[start : amount.start]
    aside = _ASIDE.search(about)
    named = _of_named(known, said.text[start:end])
    if named and not aside and amount.value not in named[1]:
        yield _payer(said, amount, named[0], named[1])
        return
    payer = _payer_of(known, said, amount, start, end, found)
    if payer and not aside and _PAYS.search(said.words[start:end]):
        right = known.of_payer(payer.cle)
        told = _years_of(said, amount, start, end, found)
        is_ours = all(year in known.told_years for year in told)
        if right and amount.value not in right and is_ours:
            yield _payer(said, amount, payer.appellation, _main(known, payer.cle) or right)
            return
    whole = _WHOLE.search(said.words, start, amount.start)
    if whole and not payer and not aside and amount.value not in known.every_amount:
        yield _payer(said, amount, f"« {' '.join(whole[0].split())} »", known.of_contract)
    elif wrong := _wrong_year(known, said, amount, start, end, found, payer):
        yield wrong
    elif amount.value not in known.every_amount and not aside:
        yield from slip(said, amount, known.of_contract)


def _of_named(known: Known, sentence: str) -> tuple[str, Amounts] | None:
    """Return the axis or the fiche that a sentence names, alone, and its amounts."""
    contrat = known.contrat
    bare = f" {_bare(sentence)} "
    axes = [
        axe
        for axe in contrat.axes
        if axe.cle in (key for pair in _AXIS.findall(sentence) for key in pair)
        or f" {_bare(axe.intitule)} " in bare
    ]
    fiches = [
        fiche
        for fiche in contrat.fiches
        if fiche.cle in (key for pair in _FICHE.findall(sentence) for key in pair)
        or (len(fiche.intitule) > 12 and f" {_bare(fiche.intitule)} " in bare)
    ]
    if len(axes) == 1 and not fiches and known.of_axe(axes[0]):
        return f"l’axe « {axes[0].intitule} »", known.of_axe(axes[0])
    if len(fiches) == 1 and not axes:
        return f"la fiche « {fiches[0].intitule} »", frozenset(of_fiche(fiches[0]))
    return None


def _payer_of(
    known: Known, said: Said, amount: Amount, start: int, end: int, found: Sequence[Amount]
) -> Partie | None:
    """Return the payer of an amount: named just after it, else the last named before it."""
    words = said.words
    after = min([end, *(a.start for a in found if a.start > amount.start)])
    before = max([start, *(a.end for a in found if a.end <= amount.start)])
    behind = [
        (m.start(), party)
        for party, pattern in known.payers
        if (
            m := re.compile(
                rf"\s*(?:(?:de|par|à\s+la\s+charge\s+de)\s+|d['’])?{pattern.pattern}", re.IGNORECASE
            ).match(words, amount.end, after)
        )
    ]
    if behind:
        return behind[0][1]
    ahead = [
        (m.end(), party)
        for party, pattern in known.payers
        for m in pattern.finditer(words, before, amount.start)
    ]
    if not ahead and before > start:  # « L'État apporte 54 000 €, puis 18 000 € »
        ahead = [
            (m.end(), party)
            for party, pattern in known.payers
            for m in pattern.finditer(words, start, amount.start)
        ]
        return ahead[0][1] if len({party.cle for _, party in ahead}) == 1 else None
    return max(ahead, key=lambda pair: pair[0])[1] if ahead else None


# ---------------------------------------------------------------------- years
def _wrong_year(
    known: Known,
    said: Said,
    amount: Amount,
    start: int,
    end: int,
    found: Sequence[Amount],
    payer: Partie | None,
) -> Finding | None:
    """Return the finding of an amount that is paid in other years than the one said of it."""
    told = _years_of(said, amount, start, end, found)
    paid = known.contributions.get(payer.cle, {}) if payer else known.all_contributions
    others = sorted(year for year, right in paid.items() if amount.value in right)
    if not told or not others or not set(told) <= set(known.by_year):
        return None
    if any(
        amount.value in (known.by_year[year] if payer is None else paid.get(year, ()))
        for year in told
    ):
        return None
    return AUTRE_ANNEE.at(
        said.path,
        line_in_text=said.line(amount.start),
        typed=quote(amount.typed),
        year=enumerate_fr(map(str, told)),
        other=enumerate_fr(map(str, others)),
    )


def _years_of(
    said: Said, amount: Amount, start: int, end: int, found: Sequence[Amount]
) -> list[int]:
    """Return the years that a sentence says of an amount: all before each, or all after each."""
    places = [(year.start + start, int(year.typed)) for year in years(said.words[start:end])]
    here = [a for a in found if start <= a.start < end]
    if not places or not here:
        return []
    ceiling = min([end, *(a.start for a in here if a.start > amount.start)])
    after = [year for at, year in places if amount.end <= at < ceiling]
    ahead = places[0][0] < here[0].start  # « en 2026 : 54 000 €, en 2027 : 18 000 € »
    if after and (not ahead or (ceiling == end and _OF_YEAR.match(said.words, amount.end))):
        return after
    floor = max([start, *(a.end for a in here if a.end <= amount.start)])
    return [year for at, year in places if floor <= at < amount.start] if ahead else after


_OF_YEAR = re.compile(
    r"\s*(?:en|pour|sur|au\s+titre\s+de)\s+(?:l['’](?:année|exercice)\s+|la\s+programmation\s+)?20\d\d"
)


# ---------------------------------------------------------------------- findings
def _payer(said: Said, amount: Amount, what: str, rights: Amounts) -> Finding:
    near = sorted(rights, key=lambda right: (not is_slip(amount.value, right), -right))
    return AUTRE_MONTANT.at(
        said.path,
        line_in_text=said.line(amount.start),
        typed=quote(amount.typed),
        what=what,
        right=enumerate_fr([write_amount(right) for right in near[:6]]),
    )


def _main(known: Known, key: str) -> Amounts:
    paid = known.contributions.get(key, {})
    return frozenset(amount for said in paid.values() for amount in said)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", unaccented(text).lower()))
