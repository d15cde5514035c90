"""The table in Markdown, and the plot."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.rows import Row

HEAD = (
    "| work | against | goal | measured | | ours: median (quartiles) | theirs |\n"
    "|---|---|---|---|---|---|---|"
)


def markdown(rows: Iterable[Row]) -> str:
    """Return the table; the ratios are the result, the times are this machine's."""
    return "\n".join((HEAD, *map(line, rows)))


def line(row: Row) -> str:
    """Return one line of the table."""
    mark = {True: "yes", False: "**no**", None: ""}[row.met]
    measured = f"not measured: {row.why}" if row.why else f"{row.ratio} ×"
    cells = (row.work, row.against, row.goal, measured, mark, row.ours, row.theirs)
    return "| " + " | ".join(cells) + " |"


def page(rows: Iterable[Row]) -> str:
    """Return the page of results."""
    machine = f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}"
    note = "Made by `make bench`: alternating runs in one process tree; ratios of medians."
    return f"# Benchmarks\n\n{note} {machine}.\n\n{markdown(rows)}\n\n![Cost](cost.png)\n"


def plot(points: Sequence[tuple[int, float]], path: Path) -> bool:
    """Draw the cost against the number of fiches; tell whether matplotlib is there to do it."""
    try:
        import matplotlib as mpl  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return False
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 3.5))
    axes.plot([n for n, _ in points], [s * 1000 for _, s in points], "o-")
    axes.set(xlabel="fiches in one contract", ylabel="ms", xlim=(0, None), ylim=(0, None))
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    return True
