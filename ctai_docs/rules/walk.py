"""Walk the whole contract: every value that was typed, with its path.

Generic: a field added to the model is walked at once. Where a lone scalar stands for an object
(`porteurs: [CLLAJ]`), the path is that of the scalar, as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ctai_docs.contract.form import Edition, editions, load_edition
from ctai_docs.contract.model import Contrat, FicheAction, Modele, Texte
from ctai_docs.machine.findings import Path
from ctai_docs.machine.markdown import Parsed, parse

Place = tuple[Path, object]
"""A value that is no mapping and no list, and its path in the model."""


def leaves(value: object, path: Path = ()) -> Sequence[Place]:
    """Return every value of the model that was typed, in its order; what is None is left out.

    A dozen rules ask for those of the contract in turn: the last one is walked through once.
    """
    global _walked
    if not isinstance(value, Contrat) or path:
        return _collected(value, path, [])
    last, found = _walked
    if last is not value:
        found = _collected(value, path, [])
        _walked = (value, found)
    return found


_walked: tuple[Contrat | None, Sequence[Place]] = (None, ())


def _collected(value: object, path: Path, found: list[Place]) -> list[Place]:
    """Add the leaves under a value to those found; return these."""
    if isinstance(value, Modele):
        for name in type(value).model_fields:
            _collected(getattr(value, name), field(value, path, name), found)
        for name, extra in (value.__pydantic_extra__ or {}).items():
            _collected(extra, (*path, name), found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _collected(item, (*path, index), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _collected(item, (*path, key), found)
    elif value is not None:
        found.append((path, value))
    return found


def field(item: Modele, path: Path, name: str) -> Path:
    """Return the path of a field, which is the item's where a lone scalar stands for the item."""
    alone = item.abrege == name and item.model_fields_set == {name}
    return path if alone else (*path, name)


def texts(contrat: Contrat) -> Iterator[tuple[Path, Texte]]:
    """Yield every Markdown text of the dossier; standard clauses are not among them."""
    return ((path, value) for path, value in leaves(contrat) if type(value) is Texte)


def fiches(contrat: Contrat) -> Iterator[tuple[Path, FicheAction]]:
    """Yield the fiches with their paths, in the order of the dossier."""
    return ((("fiches", index), fiche) for index, fiche in enumerate(contrat.fiches))


def edition_of(contrat: Contrat) -> Edition | None:
    """Return the edition of the form, None where there is none of this name."""
    return load_edition(contrat.edition) if contrat.edition in editions() else None


@lru_cache(maxsize=4096)
def parsed(text: str) -> Parsed:
    """Return the blocks of a text, read once for all checks."""
    return parse(text)
