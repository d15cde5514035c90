"""Whether an output folder is one whole pack, by its manifest: every file against its digest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ctai_docs.machine.findings import CtaiError, Finding, Location, Rule, Severity
from ctai_docs.machine.output.disk import Seen, look
from ctai_docs.machine.output.manifest import Entry, read_manifest
from ctai_docs.machine.output.marker import is_marked
from ctai_docs.machine.output.names import MANIFEST, UNFINISHED
from ctai_docs.machine.output.trouble import telling

_SOURCE = "Usage du projet"
INCOMPLETE = Rule(
    "SOR-019",
    Severity.ERREUR,
    "Liasse inachevée",
    found="Un rendu a été interrompu ici : les documents sont de deux versions.",
    rule="Une liasse est d’une seule version.",
    remedy="Relancez le rendu dans ce dossier : rien de ce que vous avez modifié ne sera perdu.",
    source=_SOURCE,
)
NO_MANIFEST = Rule(
    "SOR-020",
    Severity.ERREUR,
    "Dossier sans manifeste",
    found="Ce dossier n’a pas de manifeste, ou celui qu’il a est abîmé.",
    rule="C’est lui qui dit quels documents la liasse doit avoir.",
    remedy="Vérifiez le chemin, ou rendez la liasse dans ce dossier.",
    source=_SOURCE,
)
ABSENT = Rule(
    "SOR-021",
    Severity.ERREUR,
    "Document absent",
    found="Ce document n’est plus dans le dossier.",
    rule="Le manifeste dit qu’il fait partie de la liasse.",
    remedy="Remettez-le, ou relancez le rendu.",
    source=_SOURCE,
)
NOT_OURS = Rule(
    "SOR-022",
    Severity.AVERTISSEMENT,
    "Document modifié",
    found="Ce document n’est plus celui qui a été produit.",
    rule="Son empreinte diffère de celle du manifeste : il a été modifié à la main, ou abîmé.",
    remedy="S’il est abîmé, supprimez-le et relancez le rendu ; sinon, vous n’avez rien à faire.",
    source=_SOURCE,
)


def pack_findings(folder: str | Path) -> Iterator[Finding]:
    """Yield what keeps a folder from being the pack that its manifest describes; nothing if whole.

    Files that the manifest does not list are somebody's own, and not spoken of.
    """
    out = Path(folder)
    if is_marked(out):
        yield INCOMPLETE.in_file(Location(str(out / UNFINISHED)))
    manifest = read_manifest(out)
    if manifest is None:
        yield NO_MANIFEST.in_file(Location(str(out / MANIFEST)))
        return
    for nom, entry in sorted(manifest.fichiers.items()):
        yield from _of_file(out, nom, entry)


def _of_file(out: Path, nom: str, entry: Entry) -> Iterator[Finding]:
    try:
        with telling(out / nom):
            seen: Seen | None = look(out, nom)
    except CtaiError as error:
        yield from error.findings
        return
    if seen is None:
        yield ABSENT.in_file(Location(str(out / nom)))
    elif seen.sha256 != entry.sha256:
        yield NOT_OURS.in_file(Location(str(out / nom)))
