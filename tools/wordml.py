"""Short words for WordprocessingML, so that a template builder reads like the page it builds."""

from __future__ import annotations

from html import escape

from tools.palette import themed

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
ROOT = f'{NAMESPACES} mc:Ignorable="w14"'

A4 = (11906, 16838)
"""Width and height of the page, in twentieths of a point."""
MARGIN = 1134
"""Its margins, left and right: 2 cm."""


def run(text: str, props: str = "") -> str:
    """Return a run of text; `props` is what stands in its `w:rPr`."""
    rpr = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def bold(text: str) -> str:
    """Return a bold run."""
    return run(text, "<w:b/>")


def para(style: str, *content: str, props: str = "") -> str:
    """Return a paragraph; a content that is no XML is a run of text."""
    runs = "".join(part if part.startswith("<") else run(part) for part in content)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{props}</w:pPr>{runs}</w:p>'


def shown(expression: str) -> str:
    """Return the placeholder of an expression."""
    return f"{{{{ {expression} }}}}"


def tab() -> str:
    """Return a run that is a tab."""
    return "<w:r><w:tab/></w:r>"


def tag(statement: str) -> str:
    """Return the paragraph that bears a `{%p … %}` statement."""
    return f"<w:p>{run('{%p ' + statement + ' %}')}</w:p>"


def when(condition: str, *content: str, otherwise: str = "") -> str:
    """Return paragraphs printed on a condition, and those printed instead."""
    cases = {condition: "".join(content)}
    return choose(cases, otherwise)


def choose(cases: dict[str, str], otherwise: str = "") -> str:
    """Return the paragraphs of the first condition that holds, else those printed instead."""
    words = ["if", *["elif"] * (len(cases) - 1)]
    found = [tag(f"{w} {c}") + text for w, (c, text) in zip(words, cases.items(), strict=True)]
    last = tag("else") + otherwise if otherwise else ""
    return "".join(found) + last + tag("endif")


def each(loop: str, *content: str) -> str:
    """Return paragraphs repeated over `item in items`."""
    return tag(f"for {loop}") + "".join(content) + tag("endfor")


def block(expression: str) -> str:
    """Return the paragraph that a text of several paragraphs replaces."""
    return f"<w:p>{run('{{p ' + expression + ' }}')}</w:p>"


def bookmark(number: int, name: str, content: str) -> str:
    """Return runs between the two ends of a bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def control(path: str, title: str, text: str, props: str = "") -> str:
    """Return a plain-text content control within a paragraph: an answer, with its path as tag."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{path}"/>'
        f"<w:text/></w:sdtPr><w:sdtContent>{run(text, props)}</w:sdtContent></w:sdt>"
    )


def rich_control(path: str, title: str, *content: str) -> str:
    """Return a content control that holds paragraphs."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{path}"/>'
        f"</w:sdtPr><w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"
    )


def checkbox(case: str) -> str:
    """Return the checkbox of a `CaseVue`: a control that Word lets people click.

    Two controls, ticked and not, of which one is printed: Word takes no Jinja for a state.
    """
    states = [run(f"{{%r if {case}.cochee %}}"), run("{%r else %}"), run("{%r endif %}")]
    return states[0] + _box(case, "1", "☒") + states[1] + _box(case, "0", "☐") + states[2]


def _box(case: str, state: str, glyph: str) -> str:
    name = "MS Gothic"
    font = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:hint="eastAsia"/>'
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{{{{ {case}.titre }}}}"/>'
        f'<w:tag w:val="{{{{ {case}.chemin }}}}"/>'
        f'<w14:checkbox><w14:checked w14:val="{state}"/>'
        f'<w14:checkedState w14:val="2612" w14:font="{name}"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="{name}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{run(glyph, font)}</w:sdtContent></w:sdt>"
    )


def cell(width: int, *content: str, shade: str = "", span: int = 1) -> str:
    """Return a cell of this width, in twentieths of a point; 0 leaves it to the grid."""
    kind = "dxa" if width else "auto"
    columns = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shading = fill(shade) if shade else ""
    props = f'<w:tcW w:w="{width}" w:type="{kind}"/>{columns}{shading}'
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{''.join(content)}</w:tc>"


def row(*cells: str, header: bool = False, whole: bool = True) -> str:
    """Return a row that is not cut across pages, if `whole`; a header row repeats on each."""
    props = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"


def row_tag(statement: str, columns: int) -> str:
    """Return the row that bears a `{%tr … %}` statement."""
    first = f"<w:tc><w:tcPr/><w:p>{run('{%tr ' + statement + ' %}')}</w:p></w:tc>"
    return f"<w:tr>{first}{'<w:tc><w:tcPr/><w:p/></w:tc>' * (columns - 1)}</w:tr>"


def rows(loop: str, columns: int, *content: str) -> str:
    """Return rows repeated over `item in items`."""
    return row_tag(f"for {loop}", columns) + "".join(content) + row_tag("endfor", columns)


def rows_when(cases: dict[str, str], otherwise: str, columns: int) -> str:
    """Return the rows of the first condition that holds, else those printed instead."""
    words = ["if", *["elif"] * (len(cases) - 1)]
    found = [
        row_tag(f"{word} {condition}", columns) + content
        for word, (condition, content) in zip(words, cases.items(), strict=True)
    ]
    return "".join(found) + row_tag("else", columns) + otherwise + row_tag("endif", columns)


def each_cell(loop: str, content: str) -> str:
    """Return cells repeated over `item in items`, all of one width."""
    tags = (f"for {loop}", "endfor")
    start, end = (cell(0, f"<w:p>{run('{%tc ' + statement + ' %}')}</w:p>") for statement in tags)
    return start + cell(0, content) + end


def table(
    style: str, widths: list[int], *content: str, title: str = "", first_row: bool = True
) -> str:
    """Return a table; `title` is its alternative text."""
    caption = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    look = (
        f'<w:tblLook w:val="{"0620" if first_row else "0600"}" w:firstRow="{int(first_row)}" '
        'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{caption}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(content)}</w:tbl>"
    )


HEADER, FIRST_HEADER, FOOTER = "rId10", "rId12", "rId11"
"""The relationships of the parts that `section` shows; built where a body names them."""


def section(*, landscape: bool = False, title_page: bool = False) -> str:
    """Return the page set-up: A4, its header and its footer."""
    width, height = A4[::-1] if landscape else A4
    orient = ' w:orient="landscape"' if landscape else ""
    first = "<w:titlePg/>" if title_page else ""
    references = _shown("default", HEADER)
    if title_page:
        references += _shown("first", FIRST_HEADER)
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="1020" w:right="{MARGIN}" w:bottom="794" w:left="{MARGIN}" '
        f'w:header="510" w:footer="425" w:gutter="0"/>{first}</w:sectPr>'
    )


def _shown(kind: str, header: str) -> str:
    return (
        f'<w:headerReference w:type="{kind}" r:id="{header}"/>'
        f'<w:footerReference w:type="{kind}" r:id="{FOOTER}"/>'
    )


def field(instruction: str, result: str = "1") -> str:
    """Return a field such as PAGE, with what is shown until it is computed."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(result)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def contents(entries: str) -> str:
    """Return the lines of a table of contents, each a link that ends on the page it leads to.

    No TOC field: LibreOffice shows what such a field was saved with, and Word asks a question
    before it computes one. A PAGEREF alone is computed by LibreOffice as it lays the page out,
    and by Word as it prints or exports; until then the dots of the line run on.
    """
    page = field("PAGEREF {{ entree.ancre }} \\h", "…")
    link = (
        '<w:hyperlink w:anchor="{{ entree.ancre }}" w:history="1">'
        f"{run('{{ entree.titre }}')}{tab()}{page}</w:hyperlink>"
    )
    levels = {"entree.niveau == 2": para("TM2", link)}
    return each(f"entree in {entries}", choose(levels, otherwise=para("TM1", link)))


# Styles


def style(
    style_id: str,
    name: str,
    *,
    based: str = "Normal",
    following: str = "",
    ppr: str = "",
    rpr: str = "",
    kind: str = "paragraph",
    extra: str = "",
) -> str:
    """Return a style of this id, name and look, as raw properties."""
    link = f'<w:basedOn w:val="{based}"/>' if based and based != style_id else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    default = ' w:default="1"' if style_id in ("Normal", "TableauNormal", "Policepardfaut") else ""
    paragraph = f"<w:pPr>{ppr}</w:pPr>" if ppr else ""
    character = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"{link}{after}<w:qFormat/>{paragraph}{character}{extra}</w:style>"
    )


def text(
    style_id: str,
    name: str,
    *,
    based: str = "Corpsdetexte",
    following: str = "",
    keep: bool | None = None,
    together: bool = False,
    frame: str = "",
    space: tuple[int, int] | None = None,
    indent: str = "",
    align: str = "",
    level: int | None = None,
    size: float = 0,
    bold: bool | None = None,
    italic: bool | None = None,
    color: str = "",
) -> str:
    """Return a paragraph style, its properties in the order of the schema.

    `frame` is its borders, shading and tabs; `space` stands before and after; `level` is
    that of a heading, from 1.
    """
    ppr = [
        _switch("keepNext", keep),
        "<w:keepLines/>" if together else "",
        frame,
        spacing(*space) if space else "",
        indent,
        f'<w:jc w:val="{align}"/>' if align else "",
        f'<w:outlineLvl w:val="{level - 1}"/>' if level else "",
    ]
    rpr = [
        _switch("b", bold) + _switch("bCs", bold),
        _switch("i", italic) + _switch("iCs", italic),
        f"<w:color {themed('val', color)}/>" if color else "",
        f'<w:sz w:val="{size * 2:g}"/><w:szCs w:val="{size * 2:g}"/>' if size else "",
    ]
    looks = {"ppr": "".join(ppr), "rpr": "".join(rpr)}
    return style(style_id, name, based=based, following=following, **looks)


def _switch(name: str, on: bool | None) -> str:
    """Return a property on or off; None leaves it as the style it is based on has it."""
    return "" if on is None else f"<w:{name}/>" if on else f'<w:{name} w:val="0"/>'


def spacing(before: int, after: int) -> str:
    """Return the space before and after a paragraph."""
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def indented(left: int, *, hanging: int = 0, right: int = 0) -> str:
    """Return the indents of a paragraph, and how far its first line hangs out of them."""
    return f'<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>'


def edge(side: str, weight: int, color: str, space: int = 0) -> str:
    """Return a border: its weight is in eighths of a point, its distance in points."""
    color = themed("color", color)
    return f'<w:{side} w:val="single" w:sz="{weight}" w:space="{space}" {color}/>'


def borders(*edges: str) -> str:
    """Return the borders of a paragraph."""
    return f"<w:pBdr>{''.join(edges)}</w:pBdr>"


def frame_of(color: str, weight: int, space: int) -> str:
    """Return the borders of a paragraph, the same on its four sides."""
    sides = ("top", "left", "bottom", "right")
    return borders(*(edge(side, weight, color, space) for side in sides))


def fill(color: str) -> str:
    """Return the shading of a paragraph or cell."""
    return f'<w:shd w:val="clear" w:color="auto" {themed("fill", color)}/>'
