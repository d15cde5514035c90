"""A mutant is run: the nearest tests of its module, in a fork that imports its source."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tools.mutants.sites import ROOT, Mutant

PRELOADED = ("hypothesis", "pydantic", "docx", "docxtpl", "openpyxl", "ruamel.yaml", "typer")
"""What tests import and no mutant changes: imported once, before the forks."""
QUIET = (
    *("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-m", "not slow and not libreoffice"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # hypothesis is imported already
)
_NO_TEST = 5


def nearest(path: Path) -> list[Path]:
    """Return the tests of a module: those of its name or its folder's, or else the folder's all.

    Tests mirror modules: `rules/time/actes.py` has `tests/rules/time/test_actes.py` or
    `tests/rules/test_time.py`; without either, the tests of the nearest folder that has any.
    """
    inside = path.relative_to(ROOT / "ctai_docs").with_suffix("")
    named = [
        ROOT / "tests" / step.parent / f"test_{step.name}.py"
        for step in (inside, *inside.parents)
        if step.name
    ]
    folders = (ROOT / "tests" / step for step in inside.parents)
    folder = next(f for f in folders if list(f.glob("test_*.py")))
    return [file for file in named if file.is_file()] or [folder]


def seconds(tests: Sequence[Path]) -> float:
    """Return how long the tests take on the source as it is. Raise where they fail."""
    start = time.monotonic()
    if _in_fork(lambda: _tested(tests), limit=600) != 0:
        raise SystemExit(f"these tests fail without a mutant: {', '.join(map(str, tests))}")
    return time.monotonic() - start


def is_killed(mutant: Mutant, tests: Sequence[Path], limit: float) -> bool:
    """Tell whether a test fails on a mutant, or does not end in time."""

    assert mutant.module not in sys.modules, "the tests would see the module as it is"

    def work() -> int:
        sys.meta_path.insert(0, _Finder(mutant))
        return _tested(tests)

    code = _in_fork(work, limit)
    assert code != _NO_TEST
    return code != 0


def _tested(tests: Sequence[Path]) -> int:
    return int(pytest.main([*QUIET, *dict.fromkeys(map(str, tests))]))


def preload() -> None:
    """Import what every fork needs, and nothing of the project."""
    for name in PRELOADED:
        __import__(name)
    assert not any(name.split(".")[0] == "ctai_docs" for name in sys.modules)


def _in_fork(work: Callable[[], int], limit: float) -> int:
    """Return the exit code of work done in a silent child; -1 where it was stopped."""
    child = os.fork()
    if not child:
        signal.alarm(max(1, int(limit)))  # whose default is to end the process
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        code = 3
        try:
            code = work()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


class _Loader(SourceFileLoader):
    """Loads a module from the source of a mutant instead of its file."""

    def __init__(self, name: str, path: str, code: str) -> None:
        super().__init__(name, path)
        self._mutated = code

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - as importlib calls it
        """Return the mutant, compiled."""
        code: CodeType = compile(self._mutated, self.path, "exec", dont_inherit=True)
        return code


class _Finder(MetaPathFinder):
    """Finds the one module that is changed."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - as importlib calls it
        target: ModuleType | None = None,  # noqa: ARG002 - the same
    ) -> ModuleSpec | None:
        """Return where the mutant is loaded from; None for every other module."""
        if fullname != self._mutant.module:
            return None
        file = str(self._mutant.path)
        return spec_from_file_location(
            fullname, file, loader=_Loader(fullname, file, self._mutant.code)
        )
