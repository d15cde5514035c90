"""`new`, `schema` and `template`."""

from __future__ import annotations

import json

import pytest

from ctai_docs.documents.templates import standard_bytes, standard_names
from ctai_docs.dossier.schema import contract_schema, fiche_schema


@pytest.mark.usefixtures("here")
def test_new_writes_a_dossier_that_passes_and_says_how_to_render_it(run):
    """What it suggests to type works as it is."""
    code, out, err = run("new", "mon contrat")
    assert (code, err) == (0, "")
    assert run("check", "mon contrat")[0] == 0
    assert out.splitlines()[-1].endswith("render 'mon contrat' -o 'mon contrat-documents'")


def test_new_does_not_write_over_anything(run, depart):
    """One finding, exit code 2, and the folder as it was."""
    before = {p: p.read_bytes() for p in depart.rglob("*") if p.is_file()}
    code, out, _ = run("new", "depart")
    assert code == 2
    assert "Il y a déjà quelque chose ici." in out
    assert {p: p.read_bytes() for p in depart.rglob("*") if p.is_file()} == before


def test_new_under_a_file_is_refused_in_french(run, here):
    """The system's refusal is one French line."""
    (here / "fichier").write_text("", encoding="utf-8")
    code, _, err = run("new", "fichier/contrat")
    assert code == 2
    assert err == "« fichier » ne peut être ni lu ni écrit : ce nom est déjà pris.\n"


@pytest.mark.parametrize(
    ("options", "schema"),
    [
        pytest.param([], contract_schema, id="contract"),
        pytest.param(["--fiche"], fiche_schema, id="fiche"),
    ],
)
@pytest.mark.usefixtures("here")
def test_schema_prints_the_schema(run, options, schema):
    """What is printed can be saved beside the dossier."""
    code, out, _ = run("schema", *options)
    assert code == 0
    assert json.loads(out) == schema()


def test_templates_are_exported_once(run, here):
    """They are ours; those that are there already are left as they are."""
    assert run("template", "export", "gabarits")[0] == 0
    assert {p.name: p.read_bytes() for p in (here / "gabarits").iterdir()} == {
        name: standard_bytes(name) for name in standard_names()
    }
    name = standard_names()[0]
    (here / "gabarits" / name).write_bytes(b"le mien")
    code, _, err = run("template", "export", "gabarits")
    assert code == 0
    assert err.count("existe déjà") == len(standard_names())
    assert (here / "gabarits" / name).read_bytes() == b"le mien"


def test_our_templates_pass_the_lint(run, here):
    """What is exported is sound."""
    run("template", "export", "gabarits")
    paths = [here / "gabarits" / name for name in standard_names()]
    assert run("template", "lint", *paths) == (0, "Aucune erreur.\n", "")
    assert run("template", "lint", "gabarits") == (0, "Aucune erreur.\n", "")


def test_lint_of_a_folder_reads_its_templates(run, here):
    """All of them; a folder without any is told."""
    run("template", "export", "gabarits")
    (here / "gabarits" / standard_names()[0]).write_bytes(b"rien")
    code, out, _ = run("template", "lint", "gabarits")
    assert (code, standard_names()[0] in out) == (1, True)
    (here / "vide").mkdir()
    code, out, _ = run("template", "lint", "vide")
    assert (code, "[TPL-092]" in out) == (2, True)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        pytest.param("fiche_action.docx", b"rien", 1, id="not a Word file"),
        pytest.param("autre.docx", b"rien", 1, id="a name of no template"),
        pytest.param("absent/contract.docx", None, 1, id="no such file"),
    ],
)
def test_lint_tells_what_is_wrong_with_a_template(run, here, name, data, code):
    """A finding that names the file."""
    if data is not None:
        (here / name).write_bytes(data)
    found, out, _ = run("template", "lint", name)
    assert found == code
    assert name.rpartition("/")[2] in out
    assert "erreur" in out


@pytest.mark.usefixtures("here")
def test_text_prints_a_template_with_its_placeholders(run):
    """What a reviewer reads."""
    run("template", "export", "gabarits")
    code, out, _ = run("template", "text", "gabarits/fiche_action.docx")
    assert code == 0
    assert "{{" in out


@pytest.mark.parametrize("data", [None, b"", b"ceci est un texte", b"PK\3\4 et rien"])
def test_text_of_what_is_no_word_file_is_refused(run, here, data):
    """A finding, exit code 2, no traceback."""
    if data is not None:
        (here / "lettre.docx").write_bytes(data)
    code, out, _ = run("template", "text", "lettre.docx")
    assert code == 2
    assert "lettre.docx" in out
