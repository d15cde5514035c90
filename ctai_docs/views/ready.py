"""How each type of the model is printed. The templates hold names only; the wording is here.

`finalize` is Jinja's hook, called on every `{{ … }}`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Any, NoReturn

from jinja2 import pass_context
from jinja2.runtime import Context

from ctai_docs.engine.safe import safe_text
from ctai_docs.facts import Citations
from ctai_docs.facts.citations import NUMBER_ONLY
from ctai_docs.french import typeset, write_amount, write_date, write_number, write_percent
from ctai_docs.markdown import Block, Reference, parse
from ctai_docs.model import Cible, Texte
from ctai_docs.views.chiffres import Pourcentage
from ctai_docs.views.document import TexteLie
from ctai_docs.word.richtext import Resolved, keep_with_next, to_word

WRITER = "_texte"
"""The name under which a context holds the function that turns a `Texte` into Word paragraphs."""

TextWriter = Callable[[str], str]


@pass_context
def finalize(context: Context, value: object) -> object:
    """Return the value as it is printed; what is of no type of ours is left to Jinja."""
    write = _WRITERS.get(type(value))
    if write:
        return write(value)
    if type(value) is TexteLie:
        return keep_with_next(context[WRITER](value))
    return context[WRITER](value) if type(value) is Texte else value


_typeset = lru_cache(maxsize=4096)(typeset)


@lru_cache(maxsize=4096)
def _show(text: str) -> str:
    return safe_text(typeset(text))


def _shown(write: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return `write`, escaped and remembered: equal values of one type are printed alike."""
    return lru_cache(maxsize=1024)(lambda value: safe_text(write(value)))


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _show,
    Decimal: _shown(write_amount),
    Pourcentage: _shown(write_percent),
    Cible: lambda target: _show(target.texte),
    date: _shown(write_date),
    bool: lambda value: _show("oui" if value else "non"),
    int: _shown(lambda value: write_number(Decimal(value))),
    type(None): lambda _: _show(""),
}


def text_writer(citations: Citations, anchors: Callable[[str], bool]) -> TextWriter:
    """Return the function that turns a text of the contract into Word paragraphs.

    `anchors` tells whether the output file holds a bookmark: a reference becomes a link only then.
    """

    def refer(reference: Reference) -> Resolved:
        found = citations.find(reference.kind, reference.key)
        if found is None:
            return Resolved(f"[{reference.kind}:{reference.key}]", None, found=False)
        text = found.numero if reference.text == NUMBER_ONLY else reference.text or found.texte
        anchor = found.ancre if found.ancre and anchors(found.ancre) else None
        return Resolved(text, anchor, found=True)

    def compute(name: str) -> tuple[Block, ...]:
        return parse(citations.block(name)).blocks

    keys = (f"t{n}" for n in count(1))  # the lists of two texts of one body are two lists

    def write(text: str) -> str:
        key = next(keys)
        try:
            return _write_alone(text, key)
        except _RefersError:
            return to_word(
                parse(text).blocks, refer=refer, compute=compute, typeset=_typeset, key=key
            )

    return write


class _RefersError(Exception):
    """A text refers to something else in the contract."""


def _refuse(_: object) -> NoReturn:
    raise _RefersError


@lru_cache(maxsize=1024)
def _write_alone(text: str, key: str) -> str:
    """Return the paragraphs of a text that refers to nothing.

    They are the same in the fiche alone and in the contract, where the text has the same key.
    """
    blocks = parse(text).blocks
    return to_word(blocks, refer=_refuse, compute=_refuse, typeset=_typeset, key=key)
