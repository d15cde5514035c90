"""The characters that no text may hold: not allowed in XML, reordering, or hidden.

What is signed is what is read: a sign that nobody sees would make two texts that look alike
differ, hide words, or print an amount otherwise than it is stored. Such signs are refused where
they are typed, and not taken out in silence: a zero-width space may stand between two words, and
the file would no longer say what the paper says. Spaces of every width, accents and emoji are text.

Sources: XML 1.0, 2.2; Unicode 15, `Default_Ignorable_Code_Point`; Unicode TR9 (order of reading),
TR36 (confusable words), TR51 (emoji).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

RESERVED = "\ufdd0-\ufdef"
"""Code points that Unicode reserves for programs; the engine marks late ids with them."""
_UNWRITABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
UNWRITABLE = re.compile(f"[{_UNWRITABLE}]")
"""Characters that XML 1.0 cannot hold."""

_CONTROL = "\x7f-\x84\x86-\x9f"
UNREADABLE = re.compile(f"[{_UNWRITABLE}{_CONTROL}\ufeff]")
"""What YAML 1.2.2, 5.1, does not read either, whatever a text may hold."""
_REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_JOINERS = "\u200c\u200d"
_VARIANTS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
_HIDDEN = (
    "\u00ad\u034f\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_KINDS = {
    "interdit ou réservé en XML": re.compile(f"[{_UNWRITABLE}{RESERVED}]"),
    "de contrôle": re.compile(f"[{_CONTROL}]"),
    "qui inverse le sens de lecture": re.compile(f"[{_REORDERING}]"),
    "invisible": re.compile(f"[{_JOINERS}{_VARIANTS}{_FILLERS}{_HIDDEN}]"),
}
_SUSPECT = re.compile(
    f"[{_UNWRITABLE}{RESERVED}{_CONTROL}{_REORDERING}{_JOINERS}{_VARIANTS}{_FILLERS}{_HIDDEN}]"
)
_NAMES = {
    "\u00ad": "trait d’union conditionnel",
    "\u200b": "espace sans chasse",
    "\u200c": "antiliant sans chasse",
    "\u200d": "liant sans chasse",
    "\u200e": "marque gauche-à-droite",
    "\u200f": "marque droite-à-gauche",
    "\u2060": "gluon de mots",
    "\ufeff": "marque d’ordre des octets",
}
"""Those that are pasted with a text from a page or a mail, by the names that help to seek them."""
_BEFORE = 20
"""Signs before the one that is refused, by which it is found."""


class Sign(NamedTuple):
    """A character that is refused: where it stands, and what it does."""

    place: int
    sign: str
    kind: str
    """As it follows « un caractère »: « invisible », « qui inverse le sens de lecture »."""
    before: str
    """What stands just before it."""

    @property
    def said(self) -> str:
        """Return « invisible (U+200B, espace sans chasse) »."""
        name = f", {_NAMES[self.sign]}" if self.sign in _NAMES else ""
        return f"{self.kind} (U+{ord(self.sign):04X}{name})"


def refused(text: str) -> Iterator[Sign]:
    """Yield the characters of a text that are refused, in their order."""
    for found in _SUSPECT.finditer(text):
        if not _is_welcome(text, found.start()):
            kind = next(kind for kind, signs in _KINDS.items() if signs.match(found[0]))
            before = text[max(0, found.start() - _BEFORE) : found.start()]
            yield Sign(found.start(), found[0], kind, _SUSPECT.sub("", before))


_UNSHOWN = re.compile(f"[\r\u2028\u2029\x85{_SUSPECT.pattern[1:]}")


def visible(text: str) -> str:
    """Return a text fit for a terminal, hidden and control characters written as `\\u001b`.

    A name of a file may hold anything: codes that clear the screen or forge a line of a report.
    They are written as JSON writes them, so that a report in JSON stays one.
    """
    return _UNSHOWN.sub(lambda sign: _code(text, sign), text) if _UNSHOWN.search(text) else text


def _code(text: str, sign: re.Match[str]) -> str:
    if _is_welcome(text, sign.start()):
        return sign[0]
    units = sign[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


def _is_welcome(text: str, place: int) -> bool:
    """Tell whether a sign that hides elsewhere is part of what is written here.

    Persian, Dari and Pashto spell with joiners, between letters of the Arabic script; emoji are
    joined by one, and told from a sign of type by the variation selector after it.
    """
    sign, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if sign in _JOINERS and _is_arabic(before):
        return _is_arabic(after)
    if sign == "\u200d":
        return _is_emoji(before) and _is_emoji(after)
    return sign in "\ufe0e\ufe0f" and _is_emoji(before)


def _is_emoji(sign: str) -> bool:
    """Tell whether a sign is one of those that are joined: a picture, its colour, its look."""
    return sign == "\ufe0f" or unicodedata.category(sign or " ") in ("So", "Sk")


def _is_arabic(sign: str) -> bool:
    return unicodedata.category(sign or " ") in ("Lo", "Mn") and _script(sign) == "ARABIC"


# Words of several alphabets

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])+")
_PLAIN = re.compile("[\x00-\u024f’ʼ‘“”«»–—…€№•\u2009\u202f\u2010-\u2015→✓☐☒]*")
"""Texts in which no other alphabet than ours can be."""
_NEUTRAL = frozenset(
    (
        "COMBINING",
        "MICRO",
        "MODIFIER",
        "MASCULINE",
        "FEMININE",
        "SUPERSCRIPT",
        "SUBSCRIPT",
        "OHM",
        "KELVIN",
    )
)
"""Signs that go with letters of any alphabet: µm, 1ᵉʳ, nº."""
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK"}
_OURS = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳνοκ")
"""Greek letters that pass for ours; the others, such as Δ and μ, are signs of their own."""


class Mixed(NamedTuple):
    """A word of several alphabets: where it stands, and its letters that are of another one."""

    place: int
    word: str
    strangers: str


def mixed_words(text: str) -> Iterator[Mixed]:
    """Yield the words that mix alphabets: one letter of another passes for one of ours."""
    if _PLAIN.fullmatch(text):
        return
    for found in _WORD.finditer(text):
        if not found[0].isascii():
            scripts = list(filter(None, map(_alphabet, found[0])))
            main = max(scripts, key=scripts.count, default="")
            strangers = [s for s in dict.fromkeys(found[0]) if _alphabet(s) not in ("", main)]
            if strangers:
                yield Mixed(found.start(), found[0], "".join(strangers))


def _alphabet(sign: str) -> str:
    """Return the alphabet of a letter, "" for one that goes with any."""
    script = _script(sign)
    if script in _NEUTRAL or (script == "GREEK" and sign not in _OURS):
        return ""
    return _TOGETHER.get(script, script)


def _script(sign: str) -> str:
    """Return the first word of the name of a character, which is that of its alphabet."""
    return unicodedata.name(sign, "").partition(" ")[0]


def named(sign: str) -> str:
    """Return the letter with its number and its alphabet."""
    script = _SCRIPTS.get(_script(sign), "d’un autre alphabet")
    return f"« {sign} » (U+{ord(sign):04X}, {script})"


_SCRIPTS = {
    "LATIN": "latin",
    "GREEK": "grec",
    "CYRILLIC": "cyrillique",
    "ARABIC": "arabe",
    "ARMENIAN": "arménien",
    "HEBREW": "hébreu",
    "FULLWIDTH": "latin de pleine chasse",
    "MATHEMATICAL": "lettre de mathématiques",
}
