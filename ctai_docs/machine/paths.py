"""Paths as people write and read them: `fiches.un-toit.budget.depenses[2].montant`.

A path goes from name to name: fields of the model, keys of the elements of a list, keys of a
table. An element without a key is told by its rank, counted from 1. A name that holds other signs
is quoted: `blocs."a.b"`.
"""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
"""Names, and ranks counted from 0."""

_NAME = re.compile(r"[\w-]+")
_STEP = re.compile(r'\.(?:([\w-]+)|"((?:[^"\\]|\\.)*)")|\[([1-9]\d{0,8})\]', re.DOTALL)


def show_path(path: Path) -> str:
    """Return the path as people read it."""
    return "".join(map(_shown, path)).removeprefix(".")


def read_path(text: str) -> Path:
    """Return the steps of a path. Raise a French `ValueError` on what is none."""
    steps: list[str | int] = []
    rest = text.strip()
    rest = rest if rest.startswith("[") else f".{rest}"
    while found := _STEP.match(rest):
        name, quoted, rank = found.groups()
        steps.append(int(rank) - 1 if rank else name or _plain(quoted))
        rest = rest[found.end() :]
    if rest:
        raise ValueError(
            f"« {text} » n'est pas un chemin. Écrivez des noms séparés par des points : "
            "« fiches.un-toit.budget.reliquats »."
        )
    return tuple(steps)


def _shown(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step + 1}]"
    if _NAME.fullmatch(step):
        return f".{step}"
    escaped = re.sub(r'(["\\])', r"\\\1", step)
    return f'."{escaped}"'


def _plain(quoted: str) -> str:
    return re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)
