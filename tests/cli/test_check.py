"""`ctai-docs check`: what it prints, in three forms, and its exit codes."""

from __future__ import annotations

import json

import pytest

from ctai_docs.rules import CATALOGUE
from tests.machine.engine.packages import Draft, document, paragraph

INFORMATION = ("fiches/02-fete.yaml", "porteurs: [CCAS de Belcombe-sur-Aure]\n", "")
WARNING = ("fiches/02-fete.yaml", "calendrier: De mars à octobre 2027.\n", "")
ERROR = ("fiches/02-fete.yaml", "exercice: 2027", "exercice: 2030")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param([], 0, id="clean"),
        pytest.param([INFORMATION], 0, id="information only"),
        pytest.param([WARNING], 1, id="a warning"),
        pytest.param([INFORMATION, ERROR], 1, id="an error"),
        pytest.param([("contrat.yaml", "debut: 1er", "debut: le")], 2, id="cannot be read"),
    ],
)
@pytest.mark.parametrize("form", ["text", "html", "json", "sarif"])
@pytest.mark.usefixtures("depart")
def test_the_exit_code_says_how_bad_it_is(run, change, changed, code, form):
    """0 when documents may leave without a word, 1 on findings, 2 when the dossier is unread."""
    for change_of in changed:
        change(*change_of)
    found, out, err = run("check", "depart", "--format", form)
    assert (found, err) == (code, "")
    assert out


def test_a_clean_dossier_is_said_to_be_clean(run, depart):
    """One line is enough."""
    assert run("check", depart) == (0, "Aucune erreur.\n", "")


def test_findings_are_shown_under_their_file_with_a_summary(run, change):
    """Each line can be clicked in an editor; the last one counts."""
    change(*WARNING)
    change(*ERROR)
    lines = run("check", "depart")[1].splitlines()
    assert lines[0] == "fiches/02-fete.yaml"
    assert any(
        line.startswith("  erreur : fiches/02-fete.yaml:7:11 · exercice · ") for line in lines
    )
    assert any(line.startswith("  avertissement : fiches/02-fete.yaml:") for line in lines)
    assert lines[-1].startswith("1 erreur")


def test_json_gives_each_finding_in_full(run, change):
    """A script finds the code, the place and the message of each finding."""
    change(*ERROR)
    report = json.loads(run("check", "depart", "--format", "json")[1])
    first = report["constats"][0]
    place = ("fiches/02-fete.yaml", 7, 11, "exercice")
    assert (first["fichier"], first["ligne"], first["colonne"], first["chemin"]) == place
    assert first["gravite"] == "erreur"
    assert first["message"]
    assert report["acceptes"] == []


def test_sarif_names_the_files_from_where_the_command_runs(run, change):
    """A forge shows the finding beside the line: its path is that of the repository."""
    change(*ERROR)
    sarif = json.loads(run("check", "depart", "--format", "sarif")[1])
    assert sarif["version"] == "2.1.0"
    (result,) = [r for r in sarif["runs"][0]["results"] if r["level"] == "error"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "depart/fiches/02-fete.yaml"
    assert place["region"] == {"startLine": 7, "startColumn": 11}


def test_sarif_describes_every_rule_that_it_cites_and_what_is_accepted(run, depart, change):
    """Each result leads to its rule; a silenced one is suppressed, with its reason."""
    change(*WARNING)
    change(*ERROR)
    path = depart / "contrat.yaml"
    silence = "controles:\n  silences:\n    - {code: FOR-002, motif: dates à venir}\n"
    path.write_text(path.read_text(encoding="utf-8") + silence, encoding="utf-8")
    (log,) = json.loads(run("check", "depart", "--format", "sarif")[1])["runs"]
    rules, results = log["tool"]["driver"]["rules"], log["results"]
    assert {rules[result["ruleIndex"]]["id"] for result in results} == {"FOR-002", "REF-002"}
    accepted = {result["ruleId"]: result.get("suppressions") for result in results}
    assert accepted["FOR-002"] == [{"kind": "inSource", "justification": "dates à venir"}]
    assert accepted["REF-002"] is None
    assert len({rule["id"] for rule in rules}) == len(rules) > 200
    assert all(rule["shortDescription"]["text"] for rule in rules)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("axes.yaml", "a: b: c\n", id="YAML"),
        pytest.param("inconnu.yaml", "a: b\n", id="dossier"),
        pytest.param("public.yaml", "<b>gras</b>\n", id="Markdown"),
        pytest.param("contrat.yaml", "bla: 1\n", id="keys"),
        pytest.param("avenants/1.yaml", "changements: [{supprimer: fin}]\n", id="avenant"),
    ],
)
def test_sarif_knows_the_rules_of_every_reader(run, depart, name, text):
    """A result without its rule would be shown without a title."""
    (depart / name).parent.mkdir(exist_ok=True)
    with (depart / name).open("a", encoding="utf-8") as file:
        file.write(text)
    (log,) = json.loads(run("check", "depart", "--format", "sarif")[1])["runs"]
    rules = log["tool"]["driver"]["rules"]
    assert log["results"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in log["results"])


@pytest.mark.usefixtures("here")
def test_sarif_of_a_folder_that_is_not_there_names_the_folder(run):
    """The place of such a finding is the folder itself, on a first line that SARIF asks for."""
    sarif = json.loads(run("check", "absent", "--format", "sarif")[1])
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "absent"
    assert place["region"] == {"startLine": 1, "startColumn": 1}


def test_what_the_dossier_accepts_is_shown_with_its_reason(run, depart, change):
    """A silenced finding no longer counts, and is not hidden."""
    change(*WARNING)
    silence = "controles:\n  silences:\n    - {code: FOR-002, motif: dates à venir}\n"
    path = depart / "contrat.yaml"
    path.write_text(path.read_text(encoding="utf-8") + silence, encoding="utf-8")
    code, out, _ = run("check", "depart")
    assert code == 0
    assert "Accepté : fiches/02-fete.yaml:" in out
    assert "  Motif : dates à venir" in out
    assert out.endswith("1 constat accepté.\n")
    accepted = json.loads(run("check", "depart", "--format", "json")[1])["acceptes"]
    assert [(a["code"], a["motif"]) for a in accepted] == [("FOR-002", "dates à venir")]


@pytest.mark.usefixtures("here")
def test_the_list_holds_every_rule(run):
    """The catalogue is printed whole, without a dossier."""
    code, out, _ = run("check", "--list")
    assert code == 0
    shown = [line.split(" · ")[0] for line in out.splitlines() if not line.startswith(" ")]
    assert shown == [rule.code for rule in CATALOGUE]


@pytest.mark.usefixtures("depart")
def test_a_report_shows_what_is_asked_for_and_says_what_it_leaves_out(run, change):
    """The exit code stays that of the whole dossier."""
    change(*WARNING)
    change(*ERROR)
    code, out, _ = run("check", "depart", "--gravite", "avertissement", "--fichier", "*fete*")
    assert code == 1
    assert "erreur : " not in out
    assert "avertissement : fiches/02-fete.yaml:" in out
    assert out.splitlines()[-1] == "1 constat non affiché."
    assert "[REF-" in run("check", "depart", "--code", "ref")[1]


def test_an_unknown_severity_is_told(run, depart):
    """With those there are."""
    code, out, err = run("check", depart, "--gravite", "eror")
    assert (code, out) == (2, "")
    assert err.startswith("Gravité inconnue : « eror ». Vouliez-vous dire « erreur »")


@pytest.mark.usefixtures("depart")
def test_the_page_goes_into_a_file(run, change, tmp_path):
    """In UTF-8, whatever the terminal; one line says where it is."""
    change(*ERROR)
    page = tmp_path / "constat.html"
    code, out, _ = run("check", "depart", "--format", "html", "-o", page)
    assert code == 1
    assert out == f"{page} : 1 erreur.\n"
    assert "<title>Contrôle de depart" in page.read_text(encoding="utf-8")


# -------------------------------------------------------------------- the user's own templates
@pytest.fixture
def gabarits(depart):
    """Return a folder with the user's template of a fiche, which says little."""
    folder = depart.parent / "gabarits"
    folder.mkdir()
    said = ("{{ fiche.intitule }}, {{ porteur }}", "{{p fiche.description }}")
    (folder / "fiche_action.docx").write_bytes(Draft(document(*map(paragraph, said))).data())
    return folder


def codes(run, *arguments):
    """Return the code and the path of each finding."""
    report = json.loads(run("check", "depart", "--format", "json", *arguments)[1])
    return {(found["code"], found["chemin"]) for found in report["constats"]}


def test_what_a_template_of_the_user_does_not_print_is_told(run, gabarits):
    """A field that ours prints, and that one does not; what it prints is not named."""
    assert not any(code == "FOR-016" for code, _ in codes(run))
    told = {path for code, path in codes(run, "--gabarits", gabarits) if code == "FOR-016"}
    assert {"thematiques[1]", "budget.subvention_p104", "calendrier"} <= told
    assert not told & {"intitule", "description", "porteurs[1]", "axe", "exercice"}


def test_a_folder_without_a_template_of_the_fiches_judges_by_ours(run, gabarits):
    """The form is then the project's own."""
    (gabarits / "fiche_action.docx").rename(gabarits / "fiche_action_2022.docx")
    assert codes(run, "--gabarits", gabarits) == codes(run)
