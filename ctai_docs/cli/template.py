"""`ctai-docs template`: templates are checked against what they may print, read and copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ctai_docs.cli import console
from ctai_docs.documents.linting import template_findings
from ctai_docs.documents.templates import standard_bytes, standard_names
from ctai_docs.machine.archives import MAX_BYTES
from ctai_docs.machine.files import read_bounded, reason
from ctai_docs.machine.findings import CtaiError, Finding, Location, Rule, Severity

_PASSING = ("~", ".")
"""The prefix of the lock files that Word keeps beside open documents."""

UNREADABLE = Rule(
    code="TPL-090",
    severity=Severity.ERREUR,
    title="Modèle illisible",
    found="Ce fichier ne peut pas être lu ({raison}).",
    rule="Un modèle est lu avant que rien ne soit écrit.",
    remedy="Vérifiez son nom et vos droits.",
    source="Usage du projet",
)

NO_TEMPLATE = Rule(
    code="TPL-092",
    severity=Severity.ERREUR,
    title="Aucun modèle",
    found="Il n’y a pas de modèle Word ici.",
    rule="Un modèle garde le nom de celui qu’il remplace : {noms}.",
    remedy="Vérifiez le nom du dossier, ou créez-y des modèles avec « ctai-docs template export ».",
    source="Usage du projet",
)


def lint_files(paths: list[Path]) -> int:
    """Print what is wrong with these templates."""
    findings = [finding for path in _files(paths) for finding in _lint(path)]
    console.show(findings)
    return 1 if any(f.severity is not Severity.INFORMATION for f in findings) else 0


def read_templates(folder: Path) -> dict[str, bytes]:
    """Return the user's templates of this folder. Raise `CtaiError` where one cannot be read."""
    return {path.name: _read(path) for path in _templates(folder)}


def print_text(path: Path) -> int:
    """Print a Word file as text."""
    from ctai_docs.machine.engine.dump import text_dump
    from ctai_docs.machine.engine.reading import MOST_RENDERED, read_package

    data = _read(path)
    read_package(data, str(path), MOST_RENDERED)  # so that a refusal names the file
    console.say(text_dump(data))
    return 0


def export_all(folder: Path) -> int:
    """Copy our templates into a folder, where they can be edited in Word."""
    from ctai_docs.machine.output import write_whole

    folder.mkdir(parents=True, exist_ok=True)
    for name in standard_names():
        if (folder / name).exists():
            console.warn(f"{folder / name} existe déjà : il est laissé tel quel.")
            continue
        console.say(str(write_whole(folder / name, standard_bytes(name))))
    return 0


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield these templates, and those of these folders."""
    for path in paths:
        yield from _templates(path) if path.is_dir() else [path]


def _templates(folder: Path) -> list[Path]:
    """Return the templates of a folder. Raise `CtaiError` where there is none."""
    paths = sorted(p for p in folder.glob("*.docx") if not p.name.startswith(_PASSING))
    if not paths:
        names = ", ".join(standard_names())
        raise CtaiError([NO_TEMPLATE.in_file(Location(str(folder)), noms=names)])
    return paths


def _lint(path: Path) -> list[Finding]:
    try:
        return template_findings(path.name, _read(path), str(path))
    except CtaiError as error:
        return list(error.findings)


def _read(path: Path) -> bytes:
    try:
        return read_bounded(path, MAX_BYTES)
    except OSError as error:
        raise CtaiError([UNREADABLE.in_file(Location(str(path)), raison=reason(error))]) from None
