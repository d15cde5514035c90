"""The staging folder: where a pack is made, beside the output folder, before it takes its place.

    .ctai-docs-1f2e3d4c/       beside the output folder, or in it where no file can pass between
        marque.json            says whose it is; locked as long as its run lives
        new/                   the files to come; after an exchange, the old folder
        old/                   files moved out, where folders cannot be exchanged
        journal.json           what is being committed: from here on, a run killed is finished

A run that is killed leaves its stage; the next run in the same output folder settles it.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ctai_docs.machine.output import lock
from ctai_docs.machine.output.disk import remove_tree
from ctai_docs.machine.output.names import OURS
from ctai_docs.machine.output.trouble import BUSY, refusal
from ctai_docs.machine.output.whole import create

_NAME = re.compile(re.escape(OURS) + "[0-9a-f]{8}")
_MARK = "marque.json"
_KIND = "ctai-docs: dossier de travail"


@dataclass(slots=True)
class Stage:
    """A staging folder, and the output folder that it is for."""

    out: Path
    root: Path
    handle: int = field(default=-1, repr=False)

    @property
    def new(self) -> Path:
        """The files to come."""
        return self.root / "new"

    @property
    def old(self) -> Path:
        """The files moved out."""
        return self.root / "old"

    @property
    def journal(self) -> Path:
        """What is being committed."""
        return self.root / "journal.json"

    @property
    def inside(self) -> bool:
        """Whether the stage stands in the output folder itself."""
        return self.root.parent == self.out

    def remove(self) -> None:
        """Remove the stage, the mark last: a removal that is killed can be taken up again."""
        remove_tree(self.new)
        remove_tree(self.old)
        for path in self.root.iterdir():  # the journal, or one that was being written
            if path.name != _MARK:
                path.unlink()
        self.release()
        (self.root / _MARK).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            self.root.rmdir()

    def release(self) -> None:
        """Let the lock go."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1


def new_stage(out: Path) -> Stage:
    """Make a stage beside the output folder, or in it where it must be."""
    homes = [out.parent, out] if out.is_dir() else [out.parent]
    for home in homes:
        try:
            return _make(out, home)
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            if home == homes[-1] or full:
                raise
    raise AssertionError("a stage has a home")


def leftovers(out: Path) -> Iterator[Stage]:
    """Yield the stages that killed runs left for this output folder, locked.

    Raise `CtaiError` where one belongs to a run that lives.
    """
    for home in (out.parent, out):
        for root in _named(home):
            if not _is_marked(root, out):
                continue
            try:
                yield Stage(out, root, lock.hold(root / _MARK))
            except BlockingIOError as error:
                raise refusal(BUSY, out) from error


def _make(out: Path, home: Path) -> Stage:
    stage = Stage(out, home / f"{OURS}{secrets.token_hex(4)}")
    stage.root.mkdir(mode=0o700)
    try:
        if not stage.inside and out.is_dir():
            _check_passage(stage.root, out)
        create(stage.root / _MARK, json.dumps(_mark(out, home)).encode())
        stage.handle = lock.hold(stage.root / _MARK)
        stage.new.mkdir()
        stage.old.mkdir()
    except BaseException:
        with suppress(OSError):
            stage.remove()
        raise
    return stage


def _check_passage(stage: Path, out: Path) -> None:
    """Raise `OSError` where no file can be moved between two folders: another disk or mount.

    The system compares the mounts before it looks for the file, which is not there.
    """
    try:
        (stage / "absent").rename(out / f"{OURS}absent")
    except FileNotFoundError:
        return


def _mark(out: Path, home: Path) -> dict[str, str]:
    return {"kind": _KIND, "target": "." if home == out else out.name}


def _named(home: Path) -> list[Path]:
    with suppress(OSError), os.scandir(home) as found:
        names = sorted(e.name for e in found if e.is_dir(follow_symlinks=False))
        return [home / name for name in names if _NAME.fullmatch(name)]
    return []


def _is_marked(root: Path, out: Path) -> bool:
    """Return whether a folder is a stage of this output folder, made by this user."""
    try:
        if hasattr(os, "geteuid") and root.lstat().st_uid != os.geteuid():
            return False
    except FileNotFoundError:  # another run has just removed its own
        return False
    try:
        mark = root / _MARK
        return _is_small(mark) and json.loads(mark.read_bytes()) == _mark(out, root.parent)
    except (OSError, ValueError, RecursionError):
        _remove_unborn(root)
        return False


def _is_small(file: Path) -> bool:
    found = file.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_size < 4096


def _remove_unborn(root: Path) -> None:
    """Remove a stage killed before its mark was whole: it holds nothing, or that mark."""
    with suppress(OSError):
        if {path.name for path in root.iterdir()} == {_MARK} and _is_small(root / _MARK):
            (root / _MARK).unlink()
        root.rmdir()
