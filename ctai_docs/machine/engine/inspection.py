"""What a template holds that Word could not read once it is rendered, or that no act should bear.

Templates come from Word, and from whatever else writes .docx. What is not as Word writes it is
refused as the template is read, once: rendering and joining take it for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from lxml import etree

from ctai_docs.machine.engine.definitions import PICTURE_BULLET, W, value
from ctai_docs.machine.engine.faults import quoted
from ctai_docs.machine.engine.package import Package, R
from ctai_docs.machine.engine.properties import APP
from ctai_docs.machine.engine.safe import LATE
from ctai_docs.machine.engine.source import part_kinds, part_label
from ctai_docs.machine.findings import Finding, Location, Rule, Severity

REVISIONS = Rule(
    "DOC-013",
    Severity.ERREUR,
    "Modifications suivies",
    "Ce fichier contient des modifications suivies, comme « {text} ».",
    "Les révisions d’un modèle passeraient dans les actes.",
    "Dans Word, acceptez-les (Révision › Accepter › Accepter toutes les modifications).",
    "Langage des modèles, docxtpl",
)
STRUCTURE = Rule(
    "DOC-014",
    Severity.ERREUR,
    "Structure inattendue",
    "Ce fichier n’est pas écrit comme Word l’écrit : {why}.",
    "Ce que Word ne lit pas dans un modèle, il ne le lira pas dans les documents.",
    "Ouvrez-le dans Word et enregistrez-le de nouveau, ou repartez du modèle fourni.",
    "ECMA-376, partie 1",
)
LIBREOFFICE = Rule(
    "DOC-015",
    Severity.AVERTISSEMENT,
    "Modèle enregistré par LibreOffice",
    "LibreOffice a enregistré ce modèle.",
    "Il change les noms des styles et les balises écrites dans les signets, les liens et les "
    "champs ; Word les garde.",
    "Reprenez le modèle d’avant, et modifiez-le dans Word.",
    "Usage du projet",
)
PICTURES = Rule(
    "DOC-016",
    Severity.AVERTISSEMENT,
    "Puces en image",
    "Une liste de ce modèle a une image pour puce.",
    "Joint à un autre document, le modèle y laisse ces images : leur puce devient un signe.",
    "Dans Word, choisissez une puce parmi les symboles (Accueil › Puces).",
    "Usage du projet",
)

_REVISIONS = [
    W + tag
    for tag in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
        *("tblGridChange", "tblPrExChange", "numberingChange"),
    )
]


def inspect(package: Package, template: str) -> list[Finding]:
    """Return why the template is of no use: what the first check that fails has found."""
    file = _File(package, template or "modèle")
    return next(filter(None, ([*dict.fromkeys(check(file))] for check in _CHECKS)), [])


def remarks(package: Package, template: str) -> list[Finding]:
    """Return what a template holds that may not come out as it looks."""
    file = _File(package, template or "modèle")
    numbering = file.related("numbering")
    pictures = numbering is not None and next(numbering.iter(PICTURE_BULLET), None) is not None
    said = {
        LIBREOFFICE: b"<Application>LibreOffice" in package.parts.get(APP, b""),
        PICTURES: pictures,
    }
    return [rule.in_file(Location(file.name)) for rule, is_so in said.items() if is_so]


@dataclass(frozen=True)
class _File:
    """The trees of a template, by part."""

    package: Package
    name: str

    @cached_property
    def stories(self) -> Mapping[str, etree._Element]:
        """Return the trees of the running text, the document first."""
        return {name: self.tree(name) for name, _ in part_kinds(self.package)}

    def tree(self, name: str) -> etree._Element:
        """Return the tree of a part."""
        return etree.fromstring(self.package.parts[name])

    def related(self, kind: str) -> etree._Element | None:
        """Return the tree of the part that the main part relates to as `kind`."""
        name = self.package.related.get(kind)
        return self.tree(name) if name else None

    def within(self, part: str) -> Location:
        """Return the place that is a story."""
        return Location(self.name, inside=part_label(self.package, part))

    def odd(self, why: str, part: str = "") -> Finding:
        """Return the finding for what Word would not write: in a story, or in the whole file."""
        return STRUCTURE.in_file(self.within(part) if part else Location(self.name), why=why)


def _parts(file: _File) -> Iterator[Finding]:
    """Parts that cite each other in a circle could not be copied."""
    parts = ("", *file.package.parts)
    cited = {
        part: [rel.target for rel in file.package.rels_of(part) if not rel.external]
        for part in parts
    }
    try:
        TopologicalSorter(cited).prepare()
    except CycleError as error:
        yield file.odd(f"des éléments se citent en rond ({' → '.join(error.args[1])})")


def _roots(file: _File) -> Iterator[Finding]:
    """The engine knows WordprocessingML by the prefix that Word gives it."""
    for part, tree in file.stories.items():
        if tree.nsmap.get("w") != W[1:-1] or tree.prefix != "w":
            yield file.odd("le préfixe « w » n’y est pas celui de Word", part)
        if LATE in etree.tostring(tree, encoding="unicode"):
            yield file.odd("il contient U+FDD0, qui n’est pas un caractère", part)
    main = file.stories.get(file.package.main)
    if main is None or main.find(W + "body") is None:
        yield file.odd("le document n’a pas de corps")


def _definitions(file: _File) -> Iterator[Finding]:
    """Styles and lists are merged by their ids."""
    styles = file.related("styles")
    if styles is not None and styles.find(W + "style") is None:
        yield file.odd("il n’a aucun style")
    numbering = file.related("numbering")
    if numbering is None:
        return
    abstracts = {e.get(W + "abstractNumId", "") for e in numbering.iterfind(W + "abstractNum")}
    if not all(map(_is_id, abstracts)):
        yield file.odd("une définition de liste n’a pas de numéro")
    for num in numbering.iterfind(W + "num"):
        number = num.get(W + "numId", "")
        if not _is_id(number):
            yield file.odd("une liste n’a pas de numéro")
        elif value(num, "abstractNumId") not in abstracts:
            yield file.odd(f"la liste {number} n’est pas définie")


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _references(file: _File) -> Iterator[Finding]:
    """What a story cites is there: Word refuses the file otherwise."""
    for part, tree in file.stories.items():
        for _, target in dangling(file.package, part, tree):
            yield file.odd(f"il cite un élément absent (« {target} »)", part)


def dangling(
    package: Package, part: str, tree: etree._Element
) -> Iterator[tuple[etree._Element, str]]:
    """Yield the elements of a part that cite a relationship which it has not, with its id."""
    known = {rel.id for rel in package.rels_of(part)}
    for element in tree.iter():
        for name, target in element.items():
            if str(name).startswith(R) and target and target not in known:
                yield element, str(target)


def _notes(file: _File) -> Iterator[Finding]:
    for kind in ("footnote", "endnote"):
        part_of_notes = file.related(f"{kind}s")
        notes = [] if part_of_notes is None else part_of_notes.findall(W + kind)
        known = {note.get(W + "id", "") for note in notes}
        if not all(_is_id(number.removeprefix("-")) for number in known):
            yield file.odd("une note n’a pas de numéro")
        if part_of_notes is not None and not (notes and all(map(len, notes))):
            yield file.odd("une note est vide")
        for part, tree in file.stories.items():
            for sign in tree.iter(f"{W}{kind}Reference"):
                if sign.get(W + "id") not in known:
                    yield file.odd(f"la note {sign.get(W + 'id')} est absente", part)


def _revisions(file: _File) -> Iterator[Finding]:
    for part, tree in file.stories.items():
        for change in tree.iter(*_REVISIONS):
            yield REVISIONS.in_file(file.within(part), text=_near(change))
            return


def _near(element: etree._Element) -> str:
    """Return the text of an element, or of the closest around it that has some."""
    texts = ("".join(map(str, e.itertext())) for e in (element, *element.iterancestors()))
    return quoted(next((text for text in map(str.strip, texts) if text), ""))


_Check = Callable[[_File], Iterator[Finding]]
_CHECKS: tuple[_Check, ...] = (_roots, _parts, _definitions, _references, _notes, _revisions)
