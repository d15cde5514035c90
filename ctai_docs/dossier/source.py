"""Where a contract comes from: a folder, a dossier that was read, Python data, a history.

Every call of the library takes a `Source`; one about avenants takes a `SourceSuivie`, which can
have some.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pydantic import ValidationError

from ctai_docs.contract.model import Contrat
from ctai_docs.dossier.reader import Dossier, read_dossier
from ctai_docs.machine.findings import CtaiError, in_order
from ctai_docs.rules import Report, check_in_force

if TYPE_CHECKING:
    from ctai_docs.contract.avenants import Historique

SourceSuivie: TypeAlias = "Historique | Dossier | str | Path"
"""A contract with its avenants, a dossier that was read, or its path."""

Source: TypeAlias = "Contrat | SourceSuivie"
"""A contract, with its avenants or without; a dossier that was read, or its path."""


def load(dossier: str | Path) -> Dossier:
    """Return the dossier of a folder: `.contrat` is the contract in force.

    Reads `contrat.yaml` and the files beside it, and writes nothing. Raise `CtaiError` with every
    error of the files, each with its file, line and column.

    Examples:
        >>> ctai_docs.load("examples/metz_2026").contrat.territoire
        'Metz'
    """
    return read_dossier(dossier)


def read_contrat(donnees: Mapping[str, object]) -> Contrat:
    """Return the contract that these data make: the keys and values of a `contrat.yaml`.

    A value is typed as in YAML (`"12 000 €"`, `"1er janvier 2026"`, `"oui"`), or is of its type
    already (`Decimal`, `date`, `bool`); amounts are euros. Raise `CtaiError` with every key that is
    unknown or missing, and every value that cannot be read.

    Examples:
        >>> ctai_docs.read_contrat({"debut": "1er janvier 2026"})
        Traceback (most recent call last):
            ...
        ctai_docs.machine.findings.CtaiError: exercices · La clé « exercices » ...
    """
    try:
        return Contrat.model_validate(dict(donnees))
    except ValidationError as error:
        from ctai_docs.machine.yaml.explain import explain  # late: only wrong data need it

        raise CtaiError(in_order(explain(error, Contrat, dict(donnees)))) from None


def check(source: Source) -> Report:
    """Return what the rules find in the contract in force; nothing is raised for it.

    `.findings` are in order; those of a dossier have their place in its files (`finding.where`),
    those of a contract built in Python have its path (`finding.path`). `.erreurs` are those that
    keep the documents from leaving. Rules and their sources: `docs/regles.md`. Raise `CtaiError`
    where the folder cannot be read.

    Examples:
        >>> ctai_docs.check("examples/metz_2026").erreurs
        ()
    """
    opened = opening(source)
    if isinstance(opened, Dossier):
        return opened.check()
    if isinstance(opened, Contrat):
        return check_in_force(opened, opened)
    return check_in_force(opened.en_vigueur, opened.initial)


def opening(source: Source) -> Contrat | Historique | Dossier:
    """Return the source, its folder read where it is a path. Raise `TypeError` on anything else."""
    if isinstance(source, (str, Path)):
        return read_dossier(source)
    if isinstance(source, (Contrat, Dossier)):
        return source
    from ctai_docs.contract.avenants import Historique  # late: most contracts have no avenant

    if not isinstance(source, Historique):
        kinds = "a Contrat, an Historique, a Dossier or the path of one"
        raise TypeError(f"expected {kinds}, not {type(source).__name__}")
    return source
