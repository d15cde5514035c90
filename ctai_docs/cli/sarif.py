"""The report as SARIF 2.1.0, which GitHub, GitLab and editors show beside the lines.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.rules.catalogue import general
from ctai_docs.rules.catalogue import rules as rules_of

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
CHECKED = (
    "ctai_docs.rules",
    "ctai_docs.dossier",
    "ctai_docs.contract.avenants",
    "ctai_docs.contract.form",
    "ctai_docs.machine.findings",
    "ctai_docs.machine.markdown",
    "ctai_docs.machine.yaml",
    "ctai_docs.machine.word.pictures",
)
"""Packages whose rules can apply to a dossier; the whole catalogue would import rendering too."""
LEVELS = {
    Severity.ERREUR: "error",
    Severity.AVERTISSEMENT: "warning",
    Severity.INFORMATION: "note",
}


def sarif(
    findings: Iterable[Finding], silenced: Iterable[tuple[Finding, str]], folder: Path
) -> dict[str, Any]:
    """Return the findings as SARIF; those that the dossier accepts are there, with their reason.

    Forges want the files from the folder where the command runs, hence with that of the dossier.
    """
    rules = rules_of(*CHECKED)
    places = {rule.code: place for place, rule in enumerate(rules)}
    results = [_result(finding, places, folder) for finding in findings]
    for finding, reason in silenced:
        accepted = {"kind": "inSource", "justification": reason}
        results.append(_result(finding, places, folder) | {"suppressions": [accepted]})
    driver = {"name": "ctai-docs", "language": "fr", "rules": [_rule(rule) for rule in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }
    if wording := general(rule.rule):
        described["fullDescription"] = {"text": wording}
    if rule.source:
        described["help"] = {"text": f"Source : {rule.source}"}
    return described


def _result(finding: Finding, places: dict[str, int], folder: Path) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
    }
    if where := finding.where:
        region = {"startLine": max(where.line, 1), "startColumn": max(where.column, 1)}
        file = Path(where.file) if where.file == str(folder) else folder / where.file
        artifact = {"uri": quote_from_bytes(os.fsencode(file.as_posix()))}
        result["locations"] = [
            {"physicalLocation": {"artifactLocation": artifact, "region": region}}
        ]
    return result
