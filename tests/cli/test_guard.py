"""The last resort, what reaches a terminal, streams that are closed, an end from outside."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ctai_docs.cli import guard
from ctai_docs.cli.console import harmless
from ctai_docs.cli.main import main
from ctai_docs.machine.yaml import write_yaml
from tests.cli.test_process import CTAI, launch
from tests.rules.examples import base

POSIX = pytest.mark.skipif(os.name == "nt", reason="names and streams of another kind")


def fault():
    """Fail as no one foresaw."""
    return {}["clé"]


def test_a_bug_is_told_in_french_with_the_place_of_its_details(monkeypatch, tmp_path, capsys):
    """No traceback on the screen, and none lost."""
    monkeypatch.delenv(guard.TRACE)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert guard.guarded(fault) == guard.CANNOT_RUN
    said = capsys.readouterr().err
    (details,) = tmp_path.iterdir()
    assert f"« {details} »" in said
    assert "Traceback" not in said
    assert "KeyError: 'clé'" in details.read_text(encoding="utf-8")


def test_a_bug_is_raised_where_tests_run():
    """A polite sentence would hide it."""
    with pytest.raises(KeyError):
        guard.guarded(fault)


def test_an_error_of_the_system_without_a_file_names_none(capsys):
    """« None » is the name of nothing."""

    def command():
        raise OSError(28, "No space left on device")

    assert guard.guarded(command) == guard.CANNOT_RUN
    said = capsys.readouterr().err
    assert "None" not in said
    assert "le disque est plein" in said


@pytest.mark.parametrize(
    "text",
    ["\x1b[2J", "\x9b31m", "\x1b]0;titre\x07", "a\rb", "\u202eabc", "\udce9", "\x1b[31m", "\u2028"],
)
def test_no_sign_that_commands_a_terminal_is_printed(text):
    """Not even a colour, in a pipe; JSON stays JSON."""
    printed = harmless(f"é {text} « x »\n")
    assert printed.isprintable() or printed.replace("\n", "").isprintable()
    assert printed.startswith("é ")
    assert json.loads(f'"{printed.strip()}"') == f"é {text} « x »"


def test_our_colours_reach_a_terminal_and_no_others(monkeypatch):
    """Those of the report."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert harmless("\x1b[31merreur\x1b[0m \x1b[2J") == "\x1b[31merreur\x1b[0m \\u001b[2J"


def test_nothing_prints_but_the_console():
    """What prints by itself would pass terminal codes on."""
    package = Path(guard.__file__).parents[1]
    found = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert set(found) == {"cli/console.py"}


def plant(folder, data):
    """Write a dossier of one file."""
    folder.mkdir()
    (folder / "contrat.yaml").write_text(write_yaml(data), encoding="utf-8")


@POSIX
@pytest.mark.parametrize("name", [b"d\x1b[2Jx", b"d\xe9", b"d\nErreur : rien", b"d\xe2\x80\xaex"])
@pytest.mark.parametrize("form", ["text", "json", "sarif", "html"])
def test_a_name_of_a_file_is_printed_harmless(here, name, form, capsys):
    """Whatever its bytes; the report stays what it is."""
    folder = here / os.fsdecode(name)
    folder.mkdir()
    (folder / "contrat.yaml").write_text("clef: 1\n", encoding="utf-8")
    (folder / os.fsdecode(name + b".yaml")).write_text("a: 1\n", encoding="utf-8")
    assert main(["check", str(folder), "--format", form]) == 2
    printed = capsys.readouterr().out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", printed)
    if form in ("json", "sarif"):
        json.loads(printed)
    for command in (["render", str(folder), "-o", "x"], ["accessible", str(folder)], ["diff"]):
        assert main([*command, *[str(folder)] * 2 * (command == ["diff"])]) in (1, 2)


def test_a_contract_of_an_edition_to_come_is_refused_even_as_a_draft(here, capsys):
    """Nothing can be printed of a form that is not there."""
    plant(here / "d", base() | {"edition": "2027"})
    assert main(["render", "d", "-o", "x", "--projet"]) == 2
    assert "REF-003" in capsys.readouterr().out


@pytest.mark.parametrize("logo", ["a" * 300, "a/" * 3000, "../" * 50 + "etc/passwd", "."])
def test_a_logo_that_can_be_no_file_is_a_finding(here, logo, capsys):
    """Too long for the system, out of the dossier, a folder."""
    data = base()
    data["parties"][0]["logo"] = logo
    plant(here / "d", data)
    assert main(["check", "d"]) == 2
    assert "[DOS-00" in capsys.readouterr().out


@POSIX
@pytest.mark.usefixtures("depart")
@pytest.mark.parametrize("closed", ["2>&-", ">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_stop_nothing(here, closed):
    """A service has none: the documents are written, and the exit code says so."""
    command = f'exec "$0" "$@" {closed}'
    done = subprocess.run(
        ["sh", "-c", command, *CTAI, "render", "depart", "-o", "sortie"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert list((here / "sortie").glob("contrat*.docx"))
    assert b"Traceback" not in done.stdout + done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.usefixtures("depart")
def test_an_output_that_cannot_be_written_is_no_success():
    """A report on a full disk was not read by anyone."""
    with open("/dev/full", "w") as full:  # noqa: PTH123
        command = [*CTAI, "check", "--list"]
        done = subprocess.run(
            command,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@POSIX
@pytest.mark.usefixtures("depart")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_end_from_outside_leaves_no_copy_of_a_document(here, number):
    """What waits to be converted stands in the temporary folder, which others may read."""
    office = here / "soffice"
    office.write_text("#!/bin/sh\ntouch started\nsleep 60\n", encoding="utf-8")
    office.chmod(0o755)
    (here / "tmp").mkdir()
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "CTAI_SOFFICE": str(office),
        "TMPDIR": str(here / "tmp"),
    }
    running = subprocess.Popen([*CTAI, "render", "depart", "-o", "sortie", "--pdf"], env=env)
    end = time.monotonic() + 60
    while not (here / "started").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert list((here / "tmp").iterdir())
    running.send_signal(number)
    assert running.wait(30) in (130, 128 + number)
    assert list((here / "tmp").iterdir()) == []


def test_the_guard_is_that_of_the_command():
    """An unknown option, as a process: the words and the code."""
    done = launch("render", "--inconnue")
    assert done.returncode == guard.CANNOT_RUN
    assert b"Traceback" not in done.stderr
