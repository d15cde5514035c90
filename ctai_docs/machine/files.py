"""Files that someone else made: found by their ending, and read up to a limit."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG

YAML = (".yaml", ".yml")
_REASONS = {
    errno.ENOENT: "il n’existe pas",
    errno.EACCES: "vous n’en avez pas le droit",
    errno.EPERM: "vous n’en avez pas le droit",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "un fichier tient la place d’un dossier",
    errno.EEXIST: "ce nom est déjà pris",
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.ELOOP: "ses liens symboliques tournent en rond",
    errno.EINVAL: "ce n’est pas un fichier ordinaire",
    errno.EXDEV: "c’est un lien qui mène hors du dossier",
}


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files of a folder, sorted, but for hidden ones."""
    seen = (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))
    return (path for path in seen if path.suffix.lower() in YAML)


def read_bounded(path: Path, limit: int, root: Path | None = None) -> bytes:
    """Return the bytes of a plain file, `limit` + 1 at most, so that a reader can refuse more.

    Raise `OSError` where it cannot be read, on a pipe or a device, which may have no end, and on a
    link that leads out of the folder `root`.
    """
    mode = path.stat().st_mode
    if root is not None and not path.resolve().is_relative_to(root.resolve()):
        raise _refusal(errno.EXDEV, path)
    if not S_ISREG(mode):
        raise _refusal(errno.EISDIR if S_ISDIR(mode) else errno.EINVAL, path)
    with path.open("rb") as file:
        return file.read(limit + 1)


def _refusal(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))


def reason(error: OSError) -> str:
    """Return in French why the system refuses a file."""
    return _REASONS.get(error.errno or 0, "erreur du système de fichiers")
