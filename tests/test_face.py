"""The face of the package: what a script sees, imports, and may rely on."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import io
import pkgutil
import subprocess
import sys
from contextlib import redirect_stdout
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest
import typer

import ctai_docs
from ctai_docs.cli.main import app
from ctai_docs.contract.model import Modele
from ctai_docs.machine.findings import CtaiError

ROOT = Path(__file__).parents[1]
FACE = ROOT / "ctai_docs" / "__init__.py"
PUBLIC = [pytest.param(name, id=name) for name in ctai_docs.__all__]
ALIASES = {"Source", "SourceSuivie"}
"""Types that are written as texts: their words stand in the module that holds them."""
FUNCTIONS = [name for name in ctai_docs.__all__ if inspect.isfunction(getattr(ctai_docs, name))]
WORDS = {
    *("source", "donnees", "contrat", "avenant", "apres", "avant", "chemin", "valeur", "cle"),
    *("dossier", "dossiers", "fichiers", "positions", "annexes", "meta", "champs"),
}
"""Parameters that no option of the command line says; the others bear the names of options."""


def packages():
    """Return every package, ours and those inside it."""
    found = pkgutil.walk_packages(ctai_docs.__path__, "ctai_docs.")
    return [ctai_docs, *(importlib.import_module(m.name) for m in found if m.ispkg)]


def test_every_folder_of_modules_is_a_package():
    """What walks packages, as the catalogue of rules does, passes over one that is none."""
    folders = {path.parent for path in FACE.parent.rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
    assert len(folders) == len(packages())


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.__name__)
def test_no_name_hides_a_module(package):
    """`import package.module as m` gives the module, whatever the package shows."""
    for found in pkgutil.iter_modules(package.__path__):
        if found.name != "__main__":
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            assert getattr(package, found.name) is module


def fresh(program):
    """Return what a program prints that has only imported the package."""
    run = [sys.executable, "-c", f"import sys, ctai_docs\n{program}"]
    return subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_dir_shows_the_public_names_before_any_is_used():
    """And what says how a module is imported is not among them."""
    shown = fresh("print(*dir(ctai_docs))").split()
    assert {*ctai_docs.__all__, "__version__"} <= {*shown}
    assert [name for name in shown if not name.startswith("__")] == ctai_docs.__all__
    assert not {"__getattr__", "__dir__", "_HOMES"} & {*shown}


def test_help_shows_every_public_function():
    """And not the functions by which names are imported."""
    text = io.StringIO()
    with redirect_stdout(text):
        help(ctai_docs)
    functions = text.getvalue().partition("\nFUNCTIONS\n")[2]
    assert [name for name in FUNCTIONS if f"\n    {name}(" not in f"\n{functions}"] == []
    assert "__getattr__" not in functions
    assert "__dir__" not in functions


def test_help_leaves_the_types_as_they_are():
    """Types are built when they are first looked at: in a function of `help`, here."""
    looked = "import pydoc\nlen(pydoc.render_doc(ctai_docs))"
    dumped = "print(len(ctai_docs.load('examples/metz_2026').contrat.model_dump_json()))"
    assert fresh(f"{looked}\n{dumped}") == fresh(dumped)


def test_an_import_costs_nothing_until_a_name_is_used():
    """A script pays for what it needs: findings need no Word file."""
    heavy = "{'jinja2', 'lxml', 'docx', 'docxtpl', 'openpyxl', 'pydantic', 'ctai_docs.api'}"
    loaded = f"print(*sorted({heavy} & set(sys.modules)))"
    assert fresh(loaded).split() == []
    heavy = heavy.replace("'pydantic', ", "").replace("'lxml', ", "")  # it reads logos
    checked = f"ctai_docs.check('examples/rouen_2021')\nprint(*sorted({heavy} & set(sys.modules)))"
    assert fresh(checked).split() == []


def test_the_version_is_that_of_the_package():
    """Written once, in the package."""
    assert ctai_docs.__version__ == version("ctai-docs")


def test_the_lists_of_public_names_are_one():
    """What a type checker reads, what is imported on demand, what is shown."""
    tree = ast.parse(FACE.read_text(encoding="utf-8"))
    typed = {
        alias.name: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {name: f"ctai_docs.{home}" for name, home in ctai_docs._HOMES.items()}
    assert typed == homes
    assert list(homes) == sorted(homes) == ctai_docs.__all__


def test_an_unknown_name_is_told():
    """With its name and its module, of which Python's hint of the nearest name is made."""
    with pytest.raises(AttributeError, match="render_fich") as caught:
        ctai_docs.render_fich  # noqa: B018
    assert (caught.value.name, caught.value.obj) == ("render_fich", ctai_docs)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return a working folder with the examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", [n for n in ctai_docs.__all__ if n not in ALIASES])
@pytest.mark.usefixtures("here")
def test_each_public_name_has_words_and_an_example_that_runs(name):
    """What a script finds under `help`, and in the reference."""
    found = getattr(ctai_docs, name)
    finder = doctest.DocTestFinder(recurse=False)
    (test,) = finder.find(found, name, module=False, globs={"ctai_docs": ctai_docs})
    assert test.examples
    report = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test, out=report.write)
    assert report.getvalue() == ""


def options():
    """Return the names of the parameters that the options of the command line have."""
    commands = typer.main.get_command(app).commands.values()
    return {param.name for command in commands for param in command.params}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_parameters_are_french_words(name):
    """Those of the command line, or of the contract."""
    parameters = inspect.signature(getattr(ctai_docs, name)).parameters
    assert [p for p in parameters if p not in options() | WORDS] == []


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: ctai_docs.render_fiche("examples/metz_2026", "un-tois"), "« un-toit »"),
        (lambda: ctai_docs.render_deliberation("examples/metz_2026", "25-09-25-18"), "25-09-25-17"),
        (lambda: ctai_docs.render_avenant("examples/grenoble_2019", 3), "1, 2"),
        (lambda: ctai_docs.render_redline("examples/grenoble_2019", 0), "1, 2"),
        (lambda: ctai_docs.render_avenant("examples/metz_2026", 1), "Historique"),
        (lambda: ctai_docs.render_avenant(metz(), 1), "Historique"),
        (lambda: ctai_docs.render_redline(metz(), 1), "Historique"),
        (lambda: ctai_docs.rendu(metz(), gabarits={"fiche.docx": b""}), "« fiche_action.docx »"),
        (lambda: ctai_docs.rendu(metz(), gabarits={"xyz.docx": b""}), "TPL-091"),
        (lambda: ctai_docs.rendu(metz(), gabarits={"contract.docx": b"rien"}), "contract.docx"),
        (lambda: ctai_docs.modify(metz(), "territoir", "Metz"), "« territoire »"),
        (lambda: ctai_docs.read_contrat({"debit": "2026"}), "« debut »"),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_name_that_is_not_there_is_told_with_the_nearest(call, told):
    """By an error of ours, in French, and never a bare `KeyError`."""
    with pytest.raises(CtaiError) as caught:
        call()
    assert told in str(caught.value).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("source", [1, None, {"debut": "2026"}, b"examples/metz_2026"])
def test_what_is_no_source_is_a_type_error(source):
    """A mistake of the script, not of the contract."""
    for call in (ctai_docs.check, ctai_docs.render_contrat, ctai_docs.rendu):
        with pytest.raises(TypeError, match="expected a Contrat"):
            call(source)


def metz():
    """Return the contract of Metz."""
    return ctai_docs.load(ROOT / "examples" / "metz_2026").contrat


def test_a_fiche_is_named_by_its_number_too():
    """As on the command line."""
    contrat = metz()
    found = {name: ctai_docs.render_fiche(contrat, name) for name in ("un-toit", "8", "08")}
    assert found["un-toit"] == found["8"] == found["08"]


def test_findings_of_a_dossier_have_their_place():
    """Those of `check`, accepted or not, and those of the error that stops a rendering."""
    seen = 0
    for folder in (path for path in (ROOT / "examples").iterdir() if path.is_dir()):
        report = ctai_docs.load(folder).check()
        assert report == ctai_docs.check(folder)
        accepted = [finding for finding, _ in report.silenced]
        assert all(finding.where for finding in [*report.findings, *accepted])
        seen += len(report.findings)
    assert seen > 10


def test_an_error_that_stops_a_rendering_has_its_place(tmp_path):
    """Its file, line and column, whatever call met it."""
    contrat = ctai_docs.modify(metz(), "fiches.un-toit.budget.cout_total", "1 €")
    folder = ctai_docs.write_dossier(contrat, tmp_path / "faux")
    for call in (ctai_docs.render_contrat, ctai_docs.rendu, ctai_docs.render_pack):
        with pytest.raises(CtaiError) as caught:
            call(folder)
        assert all(finding.where.line for finding in caught.value.findings)


def test_a_history_is_checked_as_the_dossier_that_holds_it():
    """Deliberations against the contract that they adopted, the rest against the one in force."""
    for name in ("grenoble_2019", "metz_2026"):
        dossier = ctai_docs.load(ROOT / "examples" / name)
        historique = ctai_docs.Historique(dossier.initial, dossier.avenants)
        found = ctai_docs.check(historique)
        assert len(found.findings) == len(dossier.check().findings)
        assert historique.en_vigueur == dossier.contrat


def test_avenants_made_in_python_give_the_documents_of_the_dossier():
    """The same bytes, from values of the model as from YAML."""
    dossier = ctai_docs.load(ROOT / "examples" / "grenoble_2019")
    historique = ctai_docs.Historique(dossier.initial, dossier.avenants)
    made = {file.nom: file.contenu for file in ctai_docs.render_pack(historique)}
    assert made == {file.nom: file.contenu for file in ctai_docs.render_pack(dossier)}


def test_avenants_out_of_order_are_told():
    """A history whose first avenant is number 2 has a gap."""
    historique = ctai_docs.Historique(metz(), (ctai_docs.Avenant(numero=2),))
    with pytest.raises(CtaiError, match="AVE-001"):
        ctai_docs.render_avenant(historique, 1)


def test_every_default_is_named_for_type_checkers():
    """They take a field whose default is given by position for one that must be given."""
    for path in (ROOT / "ctai_docs" / "contract" / "model").glob("*.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
        unnamed = [c.lineno for c in calls if getattr(c.func, "id", "") == "Field" and c.args]
        assert unnamed == [], path.name


def test_public_types_of_the_model_are_reached_from_the_face():
    """What a script builds a contract and an avenant of, without a module of ours."""
    found = [getattr(ctai_docs, name) for name in ctai_docs.__all__]
    assert not any(isinstance(value, ModuleType) for value in found)
    assert sum(isinstance(v, type) and issubclass(v, Modele) for v in found) >= 15
