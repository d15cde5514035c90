"""`ctai-docs check`: the report as text for people, JSON for scripts, SARIF for forges."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ctai_docs.cli import console
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.findings import CtaiError, Finding, Severity, show_path
from ctai_docs.rules import CATALOGUE
from ctai_docs.rules.catalogue import general

_FORMATS = ("text", "json", "sarif")
_MARGIN = "\n" + " " * 14


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
        from ctai_docs.cli.sarif import sarif  # late: a person reads text

        console.say(json.dumps(sarif(findings, silenced, folder), ensure_ascii=False, indent=2))


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
