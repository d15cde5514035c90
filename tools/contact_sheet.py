"""`make contact-sheet`: docs/images/metz.png, the Metz pack at a glance, as the README shows it.

Run it when the look of a document has changed, look at it, and commit it. It needs LibreOffice and
poppler. Its pages are those of the PDF that `ctai-docs render --pdf` gives.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

import ctai_docs
from ctai_docs.machine.pdf import to_pdf
from tools.guide_pictures import IMAGES, METZ, ROOT

SHEET = IMAGES / "metz.png"
PAGES = {
    "contrat.docx": (1, 2, 3, 5),
    "fiches/fiche-08": (1, 2, 3),
    "annexe-budgetaire.docx": (1, 2, 3),
}
"""The pages shown of each document, by how its name begins."""
COLUMNS, GAP = 5, 14
"""Pages side by side, and pixels between them."""
WIDTH = 300
"""Of a page, in pixels; a page on its side takes the same."""
COLORS = 64
"""Of the picture: text is black, headings are of one colour, and a README is to open at once."""


def main() -> None:
    """Paint the sheet and say what it weighs."""
    sheet = montage(list(_thumbnails()))
    sheet.quantize(COLORS, dither=Image.Dither.NONE).save(SHEET, optimize=True)
    print(f"{SHEET.relative_to(ROOT)} : {SHEET.stat().st_size // 1000} ko")


def _thumbnails() -> Iterator[Image.Image]:
    """Yield the pages, in the order of `PAGES`."""
    pack = {file.nom: file.contenu for file in ctai_docs.render_pack(METZ)}
    names = {start: next(n for n in pack if n.startswith(start)) for start in PAGES}
    pdfs = to_pdf({name: pack[name] for name in names.values()})
    for start, pages in PAGES.items():
        yield from (_paint(pdfs[names[start]], page) for page in pages)


def _paint(pdf: bytes, page: int) -> Image.Image:
    """Return a page of a PDF, counted from 1."""
    size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
    with TemporaryDirectory() as folder:
        path = Path(folder, "document.pdf")
        path.write_bytes(pdf)
        command = ["pdftoppm", "-f", str(page), "-l", str(page), *size, str(path)]
        done = subprocess.run(command, check=True, capture_output=True)
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def montage(pages: list[Image.Image]) -> Image.Image:
    """Return the pages in rows, each as high as its highest page."""
    rows = [pages[start : start + COLUMNS] for start in range(0, len(pages), COLUMNS)]
    heights = [max(page.height for page in row) for row in rows]
    size = (COLUMNS * (WIDTH + GAP) + GAP, sum(heights) + (len(rows) + 1) * GAP)
    sheet, top = Image.new("RGB", size, "#C9CED6"), GAP
    for row, height in zip(rows, heights, strict=True):
        for column, page in enumerate(row):
            sheet.paste(page, (GAP + column * (WIDTH + GAP), top))
        top += height + GAP
    return sheet


if __name__ == "__main__":
    main()
