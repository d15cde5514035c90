"""`ctai-docs render A B C`: many dossiers on all cores; one that is bad stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from ctai_docs.cli import console
from ctai_docs.cli.guard import CANNOT_RUN, guarded
from ctai_docs.cli.render import Request, run
from ctai_docs.machine.batch import Batch
from ctai_docs.machine.french import plural
from ctai_docs.machine.output import subfolders
from ctai_docs.machine.output.trouble import DIED, refusal


class Told(NamedTuple):
    """The result of a dossier: the exit code, and what was printed."""

    code: int
    out: str
    err: str


def run_all(request: Request, dossiers: Sequence[Path], processes: int) -> int:
    """Render each dossier into a sub-folder of its name; return the worst of the exit codes."""
    targets = subfolders(dossiers, request.sortie)
    requests = [
        replace(request, dossier=dossier, sortie=target, brief=True)
        for dossier, target in zip(dossiers, targets, strict=True)
    ]
    failed: dict[Path, int] = {}
    with (
        Batch(_told, requests, processes) as told,
        console.progress(len(requests), "Dossiers") as steps,
    ):
        for _, dossier, found in zip(steps, dossiers, told, strict=True):
            result = found or _died(dossier)
            _say(dossier, result)
            if result.code:
                failed[dossier] = result.code
    console.say(f"{plural(len(dossiers) - len(failed), 'dossier')} sur {len(dossiers)}.")
    if failed:
        console.warn(f"Non rendus : {', '.join(map(str, failed))}.")
    return max(failed.values(), default=0)


def _told(request: Request) -> Told:
    """Render a dossier, in a process of the batch, and return what it would have printed."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = guarded(lambda: run(request))
    return Told(code, out.getvalue(), err.getvalue())


def _died(dossier: Path) -> Told:
    (finding,) = refusal(DIED, dossier).findings
    return Told(CANNOT_RUN, "", f"{finding}\n")


def _say(dossier: Path, told: Told) -> None:
    """Print the output of a dossier, under its name where there is more than the summary."""
    if told.code:
        console.say(f"{dossier} :")
    for stream, text in ((console.say, told.out), (console.warn, told.err)):
        if text:
            stream(text.rstrip("\n"))
