"""A contract written as a dossier is read back equal, whatever its texts hold."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ctai_docs.contract.model import Contrat, Controles, FicheAction
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.dossier.writer import dossier_files, fiche_text, write_dossier
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.yaml import read_yaml
from tests import strategies
from tests.strategies import TRICKY

METZ = Path(__file__).parents[2] / "examples" / "metz_2026"
MINIMAL = {
    "debut": "2026-01-01",
    "fin": "2026-12-31",
    "parties": [
        {"cle": "etat", "type": "etat", "nom": "l'État"},
        {"cle": "ville", "type": "commune", "nom": "la Ville"},
    ],
    "exercices": [{"cle": "2026"}],
}


def again(contrat: Contrat) -> Contrat:
    """Return the contract once written into a folder and read back."""
    with tempfile.TemporaryDirectory() as folder:
        return read_dossier(write_dossier(contrat, folder)).contrat


def without_threshold(contrat: Contrat) -> Contrat:
    """Return the contract without the one number that the writer cannot write yet."""
    return contrat.model_copy(update={"controles": Controles(silences=contrat.controles.silences)})


def test_the_strategies_draw_every_field_of_the_models():
    """A field that no strategy draws would be written and read back untested."""
    strategies.contrats()
    missing = {
        f"{model.__name__}.{name}"
        for model, fields in strategies.DRAWN.items()
        for name in model.model_fields.keys() - fields - strategies.LEFT_OUT.get(model, set())
    }
    assert missing == set()


@given(strategies.contrats().map(without_threshold))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_every_contract_that_the_model_accepts_survives_writing_and_reading(contrat):
    """Nothing is lost on the way to YAML, whatever the shape of the contract."""
    assert again(contrat) == contrat


@given(strategies.textes())
@example("")
@example("\n")
@example("  retrait\n\n\n")
@example("| bloc\n# commentaire\n--- fin\n")
@settings(deadline=None)
def test_a_text_of_any_legal_content_survives(text):
    """What XML can hold, YAML holds too: margins, line ends, signs of its own grammar."""
    contrat = Contrat.model_validate(MINIMAL | {"preambule": text})
    assert again(contrat).preambule == text


@given(st.one_of(strategies.lignes(), st.sampled_from(TRICKY)))
@settings(deadline=None)
def test_a_line_of_any_legal_content_survives(text):
    """A line is read back as the model keeps it: stripped."""
    if not text.strip():
        return
    contrat = Contrat.model_validate(MINIMAL | {"territoire": text})
    assert again(contrat).territoire == text.strip()


def test_a_threshold_survives():
    """The threshold of the State's share, a whole number, is written like the rest."""
    contrat = Contrat.model_validate(MINIMAL | {"controles": {"seuil_part_etat": "80"}})
    assert again(contrat) == contrat


def test_the_metz_contract_survives():
    """The real contract is written and read back equal."""
    contrat = read_dossier(METZ).contrat
    assert again(contrat) == contrat


def test_what_is_written_twice_is_the_same():
    """The files depend on the contract alone."""
    contrat = read_dossier(METZ).contrat
    assert dossier_files(again(contrat)) == dossier_files(contrat)


def test_fiches_are_numbered_so_that_their_order_is_kept():
    """With more than 99 fiches the numbers are wider: names keep the order of the contract."""
    names = [f"f{n}" for n in range(105, 0, -1)]
    fiches = [{"cle": n, "intitule": n, "axe": "a"} for n in names]
    contrat = Contrat.model_validate(MINIMAL | {"fiches": fiches})
    files = [name for name in dossier_files(contrat) if name.startswith("fiches/")]
    assert files[0] == "fiches/001-f105.yaml"
    assert [f.cle for f in again(contrat).fiches] == names


def test_defaults_are_not_written():
    """A dossier says what the contract says, and no more."""
    text = dossier_files(Contrat.model_validate(MINIMAL))["contrat.yaml"]
    assert set(read_yaml(text.encode(), "contrat.yaml").value) == set(MINIMAL)


def test_a_fiche_alone_is_written_as_its_file():
    """The YAML of a fiche is what its file in the dossier holds."""
    fiche = FicheAction(cle="un-toit", intitule="Un toit", axe="logement")
    assert fiche_text(fiche) == "cle: un-toit\nintitule: Un toit\naxe: logement\n"


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    """A dossier is never written over another."""
    (tmp_path / "notes.txt").write_text("à garder", encoding="utf-8")
    with pytest.raises(CtaiError):
        write_dossier(Contrat.model_validate(MINIMAL), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]
