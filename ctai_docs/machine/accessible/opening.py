"""A .docx or .xlsx opened to be read, whoever made it: comments, charts and macros are let be."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from ctai_docs.machine.engine.package import CONTENT_TYPES, Package
from ctai_docs.machine.findings import CtaiError, Location, Rule, Severity

UNREADABLE = Rule(
    "ACC-000",
    Severity.ERREUR,
    "Ni Word ni Excel",
    "Ce fichier n’est pas un document .docx ou .xlsx lisible.",
    "L’accessibilité se regarde dans un document Word ou un classeur Excel.",
    "Ouvrez-le dans Word ou Excel, et enregistrez-le dans l’un de ces formats.",
    "Usage du projet",
    example="# un fichier .doc, .odt ou .pdf",
)
_LARGEST = 200_000_000
"""Bytes of all parts, deflated no more: a contract of a hundred fiches has twenty million."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def opened(data: bytes, name: str) -> Package:
    """Return the parts of the file of this name. Raise `CtaiError` where it is no such file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise zipfile.BadZipFile
            package = Package({e.filename: archive.read(e) for e in archive.infolist()})
        if CONTENT_TYPES in package.parts and package.main in package.parts:
            return package
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        pass
    raise CtaiError([UNREADABLE.in_file(Location(name))])


def tree(package: Package, part: str) -> etree._Element:
    """Return the tree of a part."""
    return read(package.parts[part])


def read(data: bytes) -> etree._Element:
    """Return the tree of these bytes, which nothing outside of them enters."""
    return etree.fromstring(data, _PARSER)
