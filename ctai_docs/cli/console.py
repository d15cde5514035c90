"""What the command line prints: findings by document, and a word of summary."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

from ctai_docs.machine.findings import Finding, Severity
from ctai_docs.machine.french import enumerate_fr, plural

_COLOURS = {Severity.ERREUR: "31", Severity.AVERTISSEMENT: "33", Severity.INFORMATION: "36"}


def say(text: str = "") -> None:
    """Print a line on standard output."""
    print(text)


def warn(text: str) -> None:
    """Print a line on standard error."""
    print(text, file=sys.stderr)


def show(findings: Iterable[Finding], silenced: Iterable[tuple[Finding, str]] = ()) -> None:
    """Print the findings grouped by document, those that are silenced, and a summary."""
    findings = list(findings)
    for file, group in groupby(findings, key=lambda f: f.where.file if f.where else ""):
        say(_bold(file or "Contrat"))
        for finding in group:
            say(f"  {_coloured(finding)}")
        say()
    silenced = list(silenced)
    for finding, reason in silenced:
        say(f"Accepté : {finding}\n  Motif : {reason}")
    say(summary(findings, len(silenced)))


def summary(findings: Iterable[Finding], silenced: int = 0) -> str:
    """Return « 2 erreurs, 1 avertissement »."""
    counts = Counter(f.severity for f in findings)
    parts = [plural(counts[severity], severity.value) for severity in Severity if counts[severity]]
    if silenced:
        parts.append(f"{plural(silenced, 'constat')} accepté{'s' if silenced > 1 else ''}")
    return enumerate_fr(parts) + "." if parts else "Aucune erreur."


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


def _coloured(finding: Finding) -> str:
    label = finding.severity.value
    if sys.stdout.isatty():
        label = f"\x1b[{_COLOURS[finding.severity]}m{label}\x1b[0m"
    return f"{label} : {finding}"


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m" if sys.stdout.isatty() else text
