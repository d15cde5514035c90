"""A report as one page to send to a colleague: no script, no request, readable without eyes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ctai_docs.machine.findings import Finding, Severity
from ctai_docs.machine.report.groups import by_severity, counted, grouped
from ctai_docs.machine.report.text import summary

if TYPE_CHECKING:
    from jinja2 import Template


def as_html(
    title: str, findings: Sequence[Finding], accepted: Sequence[tuple[Finding, str]] = ()
) -> str:
    """Return the page. Informations are folded, and open at a press.

    `accepted` are the findings that the dossier accepts, each with its reason.
    """
    return _page().render(
        titre=title,
        resume=summary(findings, len(accepted)),
        severites=list(Severity),
        fichiers=counted(findings),
        parties=[(severity, grouped(some)) for severity, some in by_severity(findings)],
        acceptes=accepted,
        replie=Severity.INFORMATION,
    )


@cache
def _page() -> Template:
    from jinja2 import Environment, StrictUndefined  # late: a terminal needs no page

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("ctai_docs.machine.report") / "page.html"
    return environment.from_string(source.read_text(encoding="utf-8"))
