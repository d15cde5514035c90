"""A new folder of files, written whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from ctai_docs.dossier.messages import NOT_EMPTY
from ctai_docs.dossier.reader import MAIN
from ctai_docs.machine.findings import CtaiError, Location


def write_new_folder(root: Path, contents: Mapping[str, bytes]) -> None:
    """Write these files, by relative name, into a new or empty folder.

    Raise `CtaiError` where something is there already; nothing is written then.
    """
    if _is_taken(root):
        raise CtaiError([NOT_EMPTY.in_file(Location(str(root)))])
    home = root if root.is_dir() else root.parent
    home.mkdir(parents=True, exist_ok=True)
    stage = home / f".ctai-{secrets.token_hex(4)}"
    try:
        _fill(stage, contents)
        _settle(stage, root)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _is_taken(root: Path) -> bool:
    """Tell whether something is there: a file, a link to nothing, a folder that is not empty."""
    if root.is_dir():
        return any(root.iterdir())
    return root.exists() or root.is_symlink()


def _fill(stage: Path, contents: Mapping[str, bytes]) -> None:
    for name, data in contents.items():
        path = stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _settle(stage: Path, root: Path) -> None:
    """Put what was staged in its place. The contract comes last: without it, no dossier."""
    if not root.is_dir():
        stage.rename(root)
        return
    moved: list[Path] = []
    try:
        for path in sorted(stage.iterdir(), key=lambda p: p.name == MAIN):
            target = root / path.name
            path.rename(target)
            moved.append(target)
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
