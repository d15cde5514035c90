"""The words of a .docx, one paragraph a line: for `git diff` and golden tests.

Headings begin with `#`, tables are `| a | b |` rows, a content control is `[tag: text]`, its
checkbox ☒ or ☐. Headers, footers and notes follow the body, each under a line of its own. What a
reader does not see (fonts, sizes, ids) is left out. A picture is `[image]`, a chart its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from ctai_docs.machine.engine.charts import CHART_NS
from ctai_docs.machine.engine.package import Package
from ctai_docs.machine.engine.reading import MOST_RENDERED, read_package
from ctai_docs.machine.engine.source import part_kinds, part_label

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MARKS = {
    "tab": "→",
    "br": "⏎",
    "cr": "⏎",
    "noBreakHyphen": "‑",
    "drawing": "[image]",
    "pict": "[image]",
    "footnoteReference": "[note]",
    "endnoteReference": "[note]",
}
_SKIPPED = frozenset({"del", "moveFrom", "rPr", "pPr", "sdtPr", "instrText", "Fallback"})

Element = etree._Element


def text_dump(docx: bytes) -> str:
    """Return the words of a .docx, template or output."""
    package = read_package(docx, most=MOST_RENDERED)
    headings = _headings(package)
    lines: list[str] = []
    for name, kind in part_kinds(package):
        if kind != "document.main":
            lines += ["", f"=== {part_label(package, name)} ==="]
        lines += _lines(etree.fromstring(package.parts[name]), headings)
    return "\n".join(lines) + "\n"


def _headings(package: Package) -> dict[str, str]:
    """Return the prefix of each heading style: `# ` for the first level."""
    data = package.parts.get("word/styles.xml")
    styles = etree.fromstring(data).iter(W + "style") if data else ()
    return {
        style.get(W + "styleId", ""): "#" * int(level[1]) + " "
        for style in styles
        if (level := re.fullmatch(r"heading ([1-9])", _value(style, "name").lower()))
    }


def _lines(container: Element, headings: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a container of blocks."""
    for block in container:
        name = _name(block)
        if name == "p":
            yield _style(block, headings) + _text(block)
        elif name == "tbl":
            yield from map(_row, _rows(block))
        elif name == "sdt":
            yield from _control_lines(block, headings)
        elif name not in _SKIPPED and len(block):
            yield from _lines(block, headings)


def _style(paragraph: Element, headings: Mapping[str, str]) -> str:
    """Return the mark of a paragraph's style: a heading's level, a list's dash."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        return ""
    numbered = properties.find(W + "numPr") is not None
    return headings.get(_value(properties, "pStyle"), "- " if numbered else "")


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, those inside controls included, those of inner tables not."""
    for child in table:
        if _name(child) == "tr":
            yield child
        elif _name(child) in ("sdt", "sdtContent"):
            yield from _rows(child)


def _row(row: Element) -> str:
    """Return a row, the paragraphs of a cell separated by `/`."""
    own = (cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row)
    cells = (" / ".join(_lines(cell, {})).replace("|", "\\|") for cell in own)
    return f"| {' | '.join(cells)} |"


def _control_lines(control: Element, headings: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a control around blocks, brackets before the first and after the last."""
    content = control.find(W + "sdtContent")
    lines = list(_lines(content, headings)) if content is not None else []
    yield from (_checkbox(control) or _control(control, "\n".join(lines))).split("\n")


def _text(element: Element) -> str:
    """Return the text of a paragraph or a part of it."""
    pieces: list[str] = []
    for child in element:
        name = _name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "sdt":
            pieces.append(_checkbox(child) or _control(child, _text(child)))
        elif (chart := _chart(child)) is not None:
            pieces.append(f"[graphique : {chart}]")
        elif name in MARKS:
            page = child.get(W + "type") == "page"
            pieces.append("[saut de page]" if page else MARKS[name])
        elif name not in _SKIPPED:
            pieces.append(_text(child))
    return "".join(pieces)


def _chart(element: Element) -> str | None:
    """Return the alternative text of a drawing that is a chart, which holds its figures."""
    if _name(element) != "drawing" or next(element.iter(f"{{{CHART_NS}}}chart"), None) is None:
        return None
    return str(next(e for e in element.iter() if _name(e) == "docPr").get("descr", ""))


def _control(control: Element, text: str) -> str:
    tag = _value(control.find(W + "sdtPr"), "tag")
    return f"[{tag}: {text}]" if tag else text


def _checkbox(control: Element) -> str:
    """Return ☒ or ☐, or an empty text when the control is no checkbox."""
    box = control.find(f"{W}sdtPr/{W14}checkbox")
    if box is None:
        return ""
    checked = box.find(W14 + "checked")
    value = "1" if checked is None else checked.get(W14 + "val", "1")
    if value in ("1", "true"):
        return "☒"
    return "☐" if value in ("0", "false") or checked is None else f"☐{value}"


def _value(element: Element | None, name: str) -> str:
    """Return the `w:val` of a child, or an empty text."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val", "") if child is not None else ""


def _name(element: Element) -> str:
    """Return the tag without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
