"""A module imports from its left only, in the order of the table of `docs/architecture.md`.

The table also says what each folder knows nothing of: its modules import none of what the page
lists under that name.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import ctai_docs

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "ctai_docs"
FACE = "ctai_docs"
"""`ctai_docs/__init__.py`, which shows names of all layers, imported when they are first used."""
WINGS = {"ctai_docs.machine", "ctai_docs.contract"}
"""Folders whose `__init__` only says what they hold."""


@dataclass(frozen=True)
class Import:
    """What a module imports, ours or another's."""

    module: str
    line: int


@cache
def page():
    """Return the page of the architecture."""
    return (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@cache
def order():
    """Return the layers as the architecture lists them, from left to right."""
    return list(ignorance())


@cache
def ignorance():
    """Return, for each layer in its order, the names of what it knows nothing of."""
    table = page().partition("| folder |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `([\w.]+)` \|.*\| ?([^|]*) \|$", table, re.MULTILINE)
    return {layer: [name for name in said.strip().split(", ") if name] for layer, said in rows}


@cache
def meanings():
    """Return, for each name that the table uses, the modules that are not imported then."""
    table = page().partition("| of | modules |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| ([\w ]+) \| (.*) \|$", table, re.MULTILINE)
    return {name: re.findall(r"`([\w.]+)`", modules) for name, modules in rows}


@cache
def modules():
    """Return the path of every module by its dotted name."""
    return {_dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _dotted(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module):
    """Return the layer of a module: `ctai_docs.machine.engine.late` is of `machine.engine`."""
    inside = module.removeprefix(f"{FACE}.")
    found = [layer for layer in order() if within(inside, layer)]
    return max(found, key=len, default=FACE)


def within(module, package):
    """Tell whether a module is a package or stands in it."""
    return f"{module}.".startswith(f"{package}.")


def imports(path):
    """Yield what a module imports, within functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for module in _imported(node):
            yield Import(module, node.lineno)


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    assert node.level == 0, f"line {node.lineno}: a relative import hides its layer"
    if node.module == FACE or node.module in WINGS:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [node.module]


def wrong(module, path):
    """Return the imports of a module that are not from its left, or not its to know."""
    own = layer_of(module)
    left = order()[: order().index(own) + 1]
    hidden = [name for said in ignorance()[own] for name in meanings()[said]]
    ours = [found for found in imports(path) if within(found.module, FACE)]
    return [found for found in ours if layer_of(found.module) not in left] + [
        found
        for found in imports(path)
        if layer_of(found.module) != own and any(within(found.module, name) for name in hidden)
    ]


def test_the_table_lists_every_layer_once():
    """Every module is of a layer, but for the faces of the package and of its wings."""
    assert {m for m in modules() if layer_of(m) == FACE} == {FACE, *WINGS}
    assert {layer_of(module) for module in modules()} - {FACE} == set(order())


def test_the_table_uses_words_that_the_page_explains():
    """And explains none for nothing."""
    assert {name for said in ignorance().values() for name in said} == set(meanings())
    assert all(meanings().values())


def test_the_machine_stands_left_of_the_contract():
    """So it imports nothing of it."""
    wings = [layer.split(".")[0] for layer in order()]
    assert wings == sorted(wings, key=lambda wing: wing != "machine")


def test_a_module_imports_from_its_left_only():
    """Late imports and imports for types count as well."""
    found = {
        f"{module}:{x.line}: {x.module}"
        for module, path in modules().items()
        if layer_of(module) != FACE
        for x in wrong(module, path)
    }
    assert sorted(found) == []


def test_every_module_was_seen():
    """A module that no walk finds would be held by nothing."""
    files = [p for p in PACKAGE.rglob("*.py") if "__pycache__" not in p.parts]
    assert len(modules()) == len(files) > 80
    assert set(modules().values()) == set(files)


def test_the_walk_finds_imports_wherever_they_stand(tmp_path):
    """The test would hold nothing if it missed some."""
    path = tmp_path / "x.py"
    path.write_text(
        "from typing import TYPE_CHECKING\n"
        "import ctai_docs.cli.main as m\n"
        "from ctai_docs import api\n"
        "from ctai_docs.machine import yaml\n"
        "if TYPE_CHECKING:\n    from ctai_docs.contract.model import Contrat\n"
        "def f():\n    from ruamel.yaml import YAML\n"
    )
    found = [x.module for x in wrong("ctai_docs.machine.word.x", path)]
    assert sorted(found) == [
        "ctai_docs.api",
        "ctai_docs.cli.main",
        "ctai_docs.contract.model",
        "ctai_docs.machine.yaml",
        "ruamel.yaml",
    ]


def test_nothing_inside_imports_the_face():
    """The face imports everything: whoever imported it would too."""
    users = [
        module
        for module, path in modules().items()
        for found in imports(path)
        if found.module == FACE
    ]
    assert users == []


@pytest.mark.parametrize("name", ctai_docs.__all__)
def test_every_public_name_is_where_the_face_says(name):
    """Sorted, and imported when it is first used."""
    assert list(ctai_docs.__all__) == sorted(ctai_docs.__all__)
    home = import_module(f"ctai_docs.{ctai_docs._HOMES[name]}")
    assert getattr(ctai_docs, name) is getattr(home, name)


def test_the_face_has_no_other_name():
    """As a module says it."""
    assert set(ctai_docs.__all__) == set(ctai_docs._HOMES)
    with pytest.raises(AttributeError, match="inconnu"):
        ctai_docs.inconnu  # noqa: B018
