"""The code that Jinja makes of `{{ … }}` and of attributes, shorter than its own.

A part is yielded as the bytes of the file, its constants encoded when it is compiled. A text that
was printed before is looked up in line; any other value goes through `environment.put`, which asks
`finalize` how it is shown, and through the `print_…` of the site where it stands: in a text, in an
attribute, between blocks, between those of a cell. What a macro or a block gathers is text, for
expressions to work on.

Attributes that hold plain values are read in line; `TemplateEnvironment.getattr` asks the sandbox
about all others. The share of the budget that a loop takes is one call.
"""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

TEXT, LINE, ATTRIBUTE = "text", "line", "attribute"
RUN, BLOCK, IN_CELL = "run", "block", "in_cell"
BLOCKS = (BLOCK, IN_CELL)
_LOOKED_AT = (*BLOCKS, RUN)
"""Where a mere text has no place: each value is looked at."""
_SITE = "ctai_site"
TURN, EMPTY_LOOP = "§tour", "§vide"
"""Filters that stand for a call of the budget: one turn, a loop without any. No template can write
their names."""


def _site(node: nodes.Node) -> str:
    return getattr(node, _SITE, TEXT)


def _printer(node: nodes.Node) -> str:
    return f"print_{_site(node)}"


def told(name: str, line: int, text: int = 0) -> nodes.Node:
    """Return the statement that tells the budget of a turn, and the text in it, or of none."""
    call = nodes.Filter(nodes.Const(text, lineno=line), name, [], [], None, None, lineno=line)
    return nodes.ExprStmt(call, lineno=line)


def is_empty_loop(node: nodes.Node) -> bool:
    """Tell whether a statement is one that tells of a loop without a turn."""
    return isinstance(node, nodes.ExprStmt) and getattr(node.node, "name", "") == EMPTY_LOOP


def put_site(node: nodes.Node, site: str) -> None:
    """Say where the value of a printed expression stands."""
    setattr(node, _SITE, site)


class Generator(CodeGenerator):
    """Jinja's compiler, but for the printing of values and the reading of attributes."""

    def _make_finalize(self) -> CodeGenerator._FinalizeInfo:
        return self._FinalizeInfo(None, None)  # no value is printed before it is rendered

    def write_commons(self) -> None:
        """Write what all code of a part begins with."""
        super().write_commons()
        self.writeline("texts = environment.texts")

    def _output_const_repr(self, group: Iterable[str]) -> str:
        text = "".join(group)
        return repr(text.encode() if self._yields else text)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 Jinja's name
        """Write what yields or gathers constants and values."""
        self._yields = frame.buffer is None
        super().visit_Output(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:  # noqa: ARG002
        if not self._yields:
            self.write(f"environment.{_printer(node)}(context, environment.show(context, ")
        elif _site(node) in _LOOKED_AT:
            self.write("environment.put(context, ")
        else:
            self.write("(texts[_v] if type(_v := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:  # noqa: ARG002
        if not self._yields:
            self.write("))")
        elif _site(node) in _LOOKED_AT:
            self.write(f", environment.{_printer(node)})")
        else:
            put = f"environment.put(context, _v, environment.{_printer(node)})"
            self.write(f") is str and _v in texts else {put})")

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """Begin to yield or gather what a macro, a filter or a recursive loop returns."""
        super().start_write(frame, node)
        if frame.buffer is None:
            self.write("environment.encoded(")

    def end_write(self, frame: Frame) -> None:  # noqa: ARG002
        """End what `start_write` began."""
        self.write(")")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 Jinja's name
        """Write a filter, or what `guard` and `proof` have a loop tell the budget."""
        if node.name == TURN and isinstance(node.node, nodes.Const):
            self.write(f"context.budget.turn(1, {node.node.value})")
        elif node.name == EMPTY_LOOP:
            self.write("context.budget.note_empty_loop()")
        else:
            super().visit_Filter(node, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 Jinja's name
        """Write the reading of an item; one of a tuple, by its number, is read in line."""
        number = node.arg.value if isinstance(node.arg, nodes.Const) else None
        if type(number) is not int or number < 0:
            super().visit_Getitem(node, frame)
            return
        self.write(f"(_o[{number}] if type(_o := ")
        self.visit(node.node, frame)
        self.write(f") is tuple and len(_o) > {number} else environment.getitem(_o, {number}))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 Jinja's name
        """Write the reading of an attribute; names that begin with `_` are never read in line."""
        if node.attr.startswith("_"):
            super().visit_Getattr(node, frame)
            return
        self.write("(_v if type(_v := getattr(_o := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, None)) in environment.plain")
        self.write(f" else environment.getattr(_o, {node.attr!r}))")
