"""Blocks as plain text, for dumps and for checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ctai_docs.machine.markdown.blocks import (
    Block,
    Break,
    ComputedBlock,
    Heading,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Reference,
    Span,
    Table,
    Text,
)


def plain_text(blocks: Iterable[Block]) -> str:
    """Return the blocks one a line; a reference without words is shown as it is typed."""
    return "\n".join(line for block in blocks for line in _lines(block))


def words(blocks: Iterable[Block]) -> list[str]:
    """Return the words of the blocks: texts between spaces that hold a letter or a digit."""
    return [word for word in plain_text(blocks).split() if any(map(str.isalnum, word))]


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(spans) | Heading(_, spans):
            yield _line(spans)
        case ListBlock(ordered, start, items):
            for number, item in enumerate(items, start):
                yield from _item(f"{number}. " if ordered else "– ", item)
        case Table(header, rows):
            for row in (header, *rows):
                yield " | ".join(_line(cell.spans) for cell in row)
        case ComputedBlock(name):
            yield f"<bloc:{name}>"


def _item(mark: str, item: Item) -> Iterator[str]:
    """Yield the lines of an item: the first one after its mark, the others below it."""
    for line in (line for block in item.blocks for line in _lines(block)):
        yield mark + line
        mark = " " * len(mark)


def _line(spans: Iterable[Span]) -> str:
    return "".join(map(_text, spans))


def _text(span: Span) -> str:
    match span:
        case Text(text):
            return text
        case Break():
            return "\n"
        case Link(_, spans):
            return _line(spans)
        case Reference(kind, key, text):
            return text or f"<{kind}:{key}>"
