"""Avenants as files of a dossier."""

from __future__ import annotations

import pytest

from ctai_docs.contract.avenants import apply, avenant_text, read_avenant, read_avenants
from ctai_docs.machine.findings import CtaiError
from tests.contract.avenants.making import SPECIMEN, metz, specimen


def written(folder, **files):
    """Write files of avenants into a dossier, and return its folder."""
    (folder / "avenants").mkdir()
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "avenants" / f"{name}.yaml").write_bytes(data)
    return folder


def wrong(text, name="avenants/1.yaml"):
    """Return the places and codes of what is wrong in a file."""
    with pytest.raises(CtaiError) as error:
        read_avenant(text.encode(), name)
    return [(str(f.where), f.code) for f in error.value.findings]


def test_avenants_are_read_in_the_order_of_their_numbers(tmp_path):
    """The order is not that of the names of files; the number may be the name."""
    folder = written(tmp_path, **{"10": "objet: Dix.", "2": "objet: Deux.", "b": "numero: 1"})
    assert [a.numero for a, _ in read_avenants(folder)] == [1, 2, 10]


def test_a_dossier_without_avenants_has_none(tmp_path):
    """No folder, no avenant."""
    assert read_avenants(tmp_path) == []


def test_every_error_of_every_file_is_told_at_once(tmp_path):
    """Syntax, model, paths and numbers, each at its place."""
    files = {
        "1": "numero: 0",
        "2": "objet: [",
        "3": "changements:\n  - modifier: finn\n",
        "04": "numero: 5",
        "5": "objet: x",
    }
    folder = written(tmp_path, **files)
    with pytest.raises(CtaiError) as error:
        read_avenants(folder)
    found = [(str(f.where), f.code) for f in error.value.findings]
    assert found == [
        ("avenants/1.yaml:1:9", "MOD-004"),
        ("avenants/2.yaml:1:8", "YML-009"),
        ("avenants/3.yaml:2:15", "AVE-002"),
        ("avenants/5.yaml:1:1", "AVE-012"),
    ]


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        pytest.param("modifer: fin", "3:5", "MOD-006", id="misspelt kind"),
        pytest.param("{modifier: fin, ajouter: axes.a}", "3:5", "MOD-006", id="two kinds"),
        pytest.param("fin", "3:5", "MOD-006", id="no group"),
        pytest.param("{modifier: fin, apres: demain}", "3:28", "MOD-006", id="no date"),
        pytest.param("{modifier: a b}", "3:16", "MOD-006", id="no path"),
        pytest.param("{supprimer_fiche: un, apres: 1}", "3:27", "MOD-002", id="unknown key"),
        pytest.param(
            "{ajouter_fiche: un, fiche: {axe: a, intitul: x}}", "3:41", "MOD-002", id="in a fiche"
        ),
        pytest.param(
            "{deplacer: axes.a, en_tete: oui, a_la_suite_de: b}", "3:5", "MOD-006", id="two places"
        ),
    ],
)
def test_a_mistake_is_told_where_it_was_typed(change, place, code):
    """File, line, column."""
    assert wrong(f"numero: 1\nchangements:\n  - {change}\n") == [(f"avenants/1.yaml:{place}", code)]


def test_a_misspelt_kind_is_guessed():
    """The message proposes the nearest kind."""
    with pytest.raises(CtaiError, match="Vouliez-vous dire « modifier »"):
        read_avenant(b"numero: 1\nchangements:\n  - modifer: fin\n", "1.yaml")


def test_a_change_that_does_not_fit_is_told_in_its_file():
    """With positions, `apply` names file, line and column."""
    text = "numero: 1\nchangements:\n  - modifier: fin\n    avant: 1/1/2027\n    apres: 1/1/2029\n"
    avenant, positions = read_avenant(text.encode(), "avenants/1.yaml")
    with pytest.raises(CtaiError) as error:
        apply(metz(), avenant, positions)
    assert [str(f.where) for f in error.value.findings] == ["avenants/1.yaml:4:12"]


def test_an_avenant_is_written_with_a_word_on_each_change():
    """Comments name, in French, what a change touches; the rest reads back the same."""
    avenant, _ = specimen()
    text = avenant_text(avenant)
    assert (
        "  # Article « montant » · Exercices budgétaires › 2027 › Contributions › etat › "
        "Montant, en euros\n  - modifier: exercices.2027.contributions.etat.montant\n"
    ) in text
    assert read_avenant(text.encode(), "1.yaml")[0] == avenant


def test_the_specimen_holds_each_kind():
    """The example of the documentation is complete."""
    avenant, _ = read_avenant(SPECIMEN, "1.yaml")
    assert {change.nom for change in avenant.changements} == {
        "modifier", "ajouter", "supprimer", "deplacer",
        "ajouter_fiche", "remplacer_fiche", "supprimer_fiche",
    }  # fmt: skip
