"""rust-docxtpl, in a process of its own, for it installs itself under docxtpl's name.

`make bench` puts it into `.bench/rust`; run as a module, this file is that process: it renders the
fiche whose number it reads, and answers with the seconds it took.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial

from benchmarks.measure import timed
from benchmarks.subject import ROOT, metz, template_bytes

MIXED = "DOCXTPL_ALLOW_MIXED_INSTALL"
"""What it asks for where docxtpl is installed too; here it comes first on the path."""
FOLDER = ROOT / ".bench" / "rust"


class RustPeer:
    """The process, while it is in use."""

    def __enter__(self) -> RustPeer:
        """Start it, or raise `RuntimeError` where it is not installed."""
        if not (FOLDER / "docxtpl").is_dir():
            raise RuntimeError("not installed: `make bench` does it")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.rust"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{FOLDER}{os.pathsep}{ROOT}", MIXED: "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._process.communicate()

    def render(self, number: int) -> float:
        """Return how long a fiche takes there."""
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


def main() -> None:
    """Render the fiches asked for."""
    import docxtpl

    from benchmarks.peers import by_docxtpl

    assert docxtpl.__file__.startswith(str(FOLDER)), docxtpl.__file__
    subject = metz()
    template = template_bytes(subject)
    for line in sys.stdin:
        values = subject.values(int(line))
        print(timed(partial(by_docxtpl, template, values)), flush=True)


if __name__ == "__main__":
    main()
