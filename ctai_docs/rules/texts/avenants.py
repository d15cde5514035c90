"""The texts of an avenant, compared with the contract before and the contract after.

Texts that enter the contract are checked there; here are the avenant's own: object, reasons, visas.
They may be about the contract before or after: only a contradiction of both is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ctai_docs.contract.model import Contrat, Texte
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.contract.model.walk import PlacedLeaf
from ctai_docs.machine.findings import Finding
from ctai_docs.rules.texts import leftovers, letters, numbers
from ctai_docs.rules.texts.known import Known
from ctai_docs.rules.texts.prose import said
from ctai_docs.rules.texts.readers import read
from ctai_docs.rules.walk import leaves, parsed

OWN = ("objet", "motif", "visas", "deliberations", "auteur")
"""The fields of an avenant that hold its own words; a change has reasons of its own."""


def check_avenant(avenant: Avenant, before: Contrat, after: Contrat) -> Iterator[Finding]:
    """Yield the faults in the texts of an avenant, with paths in the avenant."""
    texts = [place for place in leaves(avenant) if place[0][0] in OWN or place[0][-1] == "motif"]
    for path, value in texts:
        if isinstance(value, str):
            yield from leftovers.fillers(path, value, value)
        if type(value) is Texte:
            yield from (replace(found, path=path) for found in parsed(value).findings)
            yield from letters.in_text(path, value)
    years = Known(before).told_years | Known(after).told_years
    then = {_key(finding) for finding in _against(before, texts, years)}
    yield from (finding for finding in _against(after, texts, years) if _key(finding) in then)


def _against(contrat: Contrat, texts: list[PlacedLeaf], years: set[int]) -> Iterator[Finding]:
    """Yield the contradictions between these texts and a contract."""
    yield from read(Known(contrat, years), said(texts))
    numbered = numbers.Numbered(contrat)
    for path, value in texts:
        if type(value) is Texte:
            yield from numbers.in_text(numbered, path, value)


def _key(finding: Finding) -> object:
    return finding.code, finding.path, finding.line_in_text
