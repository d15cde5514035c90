"""`docs/securite.md`: each promise has its code and its tests; here are those of no module."""

from __future__ import annotations

import ast
import copy
import re
from functools import cache
from pathlib import Path

import pytest
from pydantic import ValidationError

import ctai_docs
from ctai_docs.contract.model import Contrat
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.yaml.explain import explain
from ctai_docs.machine.yaml.writer import write_yaml
from tests.contract.model.making import a_contrat, fiche
from tests.rules.examples import base

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "securite.md").read_text(encoding="utf-8")
PROMISES = [
    pytest.param(promise, code, tests, id=promise[:40])
    for promise, code, tests in re.findall(r"^\| (.+?) \| (`.+`) \| (.*) \|$", PAGE, re.MULTILINE)
]
REFUSED = ["\x0b", "\ufdd0", "\u202e", "\u2066"]
"""Signs that XML cannot hold, or that show a text in another order than it is read."""


def quoted(cell):
    """Return what a cell of the page quotes."""
    return re.findall(r"`([^`]+)`", cell)


@cache
def named_in(file):
    """Return the names of the tests of a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("promise", "code", "tests"), PROMISES)
def test_a_promise_has_its_code_and_its_tests(promise, code, tests):
    """A renamed test, or a promise without one, would leave the page a claim."""
    assert promise
    assert [path for path in quoted(code) if not (ROOT / path).is_file()] == []
    assert quoted(tests)
    for name in quoted(tests):
        file, _, test = name.partition("::")
        assert test in named_in(file), name


def test_the_page_says_what_is_promised():
    """Every row of its tables is a promise that was read."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    headers = sum(line.startswith("| Promesse |") for line in rows)
    assert len(PROMISES) == len(rows) - headers >= 20


def leaves(data, path=()):
    """Yield the path and the text of every value of a dossier."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if isinstance(value, str):
            yield (*path, key), value
        elif value is not None:
            yield from leaves(value, (*path, key))


def changed(path, text):
    """Return the clean dossier with another text at a path."""
    data = copy.deepcopy(base())
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = text
    return data


@pytest.mark.parametrize("sign", REFUSED, ids=lambda sign: f"U+{ord(sign):04X}")
def test_no_value_takes_a_character_that_hides_or_reorders(sign):
    """Whatever its type: a field that forgot to ask would print it."""
    places = list(leaves(base()))
    assert len(places) > 300
    for path, text in places:
        data = changed(path, f"{text}{sign}a")
        with pytest.raises(ValidationError) as caught:
            Contrat.model_validate(data)
        found = explain(caught.value, Contrat, data)
        assert all(finding.path[: len(path) - 1] == path[:-1] for finding in found), path


@pytest.mark.parametrize("sign", REFUSED)
def test_such_a_character_is_named_at_its_line(sign, tmp_path):
    """The file, the line and the code of the sign, for it cannot be seen."""
    data = changed(("fiches", 1, "territoire"), f"Tout{sign} Valmont")
    (tmp_path / "contrat.yaml").write_text(write_yaml(data), encoding="utf-8")
    lines = (tmp_path / "contrat.yaml").read_text(encoding="utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, 1) if "Tout" in text and "Valmont" in text)
    with pytest.raises(CtaiError) as caught:
        read_dossier(tmp_path)
    (finding,) = caught.value.findings
    assert (finding.where.file, finding.where.line) == ("contrat.yaml", line)
    assert f"U+{ord(sign):04X}" in finding.message


@pytest.mark.parametrize(
    "title", ["../../x", "/etc/x", "C:\\x", "..", "con", "a\u2028b", "é" * 300]
)
def test_titles_do_not_lead_out_of_the_output_folder(title, tmp_path):
    """Nor do they make names that a system refuses."""
    contrat = a_contrat(fiches=[fiche(intitule=title)])
    ctai_docs.save_pack(contrat, tmp_path / "sous" / "liasse", projet=True)
    assert [path.name for path in tmp_path.iterdir()] == ["sous"]
    assert [path.name for path in (tmp_path / "sous").iterdir()] == ["liasse"]
    names = [path.name for path in tmp_path.rglob("*.docx")]
    assert any(name.startswith("fiche-01") for name in names)
    assert max(len(name.encode()) for name in names) < 256
