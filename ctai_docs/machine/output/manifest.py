"""`manifest.json`: each file of a pack, its SHA-256, and the SHA-256 of what it was made from.

The same pack gives the same bytes: no date, no machine. A manifest found on disk is not trusted:
one that is damaged, hostile or someone else's is read as no manifest.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ctai_docs.machine.output.names import MANIFEST, fault_in_manifest

FORMAT = "ctai-docs"
VERSION = 1
_MAX_BYTES = 4_000_000
_MAX_FILES = 10_000
SHA256 = re.compile(r"[0-9a-f]{64}")
_KEYS = {"nom", "sha256", "source"}
_LINKS = ("a_cote_de", "fait_de")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that we wrote.

    `a_cote_de` is the edited file that it was written beside, `fait_de` the one it was made from.
    """

    sha256: str
    source: str = ""
    a_cote_de: str = ""
    fait_de: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a pack, by their names."""

    fichiers: Mapping[str, Entry] = field(default_factory=dict)

    def get(self, nom: str) -> Entry | None:
        """Return the entry of this name, or None."""
        return self.fichiers.get(nom)

    def beside(self, nom: str) -> Iterator[tuple[str, Entry]]:
        """Yield the files written beside the file of this name."""
        return ((n, e) for n, e in self.fichiers.items() if e.a_cote_de == nom)

    def to_bytes(self) -> bytes:
        """Return the manifest as it stands on disk: JSON, sorted by name."""
        shown = [_shown(nom, entry) for nom, entry in sorted(self.fichiers.items())]
        whole = {"format": FORMAT, "version": VERSION, "fichiers": shown}
        return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Return the manifest that these bytes hold. Raise `ValueError` if they hold none."""
        try:
            whole = json.loads(data)
        except RecursionError as error:
            raise ValueError("too deep") from error
        if not isinstance(whole, dict) or whole.get("format") != FORMAT:
            raise ValueError("not a manifest of ours")
        if whole.get("version") != VERSION or not isinstance(whole.get("fichiers"), list):
            raise ValueError("unknown version")
        return cls(_entries(whole["fichiers"]))


def read_manifest(folder: str | Path) -> Manifest | None:
    """Return the manifest of an output folder, or None where there is none that is ours."""
    with suppress(OSError, ValueError):
        return load(Path(folder) / MANIFEST)
    return None


def known_names(folder: str | Path) -> Collection[str]:
    """Return the names of the files that the manifest of an output folder lists."""
    manifest = read_manifest(folder)
    return manifest.fichiers if manifest else ()


def load(path: Path) -> Manifest:
    """Return the manifest of this file. Raise `OSError` or `ValueError`, and never hang."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError("not a file")
        data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise ValueError("too large")
    return Manifest.from_bytes(data)


def _shown(nom: str, entry: Entry) -> dict[str, str]:
    shown = {"nom": nom, "sha256": entry.sha256, "source": entry.source}
    return shown | {link: name for link in _LINKS if (name := getattr(entry, link))}


def _entries(rows: list[Any]) -> dict[str, Entry]:
    if len(rows) > _MAX_FILES:
        raise ValueError("too many files")
    entries = dict(map(_entry, rows))
    if len({nom.casefold() for nom in entries}) != len(rows):
        raise ValueError("a name stands twice")
    return entries


def _entry(row: object) -> tuple[str, Entry]:
    if not isinstance(row, dict) or not _KEYS <= row.keys() <= _KEYS.union(_LINKS):
        raise ValueError("not an entry")
    if not all(isinstance(value, str) and len(value) <= 256 for value in row.values()):
        raise ValueError("not a text")
    row = dict(row)
    nom = row.pop("nom")
    linked = filter(None, (row.get(link) for link in _LINKS))
    if any(map(fault_in_manifest, [nom, *linked])):
        raise ValueError("unsafe name")
    if not SHA256.fullmatch(row["sha256"]) or not SHA256.fullmatch(row["source"] or "0" * 64):
        raise ValueError("not a SHA-256")
    return nom, Entry(**row)
