"""Around paragraphs: tokens become blocks; what Word cannot carry stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, cast, get_args

from ctai_docs.findings import Finding, Rule, Severity
from ctai_docs.french.typo import quote
from ctai_docs.markdown import inline
from ctai_docs.markdown.blocks import (
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

if TYPE_CHECKING:
    from typing import TypeAlias

    from markdown_it.token import Token

    Row: TypeAlias = tuple[int, list[Token]]

MAX_COLUMNS = 63
"""Columns that Word gives a table."""

MAX_CELLS = 10_000
"""Cells of tables in one text: each bar of a row may stand for sixty of them."""

ALIGNMENTS: dict[str, Alignment] = {name: name for name in get_args(Alignment)}
NEWLINE = re.compile(r"\r\n?|\n")
ALONE = re.compile(r"<bloc:([\w.-]+)>", re.IGNORECASE)
MARKER = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])[ \t]*")
PIPE = re.compile(r"(?<!\\)\|")

HTML_BLOCK = inline.HTML
FENCE = Rule(
    "TXT-009",
    Severity.ERREUR,
    "Bloc de code",
    found="Une ligne ouvre un bloc de code : {typed}.",
    rule="Le code informatique ne passe pas dans Word.",
    remedy="Retirez les lignes ``` ou ~~~.",
)
QUOTE = Rule(
    "TXT-010",
    Severity.ERREUR,
    "Citation",
    found="La ligne {typed} commence par un chevron.",
    rule="Il marque une citation, qui ne passe pas dans Word.",
    remedy="Retirez-le, ou écrivez « plus de » ; pour l’imprimer, écrivez \\> à sa place.",
)
THIRD_LEVEL = Rule(
    "TXT-011",
    Severity.ERREUR,
    "Liste de troisième niveau",
    found="{typed} ouvre une liste dans une liste qui est déjà dans une autre.",
    rule="Une liste a deux niveaux au plus.",
    remedy="Remontez ces éléments d’un niveau.",
)
LINE = Rule(
    "TXT-012",
    Severity.ERREUR,
    "Trait de séparation",
    found="La ligne {typed} trace un trait de séparation.",
    rule="Un trait ne passe pas dans Word.",
    remedy="Retirez cette ligne, ou écrivez un titre à la place : ## Titre.",
)
DEEP_HEADING = Rule(
    "TXT-013",
    Severity.ERREUR,
    "Titre trop profond",
    found="Le titre {typed} est de niveau 4 ou plus.",
    rule="Un texte a trois niveaux de titres au plus.",
    remedy="Écrivez-le avec un, deux ou trois #.",
)
HEADING_IN_LIST = Rule(
    "TXT-014",
    Severity.ERREUR,
    "Titre dans une liste",
    found="Le titre {typed} est dans une liste.",
    rule="Une liste contient des phrases et des listes.",
    remedy="Retirez les #, ou sortez le titre de la liste.",
)
TABLE_IN_LIST = Rule(
    "TXT-015",
    Severity.ERREUR,
    "Tableau dans une liste",
    found="Un tableau est dans une liste : {typed}.",
    rule="Une liste contient des phrases et des listes.",
    remedy="Placez le tableau après la liste, sans espaces devant, entre deux lignes vides.",
)
DEFINITION = Rule(
    "TXT-016",
    Severity.ERREUR,
    "Adresse définie à part",
    found="La ligne {typed} définit une adresse, et ne s’imprime pas.",
    rule="L’adresse d’un lien s’écrit dans le lien.",
    remedy="Écrivez [texte](https://…) à l’endroit voulu ; "
    "pour imprimer la ligne, écrivez \\[ à la place de [.",
)
LONG_ROW = Rule(
    "TXT-017",
    Severity.ERREUR,
    "Ligne de tableau trop longue",
    found="La ligne de tableau {typed} a plus de cases que l’en-tête.",
    rule="Les cases en trop ne s’impriment pas.",
    remedy="Ajoutez une colonne à l’en-tête, ou écrivez \\| pour une barre qui n’en ouvre pas.",
)
LARGE_TABLE = Rule(
    "TXT-018",
    Severity.ERREUR,
    "Tableau trop grand",
    found="Le tableau {typed} a trop de cases.",
    rule=f"Un tableau a {MAX_COLUMNS} colonnes au plus, "
    f"et tous ceux d’un texte {MAX_CELLS:_} cases.".replace("_", "\u202f"),
    remedy="Joignez-le en annexe.",
)
EMPTY_ITEM = Rule(
    "TXT-019",
    Severity.ERREUR,
    "Élément de liste vide",
    found="Un élément de liste est vide : {typed}.",
    rule="Une puce ou un numéro précède un texte.",
    remedy="Complétez l’élément, ou retirez-le.",
)
NUMBERS = Rule(
    "TXT-020",
    Severity.AVERTISSEMENT,
    "Numéros d’une liste",
    found="Le numéro de {typed} ne suit pas le précédent.",
    rule="Word numérote les éléments d’une liste à la suite du premier.",
    remedy="Renumérotez la liste ; pour deux listes, mettez un paragraphe entre elles.",
)
REFUSED = {
    "html_block": HTML_BLOCK,
    "fence": FENCE,
    "blockquote_open": QUOTE,
    "hr": LINE,
    "definition": DEFINITION,
}


class Source:
    """One text being read: its lines, its findings, and where in it we are."""

    def __init__(self, source: str) -> None:
        self.lines = NEWLINE.split(source)
        self.findings: dict[Finding, None] = {}  # the same one twice on a line is said once
        self.open_items: list[int] = []  # the line of each item we are in
        self.cells = 0

    def report(self, rule: Rule, line: int, typed: str) -> None:
        """Add a finding, and show what was `typed` there."""
        advice = inline.advice(typed) if rule is inline.LINK else ""
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
    """Return how many cells a line of a table holds; the bars at both ends count for none."""
    first, *middle = PIPE.split(line.strip(" \t\v\f"))
    ends = (first, middle[-1]) if middle else (first,)
    return 1 + len(middle) - ends.count("")


def _alignments(inside: Iterable[Token]) -> tuple[Alignment, ...]:
    styles = (str(th.attrs.get("style", "")) for th in inside if th.type == "th_open")
    return tuple(ALIGNMENTS[style.removeprefix("text-align:")] for style in styles)
