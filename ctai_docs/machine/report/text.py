"""A report in a terminal: counts at both ends, the most serious first, informations folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ctai_docs.machine.findings import Finding, Severity, show_path
from ctai_docs.machine.french import enumerate_fr, plural
from ctai_docs.machine.report.groups import SEVERAL, Group, by_severity, counted, grouped

SHORT = 5
"""The most entries of a short report, whose count stands only below it."""
FEW_LINES = 8
"""The most lines listed for a group."""
_COLOURS = {Severity.ERREUR: "31", Severity.AVERTISSEMENT: "33", Severity.INFORMATION: "36"}


def as_text(
    findings: Sequence[Finding],
    accepted: Sequence[tuple[Finding, str]] = (),
    *,
    folded: bool = True,
    colours: bool = False,
) -> Iterator[str]:
    """Yield the lines of the report; `folded` gives informations a line for each rule.

    `accepted` are the findings that the dossier accepts, each with its reason.
    """
    total = summary(findings, len(accepted))
    if len(grouped(findings)) > SHORT:
        yield from (total, "", *_table(findings), "")
    for severity, some in by_severity(findings):
        word = f"\x1b[{_COLOURS[severity]}m{severity}\x1b[0m" if colours else severity.value
        folds = folded and severity is Severity.INFORMATION
        for file, entries in _folded(some) if folds else _in_full(some):
            yield f"\x1b[1m{file}\x1b[0m" if colours else file
            yield from (line if line.startswith("  ") else f"  {word} : {line}" for line in entries)
            yield ""
    for finding, reason in accepted:
        yield f"Accepté : {finding}\n  Motif : {reason}"
    yield total


def summary(findings: Iterable[Finding], accepted: int = 0) -> str:
    """Return « 2 erreurs, 1 avertissement. »."""
    counts = Counter(f.severity for f in findings)
    parts = _counts(counts)
    if accepted:
        parts.append(f"{plural(accepted, 'constat')} accepté{'s' if accepted > 1 else ''}")
    return enumerate_fr(parts) + "." if parts else "Aucune erreur."


def _entry(group: Group) -> Iterator[str]:
    """Yield a group: place · field · how often · message [code]; then each finding, in its words.

    Findings of one value, the numbers typed in a text, are one line: only their lines differ.
    """
    first, times = group.first, len(group.findings)
    if times == 1:
        yield str(first)
        return
    place = [str(first.where)] if first.where else []
    field = [group.field] if group.field else []
    often = f"{times} fois{_lines(group)}" if group.of_one_value else f"{times} fois"
    yield " · ".join([*place, *field, often, f"{group.message} [{first.code}]"])
    if not group.of_one_value:
        yield from (f"    {_short(finding)}" for finding in group.findings)


def _short(finding: Finding) -> str:
    """Return the place of a finding and what was found there."""
    place = [str(finding.where)] if finding.where else []
    return " · ".join([*place, show_path(finding.shown), finding.found])


def _counts(counts: Counter[Severity]) -> list[str]:
    return [plural(counts[severity], severity.value) for severity in Severity if counts[severity]]


def _table(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what each file has, where there are several."""
    rows = {file: ", ".join(_counts(counts)) for file, counts in counted(findings).items()}
    width = max(map(len, rows))
    return (f"  {file:{width}}  {counts}" for file, counts in rows.items())


def _in_full(findings: Iterable[Finding]) -> Iterator[tuple[str, list[str]]]:
    """Yield each file with the lines of its groups."""
    for file, groups in groupby(grouped(findings), key=lambda group: group.file):
        yield file, [line for group in groups for line in _entry(group)]


def _folded(findings: Sequence[Finding]) -> Iterator[tuple[str, list[str]]]:
    """Yield the findings that are alone of their rule, then a line for each of the other rules."""
    times = Counter(finding.code for finding in findings)
    yield from _in_full(finding for finding in findings if times[finding.code] < SEVERAL)
    lines = []
    for code, number in times.items():
        if number >= SEVERAL:
            some = [finding for finding in findings if finding.code == code]
            files = plural(len(counted(some)), "fichier")
            lines.append(f"{some[0].title} · {number} fois, dans {files} [{code}]")
    if lines:
        yield "Plusieurs fois (« --gravite information » les montre une à une)", lines


def _lines(group: Group) -> str:
    """Return « (lignes 12, 14 et 20) », nothing for findings of one line."""
    lines = [str(line) for line in group.lines]
    if len(lines) < 2:
        return ""
    more = len(lines) - FEW_LINES
    if more > 1:
        lines = [*lines[:FEW_LINES], f"{more} autres"]
    return f" (lignes {enumerate_fr(lines)})"
