"""What the command line prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ctai_docs.machine.findings import Finding
from ctai_docs.machine.report import as_text


def say(text: str = "") -> None:
    """Print a line on standard output."""
    print(text)


def warn(text: str) -> None:
    """Print a line on standard error."""
    print(text, file=sys.stderr)


def report(
    findings: Iterable[Finding],
    silenced: Iterable[tuple[Finding, str]] = (),
    *,
    folded: bool = True,
) -> Iterator[str]:
    """Yield the report of these findings, and of those that the dossier accepts."""
    colours = sys.stdout.isatty()
    return as_text(list(findings), list(silenced), folded=folded, colours=colours)


def show(findings: Iterable[Finding]) -> None:
    """Print the report of these findings."""
    for line in report(findings):
        say(line)


@contextmanager
def progress(total: int, what: str) -> Iterator[Iterator[int]]:
    """Show a progress bar where someone watches; nothing in a pipe. Yield the steps."""
    if not sys.stderr.isatty():
        yield iter(range(total))
        return
    from rich.console import Console  # late: a pipe does not pay for the bar
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def steps() -> Iterator[int]:
            for step in range(total):
                yield step
                bar.advance(task)

        yield steps()
