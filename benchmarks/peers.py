"""The peers: plain docxtpl, docxcompose, and rust-docxtpl, which takes docxtpl's own name.

Each gets the very template and context that we do, and the same printing of values; Jinja's own
environment rather than ours, whose shorter code would help it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from benchmarks.subject import Subject
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.templates import BUDGET, CONTRAT, standard_bytes
from ctai_docs.documents.views import ready
from ctai_docs.documents.views.contrat import contract_context
from ctai_docs.documents.views.document import Mentions
from ctai_docs.machine.word.charts import Chart

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_LISTS = re.compile('="\ufdd0liste:[^"]*"')
_LINKS = re.compile(' r:id="\ufdd0lien:[^"]*"')


@cache
def environment() -> jinja2.Environment:
    """Return Jinja as a careful user of docxtpl sets it; one for all, as rust-docxtpl asks."""
    return jinja2.Environment(
        autoescape=True, finalize=ready.finalize, undefined=jinja2.StrictUndefined
    )


def by_docxtpl(template: bytes, values: Mapping[str, Any]) -> bytes:
    """Return a document as docxtpl renders it."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template))
    document.render(dict(values), jinja_env=environment(), autoescape=True)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def contract_by_docxcompose(subject: Subject) -> bytes:
    """Return the contract with its fiches and budget: docxtpl for each, docxcompose for all."""
    from docx import Document
    from docxcompose.composer import Composer

    first, *others = parts_by_docxtpl(subject)
    composer = Composer(Document(io.BytesIO(first)))
    for other in others:
        composer.append(Document(io.BytesIO(other)))
    saved = io.BytesIO()
    composer.save(saved)
    return saved.getvalue()


def parts_by_docxtpl(subject: Subject) -> list[bytes]:
    """Return the contract without annexes, its fiches and its budget, by docxtpl."""
    fiche = standard_bytes(subject.gabarit)
    return [
        by_docxtpl(standard_bytes(CONTRAT), settled(_contract(subject))),
        *(by_docxtpl(fiche, settled(subject.values(n))) for n in range(len(subject.fiches))),
        by_docxtpl(standard_bytes(BUDGET), settled(_budget(subject))),
    ]


def _contract(subject: Subject) -> dict[str, Any]:
    return _values(subject, contract_context(subject.contrat, Mentions(), {}))


def _budget(subject: Subject) -> dict[str, Any]:
    return _values(subject, Rendu(subject.contrat).budget())


def _values(subject: Subject, context: DataclassInstance) -> dict[str, Any]:
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    return values | {ready.WRITER: subject.writer(lambda _: True)}


def settled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a context without charts, whose texts bear no late ids: docxcompose follows both.

    Ours makes the charts and the workbooks behind them in its time.
    """
    write = values[ready.WRITER]

    def settle(text: str) -> Markup:
        xml = _LISTS.sub('="1"', write(text))
        return Markup(_LINKS.sub("", xml))

    without = {name: None for name, value in values.items() if isinstance(value, Chart)}
    return dict(values) | without | {ready.WRITER: settle}
