"""A typed text becomes blocks, and findings for what Word cannot carry.

The language is CommonMark with tables, and autolinks of our own (`<article:avenant>`). What is
refused is reported with its line and kept in the blocks as it was typed: nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ctai_docs.machine.findings import Finding, Rule, Severity, capped
from ctai_docs.machine.markdown.blocks import Block, Paragraph, Text
from ctai_docs.machine.markdown.structure import MAX_CELLS, TypedText

if TYPE_CHECKING:
    from ctai_docs.machine.markdown.reader import MarkdownReader

MAX_CHARACTERS = 100_000
PLAIN = re.compile(r"(?![-+]|\d{1,9}[.)])[^\\`*_\[\]<>&#|~\n\r\t\0]+")
"""A text in which Markdown has nothing to read."""

TOO_LONG = Rule(
    code="TXT-021",
    severity=Severity.ERREUR,
    title="Texte trop long",
    found="Le texte qui commence par {typed} est démesuré.",
    rule=f"Un texte a {MAX_CHARACTERS:_} caractères au plus.".replace("_", "\u202f"),
    remedy="Joignez-le en annexe.",
    source="Usage du projet",
    example="# un texte de 100 001 caractères",
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of a text, and what is wrong in it; the caller adds the path to the findings."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=2048)
def parse(source: str) -> Parsed:
    """Return the blocks of a typed text; whatever `source` holds, nothing is raised.

    Remembered: a text is checked, printed in its fiche and printed again in the contract.
    """
    if len(source) <= MAX_CHARACTERS and PLAIN.fullmatch(source) and source == source.strip():
        return Parsed((Paragraph((Text(source),)),))
    text = TypedText(source)
    read = _read if len(source) <= MAX_CHARACTERS else _unread
    blocks = tuple(read(text))
    return Parsed(blocks, tuple(capped(text.findings)))


def _read(text: TypedText) -> Iterator[Block]:
    return text.blocks(iter(_reader().parse("\n".join(text.lines), {})))


def _unread(text: TypedText) -> Iterator[Block]:
    """Yield the lines of a text too long to be read."""
    text.report(TOO_LONG, 0, " ".join(text.lines[:9]))
    for at, line in enumerate(text.lines):
        if line.strip():
            yield Paragraph((Text(line.strip()),), at)


@cache
def _reader() -> MarkdownReader:
    from ctai_docs.machine.markdown.reader import make_reader

    return make_reader(MAX_CELLS)
