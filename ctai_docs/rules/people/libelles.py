"""Own indicators that repeat a row of the form: the words of both labels are compared."""

from __future__ import annotations

import re
from functools import cache

from ctai_docs.contract.form import editions, load_edition
from ctai_docs.contract.model import Contrat
from ctai_docs.machine.french import unaccented

Row = tuple[str, str]
"""A row of the form: its table (`beneficiaires`, or the key of a block) and its key."""

_SMALL = {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou"}
_START = re.compile(r"nombre (total )?")
_PARENTHESES = re.compile(r"\([^)]*\)")

TOTAL: Row = ("beneficiaires", "total")
USUAL: dict[str, Row] = {
    "étrangers éligibles": TOTAL,
    "étrangers éligibles bénéficiaires": TOTAL,
    "étrangers primo-arrivants": TOTAL,
    "primo-arrivants": TOTAL,
    "bénéficiaires": TOTAL,
    "bénéficiaires de l'action": TOTAL,
    "participants assidus": ("francais", "assidus"),
    "participants ayant progressé": ("francais", "progres"),
}
"""Usual names of some rows in fiches, beside their labels."""

USUAL_HOURS = ("heures", "heures de formation", "heures de formation dispensées")
HOURS = "heures"
"""The key of the row that counts hours, in whichever block."""


def bare(label: str) -> str:
    """Return the words of a label without « Nombre de », small words, accents and plurals."""
    words = re.findall(r"\w+", unaccented(label).lower())
    kept = [w.rstrip("s") if len(w) > 3 else w for w in words if w not in _SMALL]
    return _START.sub("", " ".join(kept), count=1)


def same_rows(contrat: Contrat, label: str) -> frozenset[Row]:
    """Return the rows of the form that say the same as this label."""
    return _rows(contrat.edition).get(bare(label), frozenset())


def row_label(contrat: Contrat, row: Row) -> str:
    """Return the short label of a row."""
    return _names(contrat.edition).get(row, ("", row[1]))[1]


@cache
def _rows(edition: str) -> dict[str, frozenset[Row]]:
    """Return the rows by the bare words of each of their names."""
    names = list(USUAL.items())
    for row, labels in _names(edition).items():
        names += [(_PARENTHESES.sub("", label), row) for label in labels]
        names += [(usual, row) for usual in USUAL_HOURS if row[1] == HOURS]
    found: dict[str, frozenset[Row]] = {}
    for name, row in names:
        found[bare(name)] = found.get(bare(name), frozenset()) | {row}
    return found


@cache
def _names(edition: str) -> dict[Row, tuple[str, str]]:
    """Return the label and the short title of each row."""
    if edition not in editions():
        return {}
    form = load_edition(edition)
    tables = [("beneficiaires", form.beneficiaires), ("acteurs", form.acteurs)]
    tables += [(block.cle, block.lignes) for block in form.blocs]
    return {(table, row.cle): (row.libelle, row.court) for table, rows in tables for row in rows}
