"""`check_in_force`: the checks over a contract that avenants have changed since it was signed."""

from __future__ import annotations

from collections.abc import Sequence

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import Finding
from ctai_docs.rules.report import Report, check


def check_in_force(
    contrat: Contrat, initial: Contrat, champs: Sequence[str] | None = None
) -> Report:
    """Return what the checks find in a contract in force, `initial` being the one signed.

    `champs` are the fields of a fiche that a user's template prints, None for ours. Deliberations
    are held against the contract that they adopted: the one that was signed.
    """
    now = check(contrat, champs)
    if contrat is initial:
        return now
    then = check(initial, champs)

    def adopted(finding: Finding) -> bool:
        """Tell whether a finding is about a deliberation that adopted the contract as signed."""
        match finding.path:
            case ("deliberations", int(rank), *_):
                return contrat.deliberations[rank] in initial.deliberations
        return False

    findings = [f for f in now.findings if not adopted(f)] + [*filter(adopted, then.findings)]
    accepted = [pair for pair in now.silenced if not adopted(pair[0])]
    accepted += [pair for pair in then.silenced if adopted(pair[0])]
    return Report(tuple(findings), tuple(accepted))
