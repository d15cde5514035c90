"""Spans: looks, references, links, and what is refused within a paragraph."""

import pytest

from ctai_docs.machine.markdown import Break, Link, Reference, Text, parse


def spans(source):
    """Return the spans of a text of one paragraph."""
    (paragraph,) = parse(source).blocks
    return list(paragraph.spans)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("un **gras**", [Text("un "), Text("gras", bold=True)], id="bold"),
        pytest.param("_italique_", [Text("italique", italic=True)], id="italic"),
        pytest.param(
            "**a *b***", [Text("a ", bold=True), Text("b", bold=True, italic=True)], id="both"
        ),
        pytest.param("un\ndeux", [Text("un deux")], id="soft line break"),
        pytest.param("un\\\ndeux", [Text("un"), Break(), Text("deux")], id="hard line break"),
        pytest.param("un  \ndeux", [Text("un"), Break(), Text("deux")], id="two spaces"),
        pytest.param(r"\*un\* \<b> 1\. \\", [Text("*un* <b> 1. \\")], id="escapes"),
        pytest.param("    retrait", [Text("retrait")], id="indented paragraph"),
        pytest.param("un\n---:", [Text("un ---:")], id="almost a title"),
    ],
)
def test_looks(source, expected):
    """Bold, italic and line breaks; neighbours of one look are one span."""
    assert spans(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<article:avenant>", [Reference("article", "avenant")], id="article"),
        pytest.param("<axe:logement>", [Reference("axe", "logement")], id="axe"),
        pytest.param("<fiche:un-toit>", [Reference("fiche", "un-toit")], id="fiche"),
        pytest.param("<annexe:budget>", [Reference("annexe", "budget")], id="annexe"),
        pytest.param("<valeur:etat.2026>", [Reference("valeur", "etat.2026")], id="valeur"),
        pytest.param("<Fiche:a_b-c.1>", [Reference("fiche", "a_b-c.1")], id="capital"),
        pytest.param("<axe:été>", [Reference("axe", "été")], id="accents"),
        pytest.param("[#](article:avenant)", [Reference("article", "avenant", "#")], id="number"),
        pytest.param("[](article:avenant)", [Reference("article", "avenant")], id="no words"),
        pytest.param(
            "[un **avenant**](article:avenant)",
            [
                Reference("article", "avenant", "un "),
                Reference("article", "avenant", "avenant", bold=True),
            ],
            id="own words",
        ),
        pytest.param("**<axe:a>**", [Reference("axe", "a", bold=True)], id="bold"),
    ],
)
def test_references(source, expected):
    """Autolinks and links with our schemes are references, their keys untouched."""
    assert spans(source) == expected
    assert not parse(source).findings


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<https://a.fr>", Link("https://a.fr", (Text("https://a.fr"),)), id="auto"),
        pytest.param("[a](http://a.fr)", Link("http://a.fr", (Text("a"),)), id="http"),
        pytest.param("<a@b.fr>", Link("mailto:a@b.fr", (Text("a@b.fr"),)), id="e-mail"),
        pytest.param(
            "[a **b**](https://a.fr/é?x=1&y=2)",
            Link("https://a.fr/%C3%A9?x=1&y=2", (Text("a "), Text("b", bold=True))),
            id="accent",
        ),
        pytest.param("[](https://a.fr)", Link("https://a.fr", (Text("https://a.fr"),)), id="bare"),
    ],
)
def test_links(source, expected):
    """Web and e-mail addresses are links, encoded; without words they show themselves."""
    assert spans(source) == [expected]
    assert not parse(source).findings


REFUSED = [
    pytest.param("![alt](a.png)", "TXT-001", id="image"),
    pytest.param("<b>", "TXT-002", id="tag"),
    pytest.param("<select>", "TXT-002", id="select"),
    pytest.param("<!-- a -->", "TXT-002", id="comment"),
    pytest.param("&nbsp;", "TXT-002", id="entity"),
    pytest.param("&#12;", "TXT-002", id="control character"),
    pytest.param("`code`", "TXT-003", id="code"),
    pytest.param("[a](page.html)", "TXT-004", id="relative address"),
    pytest.param("[a](#b)", "TXT-004", id="fragment"),
    pytest.param("[a]()", "TXT-004", id="no address"),
    pytest.param("<javascript:alert(1)>", "TXT-004", id="script"),
    pytest.param("[a](ftp://a.fr)", "TXT-004", id="ftp"),
    pytest.param("<https://>", "TXT-004", id="no host"),
    pytest.param("<artcle:avenant>", "TXT-004", id="misspelt"),
    pytest.param("<article:>", "TXT-005", id="no key"),
    pytest.param("<article:a/b>", "TXT-005", id="slash in key"),
    pytest.param("<article: a>", "TXT-005", id="space before the key"),
    pytest.param("<valeur:etat.total >", "TXT-005", id="space after the key"),
    pytest.param("< fiche:a>", "TXT-005", id="space before the kind"),
    pytest.param('[a](https://a.fr "titre")', "TXT-006", id="title"),
    pytest.param("[a <axe:b> c](https://a.fr)", "TXT-007", id="nested"),
    pytest.param("<bloc:axes>", "TXT-008", id="computed block"),
    pytest.param("[a](bloc:axes)", "TXT-008", id="computed block with words"),
]


@pytest.mark.parametrize(("source", "code"), REFUSED)
def test_what_is_refused_is_reported_on_its_line_and_kept_as_typed(source, code):
    """A paragraph keeps what Word cannot carry as plain text."""
    typed = f"un\ndeux {source} *trois*"
    (finding,) = parse(typed).findings

    assert (finding.code, finding.line_in_text) == (code, 1)
    assert spans(typed) == [Text(f"un deux {source} "), Text("trois", italic=True)]


@pytest.mark.parametrize(("source", "code"), REFUSED)
def test_what_is_refused_is_found_in_cells_too(source, code):
    """A cell is read like a paragraph."""
    (finding,) = parse(f"| a | b |\n|---|---|\n| 1 | x {source} |").findings

    assert (finding.code, finding.line_in_text) == (code, 2)


def test_a_misspelt_reference_is_given_the_right_spelling():
    """The remedy names the closest scheme."""
    (finding,) = parse("<artcle:avenant>").findings

    assert "article:" in finding.remedy


def test_places_are_right_after_a_passage_of_several_lines():
    """A refused passage that holds line breaks does not shift the next one."""
    findings = parse("un `deux\ntrois` [a](\nb) `c`").findings

    assert [(f.code, f.line_in_text) for f in findings] == [
        ("TXT-003", 0),
        ("TXT-004", 1),
        ("TXT-003", 2),
    ]


def test_a_line_break_within_the_words_of_a_reference_stays_between_its_pieces():
    """A reference is cut where its words break; each piece leads to the same place."""
    assert spans("[un\\\ndeux](axe:a)") == [
        Reference("axe", "a", "un"),
        Break(),
        Reference("axe", "a", "deux"),
    ]
