"""Colours as six hexadecimal digits: their contrast, and the tints that Word makes of them.

Sources: WCAG 2.1, success criterion 1.4.3 and its definition of contrast; ECMA-376 part 1,
17.3.2.41 (`themeTint`, `themeShade`: fractions of 255 by which the lightness is scaled).
"""

from __future__ import annotations

import colorsys

WHITE, BLACK = "FFFFFF", "000000"
ACCENT = "1F3A5F"
"""Titles, rules and header cells of every document, where a dossier sets no colour: 11:1 on white.
"""
RULE = "A9B4C4"
"""Lines between the rows of a table."""
LEAST_CONTRAST = 4.5
"""Between a text of ordinary size and what it stands on."""
PALE = 0x14
"""The tint of bands, header cells and totals: 8 % of the colour."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tinted(colour: str, tint: int) -> str:
    """Return the colour mixed with white: `tint` is what is left of it, out of 255."""
    return _with_lightness(colour, tint / 255, 1 - tint / 255)


def shaded(colour: str, shade: int) -> str:
    """Return the colour mixed with black: `shade` is what is left of it, out of 255."""
    return _with_lightness(colour, shade / 255, 0)


def _with_lightness(colour: str, scale: float, added: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    channels = colorsys.hls_to_rgb(hue, lightness * scale + added, saturation)
    return "".join(f"{round(channel * 255):02X}" for channel in channels)


def _channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue, from 0 to 1."""
    red, green, blue = bytes.fromhex(colour)
    return red / 255, green / 255, blue / 255


SHADE = tinted(ACCENT, PALE)
"""Bands, header and total cells: 10:1 under the accent colour."""
