"""Findings in groups: those of one rule in one field make one entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch

from ctai_docs.machine.findings import Finding, Path, Severity, show_path

SEVERAL = 3
"""The number of findings of one rule in one field from which they make one entry."""
NOWHERE = "Contrat"
"""The heading of findings without a file: those of a contract built in Python."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule in one field of one file, in order."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that represents the group."""
        return self.findings[0]

    @property
    def file(self) -> str:
        """The file they are in."""
        return file_of(self.first)

    @property
    def field(self) -> str:
        """The field that they share: `indicateurs.propres` for each of its rows."""
        length = len(self.first.path if self.of_one_value else _field(self.first.path))
        return show_path(self.first.shown[:length])

    @property
    def of_one_value(self) -> bool:
        """Whether they are all of one value, such as a text."""
        return len({finding.path for finding in self.findings}) == 1

    @property
    def found(self) -> str:
        """What was found: the findings' own words where they agree, else the title of the rule."""
        words = {finding.found for finding in self.findings}
        return self.first.found if len(words) == 1 else f"{self.first.title}."

    @property
    def message(self) -> str:
        """What was found, the rule, the remedy, said once for all."""
        return replace(self.first, found=self.found).message

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines of the findings, each once; those without a line are left out."""
        found = {f.where.line for f in self.findings if f.where and f.where.line}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which findings a report shows: all, or those of some severities, rules or files.

    A code may be the start of some (`MON`); a file may hold `*`.
    """

    gravites: tuple[Severity, ...] = ()
    codes: tuple[str, ...] = ()
    fichiers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether the selection leaves any finding out."""
        return bool(self.gravites or self.codes or self.fichiers)

    def of(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that are selected, in their order."""
        return [finding for finding in findings if self._holds(finding)]

    def _holds(self, finding: Finding) -> bool:
        file = file_of(finding)
        return (
            (not self.gravites or finding.severity in self.gravites)
            and (not self.codes or finding.code.startswith(tuple(c.upper() for c in self.codes)))
            and (not self.fichiers or any(_matches(file, name) for name in self.fichiers))
        )


EVERYTHING = Selection()


def _matches(file: str, name: str) -> bool:
    """Tell whether a file has a name, or a path, that was asked for."""
    return fnmatch(file, name) or fnmatch(file.rpartition("/")[2], name)


def file_of(finding: Finding) -> str:
    """Return the file of a finding, or what stands for one."""
    return finding.where.file if finding.where else NOWHERE


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Return the findings in groups, in the order in which each group begins.

    Fewer than `SEVERAL` stay apart, each with its own figures.
    """
    alike: dict[object, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_sharing(finding), []).append(finding)
    whole = {key for key, group in alike.items() if len(group) >= SEVERAL}
    found: dict[object, list[Finding]] = {}
    for rank, finding in enumerate(f for group in alike.values() for f in group):
        key = _sharing(finding)
        found.setdefault(key if key in whole else rank, []).append(finding)
    return [Group(tuple(group)) for group in found.values()]


def _sharing(finding: Finding) -> object:
    """Return what findings of one group share: a remedy that differs keeps them apart."""
    return finding.code, file_of(finding), _field(finding.path), finding.remedy


def _field(path: Path) -> Path:
    """Return the path without what follows its last rank, and without that rank."""
    ranks = [place for place, step in enumerate(path) if isinstance(step, int)]
    return path[: ranks[-1]] if ranks and ranks[-1] else path


def by_severity(findings: Iterable[Finding]) -> Iterator[tuple[Severity, list[Finding]]]:
    """Yield the findings of each severity that has some, the gravest first."""
    found = list(findings)
    for severity in Severity:
        if some := [finding for finding in found if finding.severity is severity]:
            yield severity, some


def counted(findings: Sequence[Finding]) -> Mapping[str, Counter[Severity]]:
    """Return how many findings of each severity each file has, the files in order."""
    counts: dict[str, Counter[Severity]] = {}
    for finding in findings:
        counts.setdefault(file_of(finding), Counter())[finding.severity] += 1
    return dict(sorted(counts.items()))
