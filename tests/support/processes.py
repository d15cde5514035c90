"""Processes that a test has started, seen from outside."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path


def are_gone(*, group: int, seconds: float = 10) -> bool:
    """Return whether all processes of a group have ended, or only wait to be told so (zombies)."""
    for _ in range(int(seconds * 10)):
        if not any(of == group and state != "Z" for of, state in _groups()):
            return True
        time.sleep(0.1)
    return False


def _groups() -> Iterator[tuple[int, str]]:
    """Yield the group and the state of each process.

    A bare Debian has no `ps`, and macOS no `/proc`.
    """
    if not Path("/proc/self/stat").exists():
        listed = subprocess.run(["ps", "-axo", "pgid=,state="], capture_output=True, text=True)
        yield from ((int(g), state[0]) for g, state in map(str.split, listed.stdout.splitlines()))
        return
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # it has ended
            continue
        yield int(group), state
