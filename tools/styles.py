"""The one graphic system of all templates: styles, numbering, fonts and settings parts.

Carlito is free and has Calibri's widths: Word, where Carlito is missing, takes Calibri by the
`altName` of the font table, and no line moves. Sizes are in points, spaces in twentieths of one.
"""

from __future__ import annotations

from ctai_docs.machine.colours import ACCENT, RULE, SHADE
from tools.palette import ALERT, GREY, themed
from tools.wordml import NAMESPACES, borders, edge, fill, frame_of, indented, spacing, style, text

FONT = "Carlito"
BODY, DENSE, SMALL = 12, 10.5, 9
"""Texts; tables and checkboxes; notes, header and footer."""
LEADING = 229
"""Between lines, in 240ths of what the font asks for: Carlito asks for much, 1.22."""


def _bodies() -> str:
    return "".join(
        [
            style("Normal", "Normal", based=""),
            text("Corpsdetexte", "Body Text", based="Normal", space=(20, 80), align="left"),
            text("Centre", "Centré", align="center"),
            text(
                "Consigne", "Consigne", keep=True, space=(0, 40), size=10, italic=True, color=GREY
            ),
            text("Mention", "Mention", keep=True, italic=True),
            text("Note", "Note", space=(0, 20), size=SMALL, color=GREY),
            style(
                "Graphique",
                "Graphique",
                ppr='<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>'
                '<w:jc w:val="center"/>',
            ),
            text("Legende", "caption", keep=True, space=(60, 60), size=DENSE, color=GREY),
            _listed("Listepuces", "List Bullet", 1, 0),
            _listed("Listepuces2", "List Bullet 2", 1, 1),
            _listed("Listenumrote", "List Number", 2, 0),
            _listed("Listenumrote2", "List Number 2", 2, 1),
            text("Listesuite", "List Continue", space=(0, 40), indent=indented(397)),
            text("Listesuite2", "List Continue 2", space=(0, 40), indent=indented(794)),
        ]
    )


def _contents() -> str:
    """Return the styles of a table of contents: page numbers at the right margin."""
    tab = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>'
    looks = {"TM1": ("toc 1", 0, (60, 20)), "TM2": ("toc 2", 284, (0, 20))}
    return "".join(
        text(
            style_id,
            name,
            based="Normal",
            frame=tab,
            space=space,
            indent=indented(left + 284, hanging=284),
            align="left",
        )
        for style_id, (name, left, space) in looks.items()
    )


def _headings() -> str:
    rule = borders(edge("bottom", 8, ACCENT, 3))
    band = frame_of(SHADE, 4, 2) + fill(SHADE)
    return "".join(
        [
            _heading(1, 16, (300, 100), frame=rule),
            _heading(2, 13.5, (130, 40), frame=band, indent=indented(57, right=57)),
            _heading(3, 12.5, (90, 15)),
            _heading(4, BODY, (80, 10), italic=True),
            _line_heading(3),
            _line_heading(4),
            text("Intertitre1", "Intertitre 1", keep=True, space=(80, 40), bold=True),
            text("Intertitre2", "Intertitre 2", based="Intertitre1", keep=True, space=(80, 20)),
            text(
                "Intertitre3",
                "Intertitre 3",
                keep=True,
                space=(50, 0),
                size=11,
                bold=True,
                color=GREY,
            ),
            text("Surtitre", "Surtitre", keep=True, space=(0, 40), size=DENSE, color=GREY),
            text("Axe", "Axe", keep=True, space=(0, 80), bold=True, color=ACCENT),
        ]
    )


def _heading(
    level: int,
    size: float,
    space: tuple[int, int],
    *,
    frame: str = "",
    indent: str = "",
    italic: bool | None = None,
) -> str:
    """Return a heading style, kept with what follows."""
    return text(
        f"Titre{level}",
        f"heading {level}",
        based="Normal",
        following="Corpsdetexte",
        keep=True,
        together=True,
        frame=frame,
        space=space,
        indent=indent,
        level=level,
        size=size,
        bold=True,
        italic=italic,
        color=ACCENT,
    )


def _line_heading(level: int) -> str:
    """Return the style of a heading that shares its line with its answer."""
    return text(
        f"Titre{level}Ligne",
        f"Titre {level} en ligne",
        based=f"Titre{level}",
        following="Corpsdetexte",
        keep=False,
        space=(60, 20),
        bold=False,
        italic=False,
        color="000000",
    )


def _characters() -> str:
    """Return the styles of a link, and of the title in a line that it shares with its answer."""
    based, bold = "Policepardfaut", f"<w:b/><w:bCs/>{{}}<w:color {themed('val', ACCENT)}/>"
    looks = {
        "Textedelespacerserv": ("Placeholder Text", f'<w:color w:val="{GREY}"/>'),
        "Lienhypertexte": ("Hyperlink", f'<w:color {themed("val", ACCENT)}/><w:u w:val="single"/>'),
        "Titre3Intitule": ("Intitulé de titre 3", bold.format("")),
        "Titre4Intitule": ("Intitulé de titre 4", bold.format("<w:i/><w:iCs/>")),
    }
    return style(based, "Default Paragraph Font", based="", kind="character") + "".join(
        style(style_id, name, based=based, kind="character", rpr=look)
        for style_id, (name, look) in looks.items()
    )


def _covers() -> str:
    above, below = borders(edge("top", 24, ACCENT, 20)), borders(edge("bottom", 8, ACCENT, 20))
    block = indented(794, right=794)
    return "".join(
        [
            text("Logo", "Logo", based="Normal", space=(0, 0)),
            _centred(
                "Titre", "Title", frame=above, space=(2400, 160), indent=block, size=30, bold=True
            ),
            _centred("Soustitre", "Subtitle", space=(0, 240), indent=block, size=20),
            _centred("Periode", "Période", frame=below, indent=block, size=14, color=GREY),
            _centred("Entre", "Entre", space=(960, 200), size=BODY, color=GREY),
            _centred("Partie", "Partie", space=(0, 200), size=16, bold=True, color="000000"),
            _centred(
                "Projet",
                "Projet",
                frame=frame_of(ALERT, 12, 6),
                space=(960, 0),
                indent=indented(3402, right=3402),
                size=20,
                bold=True,
                color=ALERT,
            ),
        ]
    )


def _centred(
    style_id: str,
    name: str,
    *,
    frame: str = "",
    space: tuple[int, int] | None = None,
    indent: str = "",
    size: float,
    bold: bool | None = None,
    color: str = ACCENT,
) -> str:
    """Return the style of a line of the cover."""
    return text(
        style_id,
        name,
        based="Normal",
        keep=True,
        frame=frame,
        space=space,
        indent=indent,
        align="center",
        size=size,
        bold=bold,
        color=color,
    )


def _listed(style_id: str, name: str, number: int, level: int) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return style(style_id, name, based="Corpsdetexte", ppr=f"{numbering}{spacing(0, 30)}")


def _cells() -> str:
    cell = "Celluledetableau"
    tab = '<w:tabs><w:tab w:val="left" w:pos="312"/></w:tabs>'
    return "".join(
        [
            text(
                "Celluledetableau",
                "Cellule de tableau",
                based="Normal",
                space=(5, 5),
                align="left",
                size=DENSE,
            ),
            text(
                "Casecocher",
                "Case à cocher",
                based=cell,
                together=True,
                frame=tab,
                space=(0, 0),
                indent=indented(312, hanging=312),
            ),
            text(
                "Enttedetableau",
                "En-tête de tableau",
                based=cell,
                keep=True,
                bold=True,
                color=ACCENT,
            ),
            text("EntteMontant", "En-tête de montant", based="Enttedetableau", align="right"),
            text("LigneTableau", "Ligne de tableau", based=cell),
            text("LigneDont", "Ligne « dont »", based=cell, indent=indented(284)),
            text("LigneDont2", "Ligne « dont » 2", based=cell, indent=indented(568)),
            text("LigneTotal", "Ligne de total", based=cell, bold=True),
            text("Montant", "Montant", based=cell, align="right"),
            text("MontantTotal", "Montant total", based="Montant", bold=True),
            text("Signature", "Signature", based=cell, keep=True, together=True, align="center"),
            text("SignatureTitre", "Titre de signature", based="Signature", size=SMALL, color=GREY),
            text("Entte", "header", based="Normal", space=(0, 0), size=SMALL, color=GREY),
            text("Pieddepage", "footer", based="Entte", align="right"),
        ]
    )


def _tables() -> str:
    margins = (
        '<w:tblCellMar><w:top w:w="{0}" w:type="dxa"/><w:left w:w="{1}" w:type="dxa"/>'
        '<w:bottom w:w="{0}" w:type="dxa"/><w:right w:w="{2}" w:type="dxa"/></w:tblCellMar>'
    )
    lines = edge("top", 8, ACCENT) + edge("bottom", 8, ACCENT) + edge("insideH", 4, RULE)
    header = (
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color {themed("val", ACCENT)}/></w:rPr>'
        f"<w:tcPr>{fill(SHADE)}</w:tcPr></w:tblStylePr>"
    )
    lined, plain = margins.format(20, 85, 85), margins.format(6, 28, 142)
    grid = f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders>{lined}</w:tblPr>{header}"
    based = "TableauNormal"
    return "".join(
        [
            _table(based, "Normal Table", f"<w:tblPr>{lined}</w:tblPr>"),
            _table("TableauTexte", "Tableau de texte", grid, based),
            _table("TableauDonnees", "Tableau de données", grid, based),
            _table("MiseEnPage", "Mise en page", f"<w:tblPr>{plain}</w:tblPr>", based),
        ]
    )


def _table(style_id: str, name: str, look: str, based: str = "") -> str:
    return style(style_id, name, based=based, kind="table", extra=look)


def styles_part() -> str:
    """Return `word/styles.xml`, the same in every template."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:sz w:val="{BODY * 2}"/><w:szCs w:val="{BODY * 2}"/>'
        '<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f'<w:spacing w:line="{LEADING}" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    paragraphs = _bodies() + _contents() + _headings() + _covers() + _cells()
    return f"<w:styles {NAMESPACES}>{defaults}{paragraphs}{_characters()}{_tables()}</w:styles>"


def numbering_part() -> str:
    """Return `word/numbering.xml`: bullets and numbers, on two levels each."""
    bullets = _abstract(
        0, [("bullet", "•", 397), ("bullet", "–", 794)], ["Listepuces", "Listepuces2"]
    )
    numbers = _abstract(
        1,
        [("decimal", "%1.", 397), ("lowerLetter", "%2)", 794)],
        ["Listenumrote", "Listenumrote2"],
    )
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n - 1}"/></w:num>' for n in (1, 2)
    )
    return f"<w:numbering {NAMESPACES}>{bullets}{numbers}{nums}</w:numbering>"


def _abstract(number: int, levels: list[tuple[str, str, int]], styles: list[str]) -> str:
    rows = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        f'<w:pStyle w:val="{styles[i]}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="340"/></w:pPr></w:lvl>'
        for i, (fmt, sign, indent) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{rows}</w:abstractNum>'
    )


def fonts_part() -> str:
    """Return `word/fontTable.xml`: Carlito, or Calibri where it is missing."""
    return (
        f'<w:fonts {NAMESPACES}><w:font w:name="{FONT}"><w:altName w:val="Calibri"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        '<w:font w:name="MS Gothic"><w:altName w:val="Segoe UI Symbol"/><w:charset w:val="80"/>'
        '<w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>'
    )


def settings_part() -> str:
    """Return `word/settings.xml`."""
    compat = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        f'<w:hyphenationZone w:val="425"/>{compat}<w:themeFontLang w:val="fr-FR"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )
