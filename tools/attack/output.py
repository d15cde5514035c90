"""Runs that are killed, find the disk full, meet another, or wait for one that stands still.

For systems that fork: elsewhere nothing is tried.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random
from unittest.mock import patch

from ctai_docs.machine import waiting
from ctai_docs.machine.batch import Batch
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.output import write_pack
from tests.machine.output.kills import dies, moments, some
from tests.machine.output.packs import assert_whole, generation, names
from tests.machine.output.scenes import KINDS, Scene, scene
from tools.attack import Trial, how_it_broke

_FORKS = hasattr(os, "fork")
_REFUSED = {"SOR-001": 1, "SOR-010": 2, "SOR-018": 2}
"""The exit codes of a run that was refused: for want of room, for another run."""


def killed_runs(chance: Random, times: int) -> Iterator[Trial]:
    """Runs killed at moments: the old pack, the new one, or one that says that it is neither."""
    for kind in KINDS if _FORKS else ():
        with tempfile.TemporaryDirectory() as folder:
            force = chance.random() < 0.5
            with scene(kind, Path(folder), force=force) as played:
                old, new = _old_and_new(played)
                played.prepare()
                calls = moments(played.write)
                for number in some(calls, chance, times):
                    played.prepare()
                    broke = "" if dies(played.write, number) else "was not killed"
                    what = f"{kind}{', force' * force}, before {calls[number][:60]}"
                    yield Trial(what, broke or played.broken(old, new))


def full_disks(chance: Random, times: int) -> Iterator[Trial]:
    """Files that may not grow past a limit: the old pack stays, and SOR-001 says why."""
    for kind in KINDS if _FORKS else ():
        with tempfile.TemporaryDirectory() as folder, scene(kind, Path(folder)) as played:
            old, new = _old_and_new(played)
            for _ in range(times // len(KINDS) or 1):
                played.prepare()
                limit = chance.randrange(1500)
                code = os.waitstatus_to_exitcode(_in_a_child(partial(_limited, played, limit)))
                wanted = {1: old, 0: new}.get(code)
                broke = "" if played.shown() == wanted else f"exit code {code}"
                yield Trial(f"{kind}, {limit} bytes", broke or played.broken(old, new))


def _limited(played: Scene, limit: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    played.write()


def two_writers(chance: Random, times: int) -> Iterator[Trial]:
    """Two runs at once in a folder, one killed at times: one whole pack, or a refusal."""
    for _ in range(times if _FORKS else 0):
        kind = chance.choice(("exchanged", "beside"))
        with tempfile.TemporaryDirectory() as folder, scene(kind, Path(folder)) as played:
            write_pack(played.out, generation(0))
            kill = chance.random() < 0.3
            broke = how_it_broke(partial(_race, played.out, kill))
            yield Trial(f"{kind}{', killed' * kill}", broke)


def _race(out: Path, kill: bool) -> None:
    children = [_forked(partial(write_pack, out, generation(n))) for n in (2, 4)]
    if kill:
        os.kill(children[0], signal.SIGKILL)
    codes = {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children}
    assert codes <= {0, 2, -signal.SIGKILL}, f"exit codes {codes}"
    write_pack(out, generation(6))
    assert_whole(out)
    assert names(out.parent) == ["out"], names(out.parent)


def held_folders(_chance: Random, times: int) -> Iterator[Trial]:
    """A lock that nobody lets go: told, then refused, and taken once it is free."""
    for _ in range(times // 10 or 1 if _FORKS else 0):
        with tempfile.TemporaryDirectory() as folder, _short_waits():
            yield Trial("a lock on the parent", how_it_broke(partial(_held, Path(folder))))


def _held(folder: Path) -> None:
    import fcntl

    told: list[str] = []
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with waiting.heard(told.append):
            code = _exit_code(lambda: write_pack(folder / "out", generation(0)))
    finally:
        os.close(handle)
    assert (code, len(told)) == (2, 1), f"exit code {code}, told {told}"
    write_pack(folder / "out", generation(0))


def stopped_workers(chance: Random, times: int) -> Iterator[Trial]:
    """A worker that stands still: told, done without after a limit; the others go on."""
    for _ in range(times // 10 or 1 if _FORKS else 0):
        victim, processes = chance.randrange(6), chance.randint(1, 3)
        with _short_waits():
            broke = how_it_broke(partial(_stopped, victim, processes))
        yield Trial(f"item {victim} of 6, {processes} processes", broke)


def _stopped(victim: int, processes: int) -> None:
    told: list[str] = []
    items = [(number, number == victim) for number in range(6)]
    with waiting.heard(told.append), Batch(_stand_still, items, processes) as batch:
        results = list(batch)
    assert results == [None if is_victim else number for number, is_victim in items], results
    assert len(told) == 1, told


def _stand_still(item: tuple[int, bool]) -> int:
    number, is_victim = item
    if is_victim:
        os.kill(os.getpid(), signal.SIGSTOP)
    return number


def _short_waits() -> ExitStack:
    stack = ExitStack()
    stack.enter_context(patch.object(waiting, "SOON", 0.05))
    stack.enter_context(patch.object(waiting, "LIMIT", 0.3))
    return stack


def _old_and_new(played: Scene) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return what people see before a run, and after one that nothing disturbs."""
    played.prepare()
    old = played.shown()
    played.write()
    return old, played.shown()


def _in_a_child(run: Callable[[], object]) -> int:
    """Return how a run in a process of its own ended."""
    return os.waitpid(_forked(run), 0)[1]


def _forked(run: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        code = 9
        try:
            code = _exit_code(run)
        finally:
            os._exit(code)
    return child


def _exit_code(run: Callable[[], object]) -> int:
    """Return 0 for a run that wrote its pack, else what it was refused for."""
    try:
        run()
    except CtaiError as error:
        return _REFUSED.get(error.findings[0].code, 8)
    return 0
