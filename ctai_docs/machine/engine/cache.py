"""Compiled templates kept on disk between runs: compiling is what a cold start pays for.

A file holds code that is run when it is read. So it is read only where nobody but the user can have
written it: the folder and the file are regular, his own, and writable by no one else. Elsewhere, or
where a file is spoilt, the template is compiled as if there were none, and nothing is said.

Why a disk: compiling our four templates takes as long as rendering forty fiches.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ctai_docs.machine.engine.environment import TemplateEnvironment
from ctai_docs.machine.engine.package import Package
from ctai_docs.machine.engine.proof import Proof
from ctai_docs.machine.engine.source import Source
from ctai_docs.machine.engine.template import Template, TemplatePart, from_code

SWITCH = "CTAI_DOCS_CACHE"
"""The environment variable that, set to `non`, does without."""
MOST_FILES = 32
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_HAS_OWNERS = hasattr(os, "geteuid")


def compile_template(
    data: bytes, environment: TemplateEnvironment, name: str, folder: Path | None
) -> Template:
    """Return the template that the .docx `data` holds, from `folder` if it was compiled before."""
    if folder is None:
        return Template.compile(data, environment, name)
    key = _key(data, name)
    kept = _load(folder, key)
    if kept is not None:
        return _revive(kept, environment, name)
    template = Template.compile(data, environment, name)
    _save(folder, key, marshal.dumps(_parts(template)))
    return template


def cache_folder() -> Path | None:
    """Return the user's folder for compiled templates, or None where he wants none or has none."""
    if os.environ.get(SWITCH, "").lower() == "non":
        return None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    places = {
        "win32": os.environ.get("LOCALAPPDATA", ""),
        "darwin": str(home / "Library" / "Caches"),
    }
    place = Path(places.get(sys.platform) or os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return place / "ctai-docs" if place.is_absolute() else None


# What is kept


_SOURCE = tuple(each.name for each in fields(Source))


def _parts(template: Template) -> tuple[Any, ...]:
    parts = tuple(
        (
            tuple(getattr(part.source, name) for name in _SOURCE),
            part.code,
            part.repair_signs,
            part.proof
            and (
                part.proof.repair_signs,
                part.proof.conditional_repair_signs,
                part.proof.changes_cells,
            ),
        )
        for part in template.parts
    )
    return dict(template.package.parts), parts


def _revive(kept: tuple[Any, ...], environment: TemplateEnvironment, name: str) -> Template:
    package, parts = kept
    return Template(
        Package(MappingProxyType(package), name),
        name,
        environment,
        tuple(
            TemplatePart(
                Source(*source),
                from_code(code, environment),
                code,
                repair_signs,
                Proof(*proof) if proof else None,
            )
            for source, code, repair_signs, proof in parts
        ),
    )


def _key(data: bytes, name: str) -> str:
    """Return the name of a template's file: other bytes, or other versions, make another."""
    return sha256(sha256(data).digest() + repr((name, _versions())).encode()).hexdigest()


@cache
def _versions() -> bytes:
    """Return what the code depends on but for the template: Python, Jinja, docxtpl, ourselves."""
    ours = sorted(Path(__file__).parent.glob("*.py"))
    stamps = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in ours]
    releases = [*_releases("jinja2"), *_releases("docxtpl"), *_releases("lxml")]
    return repr((sys.version, MAGIC_NUMBER, releases, stamps)).encode()


def _releases(package: str) -> Iterator[str]:
    """Yield what pip wrote beside a package: `jinja2-3.1.6.dist-info`; without importing it."""
    spec = find_spec(package)
    if spec is not None and spec.origin:
        folder = Path(spec.origin).parent.parent
        names = sorted(entry.name for entry in folder.glob("*.dist-info"))
        yield str(folder)
        yield from (entry for entry in names if entry.lower().startswith(f"{package}-"))
        yield str(Path(spec.origin).stat().st_mtime_ns)


# The folder


def _load(folder: Path, key: str) -> tuple[Any, ...] | None:
    """Return what a file holds, or None: absent, spoilt, or open to others."""
    try:
        with _Folder(folder) as place:
            data = place.read(key)
        digest, payload = data[:32], data[32:]
        if sha256(payload).digest() != digest:
            return None
        kept: tuple[Any, ...] = marshal.loads(payload)
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return kept


def _save(folder: Path, key: str, payload: bytes) -> None:
    """Write a file whole or not at all; a folder that cannot be used is left alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _Folder(folder) as place:
            place.write(key, sha256(payload).digest() + payload)
    except OSError:
        return


class _Folder:
    """The folder, held open, so that what was checked is what is used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd: int | None = None

    def __enter__(self) -> _Folder:
        """Open the folder, or raise `OSError` where others can write in it."""
        if _HAS_OWNERS:
            self._fd = os.open(self._path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                _check_private(os.fstat(self._fd))
            except OSError:
                os.close(self._fd)
                raise
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of it."""
        if self._fd is not None:
            os.close(self._fd)

    def read(self, name: str) -> bytes:
        """Return the bytes of a file of ours."""
        file = os.open(
            self._full(name), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0), dir_fd=self._fd
        )
        with os.fdopen(file, "rb") as stream:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode):
                raise OSError(name)
            _check_private(found)
            return stream.read()

    def write(self, name: str, data: bytes) -> None:
        """Put a file in the folder, whole, and drop the oldest beyond `MOST_FILES`."""
        draft = f"{name}.{os.getpid()}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        file = os.open(self._full(draft), flags, 0o600, dir_fd=self._fd)
        try:
            with os.fdopen(file, "wb") as stream:
                stream.write(data)
            os.replace(
                self._full(draft), self._full(name), src_dir_fd=self._fd, dst_dir_fd=self._fd
            )
        except OSError:
            os.unlink(self._full(draft), dir_fd=self._fd)
            raise
        self._prune()

    def _prune(self) -> None:
        with os.scandir(self._path if self._fd is None else self._fd) as entries:
            files = [
                (entry.stat(follow_symlinks=False).st_mtime_ns, entry.name) for entry in entries
            ]
        for _, name in sorted(files, reverse=True)[MOST_FILES:]:
            os.unlink(self._full(name), dir_fd=self._fd)

    def _full(self, name: str) -> str:
        return str(self._path / name) if self._fd is None else name


def _check_private(found: os.stat_result) -> None:
    """Refuse what belongs to another, or what others can write."""
    if _HAS_OWNERS and (found.st_uid != os.geteuid() or found.st_mode & _OTHERS_WRITE):
        raise PermissionError("writable by others")
