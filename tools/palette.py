"""The colours of all templates: one accent, its tints, and what keeps its colour.

The accent is the theme's first, so that a dossier can set its own (`ctai_docs.machine.engine.tint`)
and Word offers it to who edits a template. A colour that is no tint of it is the same in every
dossier.
"""

from __future__ import annotations

from ctai_docs.machine.colours import ACCENT, BLACK, PALE, SHADE, WHITE, tinted

LIGHTER = 0x0A
LIGHT = tinted(ACCENT, LIGHTER)
"""Cells of sub-totals."""
GREY = "4A4A4A"
"""Notes and instructions: 9:1 on white."""
ALERT = "9B1C1C"
"""« PROJET »: 8:1 on white."""

_TINTS = {ACCENT: "", SHADE: f"{PALE:02X}", LIGHT: f"{LIGHTER:02X}"}
_OTHERS = ("4F7A3A", "8A5A00", "7A3E6B", "3E6B7A", "6B3A3A")
"""The theme's accents from the second: 4.5:1 on white at least, for charts that users add."""


def themed(attribute: str, color: str) -> str:
    """Return a colour as `w:val`, `w:color` or `w:fill`, and as the tint of the theme it is."""
    shown = f'w:{attribute}="{color}"'
    if color not in _TINTS:
        return shown
    name = "themeFill" if attribute == "fill" else "themeColor"
    scale = "themeFillTint" if attribute == "fill" else "themeTint"
    tint = f' w:{scale}="{_TINTS[color]}"' if _TINTS[color] else ""
    return f'{shown} w:{name}="accent1"{tint}'


def theme_part() -> str:
    """Return `word/theme/theme1.xml`: our colours, and the rest as plain as the schema allows."""
    named = {"dk1": BLACK, "lt1": WHITE, "dk2": GREY, "lt2": "F2F2F2", "accent1": ACCENT}
    named |= {f"accent{number}": color for number, color in enumerate(_OTHERS, 2)}
    named |= {"hlink": GREY, "folHlink": GREY}
    colors = "".join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in named.items())
    font = '<a:latin typeface="Carlito"/><a:ea typeface=""/><a:cs typeface=""/>'
    fonts = f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>"
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="CTAI">'
        f'<a:themeElements><a:clrScheme name="CTAI">{colors}</a:clrScheme>'
        f'<a:fontScheme name="CTAI">{fonts}</a:fontScheme><a:fmtScheme name="CTAI">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
