"""Names inside sentences and inside file names.

A designation is written with its article where it has one: `la Ville de Metz`, `le CCAS`,
`l’État`, `Metz`. `du` and `au` contract or elide it; `slug` makes a file name of it.

Before an h nothing is elided, since nothing tells `Hyères` from `Haguenau`: where the h is mute,
write the designation with its article (`la commune d’Hyères`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from ctai_docs.machine.french.amounts import write_number
from ctai_docs.machine.french.typo import APOSTROPHE, NO_BREAK

_LIGATURES = (("œ", "oe"), ("Œ", "Oe"), ("æ", "ae"), ("Æ", "Ae"))
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_NAMELESS = "sans-nom"
_VOWEL = re.compile(r"[aeiou]|y[^aeiouy\W]", re.IGNORECASE)
_CONTRACTED = re.compile(r"(?P<article>les?)\s+(?P<name>\S.*)", re.IGNORECASE | re.DOTALL)

_ARTICLE = re.compile(r"(?:l[ae]s?\s|l[’'])", re.IGNORECASE)
_FEMININE = re.compile(r"(?:[èé]te|ente|trice|ière|euse|ée)s?$")


def unaccented(text: str) -> str:
    """Return the text without accents, its ligatures in two letters."""
    if text.isascii():
        return text
    for ligature, letters in _LIGATURES:
        text = text.replace(ligature, letters)
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


def slug(text: str, limit: int = 60) -> str:
    """Return a name of file safe on every system: `a-z`, `0-9` and hyphens, cut at a word.

    Never empty, and never a name that Windows keeps for itself: `aux` becomes `nom-aux`.
    """
    assert limit >= len(_NAMELESS), "a limit this short leaves no room for a name"
    words = re.findall(r"[a-z0-9]+", unaccented(text).casefold())
    name = _cut("-".join(words), limit) or _NAMELESS
    return f"nom-{name}" if _RESERVED.fullmatch(name) else name


def elide(word: str, name: str) -> str:
    """Return the two words together, the first elided before a vowel: `de Metz`, `d’Orléans`."""
    if _VOWEL.match(unaccented(name[:2])):
        return f"{word[:-1]}{APOSTROPHE}{name}"
    return f"{word} {name}"


def du(designation: str) -> str:
    """Return « de » and the designation: `du CCAS`, `des communes`, `de l’État`, `d’Orléans`."""
    return _contracted(designation, "du", "des") or elide("de", designation)


def au(designation: str) -> str:
    """Return « à » and the designation: `au CCAS`, `aux communes`, `à l’État`, `à Orléans`."""
    return _contracted(designation, "au", "aux") or f"à {designation}"


def le(function: str, feminine: bool = False) -> str:
    """Return a function with its article: `le Préfet`, `la Préfète`, `l’Adjoint`, `la Maire`.

    Its first word tells most feminines; `feminine` tells the others. One that has its article, as
    designations have, is left as it is.
    """
    if _ARTICLE.match(function):
        return function
    first = function.split(" ", 1)[0]
    return elide("la" if feminine or _FEMININE.search(first) else "le", function)


def enumerate_fr(items: Iterable[str], last: str = "et") -> str:
    """Return `a, b et c`."""
    *others, final = list(items) or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


def plural(number: Decimal | int, singular: str, several: str = "") -> str:
    """Return `0 fiche`, `1 fiche`, `2 fiches`; `several` is given where an s is not enough."""
    noun = singular if -2 < number < 2 else several or _with_s(singular)
    return f"{write_number(number)}{NO_BREAK}{noun}"


def ordinal(number: int, feminine: bool = False) -> str:
    """Return `1er`, `1re`, `2e`."""
    if number == 1:
        return "1re" if feminine else "1er"
    return f"{number}e"


def _contracted(designation: str, one: str, several: str) -> str:
    """Return the designation with its « le » or « les » contracted, or nothing without one."""
    match = _CONTRACTED.match(designation)
    if match is None:
        return ""
    return f"{several if match['article'].lower() == 'les' else one} {match['name']}"


def _cut(name: str, limit: int) -> str:
    """Return the name within the limit, without half a word unless it is the first."""
    if len(name) <= limit:
        return name
    head, _, _ = name[: limit + 1].rpartition("-")
    return head or name[:limit]


def _with_s(noun: str) -> str:
    return noun if noun.endswith(("s", "x", "z")) else f"{noun}s"
