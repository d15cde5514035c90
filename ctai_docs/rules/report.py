"""`check`: every rule over a contract, and the silences that its dossier asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ctai_docs.contract.model import Contrat
from ctai_docs.contract.model.walk import by_keys
from ctai_docs.machine.findings import Finding, Severity
from ctai_docs.rules import (
    acts,
    form,
    money,
    names,
    people,
    presentation,
    references,
    silences,
    texts,
    time,
)
from ctai_docs.rules.form.parties import ON_PRINT

Check = Callable[[Contrat], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *texts.CHECKS,
    *money.CHECKS,
    *people.CHECKS,
    *form.CHECKS,
    *time.CHECKS,
    *names.CHECKS,
    *acts.CHECKS,
    *presentation.CHECKS,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found, and what the dossier accepts with its reason.

    `erreurs` are the findings that keep the documents from leaving.

    Examples:
        >>> report = ctai_docs.check("examples/rouen_2021")
        >>> report.erreurs, report.silenced
        ((), ())
    """

    findings: tuple[Finding, ...]
    silenced: tuple[tuple[Finding, str], ...] = ()

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of this severity."""
        return tuple(f for f in self.findings if f.severity is severity)

    @property
    def erreurs(self) -> tuple[Finding, ...]:
        """The findings that stop the documents from leaving."""
        return self.of(Severity.ERREUR)


def check(contrat: Contrat, champs: Sequence[str] | None = None) -> Report:
    """Return what every check finds in the contract.

    `champs` are the fields of a fiche that a user's template prints, in the place of ours
    (`Templates.champs`).
    """
    found = [finding for run in _checks(champs) for finding in run(contrat)]
    found += silences.unfounded(contrat, found)
    return sift(contrat, [replace(f, keys=by_keys(contrat, f.path)) for f in found])


def sift(contrat: Contrat, found: Sequence[Finding]) -> Report:
    """Return the findings, those that the dossier accepts apart."""
    pairs = list(zip(found, silences.accepted(contrat, found), strict=True))
    kept = tuple(finding for finding, reason in pairs if reason is None)
    return Report(kept, tuple((f, reason) for f, reason in pairs if reason is not None))


def _checks(champs: Sequence[str] | None) -> Iterator[Check]:
    """Yield every check, those that depend on what is printed with the fields of the template."""
    for run in CHECKS:
        yield partial(run, champs=champs) if run in ON_PRINT else run
