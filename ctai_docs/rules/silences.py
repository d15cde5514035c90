"""The findings that a dossier accepts: a silence names a rule, and silences something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ctai_docs.contract.model import Contrat, Silence
from ctai_docs.contract.model.walk import by_ranks
from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french import quote
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.machine.paths import read_path

UNKNOWN = Rule(
    "REF-030",
    Severity.INFORMATION,
    "Silence d’une règle inconnue",
    found="Aucune règle ne porte le code {code}.",
    rule="Un silence nomme une règle par son code, comme MON-004.",
    remedy="{advice}",
    source="Usage du projet",
    example='controles.silences: [{code: MON-999, motif: "vu avec la préfecture"}]',
)
USELESS = Rule(
    "REF-031",
    Severity.INFORMATION,
    "Silence sans objet",
    found="Ce silence ne tait rien : la règle {code} ne trouve rien{where}.",
    rule="Un silence devenu inutile cacherait une faute à venir.",
    remedy="Supprimez-le, ou corrigez son chemin.",
    source="Usage du projet",
    example='controles.silences: [{code: MON-004, motif: "vu avec la préfecture"}]',
)


def unfounded(contrat: Contrat, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the silences of unknown rules, and those that silence none of the findings."""
    silences = contrat.controles.silences
    if not silences:
        return
    from ctai_docs.rules.catalogue import codes  # late: this catalogue holds our own rules

    ours = codes("ctai_docs.rules", "ctai_docs.machine.markdown")
    for index, silence in enumerate(silences):
        path = ("controles", "silences", index)
        if silence.code not in ours:
            every = codes()
            if silence.code not in every:
                advice = did_you_mean(silence.code, every)
                yield UNKNOWN.at((*path, "code"), code=quote(silence.code), advice=advice)
        elif not any(covers(contrat, silence, finding) for finding in findings):
            where = f" à {silence.chemin}" if silence.chemin else ""
            yield USELESS.at(path, code=silence.code, where=where)


def covers(contrat: Contrat, silence: Silence, finding: Finding) -> bool:
    """Tell whether a silence covers a finding: its code and, where one is given, its path.

    The path goes by keys (`fiches.un-toit.budget`) or by ranks (`fiches[8].budget`).
    """
    if silence.code != finding.code:
        return False
    if silence.chemin is None:
        return True
    try:
        path = by_ranks(contrat, read_path(silence.chemin))
    except ValueError:
        return False
    return finding.path[: len(path)] == path
