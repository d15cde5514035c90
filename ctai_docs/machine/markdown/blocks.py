"""What a typed text may hold and Word can carry: blocks, and the spans within them.

A block has its `line`, counted from 0 in the text, so that a finding about it can name the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Alignment: TypeAlias = Literal["", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the document: `https`, `http` or `mailto`."""

    href: str
    spans: tuple[Text | Break, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A name to be resolved later: `<axe:logement>` is `Reference("axe", "logement")`.

    `text` holds the writer's own words, `"#"` to ask for the number alone, or None. Words of
    several looks, `[un **avenant**](article:avenant)`, make several references side by side.
    """

    kind: str
    key: str
    text: str | None = None
    bold: bool = False
    italic: bool = False


Span: TypeAlias = Text | Break | Link | Reference


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    spans: tuple[Span, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside a text, of level 1 to 3, below the titles of the form."""

    level: int
    spans: tuple[Span, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An element of a list: paragraphs and, in a list of the first level, lists."""

    blocks: tuple[Paragraph | ListBlock, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, with bullets or with numbers from `start`."""

    ordered: bool
    start: int
    items: tuple[Item, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its header; every row is as long as `header` and `alignments`."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alignments: tuple[Alignment, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class ComputedBlock:
    """The place of blocks that the documents compute: a paragraph that is only `<bloc:axes>`."""

    name: str
    line: int = 0


Block: TypeAlias = Paragraph | Heading | ListBlock | Table | ComputedBlock
