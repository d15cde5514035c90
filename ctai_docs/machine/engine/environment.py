"""The Jinja environment of templates: strict, escaping, and unable to do harm.

A template comes from whoever edits Word. It reads the context, loops and chooses; it cannot run
code, read a file, print unescaped text, nor keep the machine busy: what it repeats and what it
builds is counted in a `Budget`, one for each render. `guard` adds the counting to the tree.

`filters` and `METHODS` are allow-lists: what they do not name is refused. A value of the context
is read, never called: `{{ fiche.parse_file('/etc/passwd') }}` would be pydantic's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import BuiltinMethodType, MethodType
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

from ctai_docs.machine.directions import RIGHT_TO_LEFT
from ctai_docs.machine.engine.filters import (
    OPERATORS,
    PLAIN,
    RenderContext,
    Value,
    bounded_range,
    make_filters,
    printable,
)
from ctai_docs.machine.engine.printing import Generator
from ctai_docs.machine.engine.safe import SafeText, SafeXml, encoded, safe_text

METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (LoopContext, frozenset({"cycle", "changed"})),
    (Cycler, frozenset({"next", "reset"})),
    (Mapping, frozenset({"get", "items", "keys", "values"})),
    (str, frozenset({"capitalize", "lower", "title", "upper"})),
    (str, frozenset({"strip", "lstrip", "rstrip", "removeprefix", "removesuffix"})),
    (str, frozenset({"count", "endswith", "find", "isdigit", "startswith"})),
    (str, frozenset({"split", "splitlines"})),
    (date, frozenset({"isoformat"})),
)

BLOCKS = ("<w:p>", "<w:p ", "<w:p/>", "<w:tbl>", "<w:tbl ")
"""What our elements begin with that stand between paragraphs."""
MOST_KEPT, LONGEST_KEPT = 4096, 500
"""How many texts an environment remembers, and of how many characters at most."""


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with operators, calls and attributes held to what documents need."""

    context_class = RenderContext
    code_generator_class = Generator
    intercepted_binops = frozenset(OPERATORS)
    encoded = staticmethod(encoded)  # for the code of templates

    def __init__(self, finalize: Callable[..., Any] | None) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.show = _printer(finalize)
        self.texts: dict[str, bytes] = {}
        """Texts printed before, as they stand in the file; code of templates reads it in line."""
        self.plain: set[type] = {*PLAIN} - {type(None)}
        """Types of attributes read in line, those of data added as they are met.

        None is not among them, for it may also mean that there is no such attribute.
        """
        self.filters = make_filters()
        self.tests = {name: test for name, test in self.tests.items() if name != "callable"}
        self.globals = {
            "range": bounded_range,
            "namespace": Namespace,
            "cycler": Cycler,
            "joiner": Joiner,
        }
        self.binop_table |= OPERATORS

    def getattr(self, obj: Value, attribute: str) -> Value:
        """Return an attribute, or an item; data take the short way past the sandbox's questions."""
        value = getattr(obj, attribute, self)
        if value is self:
            try:
                return obj[attribute]
            except (TypeError, LookupError):
                return self.undefined(obj=obj, name=attribute)
        if not attribute.startswith("_"):
            if value is None or type(value) in self.plain:
                return value
            if _is_data(type(value)):
                self.plain.add(type(value))
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Value, right: Value) -> Value:
        """Return what an operator makes, its size taken off the budget of the render."""
        made = super().call_binop(context, operator, left, right)
        return context.budget.hold(made) if isinstance(context, RenderContext) else made

    def call(self, context: Context, obj: Value, *args: Value, **kwargs: Value) -> Value:
        """Return what a method or a macro gives, its size taken off the budget of the render."""
        made = super().call(context, obj, *args, **kwargs)
        return context.budget.hold(made) if isinstance(context, RenderContext) else made

    def put(
        self, context: RenderContext, value: Value, write: Callable[[RenderContext, Value], str]
    ) -> bytes:
        """Return a value as it stands in the file, printed by `write` where that must look at it.

        A short text is remembered: `finalize` shows it alike wherever it stands.
        """
        written = write(context, self.show(context, value))
        if type(written) is not SafeXml and isinstance(value, str) and RIGHT_TO_LEFT.search(value):
            context.budget.right_to_left = True  # never remembered: each printing tells
        elif type(value) is str and type(written) is SafeText and len(value) <= LONGEST_KEPT:
            if len(self.texts) >= MOST_KEPT:
                self.texts = {}  # another one: a render under way goes on with the old
            self.texts[value] = written.utf8
        return encoded(written)

    def print_text(self, context: RenderContext, value: Value) -> str:
        """Return a value as the content of an element."""
        return value if type(value) is SafeXml else self._printed(context, value)

    def print_line(self, context: RenderContext, value: Value) -> str:
        """Return a value as the text of a run, where paragraphs have no place."""
        shown = self.print_text(context, value)
        if type(shown) is SafeXml and shown.startswith(BLOCKS):
            raise SecurityError("un texte en paragraphes s’imprime par {{p … }}, seul sur sa ligne")
        return shown

    def print_run(self, context: RenderContext, value: Value) -> str:
        """Return a value as it stands among runs or paragraphs, where Word shows no mere text."""
        shown = self.print_text(context, value)
        if shown.strip() and not shown.lstrip().startswith("<"):
            raise SecurityError("un texte s’imprime par {{ … }}, sans lettre après les accolades")
        return shown

    def print_block(self, context: RenderContext, value: Value) -> str:
        """Return a value as it stands between paragraphs, in the document or a control."""
        shown = self.print_run(context, value)
        if not shown.endswith(("</w:p>", "</w:tbl>")):
            context.budget.may_need_repair = True
        return shown

    def print_in_cell(self, context: RenderContext, value: Value) -> str:
        """Return a value as it stands between the paragraphs of a cell, which no table ends."""
        shown = self.print_run(context, value)
        if not shown.endswith("</w:p>"):
            context.budget.may_need_repair = True
        return shown

    def print_attribute(self, context: RenderContext, value: Value) -> str:
        """Return a value as part of an attribute, where elements have no place."""
        if type(value) is SafeXml:
            context.budget.needs_parser = True
            return value
        return self._printed(context, value, elements=False)

    def _printed(self, context: RenderContext, value: Value, *, elements: bool = True) -> str:
        """Return a value of any type as markup; what is not known to be well-formed is parsed."""
        if type(value) is SafeText:
            return value
        if not hasattr(value, "__html__"):
            shown = safe_text(printable(value))
            fits = type(shown) is SafeText
        else:
            shown = value.__html__()
            fits = elements and type(shown) is SafeXml
        if not fits:
            context.budget.needs_parser = True
        return shown

    def is_safe_callable(self, obj: Value) -> bool:
        """Tell whether a template may call `obj`: macros, Jinja's own helpers, `METHODS`."""
        if isinstance(obj, (Macro, LoopContext, Joiner, Undefined)):
            return True
        if isinstance(obj, (MethodType, BuiltinMethodType)):
            owner, name = obj.__self__, obj.__name__
            return any(isinstance(owner, kind) and name in names for kind, names in METHODS)
        return any(obj is known for known in self.globals.values())


def make_environment(finalize: Callable[..., Any] | None = None) -> TemplateEnvironment:
    """Return an environment for templates; `finalize` says how each type of value is printed.

    How it prints a `str` depends on nothing else: a text is asked about once.
    """
    return TemplateEnvironment(finalize)


def _is_data(kind: type) -> bool:
    """Tell whether values of a type are texts or records: nothing that the sandbox keeps away.

    What it refuses are functions, methods, frames and code; the attributes of a record are asked
    about when they are read in turn.
    """
    record = hasattr(kind, "__dataclass_fields__") or hasattr(kind, "model_fields")
    called = any("__call__" in vars(base) for base in kind.__mro__)
    return (record or issubclass(kind, str)) and not called


def _printer(finalize: Callable[..., Any] | None) -> Callable[[RenderContext, Value], Value]:
    """Return the caller's `finalize` hook, the context its first argument."""
    if finalize is None:
        return lambda _, value: value
    if getattr(finalize, "jinja_pass_arg", None) is None:
        return lambda _, value: finalize(value)
    return finalize
