"""Folders in which a run can be killed, of each kind that promises something, and their judge."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from ctai_docs.machine.output import pack_findings, swap, write_pack
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.output.marker import is_marked
from ctai_docs.machine.output.names import OURS
from tests.machine.output.packs import fichier, names, pack, tree

KINDS = ("exchanged", "beside", "inside", "current")
"""Folders that can be exchanged; those that cannot, their stage beside or inside; the current one.
"""
OLD = {"contrat": "un", "fiche": "un", "retouche": "un", "stable": "un"}
NEW = {"contrat": "deux", "retouche": "deux", "nouvelle": "deux", "stable": "un"}
MINE = {"retouche.docx": "à la main", "notes.txt": "à moi"}
"""An edited document, and a file of the user's own."""


@dataclass
class Scene:
    """An output folder of a kind, with an old pack, and the run that writes a new one there."""

    kind: str
    out: Path
    force: bool = False

    def prepare(self) -> None:
        """Write the old pack anew, a document of which was edited, beside a file of the user's."""
        self.out.mkdir(parents=True, exist_ok=True)
        for path in [*self.out.parent.iterdir(), *self.out.iterdir()]:
            if path != self.out:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        write_pack(self.out, _files(OLD))
        for name, text in MINE.items():
            (self.out / name).write_text(text, encoding="utf-8")

    def write(self) -> None:
        """Write the new pack: the run to be killed. From within, where that is the kind."""
        with ExitStack() as stack:
            if self.kind == "current":
                stack.enter_context(chdir(self.out))
            write_pack("." if self.kind == "current" else self.out, _files(NEW), force=self.force)

    def shown(self) -> dict[str, bytes]:
        """Return what people see in the folder: all but the stage that may stand in it."""
        return {n: b for n, b in tree(self.out).items() if not n.startswith(OURS)}

    def broken(self, old: dict[str, bytes], new: dict[str, bytes]) -> str:
        """Return what does not hold after a run that was killed, "" where all does.

        The folder is the old pack, the new one, or says that it is unfinished; nothing of the
        user's is lost; and the next run makes the new pack, with nothing left beside it.
        """
        if self.shown() not in (old, new) and not self._says_so():
            return f"a mixture: {sorted(self.shown())}"
        if not {text.encode() for text in MINE.values()} <= set(tree(self.out.parent).values()):
            return "a file of the user's is lost"
        self.write()
        if self.shown() != new:
            return f"the next run left {sorted(self.shown())}"
        left = [name for name in names(self.out) if name.startswith(OURS)]
        return f"left behind: {left}" if left or names(self.out.parent) != ["out"] else ""

    def _says_so(self) -> bool:
        return is_marked(self.out) and next(f.code for f in pack_findings(self.out)) == "SOR-019"


def _files(given: dict[str, str]) -> list[Fichier]:
    return [*pack(**given), fichier("fiches/a.docx", given["contrat"])]


@contextmanager
def scene(kind: str, folder: Path, *, force: bool = False) -> Iterator[Scene]:
    """Yield a scene of this kind under a folder, in which nothing is sent down to the disk.

    A process that is killed loses nothing of what the system has taken from it.
    """
    with ExitStack() as stack:
        stack.enter_context(patch.object(os, "fsync"))
        if kind in {"beside", "inside"}:
            stack.enter_context(patch.object(swap, "is_known", return_value=False))
        if kind == "inside":
            other_disk = OSError(18, "Invalid cross-device link")
            passage = "ctai_docs.machine.output.stage._check_passage"
            stack.enter_context(patch(passage, side_effect=other_disk))
        yield Scene(kind, folder / "parent" / "out", force)
