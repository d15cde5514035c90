"""Walking the contract: every value that was typed, under the path that it was typed at."""

from __future__ import annotations

import pytest

from ctai_docs.machine.findings import show_path
from ctai_docs.machine.nearest import did_you_mean
from ctai_docs.machine.paths import read_path
from ctai_docs.rules.walk import edition_of, leaves, parsed, texts

from .examples import apply, base, broken


def _typed(data, path=()):
    """Yield the paths of the scalars of a dossier."""
    if isinstance(data, dict | list):
        items = data.items() if isinstance(data, dict) else enumerate(data)
        for step, item in items:
            yield from _typed(item, (*path, step))
    elif data is not None:
        yield path


def test_every_typed_value_is_met_at_its_path():
    """All but the boxes, whose short forms are of their own, stand where they were typed."""
    walked = {path for path, _ in leaves(broken())}
    typed = [path for path in _typed(base()) if path not in walked and path[:-1] not in walked]
    missed = {show_path(path) for path in typed}
    boxes = ("portage", "selection", "partenaires", "nature")
    assert {path for path in missed if not any(box in path for box in boxes)} == set()


def test_a_lone_scalar_has_its_own_path():
    """`contribution_collectivite: 6 000` is met there, and not at a « montant » nobody typed."""
    paths = {show_path(path) for path, _ in leaves(broken())}
    assert "fiches[3].budget.contribution_collectivite" in paths
    assert "fiches[1].budget.contribution_collectivite.montant" in paths
    assert "articles[1]" in paths
    assert "articles[9].cle" in paths


def test_texts_are_the_markdown_ones_of_the_dossier():
    """A text in the depth of a fiche is met; a title and a standard clause are not texts."""
    paths = [show_path(path) for path, _ in texts(broken())]
    assert "fiches[3].indicateurs.blocs.ingenierie.texte" in paths
    assert "axes[1].avant_propos" in paths
    assert "axes[1].intitule" not in paths
    assert not any(path.startswith("articles[1]") for path in paths)


def test_a_text_is_parsed_once():
    """Two checks that read a text share its blocks."""
    assert parsed("un *texte*") is parsed("un *texte*")


def test_unknown_edition_is_none():
    """What depends on the form keeps quiet without one."""
    assert edition_of(broken("edition: 1999")) is None
    assert edition_of(broken()).edition == "2026"


@pytest.mark.parametrize(
    ("typed", "known", "said"),
    [
        pytest.param("langues", ["langue", "toit"], "« langue »", id="near"),
        pytest.param("xyz", ["langue", "toit", "toit"], ": langue, toit.", id="far"),
        pytest.param("xyz", [], "Aucune clé", id="nothing"),
        pytest.param("xyz", [f"k{n}" for n in range(30)], "k11…", id="many"),
    ],
)
def test_the_nearest_key_is_proposed(typed, known, said):
    """A misspelt key brings the one that was meant, else those there are."""
    assert said in did_you_mean(typed, known).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("line", "path", "value"),
    [
        pytest.param("pilote: ville", ("pilote",), "ville", id="top"),
        pytest.param("axes[3]: {cle: x}", ("axes", 2), {"cle": "x"}, id="append"),
        pytest.param("fiches[1].debut:", ("fiches", 0, "debut"), None, id="delete"),
        pytest.param("a.b[1].c: 1", ("a", "b", 0, "c"), "1", id="make"),
    ],
)
def test_example_lines_change_one_value(line, path, value):
    """A line sets, appends or deletes, making what stands around it."""
    data = base()
    if line.startswith("a."):
        data = {"a": {"b": [{}]}}
    apply(data, line)
    for step in path[:-1]:
        data = data[step]
    found = data.get(path[-1]) if isinstance(data, dict) else data[path[-1]]
    assert found == value
    assert read_path(line.partition(":")[0]) == path
