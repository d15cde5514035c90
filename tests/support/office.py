"""LibreOffice and poppler, as functions."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

TOOLS = ("soffice", "pdftotext", "pdfinfo", "pdftoppm")
PDF_UA = {
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
}


def missing_tools() -> list[str]:
    """Return the tools that this machine lacks."""
    return [tool for tool in TOOLS if not shutil.which(tool)]


def to_pdf(paths: Sequence[Path], out: Path, *, seconds: float = 180) -> list[Path]:
    """Convert documents to tagged PDF/UA in one soffice process; return the PDF files."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            *("soffice", "--headless", "--norestore"),
            f"-env:UserInstallation={Path(profile).as_uri()}",
            *("--convert-to", f"pdf:writer_pdf_Export:{json.dumps(PDF_UA)}"),
            *("--outdir", str(out), *map(str, paths)),
        ]
        run = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    made = [out / f"{path.stem}.pdf" for path in paths]
    lost = [pdf.name for pdf in made if not pdf.exists()]
    assert not lost, f"soffice did not make {lost}: {run.stdout}{run.stderr}"
    return made


def pdf_text(pdf: Path, page: int | None = None) -> str:
    """Return the text of a PDF, or of one of its pages counted from 1."""
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    return _output("pdftotext", "-layout", *pages, str(pdf), "-")


def pdf_pages(pdf: Path) -> int:
    """Return the number of pages of a PDF."""
    found = re.search(r"^Pages:\s+(\d+)", _output("pdfinfo", str(pdf)), re.MULTILINE)
    assert found
    return int(found[1])


def pdf_to_png(pdf: Path, out: Path, *, dpi: int = 60) -> list[Path]:
    """Paint the pages of a PDF into `out`; return the pictures in order."""
    _output("pdftoppm", "-png", "-r", str(dpi), str(pdf), str(out / pdf.stem))
    return sorted(out.glob(f"{pdf.stem}-*.png"))


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
