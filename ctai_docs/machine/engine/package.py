"""A .docx as named parts: their content types and relationships. `reading` and `archive` make and
write them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from lxml import etree

from ctai_docs.machine.archives import read_archive

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELS = "_rels/.rels"
CT_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
R = f"{{{OFFICE_RELS.rstrip('/')}}}"
"""The namespace of `r:id`, as lxml writes names."""
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Pair = tuple[str, str]


class Relationship(NamedTuple):
    """One line of a .rels part; `target` is the full part name, or an address when `external`."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """Return the last word of the type: `header`, `image`, `hyperlink`…"""
        return self.type.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """The content types of a package: by extension, and by part name without leading slash."""

    defaults: Mapping[str, str]
    overrides: Mapping[str, str]

    def of(self, part: str) -> str:
        """Return the content type of `part`, or "" when none is declared."""
        extension = part.rpartition(".")[2].lower()
        return self.overrides.get(part) or self.defaults.get(extension, "")

    def to_xml(self) -> bytes:
        """Return the [Content_Types].xml that declares them, sorted."""
        return _types_xml(
            tuple(sorted(self.defaults.items())), tuple(sorted(self.overrides.items()))
        )


@lru_cache(maxsize=64)
def _types_xml(defaults: tuple[Pair, ...], overrides: tuple[Pair, ...]) -> bytes:
    lines = [
        f"<Default Extension={quoteattr(name)} ContentType={quoteattr(kind)}/>"
        for name, kind in defaults
    ]
    lines += [
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
        for name, kind in overrides
    ]
    return f'{XML_HEAD}<Types xmlns="{CT_NS}">{"".join(lines)}</Types>'.encode()


@dataclass(frozen=True)
class Package:
    """The parts of a .docx by name, without leading slash."""

    parts: Mapping[str, bytes]
    name: str = field(default="", compare=False)

    @cached_property
    def types(self) -> ContentTypes:
        """Return the content types that the package declares."""
        return parse_types(self.parts[CONTENT_TYPES])

    @cached_property
    def main(self) -> str:
        """Return the name of the main document part, as a rule `word/document.xml`."""
        kind = OFFICE_RELS + "officeDocument"
        return next((rel.target for rel in self.rels_of("") if rel.type == kind), "")

    @cached_property
    def related(self) -> Mapping[str, str]:
        """Return the parts that the main part relates to, by kind, the first of each: `styles`."""
        inner = (rel for rel in reversed(self.rels_of(self.main)) if not rel.external)
        return {rel.kind: rel.target for rel in inner}

    def rels_of(self, part: str) -> tuple[Relationship, ...]:
        """Return the relationships of `part`, in their order; "" stands for the package."""
        data = self.parts.get(rels_name(part))
        return parse_rels(part, data) if data else ()


def open_package(docx: bytes) -> Package:
    """Return the package of a file that this library wrote: it is read without a check.

    `engine.reading` refuses what no template needs, and a chart that we made holds a workbook.
    """
    return Package(read_archive(docx))


@lru_cache(maxsize=256)
def rels_name(part: str) -> str:
    """Return the name of the .rels part of `part`."""
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


@lru_cache(maxsize=512)
def parse_rels(part: str, data: bytes) -> tuple[Relationship, ...]:
    """Return the relationships that the .rels text `data` gives to `part`."""
    return tuple(
        Relationship(
            line.get("Id", ""),
            line.get("Type", ""),
            line.get("Target", "") if outside else _full_name(part, line.get("Target", "")),
            outside,
        )
        for line in etree.fromstring(data).iterfind(f"{{{RELS_NS}}}Relationship")
        for outside in [line.get("TargetMode") == "External"]
    )


def _full_name(part: str, target: str) -> str:
    """Return the part name that `target` means when `part` cites it."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def rels_xml(part: str, rels: Iterable[Relationship]) -> bytes:
    """Return the .rels text that gives `rels` to `part`, targets relative to its folder."""
    return _rels_xml(part, tuple(rels))


@lru_cache(maxsize=256)
def _rels_xml(part: str, rels: tuple[Relationship, ...]) -> bytes:
    folder = posixpath.dirname(part) or "."
    lines = "".join(
        f"<Relationship Id={quoteattr(rel.id)} Type={quoteattr(rel.type)} "
        + (
            f'Target={quoteattr(rel.target)} TargetMode="External"/>'
            if rel.external
            else f"Target={quoteattr(posixpath.relpath(rel.target, folder))}/>"
        )
        for rel in rels
    )
    return f'{XML_HEAD}<Relationships xmlns="{RELS_NS}">{lines}</Relationships>'.encode()


@lru_cache(maxsize=64)
def parse_types(data: bytes) -> ContentTypes:
    """Return the content types that a [Content_Types].xml declares."""
    root = etree.fromstring(data)
    defaults = root.iterfind(f"{{{CT_NS}}}Default")
    overrides = root.iterfind(f"{{{CT_NS}}}Override")
    return ContentTypes(
        {e.get("Extension", "").lower(): e.get("ContentType", "") for e in defaults},
        {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in overrides},
    )
