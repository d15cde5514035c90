"""What is shipped: the wheel holds the data it needs, and says that it is typed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
USER = """
from decimal import Decimal
import ctai_docs
from ctai_docs import Contrat, Dossier, Fichier, Finding

def use(dossier: Dossier) -> list[Fichier]:
    contrat: Contrat = dossier.contrat
    total: Decimal = contrat.total_cout
    found: tuple[Finding, ...] = ctai_docs.check(contrat).erreurs
    fichier: Fichier = ctai_docs.render_fiche(contrat, "un-toit", projet=bool(total and found))
    return [fichier, *ctai_docs.render_pack("dossier")]

reveal_type(ctai_docs.render_contrat)
ctai_docs.render_contrat(contrat=1)
ctai_docs.render_contra("dossier")
def no_avenant(contrat: Contrat) -> Fichier:
    return ctai_docs.render_avenant(contrat, 1)
"""
"""A script of a user: the last lines are wrong, and a type checker says so of each."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built as `pip wheel .` does with the build tools that are installed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-cache-dir"]
    if find_spec("hatchling"):  # else pip fetches it
        command += ["--no-build-isolation", "--no-index"]
    run = subprocess.run(
        [*command, "--wheel-dir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def shipped(wheel):
    """The names of the files of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_module_and_all_data(shipped):
    """Modules, editions, clauses, starter: what stands in the package is in the wheel."""
    inside = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "ctai_docs").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert inside <= shipped
    assert {
        "ctai_docs/py.typed",
        "ctai_docs/contract/form/clauses.yaml",
        "ctai_docs/contract/form/editions/2026.yaml",
    } <= shipped


def test_the_wheel_holds_the_templates(shipped):
    """Those at the top of the checkout, and no other."""
    templates = {f"ctai_docs/templates/{path.name}" for path in (ROOT / "templates").glob("*.docx")}
    assert len(templates) >= 3
    assert {name for name in shipped if name.endswith(".docx")} == templates


def test_the_wheel_holds_nothing_else(shipped):
    """No test, no tool, no example, no published act."""
    tops = {name.split("/")[0] for name in shipped}
    assert tops == {"ctai_docs", *(top for top in tops if top.endswith(".dist-info"))}


FROM_WHEEL = """
import sys, ctai_docs
from ctai_docs.documents.templates import standard_names
from ctai_docs.contract.form import editions
assert ctai_docs.__file__.startswith(sys.argv[1]), ctai_docs.__file__
file = ctai_docs.render_contrat(sys.argv[2])
print(len(standard_names()), "2026" in editions(), file.nom, file.sha256)
"""


def test_the_unpacked_wheel_renders_what_the_checkout_does(wheel, tmp_path):
    """With the templates that it holds, and nothing of the checkout."""
    from tests.documents import packs

    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", FROM_WHEEL, str(tmp_path), str(packs.METZ)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    count, has_edition, name, digest = run.stdout.split()
    assert (int(count) >= 3, has_edition, name) == (True, "True", "contrat.docx")
    assert digest == packs.rendu().contrat_complet().sha256


def test_a_type_checker_reads_the_types_of_the_package(tmp_path):
    """A user's script is checked against them: what is right passes, what is wrong is told."""
    script = tmp_path / "script.py"
    script.write_text(USER, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", ""]
    cache = ROOT / ".mypy_cache" / "user"
    run = subprocess.run(
        [*command, "--follow-imports=silent", "--cache-dir", str(cache), str(script)],
        cwd=ROOT,
        env=os.environ | {"MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    told = [line for line in run.stdout.splitlines() if f"{script.name}:" in line]
    notes = [line for line in told if ": note: Revealed" in line]
    errors = [line for line in told if ": error: " in line]
    assert ["ctai_docs.machine.output.fichier.Fichier" in note for note in notes] == [True], run
    kinds = [error.rpartition("[")[2].rstrip("]") for error in errors]
    assert kinds == ["call-arg", "attr-defined", "arg-type"], run
