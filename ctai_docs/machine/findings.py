"""Trouble in data is a value: what was found, where, by which rule, and what to do about it.

Every message that a user can meet is an entry of type `Rule`, written beside the function that
raises it; `Rule.at` makes a `Finding` of it. A `Finding` names its place by the path in the model
(`("fiches", 7, "budget", "cout_total")`); the reader of dossiers, which alone knows files and
lines, adds the `Location`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from ctai_docs.machine.paths import Path as Path
from ctai_docs.machine.paths import show_path as show_path

_T = TypeVar("_T")

MAX_FINDINGS = 50
"""Findings of one kind that a reader tells of one file, or of one text: more are but counted."""


class Severity(StrEnum):
    """How much a finding matters: an `erreur` stops the documents from leaving.

    Examples:
        >>> ctai_docs.check("examples/metz_2026").of(ctai_docs.Severity.AVERTISSEMENT)
        ()
    """

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A native place: `contrat.yaml:12:7`, or `fiche_action.docx › pied de page`.

    Lines and columns count from 1; 0 is none.

    Examples:
        >>> str(ctai_docs.Location("contrat.yaml", 12, 7))
        'contrat.yaml:12:7'
    """

    file: str
    line: int = 0
    column: int = 0
    inside: str = ""

    def __str__(self) -> str:
        """Return the place as an editor's terminal makes it clickable."""
        text = self.file
        if self.line:
            text += f":{self.line}:{self.column}"
        return f"{text} › {self.inside}" if self.inside else text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth knowing, and its remedy. All texts are French.

    `where` is its place in a file, where there is one, and `path` its place in the contract.

    Examples:
        >>> [finding.code for finding in ctai_docs.check("examples/metz_2026").findings][:1]
        ['MON-022']
    """

    code: str
    severity: Severity
    path: Path
    found: str
    rule: str
    remedy: str
    where: Location | None = None
    line_in_text: int | None = None
    """Line inside a multi-line text, counted from 0, for findings within Markdown."""
    title: str = ""
    """The title of its rule, by which findings of one rule are shown together."""
    autres: tuple[Path, ...] = ()
    """The other places of a contradiction: what the value at `path` disagrees with."""
    ailleurs: tuple[Location, ...] = ()
    """Where these are, once the reader of dossiers has placed them."""
    keys: Path = ()
    """The path with keys in the place of ranks; empty where no reader told them."""

    @property
    def shown(self) -> Path:
        """The path as people read it: by keys where they are known."""
        return self.keys or self.path

    @property
    def message(self) -> str:
        """The three beats that follow the place: what was found, the rule, the remedy."""
        return " ".join(part for part in (self.found, self.rule, self.remedy) if part)

    def beside(self, *paths: Path) -> Finding:
        """Return the finding of a contradiction, with the places of what `path` contradicts."""
        return replace(self, autres=(*self.autres, *paths))

    def __str__(self) -> str:
        """Return the finding as one line: place · path · message [code]."""
        place = [str(self.where)] if self.where else []
        path = [show_path(self.shown)] if self.path else []
        also = [f"(voir aussi {', '.join(map(str, self.ailleurs))})"] if self.ailleurs else []
        return " · ".join([*place, *path, " ".join([self.message, *also, f"[{self.code}]"])])


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry of the catalogue: the wording of one kind of finding, and where the rule comes from.

    `found`, `rule` and `remedy` are `str.format` templates, filled by `at`.
    """

    code: str
    severity: Severity
    title: str
    found: str
    rule: str = ""
    remedy: str = ""
    source: str = ""
    example: str = ""
    """The least change that breaks the rule: lines `path: value` over a clean dossier."""

    def at(self, path: Path, *, line_in_text: int | None = None, **values: object) -> Finding:
        """Return the finding of this rule at `path`, its wording filled with `values`."""
        return self._finding(path, values, line_in_text=line_in_text)

    def in_file(self, where: Location, path: Path = (), **values: object) -> Finding:
        """Return the finding of this rule at a place already known: a file, a template, a cell."""
        return self._finding(path, values, where=where)

    def _finding(
        self,
        path: Path,
        values: Mapping[str, object],
        *,
        where: Location | None = None,
        line_in_text: int | None = None,
    ) -> Finding:
        found, rule, remedy = (t.format(**values) for t in (self.found, self.rule, self.remedy))
        severity, title = self.severity, self.title
        return Finding(self.code, severity, path, found, rule, remedy, where, line_in_text, title)


class CtaiError(Exception):
    """What stops the work, as findings to show to the user; never a bug of ours.

    A broken invariant of ours is an `AssertionError`.

    Examples:
        >>> try:
        ...     ctai_docs.load("dossier-absent")
        ... except ctai_docs.CtaiError as error:
        ...     print(error.findings[0].code, error.findings[0].where)
        DOS-001 dossier-absent
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))

    def __reduce__(self) -> tuple[type[CtaiError], tuple[tuple[Finding, ...]]]:
        """Pickle the findings, which an error of a batch brings from its process."""
        return CtaiError, (self.findings,)


MORE = Rule(
    code="LIM-001",
    severity=Severity.ERREUR,
    title="Constats trop nombreux pour être tous montrés",
    found="Et {combien}.",
    rule=f"Un rapport montre les {MAX_FINDINGS} premiers constats de chaque sorte.",
    remedy="Corrigez ceux qu’il montre, puis recommencez.",
    source="Usage du projet",
    example=f"# {MAX_FINDINGS + 1} clés inconnues dans un fichier",
)


def first_of_each(
    items: Iterable[_T], kind: Callable[[_T], str], most: int = MAX_FINDINGS
) -> tuple[list[_T], list[tuple[_T, int]]]:
    """Return the first items of each kind; of the others, the first of each kind and their number.

    Why before they are findings: what a finding says of its place and its remedy costs more than
    to count it.
    """
    seen: Counter[str] = Counter()
    beyond: dict[str, _T] = {}
    kept = []
    for item in items:
        name = kind(item)
        seen[name] += 1
        if seen[name] <= most:
            kept.append(item)
        else:
            beyond.setdefault(name, item)
    return kept, [(item, seen[name] - most) for name, item in beyond.items()]


def and_others(number: int) -> str:
    """Return « 2 autres constats de cette sorte »."""
    return f"{number} autre{'s' * (number > 1)} constat{'s' * (number > 1)} de cette sorte"


def capped(findings: Iterable[Finding], most: int = MAX_FINDINGS) -> list[Finding]:
    """Return the first findings of each code, and how many more there are."""
    kept, cut = first_of_each(findings, lambda finding: finding.code, most)
    return [*kept, *_others(cut)]


def _others(cut: Iterable[tuple[Finding, int]]) -> Iterator[Finding]:
    """Yield what stands for findings that are not told, where the first of them is."""
    for first, number in cut:
        more = MORE.at(first.path, line_in_text=first.line_in_text, combien=and_others(number))
        yield replace(more, where=first.where, severity=first.severity)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings sorted by place, then by code: the order of every report."""
    nowhere = Location("")
    return sorted(findings, key=lambda f: (f.where or nowhere, show_path(f.shown), f.code, f.found))
