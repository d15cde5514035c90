"""How commands are typed: help in French, and one French line for each mistake."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest
import typer

from ctai_docs.cli.french import FORMER
from ctai_docs.cli.main import app

ENGLISH = re.compile(
    r"\b(the|this|command|show|exit|help(?! *Affiche)|required|default|missing|error|usage:|"
    r"message|argument|text>|path|file|directory|and|or|of|commands|did|you|mean)\b",
    re.IGNORECASE,
)
OURS = re.compile(r"\[OPTIONS\]|\[ARGUMENTS\]|\[arguments\]|--help|--format")


def commands(group=None, path=()):
    """Yield each command and group, as what is typed to reach it."""
    group = group or typer.main.get_command(app)
    yield path
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", [*commands()], ids=" ".join)
def test_the_help_of_every_command_is_in_french(run, path):
    """Help is printed, explains the command, and holds no word of English."""
    code, out, err = run(*path, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage : {' '.join(('ctai-docs', *path))} ")
    assert "Affiche cette aide." in out
    assert ENGLISH.findall(OURS.sub("", out)) == []


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        pytest.param("", "Il manque le nom d’une commande", id="nothing"),
        pytest.param("rendre", "« rendre » n’existe pas. Vouliez-vous dire « render »", id="typo"),
        pytest.param("xyz", "La commande « xyz » n’existe pas.", id="unknown command"),
        pytest.param("template", "Il manque le nom d’une commande", id="half a command"),
        pytest.param("template lnt", "Vouliez-vous dire « lint »", id="typo in a group"),
        pytest.param("render", "Il manque", id="no argument"),
        pytest.param("render depart", "Il manque --sortie", id="no output"),
        pytest.param("render depart -o", "« -o » attend une valeur", id="option without value"),
        pytest.param("render a -o b --projte", "Vouliez-vous dire « --projet »", id="option typo"),
        pytest.param("new a b", "des arguments de trop", id="too many arguments"),
        pytest.param("render depart -o s --processus x", "--processus", id="not a number"),
        pytest.param("check --liste=oui", "« --liste » ne prend pas de", id="flag and value"),
        pytest.param("check", "Il manque DOSSIER", id="check of nothing"),
        pytest.param("check depart --format xml", "« xml »", id="unknown format"),
        pytest.param("new", "Il manque DOSSIER", id="new without a name"),
        pytest.param("schema --edition 1999", "Édition inconnue : « 1999 »", id="unknown edition"),
        pytest.param("render depart -o s --seulement tout", "« tout »", id="unknown document"),
        pytest.param("render depart -o s --fiche 9", "pas de fiche « 9 »", id="unknown fiche"),
        pytest.param("template lint", "Il manque MODÈLE", id="lint of nothing"),
        pytest.param("render depart -o s --force", "« --projet »", id="force: a draft"),
        pytest.param("render a b -o s --force", "« --remplacer »", id="force: to replace"),
        pytest.param("render depart -o s --avenant 9", "pas d’avenant n° 9", id="unknown avenant"),
        pytest.param("render depart -o s --deliberation 9", "délibération « 9 »", id="unknown act"),
        pytest.param("render -o s --list depart", "« --list » n’existe pas", id="not its option"),
    ],
)
def test_each_mistake_of_typing_gives_one_french_line(run, depart, typed, complaint):
    """Nothing on standard output, one line on the other, exit code 2, nothing written."""
    before = sorted(depart.parent.rglob("*"))
    code, out, err = run(*typed.split())
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert complaint in err
    assert ENGLISH.findall(OURS.sub("", err.replace("--help", ""))) == []
    assert sorted(depart.parent.rglob("*")) == before


def test_the_version_is_that_of_the_package(run):
    """What one gives when asking for help."""
    assert run("--version") == (0, f"ctai-docs {version('ctai-docs')}\n", "")


def words():
    """Yield each option as it is typed, of every command."""
    group = typer.main.get_command(app)
    for command in (group, *group.commands.values()):
        for param in command.params:
            yield from (name for name in param.opts if name.startswith("--"))


def test_every_option_is_a_french_word():
    """As its help is; `--help` and `--version` are those of every program."""
    assert set(words()) == {
        *("--avenant", "--code", "--consignes", "--date", "--deliberation"),
        *("--edition", "--fiche", "--fichier", "--format", "--gabarits", "--gravite"),
        *("--liste", "--numero", "--pdf", "--processus", "--projet", "--remplacer"),
        *("--sans-annexes", "--seulement", "--sortie", "--version", "--vierge"),
    }


@pytest.mark.parametrize(
    ("former", "now"),
    [
        pytest.param(["--output", "s"], ["--sortie", "s"], id="output"),
        pytest.param(["--output=s"], ["-o", "s"], id="output, with a sign"),
        pytest.param(["-o", "s", "--only", "contrat"], ["-o", "s", "--seulement", "contrat"]),
        pytest.param(["-o", "s", "--only=budget"], ["-o", "s", "--seulement=budget"]),
        pytest.param(["-o", "s", "--blank"], ["-o", "s", "--vierge"], id="blank"),
    ],
)
def test_an_option_of_a_former_version_is_still_read(run, depart, former, now):
    """It writes the same documents as that of now, which alone the help shows."""
    pack = depart.parent / "s"
    assert run("render", "depart", *former)[0] == 0
    before = {path: path.read_bytes() for path in pack.rglob("*.docx")}
    for path in before:
        path.unlink()
    assert run("render", "depart", *now)[0] == 0
    assert {path: path.read_bytes() for path in pack.rglob("*.docx")} == before
    assert not {*FORMER} & {*run("render", "--help")[1].split()}


def test_the_former_words_of_check_are_still_read(run, depart):
    """Its list of rules, and the form that people read."""
    assert run("check", "--list") == run("check", "--liste")
    found = {form: run("check", depart, "--format", form) for form in ("text", "texte")}
    assert found["text"] == found["texte"] == run("check", depart)


def test_a_file_named_like_a_former_option_is_no_option(run, depart):
    """After `--`, words are names of files."""
    depart.rename(depart.parent / "--force")
    assert run("check", "--", "--force")[0] == 0
