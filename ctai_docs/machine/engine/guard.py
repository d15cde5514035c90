"""The tree of a template: what it may not say is refused, what it repeats is counted.

`refusals` lists the constructs outside the language of our templates. `metered` adds, at the head
of each body that can run again, a call that takes its share of the render's budget, and checks the
lists and texts that a template builds. Both run once, when a template is compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from ctai_docs.machine.engine.filters import FLAT, HOLD, JOIN, TEXT
from ctai_docs.machine.engine.printing import TURN, told

REFUSED_TAGS: dict[type[nodes.Node], str] = {
    nodes.Include: "{% include %} : un modèle se suffit à lui-même",
    nodes.Import: "{% import %} : un modèle se suffit à lui-même",
    nodes.FromImport: "{% from … import %} : un modèle se suffit à lui-même",
    nodes.Extends: "{% extends %} : un modèle se suffit à lui-même",
    nodes.Block: "{% block %} : un modèle n’hérite d’aucun autre",
    nodes.ScopedEvalContextModifier: "{% autoescape %} : tout texte est échappé",
}
REFUSED_FILTERS = {"safe": "le filtre « safe » : tout texte est échappé"}
DOCXTPL_BRACES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
"""How docxtpl lets a template print braces. Only the template's own text is concerned."""


def refusals(tree: nodes.Template, environment: Environment) -> Iterator[tuple[str, int]]:
    """Yield each construct that templates may not use, in French, with its line."""
    for node in tree.find_all(nodes.Node):
        what = _refusal(node, environment)
        if what:
            yield what, node.lineno


def _refusal(node: nodes.Node, environment: Environment) -> str:
    """Return why `node` is refused, or an empty text."""
    match node:
        case nodes.Filter(name=name) if name not in environment.filters:
            return REFUSED_FILTERS.get(name) or _unknown("filtre", name, environment.filters)
        case nodes.Test(name=name) if name not in environment.tests:
            return _unknown("test", name, environment.tests)
        case nodes.Getattr(attr=name) if name.startswith("_"):
            return f"« {name} » : un nom qui commence par « _ » est privé"
        case nodes.Getitem(arg=nodes.Const(value=str(name))) if name.startswith("_"):
            return f"« {name} » : un nom qui commence par « _ » est privé"
    return REFUSED_TAGS.get(type(node), "")


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Return the words for a filter or a test that is not ours, the nearest of ours named."""
    typed = [each for each in known if each.isascii()]  # those of `guard` are not
    close = get_close_matches(name, typed, n=1)
    hint = f" (vouliez-vous dire « {close[0]} » ?)" if close else ""
    return f"le {kind} « {name} », qui n’existe pas ici{hint}"


def metered(tree: nodes.Template) -> nodes.Template:
    """Return the tree with its repetitions and the values it builds under control."""
    _Meter().generic_visit(tree)
    assert tree.environment
    tree.set_environment(tree.environment)
    return tree


class _Meter(NodeTransformer):
    """Rewrites one tree; `buffers` counts the enclosing bodies whose output is held in memory."""

    def __init__(self) -> None:
        self.buffers = 0

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:  # noqa: N802 Jinja's names
        for written, meant in DOCXTPL_BRACES:
            node.data = node.data.replace(written, meant)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _counted(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        self._visit_buffer(node)
        return _counted(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802
        self._visit_buffer(node)
        return _counted(node)

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.Node:  # noqa: N802
        self._visit_buffer(node)
        return node

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.Node:  # noqa: N802
        self._visit_buffer(node)
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if self.buffers:
            node.nodes = [
                item if isinstance(item, nodes.TemplateData) else _filtered(item, TEXT)
                for item in node.nodes
            ]
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, FLAT)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, FLAT)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, FLAT) if node.ctx == "load" else node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, HOLD) if isinstance(node.arg, nodes.Slice) else node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), JOIN)

    def _visit_buffer(self, node: nodes.Node) -> None:
        self.buffers += 1
        self.generic_visit(node)
        self.buffers -= 1


def _counted(node: nodes.For | nodes.Macro | nodes.CallBlock) -> nodes.Node:
    """Return the node, its body preceded by the call that counts one turn and its text."""
    text = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
    node.body.insert(0, told(TURN, node.lineno, text))
    return node


def _filtered(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
