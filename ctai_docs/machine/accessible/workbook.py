"""Checks of a workbook: named sheets, one header row each, no merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ctai_docs.machine.accessible.opening import opened, tree
from ctai_docs.machine.accessible.structure import PICTURE, properties
from ctai_docs.machine.accessible.tables import BLANK, HEADER, MERGED
from ctai_docs.machine.engine.package import Package
from ctai_docs.machine.engine.properties import CORE
from ctai_docs.machine.findings import Finding, Location, Rule, Severity

SHEET = Rule(
    code="ACC-040",
    severity=Severity.AVERTISSEMENT,
    title="Feuille sans nom",
    found="Une feuille s’appelle « {nom} ».",
    rule="Le nom d’une feuille dit ce qu’elle contient.",
    remedy="Renommez-la : double-clic sur son onglet.",
    source="RGAA 4.1, critère 13.3",
    example="# une feuille laissée au nom de « Feuil1 »",
)

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_UNNAMED = re.compile(r"(Feuil|Feuille|Sheet)\s?\d*", re.IGNORECASE)
_TITLES = "_xlnm.Print_Titles"


def look_over(data: bytes, name: str) -> Iterator[Finding]:
    """Yield what keeps people from reading a workbook."""
    package = opened(data, name)
    yield from properties(package.parts.get(CORE), name)
    book = tree(package, package.main)
    titled = {d.get("localSheetId") for d in book.iter(_S + "definedName") if _repeats(d)}
    targets = {rel.id: rel.target for rel in package.rels_of(package.main)}
    for number, sheet in enumerate(book.iter(_S + "sheet")):
        title = sheet.get("name", "")
        where = Location(name, inside=title)
        if _UNNAMED.fullmatch(title):
            yield SHEET.in_file(where, nom=title)
        yield from _sheet(tree(package, targets[_id(sheet)]), where, header=str(number) in titled)
    yield from _pictures(package, name)


def _repeats(defined: etree._Element) -> bool:
    return defined.get("name") == _TITLES and bool(defined.text)


def _id(sheet: etree._Element) -> str:
    """Return the id of the relationship that leads to a sheet. Raise `KeyError` without one."""
    found = [str(v) for k, v in sheet.items() if str(k).endswith("}id")]
    if not found:
        raise KeyError("r:id")
    return found[0]


def _sheet(root: etree._Element, where: Location, *, header: bool) -> Iterator[Finding]:
    """Yield what is wrong in a sheet; one without cells holds charts alone."""
    rows = [row for row in root.iter(_S + "row") if row.find(_S + "c") is not None]
    if rows and not header:
        yield HEADER.in_file(where)
    if root.find(f"{_S}mergeCells") is not None:
        yield MERGED.in_file(where)
    for row in rows:
        for cell in row.iterfind(_S + "c"):
            if not len(cell):
                yield BLANK.in_file(Location(where.file, inside=f"{where.inside}!{cell.get('r')}"))


def _pictures(package: Package, name: str) -> Iterator[Finding]:
    for part in package.parts:
        if part.startswith("xl/drawings/") and part.endswith(".xml"):
            for drawing in tree(package, part).iter(_XDR + "cNvPr"):
                if not drawing.get("descr", "").strip():
                    yield PICTURE.in_file(Location(name, inside=drawing.get("name", "")))
