"""Writing YAML: readable, and read back the same whatever the texts hold."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.characters import refused
from ctai_docs.machine.yaml.events import read_yaml
from ctai_docs.machine.yaml.writer import write_yaml

SPECIMEN = {
    "titre": "Un toit : l’entrée",
    "nom": "Centre d’accueil 🙂",
    "montant": "12\u202f000 €",
    "date": "2026-01-31",
    "vide": None,
    "rien": [],
    "texte": "Premier.\n\n- deux\n",
    "lignes": [
        {"nom": "a", "detail": "x\ny"},
        {"nom": "b", "sous": ["1", None, ["2", "3"]]},
        "# seul",
    ],
}
WRITTEN = """\
# Le contrat
# en deux lignes
titre: "Un toit : l’entrée"
nom: Centre d’accueil 🙂
montant: 12\u202f000 €
date: 2026-01-31
vide:
rien: []
texte: |
  Premier.

  - deux
lignes:
  # La première
  - nom: a
    # Son détail
    detail: |-
      x
      y
  # Son nom
  - nom: b
    sous:
      - 1
      -
      - - 2
        - 3
  - "# seul"
"""


def back(value, comments=None):
    """Return what is read from what is written."""
    return read_yaml(write_yaml(value, comments).encode(), "f.yaml").value


def test_a_dossier_reads_well():
    """Block style, bars, plain scalars, comments above their keys."""
    comments = {
        ("titre",): "Le contrat\nen deux lignes",
        ("lignes", 0): "La première",
        ("lignes", 0, "detail"): "Son détail",
        ("lignes", 1, "nom"): "Son nom",
    }
    assert write_yaml(SPECIMEN, comments) == WRITTEN
    assert back(SPECIMEN, comments) == SPECIMEN


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("x\n", "|", id="one line end"),
        pytest.param("x\ny", "|-", id="no line end"),
        pytest.param("x\n\n", "|+", id="two line ends"),
        pytest.param("\n", "|+", id="only a line end"),
        pytest.param(" x\ny\n", "|2", id="margin"),
        pytest.param("\n\tx\ny", "|2-", id="tab first"),
        pytest.param("x\ny\x85", '"x\\ny\\x85"', id="line end of YAML 1.1"),
        pytest.param("x\u2028y", '"x\\u2028y"', id="line separator"),
        pytest.param("a\\b", "a\\b", id="backslash"),
        pytest.param("- a", '"- a"', id="dash"),
        pytest.param("null", '"null"', id="null"),
        pytest.param("null part", "null part", id="null at the head"),
        pytest.param("", '""', id="empty"),
        pytest.param('dit "oui"', 'dit "oui"', id="quotes inside"),
        pytest.param("a #b", '"a #b"', id="comment"),
        pytest.param("fin:", '"fin:"', id="colon at the end"),
        pytest.param("http://x.fr", "http://x.fr", id="address"),
    ],
)
def test_a_text_is_written_in_the_plainest_safe_way(text, written):
    """Plain, else under a bar when it has lines, else quoted."""
    assert write_yaml({"a": text}).split("\n")[0] == f"a: {written}"
    assert back({"a": text, "b": [text]}) == {"a": text, "b": [text]}


XML = st.characters(exclude_categories=["Cs"]).filter(lambda sign: not any(refused(sign)))
PIECES = st.sampled_from(
    [
        *[": ", " #", "- ", "? ", "@", "\n", "\n\n", "  ", "\t", "\r", "\x85", "\u2028"],
        *['"', "'", "\\", "---", "...", "|", "{{", "%", "null", "~", "é", "<<", ":", "🙂"],
    ]
)
TEXTS = st.lists(st.one_of(PIECES, XML), max_size=12).map("".join)
DATA = st.recursive(
    st.one_of(st.none(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


@given(DATA)
def test_any_data_reads_back_the_same(value):
    """Lists, groups and any text that a dossier takes survive."""
    assert back(value) == value


@given(DATA)
def test_any_data_reads_back_the_same_without_the_parser_in_c(value):
    """What is written does not depend on the parser that will read it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "ruamel.yaml.cyaml", None)
        assert back(value) == value


@given(st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2), max_size=3), TEXTS)
def test_comments_change_no_data(value, comment):
    """A comment, whatever it says, is never read."""
    comments = {(key,): comment for key in value}
    comments |= {(key, 0): comment for key in value}
    assert back(value, comments) == value


def test_a_very_long_key_survives():
    """Parsers seek the colon within 1,024 signs: a longer key is written another way."""
    for value in ("x", "x\ny\n", ["a"], {"b": "c"}, None, []):
        assert back({"é" * 3000: value}) == {"é" * 3000: value}
