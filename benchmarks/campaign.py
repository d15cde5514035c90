"""A campaign as a process: `ctai-docs render` on many dossiers; prints the memory of the parent."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from ctai_docs.cli.main import main


def peak() -> float:
    """Return the most memory that this process has held, in MB; children are not counted.

    Linux tells it of this program alone; elsewhere it may count what started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM:"))
        return int(line.split()[1]) / 2**10
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    folder, out, processes = sys.argv[1:]
    dossiers = sorted(map(str, Path(folder).iterdir()))
    with redirect_stdout(StringIO()) as said:
        code = main(["render", *dossiers, "-o", out, "--processus", processes])
    print(peak())
    if code:
        print(said.getvalue(), file=sys.stderr)
    sys.exit(code)
