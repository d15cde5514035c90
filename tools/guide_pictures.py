"""`make guide-pictures`: the pictures of docs/guide.md, painted from what the project renders.

python -m tools.guide_pictures           all of them, into docs/images
python -m tools.guide_pictures fiche     those named

Run it when the look of a document has changed, look at each picture, and commit them. It needs
LibreOffice and poppler. The guide's test holds that they are small, and that each is shown.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import ctai_docs
from ctai_docs.machine.pdf import to_pdf

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
METZ = ROOT / "examples" / "metz_2026"
GRENOBLE = ROOT / "examples" / "grenoble_2019"
DPI = 70


class Picture(NamedTuple):
    """A page of a document, from its top: all of it, or so many millimetres."""

    document: Callable[[], ctai_docs.Fichier]
    page: int = 1
    height: int = 297


def _annexe() -> ctai_docs.Fichier:
    """Return the third annex of the deliberation of Metz: a fiche."""
    files = ctai_docs.render_deliberation(METZ, "25-09-25-17", projet=True)
    return next(file for file in files if "annexe-03" in file.nom)


def _suivi() -> ctai_docs.Fichier:
    """Return the contract of Grenoble with what its second avenant changes as tracked changes."""
    files = ctai_docs.render_redline(GRENOBLE, 2)
    return next(file for file in files if file.nom.endswith("contrat.docx"))


PICTURES = {
    "contrat": Picture(lambda: ctai_docs.render_contrat(METZ), height=190),
    "fiche": Picture(lambda: ctai_docs.render_fiche(METZ, "un-toit"), height=150),
    "fiche-cases": Picture(lambda: ctai_docs.render_fiche(METZ, "un-toit"), page=2, height=192),
    "annexe-budgetaire": Picture(lambda: ctai_docs.render_annexe_budgetaire(METZ)),
    "annexe-deliberation": Picture(_annexe, height=75),
    "avenant": Picture(lambda: ctai_docs.render_avenant(GRENOBLE, 2), height=240),
    "suivi": Picture(_suivi, page=3, height=150),
}


def main(names: Iterable[str]) -> None:
    """Paint the pictures of these names, or all."""
    chosen = {name: PICTURES[name] for name in names or PICTURES}
    pdfs = to_pdf({f"{name}.docx": p.document().contenu for name, p in chosen.items()})
    for (name, picture), pdf in zip(chosen.items(), pdfs.values(), strict=True):
        path = IMAGES / f"{name}.png"
        _paint(pdf, picture, path)
        print(f"{path.relative_to(ROOT)} : {path.stat().st_size // 1000} ko")


def _paint(pdf: bytes, picture: Picture, path: Path) -> None:
    """Write a page of a PDF as PNG."""
    width, height = (str(round(DPI * mm / 25.4)) for mm in (297, picture.height))
    page = ["-f", str(picture.page), "-l", str(picture.page), "-singlefile"]
    crop = ["-x", "0", "-y", "0", "-W", width, "-H", height]  # no more than the page has
    with TemporaryDirectory() as folder:
        source = Path(folder, "document.pdf")
        source.write_bytes(pdf)
        command = ["pdftoppm", "-png", "-r", str(DPI), *page, *crop]
        subprocess.run([*command, str(source), str(path.with_suffix(""))], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
