"""Places: of values, of keys, of lines inside texts, and across the files of a dossier."""

from __future__ import annotations

import pytest

from ctai_docs.machine.findings import Location, Rule, Severity
from ctai_docs.machine.yaml.events import read_yaml
from ctai_docs.machine.yaml.positions import Positions

TEXT = """\
titre: Un toit
budget:
  cout_total: 12 000
  lignes:
    - nom: a
    - nom:
clauses:
  bar: |
    un

    deux
  marge: |2

      trois
  plie: >-
    quatre
    cinq

    six
  simple: sept
    huit
  quote: 'l''an

    neuf'
  double: "dix\\nonze
    douze\\n

    treize"
"""


@pytest.fixture
def positions():
    """Return the positions of the specimen."""
    return read_yaml(TEXT.encode(), "c.yaml").positions


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        pytest.param((), 1, 1, id="the file"),
        pytest.param(("titre",), 1, 8, id="a text: its value"),
        pytest.param(("budget",), 2, 1, id="a group: its key"),
        pytest.param(("budget", "lignes", 1), 6, 7, id="an item"),
        pytest.param(("budget", "lignes", 1, "nom"), 6, 7, id="an empty value: its key"),
        pytest.param(("budget", "annee"), 2, 1, id="a missing key: the group"),
        pytest.param(("budget", "lignes", 0, "nom", "x"), 5, 12, id="below a text"),
        pytest.param(("x", 3, "y"), 1, 1, id="unknown from the top"),
    ],
)
def test_a_path_has_a_place(positions, path, line, column):
    """The place is that of the value, of its key, or of the nearest known value around."""
    assert positions.locate(path) == Location("c.yaml", line, column)


@pytest.mark.parametrize(
    ("key", "line_in_text", "line", "column"),
    [
        pytest.param("bar", 0, 9, 5, id="literal, first"),
        pytest.param("bar", 2, 11, 5, id="literal, after a blank line"),
        pytest.param("marge", 1, 14, 7, id="literal with a margin"),
        pytest.param("plie", 0, 16, 5, id="folded, first"),
        pytest.param("plie", 1, 19, 5, id="folded, second"),
        pytest.param("simple", 0, 20, 11, id="plain"),
        pytest.param("quote", 0, 22, 10, id="quoted, first"),
        pytest.param("quote", 1, 24, 5, id="quoted, second"),
        pytest.param("double", 1, 25, 11, id="escaped line end: the line that holds it"),
        pytest.param("double", 3, 28, 5, id="double quoted, after a blank line"),
        pytest.param("bar", 99, 29, 1, id="beyond the file"),
    ],
)
def test_a_line_inside_a_text_has_a_place(positions, key, line_in_text, line, column):
    """Exact for a literal text; the line that holds it for the others."""
    found = positions.locate(("clauses", key), line_in_text)
    assert found == Location("c.yaml", line, column)


def test_a_line_in_a_text_that_is_not_there_is_the_nearest_place(positions):
    """A line is sought only in the text that was asked for."""
    assert positions.locate(("clauses", "x"), 3) == Location("c.yaml", 7, 1)


def test_a_key_has_its_own_place(positions):
    """A finding about a key points to the key, not to its value."""
    assert positions.locate_key(("titre",)) == Location("c.yaml", 1, 1)
    assert positions.locate_key(("budget", "lignes", 0)) == Location("c.yaml", 5, 7)


def test_mounted_files_show_their_own_paths(positions):
    """A finding deep in the model is placed in its file, with the path inside that file."""
    fiche = read_yaml(b"nom: x\nbudget:\n  cout_total: 1\n", "fiches/08.yaml").positions
    positions.mount(("fiches", 7), fiche)
    rule = Rule(code="BUD-003", severity=Severity.ERREUR, title="", found="faux")
    placed = positions.place(
        [
            rule.at(("fiches", 7, "budget", "cout_total")),
            rule.at(("fiches", 2)),
            rule.at(("titre",)),
        ]
    )
    assert [str(finding) for finding in placed] == [
        "fiches/08.yaml:3:15 · budget.cout_total · faux [BUD-003]",
        "c.yaml:1:1 · fiches[3] · faux [BUD-003]",
        "c.yaml:1:8 · titre · faux [BUD-003]",
    ]
    assert positions.locate_key(("fiches", 7, "nom")) == Location("fiches/08.yaml", 1, 1)


def test_a_known_place_is_kept(positions):
    """A finding that already knows its place does not lose it."""
    where = Location("gabarit.docx")
    finding = Rule(code="X", severity=Severity.ERREUR, title="", found="faux").in_file(
        where, ("titre",)
    )
    assert positions.place([finding])[0].where == where


def test_without_places_everything_is_at_the_top():
    """Positions of an empty file still answer."""
    assert Positions("vide.yaml", {}).locate(("a", 0), 4) == Location("vide.yaml", 1, 1)
