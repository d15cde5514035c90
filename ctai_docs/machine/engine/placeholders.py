"""What a template reads: the full path of each name, with the paragraph it stands in.

A walk of the Jinja tree follows names through `for`, `set`, `with`, `if`, filters and macros: in
`{% for l in fiche.budget.lignes %}{{ l.montant }}` the second tag reads
`fiche.budget.lignes[].montant`; `meanings` says what names may mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jinja2 import Environment, nodes

from ctai_docs.machine.engine.meanings import (
    AS_IT_IS,
    ELEMENT,
    Closure,
    Each,
    Meanings,
    Pair,
    Scope,
    attribute,
    bind,
    dotted,
    elements,
    filtered,
    union,
)
from ctai_docs.machine.engine.source import Place, Source


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One reading of the context by a template."""

    path: str
    """For instance `fiche.budget.lignes[].montant`; `[]` is any element of a list or mapping."""
    part: str
    paragraph_text: str
    block: bool
    """Whether it stands for whole paragraphs: `{{p …}}`."""
    printed: bool = True
    """Whether it is printed, and not only looped over or tested."""
    inside: str = ""
    line: int = 0
    """Its line in the numbered source of the part."""


_LOCAL: Scope = {"loop": (), "caller": (), "varargs": (), "kwargs": (), "self": ()}


def find_placeholders(source: Source, environment: Environment) -> tuple[Placeholder, ...]:
    """Return what a part of a template reads, each reading once a paragraph, in order."""
    walk = _Walk()
    scope = _LOCAL | dict.fromkeys(environment.globals, ())
    tree = environment.parse(source.numbered)
    walk.body(tree.body, scope)
    walk.uncalled_macros()
    found = sorted(walk.found.items(), key=lambda item: item[0][0])
    return tuple(_placeholder(source, line, path, how) for (line, path), how in found)


def _placeholder(source: Source, line: int, path: str, printed: bool) -> Placeholder:
    place = source.place(line) or Place("", "", False)
    block = place.block and printed
    return Placeholder(path, source.part, place.paragraph, block, printed, source.inside, line)


class _Walk:
    """Follows names through one tree; `found` maps (line, path) to whether it is printed."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, str], bool] = {}
        self.macros: list[Closure] = []
        self.called: set[int] = set()
        self.calling: list[int] = []

    def read(self, node: nodes.Node, meanings: Meanings, printed: bool = False) -> None:
        """Record that the paths among `meanings` are read at `node`."""
        for path in meanings:
            if isinstance(path, str):
                key = (node.lineno, path)
                self.found[key] = printed or self.found.get(key, False)

    def uncalled_macros(self) -> None:
        """Walk through the macros that nothing calls, their arguments unknown."""
        for closure in self.macros:
            if id(closure.node) not in self.called:
                self.enter(closure, [], {})

    # Statements

    def body(self, statements: Iterable[nodes.Node], scope: Scope) -> None:
        """Walk through statements, `scope` being changed by those that name things."""
        for statement in statements:
            self.statement(statement, scope)

    def statement(self, node: nodes.Node, scope: Scope) -> None:
        """Walk through one statement."""
        match node:
            case nodes.Output():
                for item in node.nodes:
                    self.expression(item, scope, printed=True)
            case nodes.For():
                self.loop(node, scope)
            case nodes.If():
                self.condition(node, scope)
            case nodes.Assign():
                bind(node.target, self.expression(node.node, scope), scope)
            case nodes.With():
                inner = dict(scope)
                for target, value in zip(node.targets, node.values, strict=True):
                    bind(target, self.expression(value, scope), inner)
                self.body(node.body, inner)
            case nodes.Macro():
                closure = Closure(node, scope)
                self.macros.append(closure)
                scope[node.name] = (closure,)
            case nodes.CallBlock():
                self.expression(node.call, scope | {"caller": (Closure(node, dict(scope)),)})
            case nodes.AssignBlock():
                self.body(node.body, dict(scope))
                bind(node.target, (), scope)
            case nodes.Expr():
                self.expression(node, scope)
            case _:
                self.body(node.iter_child_nodes(), dict(scope))

    def loop(self, node: nodes.For, scope: Scope) -> None:
        """Walk through a loop, its target meaning each element."""
        inner = scope | {"loop": ()}
        bind(node.target, elements(self.expression(node.iter, scope)), inner)
        if node.test:
            self.expression(node.test, inner)
        self.body(node.body, inner)
        self.body(node.else_, dict(scope))

    def condition(self, node: nodes.If, scope: Scope) -> None:
        """Walk through the branches; what one of them names may mean what any of them says."""
        self.expression(node.test, scope)
        branches = [dict(scope), dict(scope)]
        self.body(node.body, branches[0])
        self.body([*node.elif_, *node.else_], branches[1])
        for name in branches[0].keys() | branches[1].keys():
            scope[name] = union(branch.get(name, ()) for branch in branches)

    def enter(self, closure: Closure, args: Sequence[Meanings], named: dict[str, Meanings]) -> None:
        """Walk through a macro's body with what its arguments mean; not again inside itself."""
        node = closure.node
        if id(node) in self.calling:
            return
        self.called.add(id(node))
        self.calling.append(id(node))
        inner = dict(closure.scope)
        names = [arg.name for arg in node.args]
        defaults = zip(reversed(names), reversed(node.defaults), strict=False)
        inner |= dict.fromkeys(names, ()) | {n: self.expression(d, inner) for n, d in defaults}
        inner |= dict(zip(names, args, strict=False)) | named
        self.body(node.body, inner)
        self.calling.pop()

    # Expressions

    def expression(self, node: nodes.Node, scope: Scope, printed: bool = False) -> Meanings:
        """Record what an expression reads, and return what it may mean."""
        meanings = self.meanings(node, scope, printed)
        if isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
            self.read(node, meanings, printed)
        return meanings

    def meanings(self, node: nodes.Node, scope: Scope, printed: bool) -> Meanings:
        """Return what an expression may mean; its own reading is recorded by `expression`."""
        match node:
            case nodes.Name():
                return scope.get(node.name, (node.name,))
            case nodes.Getattr():
                return attribute(self.inner(node.node, scope), node.attr)
            case nodes.Getitem():
                return self.item(node, scope)
            case nodes.Filter():
                return self.filter(node, scope, printed)
            case nodes.Call():
                return self.call(node, scope)
            case nodes.CondExpr():
                self.expression(node.test, scope)
                chosen = [node.expr1, *([node.expr2] if node.expr2 else [])]
                return union(self.expression(choice, scope, printed) for choice in chosen)
            case nodes.Or() | nodes.And():
                sides = (node.left, node.right)
                return union(self.expression(side, scope, printed) for side in sides)
            case nodes.List() | nodes.Tuple():
                return (Each(union(self.expression(item, scope) for item in node.items)),)
        for child in node.iter_child_nodes():
            self.expression(child, scope, printed and isinstance(node, nodes.Concat))
        return ()

    def inner(self, node: nodes.Node, scope: Scope) -> Meanings:
        """Return what the base of a longer path means: only the longer path is a reading."""
        return self.meanings(node, scope, printed=False)

    def item(self, node: nodes.Getitem, scope: Scope) -> Meanings:
        """Return what `node[…]` means."""
        base = self.inner(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return attribute(base, node.arg.value)
        self.expression(node.arg, scope)
        return base if isinstance(node.arg, nodes.Slice) else elements(base)

    def filter(self, node: nodes.Filter, scope: Scope, printed: bool) -> Meanings:
        """Return what a filtered value means."""
        if node.node is None:
            return ()
        mapped = _keyword(node, "attribute")
        base = self.expression(node.node, scope, printed and node.name in AS_IT_IS)
        others = [self.expression(arg, scope) for arg in node.args]
        for pair in node.kwargs:
            self.expression(pair.value, scope)
        if node.name == "groupby" and not mapped:
            mapped = _text(node.args[0]) if node.args else ""
        each = printed and (node.name == "join" or node.name in ELEMENT)
        values = dotted(elements(base), mapped) if mapped else elements(base) if each else ()
        self.read(node, values, printed)
        return filtered(node.name, base, values, others)

    def call(self, node: nodes.Call, scope: Scope) -> Meanings:
        """Return what a call means, having walked through the macro it calls."""
        args = [self.expression(arg, scope) for arg in node.args]
        named = {pair.key: self.expression(pair.value, scope) for pair in node.kwargs}
        if isinstance(node.node, nodes.Getattr):
            return self.method(node, node.node, scope)
        for closure in self.inner(node.node, scope):
            if isinstance(closure, Closure):
                caller = {"caller": scope["caller"]} if "caller" in scope else {}
                self.enter(closure, args, named | caller)
            else:
                self.read(node, (closure,))
        return ()

    def method(self, node: nodes.Call, method: nodes.Getattr, scope: Scope) -> Meanings:
        """Return what a method call means: those of mappings lead to their values."""
        base = self.expression(method.node, scope, printed=method.attr not in {"items", "keys"})
        if method.attr == "items":
            return (Each((Pair((), elements(base)),)),)
        if method.attr == "values":
            return (Each(elements(base)),)
        if method.attr == "get" and node.args and (key := _text(node.args[0])):
            values = attribute(base, key)
            self.read(node, values, printed=True)
            return values
        return ()


def _keyword(node: nodes.Filter, name: str) -> str:
    """Return the text of a keyword argument, or an empty one."""
    return next((_text(pair.value) for pair in node.kwargs if pair.key == name), "")


def _text(node: nodes.Node) -> str:
    """Return the text that a node is, or an empty one."""
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""
