"""One run at a time in an output folder. A lock dies with its process, however that dies.

Where a file system knows no locks, nothing is held and runs are only told apart by their names.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from ctai_docs.machine import waiting
from ctai_docs.machine.output.trouble import HELD, refusal

_FAR = 4096
"""The byte that Windows locks: past the end, so that the file can still be read."""

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def hold(file: Path) -> int:
    """Lock a file for as long as this handle is open, and return the handle.

    Raise `BlockingIOError` where another process has it.
    """
    handle = os.open(file, os.O_RDWR)
    try:
        _take(handle)
    except BlockingIOError:
        os.close(handle)
        raise
    except OSError:  # no locks on this file system
        return handle
    return handle


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Wait for our turn in a folder, while stages are made and leftovers cleaned there.

    Raise `CtaiError` where another process holds the folder for too long. Windows has no handle on
    folders: there, of two runs that start at once, one may refuse.
    """
    handle = -1
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
    try:
        if handle >= 0:
            _wait(handle, folder)
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _wait(handle: int, folder: Path) -> None:
    def what() -> str:
        return (
            f"Le dossier « {folder} » est tenu par un autre programme{_holder(handle)} : j’attends."
        )

    if not waiting.until(partial(_has_turn, handle), what):
        raise refusal(HELD, folder, holder=_holder(handle), seconds=f"{waiting.LIMIT:.0f}")


def _has_turn(handle: int) -> bool:
    """Return whether we hold the folder now, or its file system knows no locks."""
    try:
        _take(handle)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _holder(handle: int) -> str:
    """Return « (processus 1234) » where the system tells who holds a folder: Linux."""
    found = os.fstat(handle)
    place = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    with suppress(OSError):
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            if f" {place} " in line and "->" not in line and (pid := line.split()[4]).isdigit():
                return f" (processus {pid})"
    return ""
