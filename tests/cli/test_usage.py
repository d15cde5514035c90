"""How commands are typed: help in French, and one French line for each mistake."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest
import typer

from ctai_docs.cli.main import app

ENGLISH = re.compile(
    r"\b(the|this|command|show|exit|help(?! *Affiche)|required|default|missing|error|usage:|"
    r"message|argument|text>|path|file|directory|and|or|of|commands|did|you|mean)\b",
    re.IGNORECASE,
)
OURS = re.compile(r"\[OPTIONS\]|\[ARGUMENTS\]|\[arguments\]|--help|--format|\btext, json")


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
        pytest.param("render depart", "Il manque --output", id="no output"),
        pytest.param("render depart -o", "« -o » attend une valeur", id="option without value"),
        pytest.param("render a -o b --froce", "Vouliez-vous dire « --force »", id="option typo"),
        pytest.param("new a b", "des arguments de trop", id="too many arguments"),
        pytest.param("render depart -o s --processus x", "--processus", id="not a number"),
        pytest.param("check --list=oui", "« --list » ne prend pas de valeur", id="flag and value"),
        pytest.param("check", "Il manque DOSSIER", id="check of nothing"),
        pytest.param("check depart --format xml", "« xml »", id="unknown format"),
        pytest.param("new", "Il manque DOSSIER", id="new without a name"),
        pytest.param("schema --edition 1999", "Édition inconnue : « 1999 »", id="unknown edition"),
        pytest.param("render depart -o s --only tout", "« tout »", id="unknown document"),
        pytest.param("render depart -o s --fiche 9", "pas de fiche « 9 »", id="unknown fiche"),
        pytest.param("template lint", "Il manque MODÈLE", id="lint of nothing"),
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
