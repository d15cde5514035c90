"""The edition of next year is one file of data: written here, then used in a contract."""

from __future__ import annotations

import pytest

import ctai_docs
from ctai_docs.contract.form import edition as home
from ctai_docs.dossier.schema import fiche_schema
from ctai_docs.machine.engine.dump import text_dump
from ctai_docs.machine.engine.invariants import check_invariants
from tests.rules.examples import base

BLOC = "\n  - cle: {cle}\n    libelle: {libelle}\n    thematiques: [{cle}]\n    lignes:\n"
ROW = "      - {cle: marches, libelle: Nombre de marches en forêt, titre: Marches}\n"


@pytest.fixture
def next_year(tmp_path, monkeypatch):
    """An edition of 2027: a thematic, its block and a funder more, and a thematic less."""
    text = (home._EDITIONS / "2026.yaml").read_text(encoding="utf-8")
    for old, new in (
        ('edition: "2026"\n', 'edition: "2027"\n'),
        (
            "  - {cle: sport, libelle: Accès au sport}\n",
            "  - {cle: nature, libelle: Accès à la nature}\n",
        ),
        (
            BLOC.format(cle="sport", libelle="Accès au sport"),
            BLOC.format(cle="nature", libelle="Accès à la nature") + ROW,
        ),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    for name in ("2022.yaml", "2026.yaml"):
        (tmp_path / name).write_bytes((home._EDITIONS / name).read_bytes())
    (tmp_path / "2027.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(home, "_EDITIONS", tmp_path)
    home.load_edition.cache_clear()
    yield "2027"
    home.load_edition.cache_clear()


def contract(edition):
    """Return a contract of one fiche on the thematic that is new."""
    data = base()
    fiche = data["fiches"][0]
    fiche["thematiques"] = ["nature"]
    fiche["indicateurs"] = {
        "beneficiaires": {"total": 12},
        "blocs": {"nature": {"marches": 24}},
    }
    return ctai_docs.Contrat.model_validate(data | {"edition": edition, "fiches": [fiche]})


def test_a_new_edition_is_rendered_without_a_change_of_code(next_year):
    """Its box is ticked, its block printed, its rows have their targets."""
    contrat = contract(next_year)
    file = ctai_docs.render_fiche(contrat, contrat.fiches[0].cle, projet=True)
    text = text_dump(file.contenu)
    assert "☒ Accès à la nature" in text.replace("\u00a0", " ")
    assert "Nombre de marches en forêt" in text
    assert "Accès au sport" not in text
    assert check_invariants(file.contenu) == []


def test_a_new_edition_is_checked_by_its_own_labels(next_year):
    """What was right in 2026 is wrong in 2027, and the other way round."""
    codes = {"REF-010", "REF-014"}
    assert not codes & {f.code for f in ctai_docs.check(contract(next_year)).findings}
    assert codes <= {f.code for f in ctai_docs.check(contract("2026")).findings}


def test_a_new_edition_has_its_schema(next_year):
    """Editors complete the keys of the form that the contract follows."""
    assert "marches" in str(fiche_schema(next_year))
    assert "marches" not in str(fiche_schema("2026"))
