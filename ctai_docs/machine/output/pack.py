"""A pack of documents written into a folder: the old pack or the new one, never a mixture."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ctai_docs.machine.findings import CtaiError, Finding, Location
from ctai_docs.machine.output import lock
from ctai_docs.machine.output.commit import commit, settle
from ctai_docs.machine.output.draft import Draft
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.output.marker import unmark
from ctai_docs.machine.output.report import FINISHED, SAVED, PackReport
from ctai_docs.machine.output.stage import Stage, leftovers, new_stage
from ctai_docs.machine.output.trouble import NOT_FOLDER, refusal, telling


def write_pack(
    folder: str | Path, files: Iterable[Fichier], *, force: bool = False, partial: bool = False
) -> PackReport:
    """Write all these documents and their manifest into a folder, or nothing, and say what became.

    A document that someone edited is not overwritten: the new one is written beside it; `force`
    overwrites it and keeps a backup. Documents of the last pack that these no longer include are
    removed, unless edited; `partial` does not speak of them.
    Raise `CtaiError` where the disk refuses.
    """
    folder = Path(folder)
    out = _resolved(folder)
    stage, findings = _begin(out, folder)
    try:
        with telling(folder):
            draft = Draft(out, stage.new, force=force)
        for fichier in files:
            with telling(folder / fichier.nom):
                draft.add(fichier)
        with telling(folder):
            draft.keep_others() if partial else draft.drop_others()
            draft.add_manifest()
            saved = commit(stage, draft.changes)
            unmark(out)  # a copy of an unfinished pack, whose stage stayed elsewhere
    except BaseException:
        _abandon(stage)
        raise
    findings += draft.findings + [_saved(folder, name) for name in saved]
    outcomes = sorted(draft.outcomes, key=lambda outcome: outcome.nom)
    return PackReport(folder, tuple(outcomes), tuple(findings))


def _resolved(folder: Path) -> Path:
    """Return where the folder really is, made ready: its parent exists, and it is no file."""
    with telling(folder):
        out = Path(os.path.realpath(folder))
        if out.is_symlink():  # a link to itself
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if out.exists() and not out.is_dir():
            raise refusal(NOT_FOLDER, folder)
        out.parent.mkdir(parents=True, exist_ok=True)
    return out


def _begin(out: Path, folder: Path) -> tuple[Stage, list[Finding]]:
    """Return a fresh stage, once what killed runs left has been settled."""
    with telling(folder), lock.turn(out.parent):
        findings = _settled(out, folder)
        return new_stage(out), findings


def finish(folder: str | Path) -> list[Finding]:
    """Finish what a killed run has begun in a folder, and return what is worth knowing of it.

    Raise `CtaiError` where a run is writing there now.
    """
    folder = Path(folder)
    out = Path(os.path.realpath(folder))
    with telling(folder), lock.turn(out.parent):
        return _settled(out, folder)


def _settled(out: Path, folder: Path) -> list[Finding]:
    findings: list[Finding] = []
    for leftover in leftovers(out):
        findings.append(FINISHED.in_file(Location(str(folder))))
        findings += [_saved(folder, name) for name in settle(leftover)]
    return findings


def _saved(folder: Path, name: str) -> Finding:
    return SAVED.in_file(Location(str(folder / name)))


def _abandon(stage: Stage) -> None:
    """Remove the stage; what cannot be settled now is settled by the next run."""
    with suppress(OSError, CtaiError):
        settle(stage)
