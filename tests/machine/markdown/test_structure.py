"""Blocks: titles, lists, tables, computed blocks, and what is refused among them."""

import pytest

from ctai_docs.machine.markdown import (
    Break,
    Cell,
    ComputedBlock,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Table,
    Text,
    parse,
    plain_text,
)


def paragraph(text, line=0):
    """Return a paragraph of plain text."""
    return Paragraph((Text(text),), line)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("un\n\ndeux", [paragraph("un"), paragraph("deux", 2)], id="paragraphs"),
        pytest.param("un\r\n\r\ndeux", [paragraph("un"), paragraph("deux", 2)], id="Windows"),
        pytest.param("## Un", [Heading(2, (Text("Un"),))], id="title"),
        pytest.param(
            "- a\n- b",
            [ListBlock(False, 1, (Item((paragraph("a"),)), Item((paragraph("b", 1),))))],
            id="bullets",
        ),
        pytest.param("3) a", [ListBlock(True, 3, (Item((paragraph("a"),)),))], id="numbers"),
        pytest.param(
            "- a\n\n  b\n  1. c",
            [
                ListBlock(
                    False,
                    1,
                    (
                        Item(
                            (
                                paragraph("a"),
                                paragraph("b", 2),
                                ListBlock(True, 1, (Item((paragraph("c", 3),)),), 3),
                            )
                        ),
                    ),
                )
            ],
            id="two levels",
        ),
        pytest.param(
            "|a|b|c|\n|:-|:-:|-:|\n|1|2\\|3|",
            [
                Table(
                    (Cell((Text("a"),)), Cell((Text("b"),)), Cell((Text("c"),))),
                    ((Cell((Text("1"),)), Cell((Text("2|3"),)), Cell()),),
                    ("left", "center", "right"),
                )
            ],
            id="table",
        ),
        pytest.param("a\n\n<bloc:axes>", [paragraph("a"), ComputedBlock("axes", 2)], id="computed"),
    ],
)
def test_blocks(source, expected):
    """Each block of the language, with its line."""
    parsed = parse(source)

    assert list(parsed.blocks) == expected
    assert not parsed.findings


def wide(columns):
    """Return a table of so many columns."""
    return "|a" * columns + "|\n" + "|-" * columns + "|"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        pytest.param("<div>\n**a**\n</div>", "TXT-002", id="HTML"),
        pytest.param("<!-- a\n\nb -->", "TXT-002", id="comment"),
        pytest.param("```py\na = 1\n\nb\n```", "TXT-009", id="fence"),
        pytest.param("~~~\na", "TXT-009", id="open fence"),
        pytest.param("> 50 personnes\n> au moins", "TXT-010", id="quote"),
        pytest.param("***", "TXT-012", id="line"),
        pytest.param("#### Un", "TXT-013", id="deep title"),
        pytest.param("[a]: https://a.fr", "TXT-016", id="definition"),
        pytest.param(wide(64), "TXT-018", id="wide"),
    ],
)
def test_what_is_refused_is_reported_on_its_line_and_kept_as_typed(source, code):
    """A block that Word cannot carry becomes a paragraph of its lines."""
    parsed = parse(f"un\n\n{source}")
    kept = parsed.blocks[1]

    assert [(f.code, f.line_in_text) for f in parsed.findings] == [(code, 2)]
    assert isinstance(kept, Paragraph)
    assert plain_text([kept]) == source.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("source", "code", "kept"),
    [
        pytest.param("- a\n  - b\n    - c\n    - d", "TXT-011", "- c\n- d", id="third level"),
        pytest.param("- a\n- b\n  - - c", "TXT-011", "- c", id="third level at once"),
        pytest.param("- a\n- b\n- # c", "TXT-014", "# c", id="title"),
        pytest.param("- a\n\n- > c", "TXT-010", "> c", id="quote"),
        pytest.param("- a\n\n  |b|c|\n  |-|-|", "TXT-015", "|b|c|\n|-|-|", id="table"),
        pytest.param("- a\n- b\n- <bloc:c>", "TXT-008", "<bloc:c>", id="computed block"),
    ],
)
def test_what_is_refused_in_a_list_stays_in_its_item(source, code, kept):
    """What a list cannot hold is a paragraph of the item, without the item's mark."""
    parsed = parse(source)

    assert [(f.code, f.line_in_text) for f in parsed.findings] == [(code, 2)]
    assert kept.split("\n")[0] in plain_text(parsed.blocks)
    assert "- - " not in plain_text(parsed.blocks)


def test_a_row_longer_than_its_header_keeps_its_cells():
    """Markdown drops the cells in excess; the table stays as typed instead."""
    source = "|a|b|\n|-|-|\n|1|2|\n|1|2|3|\n1|2|\\|"
    parsed = parse(source)

    assert [(f.code, f.line_in_text) for f in parsed.findings] == [("TXT-017", 3), ("TXT-017", 4)]
    assert plain_text(parsed.blocks) == source


def test_tables_beyond_all_measure_are_kept_as_typed():
    """Rows of one bar stand for many cells: they are counted over the text."""
    source = (wide(60) + "\n" + "|\n" * 100 + "\n") * 3
    parsed = parse(source)

    assert [(f.code, f.line_in_text) for f in parsed.findings] == [("TXT-018", 103)]
    assert isinstance(parsed.blocks[0], Table)
    assert [block.line for block in parsed.blocks[1:]] == [103, 206]


@pytest.mark.parametrize(
    ("source", "line"),
    [pytest.param("- a\n-\n- b", 1, id="bullet"), pytest.param("1.", 0, id="number")],
)
def test_an_empty_item_is_reported(source, line):
    """A mark without a text would print alone."""
    assert [(f.code, f.line_in_text) for f in parse(source).findings] == [("TXT-019", line)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("1. a\n2. b\n3. c", [], id="in order"),
        pytest.param("4. a\n5. b", [], id="from four"),
        pytest.param("1. a\n1. b\n1. c", [], id="all ones"),
        pytest.param("1. a\n2. b\n4. c\n6. d", [("TXT-020", 2)], id="a gap"),
        pytest.param("1. a\n2. b\n2. c", [("TXT-020", 2)], id="twice"),
    ],
)
def test_numbers_that_word_would_change_are_reported(source, expected):
    """Word counts by itself: a number typed out of order would print otherwise."""
    assert [(f.code, f.line_in_text) for f in parse(source).findings] == expected


def test_kept_lines_are_apart():
    """The lines of a refused block stay lines."""
    assert parse("> a\n> b").blocks == (Paragraph((Text("> a"), Break(), Text("> b"))),)
