"""Two versions of a story merged into one, its blocks and the rows of its tables in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby

from ctai_docs.machine.word.redline import inline
from ctai_docs.machine.word.redline.align import Pair, align
from ctai_docs.machine.word.redline.inline import Atom
from ctai_docs.machine.word.redline.marks import Marks
from ctai_docs.machine.word.redline.names import (
    NEUTRAL,
    TBL,
    TC,
    TR,
    Element,
    Kind,
    P,
    W,
)
from ctai_docs.machine.word.redline.old import Ids, ListNames, OldPart
from ctai_docs.machine.word.redline.plan import Step, plan
from ctai_docs.machine.word.redline.reading import BodyItem, WordReader

_PROPERTIES = {P: ("pPr",), TBL: ("tblPr",), TR: ("trPr",), TC: ("tcPr",)}


class Comparison:
    """Compares one part of the old document with one of the new, and marks the new one."""

    def __init__(self, old: OldPart, marks: Marks, lists: ListNames, ids: Ids) -> None:
        self._old, self._marks, self._lists, self._ids = old, marks, lists, ids
        self._reads: tuple[WordReader, WordReader] = old.readers

    def story(self, new: Element) -> None:
        """Mark the additions to a body, header or footer, and put back the deletions, marked."""
        old = self._old.tree if self._old.tree.tag != W + "document" else self._old.tree[0]
        ends = [child for child in new if child.tag == W + "sectPr"]
        new[:] = [*self._blocks(_blocks(old), _blocks(new)), *ends]

    def _items(self, elements: Iterable[Element], side: int) -> list[BodyItem]:
        reader = self._reads[side]
        return [BodyItem(e, reader) for e in elements if e.tag not in NEUTRAL]

    # ------------------------------------------------------------------ blocks
    def _blocks(self, old: Sequence[Element], new: Sequence[Element]) -> list[Element]:
        """Return the blocks of both, marked, the bookmarks of the new ones among them."""
        before, after = self._items(old, 0), self._items(new, 1)
        neutral = _neutral(new)
        found: list[Element] = []
        for step in plan(before, after, align(before, after)):
            found += neutral.pop(step.pair[1], ()) if step.pair[1] is not None else ()
            found.append(self._step(step, before, after))
        return [*found, *(e for rest in neutral.values() for e in rest)]

    def _step(self, step: Step, old: Sequence[BodyItem], new: Sequence[BodyItem]) -> Element:
        i, j = step.pair
        if step.like:
            return self._last(step, old, new)
        if i is not None and j is not None:
            merged = self._pair(old[i], new[j])
            if step.mark:
                self._marks.paragraph_mark(merged, step.mark)
            return merged
        if j is not None:
            return self._marks.block(new[j].element, "ins")
        assert i is not None
        return self._marks.block(self._bring(old[i].element), "del")

    def _last(self, step: Step, old: Sequence[BodyItem], new: Sequence[BodyItem]) -> Element:
        """Return the last paragraph of a cell, its content marked, its own mark kept."""
        (i, j), like = step.pair, step.like
        assert like
        if j is not None:
            last, dress = new[j].element, (old[like[0]], new[j])
            self._marks.content(last, "ins")
        else:
            assert i is not None
            last, dress = self._bring(old[i].element), (old[i], new[like[1]])
            self._marks.content(last, "del")
            own, other = last.find(W + "pPr"), new[like[1]].element.find(W + "pPr")
            if own is not None:
                last.remove(own)
            if other is not None:
                last.insert(0, _bare(other))
        self._properties(dress[0], dress[1], last, ("pPr",))
        return last

    def _bring(self, element: Element) -> Element:
        copy = self._old.bring(element, self._ids)
        self._keep_anchors(element, copy)
        return copy

    # ------------------------------------------------------------------ pairs
    def _pair(self, old: BodyItem, new: BodyItem) -> Element:
        """Return two versions of a block merged into one."""
        element = new.element
        self._keep_anchors(old.element, element)
        if old.key == new.key:
            self._lists.same(old.element, element)
            return element
        if element.tag == P:
            self._paragraph(old.element, element)
        elif element.tag == TBL:
            self._table(old.element, element)
        self._properties(old, new, element, _PROPERTIES.get(str(element.tag), ()))
        return element

    def _keep_anchors(self, old: Element, new: Element) -> None:
        """Copy the bookmarks of an old paragraph to its new version: dropped fields cite them."""
        if new.tag == P:
            place = 0 if new.find(W + "pPr") is None else 1
            for name in self._old.anchors(old):
                new[place:place] = self._marks.bookmark(name)

    def _properties(
        self, old: BodyItem, new: BodyItem, marked: Element, tags: Iterable[str]
    ) -> None:
        """Mark the properties of a block where they changed."""
        for tag in tags:
            before, after = old.element.find(W + tag), new.element.find(W + tag)
            keys = [
                "" if e is None else reader.key(_bare(e))
                for e, reader in zip((before, after), self._reads, strict=True)
            ]
            if before is not None and after is not None:
                self._lists.same(before, after)
            if keys[0] != keys[1]:
                self._marks.changed(marked, tag, None if before is None else self._bring(before))

    def _table(self, old: Element, new: Element) -> None:
        before, after = self._items(old.iterfind(TR), 0), self._items(new.iterfind(TR), 1)
        head = [child for child in new if child.tag != TR]
        marked = [self._row(pair, before, after) for pair in align(before, after)]
        new[:] = [*head, *marked]
        self._grid(old.find(W + "tblGrid"), new.find(W + "tblGrid"))

    def _grid(self, old: Element | None, new: Element | None) -> None:
        """Mark the columns of a table where they changed."""
        if old is None or new is None or self._reads[0].key(old) == self._reads[1].key(new):
            return
        change = self._marks.new("tblGridChange")
        for name in ("author", "date"):
            del change.attrib[W + name]
        change.append(self._bring(old))
        new.append(change)

    def _row(self, pair: Pair, old: Sequence[BodyItem], new: Sequence[BodyItem]) -> Element:
        i, j = pair
        if i is None or j is None:
            kind: Kind = "ins" if i is None else "del"
            row = new[j].element if j is not None else self._bring(old[i or 0].element)
            self._marks.row(row, kind)
            return row
        if old[i].key == new[j].key:
            return self._pair(old[i], new[j])
        cells = zip(old[i].element.iterfind(TC), new[j].element.iterfind(TC), strict=True)
        for a, b in cells:
            self._cell(*self._items([a], 0), *self._items([b], 1))
        self._properties(old[i], new[j], new[j].element, ("trPr",))
        return new[j].element

    def _cell(self, old: BodyItem, new: BodyItem) -> None:
        if old.key != new.key:
            dress = new.element.findall(W + "tcPr")
            blocks = self._blocks(_blocks(old.element), _blocks(new.element))
            new.element[:] = [*dress, *blocks]
            self._properties(old, new, new.element, ("tcPr",))

    # ------------------------------------------------------------------ inside a paragraph
    def _paragraph(self, old: Element, new: Element) -> None:
        dress = new.findall(W + "pPr")
        new[:] = [*dress, *self._inline(old, [e for e in new if e.tag != W + "pPr"])]

    def _inline(self, old: Iterable[Element], new: Iterable[Element]) -> list[Element]:
        """Return what two paragraphs or links hold, marked word by word."""
        before = [a for a in inline.atoms(old, self._reads[0]) if not a.is_neutral]
        every = list(inline.atoms(new, self._reads[1]))
        after = [atom for atom in every if not atom.is_neutral]
        steps = _with_neutral(inline.steps(before, after), every)
        found: list[Element] = []
        for (kind, _, _), group in groupby(steps, lambda s: (s[0], s[1].is_box, s[1].is_neutral)):
            found += self._group(kind, [(atom, old_atom) for _, atom, old_atom in group])
        return found

    def _group(self, kind: Kind | None, group: Sequence[tuple[Atom, Atom | None]]) -> list[Element]:
        """Return the elements made of atoms that are kept, dropped or added together."""
        first = group[0][0]
        if first.is_neutral:
            return [atom.elements[0] for atom, _ in group]
        if first.is_box and kind is None:
            return [self._box(atom, of) for atom, of in group if of]
        made = (
            [atom.elements[0] for atom, _ in group]
            if first.is_box
            else inline.runs([atom for atom, _ in group])
        )
        if kind == "del":
            made = [self._bring(element) for element in made]
        return self._marks.inline(made, kind) if kind else made

    def _box(self, new: Atom, old: Atom) -> Element:
        """Return two versions of a link merged into one."""
        link = new.elements[0]
        link[:] = self._inline(list(old.elements[0]), list(link))
        return link


def _blocks(container: Element) -> list[Element]:
    """Return the children of a body, cell or header, except its properties."""
    return [e for e in container if e.tag not in (W + "sectPr", W + "tcPr")]


def _neutral(blocks: Iterable[Element]) -> dict[int, list[Element]]:
    """Return the bookmarks among blocks, by the rank of the block that they stand before."""
    found: dict[int, list[Element]] = {}
    rank = 0
    for block in blocks:
        if block.tag in NEUTRAL:
            found.setdefault(rank, []).append(block)
        else:
            rank += 1
    return found


def _with_neutral(
    steps: Iterable[inline.AtomStep], every: Sequence[Atom]
) -> Iterator[inline.AtomStep]:
    """Yield the steps, and each bookmark of `every` before the new atom that it stands before."""
    waiting = iter(every)
    for step in steps:
        if step[0] != "del":
            for atom in waiting:
                if not atom.is_neutral:
                    break
                yield None, atom, None
        yield step
    yield from ((None, atom, None) for atom in waiting)


def _bare(properties: Element) -> Element:
    """Return the properties of a block without those of its mark, its section and its changes."""
    bare = deepcopy(properties)
    for child in list(bare):
        if child.tag in (W + "rPr", W + "sectPr", W + "pPrChange"):
            bare.remove(child)
    return bare
