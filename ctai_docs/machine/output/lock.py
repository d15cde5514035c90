"""One run at a time in an output folder. A lock dies with its process, however that dies.

Where a file system knows no locks, nothing is held and runs are only told apart by their names.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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

    def _wait(handle: int) -> None:
        """Windows has no handle on folders: two runs that start at once both refuse."""

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _wait(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)


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
    """Wait for our turn in a folder, while stages are made and leftovers cleaned there."""
    handle = -1
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        _wait(handle)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)
