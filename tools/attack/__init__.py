"""`make attack`: hostile input for all that reads, and a table: tried, broken.

An attack is a function that yields trials, drawn from a source of chance: what was tried, and how
it broke, which is nothing where what is promised holds. A module a kind; `ATTACKS` in `__main__`
lists them. `docs/securite.md` says the same in words, and names the test of each promise; the tests
run the same attacks, shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeAlias

ROOT = Path(__file__).parents[2]
METZ = ROOT / "examples" / "metz_2026"


class Trial(NamedTuple):
    """What was tried, and how it broke: "" where it did not."""

    what: str
    broke: str = ""


Attack: TypeAlias = Callable[[Random, int], Iterator[Trial]]
"""Takes a source of chance, and how many trials to draw where there are more than can be made."""


def how_it_broke(run: Callable[[], object], *welcome: type[Exception]) -> str:
    """Return what a work raised that is not `welcome`, "" where it raised nothing else."""
    try:
        run()
    except welcome:
        return ""
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    return ""
