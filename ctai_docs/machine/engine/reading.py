"""A .docx read without trust: refused is what a template has no need of, macros, external content,
document types, archives that would fill the disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import NoReturn

from lxml import etree

from ctai_docs.machine.archives import (
    MAX_BYTES,
    MAX_ENTRIES,
    ArchiveError,
    Fault,
    read_archive,
)
from ctai_docs.machine.engine.outside import found_outside, without_ballast
from ctai_docs.machine.engine.package import CONTENT_TYPES, ROOT_RELS, WORD_TYPES, Package
from ctai_docs.machine.findings import CtaiError, Location, Rule, Severity

MOST_MARKUP, MOST_RENDERED = 60_000, 3_000_000
"""Tags, and attributes, of all XML parts together, in a template and in a rendered document. The
largest of our templates has 8,300; each takes some hundred bytes, and 20 µs until it is compiled.
"""
MOST_BRACES = 8_000
"""Opening braces in a template: Jinja takes ten times as long for a tag as a parser of XML."""


def _rule(code: str, title: str, found: str, rule: str, remedy: str) -> Rule:
    return Rule(code, Severity.ERREUR, title, found, rule, remedy, "ECMA-376, partie 2")


NOT_WORD = _rule(
    "DOC-001",
    "Fichier illisible",
    "Ce fichier n’est pas un document Word .docx lisible ({why}).",
    "Un modèle est un fichier .docx, format par défaut de Word depuis 2007.",
    "Ouvrez-le dans Word et enregistrez-le au format « Document Word (*.docx) ».",
)
ENCRYPTED = _rule(
    "DOC-002",
    "Fichier protégé par mot de passe",
    "Ce fichier est chiffré.",
    "Un modèle se lit sans mot de passe.",
    "Dans Word, retirez le mot de passe (Fichier › Informations › Protéger le document).",
)
TOO_BIG = _rule(
    "DOC-003",
    "Fichier démesuré",
    "Ce fichier se déploie au-delà des limites ({why}).",
    "Un modèle tient en {entries} éléments et {megabytes} Mo une fois décompressé.",
    "Allégez ses images, ou repartez du modèle fourni.",
)
TWICE = _rule(
    "DOC-004",
    "Élément en double",
    "L’archive contient deux fois l’élément « {part} ».",
    "Chaque élément d’un .docx y figure une seule fois.",
    "Ouvrez le fichier dans Word et enregistrez-le de nouveau.",
)
BAD_NAME = _rule(
    "DOC-005",
    "Nom d’élément dangereux",
    "L’archive contient un élément au nom interdit : « {part} ».",
    "Les éléments d’un .docx ont des noms relatifs, sans « .. » ni barre oblique inverse.",
    "N’utilisez pas ce fichier ; repartez d’un modèle dont vous connaissez l’origine.",
)
MISSING = _rule(
    "DOC-006",
    "Élément manquant",
    "Il manque à ce fichier l’élément « {part} ».",
    "Un .docx contient ses types, ses relations, son document principal et tout ce qu’ils citent.",
    "Ouvrez le fichier dans Word et enregistrez-le au format .docx, et non « strict ».",
)
MACROS = _rule(
    "DOC-007",
    "Macros",
    "Ce fichier contient des macros ou des contrôles ActiveX (« {part} »).",
    "Un modèle ne contient aucun programme.",
    "Dans Word, enregistrez-le au format « Document Word (*.docx) », sans macros.",
)
DOCTYPE = _rule(
    "DOC-008",
    "Type de document ou entités",
    "L’élément « {part} » déclare un type de document ou des entités.",
    "Word n’en écrit jamais ; ils peuvent lire d’autres fichiers ou épuiser la mémoire.",
    "N’utilisez pas ce fichier ; repartez d’un modèle dont vous connaissez l’origine.",
)
OUTSIDE = _rule(
    "DOC-009",
    "Contenu lié ou incorporé",
    "L’élément « {part} » fait appel à un contenu lié ou incorporé ({kind} : « {target} »).",
    "Un modèle se suffit à lui-même : seuls mènent au dehors les liens « https », « http », "
    "« mailto » et « tel » ; ses champs ne montrent que ce que le fichier contient.",
    "Dans Word, rompez la liaison, retirez le champ, ou corrigez l’adresse du lien.",
)
BAD_XML = _rule(
    "DOC-010",
    "XML invalide",
    "L’élément « {part} » n’est pas du XML valide ({why}).",
    "Les éléments d’un .docx sont écrits en XML, codé en UTF-8.",
    "Ouvrez le fichier dans Word et enregistrez-le de nouveau.",
)
COMMENTS = _rule(
    "DOC-011",
    "Commentaires",
    "Ce fichier contient des commentaires (« {part} »).",
    "Les commentaires d’un modèle passeraient dans les actes.",
    "Dans Word, supprimez-les (Révision › Supprimer › Supprimer tous les commentaires).",
)
_ARCHIVES = {
    Fault.OLD: (NOT_WORD, "ancien format .doc"),
    Fault.ENCRYPTED: (ENCRYPTED, ""),
    Fault.TOO_BIG: (TOO_BIG, ""),
    Fault.TWICE: (TWICE, ""),
    Fault.NAME: (BAD_NAME, ""),
    Fault.METHOD: (NOT_WORD, "compression inconnue"),
}
"""The rule that each fault of an archive breaks, and in what words where it has its own."""
_MACRO_NAMES = re.compile(r"(?i)(^|/)(vba(project|data)|activex\d*)\.(bin|xml)$")
_MACRO_TYPES = re.compile(r"(?i)macroEnabled|vbaProject|activeX")


def read_package(data: bytes, name: str = "", most: int = MOST_MARKUP) -> Package:
    """Return the package that `data` holds, or raise `CtaiError` with the first trouble in it.

    `most` bounds its elements and its attributes: a rendered document has more than a template.
    """
    reader = _Reader(Location(name or "document.docx"), most)
    return reader.read(data, name)


@dataclass(frozen=True, slots=True)
class _Reader:
    where: Location
    most: int

    def refuse(self, rule: Rule, **values: object) -> NoReturn:
        raise CtaiError([rule.in_file(self.where, (), **values)])

    def read(self, data: bytes, name: str) -> Package:
        package = Package(MappingProxyType(self.parts(data)), name)
        self.check_skeleton(package)
        self.check_markup(package)
        for part, content in package.parts.items():
            self.check_part(package, part, content)
        package = without_ballast(package)
        for part in ("", *package.parts):
            self.check_relations(package, part)
        for out in found_outside(package):
            kind, target = out.kind, _shown(out.target)
            self.refuse(OUTSIDE, part=out.part or ROOT_RELS, kind=kind, target=target)
        return package

    def parts(self, data: bytes) -> dict[str, bytes]:
        try:
            entries = read_archive(data)
        except ArchiveError as error:
            self.refuse_archive(error)
        return {name: content.removeprefix(b"\xef\xbb\xbf") for name, content in entries.items()}

    def refuse_archive(self, error: ArchiveError) -> NoReturn:
        limits = {"entries": MAX_ENTRIES, "megabytes": MAX_BYTES // 2**20}
        rule, why = _ARCHIVES.get(error.fault, (NOT_WORD, error.detail))
        self.refuse(rule, part=error.detail, why=why or error.detail, **limits)

    def check_markup(self, package: Package) -> None:
        """Refuse more elements or attributes than a template has, before a parser sees them."""
        parts = [data for part, data in package.parts.items() if _is_markup(package, part)]
        tags = sum(data.count(b"<") for data in parts)
        attributes = sum(data.count(b"=") for data in parts)
        braces = sum(data.count(b"{") for data in parts) if self.most == MOST_MARKUP else 0
        if max(tags, attributes) > self.most or braces > MOST_BRACES:
            limits = {"entries": MAX_ENTRIES, "megabytes": MAX_BYTES // 2**20}
            self.refuse(TOO_BIG, why=f"{max(tags, attributes)} balises XML", **limits)

    def check_skeleton(self, package: Package) -> None:
        for part in (CONTENT_TYPES, ROOT_RELS):
            if part not in package.parts:
                self.refuse(MISSING, part=part)
            self.check_xml(part, package.parts[part])
        if package.main not in package.parts:
            self.refuse(MISSING, part=package.main or "word/document.xml")
        kind = package.types.of(package.main)
        if _MACRO_TYPES.search(kind):
            self.refuse(MACROS, part=package.main)
        if not kind.startswith(WORD_TYPES):
            self.refuse(NOT_WORD, why=f"type « {kind} »")

    def check_part(self, package: Package, part: str, content: bytes) -> None:
        kind = package.types.of(part)
        if _MACRO_NAMES.search(part) or _MACRO_TYPES.search(kind):
            self.refuse(MACROS, part=part)
        if _is_markup(package, part):
            self.check_xml(part, content)
        commented = kind == WORD_TYPES + "comments+xml" and b"<w:comment " in content
        if commented or b"<w:commentReference" in content:
            self.refuse(COMMENTS, part=part)

    def check_xml(self, part: str, content: bytes) -> None:
        """Refuse what is not well-formed UTF-8, and any document type, before a parser sees it."""
        encoding = re.match(rb"<\?xml[^>]*?encoding=[\"']([^\"']+)", content)
        named = encoding[1].lower() if encoding else b"utf-8"
        if b"\0" in content or named not in (b"utf-8", b"us-ascii"):
            self.refuse(BAD_XML, part=part, why="codage autre que UTF-8")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            self.refuse(DOCTYPE, part=part)
        try:
            etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            self.refuse(BAD_XML, part=part, why=error.msg)

    def check_relations(self, package: Package, part: str) -> None:
        for rel in package.rels_of(part):
            if rel.kind in ("vbaProject", "wordVbaData"):
                self.refuse(MACROS, part=rel.target)
            if not rel.external and rel.target not in package.parts:
                self.refuse(MISSING, part=rel.target)


def _is_markup(package: Package, part: str) -> bool:
    """Tell whether a part is read as XML."""
    name = part.endswith((".xml", ".rels", ".vml", ".svg"))
    return name or package.types.of(part).endswith("xml")


def _shown(target: str) -> str:
    """Return an address as a message quotes it: no line of it, nor more than a line."""
    return re.sub(r"[^\x20-\uffff]", "?", target)[:120]
