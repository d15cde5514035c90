"""The sheet of pages that the README opens on."""

from __future__ import annotations

from PIL import Image

from tools.contact_sheet import COLUMNS, GAP, PAGES, SHEET, WIDTH, montage
from tools.guide_pictures import ROOT


def test_the_readme_shows_the_sheet_with_its_words():
    """Light enough to open at once, and as wide as its pages."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (words,) = [
        line.partition("![")[2].partition("]")[0]
        for line in readme.splitlines()
        if SHEET.relative_to(ROOT).as_posix() in line
    ]
    assert "Ten pages" in words
    assert sum(map(len, PAGES.values())) == 10
    assert SHEET.stat().st_size < 600_000
    with Image.open(SHEET) as sheet:
        assert sheet.width == COLUMNS * (WIDTH + GAP) + GAP


def test_a_row_is_as_high_as_its_highest_page():
    """Pages on their side stand beside the others."""
    pages = [
        Image.new("RGB", (WIDTH, height), "white") for height in (424, 424, 212, 212, 424, 212)
    ]
    sheet = montage(pages)
    assert sheet.height == 424 + 212 + 3 * GAP
    assert sheet.getpixel((GAP, GAP)) == (255, 255, 255)
    assert sheet.getpixel((GAP, 424 + 2 * GAP)) == (255, 255, 255)
    assert sheet.getpixel((0, 0)) != (255, 255, 255)
