"""The names of the files of a dossier: the keys they give, and those that would be ignored."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from ctai_docs.contract.model.base import is_key
from ctai_docs.dossier.messages import HIDDEN_ENDING, NO_KEY, UNKNOWN_FOLDER
from ctai_docs.machine.files import YAML, yaml_files
from ctai_docs.machine.findings import Finding, Location


def passed_over(folder: Path, root: Path) -> Iterator[Finding]:
    """Yield the files of a folder that are named like YAML, under an ending that Windows hides."""
    for path in sorted(folder.glob("*.txt")):
        if path.stem.lower().endswith(YAML):
            name = path.relative_to(root).as_posix()
            yield HIDDEN_ENDING.in_file(Location(name), nom=path.stem)


def unknown_folders(root: Path, known: Collection[str]) -> Iterator[Finding]:
    """Yield the sub-folders whose YAML is not read: a misspelt name, a copy."""
    read = [root / name for name in known if (root / name).is_dir()]
    for folder in sorted(p for p in root.iterdir() if p.is_dir() and not p.name.startswith(".")):
        if any(map(folder.samefile, read)) or not any(yaml_files(folder)):
            continue
        from difflib import get_close_matches  # late: few dossiers need it

        near = get_close_matches(folder.name.lower(), known, n=1)
        remedy = (
            f"Renommez-le « {near[0]} »." if near else "Rangez-le ailleurs que dans ce dossier."
        )
        yield UNKNOWN_FOLDER.in_file(Location(f"{folder.name}/"), remede=remedy)


def key_of(stem: str) -> str:
    """Return the key that the name of a file stands for: `08-un-toit` is « un-toit »."""
    return re.sub(r"^\d+[-_ ]+", "", stem)


def without_key(path: Path, root: Path) -> Finding | None:
    """Return the finding of a file whose name stands for no key; None where it does."""
    key = key_of(path.stem)
    if is_key(key):
        return None
    return NO_KEY.in_file(Location(path.relative_to(root).as_posix()), cle=key)
