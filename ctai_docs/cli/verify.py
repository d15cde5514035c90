"""`ctai-docs verify`: whether a folder of documents is one whole pack, as its manifest says."""

from __future__ import annotations

from pathlib import Path

from ctai_docs.cli import console
from ctai_docs.cli.guard import CLEAN, FINDINGS
from ctai_docs.machine.findings import Severity
from ctai_docs.machine.output import finish, pack_findings


def run(folder: Path) -> int:
    """Finish what an interrupted run began, print what differs from the manifest."""
    findings = [*finish(folder), *pack_findings(folder)]
    console.show(findings)
    return FINDINGS if any(f.severity is not Severity.INFORMATION for f in findings) else CLEAN
