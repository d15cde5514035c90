"""The accent colour of a template, changed before it is compiled.

What is painted in the theme's first accent (« Accentuation 1 » in Word) takes the new colour, its
tints and shades too; what a template paints in a colour of its own keeps it. The colour beside
`w:themeColor` changes with the theme: Word reads the theme, LibreOffice 7.4 the colour.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ctai_docs.machine.colours import shaded, tinted
from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.reading import read_package

_THEMED = re.compile(r'<w:\w+ [^<>]*w:theme(?:Color|Fill)="accent1"[^<>]*>')
_ACCENT = re.compile(r"(<a:accent1>).*?(</a:accent1>)", re.DOTALL)
_KINDS = {"Color": ("", "color"), "Fill": ("Fill", "fill")}


@lru_cache(maxsize=64)
def with_accent(template: bytes, colour: str, name: str = "") -> bytes:
    """Return the template with `colour`, six hexadecimal digits, as its first accent.

    Raise `CtaiError` where the template called `name` cannot be read.
    """
    parts = read_package(template, name).parts
    changed = {
        part: _repainted(data.decode(), colour).encode()
        for part, data in parts.items()
        if part.endswith(".xml") and b"accent1" in data
    }
    return write_package({**parts, **changed})


def _repainted(xml: str, colour: str) -> str:
    themed = _THEMED.sub(lambda tag: _tag(tag[0], colour), xml)
    return _ACCENT.sub(rf'\1<a:srgbClr val="{colour}"/>\2', themed)


def _tag(tag: str, colour: str) -> str:
    """Return a tag whose colour, fill or both are those that the theme would give it."""
    for theme, (scale, attribute) in _KINDS.items():
        if f'w:theme{theme}="accent1"' in tag:
            name = "val" if tag.startswith("<w:color ") else attribute
            shown = _scaled(tag, f"theme{scale}", colour)
            tag = re.sub(rf' w:{name}="[^"]*"', f' w:{name}="{shown}"', tag)
    return tag


def _scaled(tag: str, prefix: str, colour: str) -> str:
    """Return the tint or the shade of the colour that a tag asks for."""
    for name, scale in (("Tint", tinted), ("Shade", shaded)):
        if found := re.search(rf'w:{prefix}{name}="([0-9A-Fa-f]{{2}})"', tag):
            return scale(colour, int(found[1], 16))
    return colour
