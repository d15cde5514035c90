"""`docs/reference.md`: every key, value, block and clause, made from the model."""

from __future__ import annotations

from ctai_docs.contract.facts import BLOCKS
from ctai_docs.contract.form import load_clauses
from ctai_docs.contract.model.base import Modele
from tools.reference_page import PAGE, page


def types(base=Modele):
    """Yield every type of the model."""
    for sub in base.__subclasses__():
        if sub.__module__.startswith("ctai_docs.contract.model"):
            yield sub
            yield from types(sub)


def test_the_page_is_what_the_model_says(request):
    """It is written anew by --renew-goldens, and never by hand."""
    if request.config.getoption("--renew-goldens"):
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_field_says_what_it_is():
    """An agent who meets a key in the editor or on the page is told what to write there."""
    fields = {(t.__name__, n): f for t in types() for n, f in t.model_fields.items()}
    assert len(fields) > 200
    assert [name for name, field in fields.items() if not (field.title and field.description)] == []


def test_every_key_block_and_clause_stands_on_the_page():
    """Whatever is added to the model, the blocks or the clauses."""
    text = PAGE.read_text(encoding="utf-8")
    keys = {name for t in types() if t.model_fields for name in t.model_fields}
    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []
    assert [name for name in BLOCKS if f"`<bloc:{name}>`" not in text] == []
    assert [c.cle for c in load_clauses().clauses if f"### `{c.cle}`" not in text] == []
