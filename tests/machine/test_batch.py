"""Works on several processes: in order, and whatever becomes of one of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from ctai_docs.machine import waiting
from ctai_docs.machine.batch import Batch, cores


def slow_first(number):
    """Take longer for smaller numbers; tell where it was done."""
    time.sleep(0.2 if number == 0 else 0.01)
    return number, os.getpid()


def deadly(number):
    """Kill the process at 3, end it at 5."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 5:
        sys.exit(1)
    return number


def results(work, items, processes=0):
    """Return the results of a batch."""
    with Batch(work, items, processes) as found:
        return list(found)


def test_results_come_in_order_from_several_processes():
    """The first takes longest, and is still the first."""
    found = results(slow_first, list(range(12)), 2)
    assert [number for number, _ in found] == list(range(12))
    pids = {pid for _, pid in found}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_no_more_processes_than_items_and_none_for_none():
    """A core without work is not woken."""
    assert len({pid for _, pid in results(slow_first, [1, 2], 8)}) <= 2
    assert results(slow_first, []) == []
    assert cores() >= 1


@pytest.mark.parametrize("processes", [1, 3])
def test_a_work_that_kills_its_process_is_told_and_stops_no_other(processes):
    """Another process takes its place."""
    assert results(deadly, list(range(8)), processes) == [0, 1, 2, None, 4, None, 6, 7]


def test_leaving_early_ends_the_processes():
    """Whoever stops listening waits for nobody."""
    before = time.monotonic()
    with Batch(time.sleep, [0, 60, 60], 2) as found:
        for _ in found:
            break
    assert time.monotonic() - before < 20


def stop(item):
    """Suspend the process for an item that says so."""
    if item == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    return item


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="not told by this system")
@pytest.mark.parametrize("processes", [1, 2])
def test_a_suspended_process_is_told_and_done_without(monkeypatch, processes):
    """Once each, with its number; another takes its place."""
    monkeypatch.setattr(waiting, "SOON", 0.1)
    monkeypatch.setattr(waiting, "LIMIT", 0.5)
    told = []
    with waiting.heard(told.append):
        found = results(stop, ["a", "stop", "b", "stop", "c"], processes)
    assert found == ["a", None, "b", None, "c"]
    assert len(told) == len(set(told)) == 2
    assert all("suspendu" in line for line in told)


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="not told by this system")
def test_a_suspended_process_that_goes_on_gives_its_result(monkeypatch):
    """Whoever reads the message can resume it."""
    monkeypatch.setattr(waiting, "SOON", 0.1)

    def resume(line):
        os.kill(int(line.split()[2]), signal.SIGCONT)

    with waiting.heard(resume):
        assert results(stop, ["a", "stop", "b"], 1) == ["a", "stop", "b"]


def stop_or_sleep(item):
    """Suspend the process, or be long."""
    stop(item)
    time.sleep(item == "long" and 60)
    return item


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="signals of Unix")
@pytest.mark.parametrize("others", [["long", "long"], ["stop", "long"], ["stop", "stop"]])
def test_ctrl_c_ends_at_once(others):
    """Processes at work and suspended ones, without waiting for either."""
    before = time.monotonic()
    with pytest.raises(KeyboardInterrupt), interrupted_soon():
        results(stop_or_sleep, ["a", *others], 2)
    assert time.monotonic() - before < 3
    assert not multiprocessing.active_children()


@contextmanager
def interrupted_soon():
    """Press Ctrl-C once the processes are at work."""
    was = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, was)


EARLY = """
import os, signal
from ctai_docs.machine.batch import Batch
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
with Batch(abs, [-1, -2], 2) as found:
    print(list(found))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_ctrl_c_is_the_parents_from_the_first_moment_of_a_process():
    """The terminal gives it to all: a process that was just born prints nothing either."""
    done = subprocess.run([sys.executable, "-c", EARLY], capture_output=True, text=True, timeout=20)
    assert (done.stdout, done.stderr) == ("[1, 2]\n", "")


ORPHANS = """
import os, time
from ctai_docs.machine import batch
batch._PATIENCE = 0.2
def tell(_):
    print(os.getpid(), flush=True)
with batch.Batch(tell, [1], 1) as found:
    list(found)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process of Unix")
def test_processes_whose_parent_was_killed_end_by_themselves(tmp_path):
    """Nothing is left that waits for ever."""
    script = tmp_path / "script.py"
    script.write_text(ORPHANS, encoding="utf-8")
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(script)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=20)
    pid = int(done.stdout)
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("it still waits")
