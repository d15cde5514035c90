"""The new pack takes the place of the old one: in one step, or by a journal.

1. No output folder yet: the staged folder gets its name.
2. The staged folder is completed with links to all that does not change, then the two folders
   are exchanged: whoever looks, and whenever the run is killed, sees the old pack or the new.
   What someone saved in the old folder in the meantime is brought over afterwards.
3. Where folders cannot be exchanged (Windows, another mount, the current folder): the changes are
   journaled, then done one by one. An error undoes them; a run killed is finished by the next.
"""

from __future__ import annotations

import os
from contextlib import suppress

from ctai_docs.machine.output import in_place
from ctai_docs.machine.output.journal import Change, Journal, read_journal
from ctai_docs.machine.output.stage import Stage
from ctai_docs.machine.output.swap import is_swapped, rescue, swap, sync_tree
from ctai_docs.machine.output.whole import move, sync_folder


def commit(stage: Stage, changes: tuple[Change, ...]) -> list[str]:
    """Bring the changes about, and return the names of files saved by someone in the meantime."""
    if changes and not os.path.lexists(stage.out):
        sync_tree(stage.new)
        move(stage.new, stage.out)
        sync_folder(stage.out.parent)
    elif changes and not swap(stage, changes):
        Journal(0, changes).write(stage.journal)
    return settle(stage)


def settle(stage: Stage) -> list[str]:
    """Finish what a stage has begun, remove it, and return the names of files it saved."""
    try:
        journal = read_journal(stage.journal)
        saved = _finish(stage, journal)
        with suppress(OSError):  # what cannot be removed now is removed by the next run
            stage.remove()
    except (ValueError, _LeftAloneError):
        return []
    finally:
        stage.release()
    return saved


class _LeftAloneError(Exception):
    """The stage holds somebody's work that cannot be moved now: the next run tries again."""


def _finish(stage: Stage, journal: Journal | None) -> list[str]:
    if journal is None:
        return []
    if not journal.exchanged:
        return in_place.apply(stage, journal.changes)
    try:
        return rescue(stage, journal.changes) if is_swapped(stage, journal) else []
    except OSError as error:
        raise _LeftAloneError from error
