"""Pictures that enter a document: checked first, then drawn inline with their proportions kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape

from ctai_docs.machine.engine.safe import LATE, safe_xml
from ctai_docs.machine.findings import CtaiError, Location, Rule, Severity
from ctai_docs.machine.word.rasters import MAX_PIXELS, raster_of

EMU_PER_CM = 360_000
MAX_PICTURE = 5_000_000

UNREADABLE = Rule(
    code="IMG-001",
    severity=Severity.ERREUR,
    title="Image illisible",
    found="Ce fichier n'est pas une image PNG ou JPEG lisible.",
    rule="Un logo est une image PNG ou JPEG.",
    remedy="Enregistrez-le dans l'un de ces formats.",
    source="Usage du projet",
    example="# un logo qui est un PDF, ou une image coupée",
)
TOO_LARGE = Rule(
    code="IMG-002",
    severity=Severity.ERREUR,
    title="Image trop grande",
    found="Cette image pèse {taille} Mo{pixels}.",
    rule="Un logo pèse 5 Mo et compte 25 millions de pixels au plus.",
    remedy="Réduisez-la.",
    source="Usage du projet",
    example="# un logo de 6 Mo, ou de 6 000 pixels sur 6 000",
)
TURNED = Rule(
    code="IMG-003",
    severity=Severity.ERREUR,
    title="Image couchée",
    found="Cette image est enregistrée couchée ou en miroir, avec une consigne cachée qui la "
    "redresse.",
    rule="Un logo entre dans un acte sans ses données cachées : date, lieu, appareil, consignes.",
    remedy="Ouvrez-la, redressez-la, et enregistrez-la de nouveau.",
    source="Exif 2.32, 4.6.4",
    example="# une photographie prise en tenant le téléphone debout",
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture; `name` is made of its bytes, so that equal pictures are stored once."""

    name: str
    data: bytes
    width: int
    height: int


def read_picture(data: bytes, file: str) -> Picture:
    """Return the picture, bare of hidden data. Raise `CtaiError` where it is not fit for an act."""
    found = raster_of(data[: MAX_PICTURE + 1])
    if len(data) > MAX_PICTURE or (found and found.width * found.height > MAX_PIXELS):
        heavy = len(data) > MAX_PICTURE  # and maybe cut there by who read it
        weight = "plus de 5" if heavy else f"{len(data) / 1e6:.1f}".replace(".", ",")
        pixels = f" pour {found.width} × {found.height} pixels" if found else ""
        raise CtaiError([TOO_LARGE.in_file(Location(file), taille=weight, pixels=pixels)])
    if found is None or found.turned:
        raise CtaiError([(TURNED if found else UNREADABLE).in_file(Location(file))])
    name = f"{hashlib.sha256(found.data).hexdigest()[:16]}.{found.kind}"
    return Picture(name, found.data, found.width, found.height)


def drawing(picture: Picture, alt: str, width_cm: float, height_cm: float) -> str:
    """Return the run that draws the picture within these bounds, its proportions kept."""
    scale = min(width_cm / picture.width, height_cm / picture.height)
    cx = round(picture.width * scale * EMU_PER_CM)
    cy = round(picture.height * scale * EMU_PER_CM)
    alt = escape(alt)
    return safe_xml(
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{LATE}dessin" name="Image" descr="{alt}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="0" name="{picture.name}" descr="{alt}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{LATE}image:{picture.name}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
