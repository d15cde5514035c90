"""Whether people who do not see a page, or see it badly, can read a .docx or an .xlsx.

Sources: RGAA 4.1, criterion 13.3 (downloaded files), and the criteria it sends to; EN 301 549, 10.
Any file may be checked: one made here, or one edited in Word since.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ctai_docs.machine.accessible import links, looks, structure, tables, workbook
from ctai_docs.machine.accessible.opening import UNREADABLE, opened
from ctai_docs.machine.accessible.word import Word
from ctai_docs.machine.findings import CtaiError, Finding, Location, capped, in_order

__all__ = ["CHECKS", "look_over"]

CHECKS = (*structure.CHECKS, *tables.CHECKS, *links.CHECKS, *looks.CHECKS)
"""The checks of a Word file, each a plain function that yields findings."""


def look_over(data: bytes, name: str) -> list[Finding]:
    """Return what keeps people from reading the file of this name, in the order of its places.

    Raise `CtaiError` where it is neither a .docx nor an .xlsx that can be read.
    """
    try:
        return in_order(capped(_found(data, name)))
    except (LookupError, ValueError, RuntimeError, etree.LxmlError):  # a damaged part
        raise CtaiError([UNREADABLE.in_file(Location(name))]) from None


def _found(data: bytes, name: str) -> Iterator[Finding]:
    if name.lower().endswith(".xlsx"):
        yield from workbook.look_over(data, name)
        return
    file = Word(opened(data, name), name)
    for check in CHECKS:
        yield from check(file)
