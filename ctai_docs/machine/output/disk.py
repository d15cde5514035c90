"""What stands in a folder: looked at without following a link, moved without losing anything."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath

from ctai_docs.machine.findings import Rule
from ctai_docs.machine.output.names import beside
from ctai_docs.machine.output.trouble import IS_FOLDER, LINK, NOT_FOLDER, refusal
from ctai_docs.machine.output.whole import move

_BINARY = getattr(os, "O_BINARY", 0)
Signature = tuple[int, int, int]
"""Size, time of change in nanoseconds, inode: a file with the same three was not touched."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was found on disk."""

    sha256: str
    signature: Signature
    mode: int


def look(folder: Path, name: str) -> Seen | None:
    """Return the file of this name, or None. Raise `CtaiError` where a link or folder stands."""
    for parent in reversed(PurePosixPath(name).parents[:-1]):
        _refuse_unless(stat.S_ISDIR, folder / parent, NOT_FOLDER)
    path = folder / name
    _refuse_unless(stat.S_ISREG, path, IS_FOLDER)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _BINARY)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Seen(digest, _signature(found), stat.S_IMODE(found.st_mode))


def _refuse_unless(is_right: Callable[[int], bool], path: Path, otherwise: Rule) -> None:
    """Refuse a symlink, and a folder or a file where the other should stand."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if not is_right(mode):
        raise refusal(LINK if stat.S_ISLNK(mode) else otherwise, path)


def signature(path: Path) -> Signature | None:
    """Return the signature of what stands here, a link not followed, or None."""
    try:
        return _signature(path.lstat())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _signature(found: os.stat_result) -> Signature:
    return found.st_size, found.st_mtime_ns, found.st_ino


def free_name(folder: Path, name: str, word: str) -> str:
    """Return the first name beside this one that nothing on disk has."""
    return next(n for n in beside(name, word) if not os.path.lexists(folder / n))


def set_aside(path: Path, folder: Path, name: str) -> str:
    """Move a file into the folder under this name, or one beside it, and return which."""
    names = chain([name], beside(name, "modifié"))
    chosen = next(n for n in names if not os.path.lexists(folder / n))
    (folder / chosen).parent.mkdir(parents=True, exist_ok=True)
    move(path, folder / chosen)
    return chosen


def same(a: Path, b: Path) -> bool:
    """Return whether these are one file, two equal files or two equal links."""
    if not (os.path.lexists(a) and os.path.lexists(b)):
        return False
    if os.path.samestat(a.lstat(), b.lstat()):
        return True
    if a.is_symlink() or b.is_symlink():
        return a.is_symlink() and b.is_symlink() and a.readlink() == b.readlink()
    return a.is_file() and b.is_file() and filecmp.cmp(a, b, shallow=False)


def entries(folder: Path, under: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all that a folder holds, each with its name in it; links are not followed."""
    with os.scandir(folder / under) as found:
        for entry in sorted(found, key=lambda e: e.name):
            name = f"{under}/{entry.name}" if under else entry.name
            yield name, entry
            if entry.is_dir(follow_symlinks=False):
                yield from entries(folder, name)


def prune(folder: Path, name: str) -> None:
    """Remove the folders of a name that have become empty."""
    for parent in PurePosixPath(name).parents[:-1]:
        with suppress(OSError):
            (folder / parent).rmdir()


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours and all it holds; links in it are removed, not followed."""
    if not folder.is_dir():
        return
    folder.chmod(0o700)
    for _, entry in entries(folder):
        if os.name == "nt" or entry.is_dir(follow_symlinks=False):
            Path(entry.path).chmod(0o700)  # a folder that was read-only keeps its files
    shutil.rmtree(folder)
