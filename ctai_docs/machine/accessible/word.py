"""A Word file as the checks read it: paragraphs, tables and drawings, with their looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from ctai_docs.machine.accessible.opening import tree
from ctai_docs.machine.engine.definitions import W, inherited, styles_by_id, value
from ctai_docs.machine.engine.invariants import LAYOUT_TABLE
from ctai_docs.machine.engine.package import Package
from ctai_docs.machine.findings import MAX_FINDINGS, Finding, Location, Rule

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_STORIES = ("header", "footer", "footnotes", "endnotes")
_LEVEL = f"pPr/{W}outlineLvl"
_PLACES = {"header": "en-tête", "footer": "pied de page"}


class Word:
    """A .docx: the trees of its stories, its styles, and the place of an element in it."""

    def __init__(self, package: Package, name: str) -> None:
        self.package = package
        self.name = name
        self._told: Counter[str] = Counter()
        self._levels: dict[str, str] = {}
        self.looks: dict[tuple[str, str], str] = {}

    @cached_property
    def body(self) -> etree._Element:
        """The tree of the document itself."""
        return tree(self.package, self.package.main)

    @cached_property
    def stories(self) -> dict[str, etree._Element]:
        """The trees that hold text, by the name of their part."""
        found = {self.package.main: self.body}
        for rel in self.package.rels_of(self.package.main):
            if rel.kind in _STORIES:
                found[rel.target] = tree(self.package, rel.target)
        return found

    @cached_property
    def styles_root(self) -> etree._Element | None:
        """The tree of the styles part."""
        target = self.package.related.get("styles")
        return None if target is None else tree(self.package, target)

    @cached_property
    def styles(self) -> dict[str, etree._Element]:
        """The styles by id."""
        return {} if self.styles_root is None else styles_by_id(self.styles_root)

    def each(self, *tags: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield each element with one of the tags, and the part in which it stands."""
        for part, story in self.stories.items():
            yield from ((part, element) for element in story.iter(*tags))

    def heading_level(self, paragraph: etree._Element) -> int:
        """Return the level of a heading from 1, 0 for any other paragraph."""
        level = value(paragraph, _LEVEL) or self._level_of(style_of(paragraph))
        return int(level) + 1 if level and int(level) < 9 else 0

    def _level_of(self, style: str) -> str:
        """Return the level of a style, given by the style or its nearest base. Cached."""
        if style not in self._levels:
            self._levels[style] = inherited(style, self.styles, _LEVEL)
        return self._levels[style]

    def is_data(self, table: etree._Element) -> bool:
        """Tell whether a table holds data, and does not merely set things side by side."""
        return value(table, f"tblPr/{W}tblStyle") != LAYOUT_TABLE

    def at(
        self, rule: Rule, element: etree._Element, part: str = "", **values: str | int
    ) -> Finding:
        """Return the finding of a rule at an element, with its part and the words near it.

        The words are looked for only while findings of the rule are listed one by one: for each of
        a million empty paragraphs, the search would read the file a million times.
        """
        self._told[rule.code] += 1
        if self._told[rule.code] > MAX_FINDINGS:
            return rule.in_file(Location(self.name), (), **values)
        story = next((name for key, name in _PLACES.items() if key in part), "")
        near = words(element) or words_before(element)
        inside = " › ".join(filter(None, (story, near and f"« {near} »")))
        return rule.in_file(Location(self.name, inside=inside), (), **values)


def style_of(paragraph: etree._Element) -> str:
    """Return the id of the style of a paragraph, or ""."""
    return value(paragraph, f"pPr/{W}pStyle")


def words(element: etree._Element, most: int = 50) -> str:
    """Return the beginning of the text of an element, struck out by a revision or not."""
    text = " ".join("".join(t.text or "" for t in element.iter(W + "t", W + "delText")).split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def words_before(element: etree._Element) -> str:
    """Return the text of the closest paragraph before an element without text."""
    last = ""
    for paragraph in element.iterancestors(W + "p"):
        if found := words(paragraph):
            return found
    for before in element.getroottree().getroot().iter(W + "p"):
        if before is element:
            break
        last = words(before) or last
    return last
