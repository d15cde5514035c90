"""Templates that fetch, run, or take the machine's memory and time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random

from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.packages import Draft, document, paragraph, picture
from tools.attack import Trial

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


def _field(name: str) -> str:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    half = len(name) // 2
    pieces = (name[:half], f"{name[half:]} x")
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f"<w:p>{begin}{runs}{end}</w:p>"


def _linked_picture() -> Draft:
    shown = picture("rL").replace("r:embed", "r:link")
    return Draft(document(shown), links={"rL": "http://x.fr/a"})


def _elements() -> str:
    return "".join(f'<w:p w:rsidR="{n * 7919:08X}"/>' for n in range(400_000))


_HOARD = (
    "{% set ns = namespace(l=[]) %}{% for i in range(10000) %}"
    "{% set ns.l = ns.l + ['x' * (1000000 + i)] %}{% endfor %}"
)


def hostile_templates(_: Random, __: int) -> Iterator[Trial]:
    """Templates that reach outside, or never end."""
    for name in REACHING:
        yield _trial(f"field {name}, split over two runs", Draft(document(_field(name))))
    for address in SCHEMES:
        yield _trial(f"link to {address}", Draft(links={"rL": address}))
    yield _trial("picture over the relationship of a hyperlink", _linked_picture())
    yield _trial("400,000 elements", Draft(document(_elements())))
    yield _trial("10,000 texts of a megabyte", Draft(document(paragraph(_HOARD))))


def _trial(what: str, draft: Draft) -> Trial:
    """Try a template that must be refused, and soon."""
    began = time.monotonic()
    try:
        Template.compile(draft.data(), make_environment()).render({})
    except CtaiError:
        seconds = time.monotonic() - began
        return Trial(what, f"refused after {seconds:.0f} s" if seconds > MOST_SECONDS else "")
    except Exception as error:
        return Trial(what, f"{type(error).__name__}: {error}"[:200])
    return Trial(what, "accepted")
