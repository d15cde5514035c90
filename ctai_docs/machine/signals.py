"""Ctrl-C, or an end asked for from outside, waits for a step that must not be left half-way.

Python raises between any two instructions: also after a process was started, and before anybody
has noted that there is one to be ended.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def deferred() -> Iterator[None]:
    """Let the step in the block be taken whole; a signal that came meanwhile has its effect then.

    Signals are the main thread's: in another, there is nothing to wait for.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    handlers = {n: signal.signal(n, lambda number, _: came.append(number)) for n in _ENDING}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler or signal.SIG_DFL)
        if came:
            signal.raise_signal(came[0])
