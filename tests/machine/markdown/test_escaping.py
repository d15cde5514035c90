"""Typed text inside Markdown of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.markdown import Paragraph, Table, Text, escape, parse, plain_text

from .strategies import markdown, typed

lines = st.one_of(typed, markdown).map(lambda text: "".join(text.split("\n")).replace("\r", ""))
titles = lines.map(str.strip).filter(bool)


@given(titles)
def test_an_escaped_text_reads_as_itself(text):
    """A title is one paragraph of its own characters."""
    parsed = parse(escape(text))

    assert parsed.blocks == (Paragraph((Text(text),)),)
    assert not parsed.findings


@given(titles)
def test_an_escaped_text_reads_as_itself_in_a_cell_and_in_an_item(text):
    """A title stays whole in a table and behind a bullet."""
    (table,) = parse(f"| {escape(text)} | b |\n|---|---|").blocks
    (items,) = parse(f"- {escape(text)}").blocks

    assert isinstance(table, Table)
    assert table.header[0].spans == (Text(text),)
    assert plain_text([items]) == f"– {text}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1. Un titre", r"1\. Un titre", id="number"),
        pytest.param("- un", r"\- un", id="bullet"),
        pytest.param("1.5 et 2.", r"1\.5 et 2.", id="decimal"),
        pytest.param("a\nb", "a b", id="new line"),
        pytest.param("L'accueil, à 50 %", "L'accueil, à 50 %", id="nothing to do"),
    ],
)
def test_escape(text, expected):
    """Only what Markdown would read is escaped."""
    assert escape(text) == expected
