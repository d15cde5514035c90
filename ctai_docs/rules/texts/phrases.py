"""How texts call things by number: « articles 1er et 5 à 10 », « fiche n° 4 », « axe II »."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ctai_docs.machine.french import unaccented

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_FIRST = ("1er", "1re", "premier", "première")
_NUMBER = (
    rf"(?:{'|'.join(_FIRST)}|0?[1-9]\d?(?:\.[1-9]\d?)?"
    rf"|(?-i:{'|'.join(sorted(_ROMANS, key=len, reverse=True))}))"
)
_NO = r"(?:(?:n\s?[°ºo]s?|numéros?)\s*)?"
_END = r"(?![\w°º%€]|\s[%€]|[-–]\d|[.,]\d|[ \u00a0\u202f]\d{3}(?!\d))"
_LINKED = rf"\s*(,|/|\bet\b|\bou\b|à)\s*(?:et\s+)?{_NO}({_NUMBER}){_END}"

_TYPED = re.compile(
    rf"(?<![\w-])(?P<noun>articles?|art\.|axes?|fiches?(?:[ -]actions?)?|annexes?)"
    rf"\s+{_NO}(?P<first>{_NUMBER}){_END}",
    re.IGNORECASE,
)
_MORE = re.compile(_LINKED, re.IGNORECASE)
_LINK = re.compile(r"\[[^\]\n]{0,300}\]\((?:https?|mailto):[^)\s]{0,2000}\)|(?:https?://|www\.)\S+")
_MARKS = re.compile(r"[*_`]")


@dataclass(frozen=True, slots=True)
class Call:
    """A noun and numbers in a text: « articles 1er et 5 à 7 » calls the articles 1, 5, 6 and 7."""

    kind: str
    numbers: tuple[str, ...]
    start: int
    end: int
    is_plural: bool
    is_action: bool
    """Whether the noun says « fiche-action », which no other act has."""


def clean(text: str) -> str:
    """Return the text without links out of it and marks of emphasis; its lines stay in place."""
    text = _LINK.sub(lambda link: "\n" * link[0].count("\n"), text)
    return _MARKS.sub("", text)


def calls(text: str) -> list[Call]:
    """Return what a text calls by number."""
    found = [_call(match, text) for match in _TYPED.finditer(text)]
    return [call for call in found if _is_meant(call)]


def _call(found: re.Match[str], text: str) -> Call:
    """Return a call; a noun in the plural takes all the numbers that follow."""
    noun = found["noun"].lower()
    numbers, end = [_figure(found["first"])], found.end()
    while noun[-1] == "s" and (more := _MORE.match(text, end)):
        number = _figure(more[2])
        if more[1] == "à" and number.isdigit() and numbers[-1].isdigit():
            numbers += map(str, range(int(numbers[-1]) + 1, int(number)))
        numbers.append(number)
        end = more.end()
    kind = next(kind for kind in ("article", "axe", "fiche", "annexe") if kind[:3] == noun[:3])
    return Call(
        kind,
        tuple(dict.fromkeys(numbers)),
        found.start(),
        end,
        is_plural=noun[-1] == "s",
        is_action="action" in noun,
    )


def _is_meant(call: Call) -> bool:
    """Tell whether a match is a call, unlike « 3 axes 2 fiches » and « article 10.2 »."""
    several = len(call.numbers) > 1
    return several == call.is_plural and (
        call.kind == "fiche" or not any("." in number for number in call.numbers)
    )


def _figure(typed: str) -> str:
    """Return a number as the contract prints it: `1er`, `01` and `I` are 1."""
    if typed.lower() in _FIRST:
        return "1"
    if typed in _ROMANS:
        return str(_ROMANS.index(typed) + 1)
    return ".".join(str(int(part)) for part in typed.split("."))


# ---------------------------------------------------------------- whose article it is
_OF = re.compile(r"\s*(?P<act>(?:(?:du|des|de)\s|d['’]).{0,80})", re.IGNORECASE | re.DOTALL)
_OURS = re.compile(
    r"(?:du|des|de\s+la|de\s+l['’]|de)?\s*(?:présente?s?\b|ctai\b|contrat\s+territorial\b"
    r"|contrat(?!\s+(?:de|du|des|\d|local|unique|[a-zé]+nt\b)\b|\s+d['’]))",
    re.IGNORECASE,
)
_PAST = re.compile(r".{0,40}\b(?:précédent|20\d\d\s*[-/–]\s*20\d\d)", re.IGNORECASE | re.DOTALL)
_CITED = re.compile(
    r"\s+(?:précité|susvisé|susmentionné|dudit|desdits|bis\b|ter\b|quater\b)", re.IGNORECASE
)
_PART = re.compile(
    r"(?:\s*,?\s*(?:\([\w°]{1,6}\)|\d+°|[IVX]+\b|§\s*\d+|[a-h]\)|et\s+suivants?"
    r"|(?:(?:premier|deuxième|second|troisième|dernier|\d+e?r?)\s+)?(?:alinéa|paragraphe)s?(?:\s+\d+)?"
    r"),?)+",
    re.IGNORECASE,
)
"""« , alinéa 2, », « (2) », « et suivants » between an article and its act."""
_ACRONYM = re.compile(r"\s+(?!CTAI)[A-Z]{3,}\b")
_POSSESSED = re.compile(r"\b(?:son|ses|leurs?|mêmes?|dits?|ledit|lesdits)\s+$", re.IGNORECASE)
_ACT_BEFORE = re.compile(
    r"\b(?:lois?\s+(?:n\s*[°º]|du|organique)|code\s+(?:de|du|des|général|civil|pénal)|décrets?"
    r"|ordonnances?|arrêtés?\s+(?:n\s*[°º]|du|préf|minist|munic|interm)|circulaires?|traités?"
    r"|(?:règlement|directive)s?\s+(?:\(|n\s*[°º]|général|intérieur|europ|\d)|statuts|ceseda|cgct"
    r"|convention\s+(?:de|du|d['’]|europ))",
    re.IGNORECASE,
)
_PLAN_BEFORE = re.compile(
    r"\b(?:stratégie|schéma|pacte|guide|feuille\s+de\s+route|contrat\s+de\s+ville"
    r"|plan\s+(?:national|départemental|régional|local))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;!?\n](?!\s*\d)")
_BEFORE, _AFTER = 160, 120


def is_other_act(call: Call, text: str, ours: Collection[str] = ()) -> bool:
    """Tell whether the number is that of another act's article: a law's, a code's, a strategy's.

    `ours` are the names of places of this contract: the fiche-action of another place is another's.
    """
    after = text[_after_numbers(call.end, text) : call.end + _AFTER]
    of = _OF.match(after)
    before = _SENTENCE.split(text[max(0, call.start - _BEFORE) : call.start])[-1]
    if call.is_action:
        said = of["act"] if of else ""
        return bool(_PAST.match(said)) or _is_foreign(said, ours) or _is_foreign(before, ours)
    if _CITED.match(after) or (call.kind == "article" and _ACRONYM.match(after)):
        return True
    if of:
        return (
            not _OURS.match(of["act"])
            or bool(_PAST.match(of["act"]))
            or _is_foreign(of["act"], ours)
        )
    acts = _ACT_BEFORE if call.kind in ("article", "annexe") else _PLAN_BEFORE
    return bool(_POSSESSED.search(before) or acts.search(before)) or _is_foreign(before, ours)


_FOREIGN = re.compile(
    r"(?:\b(?i:contrats?|ctai|conventions?|programmes?|plans?|pactes?|schémas?)\b(?:\s+territorial)?"
    r"[^.;\n]{0,40}?|^\s*)(?:\b(?:de\s+la|du|de|des)\s+|\bd['’]|\bde\s+l['’])"
    r"(?:(?:[Vv]ille|[Mm]étropole|[Ee]urométropole|[Cc]ommune|[Rr]égion|[Dd]épartement|[Aa]gglomération"
    r"|[Cc]ommunauté[\w' ’]{0,30}?)\s+(?:de\s+|du\s+|des\s+|d['’])?)?(?P<place>[A-ZÉÈÎ][\w'’-]+)",
)
_ANOTHER = re.compile(
    r"\b(?:autre|ancien|précédent|premier|voisine?)\s+(?:contrat|ctai|convention)\b"
    r"|\b(?:contrat|ctai)\s+(?:précédent|voisin|de\s+ville|local)",
    re.IGNORECASE,
)


def _is_foreign(said: str, ours: Collection[str]) -> bool:
    """Tell whether a contract of another place, or a former one, is spoken of."""
    if _ANOTHER.search(said):
        return True
    found = _FOREIGN.search(said)
    if not found or not ours:
        return False
    words = {word.lower() for word in re.findall(r"\w+", unaccented(found["place"]))}
    return not words & set(ours) and not found["place"].isupper()


def _after_numbers(end: int, text: str) -> int:
    """Return the end of the parts and other numbers that follow the number of an article."""
    while found := _MORE.match(text, end) or _PART.match(text, end):
        end = found.end()
    return end


# ---------------------------------------------------------------- what it is meant to be
_REFERENCE = re.compile(r"[^\]\n]{0,60}\]\((article|axe|fiche|annexe):([\w.-]+)\)")
_SEPARATOR = re.compile(
    r"""\s*[-–—:,(«"“\s]*(?:relati(?:f|ve)s?\s+(?:aux?\s|à\s)|portant\s+sur\s|intitulée?s?\s)?"""
    r"""[-–—:(«"“\s]*""",
    re.IGNORECASE,
)
_ARTICLES = {"l", "le", "la", "les", "un", "une"}
_CITED_TITLE = re.compile(r"[^»)\]\"”.;\n]{3,250}")


def own_reference(text: str, end: int) -> tuple[str, str] | None:
    """Return the reference whose own words hold the number: « [article 6](article:evaluation) »."""
    found = _REFERENCE.match(text, end)
    return (found[1], found[2]) if found else None


def titled(rest: str, titles: Sequence[str]) -> int | None:
    """Return which title a text goes on with: « article 6 - évaluation », « axe 2 (logement) »."""
    separator = _SEPARATOR.match(rest)
    said = rest[separator.end() :] if separator else rest
    words, bare = _words(said), [_words(title) for title in titles]
    whole = [(len(t), n) for n, t in enumerate(bare) if len(t) > 1 and t == words[: len(t)]]
    if whole:
        return max(whole)[1]
    cited = _CITED_TITLE.match(said)
    if cited is None or separator is None or not separator[0].strip():
        return None
    for piece in (cited[0], cited[0].partition(",")[0]):
        start = _words(piece)
        named = [n for n, title in enumerate(bare) if start and title[: len(start)] == start]
        if len(named) == 1:
            return named[0]
    return None


def _words(text: str) -> list[str]:
    """Return the bare words of a title, without its leading article."""
    words = re.findall(r"\w+", unaccented(text).lower())
    return words[1:] if words and words[0] in _ARTICLES else words


_LEADS = re.compile(r"\s*(?:[-–—:,(«\"“]\s*)+|\s+(?=[«\"“])")
_ENDS = re.compile(r"[»)\]\"”;\n]|\.\s|\.$|\s[-–—]\s")
_SHORTEST = 8


def pieces(rest: str) -> Iterator[str]:
    """Yield what may be the title that follows a number: as far as each of the marks after it."""
    lead = _LEADS.match(rest)
    if lead is None:
        return
    said = rest[lead.end() :]
    for end in (*(mark.start() for mark in _ENDS.finditer(said)), len(said)):
        piece = said[:end].strip(' «»"“”*_')
        if len(piece) >= _SHORTEST and "\n" not in piece:
            yield piece


def near(cited: str, title: str) -> float:
    """Return how much of a citation and a title is the same, from 0 to 1, by their words.

    1 where the citation is the title, its first part or what it quotes.
    """
    from difflib import SequenceMatcher  # late: few texts cite a title by its number

    one = " ".join(_words(cited))
    best = 0.0
    for part in (title, re.split(r"\s+[–—-]\s+|[:.(]", title)[0], *re.findall(r"«([^»]+)»", title)):
        other = " ".join(_words(part))
        if one == other or f"{other} ".startswith(f"{one} "):
            return 1.0
        if other and abs(len(one) - len(other)) < max(len(one), len(other)) * 0.5:
            best = max(best, SequenceMatcher(None, one, other, autojunk=False).ratio())
    return best


def is_whole(rest: str, title: str) -> bool:
    """Tell whether a text goes on with a whole title, and no more than its first part."""
    return any(near(piece, title) == 1.0 for piece in pieces(rest))
