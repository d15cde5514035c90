"""Contracts of every shape: each example is clean, renders, and shows what makes it different."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import ctai_docs
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.engine.dump import text_dump
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.findings import Severity
from tests.support import sdk

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/contrat.yaml"))
SHAPES = [name for name in NAMES if name != "metz_2026"]


@cache
def dossier(name):
    """Return the dossier of an example."""
    return read_dossier(EXAMPLES / name)


@cache
def documents(name):
    """Return every Word file of an example, by name."""
    found = ctai_docs.load(EXAMPLES / name)
    acts = [
        file
        for act in found.contrat.deliberations
        for file in ctai_docs.render_deliberation(found, act.numero)
    ]
    made = [*ctai_docs.render_pack(found), *acts]
    return {file.nom: file.contenu for file in made if file.nom.endswith(".docx")}


def words(name, document="contrat.docx"):
    """Return the text of a document, its no-break spaces made plain."""
    return re.sub("[\u00a0\u202f]", " ", text_dump(documents(name)[document]))


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_neither_error_nor_warning(name):
    """What it invents to complete the public facts holds together."""
    found = ctai_docs.check(dossier(name)).findings
    assert [str(f) for f in found if f.severity is not Severity.INFORMATION] == []


@pytest.mark.parametrize("name", SHAPES)
def test_every_document_is_sound(name):
    """Word has nothing to repair in any of them."""
    assert {n: check_invariants(data) for n, data in documents(name).items()} == {
        n: [] for n in documents(name)
    }


@pytest.mark.sdk
@pytest.mark.parametrize("name", SHAPES)
def test_every_document_is_valid(name):
    """Microsoft's validator finds nothing."""
    assert {n: sdk.sdk_errors(data) for n, data in documents(name).items()} == {
        n: [] for n in documents(name)
    }


@pytest.mark.parametrize("name", SHAPES)
def test_the_words_of_an_example_are_what_they_were(name, golden):
    """Word for word, the documents that show its shape."""
    for document, data in documents(name).items():
        if "/annexe-" not in document and "et-annexes" not in document:
            golden(f"{name}/{document.removesuffix('.docx')}.txt", text_dump(data))


def test_associated_communes_stand_in_the_contract_without_signing():
    """Rouen: nine communes beside the métropole, which pays more than the State."""
    text = words("rouen_2021")
    assert "Sont associées à la mise en œuvre du contrat, sans en être signataires : Rouen," in text
    assert text.count("Pour la Métropole Rouen Normandie") == 1
    assert "Pour la Ville" not in text
    assert "La contribution de la Métropole Rouen Normandie est la suivante" in text
    assert "200 000 € (deux cent mille euros)" in text


def test_fiches_are_numbered_by_axis_and_sub_theme():
    """Rouen: 1.1.1, 1.2.1, 2.1.1."""
    assert list(dossier("rouen_2021").contrat.numeros.values()) == ["1.1.1", "1.2.1", "2.1.1"]


def test_two_operators_share_an_action_by_phase():
    """Each with its part; the title of the fiche names both."""
    text = words("rouen_2021", "fiches/fiche-01-01-01-ateliers-de-langue-de-proximite.docx")
    assert "Association Parole] (première année)" in text
    assert "Centre social des Coteaux] (seconde année)" in text


def test_two_payees_share_one_contribution():
    """Poitiers: the city, and an association that is no party."""
    text = words("poitiers_2021")
    assert "Une part de 150 000 € (cent cinquante mille euros) est versée à la Ville" in text
    assert "Une part de 50 000 € (cinquante mille euros) est versée à l’association" in text


def test_a_contract_without_fiches_says_how_actions_will_come():
    """Poitiers: no annexes, and later years without a figure."""
    text = words("poitiers_2021")
    assert "jointes au contrat par avenant" in text
    assert "pour l’année 2022 : un montant fixé par avenant" in text
    assert "Synthèse financière" not in text
    assert list(documents("poitiers_2021")) == ["contrat.docx"]


def test_a_region_s_documents_hold_no_municipal_word():
    """Centre-Val de Loire: contract, fiche, annex and deliberation."""
    municipal = re.compile(
        r"(?i)\b(?:communes?|communal\w*|villes?|municip\w*|maires?|mairies?|ccas)\b"
    )
    found = {
        n: set(municipal.findall(text_dump(d)))
        for n, d in documents("centre_val_de_loire_2023").items()
    }
    assert found == {n: set() for n in found}


def test_years_that_are_not_calendar_years_are_named_with_their_dates():
    """From October to September."""
    text = words("centre_val_de_loire_2023")
    assert "pour l’exercice 2023-2024 (du 1er octobre 2023 au 30 septembre 2024)" in text


def test_two_avenants_leave_a_consolidated_contract():
    """Grenoble: prolonged, another signatory, a clause added, each said where it stands."""
    text = words("grenoble_2019")
    assert "Camille EXEMPLE" in text
    assert "Dominique EXEMPLE" not in text
    assert "31 décembre 2022" in text
    assert "349 000 €" in text
    assert "Programme AGIR" in text
    fiche = words("grenoble_2019", "fiches/fiche-02-ecoute-et-soin.docx")
    assert "Modifiée par l’avenant n° 2 du 29 juin 2022" in fiche
    assert {"avenants/avenant-01.docx", "avenants/avenant-02.docx"} <= set(
        documents("grenoble_2019")
    )


@pytest.mark.parametrize("script", sorted(p.name for p in EXAMPLES.glob("*.py")))
def test_a_script_runs_as_it_stands(script, tmp_path):
    """From the top of the checkout; fifteen lines at most after its docstring."""
    path = EXAMPLES / script
    code = [s for s in path.read_text(encoding="utf-8").splitlines()[1:] if s.strip()]
    (tmp_path / "examples").symlink_to(EXAMPLES)
    run = subprocess.run(
        [sys.executable, str(path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "CTAI_DOCS_CACHE": "non"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert len(code) <= (15 if script.startswith("les_") else 40)


def test_three_bodies_decide_of_one_contract():
    """Four parties: each local one votes by its own body, and signs in its own name."""
    text = words("quatre_parties")
    assert "du Département de l’Orve, de la Ville de Valmont-sur-Orve et du CCAS" in text
    for act, body in {
        "01-26-10": "LE CONSEIL DÉPARTEMENTAL",
        "2025-112": "LE CONSEIL MUNICIPAL",
        "ca-2025-31": "LE CONSEIL D’ADMINISTRATION",
    }.items():
        assert body in words("quatre_parties", f"deliberation-{act}/deliberation.docx")
    assert text.count("en vertu de la délibération n°") == 3
    assert "pour l’année 2027 : un montant fixé par avenant" in text
    assert "un montant maximal de 60 000 €" in text


def test_an_operator_to_be_chosen_is_said_on_the_fiche():
    """And the fiche still has its place and its budget."""
    text = words("quatre_parties", "fiches/fiche-02-mediation-en-sante.docx")
    assert "[intitule: Médiation en santé]" in text
    assert "Fiche-action n° 2 – à définir" in text
