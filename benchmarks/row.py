"""A line of the table: a goal of issue 5, what was measured, and whether it is met."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.measure import Times


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    work: str
    against: str
    goal: str
    ratio: str = "–"
    met: bool | None = None
    ours: str = ""
    theirs: str = ""
    why: str = ""
    """Why the row was not measured."""
    note: str = ""
    """What it means, in a sentence below the table."""


def faster(work: str, against: str, goal: float, ours: Times, theirs: Times) -> Row:
    """Return the row of a work that is to be so many times as fast as another."""
    ratio = theirs.median / ours.median
    met = ratio >= goal
    return Row(work, against, f"≥ {goal} ×", f"{ratio:.1f}", met, str(ours), str(theirs))


def at_most(work: str, against: str, goal: float, ratio: float, ours: Times, theirs: Times) -> Row:
    """Return the row of a work that may take so many times what another does."""
    met = ratio <= goal
    return Row(work, against, f"≤ {goal} ×", f"{ratio:.2f}", met, str(ours), str(theirs))
