"""`ctai-docs render`: what is written, what is refused, and in which words."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from ctai_docs.documents.templates import standard_bytes
from ctai_docs.machine.engine.dump import text_dump
from tests.cli.test_check import ERROR, WARNING

FICHE = "fiche_action.docx"
PACK = [
    "annexe-budgetaire.docx",
    "annexe-budgetaire.xlsx",
    "contrat.docx",
    "fiches/fiche-01-parler-francais-au-travail.docx",
    "fiches/fiche-02-fetes-de-quartier.docx",
    "manifest.json",
]
FIRST, SECOND = PACK[3], PACK[4]


def written(folder):
    """Return the names of the files in a folder, and in those below."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def with_text(template, before, after):
    """Return a template where a text of its body is another."""
    source, target = zipfile.ZipFile(io.BytesIO(template)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode(), 1)
            out.writestr(name, data)
    return target.getvalue()


def test_the_whole_pack_is_written_and_told(run, depart):
    """Every document and the manifest, with a line for each and a summary; nothing else."""
    code, out, err = run("render", "depart", "-o", "sortie")
    assert (code, err) == (0, "")
    assert written(depart.parent / "sortie") == PACK
    assert out.splitlines()[-1] == "sortie : 5 écrits"


@pytest.mark.usefixtures("depart")
def test_a_second_run_says_that_nothing_changed(run):
    """The same dossier gives the same bytes."""
    run("render", "depart", "-o", "sortie")
    assert run("render", "depart", "-o", "sortie")[:2] == (0, "sortie : 5 inchangés\n")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(["--fiche", "2"], [SECOND], id="by number"),
        pytest.param(["--fiche", "02"], [SECOND], id="by padded number"),
        pytest.param(["--fiche", "parler"], [FIRST], id="by key"),
        pytest.param(["--fiche", "1", "--fiche", "parler"], [FIRST], id="the same twice"),
        pytest.param(["--fiche", "1", "--seulement", "fiches"], [FIRST, SECOND], id="one and all"),
        pytest.param(["--seulement", "contrat"], ["contrat.docx"], id="contract"),
        pytest.param(["--seulement", "fiches"], [FIRST, SECOND], id="fiches"),
        pytest.param(["--seulement", "budget"], ["annexe-budgetaire.docx"], id="budget"),
        pytest.param(["--seulement", "classeur"], ["annexe-budgetaire.xlsx"], id="workbook"),
        pytest.param(["--sans-annexes"], ["contrat-sans-annexes.docx"], id="contract alone"),
        pytest.param(["--vierge"], ["fiche-action-vierge.docx"], id="empty form"),
    ],
)
def test_only_what_is_asked_for_is_written(run, depart, options, expected):
    """A part of the pack is rendered without the rest."""
    assert run("render", "depart", "-o", "sortie", *options)[0] == 0
    assert written(depart.parent / "sortie") == sorted([*expected, "manifest.json"])


def test_a_part_leaves_the_rest_of_the_pack_alone(run, depart):
    """Rendering one fiche again does not remove the other documents."""
    run("render", "depart", "-o", "sortie")
    run("render", "depart", "-o", "sortie", "--fiche", "1")
    assert written(depart.parent / "sortie") == PACK


@pytest.mark.usefixtures("depart")
def test_an_unknown_fiche_is_told_with_those_there_are(run):
    """Someone who mistyped a number sees the numbers and the keys."""
    code, _, err = run("render", "depart", "-o", "sortie", "--fiche", "3")
    assert code == 2
    assert "1 (parler), 2 (fete)" in err


def test_an_error_stops_the_documents_in_the_words_of_check(run, depart, change):
    """Nothing is written; what is shown is what check shows."""
    change(*ERROR)
    errors = [line for line in run("check", "depart")[1].splitlines() if "erreur : " in line]
    code, out, err = run("render", "depart", "-o", "sortie")
    assert code == 1
    assert [line for line in out.splitlines() if "erreur : " in line] == errors != []
    assert err == "Rien n'a été écrit. Corrigez, ou demandez un projet avec --projet.\n"
    assert not (depart.parent / "sortie").exists()


def test_a_warning_stops_nothing(run, change):
    """Only errors stop the documents from leaving."""
    change(*WARNING)
    assert run("render", "depart", "-o", "sortie")[0] == 0


def test_a_draft_is_rendered_in_spite_of_errors_and_marked(run, depart, change):
    """Every Word file of the draft says « PROJET »."""
    change(*ERROR)
    assert run("render", "depart", "-o", "sortie", "--projet")[0] == 0
    for path in (depart.parent / "sortie").rglob("*.docx"):
        assert "PROJET" in text_dump(path.read_bytes()), path


@pytest.mark.parametrize(("option", "marked"), [("--projet", True), ("--remplacer", False)])
def test_a_draft_that_is_asked_for_is_marked_even_without_errors(run, depart, option, marked):
    """As `projet=True` marks it in Python; to replace files is another matter."""
    run("render", "depart", "-o", "sortie", option, "--seulement", "contrat")
    text = text_dump((depart.parent / "sortie/contrat.docx").read_bytes())
    assert ("PROJET" in text) is marked


def test_to_replace_edited_files_lets_no_error_pass(run, depart, change):
    """Each of the two options does one thing."""
    change(*ERROR)
    assert run("render", "depart", "-o", "sortie", "--remplacer")[0] == 1
    assert not (depart.parent / "sortie").exists()


def test_a_draft_replaces_no_edited_file(run, depart):
    """What people did by hand stays; the new version stands beside it."""
    run("render", "depart", "-o", "sortie")
    edited = depart.parent / "sortie/contrat.docx"
    edited.write_text("à la main", encoding="utf-8")
    run("render", "depart", "-o", "sortie", "--projet")
    assert edited.read_text(encoding="utf-8") == "à la main"
    run("render", "depart", "-o", "sortie", "--projet", "--remplacer")
    assert edited.read_bytes().startswith(b"PK")


def test_the_output_may_not_be_a_file(run, depart):
    """A file in the place of the output folder is left as it is."""
    (depart.parent / "sortie").write_text("à garder", encoding="utf-8")
    code, out, _ = run("render", "depart", "-o", "sortie")
    assert code == 2
    assert "Un fichier tient la place d’un dossier." in out
    assert (depart.parent / "sortie").read_text(encoding="utf-8") == "à garder"


def test_instructions_are_printed_on_demand(run, depart):
    """The form's own instructions stand in the fiche with `--consignes` only."""
    run("render", "depart", "-o", "sans", "--fiche", "1")
    run("render", "depart", "-o", "avec", "--fiche", "1", "--consignes")
    texts = [text_dump((depart.parent / d / FIRST).read_bytes()) for d in ("sans", "avec")]
    assert ["Cocher la ou les thématiques" in text for text in texts] == [False, True]


def test_a_pdf_without_libreoffice_is_told_and_nothing_is_written(run, depart, monkeypatch):
    """Someone who lacks it learns what to install."""
    monkeypatch.setenv("CTAI_SOFFICE", str(depart / "absent"))
    code, out, _ = run("render", "depart", "-o", "sortie", "--pdf")
    assert code == 2
    assert "LibreOffice n’est pas installé" in out
    assert "apt install libreoffice-writer" in out
    assert not (depart.parent / "sortie").exists()


# -------------------------------------------------------------------- the user's own templates
@pytest.fixture
def gabarits(depart):
    """Return a folder of templates with a copy of that of the fiches."""
    folder = depart.parent / "gabarits"
    folder.mkdir()
    (folder / FICHE).write_bytes(standard_bytes(FICHE))
    return folder


def render_with(run, gabarits):
    """Render the first fiche with these templates."""
    return run("render", "depart", "-o", "sortie", "--fiche", "1", "--gabarits", gabarits)


def test_a_template_of_the_user_takes_the_place_of_ours(run, depart, gabarits):
    """What was changed in Word is in the document."""
    changed = with_text(standard_bytes(FICHE), "</w:body>", _PARAGRAPH + "</w:body>")
    (gabarits / FICHE).write_bytes(changed)
    assert render_with(run, gabarits)[0] == 0
    assert "Notre logo" in text_dump((depart.parent / "sortie" / FIRST).read_bytes())


_PARAGRAPH = "<w:p><w:r><w:t>Notre logo</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        pytest.param("fiche_acton.docx", b"", "Vouliez-vous dire « fiche_action.docx »", id="name"),
        pytest.param(FICHE, b"ceci est un texte", FICHE, id="not a Word file"),
        pytest.param(FICHE, b"PK\3\4" + b"\0" * 50, FICHE, id="a broken zip"),
        pytest.param(FICHE, b"", FICHE, id="empty"),
    ],
)
def test_a_template_of_no_use_is_refused(run, depart, gabarits, name, data, complaint):
    """One finding with the file, exit code 2, nothing written."""
    (gabarits / name).write_bytes(data)
    code, out, _ = render_with(run, gabarits)
    assert code == 2
    assert complaint in out
    assert not (depart.parent / "sortie").exists()


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("{{ ''.__class__.__mro__ }}", id="hostile"),
        pytest.param("{{ fiche.intitul }}", id="misspelt"),
        pytest.param("{{ fiche.intitule", id="broken"),
        pytest.param("{% for x in range(10**9) %}{% endfor %}", id="endless"),
    ],
)
def test_a_template_that_cannot_be_rendered_is_told_before(run, depart, gabarits, typed):
    """A placeholder that does not exist, or may not be, is reported and nothing is written."""
    paragraph = f"<w:p><w:r><w:t>{typed}</w:t></w:r></w:p>"
    changed = with_text(standard_bytes(FICHE), "<w:body>", "<w:body>" + paragraph)
    (gabarits / FICHE).write_bytes(changed)
    code, out, _ = render_with(run, gabarits)
    assert code == 2
    assert FICHE in out
    assert not (depart.parent / "sortie").exists()


def test_a_folder_without_templates_is_told(run, depart):
    """A folder that is empty, or not there, is not passed over in silence."""
    code, out, _ = render_with(run, depart.parent / "absent")
    assert code == 2
    assert "Il n’y a pas de modèle Word ici." in out


def test_what_word_keeps_beside_an_open_template_is_passed_over(run, gabarits):
    """`~$fiche_action.docx` is not a template."""
    (gabarits / f"~${FICHE[2:]}").write_bytes(b"Word")
    assert render_with(run, gabarits)[0] == 0


ASKED = ("contrat-sans-annexes.docx", "fiche-action-vierge.docx")
ACT = "deliberation-2026-01/deliberation.docx"
DELIBERATION = """\
partie: ville
organe: conseil_municipal
seance: 15 décembre 2025
"""


def test_what_was_asked_for_apart_is_renewed_with_the_pack(run, depart):
    """A blank form, a contract alone, a deliberation: none is lost, none says what is no more."""
    (depart / "deliberations").mkdir()
    (depart / "deliberations" / "2026-01.yaml").write_text(DELIBERATION, encoding="utf-8")
    contrat = depart / "contrat.yaml"
    alone = re.sub(
        r"(?m)^    habilitation:\n(?:      .*\n)+", "", contrat.read_text("utf-8"), count=1
    )
    contrat.write_text(alone, encoding="utf-8")
    run("render", "depart", "-o", "sortie", "--vierge", "--sans-annexes")
    run("render", "depart", "-o", "sortie", "--deliberation", "2026-01")
    assert {*ASKED, ACT} <= set(written(depart.parent / "sortie"))
    fiche = depart / "fiches" / "02-fete.yaml"
    renamed = re.sub("(?m)^intitule: .*", "intitule: Bal du quartier", fiche.read_text("utf-8"))
    fiche.write_text(renamed, encoding="utf-8")
    out = run("render", "depart", "-o", "sortie")[1]
    after = written(depart.parent / "sortie")
    assert {*ASKED, ACT} <= set(after)
    assert "Bal du quartier" in text_dump((depart.parent / "sortie" / ACT).read_bytes())
    assert not any("fetes" in name for name in after)
    assert f"{ASKED[1]} :" not in out  # its bytes are the same: nothing to tell


@pytest.mark.parametrize("folder", ["depart", "depart/fiches", "depart/avenants/projet"])
def test_a_pack_does_not_go_into_its_own_dossier(run, depart, folder):
    """Word files among those that make them: refused, and nothing is written."""
    before = written(depart)
    code, out, err = run("render", "depart", "-o", folder)
    assert code == 2
    assert "Donnez un autre dossier, avec -o. [SOR-017]" in out + err
    assert written(depart) == before
