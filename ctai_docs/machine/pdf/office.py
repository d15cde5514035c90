"""LibreOffice, a process or two for many files, each in a profile of its own, with a time limit.

The options make tagged PDF/UA-1 and PDF/A-2b (RGAA 4.1, criterion 13.3); language and title come
from the documents.

Why not an office that listens on a socket: it would have to be supervised, and a process given all
its files starts only once too.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing import parent_process
from pathlib import Path
from types import TracebackType

from ctai_docs.machine.batch import cores
from ctai_docs.machine.findings import CtaiError, Location, Rule, Severity
from ctai_docs.machine.pdf.alone import without_network, write_profile
from ctai_docs.machine.pdf.figures import described, drawings, tabbed
from ctai_docs.machine.pdf.stable import created, stable
from ctai_docs.machine.signals import deferred

NAMED = "CTAI_SOFFICE"
"""The environment variable that names LibreOffice where it is not found by itself."""

_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
OPTIONS = {
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "DisplayPDFDocumentTitle": {"type": "boolean", "value": "true"},
}
_SECONDS_PER_FILE = 60.0
_SECONDS_FOR_START = 60.0
_MOST_OFFICES = 2
_FILES_FOR_ANOTHER = 5
"""The number of PDFs that take as long to make as a process takes to start."""

MISSING = Rule(
    code="PDF-001",
    severity=Severity.ERREUR,
    title="LibreOffice introuvable",
    found="LibreOffice n’est pas installé, ou n’est pas à sa place habituelle.",
    rule="Les PDF sont faits par LibreOffice.",
    remedy="Installez-le (Debian\u00a0: « apt install libreoffice-writer »\u202f; Windows et "
    "macOS\u00a0: "
    "libreoffice.org), ou donnez le chemin de soffice dans la variable CTAI_SOFFICE.",
    source="Usage du projet",
)
FAILED = Rule(
    code="PDF-002",
    severity=Severity.ERREUR,
    title="PDF non fait",
    found="LibreOffice n’a pas fait le PDF de ce document.",
    rule="Chaque document donne un PDF en moins d’une minute.",
    remedy="Ouvrez-le dans LibreOffice pour voir ce qui l’arrête (sous Debian, le paquet "
    "libreoffice-writer est nécessaire), puis recommencez.",
    source="Usage du projet",
)


def find_office() -> str | None:
    """Return the path of LibreOffice: from the environment variable, `PATH`, or a usual place."""
    named = os.environ.get(NAMED)
    if named:
        return named if _is_program(named) else None
    return (
        shutil.which("soffice")
        or shutil.which("libreoffice")
        or next((path for path in _USUAL if _is_program(path)), None)
    )


def _is_program(path: str) -> bool:
    return Path(path).is_file() and os.access(path, os.X_OK)


def to_pdf(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the PDF of each document, by the same names.

    Raise `CtaiError` where LibreOffice is missing, or does not make one of them, even alone.
    """
    with Conversion() as conversion:
        for name, data in documents.items():
            conversion.add(name, data)
        return dict(conversion.pdfs())


class Conversion:
    """Documents given one by one, which wait on the disk, and the PDFs that are made at once.

    Raise `CtaiError` at once where LibreOffice is missing: nothing is rendered in vain.
    """

    def __init__(self) -> None:
        office = find_office()
        if office is None:
            raise CtaiError([MISSING.in_file(Location("LibreOffice"))])
        self._office = office
        with deferred():
            self._temporary = tempfile.TemporaryDirectory(prefix="ctai-pdf-")
        self._folder = Path(self._temporary.name)
        self._paths: dict[str, Path] = {}

    def __enter__(self) -> Conversion:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        with deferred():
            self._temporary.cleanup()

    def add(self, name: str, document: bytes) -> None:
        """Take a document. Files are numbered: their names may be long, or equal but for case."""
        path = self._folder / f"{len(self._paths):04}{Path(name).suffix}"
        path.write_bytes(document)
        self._paths[name] = path

    def pdfs(self) -> Iterator[tuple[str, bytes]]:
        """Yield the PDF of each document, once all are made, one in memory at a time."""
        self._make_all()
        for name, path in self._paths.items():
            made = described(tabbed(self._result(path).read_bytes()), drawings(path))
            yield name, stable(made, created(path))

    def _make_all(self) -> None:
        """Convert all; after a crash, the file that caused it alone, then those after it."""
        waiting = dict(self._paths)
        while waiting:
            self._convert(list(waiting.values()))
            waiting = self._left(waiting)
            if not waiting:
                return
            name, path = next(iter(waiting.items()))
            self._convert([path])
            waiting = self._left(waiting)
            if name in waiting:
                raise CtaiError([FAILED.in_file(Location(name))])

    def _left(self, paths: Mapping[str, Path]) -> dict[str, Path]:
        return {name: path for name, path in paths.items() if not self._is_made(path)}

    def _is_made(self, path: Path) -> bool:
        """Tell whether a PDF is complete: a process that dies leaves half of one."""
        with suppress(FileNotFoundError), self._result(path).open("rb") as pdf:
            pdf.seek(-min(32, pdf.seek(0, os.SEEK_END)), os.SEEK_END)
            return pdf.read().rstrip().endswith(b"%%EOF")
        return False

    def _result(self, path: Path) -> Path:
        return self._folder / "pdf" / f"{path.stem}.pdf"

    def _convert(self, paths: Sequence[Path]) -> None:
        """Run LibreOffice on these files; a failure shows as a missing PDF."""
        count = _offices(len(paths))
        seconds = _SECONDS_PER_FILE * len(paths) + _SECONDS_FOR_START
        commands = [self._command(paths[n::count], f"profile{n}") for n in range(count)]
        _run(commands, seconds, self._folder)

    def _command(self, paths: Sequence[Path], profile: str) -> list[str]:
        write_profile(self._folder / profile)
        where = (self._folder / profile).as_uri()
        options = f"pdf:writer_pdf_Export:{json.dumps(OPTIONS)}"
        command = [
            *without_network(),
            self._office,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={where}",
        ]
        command += ["--convert-to", options, "--outdir", str(self._folder / "pdf")]
        return [*command, *map(str, paths)]


def _offices(files: int) -> int:
    """Return how many processes to start for so many files; in a campaign, whose dossiers already
    share the cores, one.
    """
    alone = parent_process() is None
    useful = min(files // _FILES_FOR_ANOTHER, cores(), _MOST_OFFICES)
    return max(1, useful) if alone else 1


def _run(commands: Sequence[Sequence[str]], seconds: float, folder: Path) -> None:
    """Run processes; past the time limit, or when interrupted, end them and their children.

    Their temporary files go to the folder: one that is killed does not remove them.
    """
    processes: list[subprocess.Popen[bytes]] = []
    end = time.monotonic() + seconds
    try:
        for command in commands:
            with deferred():
                processes.append(_start(command, folder))
        with suppress(subprocess.TimeoutExpired):
            for process in processes:
                process.wait(max(0.0, end - time.monotonic()))
    finally:
        for process in processes:
            _end(process)


def _start(command: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command,
        env={**os.environ, **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder))},
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children: soffice only starts the process that does the work."""
    if os.name == "nt":
        if process.poll() is None:
            killing = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(killing, capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
