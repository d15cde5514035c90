"""One file, written whole or not at all: a temporary file in the same folder, fsync, rename."""

from __future__ import annotations

import os
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path

from ctai_docs.machine.output.names import OURS
from ctai_docs.machine.output.trouble import IS_FOLDER, MISSING, refusal, telling

_SUFFIX = ".tmp"
_ABANDONED = 3600
"""Seconds after which a temporary file belongs to a run that was killed."""
_IN_USE = {5, 32, 33}
"""What Windows says of a file that an antivirus or OneDrive reads: in a moment it is free."""
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5)
"""Seconds between two tries: three in all, then the file is open in Word, and that is said."""


def write_whole(path: Path, data: bytes) -> Path:
    """Write these bytes at this path, whole or not at all, and return the path.

    A symlink is followed: the caller named it. Raise `CtaiError` where the disk refuses.
    """
    with telling(path):
        target = _target(path)
        sweep(target.parent)
        replace(target, data)
    return path


def replace(target: Path, data: bytes) -> None:
    """Put these bytes in the place of a file; a failure leaves the file, and nothing beside it."""
    temporary = target.with_name(f"{OURS}{secrets.token_hex(4)}{_SUFFIX}")
    try:
        create(temporary, data, mode_of(target))
        move(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def move(source: Path, target: Path) -> None:
    """Give a file or folder another name, which loses what it had; on Windows, try for a while."""
    for pause in _PAUSES:
        try:
            source.replace(target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _IN_USE:
                raise
            time.sleep(pause)
        else:
            return
    source.replace(target)


def create(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a file that does not exist yet, down to the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        if mode is not None:
            path.chmod(mode)
        os.fsync(file.fileno())


def mode_of(path: Path) -> int | None:
    """Return the permissions of a file, or None where there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def sync_folder(folder: Path) -> None:
    """Send the names of a folder down to the disk, on the systems that can."""
    if os.name == "nt":
        return
    with suppress(OSError):  # some network folders refuse; the rename itself stays atomic
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs left in this folder."""
    for path in folder.glob(f"{OURS}????????{_SUFFIX}"):
        with suppress(OSError):
            if time.time() - path.lstat().st_mtime > _ABANDONED:
                path.unlink()


def _target(path: Path) -> Path:
    """Return where the file really is, after checking that a file can be there."""
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise refusal(MISSING, path)
    if target.exists() and not target.is_file():
        raise refusal(IS_FOLDER, path)
    return target
