"""Walk the whole contract: every value that was typed, with its path.

Generic: a field added to the model is walked at once. Where a lone scalar stands for an object
(`porteurs: [CLLAJ]`), the path is that of the scalar, as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ctai_docs.findings import Path
from ctai_docs.form import Edition, editions, load_edition
from ctai_docs.markdown import Parsed, parse
from ctai_docs.model import Contrat, FicheAction, Modele, Texte

Place = tuple[Path, object]
"""A value that is no mapping and no list, and its path in the model."""


def leaves(value: object, path: Path = ()) -> Iterator[Place]:
    """Yield every value of the model that was typed, in its order; what is None is left out."""
    if isinstance(value, Modele):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), field(value, path, name))
        for name, extra in (value.__pydantic_extra__ or {}).items():
            yield from leaves(extra, (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif value is not None:
        yield path, value


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
