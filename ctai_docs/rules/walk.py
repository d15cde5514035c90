"""What many rules ask of a contract: its values, texts and fiches, with their paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ctai_docs.contract.form import Edition, editions, load_edition
from ctai_docs.contract.model import Contrat, FicheAction, Texte, walk
from ctai_docs.contract.model.walk import PlacedLeaf
from ctai_docs.machine.findings import Path
from ctai_docs.machine.markdown import Parsed, parse


def leaves(value: object, path: Path = ()) -> Sequence[PlacedLeaf]:
    """Return every value that was typed, in its order, with its path.

    A dozen rules ask for those of the contract in turn: the last one is walked through once.
    """
    global _walked
    if not isinstance(value, Contrat) or path:
        return walk.leaves(value, path)
    last, found = _walked
    if last is not value:
        found = walk.leaves(value)
        _walked = (value, found)
    return found


_walked: tuple[Contrat | None, Sequence[PlacedLeaf]] = (None, ())


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
