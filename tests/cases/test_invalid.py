"""Each wrong dossier of `invalid/`: its whole report, through the library and the command line.

`NAME.txt` tells the dossier, `NAME.errors.txt` what `ctai-docs check` prints. After a change of
wording, `pytest --renew-goldens` writes the second anew, to be read before it is committed.
"""

from __future__ import annotations

import re

import pytest

from ctai_docs.cli.main import main
from ctai_docs.dossier import reader
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.findings import CtaiError, Rule
from ctai_docs.machine.report import grouped
from ctai_docs.machine.yaml import events, explain
from tests.cases import trees

UNREACHABLE = {
    "MOD-008": "every error that pydantic can raise on a contract has words",
}
"""Codes that a generic module can raise and no dossier can provoke, with the reason."""


@pytest.fixture(params=trees.names())
def name(request, tmp_path, monkeypatch):
    """Plant the dossier of a case in the working folder and return its name."""
    trees.plant(request.param, tmp_path)
    monkeypatch.chdir(tmp_path)
    return request.param


def test_the_command_line_prints_every_error_of_the_dossier(name, capsys, request):
    """The whole text that someone sees, and the exit code of what cannot be read."""
    assert main(["check", "dossier"]) == 2
    printed = capsys.readouterr().out
    if request.config.getoption("--renew-goldens", default=False):
        trees.errors_of(name).write_text(printed, encoding="utf-8", newline="\n")
    assert printed == trees.errors_of(name).read_text(encoding="utf-8")


def test_the_library_raises_the_same_errors(name):
    """Each finding of the error is one that the command line prints, among those of the checks."""
    with pytest.raises(CtaiError) as caught:
        read_dossier("dossier")
    printed = trees.errors_of(name).read_text(encoding="utf-8")
    found = caught.value.findings
    assert [f for f in found if f.found not in printed or f"[{f.code}]" not in printed] == []
    assert printed.count("erreur : ") >= len(grouped(found))


def test_render_refuses_the_dossier_in_the_same_words(name, tmp_path, capsys):
    """What render says, check says too, and nothing is written."""
    assert main(["render", "dossier", "-o", "sortie"]) == 2
    told = [line for line in capsys.readouterr().out.splitlines() if "erreur : " in line]
    printed = trees.errors_of(name).read_text(encoding="utf-8").splitlines()
    assert told
    assert set(told) <= set(printed)
    assert not (tmp_path / "sortie").exists()


def test_every_code_of_the_reader_has_a_case():
    """A code that no case provokes may have wording that nobody has read."""
    rules = [r for m in (explain, reader, events) for r in vars(m).values() if isinstance(r, Rule)]
    goldens = (trees.errors_of(name).read_text(encoding="utf-8") for name in trees.names())
    shown = {code for text in goldens for code in re.findall(r"\[([A-Z]{3}-\d{3})\]", text)}
    assert {rule.code for rule in rules} - shown == set(UNREACHABLE)


def test_no_golden_is_left_without_its_case():
    """A golden whose case was renamed is removed with it."""
    goldens = {p.name.removesuffix(".errors.txt") for p in trees.INVALID.glob("*.errors.txt")}
    assert goldens == set(trees.names())
