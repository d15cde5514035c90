"""`ctai-docs check`: the report as text or a page, as JSON for scripts, as SARIF for forges."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ctai_docs.cli import console
from ctai_docs.dossier.partial import PrintedFields, read_partial
from ctai_docs.machine.findings import Finding, Severity, show_path
from ctai_docs.machine.french import plural
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.machine.output import write_whole
from ctai_docs.machine.report import EVERYTHING, Selection, as_html, summary
from ctai_docs.rules import CATALOGUE
from ctai_docs.rules.catalogue import general

_FORMATS = ("texte", "html", "json", "sarif")
_MARGIN = "\n" + " " * 14


def run(
    folder: Path,
    form: str,
    chosen: Selection = EVERYTHING,
    output: Path | None = None,
    templates: Path | None = None,
) -> int:
    """Print what is wrong with the dossier. Return 0 where nothing is, 1 on findings, 2 unread.

    The selection limits what is printed; the exit code is that of the whole dossier. With `output`,
    the report goes into that file, in UTF-8 on any system, instead of the terminal. `templates` is
    the folder of a user's templates: fields that these do not print are reported.
    """
    form = "texte" if form == "text" else form  # as it was typed before
    if form not in _FORMATS:
        console.warn(f"Forme inconnue : « {form} ». Choisissez parmi : {', '.join(_FORMATS)}.")
        return 2
    read = read_partial(folder, _printed(templates)) if templates else read_partial(folder)
    findings, silenced = list(read.findings), list(read.accepted)
    grave = any(finding.severity is not Severity.INFORMATION for finding in findings)
    code = 2 if read.dossier is None else int(grave)
    text = "\n".join(_report(findings, silenced, form, folder, chosen))
    if output is None:
        console.say(text)
    else:
        write_whole(output, f"{console.harmless(text)}\n".encode())
        console.say(f"{output} : {summary(findings, len(silenced))}")
    return code


def selection(gravites: list[str], codes: list[str], fichiers: list[str]) -> Selection | None:
    """Return the selection of a report, None where a severity is unknown: the user was told."""
    named = {plural: severity for severity in Severity for plural in (severity, f"{severity}s")}
    if wrong := [name for name in gravites if name.lower() not in named]:
        console.warn(f"Gravité inconnue : « {wrong[0]} ». {did_you_mean(wrong[0], Severity)}")
        return None
    found = tuple(named[name.lower()] for name in gravites)
    return Selection(found, tuple(codes), tuple(fichiers))


def _printed(templates: Path) -> PrintedFields:
    """Return the function that gives the fields of a fiche that a user's templates print."""
    from ctai_docs.cli.template import read_templates  # late: a check seldom needs templates
    from ctai_docs.documents.templates import Templates

    return Templates(read_templates(templates)).champs_des_fiches


def list_catalogue() -> int:
    """Print every rule: code, severity, title, source, and the least change that breaks it."""
    for rule in CATALOGUE:
        console.say(f"{rule.code} · {rule.severity} · {rule.title}")
        beats = {"Règle": general(rule.rule), "Source": rule.source, "Exemple": rule.example}
        for label, text in beats.items():
            if text:
                console.say(f"    {label} : {text.strip().replace(chr(10), _MARGIN)}")
    return 0


def _report(
    findings: list[Finding],
    silenced: list[tuple[Finding, str]],
    form: str,
    folder: Path,
    chosen: Selection,
) -> Iterator[str]:
    """Yield the lines of the report in one of its forms."""
    shown = chosen.of(findings)
    accepted = [(finding, why) for finding, why in silenced if chosen.of([finding])]
    if form == "texte":
        yield from console.report(shown, accepted, folded=not chosen.gravites)
        if left := len(findings) - len(shown):
            yield f"{plural(left, 'constat')} non affiché{'s' if left > 1 else ''}."
    elif form == "html":
        yield as_html(f"Contrôle de {folder.resolve().name}", shown, accepted)
    elif form == "json":
        told = [_json(f) | {"motif": reason} for f, reason in accepted]
        found = {"constats": [_json(f) for f in shown], "acceptes": told}
        yield json.dumps(found, ensure_ascii=False, indent=2)
    else:
        from ctai_docs.cli.sarif import sarif  # late: a person reads text

        yield json.dumps(sarif(shown, accepted, folder), ensure_ascii=False, indent=2)


def _json(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "code": finding.code,
        "gravite": finding.severity.value,
        "fichier": where.file if where else None,
        "ligne": where.line if where else None,
        "colonne": where.column if where else None,
        "chemin": show_path(finding.shown),
        "message": finding.message,
        "ailleurs": [str(place) for place in finding.ailleurs],
    }
