"""The command line is run in a folder of its own, on the starter dossier."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctai_docs.cli.main import main
from ctai_docs.dossier.starter import write_starter

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return the working folder, empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def depart(here):
    """Return the starter dossier, as `depart` in the working folder."""
    write_starter("depart")
    return here / "depart"


@pytest.fixture
def run(capsys):
    """Return a function that runs a command and gives its exit code, output and complaints.

    No-break spaces are given as spaces, for tests to be read.
    """

    def _run(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out.replace(NBSP, " "), err.replace(NBSP, " ")

    return _run


@pytest.fixture
def change(depart):
    """Return a function that replaces a text, which must be there, in a file of the dossier."""

    def _change(name, before, after):
        path = Path(depart, name)
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    return _change
