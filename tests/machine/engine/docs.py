"""Small .docx files made in memory: paragraphs and tables as XML, headers and footers by name."""

import io
import zipfile

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOTS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>'
)


def run(text, properties=""):
    """Return a run holding `text`."""
    dress = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{dress}<w:t>{text}</w:t></w:r>"


def p(*texts, style=""):
    """Return a paragraph, one run for each text; a text that is XML already is kept."""
    runs = (text if text.startswith("<") else run(text) for text in texts)
    dress = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{dress}{''.join(runs)}</w:p>"


def tc(*blocks, properties=""):
    """Return a table cell of paragraphs."""
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def tr(*cells):
    """Return a table row."""
    return f"<w:tr>{''.join(c if c.startswith('<w:tc') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows, columns=2):
    """Return a table with a grid of `columns`."""
    grid = '<w:gridCol w:w="1500"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def sdt(*blocks, tag="", properties="", ident="7"):
    """Return a content control around blocks or runs, without an id if `ident` is empty."""
    name = f'<w:tag w:val="{tag}"/>' if tag else ""
    number = f'<w:id w:val="{ident}"/>' if ident else ""
    inner = "".join(blocks)
    return (
        f"<w:sdt><w:sdtPr>{name}{number}{properties}</w:sdtPr>"
        f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )


def docx(*blocks, title="", **parts):
    """Return the bytes of a .docx; `parts` are the blocks of header1, footer1, footnotes…"""
    files = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}"
        f"{_section(parts)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{STYLES}</w:styles>",
    }
    types, rels = [], [f'<Relationship Id="rStyles" Type="{RELS}/styles" Target="styles.xml"/>']
    for name, inner in parts.items():
        kind = name.rstrip("0123456789")
        files[f"word/{name}.xml"] = f"<w:{ROOTS[kind]} {NAMESPACES}>{inner}</w:{ROOTS[kind]}>"
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{WORD}{kind}+xml"/>')
        rels.append(f'<Relationship Id="r_{name}" Type="{RELS}/{kind}" Target="{name}.xml"/>')
    files |= _skeleton(types, rels, title)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def _section(parts):
    """Return the section properties that show the headers and footers."""
    kinds = ((name, name.rstrip("0123456789")) for name in parts)
    marks = (
        f'<w:{kind}Reference w:type="default" r:id="r_{name}"/>'
        for name, kind in kinds
        if kind != "footnotes"
    )
    return f'<w:sectPr>{"".join(marks)}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def _skeleton(types, rels, title):
    """Return the parts that bind the others."""
    package = "http://schemas.openxmlformats.org/package/2006"
    core_type = f"{package}/relationships/metadata/core-properties"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{WORD}styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{''.join(types)}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{RELS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{core_type}" Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{''.join(rels)}</Relationships>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title></cp:coreProperties>",
    }
