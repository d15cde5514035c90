r"""Characters of typed text that Word writes as elements: \n, \t, \a, \f.

docxtpl's rule, applied to the text of every run: a line break, a tab, a new paragraph with the
same properties, a page break. docxtpl searches the whole part at every render; here the part is
left alone unless one of the four characters is in it, and then only the paragraphs that hold one
are rewritten. Our templates are serialised without any of them between elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CHARACTERS = ("\n", "\t", "\a", "\f")

_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>")
_RUN = re.compile(r"<w:r(?: [^>]*)?>.*?</w:r>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>.*?</w:t>", re.DOTALL)
_PARAGRAPH_PROPERTIES = re.compile(r"<w:pPr>.*?</w:pPr>")
_RUN_PROPERTIES = re.compile(r"<w:rPr>.*?</w:rPr>")

_OPEN_TEXT = '<w:t xml:space="preserve">'
_TAB = "</w:t></w:r><w:r>{run}<w:tab/></w:r><w:r>{run}" + _OPEN_TEXT
_NEW_PARAGRAPH = "</w:t></w:r></w:p><w:p>{paragraph}<w:r>{run}" + _OPEN_TEXT
_LINE = "</w:t><w:br/>" + _OPEN_TEXT
_PAGE = (
    '</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    "<w:p>{paragraph}<w:r>{run}" + _OPEN_TEXT
)


def resolve_listing(xml: bytes) -> bytes:
    """Return the part with those characters of its texts written as Word means them."""
    if not any(character.encode() in xml for character in CHARACTERS):
        return xml
    text = xml.decode("utf-8", "surrogatepass")
    pieces = map(_resolve_paragraph, _paragraphs(text))
    return "".join(pieces).encode("utf-8", "surrogatepass")


def _concerned(text: str) -> bool:
    return any(character in text for character in CHARACTERS)


def _paragraphs(xml: str) -> Iterator[str]:
    """Yield the part cut before and after each paragraph; a nested one ends its outer one."""
    done = 0
    while (start := _PARAGRAPH.search(xml, done)) and (end := xml.find("</w:p>", start.end())) >= 0:
        yield xml[done : start.start()]
        done = end + len("</w:p>")
        yield xml[start.start() : done]
    yield xml[done:]


def _resolve_paragraph(xml: str) -> str:
    """Return a paragraph with the texts of its runs resolved; what is not one comes back as is."""
    if not (_concerned(xml) and _PARAGRAPH.match(xml)):
        return xml
    properties = _first(_PARAGRAPH_PROPERTIES, xml)
    return _RUN.sub(lambda run: _resolve_run(run[0], properties), xml)


def _resolve_run(xml: str, paragraph: str) -> str:
    """Return a run with its texts resolved, new runs and paragraphs dressed like it."""
    if not _concerned(xml):
        return xml
    dress = {"run": _first(_RUN_PROPERTIES, xml), "paragraph": paragraph}
    written = (
        ("\t", _TAB.format(**dress)),
        ("\a", _NEW_PARAGRAPH.format(**dress)),
        ("\n", _LINE),
        ("\f", _PAGE.format(**dress)),
    )
    return _TEXT.sub(lambda text: _replace_all(text[0], written), xml)


def _replace_all(text: str, written: tuple[tuple[str, str], ...]) -> str:
    for character, meaning in written:
        text = text.replace(character, meaning)
    return text


def _first(pattern: re.Pattern[str], xml: str) -> str:
    """Return the first match, or an empty text."""
    match = pattern.search(xml)
    return match[0] if match else ""
