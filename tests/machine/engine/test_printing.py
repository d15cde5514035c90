"""What we rely on in Jinja's code generator, name by name: a new Jinja that changes it says so."""

import inspect

import pytest
from jinja2.compiler import CodeGenerator, Frame

from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.printing import Generator

HOOKS = {
    "_make_finalize": ["self"],
    "_output_const_repr": ["self", "group"],
    "_output_child_pre": ["self", "node", "frame", "finalize"],
    "_output_child_post": ["self", "node", "frame", "finalize"],
    "write_commons": ["self"],
    "start_write": ["self", "frame", "node"],
    "end_write": ["self", "frame"],
    "visit_Output": ["self", "node", "frame"],
    "visit_Filter": ["self", "node", "frame"],
    "visit_Getitem": ["self", "node", "frame"],
    "visit_Getattr": ["self", "node", "frame"],
}
"""The methods that `printing.Generator` overrides, and their parameters."""


def test_no_other_method_of_jinja_is_overridden():
    """The list above is whole."""
    ours = {name for name, member in vars(Generator).items() if inspect.isfunction(member)}
    assert ours == set(HOOKS)


@pytest.mark.parametrize("name", HOOKS)
def test_a_method_that_we_override_is_as_we_know_it(name):
    """Its name and its parameters."""
    theirs = getattr(CodeGenerator, name, None)
    assert theirs is not None, f"this Jinja has no CodeGenerator.{name}: see engine/printing.py"
    assert [*inspect.signature(theirs).parameters] == HOOKS[name]


def test_what_jinja_calls_the_hooks_for_is_unchanged():
    """Each hook that no visitor calls would be silently without effect."""
    output = inspect.getsource(CodeGenerator.visit_Output)
    for name in ("_make_finalize", "_output_const_repr", "_output_child_pre", "_output_child_post"):
        assert f"self.{name}(" in output
    assert {"const", "src"} <= set(CodeGenerator._FinalizeInfo._fields)
    assert "buffer" in inspect.getsource(Frame.__init__)
    assert callable(CodeGenerator.writeline)
    assert callable(CodeGenerator.write)


def test_the_code_of_a_template_is_what_the_engine_runs():
    """Constants are bytes, a text is looked up in line, an attribute is read in line."""
    code = make_environment().compile("a{{ b.c }}", raw=True)
    assert "yield b'a'" in code
    assert "texts[_v] if type(_v := " in code
    assert "getattr(_o := " in code
