"""A peer in a process of its own: it reads the number of a fiche, and answers with seconds."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence

from benchmarks.subject import ROOT


class Peer:
    """The process, while it is in use."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *_: object) -> None:
        """Let it end."""
        self._process.communicate()

    def render(self, number: int) -> float:
        """Return how long a fiche takes there. Raise `RuntimeError` where it does not answer."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(f"{number}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise RuntimeError("it does not run here") from None
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("it does not render this template")
        return float(answer)
