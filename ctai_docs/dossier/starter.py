"""`write_starter`: a dossier to begin from, fictional, commented, that renders as it is.

Its files are those of `depart/`, as they are, and beside them the schemas that editors read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ctai_docs.dossier.folder import write_new_folder
from ctai_docs.dossier.schema import contract_schema, fiche_schema

_SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    ".schema/contrat.schema.json": contract_schema,
    ".schema/fiche.schema.json": fiche_schema,
}


def write_starter(folder: str | Path) -> tuple[str, ...]:
    """Write the starter dossier into a new or empty folder, whole or not at all.

    Return the names of its files. Raise `CtaiError` where something is there already.
    """
    contents = starter_files()
    write_new_folder(Path(folder), contents)
    return tuple(sorted(contents))


def starter_files() -> dict[str, bytes]:
    """Return the files of the starter dossier: their relative names and their bytes."""
    contents = dict(_shipped(files("ctai_docs.dossier") / "depart"))
    for name, schema in _SCHEMAS.items():
        text = json.dumps(schema(), ensure_ascii=False, indent=2)
        contents[name] = f"{text}\n".encode()
    return contents


def _shipped(folder: Traversable, under: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _shipped(entry, f"{under}{entry.name}/")
        else:
            yield f"{under}{entry.name}", entry.read_bytes()
