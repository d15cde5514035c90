"""Two faults of LibreOffice 7.4 in a tagged PDF: alternative texts of charts, the tab order.

LibreOffice 7.4 keeps the alternative text of a picture when it opens a .docx, and forgets that of
a chart, inline or floating, wherever it stands. A tagged PDF has a figure for each drawing of the
text, in the same order: a figure without alternative text, which PDF/UA-1 requires, takes that of
its drawing.
Sources: ISO 32000-1, § 14.9.3 (`Alt`), table 30 (`Tabs`); ISO 14289-1, § 7.18.3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from lxml import etree

from ctai_docs.machine.archives import ArchiveError, read_archive
from ctai_docs.machine.pdf.stable import shifted

_BODY = "word/document.xml"
_FIGURE = re.compile(rb"/S\s?/Figure\b(?:(?!\nendobj).)*", re.DOTALL)
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def drawings(document: Path) -> list[str]:
    """Return the alternative text of each drawing in the text of a Word file, in their order."""
    with suppress(ArchiveError, etree.XMLSyntaxError):
        body = read_archive(document.read_bytes(), [_BODY]).get(_BODY, b"")
        if b"<wp:docPr" in body:
            return [str(e.get("descr", "")) for e in etree.fromstring(body).iter(_DRAWN)]
    return []


def tabbed(pdf: bytes) -> bytes:
    """Return the PDF with the tab order of its links set to the order of its structure.

    LibreOffice writes the value as a string where PDF requires a name; both have the same length.
    """
    return pdf.replace(b"/Tabs(S)\n", b"/Tabs/S \n")


def described(pdf: bytes, texts: Sequence[str]) -> bytes:
    """Return the PDF with alternative text added to each figure that lacks one.

    `texts` are those of the drawings, in order. A PDF with another number of figures is returned
    unchanged, for no figure can then be told from the others.
    """
    figures = list(_FIGURE.finditer(pdf)) if texts else []
    if len(figures) != len(texts):
        return pdf
    for figure, text in reversed([*zip(figures, texts, strict=True)]):
        if text and b"/Alt" not in figure[0]:
            place = figure.start() + figure[0].index(b"Figure") + len(b"Figure")
            words = b"\n/Alt<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()
            pdf = shifted(pdf[:place] + words + pdf[place:], place, len(words))
    return pdf
