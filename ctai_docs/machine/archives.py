"""A ZIP archive that someone else made, read without trust: the one reader for all of them.

Refused before anything is inflated: encrypted archives, entries too many, too large or too
compressed, duplicate names, names that lead outside, compressions that no Office writes. A damaged
archive is reported, whatever `zipfile` raises.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Container, Iterator
from enum import Enum, auto

MAX_ENTRIES = 2_000
MAX_BYTES = 200 * 2**20
"""Bytes of all entries once inflated; and of the archive itself, for whoever reads the file."""
MAX_RATIO = 300
RATIO_FROM = 2**20
"""The size in bytes below which the compression of an entry is not limited."""

_BEFORE_2007 = b"\xd0\xcf\x11\xe0"
"""The first bytes of Office files that are no archives: older than 2007, or encrypted."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError, KeyError, IndexError),
)
"""The exceptions that `zipfile` raises on damaged bytes in memory, where no disk can fail."""


class Fault(Enum):
    """Why an archive is refused."""

    DAMAGED = auto()
    OLD = auto()
    ENCRYPTED = auto()
    TOO_BIG = auto()
    TWICE = auto()
    NAME = auto()
    METHOD = auto()


class ArchiveError(Exception):
    """An archive is refused: the fault, and the entry or the measure that shows it."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(fault, detail)
        self.fault, self.detail = fault, detail


def read_archive(data: bytes, only: Container[str] | None = None) -> dict[str, bytes]:
    """Return the entries of an archive by name, or `only` these. Raise `ArchiveError`."""
    if data.startswith(_BEFORE_2007):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise ArchiveError(Fault.ENCRYPTED if encrypted else Fault.OLD)
    if len(data) > MAX_BYTES:
        raise ArchiveError(Fault.TOO_BIG, f"plus de {MAX_BYTES // 2**20} Mo")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = list(_sound(archive.infolist()))
            wanted = (e for e in entries if only is None or e.filename in only)
            return {entry.filename: archive.read(entry) for entry in wanted}
    except _DAMAGED as error:
        raise ArchiveError(Fault.DAMAGED, str(error)) from None


def _sound(entries: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    """Yield the files of an archive, each checked before its content is read."""
    _check_size(entries)
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if entry.flag_bits & 0x1:
            raise ArchiveError(Fault.ENCRYPTED)
        if not is_safe(name):
            raise ArchiveError(Fault.NAME, name)
        if entry.compress_type not in _METHODS:
            raise ArchiveError(Fault.METHOD, name)
        if name.lower() in seen:
            raise ArchiveError(Fault.TWICE, name)
        seen.add(name.lower())
        if not entry.is_dir():
            yield entry


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive too large; `zipfile` reads no more than the size declared here."""
    if len(entries) > MAX_ENTRIES:
        raise ArchiveError(Fault.TOO_BIG, f"{len(entries)} éléments")
    total = sum(entry.file_size for entry in entries)
    if total > MAX_BYTES:
        raise ArchiveError(Fault.TOO_BIG, f"{total // 2**20} Mo")
    for entry in entries:
        big = entry.file_size > RATIO_FROM
        if big and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise ArchiveError(Fault.TOO_BIG, f"« {entry.filename} » est trop compressé")


def is_safe(name: str) -> bool:
    """Tell whether an entry's name stays inside the archive."""
    steps = name.removesuffix("/").split("/")
    return not re.search(r"[\\:\x00-\x1f]", name) and not {"", ".", ".."} & set(steps)
