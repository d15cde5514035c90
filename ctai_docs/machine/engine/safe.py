"""Text known to be well-formed where it is printed, by the type it bears.

A template proved well-formed (`proof`) needs no parser as long as all that it prints is `SafeText`,
or `SafeXml` between elements. Operations on either give a plain `str`, which is escaped again: the
type never outlives the value that was checked. Both are markup to Jinja and docxtpl (`__html__`).

Why not `Markup`: it keeps its type through slices, `upper`, `%`, and anyone may make one.

`LATE` begins what our own XML promises (`late`). It is a code point that is no character: neither
the model nor a template lets it in, and a text printed with it is refused like any that is not XML.
"""

from __future__ import annotations

import re
from typing import Self

from lxml import etree
from markupsafe import Markup, escape

from ctai_docs.machine.characters import UNWRITABLE

LATE = "\ufdd0"
"""U+FDD0, which Unicode keeps for what never leaves a program."""


class _WellFormed(str):
    __slots__ = ("utf8",)
    utf8: bytes
    """The same as it stands in the file: what is printed often is encoded once."""

    def __new__(cls, text: str) -> Self:
        self = super().__new__(cls, text)
        self.utf8 = text.encode()
        return self

    def __html__(self) -> str:
        """Return the text, as markup."""
        return self


class SafeText(_WellFormed):
    """Escaped text of legal characters: fit for the text of an element or an attribute."""

    __slots__ = ()


class SafeXml(_WellFormed):
    """Whole elements with prefixes `w:`, `r:` and `wp:`, or their own; only `word` makes them."""

    __slots__ = ()


def safe_text(text: str) -> str:
    """Return the text escaped: `SafeText`, or mere markup where XML cannot hold its characters."""
    escaped = escape(str(text).replace(LATE, "\uffff"))
    return escaped if UNWRITABLE.search(escaped) else SafeText(escaped)


def safe_xml(xml: str) -> str:
    """Return elements well-formed by construction as `SafeXml`, unless a character is illegal."""
    return Markup(xml) if UNWRITABLE.search(xml) else SafeXml(xml)


_QUOTED = re.compile(rb'>[^<>]*"[^<>]*')


def written(root: etree._Element) -> bytes:
    """Return the XML of a tree, the quotes of texts escaped: `="` is an attribute's alone."""
    xml = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return _QUOTED.sub(lambda text: text[0].replace(b'"', b"&quot;"), xml)


def encoded(text: str) -> bytes:
    """Return a printed text as it stands in the file, legal or not: the parser refuses the rest."""
    return text.utf8 if isinstance(text, _WellFormed) else text.encode("utf-8", "surrogatepass")
