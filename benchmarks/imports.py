"""All that `ctai-docs check` imports, and nothing else: what a check cannot be faster than.

`--list` checks a dossier and prints the modules, in the order they came; else those named in the
environment are imported.
"""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress

NAMES = "CTAI_BENCH_IMPORTS"


def main() -> None:
    """List, or import."""
    if "--list" in sys.argv:
        from ctai_docs.cli.main import main as command

        command(["check", sys.argv[-1]])
        named = (name for name, module in sys.modules.items() if getattr(module, "__spec__", None))
        print("\n" + " ".join(name for name in named if name != "__main__"))
        return
    for name in os.environ[NAMES].split():
        with suppress(ModuleNotFoundError):  # what extension modules put there by other names
            importlib.import_module(name)


if __name__ == "__main__":
    main()
