"""Content of the old document copied into the new one, under ids of the new file.

Relationships lead to the same address or to an equal part, added where there is none; a list goes
on as the list that its neighbours belong to; drawings get ids that are free.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from functools import cached_property
from hashlib import sha256
from itertools import count

from lxml import etree

from ctai_docs.machine.engine.definitions import (
    Definitions,
    definitions,
    merge_definitions,
    rename_styles_and_lists,
)
from ctai_docs.machine.engine.package import Package, Relationship
from ctai_docs.machine.word.redline.names import CODE, NEUTRAL, Element, R, W, drop_controls, remove
from ctai_docs.machine.word.redline.reading import WordReader

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
START, ANCHOR = W + "bookmarkStart", W + "anchor"
_BEFORE = "_avant"
_CITED = re.compile(r"(?<=REF )\S+")
"""The bookmark in the code of a field: « PAGEREF article_7 \\h »."""
_DROPPED = (*NEUTRAL, W + "sectPr", W + "footnoteReference", W + "endnoteReference")
"""Elements not copied: bookmarks, sections and notes are those of the new document."""


def target(package: Package, rel: Relationship) -> str:
    """Return the target of a relationship: an address, or the digest of a part."""
    if rel.external:
        return rel.target
    return sha256(package.parts.get(rel.target, b"")).hexdigest()


class ListNames:
    """The lists of both documents in one numbering part, with the pairs of old and new ones."""

    def __init__(self, old: Package, new: Package) -> None:
        self.new = definitions(new)
        self.merged, self._styles, self._ids = merge_definitions(self.new, definitions(old))
        self._continued: dict[str, str] = {}
        self._brought: list[Element] = []

    def renamed(self, xml: bytes) -> bytes:
        """Return a part of the old document with the styles and lists of the merged parts."""
        return rename_styles_and_lists(xml, self._styles, self._ids)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        root = etree.fromstring(self.merged.numbering or b"<none/>")
        kinds = {e.get(W + "abstractNumId"): _list_kind(e) for e in root.iter(W + "abstractNum")}
        return {
            str(num.get(W + "numId")): f"{kinds.get(num[0].get(W + 'val'))} {_list_kind(num)}"
            for num in root.iter(W + "num")
        }

    def kind(self, number: str) -> str:
        """Return what a list looks like and where it begins."""
        return self._kinds.get(number, number)

    def same(self, old: Element, new: Element) -> None:
        """Pair the lists of two paired elements."""
        pairs = zip(old.iter(W + "numId"), new.iter(W + "numId"), strict=False)
        for a, b in pairs:
            self._continued.setdefault(str(a.get(W + "val")), str(b.get(W + "val")))

    def bring(self, element: Element) -> None:
        """Keep an element whose lists are renamed once all pairs of lists are known."""
        self._brought += element.iter(W + "numId")

    def settle(self) -> Definitions:
        """Rename the lists of the kept elements; return the styles and lists of the file."""
        own = {number for old, number in self._continued.items() if old != number}
        foreign = set(self._ids.values()) - own
        needed = self.merged.styles != self.new.styles
        for element in self._brought:
            number = str(element.get(W + "val"))
            element.set(W + "val", self._continued.get(number, number))
            needed = needed or element.get(W + "val") in foreign
        return self.merged if needed else self.new


def _list_kind(element: Element) -> str:
    """Return the formats, texts and beginnings of the levels of a list."""
    tags = [W + tag for tag in ("lvl", "numFmt", "lvlText", "start", "startOverride")]
    return repr([(e.get(W + "ilvl"), e.get(W + "val")) for e in element.iter(*tags)])


class Ids:
    """Ids of drawings that are free in the new file."""

    def __init__(self, stories: Iterable[Element]) -> None:
        taken = {drawing.get("id") for story in stories for drawing in story.iter(DRAWING)}
        self._free = (number for number in map(str, count(1)) if number not in taken)

    def renew(self, element: Element) -> None:
        """Give the drawings in an element ids that nothing has."""
        for drawing in element.iter(DRAWING):
            drawing.set("id", next(self._free))


class OldPart:
    """A part of the old document beside the part of the new file that its content goes to."""

    def __init__(
        self, old: tuple[Package, str], new: tuple[Package, str], lists: ListNames
    ) -> None:
        self._old, self._new, self._lists = old[0], new[0], lists
        self._old_rels = {rel.id: rel for rel in old[0].rels_of(old[1])}
        self._new_rels = {rel.id: rel for rel in new[0].rels_of(new[1])}
        self.added: list[Relationship] = []
        self.tree = etree.fromstring(lists.renamed(old[0].parts[old[1]]))
        drop_controls(self.tree)
        self._anchored = {start.get(W + "name") for start in self.tree.iter(START)}

    def anchors(self, element: Element) -> list[str]:
        """Return the names under which the bookmarks of an old element are kept.

        Names of their own, for those of the new document may stand elsewhere: the bookmark of
        article 7 is on another one after an article was added before it.
        """
        return [f"{start.get(W + 'name')}{_BEFORE}" for start in element.iter(START)]

    @property
    def readers(self) -> tuple[WordReader, WordReader]:
        """How the old and the new part are read."""
        old = {i: f"{rel.kind} {target(self._old, rel)}" for i, rel in self._old_rels.items()}
        new = {i: f"{rel.kind} {target(self._new, rel)}" for i, rel in self._new_rels.items()}
        return (
            WordReader(lambda i: old.get(i, i), self._lists.kind),
            WordReader(lambda i: new.get(i, i), self._lists.kind),
        )

    def bring(self, element: Element, ids: Ids) -> Element:
        """Return a copy of an old element that may stand in the new part."""
        copy = deepcopy(element)
        copy.tail = None
        for held in [e for e in copy.iter(*_DROPPED) if e is not copy]:
            remove(held)
        for held in copy.iter():
            for name, text in held.items():
                if str(name).startswith(R):
                    held.set(name, self._relation(str(text)))
                elif str(name).rpartition("}")[2] in ("paraId", "textId"):
                    del held.attrib[name]
        self._cite_old(copy)
        ids.renew(copy)
        self._lists.bring(copy)
        return copy

    def _cite_old(self, element: Element) -> None:
        """Make the fields and links in an element lead to the bookmarks that `anchors` names."""

        def kept(name: str) -> str:
            return name + _BEFORE if name in self._anchored else name

        for code in element.iter(CODE):
            code.text = _CITED.sub(lambda found: kept(found[0]), code.text or "")
        for link in element.iter(W + "hyperlink"):
            if ANCHOR in link.attrib:
                link.set(ANCHOR, kept(str(link.get(ANCHOR))))

    def _relation(self, name: str) -> str:
        """Return the id, in the new part, of the old part's relationship `name`."""
        rel = self._old_rels[name]
        aim = rel.kind, target(self._old, rel)
        known = [*self._new_rels.values(), *self.added]
        for other in known:
            home = self._old if other in self.added else self._new
            if aim == (other.kind, target(home, other)):
                return other.id
        taken = {other.id for other in known}
        free = next(i for i in (f"rId{n}" for n in count(len(known) + 1)) if i not in taken)
        self.added.append(Relationship(free, rel.type, rel.target, rel.external))
        return free
