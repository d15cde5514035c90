"""The settings of a file that say how its pages are shown: even and odd ones alike, or not."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from ctai_docs.machine.engine.definitions import W
from ctai_docs.machine.engine.package import Package

_EVEN = W + "evenAndOddHeaders"
_AFTER = frozenset(
    W + tag
    for tag in (
        *("bookFoldRevPrinting", "bookFoldPrinting", "bookFoldPrintingSheets"),
        *("drawingGridHorizontalSpacing", "drawingGridVerticalSpacing"),
        *("displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery"),
        *("doNotUseMarginsForDrawingGridOrigin", "drawingGridHorizontalOrigin"),
        *("drawingGridVerticalOrigin", "doNotShadeFormData", "noPunctuationKerning"),
        *("characterSpacingControl", "printTwoOnOne", "strictFirstAndLastChars"),
        *("noLineBreaksAfter", "noLineBreaksBefore", "savePreviewPicture"),
        *("doNotValidateAgainstSchema", "saveInvalidXml", "ignoreMixedContent"),
        *("alwaysShowPlaceholderText", "doNotDemarcateInvalidXml", "saveXmlDataOnly"),
        *("useXSLTWhenSaving", "saveThroughXslt", "showXMLTags", "alwaysMergeEmptyNamespace"),
        *("updateFields", "hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars"),
        *("rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
        *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions"),
        *("readModeInkLockDown", "smartTagType", "shapeDefaults", "doNotEmbedSmartTags"),
        *("decimalSymbol", "listSeparator"),
    )
)
"""What the schema puts after the setting."""
NO_SETTINGS = f'<w:settings xmlns:w="{W[1:-1]}"/>'.encode()


def tells_even_apart(package: Package) -> bool:
    """Tell whether even pages of a document have headers and footers of their own."""
    return _tells(package.parts.get(package.related.get("settings", ""), NO_SETTINGS))


@lru_cache(maxsize=16)
def _tells(settings: bytes) -> bool:
    found = etree.fromstring(settings).find(_EVEN)
    return found is not None and found.get(W + "val", "1") in ("1", "true", "on")


@lru_cache(maxsize=16)
def telling_even_apart(settings: bytes) -> bytes:
    """Return the settings, even pages having headers and footers of their own."""
    if _tells(settings):
        return settings
    root = etree.fromstring(settings)
    for off in root.findall(_EVEN):
        root.remove(off)
    place = next((n for n, child in enumerate(root) if _is_after(str(child.tag))), len(root))
    root.insert(place, etree.Element(_EVEN))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_after(tag: str) -> bool:
    return tag in _AFTER or not tag.startswith(W)
