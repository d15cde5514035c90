"""A run killed (SIGKILL) just before its n-th call to the file system: every moment, in order."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import count

TOUCHING = frozenset(
    {"open"}
    | {f"os.{call}" for call in ("rename", "remove", "mkdir", "rmdir", "link", "symlink")}
    | {f"os.{call}" for call in ("chmod", "chown", "utime", "listdir", "scandir")}
)
"""What Python audits of the calls that read or change a folder. The exchange, which is not audited,
stands between two of them."""


def moments(prepare: Callable[[], object], run: Callable[[], object]) -> Iterator[int]:
    """Yield each number after a run that was prepared and killed then, until a run lives to end.

    Why fork: the process dies as it would of a power cut, no `finally` runs, its locks are freed.
    """
    for number in count():
        prepare()
        if _dies(run, number):
            yield number
        else:
            return


def _dies(run: Callable[[], object], number: int) -> bool:
    child = os.fork()
    if child == 0:
        _die_at(number)
        try:
            run()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _die_at(number: int) -> None:
    left = number

    def hook(event: str, _: object) -> None:
        nonlocal left
        if event in TOUCHING:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
