"""LibreOffice, one process for many files, in a profile of its own, with a time limit.

The options make tagged PDF/UA-1 and PDF/A-2b (RGAA 4.1, criterion 13.3); language and title come
from the documents.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ctai_docs.findings import CtaiError, Location, Rule, Severity

NAMED = "CTAI_SOFFICE"
"""The environment variable that names LibreOffice where it is not found by itself."""

_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_OPTIONS = {
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "DisplayPDFDocumentTitle": {"type": "boolean", "value": "true"},
}
_SECONDS_PER_FILE = 60.0
_SECONDS_FOR_START = 60.0

MISSING = Rule(
    "PDF-001",
    Severity.ERREUR,
    "LibreOffice introuvable",
    "LibreOffice n’est pas installé, ou n’est pas à sa place habituelle.",
    "Les PDF sont faits par LibreOffice.",
    "Installez-le (Debian\u00a0: « apt install libreoffice-writer »\u202f; Windows et macOS\u00a0: "
    "libreoffice.org), ou donnez le chemin de soffice dans la variable CTAI_SOFFICE.",
    "Usage du projet",
)
FAILED = Rule(
    "PDF-002",
    Severity.ERREUR,
    "PDF non fait",
    "LibreOffice n’a pas fait le PDF de ce document.",
    "Chaque document donne un PDF en moins d’une minute.",
    "Ouvrez-le dans LibreOffice pour voir ce qui l’arrête, puis recommencez.",
    "Usage du projet",
)


def find_office() -> str | None:
    """Return the path of LibreOffice: the one that is named, else on the path, else the usual."""
    named = os.environ.get(NAMED)
    if named:
        return named if Path(named).exists() else None
    return (
        shutil.which("soffice")
        or shutil.which("libreoffice")
        or next((path for path in _USUAL if Path(path).exists()), None)
    )


def to_pdf(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the PDF of each document, by the same names.

    Raise `CtaiError` where LibreOffice is missing, or does not make one of them, even alone.
    """
    office = find_office()
    if office is None:
        raise CtaiError([MISSING.in_file(Location("LibreOffice"))])
    with tempfile.TemporaryDirectory(prefix="ctai-pdf-") as folder:
        return _Conversion(office, Path(folder)).run(documents)


class _Conversion:
    """A folder with the documents, numbered, a profile, and what LibreOffice makes of them."""

    def __init__(self, office: str, folder: Path) -> None:
        self.office = office
        self.folder = folder

    def run(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        paths = {name: self._written(n, name, data) for n, (name, data) in _numbered(documents)}
        self._convert(list(paths.values()))
        for name, path in paths.items():
            if not self._result(path).exists():  # it died on the way: once more, alone
                self._convert([path])
            if not self._result(path).exists():
                raise CtaiError([FAILED.in_file(Location(name))])
        return {name: self._result(path).read_bytes() for name, path in paths.items()}

    def _written(self, number: int, name: str, data: bytes) -> Path:
        path = self.folder / f"{number:04}{Path(name).suffix}"
        path.write_bytes(data)
        return path

    def _result(self, path: Path) -> Path:
        return self.folder / "pdf" / f"{path.stem}.pdf"

    def _convert(self, paths: Sequence[Path]) -> None:
        profile = (self.folder / "profile").as_uri()
        options = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}"
        command = [self.office, "--headless", "--norestore", f"-env:UserInstallation={profile}"]
        command += ["--convert-to", options, "--outdir", str(self.folder / "pdf")]
        try:
            subprocess.run(
                [*command, *map(str, paths)],
                capture_output=True,
                check=False,
                timeout=_SECONDS_PER_FILE * len(paths) + _SECONDS_FOR_START,
            )
        except subprocess.TimeoutExpired:
            return  # what it made is kept; what it did not is tried alone


def _numbered(documents: Mapping[str, bytes]) -> list[tuple[int, tuple[str, bytes]]]:
    return list(enumerate(documents.items(), 1))
