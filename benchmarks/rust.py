"""rust-docxtpl, in a process of its own, for it installs itself under docxtpl's name.

`make bench` puts it into `.bench/rust`; run as a module, this file is that process.
"""

from __future__ import annotations

import os
import sys
from functools import partial

from benchmarks.measure import timed
from benchmarks.peer import Peer
from benchmarks.subject import ROOT, metz, template_bytes

MIXED = "DOCXTPL_ALLOW_MIXED_INSTALL"
"""What it asks for where docxtpl is installed too; here it comes first on the path."""
FOLDER = ROOT / ".bench" / "rust"


def rust() -> Peer:
    """Return the process, or raise `RuntimeError` where rust-docxtpl is not installed."""
    if not (FOLDER / "docxtpl").is_dir():
        raise RuntimeError("not installed: `make bench` does it")
    path = {"PYTHONPATH": f"{FOLDER}{os.pathsep}{ROOT}", MIXED: "1"}
    return Peer([sys.executable, "-m", "benchmarks.rust"], path)


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
