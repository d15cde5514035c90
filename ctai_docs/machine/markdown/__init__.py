"""The texts people type, parsed into blocks; what Word cannot carry is reported."""

from ctai_docs.machine.markdown.blocks import (
    Alignment,
    Block,
    Break,
    Cell,
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
from ctai_docs.machine.markdown.escaping import escape
from ctai_docs.machine.markdown.parsing import Parsed, parse
from ctai_docs.machine.markdown.plain import plain_text, words

__all__ = [
    "Alignment",
    "Block",
    "Break",
    "Cell",
    "ComputedBlock",
    "Heading",
    "Item",
    "Link",
    "ListBlock",
    "Paragraph",
    "Parsed",
    "Reference",
    "Span",
    "Table",
    "Text",
    "escape",
    "parse",
    "plain_text",
    "words",
]
