"""The figures of the published act, and where each stands in the example and in its documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ctai_docs.machine.yaml import read_yaml
from tests.documents.packs import METZ

FOLDER = Path(__file__).with_name("figures")
CLAUSES = Path(__file__).parents[2] / "ctai_docs" / "contract" / "form" / "clauses.yaml"
DROPPED = "retiré"


@dataclass(frozen=True)
class Figure:
    """A figure as it was published, its place in the example, and the value that stands there."""

    table: str
    rang: int
    publie: str
    ou: str
    source: str
    corrige: str = ""
    raison: str = ""

    @property
    def retire(self) -> bool:
        """Whether the example drops it on purpose."""
        return self.corrige == DROPPED

    @property
    def valeur(self) -> str:
        """What the example holds in its place."""
        return self.corrige or self.publie

    @property
    def etapes(self) -> list[str | int]:
        """The steps of its path, lists counted from 0."""
        path = self.ou.removeprefix("clauses:")
        return [int(step) if step.isdigit() else step for step in path.split(".")]

    def __str__(self) -> str:
        return f"{self.table}-{self.rang}-{self.ou or DROPPED}"


@cache
def figures() -> tuple[Figure, ...]:
    """Return every figure of every table."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for rank, entry in enumerate(_read(path), 1):
            data = dict(entry)
            published = data.pop("figure")
            found.append(Figure(path.stem, rank, published, **data))
    return tuple(found)


@cache
def example(table: str) -> Any:
    """Return the data of the file that a table is about, as it was typed."""
    if table == "contrat":
        acts = [_read(path) for path in sorted((METZ / "deliberations").glob("*.yaml"))]
        for path, act in zip(sorted((METZ / "deliberations").glob("*.yaml")), acts, strict=True):
            act.setdefault("numero", path.stem)
        return _read(METZ / "contrat.yaml") | {"deliberations": acts}
    (path,) = (METZ / "fiches").glob(f"{table}-*.yaml")
    return _read(path)


@cache
def clauses() -> Any:
    """Return the standard clauses by key, and the texts of computed blocks."""
    data = _read(CLAUSES)
    return data | {"clauses": {clause["cle"]: clause for clause in data["clauses"]}}


def value_at(figure: Figure) -> str:
    """Return what was typed at the place of a figure."""
    value = clauses() if figure.ou.startswith("clauses:") else example(figure.table)
    for step in figure.etapes:
        value = value[step]
    if isinstance(value, dict):
        value = value.get("montant", value)
    return str(value)


def _read(path: Path) -> Any:
    return read_yaml(path.read_bytes(), path.name).value
