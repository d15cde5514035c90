"""What a commit is about to do, on disk before it does it, so that the next run can finish it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ctai_docs.machine.output.disk import Signature
from ctai_docs.machine.output.names import MANIFEST, fault_in_manifest
from ctai_docs.machine.output.whole import replace


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one name: a file is put there, or the one that is there is removed."""

    nom: str
    before: Signature | None = None
    """The file that was found there; one that is not the same is somebody's."""
    put: bool = True
    keep: str = ""
    """The name under which the file that was there is kept."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The changes of a commit, and the inode of the folder that was to be exchanged, or 0."""

    exchanged: int
    changes: tuple[Change, ...]

    def write(self, path: Path) -> None:
        """Write the journal, whole: from here on, a run that is killed is finished by the next."""
        replace(path, json.dumps(asdict(self)).encode())


def read_journal(path: Path) -> Journal | None:
    """Return the journal, or None where there is none. Raise `ValueError` on one not ours."""
    try:
        whole = json.loads(path.read_bytes())
        return Journal(int(whole["exchanged"]), tuple(_change(row) for row in whole["changes"]))
    except FileNotFoundError:
        return None
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a journal") from error


def _change(row: dict[str, Any]) -> Change:
    nom, keep, before = row["nom"], row["keep"], row["before"]
    for name in (nom, keep or nom):
        if name != MANIFEST and fault_in_manifest(name):
            raise ValueError("unsafe name")
    return Change(nom, _signature(before) if before else None, row["put"] is True, keep)


def _signature(before: list[int]) -> Signature:
    size, changed, inode = map(int, before)
    return size, changed, inode
