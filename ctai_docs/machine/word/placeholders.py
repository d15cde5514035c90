"""What a blank form shows where someone is to write, made the placeholder of its control.

Word then replaces it at the first key typed, and prints it in grey. The specimen:

    <w:sdtPr><w:alias …/><w:tag …/><w:showingPlcHdr/><w:text/></w:sdtPr>
    <w:sdtContent><w:r><w:rPr><w:rStyle w:val="Textedelespacerserv"/></w:rPr><w:t>…</w:t></w:r>
"""

from __future__ import annotations

import re

STYLE = "Textedelespacerserv"
"""The id that French Word gives its style `Placeholder Text`."""

_CONTROL = re.compile(r"<w:sdt>(?:(?!</?w:sdt>).)*</w:sdt>", re.DOTALL)
_RUN = re.compile(r"<w:r>(?:<w:rPr/>|<w:rPr>(?:(?!<w:r[ >]).)*?</w:rPr>)?(?=<w:t[ >])")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_BEFORE = re.compile(r"<w:sdtPr>(?:<w:rPr>.*?</w:rPr>)?(?:<w:(?:alias|tag|lock) [^>]*/>)*")
"""What the schema wants before `w:showingPlcHdr`."""
_SHOWN = f'<w:r><w:rPr><w:rStyle w:val="{STYLE}"/></w:rPr>'


def as_placeholders(xml: str, text: str) -> str:
    """Return `xml`, whose controls that hold nothing but `text` show it as their placeholder."""

    def shown(control: re.Match[str]) -> str:
        if "".join(_TEXT.findall(control[0])) != text:
            return control[0]
        flagged = _BEFORE.sub(r"\g<0><w:showingPlcHdr/>", control[0], count=1)
        return _RUN.sub(_SHOWN, flagged)

    return _CONTROL.sub(shown, xml)
