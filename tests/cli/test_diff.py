"""`ctai-docs diff` and `render` after an avenant: what is written, what is said, and why."""

from __future__ import annotations

import shutil

import pytest

import ctai_docs
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.findings import CtaiError

AVENANT = """\
date_signature: 15 décembre 2026
changements:
  - modifier: fiches.parler.intitule
    avant: Parler français au travail
    apres: Parler français partout
  - modifier: articles.gouvernance.titre
    apres: Pilotage
"""


@pytest.fixture
def edited(depart, change):
    """Return a copy of the starter dossier, of which a title is changed in the first."""
    copy = depart.parent / "ancien"
    shutil.copytree(depart, copy)
    name = next(p.name for p in (depart / "fiches").iterdir() if "parler" in p.name)
    change(f"fiches/{name}", "Parler français au travail", "Parler français partout")
    return copy


@pytest.fixture
def amended(depart):
    """Return the starter dossier with an avenant, of which the pack as signed was rendered."""
    ctai_docs.save_pack(depart, depart.parent / "sortie")
    (depart / "avenants").mkdir()
    (depart / "avenants" / "1.yaml").write_text(AVENANT, encoding="utf-8")
    return depart


@pytest.mark.usefixtures("edited")
def test_the_avenant_between_two_dossiers_is_printed(run):
    """With its number and its date."""
    code, out, err = run("diff", "ancien", "depart", "--date", "15 décembre 2026")
    assert (code, err) == (0, "")
    assert out.startswith("numero: 1\ndate_signature: 2026-12-15\nchangements:\n")
    assert "modifier: fiches.parler.intitule" in out


def test_the_avenant_that_is_written_makes_the_new_contract(run, edited, depart):
    """Put into the old dossier, it is the contract of the new one."""
    assert run("diff", "ancien", "depart", "-o", "ancien/avenants/1.yaml")[0] == 0
    assert read_dossier(edited).contrat == read_dossier(depart).contrat
    assert read_dossier(edited).initial != read_dossier(depart).contrat
    code, _, err = run("diff", "ancien", "depart")
    assert code == 0
    assert "Les deux contrats sont les mêmes" in err


@pytest.mark.usefixtures("edited")
def test_the_number_follows_the_avenants_of_the_old_dossier(run, change):
    """Unless it is given."""
    run("diff", "ancien", "depart", "-o", "ancien/avenants/1.yaml")
    change("contrat.yaml", "tribunal: ", "tribunal: autre ")
    assert run("diff", "ancien", "depart")[1].startswith("numero: 2\n")
    assert run("diff", "ancien", "depart", "--numero", "7")[1].startswith("numero: 7\n")


@pytest.mark.usefixtures("edited")
def test_a_file_that_is_there_is_left_alone(run, here):
    """Nobody's manual edit is lost."""
    (here / "1.yaml").write_text("à moi", encoding="utf-8")
    code, _, err = run("diff", "ancien", "depart", "-o", "1.yaml")
    assert (code, (here / "1.yaml").read_text(encoding="utf-8")) == (2, "à moi")
    assert "1.yaml existe déjà" in err


@pytest.mark.usefixtures("edited")
def test_a_date_that_is_none_is_refused(run):
    """In French, with an example."""
    code, _, err = run("diff", "ancien", "depart", "--date", "le 32")
    assert code == 2
    assert "--date : « le 32 » n'est pas une date." in err


def test_after_an_avenant_only_what_changed_is_written_and_the_report_says_why(run, amended):
    """The others keep their bytes and their date."""
    untouched = next(amended.parent.glob("sortie/fiches/fiche-02-*"))
    stamp = untouched.stat().st_mtime_ns
    code, out, _ = run("render", "depart", "-o", "sortie")
    told = dict(line.split(" : ", 1) for line in out.splitlines()[:-1])
    assert code == 0
    assert told["contrat.docx"] == "écrit (contrat : articles 1er et 6, fiche 1)"
    assert told["avenants/avenant-01.docx"] == "écrit (nouveau document)"
    assert "fiche 1" in told["annexe-budgetaire.docx"]
    assert untouched.stat().st_mtime_ns == stamp
    assert out.splitlines()[-1] == "sortie : 8 écrits, 1 inchangé, 1 supprimé"


@pytest.mark.usefixtures("amended")
def test_a_document_made_from_a_dossier_edited_besides_gives_no_motive(run, change):
    """The state that it was made from is not one of the contract's."""
    change("contrat.yaml", "tribunal: ", "tribunal: autre ")
    out = run("render", "depart", "-o", "sortie")[1]
    assert "contrat.docx : écrit (son contenu a changé)" in out


@pytest.mark.usefixtures("amended")
def test_one_avenant_is_rendered_alone(run, here):
    """With its redlines; and one that is not there is refused, with those there are."""
    assert run("render", "depart", "-o", "seul", "--avenant", "1")[0] == 0
    folder = here / "seul" / "avenants"
    names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*.docx"))
    assert names.pop() == "avenant-01.docx"
    kinds = ["annexe-budgetaire", "contrat", "fiche-01"]
    assert [
        name.partition("/")[2][: len(kind)] for name, kind in zip(names, kinds, strict=True)
    ] == kinds
    code, _, err = run("render", "depart", "-o", "seul", "--avenant", "2")
    assert code == 2
    assert "pas d’avenant n° 2." in err
    assert err.endswith("Choisissez parmi : 1.\n")


def test_an_avenant_that_does_not_fit_is_told_with_its_place(run, amended):
    """File, line and column."""
    path = amended / "avenants" / "1.yaml"
    path.write_text(AVENANT.replace("au travail", "ailleurs"), encoding="utf-8")
    code, out, _ = run("check", "depart")
    assert code == 2
    assert "avenants/1.yaml:4:12 · changements[1].avant · " in out
    assert "[AVE-004]" in out


def test_every_mistake_of_the_contract_and_of_its_avenants_is_told_at_once(amended, change):
    """Not the first file's alone."""
    change("contrat.yaml", "debut:", "inconnu: oui\ndebut:")
    (amended / "avenants" / "1.yaml").write_text("changements: [{efface: x}]\n", encoding="utf-8")
    with pytest.raises(CtaiError) as error:
        read_dossier(amended)
    files = {f.where.file for f in error.value.findings}
    assert files == {"avenants/1.yaml", "contrat.yaml"}


def test_what_an_avenant_wrote_is_checked_at_its_place(run, amended):
    """A finding on the contract in force leads to the file that says it."""
    path = amended / "avenants" / "1.yaml"
    wrong = "  - modifier: fiches.parler.axe\n    avant: langue\n    apres: nulle-part\n"
    axis = read_dossier(amended).contrat.fiches[0].axe
    path.write_text(AVENANT + wrong.replace("langue", axis), encoding="utf-8")
    code, out, _ = run("check", "depart")
    assert code == 1
    assert "avenants/1.yaml:" in out
    assert "changements[3].apres" in out
