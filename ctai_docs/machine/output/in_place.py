"""Changes done one by one, from a journal: an error undoes them, a run killed is finished later.

For where folders cannot be exchanged. A file that people see (`marker`) declares the pack
unfinished until the last change is done. What is replaced is moved into the stage, and removed with
it at the end; what someone has saved in the meantime is kept, under a name beside.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ctai_docs.machine.output.disk import free_name, prune, signature
from ctai_docs.machine.output.journal import Change
from ctai_docs.machine.output.marker import mark, unmark
from ctai_docs.machine.output.stage import Stage
from ctai_docs.machine.output.whole import move, sync_folder

Moves = list[tuple[Path, Path]]


def apply(stage: Stage, changes: Iterable[Change]) -> list[str]:
    """Do each change that is not done yet, and return the names of files kept for someone.

    On an error all are undone, and the journal is removed.
    """
    moves: Moves = []
    try:
        mark(stage.out, stage.root)
        saved = [name for change in changes for name in _do(stage, change, moves)]
    except BaseException:
        _undo(stage, moves)
        raise
    for folder in {path.parent for pair in moves for path in pair}:
        sync_folder(folder)
    for source, _ in moves:
        if source.is_relative_to(stage.out):
            prune(stage.out, source.relative_to(stage.out).as_posix())
    unmark(stage.out)
    return saved


def _do(stage: Stage, change: Change, moves: Moves) -> list[str]:
    """Do one change, unless it is done, and return the name of a file kept for someone."""
    here, coming = stage.out / change.nom, stage.new / change.nom
    if change.put and not coming.exists():
        return []
    found = signature(here)
    touched = found is not None and found != change.before
    if touched and not change.put:
        return []
    aside = _aside(stage.out, change, touched) if found is not None else ""
    if found is not None:
        _move(here, stage.out / aside if aside else stage.old / change.nom, moves)
    if change.put:
        _move(coming, here, moves)
    return [aside] if touched else []


def _aside(out: Path, change: Change, touched: bool) -> str:
    """Return the name under which what stands here is kept, or ``""``."""
    if change.keep and not os.path.lexists(out / change.keep):
        return change.keep
    return free_name(out, change.nom, "modifié") if touched or change.keep else ""


def _move(source: Path, target: Path, moves: Moves) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    move(source, target)
    moves.append((source, target))


def _undo(stage: Stage, moves: Moves) -> None:
    """Move everything back. Where even that fails, the journal stays, and the next run goes on."""
    with suppress(OSError):
        for source, target in reversed(moves):
            move(target, source)
            if target.is_relative_to(stage.out):
                prune(stage.out, target.relative_to(stage.out).as_posix())
        unmark(stage.out)
        stage.journal.unlink(missing_ok=True)
