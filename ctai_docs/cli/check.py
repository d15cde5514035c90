"""`ctai-docs check`: the report as text for people, JSON for scripts, SARIF for forges."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ctai_docs.cli import console
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.findings import CtaiError, Finding, Severity, show_path
from ctai_docs.rules import CATALOGUE
from ctai_docs.rules.catalogue import general
from ctai_docs.rules.catalogue import rules as rules_of

_FORMATS = ("text", "json", "sarif")
_MARGIN = "\n" + " " * 14
_CHECKED = ("ctai_docs.rules", "ctai_docs.dossier", "ctai_docs.avenants", "ctai_docs.yaml")
"""What can find fault with a dossier; the whole catalogue would import what renders, too."""
_LEVELS = {
    Severity.ERREUR: "error",
    Severity.AVERTISSEMENT: "warning",
    Severity.INFORMATION: "note",
}


def run(folder: Path, form: str) -> int:
    """Print what is wrong with the dossier. Return 0 where nothing is, 1 on findings, 2 unread."""
    if form not in _FORMATS:
        console.warn(f"Forme inconnue : « {form} ». Choisissez parmi : {', '.join(_FORMATS)}.")
        return 2
    silenced: list[tuple[Finding, str]] = []
    try:
        dossier = read_dossier(folder)
    except CtaiError as error:
        findings, code = list(error.findings), 2
    else:
        report = dossier.check()
        findings = dossier.place(report.findings)
        placed = dossier.positions.place([f for f, _ in report.silenced])
        silenced = list(zip(placed, (reason for _, reason in report.silenced), strict=True))
        code = 1 if any(f.severity is not Severity.INFORMATION for f in findings) else 0
    _print(findings, silenced, form, folder)
    return code


def list_catalogue() -> int:
    """Print every rule: code, severity, title, source, and the least change that breaks it."""
    for rule in CATALOGUE:
        console.say(f"{rule.code} · {rule.severity} · {rule.title}")
        beats = {"Règle": general(rule.rule), "Source": rule.source, "Exemple": rule.example}
        for label, text in beats.items():
            if text:
                console.say(f"    {label} : {text.strip().replace(chr(10), _MARGIN)}")
    return 0


def _print(
    findings: list[Finding], silenced: list[tuple[Finding, str]], form: str, folder: Path
) -> None:
    if form == "text":
        console.show(findings, silenced)
    elif form == "json":
        accepted = [_json(f) | {"motif": reason} for f, reason in silenced]
        report = {"constats": [_json(f) for f in findings], "acceptes": accepted}
        console.say(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        console.say(json.dumps(sarif(findings, folder), ensure_ascii=False, indent=2))


def _json(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "code": finding.code,
        "gravite": finding.severity.value,
        "fichier": where.file if where else None,
        "ligne": where.line if where else None,
        "colonne": where.column if where else None,
        "chemin": show_path(finding.path),
        "message": finding.message,
    }


def sarif(findings: Iterable[Finding], folder: Path) -> dict[str, Any]:
    """Return the findings as SARIF 2.1.0, which GitHub and GitLab show beside the lines.

    Forges want the files from the folder where the command runs, hence with that of the dossier.
    """
    known = rules_of(*_CHECKED)
    rules = [{"id": r.code, "shortDescription": {"text": r.title}} for r in known]
    driver = {"name": "ctai-docs", "rules": rules}
    results = [_sarif_result(finding, folder) for finding in findings]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _sarif_result(finding: Finding, folder: Path) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
    }
    if where := finding.where:
        region = {"startLine": max(where.line, 1), "startColumn": max(where.column, 1)}
        file = Path(where.file) if where.file == str(folder) else folder / where.file
        artifact = {"uri": quote(file.as_posix())}
        result["locations"] = [
            {"physicalLocation": {"artifactLocation": artifact, "region": region}}
        ]
    return result
