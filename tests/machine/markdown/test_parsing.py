"""Texts become blocks, whatever they hold, and nothing of them is lost."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from time import perf_counter
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.findings import Severity
from ctai_docs.machine.markdown import Paragraph, Parsed, Text, parse, plain_text

from .strategies import markdown, typed

module = import_module("ctai_docs.machine.markdown.parsing")
plain_texts = st.one_of(
    typed, st.from_regex(r"[a-z1-9é .,;:!?()«»'’€%/@=+-]{0,30}", fullmatch=True)
)


def found(source: str) -> list[tuple[str, int | None]]:
    """Return the code and the line of each finding."""
    return [(finding.code, finding.line_in_text) for finding in parse(source).findings]


def strings(value: object) -> Iterator[str]:
    """Yield all the texts within a block."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from strings(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from strings(getattr(value, each.name))


def slowly(source: str) -> Parsed:
    """Return the text as markdown-it reads it, even where it has nothing to read."""
    text = module.TypedText(source)
    return Parsed(tuple(module._read(text)), tuple(text.findings))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("A < B & C, D > E", id="comparisons"),
        pytest.param("{{ budget.total }} {% if x %}", id="template tags"),
        pytest.param("2 * 3 * 4 = 24", id="products"),
        pytest.param("nom_de_fichier_2026.docx", id="underscores"),
        pytest.param("R&D, A&B; 5 % & plus", id="ampersands"),
        pytest.param("#1 des priorités, l'axe #2", id="hashes"),
        pytest.param("[à compléter] (voir plus loin)", id="brackets"),
        pytest.param("a | b, ou c", id="a bar"),
        pytest.param("~50 personnes, ~~100~~", id="tildes"),
        pytest.param("Accueil 😀 👩‍👩‍👧", id="emoji"),
        pytest.param("مرحبا بكم في فرنسا", id="Arabic"),
        pytest.param("un\u00a0000\u202f€", id="no-break spaces"),
        pytest.param("https://exemple.fr?a=1&b=2 et jean@exemple.fr", id="bare addresses"),
        pytest.param("", id="nothing"),
    ],
)
def test_innocent_text_passes_intact(source):
    """Characters that Markdown might have read are printed as typed."""
    parsed = parse(source)

    assert not parsed.findings
    assert plain_text(parsed.blocks) == source


@given(plain_texts)
def test_the_short_way_reads_like_markdown_it(source):
    """A text without Markdown gives the same blocks with and without the parser."""
    assert parse(source) == slowly(source)


@given(st.one_of(typed, markdown))
def test_no_text_raises(source):
    """Any text gives blocks; findings stand on a line of it, at no path."""
    for finding in parse(source).findings:
        assert 0 <= finding.line_in_text < max(1, len(module.TypedText(source).lines))
        assert finding.path == ()


@given(markdown)
def test_no_letter_is_lost(source):
    """Each é that was typed is printed, or stands in an address, which may be printed too."""
    parsed = parse(source)
    kept = unquote("".join(strings(parsed.blocks)))

    assert plain_text(parsed.blocks).count("é") <= source.count("é") <= kept.count("é")


@given(
    st.text(st.characters(exclude_characters="\\`*_[]<>&#|~+-.)", categories=["L", "M", "P", "S"]))
)
def test_every_visible_character_survives(source):
    """A text without Markdown's characters is one paragraph of these very characters."""
    assert plain_text(parse(source).blocks) == source


def test_a_plain_text_does_not_load_markdown_it():
    """Titles and names, which are most texts, do not pay for the parser."""
    code = (
        "import sys; from ctai_docs.machine.markdown import parse;"
        "parse('Un titre : l’accueil, à 50 %.'); assert 'markdown_it' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_text_too_long_is_kept_unread():
    """Beyond the bound each line is a paragraph, and the text is reported."""
    source = f"**un**\n\n{'x' * module.MAX_CHARACTERS}"
    parsed = parse(source)

    assert found(source) == [("TXT-021", 0)]
    assert parsed.blocks[0] == Paragraph((Text("**un**"),), 0)
    assert parsed.blocks[1].line == 2


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("[" * 20_000, id="brackets"),
        pytest.param("*a **a " * 3_000, id="emphasis"),
        pytest.param("`a``b" * 4_000, id="backticks"),
        pytest.param("> " * 10_000, id="quotes"),
        pytest.param("- " * 10_000, id="lists"),
        pytest.param("<!--" * 5_000, id="comments"),
        pytest.param(("|a" * 60 + "\n" + "|-" * 60 + "\n" + "|\n" * 500) * 16, id="tables"),
    ],
)
def test_hostile_texts_are_read_in_linear_time(source):
    """Twenty thousand characters made to explode take no more than seconds."""
    start = perf_counter()
    parse(source)
    assert perf_counter() - start < 5


def test_findings_are_errors_that_say_what_to_do():
    """A finding shows what was typed, and how to mend it."""
    (finding,) = parse("voir `ceci`").findings

    assert finding.severity is Severity.ERREUR
    assert "`ceci`" in finding.found
    assert finding.remedy


def test_the_same_text_twice_on_a_line_is_reported_once():
    """Two uses of one tag make one finding; on two lines, two."""
    assert found("a <br> b <br>\nc <br>") == [("TXT-002", 0), ("TXT-002", 1)]
