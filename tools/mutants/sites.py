"""Where a module can be changed, and what it then reads: `Mutant`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names
from parso.python.tree import Function
from parso.tree import BaseNode, NodeOrLeaf

_SAME = re.compile(r"ComparisonOperator_(Is_Eq|Eq_Is|IsNot_NotEq|NotEq_IsNot)$|NoOp$")
"""Operators that change nothing, or only what identity means for an enumeration and None."""
_IDLE_ARGUMENTS = {"strict", "frozen", "slots", "kw_only", "maxsize", "repr"}
"""Arguments that guard or speed up, and change no answer."""
_IDLE_DECORATORS = {"cache", "lru_cache", "override", "dataclass", "overload"}
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Site:
    """A place of a module, and the ways to change it: an operator and its occurrence, or a text."""

    start: tuple[int, int]
    end: tuple[int, int]
    changes: tuple[tuple[str, int | str], ...]

    def only(self, n: int) -> Site:
        """Return the place with one of its changes."""
        return Site(self.start, self.end, (self.changes[n],))


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one place changed."""

    path: Path
    line: int
    operator: str
    code: str

    @property
    def module(self) -> str:
        """The dotted name of the module."""
        return module_name(self.path)

    def __str__(self) -> str:
        """Return the place, the operator, and the changed line before and after."""
        before = self.path.read_text(encoding="utf-8").split("\n")
        after = self.code.split("\n")
        pairs = [(a, b) for a, b in zip(before, after, strict=False) if a != b]
        old, new = pairs[0] if pairs else ("", "")
        place = f"{self.path.relative_to(ROOT)}:{self.line}"
        return f"{place}  {self.operator}\n    - {old.strip()}\n    + {new.strip()}"


def module_name(path: Path) -> str:
    """Return the dotted name by which a file of the project is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sites(source: str) -> list[Site]:
    """Return every place where a source can be changed, in order."""
    tree = get_ast(source)
    found: dict[tuple[tuple[int, int], tuple[int, int]], list[tuple[str, int | str]]] = {}
    for name, operator in _operators():
        occurrence = -1
        for node in ast_nodes(tree):
            for start, end in operator.mutation_positions(node):
                occurrence += 1
                if not _is_idle(node):
                    found.setdefault((start, end), []).append((name, occurrence))
    for node in ast_nodes(tree):
        for name, text in () if _is_idle(node) else _own(node):
            found.setdefault((node.start_pos, node.end_pos), []).append((name, text))
    return [Site(*place, tuple(changes)) for place, changes in sorted(found.items())]


def mutant(path: Path, site: Site, rng: Random) -> Mutant | None:
    """Return the module with a site changed in one of its ways; None where it is no Python."""
    source = path.read_text(encoding="utf-8")
    name, change = rng.choice(site.changes)
    if isinstance(change, str):
        start, end = _offset(source, site.start), _offset(source, site.end)
        code: str | None = source[:start] + change + source[end:]
    else:
        code = mutate_code(source, get_operator(name)(), change)
    if code is None or code == source:
        return None
    try:
        compile(code, str(path), "exec")
    except SyntaxError:
        return None
    return Mutant(path, site.start[0], name.removeprefix("core/"), code)


def _operators() -> Iterator[tuple[str, Operator]]:
    for name in operator_names():
        kind = get_operator(name)
        if not kind.arguments() and not _SAME.search(name):
            yield name, kind()


def _own(node: NodeOrLeaf) -> Iterator[tuple[str, str]]:
    """Yield a condition without one of its operands, and `is None` as a question of truth."""
    parts = [_text(child) for child in node.children] if isinstance(node, BaseNode) else []
    if node.type in ("and_test", "or_test"):
        for n in range(0, len(parts), 2):
            rest = parts[:n] + parts[n + 2 :] if n + 1 < len(parts) else parts[: n - 1]
            yield "DropOperand", f"({' '.join(rest)})"
    if node.type == "comparison" and len(parts) == 3:
        left, sign, right = parts
        if right == "None" and sign in ("is", "is not"):
            yield "NoneIsFalse", f"(not {left})" if sign == "is" else f"bool({left})"


def _is_idle(node: NodeOrLeaf) -> bool:
    """Tell whether a node is an annotation, a guard or a memory: what no answer depends on."""
    if node.type == "decorator":
        return bool(_IDLE_DECORATORS & set(re.findall(r"\w+", _text(node))))
    child: NodeOrLeaf = node
    parent: BaseNode | None = node.parent
    while parent is not None:
        if _is_annotation(child, parent) or _is_guard(parent):
            return True
        child, parent = parent, parent.parent
    return False


def _is_annotation(child: NodeOrLeaf, parent: BaseNode) -> bool:
    match parent.type:
        case "annassign":
            return child is parent.children[1]
        case "tfpdef":
            return child is parent.children[2]
    return isinstance(parent, Function) and child is parent.annotation


def _is_guard(node: BaseNode) -> bool:
    if node.type == "argument":
        return _text(node.children[0]) in _IDLE_ARGUMENTS
    return node.type == "if_stmt" and _text(node.children[1]) == "TYPE_CHECKING"


def _text(node: NodeOrLeaf) -> str:
    """Return the code of a node, on one line."""
    code: str = node.get_code()  # type: ignore[no-untyped-call]
    return " ".join(code.split())


def _offset(source: str, position: tuple[int, int]) -> int:
    line, column = position
    return sum(len(text) + 1 for text in source.split("\n")[: line - 1]) + column
