"""Typed text made safe inside Markdown that we write."""

import re

NEWLINES = re.compile(r"[\r\n]+")
SPECIAL = re.compile(r"[\\`*_\[\]<>&#|~!]")
MARKER = re.compile(r"(\d{0,9})([-+.)])")


def escape(text: str) -> str:
    """Return one line of Markdown that reads as `text`; a new line becomes a space."""
    line = SPECIAL.sub(r"\\\g<0>", NEWLINES.sub(" ", text))
    marker = MARKER.match(line)
    return f"{marker[1]}\\{line[marker.start(2) :]}" if marker else line
