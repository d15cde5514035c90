"""The staged folder completed, exchanged with the output folder, and what was saved meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.output.disk import entries, look, prune, same, set_aside, signature
from ctai_docs.machine.output.exchange import exchange, is_known
from ctai_docs.machine.output.journal import Change, Journal
from ctai_docs.machine.output.manifest import Entry, read_manifest
from ctai_docs.machine.output.stage import Stage
from ctai_docs.machine.output.whole import sync_folder

_MANY = 20_000
"""More entries than this, and the folder is somebody's home: it is not linked anew."""


class _UnlinkableError(Exception):
    """The output folder holds what cannot be linked into another folder."""


def swap(stage: Stage, changes: tuple[Change, ...]) -> bool:
    """Exchange the two folders in one step, and return whether that could be done."""
    if not is_known() or stage.inside or _holds_current_folder(stage.out):
        return False
    try:
        _complete(stage, {change.nom: change for change in changes})
        sync_tree(stage.new)
        Journal(stage.new.lstat().st_ino, changes).write(stage.journal)
        exchange(stage.new, stage.out)
    except (OSError, _UnlinkableError):
        return False
    sync_folder(stage.out.parent)
    return True


def is_swapped(stage: Stage, journal: Journal) -> bool:
    """Return whether the stage now holds the old folder."""
    return stage.new.is_dir() and stage.new.lstat().st_ino != journal.exchanged


def rescue(stage: Stage, changes: Iterable[Change]) -> list[str]:
    """Bring over what someone saved in the old folder while the new one was being made."""
    by_name = {change.nom: change for change in changes}
    known = read_manifest(stage.new)
    saved = []
    for name, entry in list(entries(stage.new)):
        if entry.is_dir(follow_symlinks=False) or _is_dispensable(stage, name, by_name.get(name)):
            continue
        if not _is_ours(stage.new, name, known.get(name) if known else None):
            saved.append(set_aside(Path(entry.path), stage.out, name))
    return saved


def sync_tree(folder: Path) -> None:
    """Send the names of a folder and of its sub-folders down to the disk."""
    for _, entry in entries(folder):
        if entry.is_dir(follow_symlinks=False):
            sync_folder(Path(entry.path))
    sync_folder(folder)


def _holds_current_folder(out: Path) -> bool:
    """Return whether a shell that stands here would be left in a folder that is gone."""
    with suppress(OSError):
        return Path.cwd().resolve().is_relative_to(out)
    return False


def _complete(stage: Stage, changes: dict[str, Change]) -> None:
    """Link into the staged folder all that the changes leave as it is."""
    _dress(stage.out, stage.new)
    for count, (name, entry) in enumerate(entries(stage.out)):
        if count > _MANY:
            raise _UnlinkableError
        if entry.is_dir(follow_symlinks=False):
            (stage.new / name).mkdir(exist_ok=True)
            _dress(stage.out / name, stage.new / name)
        elif (change := changes.get(name)) is None or change.keep:
            _link(Path(entry.path), stage.new / (change.keep if change else name))
    for change in changes.values():
        if not change.put:
            prune(stage.new, change.nom)


def _dress(old: Path, new: Path) -> None:
    """Give a new folder the owner and permissions of the old one."""
    was, now = old.lstat(), new.lstat()
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        os.chown(new, was.st_uid, was.st_gid)
    shutil.copystat(old, new)


def _link(source: Path, target: Path) -> None:
    """Link a file: same bytes, same date. A symlink is made again; a device cannot be."""
    if source.is_symlink():
        target.symlink_to(source.readlink())
    elif source.is_file():
        os.link(source, target)
    else:
        raise _UnlinkableError


def _is_dispensable(stage: Stage, name: str, change: Change | None) -> bool:
    """Return whether a file of the old folder is what we replaced, or stands in the new one."""
    path = stage.new / name
    if change and not change.keep and signature(path) == change.before:
        return True
    return same(path, stage.out / (change.keep if change and change.keep else name))


def _is_ours(folder: Path, name: str, entry: Entry | None) -> bool:
    """Return whether a file is still as we wrote it: nobody's work is lost with it."""
    if entry is None:
        return False
    try:
        found = look(folder, name)
    except CtaiError:
        return False
    return found is not None and found.sha256 == entry.sha256
