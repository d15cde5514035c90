"""The marks of tracked changes on what was added, dropped or changed, by one author at one date."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from itertools import count, groupby

from ctai_docs.machine.word.redline.names import (
    BOOKMARKS,
    CODE,
    DELETED_CODE,
    DELETED_TEXT,
    NEUTRAL,
    TBL,
    TC,
    TEXT,
    TR,
    WRAPPERS,
    Element,
    Kind,
    P,
    W,
    make,
    properties,
    remove,
)
from ctai_docs.machine.word.redline.reading import is_blank_run

_DELETED = {TEXT: DELETED_TEXT, CODE: DELETED_CODE}
_WORDS, _BLOCKS = "12:00:00", "13:00:00"
"""The hours of the marks: at noon no time zone of France shows the eve. Words and whole blocks
differ because LibreOffice joins marks of one kind, one author and the same five minutes, even
across the end of a paragraph that was not added.
"""
_NOT_IN_CHANGE = {"pPr": ("rPr", "sectPr", "pPrChange"), "trPr": ("ins", "del", "trPrChange")}
"""Elements that the old properties of a paragraph or row may not contain."""


class Marks:
    """Makes the marks, each with an id above `above`."""

    def __init__(self, author: str, day: date, above: int) -> None:
        self._author, self._day, self._hour = author, day, _WORDS
        self._ids = count(above + 1)
        self.made = 0

    def new(self, tag: str) -> Element:
        """Return a mark: `w:ins`, `w:del`, `w:pPrChange`…"""
        self.made += 1
        date = f"{self._day:%Y-%m-%d}T{self._hour}Z"
        return make(tag, id=str(next(self._ids)), author=self._author, date=date)

    def bookmark(self, name: str) -> list[Element]:
        """Return a bookmark around nothing: its start and its end."""
        number = str(next(self._ids))
        return [make("bookmarkStart", id=number, name=name), make("bookmarkEnd", id=number)]

    # ------------------------------------------------------------------ whole elements
    def block(self, element: Element, kind: Kind) -> Element:
        """Mark a paragraph or table as added or dropped, all of it, and return it."""
        outer, self._hour = self._hour, _BLOCKS
        if element.tag == P:
            self.paragraph(element, kind)
        elif element.tag == TBL:
            self.rows(element, kind)
        self._hour = outer
        return element

    def blocks(self, elements: Iterable[Element], kind: Kind) -> list[Element]:
        """Return blocks marked; dropped ones lose their bookmarks."""
        kept = [e for e in elements if kind == "ins" or e.tag not in NEUTRAL]
        return [self.block(element, kind) for element in kept]

    def rows(self, table: Element, kind: Kind) -> None:
        """Mark the rows of a table."""
        for row in list(table.iterchildren(TR)):
            self.row(row, kind)

    def row(self, row: Element, kind: Kind) -> None:
        """Mark a row and what its cells hold."""
        dress = row.find(W + "trPr")
        if dress is None:
            dress = make("trPr")
            row.insert(0 if row.find(W + "tblPrEx") is None else 1, dress)
        dress.append(self.new(kind))
        for cell in row.iterchildren(TC):
            cell[:] = self.blocks(list(cell), kind)

    def paragraph(self, paragraph: Element, kind: Kind) -> None:
        """Mark the content of a paragraph and the mark that ends it."""
        self.content(paragraph, kind)
        self.paragraph_mark(paragraph, kind)

    def content(self, paragraph: Element, kind: Kind) -> None:
        """Mark the content of a paragraph, and not its mark."""
        dress = paragraph.findall(W + "pPr")
        rest = [child for child in paragraph if child.tag != W + "pPr"]
        paragraph[:] = [*dress, *self.inline(rest, kind)]

    def paragraph_mark(self, paragraph: Element, kind: Kind) -> None:
        """Say that the mark which ends a paragraph was added or dropped."""
        dress = properties(paragraph, "pPr")
        mark = dress.find(W + "rPr")
        if mark is None:
            mark = make("rPr")
            later = [W + tag for tag in ("sectPr", "pPrChange")]
            place = next((n for n, e in enumerate(dress) if e.tag in later), len(dress))
            dress.insert(place, mark)
        mark.insert(0, self.new(kind))

    # ------------------------------------------------------------------ inside a paragraph
    def inline(self, elements: Iterable[Element], kind: Kind) -> list[Element]:
        """Return runs and the elements among them, marked."""
        found: list[Element] = []
        kept = [e for e in elements if not is_blank_run(e)]
        for tag, group in groupby(kept, lambda e: e.tag):
            if tag in NEUTRAL:
                found += group if tag in BOOKMARKS else ()
            elif tag in WRAPPERS:
                found += (self._wrapper(wrapper, kind) for wrapper in group)
            else:
                found.append(self.runs(group, kind))
        return found

    def runs(self, runs: Iterable[Element], kind: Kind) -> Element:
        """Return runs in one mark."""
        mark = self.new(kind)
        mark.extend(list(runs))
        if kind == "del":
            for element in mark.iter(*_DELETED):
                element.tag = _DELETED[str(element.tag)]
        return mark

    def _wrapper(self, wrapper: Element, kind: Kind) -> Element:
        wrapper[:] = self.inline(list(wrapper), kind)
        return wrapper

    # ------------------------------------------------------------------ properties
    def changed(self, element: Element, tag: str, old: Element | None) -> None:
        """Record the properties `w:tag` that an element had before."""
        before = make(tag) if old is None else deepcopy(old)
        before.tail = None
        for child in list(before):
            if child.tag in [W + name for name in (*_NOT_IN_CHANGE.get(tag, ()), f"{tag}Change")]:
                remove(child)
        change = self.new(f"{tag}Change")
        change.append(before)
        properties(element, tag).append(change)
