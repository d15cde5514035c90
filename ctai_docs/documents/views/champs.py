"""Which fields of a fiche a template prints: those it reads, and those that views read for it.

A field that a template prints by its own name (`fiche.territoire`, `operateur.nom` in a loop over
`fiche.porteurs`) is not listed here. `SHOWN` lists the others: the part of the context on the left
is made from the fields on the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ctai_docs.contract.form.champs import AMOUNTS, LINES
from ctai_docs.machine.engine.placeholders import Placeholder

FICHE = "fiche."
_OPERATORS = ("porteurs.nom", "porteurs.court")

SHOWN: dict[str, tuple[str, ...]] = {
    "document.bandeau": _OPERATORS,
    "porteur": _OPERATORS,
    "fiche.porteur": _OPERATORS,
    "periode": ("debut", "fin"),
    "territoire": ("territoire",),
    "formulaire.thematiques": ("thematiques",),
    "formulaire.portage": ("portage",),
    "formulaire.selection": ("selection",),
    "formulaire.partenaires": ("partenaires",),
    "formulaire.budget": (LINES,),
    "formulaire.depenses": ("budget.depenses",),
    "formulaire.cout": (
        "budget.depenses",
        "budget.subvention_p104",
        "budget.reserve",
        "budget.autres_financeurs.propres",
        "budget.cout_total",
        AMOUNTS,
    ),
    "fiche.budget.cout": ("budget.depenses", "budget.cout_total", AMOUNTS),
    "fiche.budget.financements": (AMOUNTS,),
    "formulaire.propres.lignes": ("indicateurs.propres",),
    "formulaire.propres.commentaires": ("indicateurs.commentaires",),
    "formulaire.beneficiaires": ("indicateurs.beneficiaires",),
    "formulaire.acteurs": ("indicateurs.acteurs",),
    "formulaire.blocs": ("indicateurs.blocs",),
}
"""The fields of a fiche behind each part of the context. `tests/documents/test_rewritten.py`
changes each field and looks at which documents change: one missing here, or one too many, fails."""


def printed_fields(placeholders: Iterable[Placeholder]) -> tuple[str, ...]:
    """Return the patterns of the fields that a template prints, as `contract.form.champs` does."""
    paths = {placeholder.path for placeholder in placeholders if placeholder.printed}
    return tuple(sorted({field for path in paths for field in _fields(path)}))


def _fields(path: str) -> Iterator[str]:
    """Yield the fields that one reading of the context prints."""
    made = [part for part in SHOWN if path == part or path.startswith((f"{part}.", f"{part}["))]
    for part in made:
        yield from SHOWN[part]
    if path.startswith(FICHE) and not made:
        yield path.removeprefix(FICHE).replace("[]", "")
