"""A step that a signal does not cut in two."""

import signal
import threading

import pytest

from ctai_docs.machine.signals import deferred


def test_a_signal_waits_for_the_end_of_the_step():
    """And then has the effect that it had before."""
    done, before = [], signal.getsignal(signal.SIGINT)

    def step():
        with deferred():
            signal.raise_signal(signal.SIGINT)
            done.append("whole")
        done.append("too late")

    with pytest.raises(KeyboardInterrupt):
        step()
    assert done == ["whole"]
    assert signal.getsignal(signal.SIGINT) is before


def test_in_a_thread_the_step_is_taken_as_it_is():
    """Python gives signals to the main thread alone."""
    found = []

    def step():
        with deferred():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=step)
    thread.start()
    thread.join()
    assert found == [signal.getsignal(signal.SIGINT)]
