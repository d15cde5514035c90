"""Tables of data: read cell by cell, each with the header above it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ctai_docs.machine.accessible.word import Word
from ctai_docs.machine.engine.definitions import W, value
from ctai_docs.machine.findings import Finding, Rule, Severity

HEADER = Rule(
    code="ACC-010",
    severity=Severity.ERREUR,
    title="Tableau sans ligne d’en-tête",
    found="Ce tableau n’a pas de ligne d’en-tête.",
    rule="Les en-têtes d’un tableau de données sont déclarés : ils se lisent avec chaque cellule.",
    remedy="Cochez « Répéter en haut de chaque page en tant que ligne d’en-tête » (Tableau, "
    "Propriétés).",
    source="RGAA 4.1, critère 5.6",
    example="# un tableau inséré sans répéter sa ligne d’en-tête",
)
MERGED = Rule(
    code="ACC-011",
    severity=Severity.ERREUR,
    title="Cellules fusionnées",
    found="Ce tableau a des cellules fusionnées.",
    rule="Dans un tableau de données, chaque cellule a sa ligne et sa colonne.",
    remedy="Fractionnez-les, et répétez ce qu’elles disent.",
    source="RGAA 4.1, critère 5.8",
    example="# une cellule sur deux colonnes dans un tableau de données",
)
BLANK = Rule(
    code="ACC-012",
    severity=Severity.ERREUR,
    title="Cellule vide",
    found="Ce tableau a une cellule vide.",
    rule="Une cellule vide laisse croire qu’il manque quelque chose.",
    remedy="Écrivez « sans objet », « 0 » ou un tiret.",
    source="RGAA 4.1, critère 5.8",
    example="# une case laissée vide dans un tableau de données",
)

_SHOWN = tuple(W + tag for tag in ("drawing", "pict", "object", "sym", "fldChar", "fldSimple"))


def check_headers(file: Word) -> Iterator[Finding]:
    """Yield the tables of data whose first row is not marked as a header."""
    for part, table in _data(file):
        row = table.find(W + "tr")
        if row is None or row.find(f"{W}trPr/{W}tblHeader") is None:
            yield file.at(HEADER, table, part)


def check_merged(file: Word) -> Iterator[Finding]:
    """Yield the tables of data with cells over several rows or columns, each once."""
    for part, table in _data(file):
        spans = (int(e.get(W + "val", 1)) for e in table.iter(W + "gridSpan"))
        if table.find(f".//{W}vMerge") is not None or any(span > 1 for span in spans):
            yield file.at(MERGED, table, part)


def check_blank(file: Word) -> Iterator[Finding]:
    """Yield the cells of tables of data that show nothing."""
    for part, table in _data(file):
        for cell in table.iter(W + "tc"):
            text = "".join(t.text or "" for t in cell.iter(W + "t"))
            continued = value(cell, f"tcPr/{W}vMerge") == "continue"
            if not (text.strip() or continued or next(cell.iter(*_SHOWN), None) is not None):
                yield file.at(BLANK, cell, part)


def _data(file: Word) -> Iterator[tuple[str, etree._Element]]:
    return ((part, table) for part, table in file.each(W + "tbl") if file.is_data(table))


CHECKS = (check_headers, check_merged, check_blank)
