"""Nobody waits in silence, nor for ever: said after two seconds, given up after a limit.

The library prints nothing: who shows something to people listens, and says it in their way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

SOON = 2.0
"""Seconds after which one says what is waited for."""
LIMIT = 30.0
"""Seconds after which one no longer waits."""
_STEP = 0.02

Listener = Callable[[str], object]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard(listener: Listener) -> Iterator[None]:
    """Give what is waited for, a French sentence, to this listener; an outer one stays the one."""
    token = _listener.set(_listener.get() or listener)
    try:
        yield
    finally:
        _listener.reset(token)


class Wait:
    """A wait that began now: what it is for is told once."""

    def __init__(self, what: Callable[[], str]) -> None:
        self._what, self._start, self._told = what, time.monotonic(), False

    def goes_on(self) -> bool:
        """Return whether one waits still, after saying what for where it is time."""
        waited = time.monotonic() - self._start
        if waited >= SOON and not self._told:
            self._told = True
            if listener := _listener.get():
                listener(self._what())
        return waited < LIMIT


def until(ready: Callable[[], bool], what: Callable[[], str]) -> bool:
    """Wait until something is ready, and return whether it is: False once the limit is past."""
    wait = Wait(what)
    while not ready():
        if not wait.goes_on():
            return False
        time.sleep(_STEP)
    return True
