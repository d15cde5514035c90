"""Many works on all cores: their results in order, and one that kills its process is survived.

Why not `concurrent.futures`: there, a process that dies takes the whole pool with it, and one
cannot tell which work it was on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from ctai_docs.machine.signals import deferred
from ctai_docs.machine.waiting import Wait

Item = TypeVar("Item")
Result = TypeVar("Result")
if sys.platform == "linux":
    _context = multiprocessing.get_context("fork")  # what is imported need not be so again
else:
    _context = multiprocessing.get_context("spawn")
_PATIENCE = 5.0
"""Seconds after which a process that waits for work looks whether its parent still lives, and
those that a process has to undo what it had begun."""
_LOOK = 0.2
"""Seconds between two looks at the processes that are at work."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Batch(Generic[Item, Result]):
    """A work on many items: an iterable of their results, in order, once its block is entered.

    The result is None where a process died of the item. `processes` is one a core where it is 0.
    `work` is a function of a module; what it takes and gives is pickled. An exception ends its
    process, which prints it.
    """

    def __init__(
        self, work: Callable[[Item], Result], items: Sequence[Item], processes: int = 0
    ) -> None:
        self._work, self._items = work, items
        self._count = min(processes if processes > 0 else cores(), len(items))
        self._workers: list[_Worker[Item, Result]] = []

    def __enter__(self) -> Batch[Item, Result]:
        """Start the processes: before any thread, which a process that is forked would not have."""
        self._workers = [_Worker(self._work) for _ in range(self._count)]
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes, whatever they are on, also those that are stopped."""
        try:
            for worker in self._workers:
                worker.ask()
            for worker in self._workers:
                worker.process.join(_PATIENCE)
        finally:  # a second Ctrl-C does not leave them either
            for worker in self._workers:
                worker.kill()

    def __iter__(self) -> Iterator[Result | None]:
        """Yield the results, each as soon as it and those before it are known."""
        waiting, results = deque(enumerate(self._items)), dict[int, Result | None]()
        for number in range(len(self._items)):
            while number not in results:
                self._give(waiting)
                results |= self._take()
            yield results.pop(number)

    def _give(self, waiting: deque[tuple[int, Item]]) -> None:
        """Give an item to each process that has none."""
        for worker in self._workers:
            if worker.number is None and waiting:
                worker.number, item = waiting.popleft()
                worker.pipe.send(item)

    def _take(self) -> dict[int, Result | None]:
        """Wait until some are done, and return their results by number."""
        busy: dict[Any, _Worker[Item, Result]] = {
            worker.pipe: worker for worker in self._workers if worker.number is not None
        }
        while not (ready := wait(list(busy), _LOOK)):
            for worker in busy.values():
                worker.watch()
        return dict(self._result(busy[pipe]) for pipe in ready)

    def _result(self, worker: _Worker[Item, Result]) -> tuple[int, Result | None]:
        number, worker.number = worker.number, None
        assert number is not None
        try:
            return number, worker.pipe.recv()
        except (EOFError, ConnectionError):  # it died: another takes its place
            worker.kill()
            self._workers[self._workers.index(worker)] = _Worker(self._work)
            return number, None


class _Worker(Generic[Item, Result]):
    """A process, its pipe, and the number of the item that it is on."""

    def __init__(self, work: Callable[[Item], Result]) -> None:
        self.pipe, theirs = _context.Pipe()
        arguments = (work, theirs, os.getpid())
        self.process = _context.Process(target=_serve, args=arguments, daemon=True)
        with deferred():  # until `_serve` has its own way with signals
            self.process.start()
        theirs.close()
        self.number: int | None = None
        self._stopped: Wait | None = None

    def watch(self) -> None:
        """Say that a process at work is stopped; after a limit, do without it."""
        if not _is_stopped(self.process.pid):
            self._stopped = None
            return
        self._stopped = self._stopped or Wait(self._what)
        if not self._stopped.goes_on():
            self.process.kill()

    def _what(self) -> str:
        return f"Le processus {self.process.pid} est suspendu : j’attends qu’il reprenne."

    def ask(self) -> None:
        """Ask a process to end; one that is stopped goes on, so that it can undo what it began."""
        self.pipe.close()
        self.process.terminate()
        if sys.platform != "win32" and self.process.pid and self.process.is_alive():
            os.kill(self.process.pid, signal.SIGCONT)

    def kill(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join(_PATIENCE)


def _is_stopped(pid: int | None) -> bool:
    """Return whether a child of ours is stopped (SIGSTOP), on the systems that tell."""
    if pid is None or not hasattr(os, "waitid"):
        return False
    try:
        flags = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, pid, flags) is not None
    except ChildProcessError:
        return False


def _serve(work: Callable[[Any], Any], pipe: Connection, parent: int) -> None:
    """Do what comes through the pipe, as long as the parent lives.

    Ctrl-C is the parent's: it ends us by SIGTERM, which here undoes what was begun, as Ctrl-C does.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    while True:
        while not pipe.poll(_PATIENCE):
            if os.getppid() != parent:
                return
        try:
            item = pipe.recv()
        except EOFError:
            return
        pipe.send(work(item))
