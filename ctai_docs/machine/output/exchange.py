"""Two folders exchanged in one step, by the call that Linux and macOS have for it.

    Linux  renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE)   glibc 2.28, kernel 3.15
    macOS  renamex_np(a, b, RENAME_SWAP)                          10.12, APFS

Elsewhere, and on the file systems that refuse, an `OSError`: nothing has moved.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_EXCHANGE = 2
"""The flag, which happens to be the same number on both systems."""

Call = Callable[[bytes, bytes], int]


def is_known() -> bool:
    """Return whether this system has the call; a file system may refuse it all the same."""
    return _call() is not None


def exchange(a: Path, b: Path) -> None:
    """Give each of two folders the name of the other. Raise `OSError` where that cannot be."""
    call = _call()
    if call is None:
        raise OSError(errno.ENOSYS, "no atomic exchange on this system")
    if call(os.fsencode(a), os.fsencode(b)):
        import ctypes

        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(b))


@cache
def _call() -> Call | None:
    """Return the system's call, or None. `ctypes` is imported when the first pack is written."""
    name = {"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform)
    if name is None:
        return None
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return None
    if name == "renamex_np":
        function.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint]
        return lambda a, b: int(function(a, b, _EXCHANGE))
    at = [ctypes.c_int, ctypes.c_char_p]
    function.argtypes = [*at, *at, ctypes.c_uint]
    return lambda a, b: int(function(_AT_FDCWD, a, _AT_FDCWD, b, _EXCHANGE))
