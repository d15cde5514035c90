"""Hostile templates: each attack returns what it tried, and whether it broke a promise."""

from __future__ import annotations

import time
from collections.abc import Callable

from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.packages import Draft, document, paragraph, picture

Attack = Callable[[], tuple[str, bool]]
REACHING = (
    *("DDE", "DDEAUTO", "LINK", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "DATABASE"),
    *("RD", "EMBED", "MACROBUTTON", "GOTOBUTTON", "HTMLACTIVEX", "PRINT", "AUTOTEXT", "OCX"),
)
SCHEMES = (
    "file:///x",
    "javascript:x",
    "ms-msdt:/x",
    "data:x",
    "smb://x/y",
    "\\\\serveur\\x",
    "../x",
)
MOST_SECONDS = 5.0
"""A generous bound for a machine at work on other things."""


def _passes(draft: Draft, **context: object) -> bool:
    """Tell whether a template is accepted and rendered; whatever else is raised is a break."""
    try:
        Template.compile(draft.data(), make_environment()).render(context)
    except CtaiError:
        return False
    return True


def _field(name: str) -> str:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    half = len(name) // 2
    pieces = (name[:half], f"{name[half:]} x")
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f"<w:p>{begin}{runs}{end}</w:p>"


def fields() -> tuple[str, bool]:
    """Try fields that fetch or run, split over two runs."""
    return "fields that fetch or run", any(_passes(Draft(document(_field(n)))) for n in REACHING)


def links() -> tuple[str, bool]:
    """Try addresses that open or run something on the machine of the reader."""
    return "links that open or run", any(_passes(Draft(links={"rL": each})) for each in SCHEMES)


def picture_over_a_link() -> tuple[str, bool]:
    """Try a picture shown over the relationship of a hyperlink."""
    shown = picture("rL").replace("r:embed", "r:link")
    return "picture over a hyperlink", _passes(
        Draft(document(shown), links={"rL": "http://x.fr/a"})
    )


def elements() -> tuple[str, bool]:
    """Try a document of elements without end, compressed just under the limit."""
    body = "".join(f'<w:p w:rsidR="{n * 7919:08X}"/>' for n in range(400_000))
    began = time.monotonic()
    passed = _passes(Draft(document(body)))
    return "400,000 elements", passed or time.monotonic() - began > MOST_SECONDS


def memory() -> tuple[str, bool]:
    """Try to keep ten thousand texts of a megabyte."""
    body = (
        "{% set ns = namespace(l=[]) %}{% for i in range(10000) %}"
        "{% set ns.l = ns.l + ['x' * (1000000 + i)] %}{% endfor %}"
    )
    return "10,000 texts of 1 MB", _passes(Draft(document(paragraph(body))))


ATTACKS: tuple[Attack, ...] = (fields, links, picture_over_a_link, elements, memory)
