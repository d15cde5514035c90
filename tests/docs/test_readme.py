"""The README's commands run, and its Python too: what a newcomer pastes first must work."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest

import ctai_docs
from ctai_docs.cli.main import main
from ctai_docs.dossier.starter import write_starter

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    ctai-docs ([^#\n]+)", README, re.MULTILINE)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return a working folder with the examples, and a folder of dossiers, as the README has it."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for name in ("amont", "aval"):
        write_starter(tmp_path / "contrats" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _starred(word):
    return sorted(map(str, Path().glob(word))) if "*" in word else []


def _run(command):
    """Run a command, its stars expanded as a shell does."""
    words = shlex.split(command)
    return main([path for word in words for path in (_starred(word) or [word])])


@pytest.mark.usefixtures("here")
def test_every_command_succeeds():
    """In the order of the page, those that need LibreOffice apart."""
    chosen = [command for command in COMMANDS if "--pdf" not in command]
    assert len(chosen) >= 8
    assert {command: _run(command) for command in chosen} == dict.fromkeys(chosen, 0)


@pytest.mark.libreoffice
@pytest.mark.usefixtures("here")
def test_the_commands_that_make_pdfs_succeed():
    """On the starter dossier."""
    chosen = [command for command in COMMANDS if "--pdf" in command]
    assert chosen
    _run("new mon-contrat")
    assert {command: _run(command) for command in chosen} == dict.fromkeys(chosen, 0)


PYTHON = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
CALLS = re.findall(r"`(\w+)\(", README.partition("| call |")[2].partition("\n\n")[0])
SCRIPTS = re.findall(r"^    python (examples/\w+\.py) +# (.+)$", README, re.MULTILINE)


def _run_blocks(blocks):
    names = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)


@pytest.mark.slow
@pytest.mark.libreoffice
def test_the_python_runs(here):
    """It makes a fiche, and a pack with its PDFs."""
    _run_blocks(PYTHON[:1])
    assert (here / "fiche.docx").is_file()
    assert (here / "out" / "contrat.docx").is_file()
    assert (here / "out" / "contrat.pdf").is_file()


def test_the_python_of_avenants_runs(here):
    """It makes an avenant, and a redline of each document that the avenant changes."""
    _run_blocks([PYTHON[0].replace(", pdf=True", ""), *PYTHON[1:]])
    assert (here / "avenant.docx").is_file()
    assert (here / "out/avenants/avenant-01-suivi/contrat.docx").is_file()


def test_the_table_of_calls_names_every_public_function():
    """And no other."""
    functions = {name for name in ctai_docs.__all__ if name.islower()}
    assert {*CALLS} - {"Contrat"} == functions


@pytest.mark.parametrize(("script", "last"), SCRIPTS)
@pytest.mark.usefixtures("here")
def test_a_script_prints_what_the_page_says(script, last, capsys):
    """Its last line, or the head of the table that it prints."""
    runpy.run_path(script, run_name="__main__")
    lines = capsys.readouterr().out.splitlines()
    shown = {lines[-1], f"a table: {lines[0].replace(',', ', ')}"}
    assert last in {line.replace("\N{NO-BREAK SPACE}", " ") for line in shown}


def test_the_page_names_every_script_that_it_needs():
    """A contract without a file, an avenant, a table of findings."""
    named = {script for script, _ in SCRIPTS}
    assert named >= {f"examples/{n}.py" for n in ("un_contrat_sans_fichier", "un_avenant")}
    assert "examples/les_constats.py" in named


def test_every_make_target_is_there():
    """Those that the README names are in the Makefile."""
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^    |`)make ([\w-]+)", README, re.MULTILINE))
    assert len(named) >= 4
    assert named <= targets
