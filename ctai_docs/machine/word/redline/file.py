"""The redline of two files: the parts of the new one, its stories marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lxml import etree

from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.definitions import definitions
from ctai_docs.machine.engine.package import (
    CONTENT_TYPES,
    ContentTypes,
    Package,
    Relationship,
    open_package,
    rels_name,
    rels_xml,
)
from ctai_docs.machine.word.redline.blocks import Comparison
from ctai_docs.machine.word.redline.marks import Marks
from ctai_docs.machine.word.redline.names import BOOKMARKS, Element, R, W, drop_controls
from ctai_docs.machine.word.redline.old import Ids, ListNames, OldPart
from ctai_docs.machine.word.redline.resolve import STORIES, accept_all, serialised

_SHOWN = (W + "headerReference", W + "footerReference")
_NUMBERED = (*BOOKMARKS, W + "commentRangeStart", W + "permStart")


def redline(before: bytes, after: bytes, *, author: str, date: date) -> bytes:
    """Return the file `after` with what changed since `before` as tracked changes.

    Both are files that this library wrote. In a part with changes, content controls are replaced by
    their content. Changes that either file tracks already are accepted first. Two files with the
    same content give `after` itself. Same arguments, same bytes.
    """
    old, new = (open_package(accept_all(docx)) for docx in (before, after))
    file = _File(old, new, author, date)
    return file.written() if file.marks.made else after


class _File:
    """The parts of the new file, those with changes marked."""

    def __init__(self, old: Package, new: Package, author: str, day: date) -> None:
        self._old, self._new = old, new
        self._lists = ListNames(old, new)
        names = [name for name in new.parts if new.types.of(name) in STORIES]
        trees = {name: etree.fromstring(new.parts[name]) for name in sorted(names)}
        for tree in trees.values():
            drop_controls(tree)
        self._ids = Ids(trees.values())
        self.marks = Marks(author, day, _highest_id(trees.values()))
        self._parts = dict(new.parts)
        self._types = dict(new.types.overrides)
        self._trees: dict[str, Element] = {}
        for theirs, ours in self._pairs(trees[new.main]):
            self._compare(theirs, ours, trees[ours])

    def _pairs(self, new: Element) -> Iterator[tuple[str, str]]:
        """Yield the pairs of parts: the bodies, and the headers and footers of each section."""
        yield self._old.main, self._new.main
        shown = [
            _shown(self._old, etree.fromstring(self._old.parts[self._old.main])),
            _shown(self._new, new),
        ]
        if shown[0].keys() == shown[1].keys():
            pairs = {(shown[0][key], shown[1][key]) for key in shown[1]}
            ours = [name for _, name in pairs]
            yield from sorted(pair for pair in pairs if ours.count(pair[1]) == 1)

    def _compare(self, theirs: str, ours: str, tree: Element) -> None:
        """Mark the differences between an old part and a new one."""
        made = self.marks.made
        old = OldPart((self._old, theirs), (self._new, ours), self._lists)
        story = tree[0] if ours == self._new.main else tree
        Comparison(old, self.marks, self._lists, self._ids).story(story)
        if self.marks.made > made:
            self._trees[ours] = tree
            if old.added:
                rels = [*self._new.rels_of(ours), *map(self._moved, old.added)]
                self._parts[rels_name(ours)] = rels_xml(ours, rels)

    def _moved(self, rel: Relationship) -> Relationship:
        """Return a relationship of the old file, its target copied into the new file."""
        if rel.external:
            return rel
        stem, _, extension = rel.target.rpartition(".")
        names = [rel.target, *(f"{stem}-{n}.{extension}" for n in range(1, 1000))]
        data = self._old.parts[rel.target]
        name = next(n for n in names if self._parts.get(n, data) == data)
        self._parts[name] = data
        self._types[name] = self._old.types.of(rel.target)
        if held := self._old.rels_of(rel.target):  # the workbook of a chart
            self._parts[rels_name(name)] = rels_xml(name, map(self._moved, held))
        return Relationship(rel.id, rel.type, name)

    def written(self) -> bytes:
        """Return the archive."""
        needed = self._lists.settle()
        for kind, data in (("styles", needed.styles), ("numbering", needed.numbering)):
            name = self._new.related.get(kind)
            if name and data != getattr(definitions(self._new), kind):
                self._parts[name] = data
        for name, tree in self._trees.items():
            self._parts[name] = serialised(tree)
        if self._types != self._new.types.overrides:
            types = ContentTypes(self._new.types.defaults, self._types)
            self._parts[CONTENT_TYPES] = types.to_xml()
        return write_package(self._parts, self._new)


def _shown(package: Package, body: Element) -> dict[tuple[int, str, str], str]:
    """Return the headers and footers by the section that shows them and the pages it is for."""
    parts = {rel.id: rel.target for rel in package.rels_of(package.main)}
    return {
        (number, str(mark.tag), str(mark.get(W + "type"))): parts[str(mark.get(f"{R}id"))]
        for number, section in enumerate(body.iter(W + "sectPr"))
        for mark in section.iterchildren(*_SHOWN)
    }


def _highest_id(trees: Iterable[Element]) -> int:
    """Return the highest id of bookmarks and tracked changes."""
    found = (e.get(W + "id", "") for tree in trees for e in tree.iter(*_NUMBERED))
    return max((int(number) for number in found if number.isdecimal()), default=0)
