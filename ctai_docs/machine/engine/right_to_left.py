"""Runs of a rendered part whose values go from right to left, marked as Word wants them.

A run that goes both ways is cut into runs of one way each, dressed alike. Only a rendering that
printed such letters comes here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ctai_docs.machine.directions import RIGHT_TO_LEFT, stretches

_RUN = re.compile(r"<w:r(?: [^<>]*)?>(?:(?!<w:r[ >]).)*?</w:r>", re.DOTALL)
_HEAD = re.compile(r"(<w:r(?: [^<>]*)?>)(<w:rPr>(?:(?!</?w:rPr>).)*</w:rPr>|<w:rPr/>)?", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^<>]*)?>([^<]*)</w:t>")
_AFTER = re.compile(r"<w:(?:cs|em|lang|eastAsianLayout|specVanish|oMath|rPrChange)[ />]|</w:rPr>")
"""What follows `w:rtl` in the order of the schema."""


def marked_right_to_left(xml: bytes) -> bytes:
    """Return the part with `w:rtl` in each run of letters that go from right to left."""
    text = xml.decode("utf-8", "surrogatepass")
    return _RUN.sub(lambda run: _run(run[0]), text).encode("utf-8", "surrogatepass")


def _run(run: str) -> str:
    """Return a run, or the runs that it is cut into."""
    head = _HEAD.match(run)
    if not RIGHT_TO_LEFT.search(run) or head is None or "<w:rtl" in (look := head[2] or ""):
        return run
    pieces = _pieces(run[head.end() : -len("</w:r>")])
    return "".join(
        f"{head[1]}{_turned(look) if rtl else look}{''.join(piece for _, piece in group)}</w:r>"
        for rtl, group in groupby(pieces, key=lambda piece: piece[0])
    )


def _pieces(content: str) -> Iterator[tuple[bool, str]]:
    """Yield the content of a run piece by piece, and which way each goes."""
    done = 0
    for text in _TEXT.finditer(content):
        if text.start() > done:
            yield False, content[done : text.start()]
        for rtl, words in stretches(text[1]):
            yield rtl, f'<w:t xml:space="preserve">{words}</w:t>'
        done = text.end()
    if done < len(content):
        yield False, content[done:]


def _turned(look: str) -> str:
    """Return the properties of a run with `w:rtl`, in the order of the schema."""
    look = "<w:rPr></w:rPr>" if look in ("", "<w:rPr/>") else look
    place = _AFTER.search(look)
    assert place is not None
    return f"{look[: place.start()]}<w:rtl/>{look[place.start() :]}"
