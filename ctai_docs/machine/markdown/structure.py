"""Around paragraphs: tokens become blocks; what Word cannot carry stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, cast, get_args

from ctai_docs.machine.findings import Finding, Rule, Severity
from ctai_docs.machine.french.typo import quote
from ctai_docs.machine.markdown import inline
from ctai_docs.machine.markdown.blocks import (
    Alignment,
    Block,
    Break,
    Cell,
    ComputedBlock,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Span,
    Table,
    Text,
)
from ctai_docs.machine.markdown.messages import (
    DEEP_HEADING,
    DEFINITION,
    EMPTY_ITEM,
    FENCE,
    HEADING_IN_LIST,
    HTML,
    LINE,
    LINK,
    LONG_ROW,
    NUMBERS,
    QUOTE,
    TABLE_IN_LIST,
    THIRD_LEVEL,
)

if TYPE_CHECKING:
    from typing import TypeAlias

    from markdown_it.token import Token

    Row: TypeAlias = tuple[int, list[Token]]

MAX_COLUMNS = 63
"""The most columns of a table in Word."""

MAX_CELLS = 10_000
"""The most cells in the tables of one text: one bar of a row can add sixty."""

ALIGNMENTS: dict[str, Alignment] = {name: name for name in get_args(Alignment)}
NEWLINE = re.compile(r"\r\n?|\n")
ALONE = re.compile(r"<bloc:([\w.-]+)>", re.IGNORECASE)
MARKER = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])[ \t]*")
PIPE = re.compile(r"(?<!\\)\|")

LARGE_TABLE = Rule(
    code="TXT-018",
    severity=Severity.ERREUR,
    title="Tableau trop grand",
    found="Le tableau {typed} a trop de cases.",
    rule=f"Un tableau a {MAX_COLUMNS} colonnes au plus, "
    f"et tous ceux d’un texte {MAX_CELLS:_} cases.".replace("_", "\u202f"),
    remedy="Joignez-le en annexe.",
    source="Limites de Word : 63 colonnes",
    example="# un tableau de 64 colonnes",
)
REFUSED = {
    "html_block": HTML,
    "fence": FENCE,
    "blockquote_open": QUOTE,
    "hr": LINE,
    "definition": DEFINITION,
}


class TypedText:
    """One text being read: its lines, its findings, and where in it we are."""

    def __init__(self, source: str) -> None:
        self.lines = NEWLINE.split(source)
        self.findings: dict[Finding, None] = {}  # the same one twice on a line is said once
        self.open_items: list[int] = []  # the line of each item we are in
        self.cells = 0

    def report(self, rule: Rule, line: int, typed: str) -> None:
        """Add a finding, and show what was `typed` there."""
        advice = inline.advice(typed) if rule is LINK else ""
        found = rule.at((), line_in_text=line, typed=quote(typed), advice=advice)
        self.findings[found] = None

    def blocks(self, tokens: Iterator[Token]) -> Iterator[Block]:
        """Yield the blocks that the tokens make."""
        for token in tokens:
            match token.type:
                case "paragraph_open":
                    yield self._read_paragraph(_inside(token, tokens)[0])
                case "heading_open":
                    yield self._read_heading(token, _inside(token, tokens)[0])
                case "table_open":
                    yield self._read_table(token, _inside(token, tokens))
                case "bullet_list_open" | "ordered_list_open":
                    yield self._read_list(token, _inside(token, tokens))
                case refused:
                    _inside(token, tokens)
                    yield self._refuse(REFUSED[refused], token)

    def _refuse(self, rule: Rule, token: Token) -> Paragraph:
        """Report a block and return it as it was typed."""
        line, _ = _extent(token)
        self.report(rule, line, self._bare(line))
        return self._as_typed(token)

    def _as_typed(self, token: Token) -> Paragraph:
        """Return the lines of a block, untouched, as one paragraph."""
        start, end = _extent(token)
        lines = [self._bare(start), *(line.strip() for line in self.lines[start + 1 : end])]
        spans: Iterable[Span] = chain.from_iterable((Break(), Text(line)) for line in lines if line)
        return Paragraph(tuple(spans)[1:], start)

    def _bare(self, line: int) -> str:
        """Return a line without the marks of the items that open on it."""
        text = self.lines[line]
        for _ in range(self.open_items.count(line)):
            text = MARKER.sub("", text, count=1)
        return text.strip()

    def _spans(self, token: Token) -> tuple[Span, ...]:
        return inline.spans(token, self.report)

    def _read_paragraph(self, token: Token) -> Paragraph | ComputedBlock:
        line, _ = _extent(token)
        if not self.open_items and (alone := ALONE.fullmatch(token.content)):
            return ComputedBlock(alone[1], line)
        return Paragraph(self._spans(token), line)

    def _read_heading(self, token: Token, title: Token) -> Heading | Paragraph:
        level = int(token.tag[1:])
        if self.open_items:
            return self._refuse(HEADING_IN_LIST, token)
        if level > 3:
            return self._refuse(DEEP_HEADING, token)
        return Heading(level, self._spans(title), _extent(token)[0])

    def _read_list(self, token: Token, inside: list[Token]) -> ListBlock | Paragraph:
        if len(self.open_items) == 2:
            return self._refuse(THIRD_LEVEL, token)
        tokens = iter(inside)
        opened = [(item, _inside(item, tokens)) for item in tokens]
        ordered = token.type == "ordered_list_open"
        if ordered:
            self._check_numbers([item for item, _ in opened])
        items = tuple(self._read_item(item, content) for item, content in opened)
        return ListBlock(ordered, int(token.attrs.get("start", 1)), items, _extent(token)[0])

    def _read_item(self, token: Token, inside: list[Token]) -> Item:
        line, _ = _extent(token)
        if not inside:
            self.report(EMPTY_ITEM, line, self.lines[line].strip())
        self.open_items.append(line)
        blocks = tuple(self.blocks(iter(inside)))
        self.open_items.pop()
        return Item(cast(tuple[Paragraph | ListBlock, ...], blocks))

    def _check_numbers(self, items: list[Token]) -> None:
        """Report the first number that is neither the next one nor the first again."""
        typed = [int(item.info) for item in items]
        if len(set(typed)) > 1 and (wrong := _first_gap(typed)):
            line, _ = _extent(items[wrong])
            self.report(NUMBERS, line, self.lines[line].strip())

    def _read_table(self, token: Token, inside: list[Token]) -> Table | Paragraph:
        rows = list(_rows(inside))
        if self.open_items:
            return self._refuse(TABLE_IN_LIST, token)
        if self._is_large(rows):
            return self._refuse(LARGE_TABLE, token)
        if self._has_long_row(rows):
            return self._as_typed(token)
        header, *body = (tuple(Cell(self._spans(cell)) for cell in row) for _, row in rows)
        return Table(header, tuple(body), _alignments(inside), _extent(token)[0])

    def _is_large(self, rows: list[Row]) -> bool:
        width = len(rows[0][1])
        self.cells += width * len(rows)
        return width > MAX_COLUMNS or self.cells > MAX_CELLS

    def _has_long_row(self, rows: list[Row]) -> bool:
        """Report the rows longer than the header: markdown-it drops their last cells."""
        width = len(rows[0][1])
        long = [line for line, _ in rows if _typed_cells(self.lines[line]) > width]
        for line in long:
            self.report(LONG_ROW, line, self.lines[line].strip())
        return bool(long)


def _inside(token: Token, tokens: Iterator[Token]) -> list[Token]:
    """Return the tokens inside one just met, and consume its end."""
    inside: list[Token] = []
    if token.nesting == 1:
        for each in tokens:
            if each.level == token.level and each.nesting == -1:
                break
            inside.append(each)
    return inside


def _first_gap(numbers: list[int]) -> int | None:
    """Return the place of the first number that does not follow the one before."""
    return next((at for at, number in enumerate(numbers) if number != numbers[0] + at), None)


def _extent(token: Token) -> tuple[int, int]:
    """Return the first line of a block, and the one after its last."""
    assert token.map is not None, f"{token.type} has no place"
    start, end = token.map
    return start, end


def _rows(inside: Iterable[Token]) -> Iterator[Row]:
    """Yield the line and the cells of each row of a table."""
    tokens = iter(inside)
    for token in tokens:
        if token.type == "tr_open":
            cells = _inside(token, tokens)
            yield _extent(token)[0], [cell for cell in cells if cell.type == "inline"]


def _typed_cells(line: str) -> int:
    """Return the number of cells in a line of a table, whose end bars add none."""
    first, *middle = PIPE.split(line.strip(" \t\v\f"))
    ends = (first, middle[-1]) if middle else (first,)
    return 1 + len(middle) - ends.count("")


def _alignments(inside: Iterable[Token]) -> tuple[Alignment, ...]:
    styles = (str(th.attrs.get("style", "")) for th in inside if th.type == "th_open")
    return tuple(ALIGNMENTS[style.removeprefix("text-align:")] for style in styles)
