"""The table in Markdown, and the plot."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.row import Row

HEAD = (
    "| work | against | goal | measured | | ours: median (quartiles) | theirs |\n"
    "|---|---|---|---|---|---|---|"
)

START, END = "<!-- results -->", "<!-- end of results -->"
"""Around the results, on their page and in the README."""


def markdown(rows: Iterable[Row]) -> str:
    """Return the table; the ratios are the result, the times are this machine's."""
    return "\n".join((HEAD, *map(line, rows)))


def line(row: Row) -> str:
    """Return one line of the table."""
    mark = {True: "yes", False: "**no**", None: ""}[row.met]
    measured = f"not measured: {row.why}" if row.why else f"{row.ratio} ×"
    cells = (row.work, row.against, row.goal, measured, mark, row.ours, row.theirs)
    return "| " + " | ".join(cells) + " |"


def block(rows: Sequence[Row]) -> str:
    """Return what the README shows too: the table, and what some rows mean."""
    return "\n\n".join([markdown(rows), *(row.note for row in rows if row.note)])


def page(rows: Sequence[Row]) -> str:
    """Return the page of results."""
    machine = f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}"
    note = "Made by `make bench`: alternating runs in one process tree; ratios of medians."
    shown = f"{START}\n{block(rows)}\n{END}"
    return f"# Benchmarks\n\n{note} {machine}.\n\n{shown}\n\n![Cost](cost.png)\n"


def shown_in(text: str) -> str:
    """Return the results that a page or the README shows."""
    return text.partition(START)[2].partition(END)[0].strip()


def into(text: str, results: str) -> str:
    """Return the README with these results in the place of the last ones."""
    before, after = text.partition(START)[0], text.partition(END)[2]
    return f"{before}{START}\n{results}\n{END}{after}"


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
