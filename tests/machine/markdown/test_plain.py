"""Blocks as plain text."""

import pytest

from ctai_docs.machine.markdown import parse, plain_text, words


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("# Un\n\n**deux**\\\ntrois", "Un\ndeux\ntrois", id="paragraphs"),
        pytest.param("3. a\n4. b\n\n   c", "3. a\n4. b\n   c", id="numbers"),
        pytest.param("- a\n  - b\n- c", "– a\n  – b\n– c", id="bullets"),
        pytest.param("|a|b|\n|-|-|\n|1|2|", "a | b\n1 | 2", id="table"),
        pytest.param("<bloc:axes>", "<bloc:axes>", id="computed block"),
        pytest.param("voir <axe:a> et [b](axe:a)", "voir <axe:a> et b", id="references"),
        pytest.param("[a](https://b.fr)", "a", id="link"),
    ],
)
def test_plain_text(source, expected):
    """One line a block, marks of lists in front."""
    assert plain_text(parse(source).blocks) == expected


def test_words_leave_marks_out():
    """Bullets, bars and lone punctuation are no words."""
    assert words(parse("- l'accueil : **50** %\n- b").blocks) == ["l'accueil", "50", "b"]
