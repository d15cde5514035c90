"""How each type of the model is printed. The templates hold names only; the wording is here.

`finalize` is Jinja's hook, called on every `{{ … }}`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from ctai_docs.contract.facts import Citations
from ctai_docs.contract.facts.citations import NUMBER_ONLY
from ctai_docs.contract.model import Cible, Texte
from ctai_docs.documents.views.chiffres import Pourcentage
from ctai_docs.documents.views.document import TexteLie
from ctai_docs.machine.engine.safe import safe_text
from ctai_docs.machine.french import typeset, write_amount, write_date, write_number, write_percent
from ctai_docs.machine.markdown import Block, Reference, parse
from ctai_docs.machine.word.richtext import Resolved, keep_with_next, to_word

WRITER = "_texte"
"""The name under which a context holds the function that turns a `Texte` into Word paragraphs."""

TextWriter = Callable[[str], str]


@pass_context
def finalize(context: Context, value: object) -> object:
    """Return the value as it is printed; values of other types are returned unchanged."""
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
    """Return `write` with its results escaped and cached."""
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


PRINTED = frozenset({*_WRITERS, Texte, TexteLie})
"""Every type that is printed."""


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

    def answers(written: _Written) -> bool:
        return all(refer(reference) == found for reference, found in written.references) and all(
            compute(name) == found for name, found in written.blocks
        )

    keys = (f"t{n}" for n in count(1))  # the lists of two texts of one body are two lists

    def write(text: str) -> str:
        key = next(keys)
        known = _known(text, key)
        for written in known:
            if answers(written):
                return written.xml
        made = _write(text, key, refer, compute)
        known[:] = (made, *known[: MOST_WAYS - 1])
        return made.xml

    return write


@dataclass(frozen=True, slots=True)
class _Written:
    """The paragraphs of a text, with the references and blocks that the contract gave for them."""

    xml: str
    references: tuple[tuple[Reference, Resolved], ...]
    blocks: tuple[tuple[str, tuple[Block, ...]], ...]


MOST_WAYS = 3
"""Versions of a text that are cached: in its fiche, in the contract, in a deliberation."""


@lru_cache(maxsize=1024)
def _known(text: str, key: str) -> list[_Written]:  # noqa: ARG001
    """Return the cache of the paragraphs made of a text, the latest first.

    Paragraphs are used again where the contract gives the same answers as when they were made.
    """
    return []


def _write(
    text: str,
    key: str,
    refer: Callable[[Reference], Resolved],
    compute: Callable[[str], tuple[Block, ...]],
) -> _Written:
    """Return the paragraphs of a text, with the references and blocks that they print."""
    references = dict[Reference, Resolved]()
    blocks = dict[str, tuple[Block, ...]]()

    def asked(reference: Reference) -> Resolved:
        return references.setdefault(reference, refer(reference))

    def computed(name: str) -> tuple[Block, ...]:
        return blocks.setdefault(name, compute(name))

    xml = to_word(parse(text).blocks, refer=asked, compute=computed, typeset=_typeset, key=key)
    return _Written(xml, tuple(references.items()), tuple(blocks.items()))
