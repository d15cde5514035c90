"""The code that Jinja makes of `{{ … }}` and of attributes, shorter than its own.

Each printed value costs one call of `show`, the environment's `finalize`; what comes back as
`SafeText` is yielded as it is. Anything else goes through `environment.print_…`, named after the
site where it stands: in a text, in an attribute, between blocks, between those of a cell.
Attributes that hold plain values are read in line; `TemplateEnvironment.getattr` asks the sandbox
about all others.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

TEXT, ATTRIBUTE, BLOCK, IN_CELL = "text", "attribute", "block", "in_cell"
BLOCKS = (BLOCK, IN_CELL)
_SITE = "ctai_site"


def put_site(node: nodes.Node, site: str) -> None:
    """Say where the value of a printed expression stands."""
    setattr(node, _SITE, site)


class Generator(CodeGenerator):
    """Jinja's compiler, but for the printing of values and the reading of attributes."""

    def _make_finalize(self) -> CodeGenerator._FinalizeInfo:
        return self._FinalizeInfo(None, None)  # no value is printed before it is rendered

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:  # noqa: ARG002
        site = getattr(node, _SITE, TEXT)
        if site in BLOCKS:
            self.write(f"environment.print_{site}(context, environment.show(context, ")
        else:
            self.write("(_v if type(_v := environment.show(context, ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:  # noqa: ARG002
        site = getattr(node, _SITE, TEXT)
        if site in BLOCKS:
            self.write("))")
        else:
            self.write(f")) is environment.safe_text else environment.print_{site}(context, _v))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 Jinja's name
        """Write the reading of an attribute; names that begin with `_` are never read in line."""
        if node.attr.startswith("_"):
            super().visit_Getattr(node, frame)
            return
        self.write("(_v if type(_v := getattr(_o := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, None)) in environment.plain")
        self.write(f" else environment.getattr(_o, {node.attr!r}))")
