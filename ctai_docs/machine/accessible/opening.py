"""A .docx or .xlsx opened to be read, whoever made it; comments, charts and macros are allowed."""

from __future__ import annotations

from lxml import etree

from ctai_docs.machine.archives import ArchiveError, Fault, read_archive
from ctai_docs.machine.engine.package import CONTENT_TYPES, Package
from ctai_docs.machine.findings import CtaiError, Location, Rule, Severity

UNREADABLE = Rule(
    code="ACC-000",
    severity=Severity.ERREUR,
    title="Ni Word ni Excel",
    found="Ce fichier n’est pas un document .docx ou .xlsx lisible.",
    rule="L’accessibilité se regarde dans un document Word ou un classeur Excel.",
    remedy="Ouvrez-le dans Word ou Excel, et enregistrez-le dans l’un de ces formats.",
    source="Usage du projet",
    example="# un fichier .doc, .odt ou .pdf",
)
REFUSED = Rule(
    code="ACC-050",
    severity=Severity.ERREUR,
    title="Fichier à ne pas ouvrir",
    found="Ce fichier {pourquoi}.",
    rule="Un document se lit sans mot de passe, et reste dans les limites de ce qu’un bureau "
    "écrit.",
    remedy="Retirez son mot de passe, ou allégez ses images ; s’il vous est inconnu, ne l’ouvrez "
    "pas.",
    source="Usage du projet",
    example="# un document protégé par mot de passe, ou une archive faite pour remplir le disque",
)
_WHY = {
    Fault.ENCRYPTED: "est chiffré",
    Fault.TOO_BIG: "se déploie au-delà des limites ({detail})",
    Fault.TWICE: "contient deux fois l’élément « {detail} »",
    Fault.NAME: "contient un élément au nom interdit, « {detail} »",
}
MAX_TAGS = 4_000_000
"""The most tags in all parts. A contract of a hundred fiches has a million, whose tree takes
five hundred megabytes.
"""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def opened(data: bytes, name: str) -> Package:
    """Return the parts of a file. Raise `CtaiError` where it is neither a .docx nor an .xlsx."""
    try:
        package = Package(read_archive(data))
        if sum(part.count(b"<") for part in package.parts.values()) > MAX_TAGS:
            raise ArchiveError(Fault.TOO_BIG, f"plus de {MAX_TAGS} balises")
        if CONTENT_TYPES in package.parts and package.main in package.parts:
            return package
    except ArchiveError as error:
        if why := _WHY.get(error.fault):
            told = REFUSED.in_file(Location(name), pourquoi=why.format(detail=error.detail))
            raise CtaiError([told]) from None
    except (KeyError, etree.XMLSyntaxError):
        pass
    raise CtaiError([UNREADABLE.in_file(Location(name))])


def tree(package: Package, part: str) -> etree._Element:
    """Return the tree of a part."""
    return read(package.parts[part])


def read(data: bytes) -> etree._Element:
    """Return the XML tree of these bytes; entities and files outside are never resolved."""
    return etree.fromstring(data, _PARSER)
