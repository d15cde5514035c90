"""All printing of the command line: no typed text or file name can send commands to a terminal.

Every word goes through `say`, `warn` or `show`; a test holds that nothing else prints.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from ctai_docs.machine.characters import visible
from ctai_docs.machine.findings import Finding
from ctai_docs.machine.report import as_text

_COLOUR = re.compile("(\x1b\\[(?:0|1|3[136])m)")
"""The escape sequences with which `as_text` colours a report."""


def say(text: str = "") -> None:
    """Print a line on standard output."""
    print(harmless(text))


def warn(text: str) -> None:
    """Print a line on standard error."""
    print(harmless(text), file=sys.stderr)


def harmless(text: str) -> str:
    """Return a text without control characters; our own colours are kept in a terminal."""
    if "\x1b" not in text or not sys.stdout.isatty():
        return visible(text)
    return "".join(
        piece if _COLOUR.fullmatch(piece) else visible(piece) for piece in _COLOUR.split(text)
    )


def report(
    findings: Iterable[Finding],
    silenced: Iterable[tuple[Finding, str]] = (),
    *,
    folded: bool = True,
) -> Iterator[str]:
    """Yield the report of these findings, and of those that the dossier accepts."""
    colours = sys.stdout.isatty()
    return as_text(
        list(map(_on_one_line, findings)), list(silenced), folded=folded, colours=colours
    )


def show(findings: Iterable[Finding]) -> None:
    """Print the report of these findings."""
    for line in report(findings):
        say(line)


def _on_one_line(finding: Finding) -> Finding:
    """Return a finding with the name of its file on one line, which forges no other line."""
    if finding.where is None or "\n" not in finding.where.file:
        return finding
    name = finding.where.file.replace("\n", "\\n")
    return replace(finding, where=replace(finding.where, file=name))


@contextmanager
def progress(total: int, what: str) -> Iterator[Iterator[int]]:
    """Show a progress bar in a terminal, nothing in a pipe. Yield the steps."""
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
