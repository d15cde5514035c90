"""Structure for assistive technology: headings, language, title, names of pictures and answers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ctai_docs.machine.accessible.opening import read
from ctai_docs.machine.accessible.word import WP, Word
from ctai_docs.machine.engine.definitions import W, value
from ctai_docs.machine.engine.properties import CORE
from ctai_docs.machine.findings import Finding, Location, Rule, Severity

HEADINGS = Rule(
    code="ACC-001",
    severity=Severity.ERREUR,
    title="Niveau de titre sauté",
    found="Ce titre est de niveau {niveau}, après un titre de niveau {avant}.",
    rule="Les titres se suivent sans saut de niveau : on parcourt un document par eux.",
    remedy="Donnez-lui le style « Titre {attendu} », ou ajoutez le titre qui manque.",
    source="RGAA 4.1, critère 9.1",
    example="# un Titre 3 juste après un Titre 1",
)
EMPTY = Rule(
    code="ACC-002",
    severity=Severity.AVERTISSEMENT,
    title="Paragraphe vide",
    found="Un paragraphe vide tient lieu d’espace.",
    rule="Un lecteur d’écran annonce chaque ligne vide.",
    remedy="Supprimez-le, et donnez l’espace au style (Paragraphe, Espacement).",
    source="RGAA 4.1, critère 10.1",
    example="# deux retours à la ligne de suite",
)
LANGUAGE = Rule(
    code="ACC-003",
    severity=Severity.ERREUR,
    title="Langue du document",
    found="La langue du document est {langue}.",
    rule="Un document dit qu’il est en français : une voix de synthèse le prononce alors.",
    remedy="Choisissez « Français (France) » (Révision, Langue, pour tout le document).",
    source="RGAA 4.1, critère 8.3",
    example="# un document dont la langue par défaut est en-US",
)
PROPERTIES = Rule(
    code="ACC-004",
    severity=Severity.ERREUR,
    title="Propriété absente",
    found="Le document n’a pas {propriete}.",
    rule="Le titre s’affiche en tête de la fenêtre, et se lit avant tout le reste.",
    remedy="Écrivez-le dans Fichier, Informations.",
    source="RGAA 4.1, critère 8.5",
    example="# un document sans titre dans ses propriétés",
)
PICTURE = Rule(
    code="ACC-005",
    severity=Severity.ERREUR,
    title="Image sans texte de remplacement",
    found="Une image ou un graphique n’a pas de texte de remplacement.",
    rule="Ce qu’une image montre se lit aussi, sauf si elle est décorative.",
    remedy="Ajoutez-le : clic droit sur l’image, « Modifier le texte de remplacement ».",
    source="RGAA 4.1, critère 1.1",
    example="# un logo inséré sans texte de remplacement",
)
CONTROL = Rule(
    code="ACC-006",
    severity=Severity.ERREUR,
    title="Zone à remplir sans titre",
    found="Une zone à remplir n’a pas de titre.",
    rule="Qui ne voit pas la page sait ainsi ce qui est demandé.",
    remedy="Donnez-le : onglet Développeur, Propriétés, Titre.",
    source="RGAA 4.1, critère 11.1",
    example="# un contrôle de contenu ajouté sans titre",
)

_DC = "{http://purl.org/dc/elements/1.1/}"
_NAMES = {"title": "de titre", "creator": "d’auteur"}
_SHOWN = tuple(
    W + tag
    for tag in (
        *("drawing", "pict", "object", "sym", "fldChar", "fldSimple"),
        *("t", "delText", "sectPr"),
    )
)
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def check_headings(file: Word) -> Iterator[Finding]:
    """Yield the headings that stand more than one level under the one before."""
    before = 0
    for paragraph in file.body.iter(W + "p"):
        level = file.heading_level(paragraph)
        if level > before + 1:
            yield file.at(HEADINGS, paragraph, niveau=level, avant=before, attendu=before + 1)
        before = level or before


def check_empty_paragraphs(file: Word) -> Iterator[Finding]:
    """Yield the paragraphs of the body that show nothing, outside of tables.

    One that ends a section is needed there; so is one between two tables, which Word would merge.
    """
    for paragraph in file.body.iterfind(f"{W}body/{W}p"):
        if next(paragraph.iter(*_SHOWN), None) is None and not _parts_tables(paragraph):
            yield file.at(EMPTY, paragraph)


def _parts_tables(paragraph: etree._Element) -> bool:
    around = (paragraph.getprevious(), paragraph.getnext())
    return all(other is not None and other.tag == W + "tbl" for other in around)


def check_language(file: Word) -> Iterator[Finding]:
    """Yield the default language, where it is not French."""
    path = f"docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    language = "" if file.styles_root is None else value(file.styles_root, path)
    if not language.startswith("fr"):
        shown = f"« {language} »" if language else "inconnue"
        yield LANGUAGE.in_file(Location(file.name), langue=shown)


def check_properties(file: Word) -> Iterator[Finding]:
    """Yield the properties that are missing: the title, the author."""
    yield from properties(file.package.parts.get(CORE), file.name)


def properties(core: bytes | None, name: str) -> Iterator[Finding]:
    """Yield the core properties that a file, Word or Excel, lacks."""
    root = None if core is None else read(core)
    for tag, missing in _NAMES.items():
        if root is None or not (root.findtext(_DC + tag) or "").strip():
            yield PROPERTIES.in_file(Location(name), propriete=missing)


def check_pictures(file: Word) -> Iterator[Finding]:
    """Yield the pictures and charts without alternative text."""
    for part, drawing in file.each(WP + "docPr"):
        decorative = next(drawing.iter(_DECORATIVE), None) is not None
        if not decorative and not drawing.get("descr", "").strip():
            yield file.at(PICTURE, drawing, part)


def check_controls(file: Word) -> Iterator[Finding]:
    """Yield the content controls without a title; a part of Word's gallery has its own."""
    for part, control in file.each(W + "sdt"):
        gallery = control.find(f"{W}sdtPr/{W}docPartObj")
        if gallery is None and not value(control, f"sdtPr/{W}alias").strip():
            yield file.at(CONTROL, control, part)


CHECKS = (
    check_headings,
    check_empty_paragraphs,
    check_language,
    check_properties,
    check_pictures,
    check_controls,
)
