"""The content of elements without their ids, by which two documents are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property

from ctai_docs.machine.engine.definitions import value
from ctai_docs.machine.word.redline.names import (
    NEUTRAL,
    RUN,
    TC,
    TEXT,
    TR,
    Element,
    P,
    R,
    W,
)

TOKEN = re.compile(r"\d+(?:[\u202f\u00a0 .,]\d+)*|\w+|\s+|.", re.DOTALL)
"""A word, an amount with its spaces (« 12 000,50 »), a space, or a sign."""

_SILENT = frozenset((*NEUTRAL, W + "id", W + "sectPr"))
_EMPTY_IS_NONE = frozenset(W + tag for tag in ("pPr", "rPr", "trPr", "tcPr", "tblPr"))
_DRAWING_IDS = frozenset(("id", "name"))


def tokens(text: str) -> list[str]:
    """Return the words, spaces and signs of a text."""
    return TOKEN.findall(text)


def is_blank_run(element: Element) -> bool:
    """Tell whether an element is a run that holds nothing: templates leave many."""
    return element.tag == RUN and all(
        child.tag == W + "rPr" or (child.tag == TEXT and not child.text) for child in element
    )


@dataclass(frozen=True, slots=True)
class WordReader:
    """Reads the elements of one part: resolves its relationships and lists."""

    target: Callable[[str], str]
    list_of: Callable[[str], str]

    def key(self, element: Element) -> str:
        """Return a key, equal for elements with the same content and the same look."""
        pieces: list[str] = []
        self._write(element, pieces)
        return "".join(pieces)

    def _write(self, element: Element, pieces: list[str]) -> None:
        if not isinstance(element.tag, str) or element.tag in _SILENT or is_blank_run(element):
            return
        start = len(pieces)
        pieces += (f"<{element.tag}", *self._attributes(element), ">", element.text or "")
        end = len(pieces)
        for child in element:
            self._write(child, pieces)
        if len(pieces) == end and element.tag in _EMPTY_IS_NONE:
            del pieces[start:]
        else:
            pieces.append("</>")

    def _attributes(self, element: Element) -> list[str]:
        found = []
        for name, text in sorted((str(n), str(v)) for n, v in element.items()):
            if name.startswith(R):
                text = self.target(text)
            elif element.tag == W + "numId":
                text = self.list_of(text)
            if not _is_passing(element, name):
                found.append(f" {name}={text!r}")
        return found


def _is_passing(element: Element, name: str) -> bool:
    """Tell whether an attribute concerns the file, not its content."""
    local = name.rpartition("}")[2]
    if str(element.tag).endswith("}docPr"):
        return name in _DRAWING_IDS
    return local.startswith("rsid") or local in ("paraId", "textId") or local == "space"


@dataclass(frozen=True)
class BodyItem:
    """A block, row or paragraph with its keys of comparison. Only equal shapes are paired."""

    element: Element
    reader: WordReader = field(repr=False)

    @cached_property
    def key(self) -> str:
        """The content and look of the item, as one text."""
        return self.reader.key(self.element)

    @cached_property
    def words(self) -> Counter[str]:
        """The words of the item, counted."""
        text = " ".join("".join(map(str, p.itertext(TEXT))) for p in self.element.iter(P))
        return Counter(token for token in tokens(text) if not token.isspace())

    @cached_property
    def shape(self) -> Hashable:
        """The shape that two items must share before their words are compared."""
        if self.element.tag == TR:
            return TR, *(_cell_shape(cell) for cell in self.element if cell.tag != W + "trPr")
        return self.element.tag

    def likeness(self, other: BodyItem) -> float:
        """Return the likeness of two items, from 0 (nothing in common) to 1 (the same words)."""
        if self.shape != other.shape:
            return 0
        together = self.words.total() + other.words.total()
        return 2 * (self.words & other.words).total() / together if together else 1


def _cell_shape(cell: Element) -> Hashable:
    if cell.tag != TC:
        return cell.tag
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    vertical = "" if merged is None else merged.get(W + "val", "continue")
    return value(cell, f"tcPr/{W}gridSpan"), vertical
