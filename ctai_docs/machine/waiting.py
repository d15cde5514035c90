"""Waits with a message after two seconds, and an end after a limit.

The library prints nothing: a listener, such as the command line, shows the message.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

SOON = 2.0
"""Seconds before the listener is told of a wait."""
LIMIT = 30.0
"""Seconds after which a wait is given up."""
_STEP = 0.02

Listener = Callable[[str], object]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard(listener: Listener) -> Iterator[None]:
    """Send the reason of a wait, a French sentence, to this listener, unless one is set already."""
    token = _listener.set(_listener.get() or listener)
    try:
        yield
    finally:
        _listener.reset(token)


class Wait:
    """A wait that begins now; its reason is told once."""

    def __init__(self, what: Callable[[], str]) -> None:
        self._what, self._start, self._told = what, time.monotonic(), False

    def goes_on(self) -> bool:
        """Tell whether the wait goes on; tell the listener its reason when it is time."""
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
