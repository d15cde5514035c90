"""A module imports from its left only, in the order of the table of `docs/architecture.md`."""

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


@dataclass(frozen=True)
class Import:
    """What a module imports."""

    module: str
    layer: str
    line: int


@cache
def order():
    """Return the layers as the architecture lists them, from left to right."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.partition("| folder |")[2].partition("\n\n")[0]
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


@cache
def modules():
    """Return the path of every module by its dotted name."""
    return {_dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _dotted(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module):
    """Return the layer of a module: `ctai_docs.engine.late` is of `engine`."""
    return module.split(".")[1] if "." in module else FACE


def imports(path):
    """Yield what a module imports from the package, within functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for module in _imported(node):
            if module.split(".")[0] == FACE:
                yield Import(module, layer_of(module), node.lineno)


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    assert node.level == 0, f"line {node.lineno}: a relative import hides its layer"
    if node.module == FACE:
        return [f"{FACE}.{alias.name}" for alias in node.names]
    return [node.module]


def wrong(module, path, layers):
    """Return the imports of a module that are not from its left."""
    own = layer_of(module)
    left = layers[: layers.index(own) + 1]
    return [found for found in imports(path) if found.layer not in left]


def test_the_table_lists_every_layer_once():
    """A folder or a module of the package is a layer, and there is no other."""
    found = {layer_of(module) for module in modules()} - {FACE}
    assert sorted(order()) == sorted(found)


@pytest.mark.parametrize("module", [name for name in modules() if name != FACE])
def test_a_module_imports_from_its_left_only(module):
    """Late imports and imports for types count as well."""
    path = modules()[module]
    assert [f"{x.line}: {x.module}" for x in wrong(module, path, order())] == []


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
        "if TYPE_CHECKING:\n    from ctai_docs.documents import rendu\n"
        "def f():\n    from ctai_docs.output import write_whole\n"
    )
    assert sorted(x.layer for x in imports(path)) == ["api", "cli", "documents", "output"]
    assert [x.layer for x in wrong("ctai_docs.engine.x", path, order())] == [
        x.layer for x in imports(path)
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
