"""One dialect: a public class has a name of its own, a rule is written by keyword."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "ctai_docs"
LATER = ("machine/engine", "machine/output")
"""Folders whose entries and names are settled with the next change made to them."""
BUILDERS = {"Rule", "_rule"}


def modules():
    """Yield each module of the package by its path, as a tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(LATER):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def is_class(node):
    """Tell whether a statement of a module names a type: a class, or an alias."""
    if isinstance(node, ast.ClassDef):
        return not node.name.startswith("_")
    return isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias"


def test_no_two_public_classes_have_one_name():
    """A reader who meets a noun anywhere in the package knows which idea is meant."""
    found = defaultdict(list)
    for module, tree in modules():
        for node in filter(is_class, tree.body):
            found[node.name if isinstance(node, ast.ClassDef) else node.target.id].append(module)
    assert len(found) > 150
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


def test_rules_are_written_by_keyword():
    """An entry of the catalogue says beside each text what it is: found, rule, remedy, source."""
    calls = [
        (module, node)
        for module, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in BUILDERS
        if any(keyword.arg == "code" for keyword in node.keywords) or len(node.args) > 1
    ]
    assert len(calls) > 200
    assert [f"{module}:{node.lineno}" for module, node in calls if node.args] == []
