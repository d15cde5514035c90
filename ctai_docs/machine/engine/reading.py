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
from ctai_docs.machine.engine.charts import is_chart_data
from ctai_docs.machine.engine.package import CONTENT_TYPES, ROOT_RELS, WORD_TYPES, Package
from ctai_docs.machine.findings import CtaiError, Location, Rule, Severity


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
    "Un modèle se suffit à lui-même : seuls les liens hypertextes mènent au dehors.",
    "Dans Word, rompez la liaison, ou détachez le modèle (Développeur › Modèle de document).",
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
RULES = (
    *(NOT_WORD, ENCRYPTED, TOO_BIG, TWICE, BAD_NAME, MISSING),
    *(MACROS, DOCTYPE, OUTSIDE, BAD_XML, COMMENTS),
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
_FORBIDDEN_KINDS = frozenset(
    (
        *("attachedTemplate", "oleObject", "package", "aFChunk", "subDocument", "frame"),
        *("mailMergeSource", "mailMergeHeaderSource", "recipientData"),
        *("control", "activeXControlBinary", "vbaProject"),
    )
)
_MACRO_NAMES = re.compile(r"(?i)(^|/)(vba(project|data)|activex\d*)\.(bin|xml)$")
_MACRO_TYPES = re.compile(r"(?i)macroEnabled|vbaProject|activeX")


def read_package(data: bytes, name: str = "") -> Package:
    """Return the package that `data` holds, or raise `CtaiError` with the first trouble in it."""
    reader = _Reader(Location(name or "document.docx"))
    return reader.read(data, name)


@dataclass(frozen=True, slots=True)
class _Reader:
    where: Location

    def refuse(self, rule: Rule, **values: object) -> NoReturn:
        raise CtaiError([rule.in_file(self.where, (), **values)])

    def read(self, data: bytes, name: str) -> Package:
        package = Package(MappingProxyType(self.parts(data)), name)
        self.check_skeleton(package)
        for part, content in package.parts.items():
            self.check_part(package, part, content)
        for part in ("", *package.parts):
            self.check_relations(package, part)
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
        if part.endswith((".xml", ".rels", ".vml")) or kind.endswith("xml"):
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
            outside = rel.external and rel.kind != "hyperlink"
            if rel.kind == "vbaProject":
                self.refuse(MACROS, part=rel.target)
            forbidden = rel.kind in _FORBIDDEN_KINDS and not is_chart_data(package, part, rel)
            if outside or forbidden:
                self.refuse(OUTSIDE, part=part or ROOT_RELS, kind=rel.kind, target=rel.target)
            if not rel.external and rel.target not in package.parts:
                self.refuse(MISSING, part=rel.target)
