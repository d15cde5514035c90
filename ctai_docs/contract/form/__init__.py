"""The national form and the standard clauses: data, and the types that read it."""

from ctai_docs.contract.form.budget import LigneBudget, Sorte, SourceFinancement
from ctai_docs.contract.form.clauses import Clause, load_clauses
from ctai_docs.contract.form.data import Libelle
from ctai_docs.contract.form.edition import (
    Bloc,
    Edition,
    Nature,
    TableauOutils,
    editions,
    load_edition,
)

__all__ = [
    "Bloc",
    "Clause",
    "Edition",
    "Libelle",
    "LigneBudget",
    "Nature",
    "Sorte",
    "SourceFinancement",
    "TableauOutils",
    "editions",
    "load_clauses",
    "load_edition",
]
