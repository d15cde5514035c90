"""Small documents built in memory: a template of a few parts, rendered as it stands."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.late import defer
from ctai_docs.machine.engine.package import (
    CONTENT_TYPES,
    OFFICE_RELS,
    ROOT_RELS,
    WORD_TYPES,
    ContentTypes,
    Package,
    Relationship,
    rels_name,
    rels_xml,
)

R_NS = OFFICE_RELS.rstrip("/")
W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
XMLNS = f'xmlns:w="{W_NS}" xmlns:r="{R_NS}" xmlns:wp="{WP_NS}"'
A4 = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
    'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
)
LANDSCAPE = A4.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')
STYLES = f"""<w:styles {XMLNS}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/>
<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titre3"><w:name w:val="heading 3"/>
<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Number"/>
<w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListeFille"><w:name w:val="List Number Child"/>
<w:basedOn w:val="Liste"/></w:style>
<w:style w:type="character" w:styleId="Appel"><w:name w:val="footnote reference"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {XMLNS}><w:abstractNum w:abstractNumId="0"><w:nsid w:val="00000001"/>
<w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:pStyle w:val="Liste"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
SETTINGS = f'<w:settings {XMLNS}><w:defaultTabStop w:val="708"/></w:settings>'
NOTES = """<w:{kind}s {xmlns}><w:{kind} w:type="separator" w:id="-1">
<w:p><w:r><w:separator/></w:r></w:p>
</w:{kind}><w:{kind} w:type="continuationSeparator" w:id="0">
<w:p><w:r><w:continuationSeparator/></w:r>
</w:p></w:{kind}>{inner}</w:{kind}s>"""


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def section(inner: str = "", page: str = A4) -> str:
    """Return section properties: references first, then the page."""
    return f"<w:sectPr>{inner}{page}</w:sectPr>"


def shows(part: str, rel: str, kind: str = "default") -> str:
    """Return the reference of a section to a header or footer."""
    return f'<w:{part}Reference r:id="{rel}" w:type="{kind}"/>'


def document(*content: str, last: str | None = None, xmlns: str = "") -> str:
    """Return a main part."""
    last = section() if last is None else last
    return f"<w:document {XMLNS} {xmlns}><w:body>{''.join(content)}{last}</w:body></w:document>"


def story(part: str, text: str) -> str:
    """Return a header or footer."""
    tag = {"header": "hdr", "footer": "ftr"}[part]
    return f"<w:{tag} {XMLNS}>{paragraph(text)}</w:{tag}>"


def footnotes(*texts: str) -> str:
    """Return a part of footnotes, numbered from 1."""
    inner = "".join(
        f'<w:footnote w:id="{n}">{paragraph(text)}</w:footnote>' for n, text in enumerate(texts, 1)
    )
    return NOTES.format(kind="footnote", xmlns=XMLNS, inner=inner)


def note_sign(number: int) -> str:
    """Return a paragraph that ends with the call of a footnote."""
    return (
        '<w:p><w:r><w:t>Voir</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Appel"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r></w:p>'
    )


def bookmark(name: str, number: str = "0") -> str:
    """Return a paragraph with a bookmark around it."""
    return (
        f'<w:p><w:bookmarkStart w:id="{number}" w:name="{name}"/><w:r><w:t>{name}</w:t></w:r>'
        f'<w:bookmarkEnd w:id="{number}"/></w:p>'
    )


def control(text: str, number: str = "1") -> str:
    """Return a content control with one paragraph."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="Champ"/><w:tag w:val="champ"/><w:id w:val="{number}"/>'
        f"</w:sdtPr><w:sdtContent>{paragraph(text)}</w:sdtContent></w:sdt>"
    )


def table(*rows: str, header: bool = True) -> str:
    """Return a table; each row is its cells' texts around `|`."""
    lines = []
    for number, row in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if header and number == 0 else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{paragraph(text)}</w:tc>'
            for text in row.split("|")
        )
        lines.append(f"<w:tr>{mark}{cells}</w:tr>")
    grid = '<w:gridCol w:w="3000"/>' * len(rows[0].split("|"))
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def picture(rel: str, number: str = "\ufdd0dessin") -> str:
    """Return a paragraph with a picture."""
    return (
        '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        '<wp:extent cx="360000" cy="360000"/>'
        f'<wp:docPr id="{number}" name="Image" descr="Un carré"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:nvPicPr><pic:cNvPr id="0" name="Image"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch>'
        "</pic:blipFill>"
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def png(grey: int = 128) -> bytes:
    """Return a picture of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    size = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes([0, grey]))
    chunks = chunk(b"IHDR", size) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


@dataclass
class Template:
    """Stands for `engine.template.Template`, of which the assembly knows the package only."""

    package: Package


@dataclass
class Rendered:
    """Stands for `engine.template.Rendered`."""

    template: Template
    parts: dict[str, bytes]


@dataclass
class Draft:
    """A template in the making: the main part, and the parts it relates to."""

    main: str = field(default_factory=lambda: document(paragraph("Bonjour")))
    styles: str | None = STYLES
    numbering: str | None = NUMBERING
    related: dict[str, tuple[str, str | bytes]] = field(default_factory=dict)
    """Relationship id: (name of the part, content)."""
    links: dict[str, str] = field(default_factory=dict)
    """Relationship id: address."""
    extra: dict[str, bytes] = field(default_factory=dict)

    def parts(self) -> dict[str, bytes]:
        """Return the parts of the package."""
        fixed = {"rStyles": self.styles, "rNumbering": self.numbering, "rSettings": SETTINGS}
        names = {rel: f"{rel[1:].lower()}.xml" for rel in fixed}
        cited = {rel: (names[rel], xml) for rel, xml in fixed.items() if xml} | self.related
        parts = {f"word/{name}": _bytes(data) for name, data in cited.values()}
        parts["word/document.xml"] = self.main.encode()
        rels = [
            Relationship(rel, OFFICE_RELS + _kind(name), f"word/{name}")
            for rel, (name, _) in cited.items()
        ]
        rels += [
            Relationship(rel, OFFICE_RELS + "hyperlink", address, True)
            for rel, address in self.links.items()
        ]
        parts[rels_name("word/document.xml")] = rels_xml("word/document.xml", rels)
        root = [Relationship("rId1", OFFICE_RELS + "officeDocument", "word/document.xml")]
        parts[ROOT_RELS] = rels_xml("", root)
        parts[CONTENT_TYPES] = content_types(parts).to_xml()
        return parts | self.extra

    def data(self) -> bytes:
        """Return the archive."""
        return write_package(self.parts())

    def rendered(self, **texts: str) -> Rendered:
        """Return the draft as rendered; `main` or a part's stem gives another text to a part."""
        package = Package(self.parts())
        names = {stem: f"word/{stem}.xml" for stem in texts} | {"main": "word/document.xml"}
        parts = {names[stem]: text for stem, text in texts.items()}
        filled = {"word/document.xml": self.main} | parts
        return Rendered(Template(package), {n: defer(t.encode()) for n, t in filled.items()})


def content_types(parts: dict[str, bytes]) -> ContentTypes:
    """Return the content types of parts named in the usual way."""
    overrides = {
        name: f"{WORD_TYPES}{_kind(name)}+xml"
        for name in parts
        if name.startswith("word/") and name.endswith(".xml")
    }
    overrides["word/document.xml"] = WORD_TYPES + "document.main+xml"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return ContentTypes({"rels": rels, "xml": "application/xml", "png": "image/png"}, overrides)


def _kind(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0].rstrip("0123456789")


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


RICH = Draft(
    document(
        *(paragraph("{{ a }}", "Titre1"), bookmark("b"), picture("rP", "1"), note_sign(1)),
        *(paragraph("un", "Liste"), table("c|d", "e|{{ a }}"), control("f", "2")),
        last=section(shows("header", "rH")),
    ),
    related={
        "rH": ("header1.xml", story("header", "{{ a }}")),
        "rN": ("footnotes.xml", footnotes("g")),
        "rP": ("media/image1.png", png()),
    },
)
"""A template with one of everything."""
