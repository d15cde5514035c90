"""`ctai-docs accessible`: what keeps people from reading a document, ours or edited since."""

from __future__ import annotations

from pathlib import Path

from ctai_docs.cli import console
from ctai_docs.machine.accessible import look_over
from ctai_docs.machine.archives import MAX_BYTES
from ctai_docs.machine.files import read_bounded, reason
from ctai_docs.machine.findings import CtaiError, Finding

_KINDS = (".docx", ".xlsx")
_PASSING = "~$"
"""The prefix of the lock file that Word keeps beside an open document."""


def run(paths: list[Path]) -> int:
    """Print what is found in these files, and in those of these folders."""
    findings: list[Finding] = []
    files = [file for path in paths for file in _files(path)]
    if not files:
        console.warn("Il n'y a ici ni document .docx ni classeur .xlsx.")
        return 2
    for file in files:
        try:
            findings += look_over(read_bounded(file, MAX_BYTES), str(file))
        except CtaiError as error:
            findings += error.findings
        except OSError as error:
            console.warn(f"{file} ne peut pas être lu ({reason(error)}).")
            return 2
    console.show(findings)
    return 1 if findings else 0


def _files(path: Path) -> list[Path]:
    """Return the files of a folder, at any depth, or the file itself."""
    if not path.is_dir():
        return [path]
    found = (file for file in sorted(path.rglob("*")) if file.suffix.lower() in _KINDS)
    return [file for file in found if not file.name.startswith(_PASSING)]
