"""A run killed (SIGKILL) just before its n-th call to the file system: every moment, or some."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from random import Random
from typing import NoReturn

from ctai_docs.machine.output.names import UNFINISHED

TOUCHING = frozenset(
    {"open"}
    | {f"os.{call}" for call in ("rename", "remove", "mkdir", "rmdir", "link", "symlink")}
    | {f"os.{call}" for call in ("chmod", "chown", "utime", "listdir", "scandir")}
)
"""What Python audits of the calls that read or change a folder. The exchange, which is not audited,
stands between two of them."""


def moments(run: Callable[[], object]) -> list[str]:
    """Return the calls of a run to the file system, in order: it can be killed before each."""
    theirs, ours = os.pipe()
    child = os.fork()
    if child == 0:
        seen: list[str] = []
        _at_each_call(lambda event, given: seen.append(ascii((event, given))))
        _end_after(lambda: (run(), os.write(ours, "\n".join(seen).encode())))
    os.close(ours)
    with os.fdopen(theirs) as pipe:
        found = pipe.read().splitlines()
    os.waitpid(child, 0)
    return found


def some(calls: list[str], chance: Random, number: int) -> list[int]:
    """Return so many moments: the first, the last, those around the mark, others spread over.

    Of the others, one stands in each of as many equal parts of the run.
    """
    if number >= len(calls):
        return list(range(len(calls)))
    mark = [n for n, call in enumerate(calls) if UNFINISHED in call]
    chosen = {0, len(calls) - 1, *(n for n in _around(mark) if n < len(calls))}
    others = max(0, number - len(chosen))
    chosen |= {int((part + chance.random()) * len(calls) / others) for part in range(others)}
    return sorted(chosen)


def _around(mark: list[int]) -> Iterator[int]:
    """Yield the moments at which the mark is set and removed, before, after, and half-way."""
    if mark:
        yield from (mark[0], mark[0] + 1, (mark[0] + mark[-1]) // 2, mark[-1], mark[-1] + 1)


def dies(run: Callable[[], object], number: int) -> bool:
    """Return whether a run is killed before its call of this number; else it lived to its end.

    Why fork: the process dies as it would of a power cut, no `finally` runs, its locks are freed.
    """
    child = os.fork()
    if child == 0:
        _at_each_call(_Death(number))
        _end_after(run)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


class _Death:
    """Kills its process at the call of this number."""

    def __init__(self, number: int) -> None:
        self._left = number

    def __call__(self, _event: str, _given: object) -> None:
        self._left -= 1
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _at_each_call(act: Callable[[str, object], object]) -> None:
    sys.addaudithook(lambda event, given: act(event, given) if event in TOUCHING else None)


def _end_after(run: Callable[[], object]) -> NoReturn:
    try:
        run()
    finally:
        os._exit(0)
