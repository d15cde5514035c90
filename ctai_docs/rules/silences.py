"""The findings that a dossier accepts: a silence names a rule, and silences something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ctai_docs.contract.model import Contrat, Silence
from ctai_docs.contract.model.walk import by_ranks
from ctai_docs.machine.findings import Finding, Path, Rule, Severity
from ctai_docs.machine.french import quote
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.machine.paths import read_path

REGLE_INCONNUE = Rule(
    code="REF-030",
    severity=Severity.INFORMATION,
    title="Silence d’une règle inconnue",
    found="Aucune règle ne porte le code {code}.",
    rule="Un silence nomme une règle par son code, comme MON-004.",
    remedy="{advice}",
    source="Usage du projet",
    example='controles.silences: [{code: MON-999, motif: "vu avec la préfecture"}]',
)
SANS_OBJET = Rule(
    code="REF-031",
    severity=Severity.INFORMATION,
    title="Silence sans objet",
    found="Ce silence ne tait rien : la règle {code} ne trouve rien{where}.",
    rule="Un silence devenu inutile cacherait une faute à venir.",
    remedy="Supprimez-le, ou corrigez son chemin.",
    source="Usage du projet",
    example='controles.silences: [{code: MON-004, motif: "vu avec la préfecture"}]',
)

_Covered = tuple[str, Path]
"""The code of a silence and the path that it covers; an empty path covers the contract."""


def unfounded(contrat: Contrat, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the silences of unknown rules, and those that silence none of the findings."""
    silences = contrat.controles.silences
    if not silences:
        return
    from ctai_docs.rules.catalogue import codes  # late: this catalogue holds our own rules

    covered = {place for finding in findings for place in _covered(finding)}
    ours = codes("ctai_docs.rules", "ctai_docs.machine.markdown")
    for index, silence in enumerate(silences):
        path = ("controles", "silences", index)
        if silence.code not in ours:
            every = codes()
            if silence.code not in every:
                advice = did_you_mean(silence.code, every)
                yield REGLE_INCONNUE.at((*path, "code"), code=quote(silence.code), advice=advice)
        elif _asked(contrat, silence) not in covered:
            where = f" à {silence.chemin}" if silence.chemin else ""
            yield SANS_OBJET.at(path, code=silence.code, where=where)


def accepted(contrat: Contrat, findings: Iterable[Finding]) -> Iterator[str | None]:
    """Yield for each finding why the dossier accepts it, None where it does not."""
    reasons: dict[_Covered, tuple[int, str]] = {}
    for rank, silence in enumerate(contrat.controles.silences):
        if place := _asked(contrat, silence):
            reasons.setdefault(place, (rank, silence.motif))
    for finding in findings:
        places = _covered(finding) if reasons else ()
        found = (reasons[place] for place in places if place in reasons)
        yield min(found, default=(0, None))[1]


def _covered(finding: Finding) -> Iterator[_Covered]:
    """Yield the silences that would cover a finding: its code, alone or with a path around it.

    The path goes by keys (`fiches.un-toit.budget`) or by ranks (`fiches[8].budget`).
    """
    for size in range(len(finding.path) + 1):
        yield finding.code, finding.path[:size]


def _asked(contrat: Contrat, silence: Silence) -> _Covered | None:
    """Return what a silence covers, None where its path leads nowhere."""
    if silence.chemin is None:
        return silence.code, ()
    try:
        return silence.code, by_ranks(contrat, read_path(silence.chemin))
    except ValueError:
        return None
