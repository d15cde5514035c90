"""A correction of a few words in a text: « les mots « … » sont remplacés par les mots « … » »."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 12
"""The most words of a correction; beyond, the whole text is printed."""

_TOKEN = re.compile(
    r"""<[^>\n]*> | \]\([^)\n]*\)            # a reference, the address of a link: one word
      | \d+(?:[ \u00a0\u202f]\d{3})+       # 12 000
      | \s+ | \w+ | [^\w\s]""",
    re.VERBOSE,
)
_NOT_WORDS = re.compile(r"[<>\n\[\]*_|#]")


@dataclass(frozen=True, slots=True)
class Correction:
    """The words of a text that are replaced, and those that replace them."""

    avant: str
    apres: str
    voisin: str = ""
    """The words before the place where words are only added."""


def correction(before: str, after: str) -> Correction | None:
    """Return the few words that turn one text into another, None where more has changed.

    The words replaced occur once in the text, and are plain: no reference, no line end, no markup.
    """
    a, b = _TOKEN.findall(before), _TOKEN.findall(after)
    start, end = _common(a, b), 0
    end = min(_common(a[::-1], b[::-1]), len(a) - start, len(b) - start)
    found = _told(a, b, start, end)
    said = (found.avant or found.voisin, found.apres)
    if any(_NOT_WORDS.search(text) or len(text.split()) > MOST for text in said):
        return None
    return found if said[0] and before.count(said[0]) == 1 else None


def _told(a: list[str], b: list[str], start: int, end: int) -> Correction:
    old, new = a[start : len(a) - end], b[start : len(b) - end]
    if not "".join(old).strip():
        near = "".join(a[:start]).split("\n")[-1].strip()
        return Correction("", "".join(new).strip(), " ".join(near.split(" ")[-4:]))
    return Correction("".join(old).strip(), "".join(new).strip())


def _common(a: list[str], b: list[str]) -> int:
    """Return how many first tokens are the same."""
    return next(
        (n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
