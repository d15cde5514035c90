"""Alternating runs in one process, their medians and spread; and processes timed from outside."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.subject import ROOT


@dataclass(frozen=True)
class Times:
    """The times of one work, in seconds."""

    all: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.all)

    def __str__(self) -> str:
        """Return the median and the quarter below and above it, in milliseconds."""
        low, high = self.all[0], self.all[-1]
        if len(self.all) >= 4:
            low, _, high = statistics.quantiles(self.all, n=4)
        return f"{_ms(self.median)} ms ({_ms(low)}–{_ms(high)})"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"


def alternate(
    works: Mapping[str, Callable[[int], object]],
    runs: int,
    prepare: Callable[[int], object] = int,
    *,
    warm: bool = True,
) -> dict[str, Times]:
    """Run the works in turn, `runs` times; `prepare` makes, untimed, what each run is given.

    A first round, not counted, warms up, unless this is not wanted. Each round begins with another
    work, and is followed by the collector of garbage, which runs at no other time. What the
    contract and the library hold is set aside first: going through all of it after each round, as
    no program does, would empty the processor's caches, and measure the memory instead of the work.
    """
    times: dict[str, list[float]] = {name: [] for name in works}
    gc.disable()
    gc.collect()
    gc.freeze()
    for run in range(-1 if warm else 0, runs):
        for name in _turned(list(works), run):
            given, work = prepare(run % 1_000), works[name]
            seconds = timed(lambda work=work, given=given: work(given))  # type: ignore[misc]
            if run >= 0:
                times[name].append(seconds)
        gc.collect()
    gc.unfreeze()
    gc.enable()
    return {name: Times(tuple(sorted(own))) for name, own in times.items()}


def _turned(names: list[str], by: int) -> list[str]:
    start = by % len(names)
    return names[start:] + names[:start]


def timed(work: Callable[[], object]) -> float:
    """Return how long a work takes; its own answer counts where it times itself."""
    start = time.perf_counter()
    answer = work()
    return answer if isinstance(answer, float) else time.perf_counter() - start


def process(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None, *, fails: bool = False
) -> float:
    """Return how long a Python process takes; one that `fails` may end with 1, as a check does."""
    start = time.perf_counter()
    output(arguments, environment, fails=fails)
    return time.perf_counter() - start


def output(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None, *, fails: bool = False
) -> str:
    """Return what a Python process prints."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )
    if done.returncode not in ((0, 1) if fails else (0,)):
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout
