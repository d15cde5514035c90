"""The command as a process: what it imports, pipes that close, Ctrl-C, poor terminals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib import import_module

import pytest

from ctai_docs.cli import console
from ctai_docs.dossier import reader

commands = import_module("ctai_docs.cli.main")  # the package gives the function of this name
HEAVY = ("docxtpl", "docx", "openpyxl", "rich", "jinja2")
CTAI = [sys.executable, "-m", "ctai_docs.cli"]


def launch(*arguments, **options):
    """Run the command as a process."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | options.pop("env", {})
    return subprocess.run([*CTAI, *arguments], capture_output=True, env=env, check=False, **options)


@pytest.mark.usefixtures("depart")
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_check_does_not_import_what_only_rendering_needs(form):
    """Checking while one types must be quick: no Word, no Excel, no templates."""
    arguments = ["check", "depart", "--format", form]
    probe = (
        f"import sys\nfrom ctai_docs.cli.main import main\ncode = main({arguments})\n"
        f"print(sorted(set({HEAVY}) & set(sys.modules)))\nsys.exit(code)"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, env=env, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\n[]\n")


@pytest.mark.usefixtures("depart")
def test_render_prints_no_bar_in_a_pipe():
    """Where nobody watches, standard error stays empty."""
    done = launch("render", "depart", "-o", "sortie")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout


@pytest.mark.usefixtures("depart")
def test_a_terminal_that_lacks_letters_still_gets_the_message():
    """On an old terminal a letter becomes a question mark, and nothing fails."""
    done = launch("check", "absent", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 2
    assert b"Ce dossier n?existe pas." in done.stdout
    assert done.stderr == b""


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="a signal of Unix")
@pytest.mark.usefixtures("here")
def test_a_reader_that_leaves_ends_the_command_in_silence():
    """`ctai-docs schema | head -1` complains of nothing."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*CTAI, "schema"], env=env, **pipes) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.usefixtures("depart")
def test_ctrl_c_is_one_line(run, monkeypatch):
    """Interrupted, the command says so in French, and its exit code is that of the shell."""

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(reader.Reading, "dossier", interrupted)
    assert run("render", "depart", "-o", "sortie") == (
        130,
        "",
        "Interrompu. Rien n’a été écrit à moitié.\n",
    )


@pytest.mark.usefixtures("depart")
def test_what_the_system_refuses_is_one_line(run, monkeypatch):
    """An error of the system that nobody foresaw is told in French, without a traceback."""

    def refused(*_):
        raise PermissionError(13, "Permission denied", "contrat.yaml")

    monkeypatch.setattr(reader.Reading, "dossier", refused)
    code, out, err = run("check", "depart")
    assert (code, out) == (2, "")
    assert err == "« contrat.yaml » ne peut être ni lu ni écrit : vous n’en avez pas le droit.\n"


def test_the_bar_advances_where_someone_watches(monkeypatch):
    """On a terminal each step is yielded, as in a pipe."""
    monkeypatch.setattr(console.sys.stderr, "isatty", lambda: True, raising=False)
    with console.progress(3, "Documents") as steps:
        assert list(steps) == [0, 1, 2]


def test_entry_leaves_with_the_code_of_the_command(monkeypatch):
    """The exit code of the process is that of `main`."""
    monkeypatch.setattr(commands, "main", lambda: 7)
    monkeypatch.setattr(commands.signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as left:
        commands.entry()
    assert left.value.code == 7
