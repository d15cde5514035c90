"""Names of files inside an output folder: what is safe everywhere, and the names beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path, PurePosixPath

from ctai_docs.machine.output.trouble import SAME_NAME, refusal

MANIFEST = "manifest.json"
UNFINISHED = "liasse-inachevee.txt"
"""The file that declares a pack unfinished: see `marker`."""
OURS = ".ctai-docs-"
"""How the temporary files and folders of this package begin."""
MAX_LENGTH = 180
_ROOM_BESIDE = 20
"""What « (nouveau 12) » adds to a name."""
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE
)


def safe_name(name: str) -> str:
    """Return the name as it is, or raise: names come from `slug`, so a bad one is a bug of ours."""
    if reason := fault(name):
        raise AssertionError(f"unsafe name of file, {reason}: {name!r}")
    return name


def fault(name: str, limit: int = MAX_LENGTH) -> str:
    """Return why this name, relative and written with `/`, cannot be used, or ``""``."""
    if not name or len(name) > limit:
        return "empty or too long"
    if _FORBIDDEN.search(name):
        return "a character is forbidden on Windows"
    if name.casefold() in {MANIFEST, UNFINISHED}:
        return "it is the manifest's, or the mark's"
    return next((why for step in name.split("/") if (why := _step_fault(step))), "")


def fault_in_manifest(name: str) -> str:
    """Return the same for a name read in a manifest, which may be one beside a name."""
    return fault(name, MAX_LENGTH + _ROOM_BESIDE)


def _step_fault(step: str) -> str:
    if step in {"", ".", ".."}:
        return "it leaves its folder"
    if step.endswith((".", " ")) or step.startswith(" "):
        return "Windows drops a dot or a space at the end"
    if _RESERVED.fullmatch(step):
        return "reserved on Windows"
    return "reserved by us" if step.casefold().startswith(OURS) else ""


def beside(name: str, word: str) -> Iterator[str]:
    """Yield the names beside a name: `a (nouveau).docx`, `a (nouveau 2).docx`, and so on."""
    path = PurePosixPath(name)
    for number in count(1):
        mark = f"({word})" if number == 1 else f"({word} {number})"
        yield str(path.with_name(f"{path.stem} {mark}{path.suffix}"))


def subfolders(dossiers: Sequence[Path], folder: Path) -> list[Path]:
    """Return where each dossier of several is written: a folder of its name.

    Raise `CtaiError` where two have one name, also where they differ by case alone.
    """
    names = [dossier.resolve().name for dossier in dossiers]
    seen: set[str] = set()
    for dossier, name in zip(dossiers, names, strict=True):
        if name.casefold() in seen:
            raise refusal(SAME_NAME, dossier, nom=name)
        seen.add(name.casefold())
    return [folder / name for name in names]
