"""The scripts of `examples/` are clean for strict type checkers; the table has what it promises."""

from __future__ import annotations

import csv
import io
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return a working folder with the examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_table_of_findings_has_a_row_for_each(here, capsys):
    """A dossier that cannot be read is in it too, with the place of its fault."""
    (here / "examples").unlink()
    (here / "examples" / "vide").mkdir(parents=True)
    runpy.run_path(str(ROOT / "examples" / "les_constats.py"), run_name="__main__")
    head, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert head == ["dossier", "place", "gravité", "code", "constat"]
    assert [row[:4] for row in rows] == [["vide", "examples/vide", "erreur", "DOS-002"]]


def test_the_scripts_are_clean_for_pyright():
    """In its strict mode, as `pyproject.toml` asks for it."""
    run = subprocess.run(
        [sys.executable, "-m", "basedpyright", "--pythonpath", sys.executable, "--level", "error"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (run.returncode, run.stdout.splitlines()[-1][:9]) == (0, "0 errors,"), run.stdout
