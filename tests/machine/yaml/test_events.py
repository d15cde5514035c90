"""Reading YAML: what comes out, what is refused, and that nothing else can come out."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.yaml.events import (
    AFTER_BRACKET,
    AFTER_QUOTE,
    BLANK,
    BLOCK,
    COLON,
    CONTROL,
    DASH,
    DUPLICATE,
    ENCODING,
    ESCAPE,
    INDENT,
    KEY,
    LIMIT,
    MAX_FINDINGS,
    MIXED,
    MORE,
    NO_COLON,
    NO_SPACE,
    OPEN,
    SEVERAL,
    SPECIAL,
    SYNTAX,
    read_yaml,
)


@pytest.fixture(params=["c", "pure"])
def parser(request, monkeypatch):
    """Read with the parser in C, then without it."""
    if request.param == "pure":
        monkeypatch.setitem(sys.modules, "ruamel.yaml.cyaml", None)
    return request.param


def refused(data):
    """Return the codes, lines and columns of what is wrong in a file."""
    with pytest.raises(CtaiError) as caught:
        read_yaml(data if isinstance(data, bytes) else data.encode(), "f.yaml")
    return [(f.code, f.where.line, f.where.column) for f in caught.value.findings]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(
            "a: 7.10\nb: oui\nc: 2026-01-31\nd: 0o7\n",
            {"a": "7.10", "b": "oui", "c": "2026-01-31", "d": "0o7"},
            id="scalars stay text",
        ),
        pytest.param(
            "a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: Null\n",
            {"a": None, "b": None, "c": None, "d": "", "e": "null", "f": "Null"},
            id="none",
        ),
        pytest.param(
            "a: [1, {b: c}]\nd:\n- e\n- - f\n",
            {"a": ["1", {"b": "c"}], "d": ["e", ["f"]]},
            id="flow and block",
        ),
        pytest.param(
            "a: |\n  x\n   y\n\n  z\nb: >-\n  x\n  y\n",
            {"a": "x\n y\n\nz\n", "b": "x y"},
            id="block texts",
        ),
        pytest.param(
            "é😀: 'l''eau'\nb: \"\\t\\u00e9\\\"\"\n", {"é😀": "l'eau", "b": '\té"'}, id="quotes"
        ),
        pytest.param(
            "a: http://x.fr\nb: 10:30\nc: a#b\nd: x # non\n",
            {"a": "http://x.fr", "b": "10:30", "c": "a#b", "d": "x"},
            id="near misses",
        ),
        pytest.param(
            "a: x\u2028 y\nb: |\n  x\x85y\n\n  z\u2029\n",
            {"a": "x\u2028 y", "b": "x\x85y\n\nz\u2029\n"},
            id="line ends of YAML 1.1",
        ),
        pytest.param(
            "\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": "1", "b": "x\ny\n"}, id="windows"
        ),
        pytest.param("%YAML 1.2\n---\na: 1\n...\n", {"a": "1"}, id="markers"),
        pytest.param("'<<': 1\n", {"<<": "1"}, id="quoted merge key"),
        pytest.param("", None, id="empty file"),
        pytest.param("# rien\n", None, id="only comments"),
        pytest.param("texte seul", "texte seul", id="one scalar"),
    ],
)
def test_a_valid_file_reads_the_same_with_either_parser(text, value):
    """The data is what is expected of each file, whichever parser read it."""
    assert read_yaml(text.encode(), "f.yaml").value == value


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        pytest.param("a:\n\t- b\n", BLANK, 2, 1, id="tab"),
        pytest.param("a: b\n\tc: d\n", BLANK, 2, 1, id="tab after a value"),
        pytest.param("a:\n\xa0\xa0b: c\n", BLANK, 2, 1, id="no-break space as margin"),
        pytest.param("a: 'b\nc: d\n", OPEN, 1, 4, id="quote never closed"),
        pytest.param('a: "b\n---\nc"\n', OPEN, 1, 4, id="quote over a marker"),
        pytest.param("a: [b\nc: d\n", OPEN, 1, 4, id="bracket never closed"),
        pytest.param("a: {b: c\n", OPEN, 1, 4, id="brace never closed"),
        pytest.param("a: [\n", OPEN, 1, 4, id="bracket at the end"),
        pytest.param("a: 'l'eau'\nb: c\n", AFTER_QUOTE, 1, 7, id="apostrophe in quotes"),
        pytest.param('a: "Le "Toit""\n', AFTER_QUOTE, 1, 9, id="quotes in quotes"),
        pytest.param("a: 'b\nc: l'eau\n", AFTER_QUOTE, 2, 6, id="quote closed by an apostrophe"),
        pytest.param("a: [Projet] Maison\n", AFTER_BRACKET, 1, 13, id="text after a bracket"),
        pytest.param("a: |x\n", BLOCK, 1, 4, id="text after a bar"),
        pytest.param("a: > 10 ans\n", BLOCK, 1, 4, id="greater than"),
        pytest.param("a: b: c\n", COLON, 1, 5, id="colon in a text"),
        pytest.param("a: Note\n  du jour : x\n", COLON, 2, 11, id="colon on a second line"),
        pytest.param("a:b\nc: d\n", NO_SPACE, 1, 1, id="no space, first line"),
        pytest.param("x: y\na:b\nc: d\n", NO_SPACE, 2, 1, id="no space, later"),
        pytest.param("a:\xa0b\nc: d\n", NO_SPACE, 1, 1, id="no-break space after the colon"),
        pytest.param("'a':b\n", NO_SPACE, 1, 4, id="no space after a quoted key"),
        pytest.param("a: 'b': c\n", COLON, 1, 7, id="colon after quotes"),
        pytest.param("a: b\nc\nd: e\n", NO_COLON, 2, 1, id="no colon"),
        pytest.param("a: - b\n", DASH, 1, 4, id="dash after a key"),
        pytest.param("a: b\n- c\n", MIXED, 2, 1, id="dash among keys"),
        pytest.param("- c\na: b\n", MIXED, 2, 1, id="key among dashes"),
        pytest.param("a: b\n c: d\n", INDENT, 2, 2, id="key too far right"),
        pytest.param("a:\n  b: c\n d: e\n", INDENT, 3, 2, id="key between two levels"),
        pytest.param(" a: b\nc: d\n", INDENT, 2, 1, id="key too far left"),
        pytest.param("a: |\n  x\n y\n", INDENT, 3, 2, id="text too far left"),
        pytest.param("a: @b\n", SPECIAL, 1, 4, id="at sign"),
        pytest.param("a: %b\n", SPECIAL, 1, 4, id="per cent"),
        pytest.param("a: `b\n", SPECIAL, 1, 4, id="backquote"),
        pytest.param("a: , b\n", SPECIAL, 1, 4, id="comma"),
        pytest.param("a: ]\n", SPECIAL, 1, 4, id="closing bracket"),
        pytest.param("a: ? b\n", SPECIAL, 1, 4, id="question mark"),
        pytest.param("a: **gras**\n", SPECIAL, 1, 4, id="bold"),
        pytest.param("a: *b\n", SPECIAL, 1, 4, id="alias"),
        pytest.param("a: &x b\n", SPECIAL, 1, 4, id="anchor"),
        pytest.param("&x a: b\n", SPECIAL, 1, 1, id="anchor on a key"),
        pytest.param("a: !!python/object:os.system b\n", SPECIAL, 1, 4, id="tag"),
        pytest.param("a: !important\n", SPECIAL, 1, 4, id="exclamation mark"),
        pytest.param("a: !x!y b\n", SPECIAL, 1, 4, id="unknown tag handle"),
        pytest.param("a: {{ nom }}\n", SPECIAL, 1, 5, id="template"),
        pytest.param("%YAML 2.0\n---\na: b\n", SPECIAL, 1, 1, id="another YAML"),
        pytest.param("<<: b\n", KEY, 1, 1, id="merge key"),
        pytest.param("? [a]\n: b\n", KEY, 1, 3, id="list as key"),
        pytest.param("{a: b}: c\n", KEY, 1, 1, id="group as key"),
        pytest.param(": b\n", KEY, 1, 1, id="no key"),
        pytest.param("null: b\n", KEY, 1, 1, id="null as key"),
        pytest.param("a: 1\n---\nb: 2\n", SEVERAL, 2, 1, id="two documents"),
        pytest.param("a: 1\n...\n---\nb: 2\n", SEVERAL, 3, 1, id="two documents, ended"),
        pytest.param("a: '\x07'\n", CONTROL, 1, 5, id="control character"),
        pytest.param("a: b\nc: d\0\n", CONTROL, 2, 5, id="nul"),
        pytest.param("a: x\ufeff\n", CONTROL, 1, 5, id="byte order mark inside"),
        pytest.param('a: "\\0"\n', CONTROL, 1, 4, id="nul by its escape"),
        pytest.param("[" * 50, LIMIT, 1, 42, id="too deep"),
    ],
)
def test_a_mistake_has_one_finding_where_it_is(text, rule, line, column):
    """Each usual mistake is named, once, at its line and column, whichever parser met it."""
    assert refused(text) == [(rule.code, line, column)]


@pytest.mark.parametrize("text", ['a: "C:\\dossier"\n', 'a: "\\x1"\n', 'a: "\\ud800x\\q"\n'])
def test_a_backslash_that_is_no_code_is_named(text):
    """Between double quotes, a Windows path is not a syntax error but a backslash too many."""
    assert [code for code, *_ in refused(text)] == [ESCAPE.code]


def test_what_has_no_known_cause_is_still_said_in_french():
    """A file cut inside a list says only where reading stopped."""
    assert refused("a: [b,\n") == [(SYNTAX.code, 2, 1)]


def test_all_duplicates_are_found_with_the_line_of_the_first():
    """Each key written again is reported where it is, and says where it was first."""
    text = "a: 1\nb:\n  c: 1\n  c: 2\n  c: 3\na: 2\n"
    with pytest.raises(CtaiError) as caught:
        read_yaml(text.encode(), "f.yaml")
    found = caught.value.findings
    assert [(f.code, f.path, f.where.line) for f in found] == [
        (DUPLICATE.code, ("b", "c"), 4),
        (DUPLICATE.code, ("b", "c"), 5),
        (DUPLICATE.code, ("a",), 6),
    ]
    assert [("ligne 3" in f.found, "ligne 1" in f.found) for f in found] == [
        (True, False),
        (True, False),
        (False, True),
    ]


def test_each_section_tells_its_syntax_error():
    """After a syntax error the reader goes on at the next top-level key."""
    text = "a: @x\nb:\n  c: d: e\n  f: *g\nh: 'l'eau'\nok: oui\n"
    assert refused(text) == [(SPECIAL.code, 1, 4), (COLON.code, 3, 7), (AFTER_QUOTE.code, 5, 7)]


def test_findings_stop_at_a_number():
    """A file that is wrong everywhere does not bury its reader."""
    *told, more = refused("a: *b\n" * 200)
    assert (len(told), more[0]) == (MAX_FINDINGS, MORE.code)


@pytest.mark.parametrize(
    ("data", "kind", "line", "column"),
    [
        pytest.param("a: é\n".encode("utf-16"), "UTF-16", 1, 1, id="utf-16"),
        pytest.param("a: été\n".encode("utf-16-le"), "UTF-16", 1, 1, id="utf-16 without mark"),
        pytest.param("a: été\n".encode("utf-16-be"), "UTF-16", 1, 1, id="utf-16 the other way"),
        pytest.param("a: é\n".encode("utf-32"), "UTF-32", 1, 1, id="utf-32"),
        pytest.param("é: b\n".encode() + "c: dé\n".encode("cp1252"), "« é »", 2, 5, id="cp1252"),
        pytest.param(b"a: \x81\xff\n", "0x81", 1, 4, id="unknown"),
        pytest.param(b"PK\3\4\0\0", "Word", 1, 1, id="docx"),
        pytest.param(b"%PDF-1.7", "PDF", 1, 1, id="pdf"),
    ],
)
def test_a_wrong_encoding_is_named(data, kind, line, column):
    """The finding says which encoding or format this is, and where it shows."""
    with pytest.raises(CtaiError) as caught:
        read_yaml(data, "f.yaml")
    (found,) = caught.value.findings
    where = found.where
    assert (found.code, where.line, where.column) == (ENCODING.code, line, column)
    assert kind in found.found


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"a" * 5_000_001, id="bytes"),
        pytest.param(b"- 1\n" * 200_001, id="values"),
    ],
)
def test_a_file_beyond_the_limits_is_refused(data):
    """Size and number of values are bounded."""
    assert [code for code, *_ in refused(data)] == [LIMIT.code]


SIGNS = st.sampled_from([*list("ab: \n-\t'\"[]{},#&*!|>%@`?\\~<é\u2028\x85\xa0\0"), "\n  ", ": "])


def reads_or_refuses(data):
    """Return whether a file is read, or refused with places in it."""
    try:
        read_yaml(data, "f.yaml")
    except CtaiError as error:
        return bool(error.findings) and all(f.where.file == "f.yaml" for f in error.findings)
    return True


@given(st.one_of(st.binary(), st.lists(SIGNS).map("".join), st.text()))
def test_no_bytes_raise_anything_but_findings(data):
    """Whatever the file holds, it is read or it is refused with places."""
    assert reads_or_refuses(data if isinstance(data, bytes) else data.encode())


@given(st.lists(SIGNS).map("".join))
def test_the_pure_parser_raises_nothing_but_findings(text):
    """Without the parser in C, the same holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "ruamel.yaml.cyaml", None)
        assert reads_or_refuses(text.encode())
