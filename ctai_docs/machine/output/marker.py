"""`liasse-inachevee.txt`: it stands in an output folder as long as its pack is a mixture.

For where folders cannot be exchanged. A run that is killed between two of its moves leaves it, so
that people see it in the folder, `state` says so, and the next run removes it when all is whole.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ctai_docs.machine.output.disk import set_aside
from ctai_docs.machine.output.names import UNFINISHED
from ctai_docs.machine.output.whole import create, move, sync_folder

_TEXT = (
    "Un rendu écrit dans ce dossier, ou y a été interrompu : les documents sont de deux versions.\n"
    "N’envoyez rien de ce dossier. Relancez le même rendu, ou « ctai-docs verify » : "
    "il sera achevé,\n"
    "rien de ce que vous avez modifié ne sera perdu, et ce fichier disparaîtra.\n"
).encode()


def is_marked(out: Path) -> bool:
    """Return whether a pack is declared unfinished; a file of somebody's own declares nothing."""
    with suppress(OSError):
        path = out / UNFINISHED
        if path.is_symlink() or not path.is_file() or path.stat().st_size != len(_TEXT):
            return False
        return path.read_bytes() == _TEXT
    return False


def mark(out: Path, workshop: Path) -> None:
    """Declare the pack unfinished; the file is made whole in the workshop, then moved."""
    if is_marked(out):
        return
    made, here = workshop / UNFINISHED, out / UNFINISHED
    made.unlink(missing_ok=True)
    create(made, _TEXT)
    if os.path.lexists(here):
        set_aside(here, out, UNFINISHED)
    move(made, here)
    sync_folder(out)


def unmark(out: Path) -> None:
    """Declare the pack whole: all that came before is on the disk."""
    if is_marked(out):
        (out / UNFINISHED).unlink()
        sync_folder(out)
