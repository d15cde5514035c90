"""From Markdown to Word: any text makes a sound document, and the words that it holds."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ctai_docs.documents.rendu import Rendu
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.markdown import parse, plain_text
from ctai_docs.rules import check
from tests.contract.model.making import a_contrat, fiche
from tests.fuzz.bounds import fuzz
from tests.machine.markdown.strategies import PIECES, markdown

long = st.lists(st.sampled_from((*PIECES, "mot ", "mot ")), max_size=300).map("".join)
texts = st.one_of(markdown, long, st.text(max_size=200))


@fuzz(60)
@given(texts, texts)
def test_a_text_makes_a_sound_document(text, other):
    """In a fiche, wherever texts stand; what Word cannot carry is a finding."""
    try:
        contrat = a_contrat(
            fiches=[fiche(description=text, calendrier=other, commentaires_porteurs=text)]
        )
    except ValidationError:
        return
    check(contrat)
    broken = check_invariants(Rendu(contrat).fiche("un").contenu)
    typed = text + other
    if "{{" in typed or "{%" in typed or "{#" in typed:
        broken = [each for each in broken if "leftover" not in each]
    assert broken == []


@fuzz(600)
@given(texts)
def test_parsing_ends_and_keeps_the_words(text):
    """Letters are not lost, whatever stands around them."""
    blocks = parse(text).blocks
    assert isinstance(plain_text(blocks), str)


SIGNS = 30_000
REPEATED = (
    "[",
    "*a ",
    "**",
    "- ",
    "> ",
    "<article:",
    "![",
    "`",
    "|",
    "((",
    "&#",
    "\\",
    "<b ",
    "*_",
)


@pytest.mark.parametrize("piece", [*REPEATED, "`a", "[](", "\\[", "[a]: b\n", "a|b\n-|-\n", "_a"])
def test_markdown_that_repeats_is_read_quickly(piece):
    """Marks that nest or never close: a second at most, minutes if the time grew squared."""
    start = perf_counter()
    parse((piece * SIGNS)[:SIGNS])
    assert perf_counter() - start < 10


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- " * 500 + "a", id="lists on a line"),
        pytest.param("\n".join("  " * n + "- a" for n in range(200)), id="lists in lists"),
        pytest.param("| a " * 2000 + "|\n" + "|---" * 2000 + "|\n", id="a wide table"),
    ],
)
def test_markdown_that_nests_is_read_or_refused(text):
    """Without a recursion that Python would not bear."""
    parse(text)
