"""Files written whole or not at all: one document, or a pack and its manifest."""

from __future__ import annotations

from ctai_docs.machine.output.manifest import Entry, Manifest, known_names, read_manifest
from ctai_docs.machine.output.names import subfolders
from ctai_docs.machine.output.pack import finish, write_pack
from ctai_docs.machine.output.report import Fate, Outcome, PackReport, Reason
from ctai_docs.machine.output.verifying import pack_findings
from ctai_docs.machine.output.whole import write_whole

__all__ = [
    "Entry",
    "Fate",
    "Manifest",
    "Outcome",
    "PackReport",
    "Reason",
    "finish",
    "known_names",
    "pack_findings",
    "read_manifest",
    "subfolders",
    "write_pack",
    "write_whole",
]
