"""Tables and containers after rendering: docxtpl's grid, and the repairs that Word would offer.

`fit_grids` is docxtpl's `fix_tables`: as many grid columns as the widest row has cells, the width
of the table kept. `repair` mends what conditions and loops leave behind: a cell, a block content
control, a text box, a header or a note gets the paragraph it must hold, a table that ends a cell is
followed by one, a row without cells and a table without rows go.

Both work on the tree and tell whether they changed it. `may_need_repair` and `grids_fit` look at
the XML alone, so that a valid rendering is neither walked through nor written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TBL, TR, TC, P, SDT = f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}p", f"{W}sdt"
GRID, COLUMN, WIDTH, CONTENT = f"{W}tblGrid", f"{W}gridCol", f"{W}w", f"{W}sdtContent"

VALID_ENDS: dict[str, tuple[str, ...]] = {
    "</w:tc>": ("</w:p>", "<w:p/>", "</w:sdt>"),
    "</w:tr>": ("</w:tc>", "</w:sdt>"),
    "</w:tbl>": ("</w:tr>", "</w:sdt>"),
    "</w:sdtContent>": ("</w:p>", "<w:p/>", "</w:r>", "</w:tc>", "</w:tr>", "</w:sdt>"),
    "</w:hdr>": ("</w:p>", "<w:p/>"),
    "</w:ftr>": ("</w:p>", "<w:p/>"),
    "</w:footnote>": ("</w:p>", "<w:p/>"),
    "</w:endnote>": ("</w:p>", "<w:p/>"),
    "</w:txbxContent>": ("</w:p>", "<w:p/>"),
}
"""What may precede the end of a container: anything else is worth a walk through the tree."""

_STORIES = (f"{W}hdr", f"{W}ftr", f"{W}footnote", f"{W}endnote", f"{W}txbxContent")
_MUST_HOLD_A_BLOCK = (CONTENT, *_STORIES)
_BLOCKS = frozenset({P, TBL, SDT, f"{W}customXml", f"{W}altChunk"})
_BLOCK_PARENTS = frozenset({TC, f"{W}body", CONTENT, *_MUST_HOLD_A_BLOCK, f"{W}comment"})


def empty(end: str) -> str:
    """Return the empty element that has no `end`: of `</w:tbl>`, `<w:tbl/>`."""
    return f"<{end[2:-1]}/>"


def repair_signs(source: str) -> tuple[str, ...]:
    """Return the ends of containers that some rendering of `source` could leave invalid.

    Each is followed by its empty element, which is invalid wherever it stands.
    """
    xml = source.encode()
    pairs = ((end, empty(end)) for end in VALID_ENDS)
    return tuple(sign for pair in pairs if may_need_repair(xml, pair) for sign in pair)


def may_need_repair(xml: bytes, signs: tuple[str, ...]) -> bool:
    """Tell whether the rendered part holds a container that may be invalid."""
    return any(
        _has_invalid(xml, sign) if sign in VALID_ENDS else sign.encode() in xml for sign in signs
    )


def _has_invalid(xml: bytes, end: str) -> bool:
    """Tell whether some `end` is preceded by something else than what may end it."""
    sign, valid = end.encode(), tuple(map(str.encode, VALID_ENDS[end]))
    at = xml.find(sign)
    while at >= 0:
        if not xml.endswith(valid, 0, at) and not _after_empty_paragraph(xml, at, valid):
            return True
        at = xml.find(sign, at + 1)
    return False


def _after_empty_paragraph(xml: bytes, at: int, valid: tuple[bytes, ...]) -> bool:
    """Tell whether an empty paragraph with attributes (`<w:p w:rsidR="…"/>`) ends just there."""
    return b"<w:p/>" in valid and (
        xml.endswith(b"/>", 0, at) and xml.startswith(b"<w:p ", xml.rfind(b"<", 0, at))
    )


# Repairs


def repair(root: Element) -> bool:
    """Mend the containers under `root`, innermost first; tell whether any needed it."""
    elements = list(root.iter(TBL, TR, TC, *_MUST_HOLD_A_BLOCK))
    return sum(map(_mend, reversed(elements))) > 0


def _mend(element: Element) -> bool:
    """Mend one container, those inside it being valid; tell whether it needed it."""
    if element.tag == TBL:
        return next(element.iter(TR), None) is None and _remove(element)
    if element.tag == TR:
        return next(element.iter(TC), None) is None and _remove(element)
    if element.tag == TC:
        return _last_block(element) not in (P, SDT) and _add_paragraph(element)
    if element.tag == CONTENT:
        return _mend_control(element)
    return _last_block(element) is None and _add_paragraph(element)


def _mend_control(content: Element) -> bool:
    """Mend the content of a control, according to where the control stands."""
    control = content.getparent()
    outer = None if control is None else control.getparent()
    if control is None or outer is None:
        return False
    if outer.tag in (TBL, TR):
        inner = TR if outer.tag == TBL else TC
        return next(content.iter(inner), None) is None and _remove(control)
    if outer.tag not in _BLOCK_PARENTS or _is_inline(control):
        return False
    last = _last_block(content)
    ends_cell = last == TBL and _ends_cell(control)
    return (last is None or ends_cell) and _add_paragraph(content)


def _is_inline(control: Element) -> bool:
    """Tell whether controls inside controls stand at last in a paragraph, a row or a table."""
    for outer in control.iterancestors():
        if outer.tag not in (SDT, CONTENT):
            return outer.tag not in _BLOCK_PARENTS
    return False


def _ends_cell(control: Element) -> bool:
    """Tell whether nothing follows the control in the cell that holds it."""
    return control.getnext() is None and any(True for _ in control.iterancestors(TC))


def _last_block(container: Element) -> str | None:
    """Return the tag of the last paragraph, table or control of a container."""
    blocks = (child.tag for child in reversed(container) if child.tag in _BLOCKS)
    return next(blocks, None)


def _add_paragraph(container: Element) -> bool:
    """Add an empty paragraph at the end of a container."""
    etree.SubElement(container, P)
    return True


def _remove(element: Element) -> bool:
    """Take an element out of its parent; tell whether it had one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return parent is not None


# Grids

_CELL = re.compile(rb"<w:tc[ >]")
_GRID_SPAN = re.compile(rb'<w:gridSpan w:val="(\d+)"/>')
_NEEDS_A_TREE = (b"<w:tbl ", b"<w:tblGridChange", b"</w:tc></w:sdtContent>", b"<w:tc/>")
"""Where cells and columns are not simply counted; a table in a table is another such place."""


def grids_fit(xml: bytes) -> bool:
    """Tell whether counting is enough to know that `fit_grids` would change nothing."""
    if any(sign in xml for sign in _NEEDS_A_TREE):
        return False
    return all(map(_fits, xml.split(b"<w:tbl>")[1:]))


def _fits(table: bytes) -> bool:
    """Tell whether every row of a table spans all columns; of one around another, this is false."""
    inner, end, _ = table.partition(b"</w:tbl>")
    columns = inner.count(b"<w:gridCol")
    rows = inner.split(b"</w:tr>")[:-1]
    return bool(end) and all(_spanned(row) == columns for row in rows)


def _spanned(row: bytes) -> int:
    spans = map(int, _GRID_SPAN.findall(row))
    return len(_CELL.findall(row)) + sum(span - 1 for span in spans)


def fit_grids(root: Element) -> bool:
    """Fit the grid of each table to its rows, as docxtpl does; tell whether any had to change."""
    return sum(_fit_grid(table, grid) for table, grid in _grids(root)) > 0


def _grids(root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield the tables that have a grid, with it."""
    for table in root.iter(TBL):
        grid = table.find(GRID)
        if grid is not None:
            yield table, grid


def _fit_grid(table: Element, grid: Element) -> bool:
    """Add the columns that rows of many cells lack, then remove those that no row spans."""
    rows = [row.findall(TC) for row in table.iter(TR)]
    missing = max(map(len, rows), default=0) - len(grid.findall(COLUMN))
    if missing > 0:
        _add_columns(grid, missing)
    spanned = max((sum(map(_span, cells)) for cells in rows), default=0)
    unused = len(grid.findall(COLUMN)) - spanned
    if unused > 0:
        _remove_columns(grid, unused)
    return missing > 0 or unused > 0


def _span(cell: Element) -> int:
    """Return how many columns a cell spans."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.get(f"{W}val", "1"))


def _add_columns(grid: Element, count: int) -> None:
    """Add columns, the width of the table shared out anew; a grid without widths is left."""
    columns = grid.findall(COLUMN)
    width = sum(_width(column) for column in columns)
    if width <= 0:
        return
    before, after = width / len(columns), width / (len(columns) + count)
    for column in columns:
        column.set(WIDTH, str(int(_width(column) * after / before)))
    for _ in range(count):
        etree.SubElement(grid, COLUMN, {WIDTH: str(int(after))})


def _remove_columns(grid: Element, count: int) -> None:
    """Remove the last columns, their width shared out among the others."""
    columns = grid.findall(COLUMN)
    kept, removed = columns[:-count], columns[-count:]
    for column in removed:
        grid.remove(column)
    extra = int(sum(map(_width, removed)) / len(kept)) if kept else 0
    for column in kept:
        column.set(WIDTH, str(int(_width(column) + extra)))


def _width(column: Element) -> float:
    return float(column.get(WIDTH, "0"))
