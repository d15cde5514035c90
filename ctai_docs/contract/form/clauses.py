"""The standard clauses of the contract, in the project's own wording: data, like the form."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ctai_docs.contract.form.data import FormData
from ctai_docs.machine.yaml import read_yaml


class Clause(FormData):
    """A standard article: its key, title and Markdown text; optional ones are there when named."""

    cle: str
    titre: str
    texte: str
    facultatif: bool = False


class Clauses(FormData):
    """All standard clauses, in order, and the standard texts of computed blocks."""

    clauses: tuple[Clause, ...]
    blocs: dict[str, str]

    def clause(self, cle: str) -> Clause | None:
        """Return the clause of this key."""
        return next((c for c in self.clauses if c.cle == cle), None)

    @property
    def usuelles(self) -> tuple[Clause, ...]:
        """The clauses of a contract that says nothing of its articles."""
        return tuple(c for c in self.clauses if not c.facultatif)


@cache
def load_clauses() -> Clauses:
    """Return the standard clauses."""
    data = (files("ctai_docs.contract.form") / "clauses.yaml").read_bytes()
    return Clauses.model_validate(read_yaml(data, "clauses.yaml").value)
