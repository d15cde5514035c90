"""`make mutants`: where a module can be changed, which tests are near, and what they see."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest

pytest.importorskip("cosmic_ray", reason="make mutants installs cosmic-ray")

from tools.mutants.__main__ import FOLDERS, drawn_from, modules
from tools.mutants.run import nearest
from tools.mutants.sites import ROOT, mutant, sites

SOURCE = """\
from dataclasses import dataclass


@dataclass(frozen=True)
class Prix:
    montant: int | None = None


def dit(prix: Prix | None, taux: int = 2) -> bool:
    if prix is None or not prix.montant:
        return False
    return prix.montant * taux > 10
"""


@pytest.fixture
def changed(tmp_path):
    """Return every module that one change of each place makes of the source."""
    path = tmp_path / "prix.py"
    path.write_text(SOURCE, encoding="utf-8")
    made = (
        mutant(path, site.only(n), Random(1))
        for site in sites(SOURCE)
        for n in range(len(site.changes))
    )
    return [one.code for one in made if one]


@pytest.mark.parametrize(
    "line",
    [
        "    if (not prix) or not prix.montant:",
        "    if (prix is None):",
        "    if (not prix.montant):",
        "    if prix is None and not prix.montant:",
        "        return True",
        "    return prix.montant + taux > 10",
        "    return prix.montant * taux >= 10",
    ],
)
def test_a_condition_an_operator_a_number_are_changed(line, changed):
    """One place at a time: the rest of the source stays as it is."""
    (code,) = {code for code in changed if line in code.split("\n")}
    assert sum(a != b for a, b in zip(SOURCE.split("\n"), code.split("\n"), strict=True)) == 1


def test_what_no_answer_depends_on_is_not_changed(changed):
    """Annotations, and the arguments that freeze a class."""
    for code in changed:
        for kept in ("@dataclass(frozen=True)", "montant: int | None", "prix: Prix | None"):
            assert kept in code


def test_a_sample_is_the_same_for_the_same_seed():
    """Another seed draws other places."""
    where = "ctai_docs/rules/presentation.py"
    one, again, other = (drawn_from(where, 4, seed) for seed in ("a", "a", "b"))
    assert one == again
    assert one != other
    assert len(one) == 4
    assert len(drawn_from(where, 4, "a")) == len({(m.line, m.operator, m.code) for m in one})


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_module_has_tests_near(folder):
    """Of its own name, or of its folder's: none is left to the whole suite."""
    for path in modules(f"ctai_docs/{folder}"):
        near = nearest(path)
        assert near
        assert all(ROOT / "tests" in place.parents for place in near), path


def test_the_tests_of_a_module_bear_its_name_or_its_folder_s():
    """As they mirror each other."""
    rules = ROOT / "ctai_docs" / "rules"
    assert nearest(rules / "acts.py") == [ROOT / "tests" / "rules" / "test_acts.py"]
    assert nearest(rules / "people" / "couts.py") == [ROOT / "tests" / "rules" / "test_people.py"]


PROGRAM = """
import sys
from tools.mutants.run import is_killed, nearest, preload
from tools.mutants.sites import ROOT, Mutant
preload()
path = ROOT / "ctai_docs" / "rules" / "presentation.py"
head, _, body = path.read_text(encoding="utf-8").partition("    colour = ")
wrong = Mutant(path, 1, "by hand", f"{head}    {sys.argv[1]}\\n    colour = {body}")
print(is_killed(wrong, nearest(path), limit=60))
"""


@pytest.mark.parametrize(("code", "seen"), [("return", True), ("yield from ()", False)])
def test_a_change_is_seen_by_a_test_that_fails(code, seen):
    """The colour unchecked, its tests fail; a source that says the same passes them."""
    command = [sys.executable, "-c", PROGRAM, code]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.split() == [str(seen)]
