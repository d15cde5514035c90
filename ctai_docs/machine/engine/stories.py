"""A rendered document beside the template it came from: which of its parts are running text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

from ctai_docs.machine.engine.definitions import Definitions, definitions
from ctai_docs.machine.engine.late import defer
from ctai_docs.machine.engine.package import WORD_TYPES, Package

_STORIES = frozenset(
    f"{WORD_TYPES}{kind}+xml" for kind in ("header", "footer", "footnotes", "endnotes")
)


class _Template(Protocol):
    @property
    def package(self) -> Package: ...


class Rendered(Protocol):
    """A rendered document: its template, and the text of the parts that were rendered."""

    @property
    def template(self) -> _Template:
        """Return the template that was rendered."""
        ...

    @property
    def parts(self) -> Mapping[str, bytes]:
        """Return the XML of each part that was rendered, by name, its ids late."""
        ...


class Stories:
    """A rendered document with the parts of its template behind it."""

    def __init__(self, rendered: Rendered) -> None:
        self.package = rendered.template.package
        self._rendered = rendered.parts

    def is_story(self, part: str) -> bool:
        """Tell whether ids of `part` may be late: rendered, or running text of the template."""
        return part in self._rendered or self.package.types.of(part) in _STORIES

    def stories(self) -> list[str]:
        """Return the names of the stories that the main part relates to, itself first."""
        rels = self.package.rels_of(self.package.main)
        related = (rel.target for rel in rels if not rel.external and self.is_story(rel.target))
        return [self.package.main, *dict.fromkeys(related)]

    def text(self, part: str) -> bytes:
        """Return the XML of `part`, its ids late."""
        known = self._rendered.get(part)
        return defer(self.package.parts[part]) if known is None else known

    @cached_property
    def definitions(self) -> Definitions:
        """The styles and lists of the template."""
        return definitions(self.package)
