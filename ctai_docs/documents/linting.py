"""Findings about a user's template, the same for the command line and for Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePath
from types import MappingProxyType

from ctai_docs.documents.templates import (
    Templates,
    context_type,
    standard_bytes,
    standard_names,
)
from ctai_docs.documents.views.ready import PRINTED, WRITER
from ctai_docs.machine.engine.safe import safe_xml
from ctai_docs.machine.findings import CtaiError, Finding, Location, Rule, Severity
from ctai_docs.machine.nearest import nearest

UNKNOWN_NAME = Rule(
    code="TPL-091",
    severity=Severity.ERREUR,
    title="Modèle d’un nom inconnu",
    found="Aucun document n’est fait d’un modèle de ce nom.",
    rule="Un modèle garde le nom de celui qu’il remplace : {noms}.",
    remedy="{conseil}",
    source="Usage du projet",
)


_SAVED_OTHERWISE = (".dotx", ".dotm", ".doc", ".odt")
"""Files that Word or LibreOffice can save as a .docx."""
BESIDE = MappingProxyType({WRITER: lambda _: safe_xml("<w:p><w:r><w:t>Essai</w:t></w:r></w:p>")})
"""What prints the texts of a context before there is a contract."""


def checked_templates(autres: Mapping[str, bytes] | None) -> Templates:
    """Return our templates, replaced by the user's. Raise `CtaiError` on a faulty one."""
    own = dict(autres or {})
    found = [finding for nom, data in own.items() for finding in _kept(nom, data)]
    if any(finding.severity is Severity.ERREUR for finding in found):
        raise CtaiError(found)
    return Templates(own)


@lru_cache(maxsize=64)
def _kept(nom: str, data: bytes) -> tuple[Finding, ...]:
    """Return the findings of a template, cached: many contracts are printed with one template."""
    return tuple(_refusals(nom, data, nom))


def template_findings(nom: str, data: bytes, place: str = "") -> list[Finding]:
    """Return what is wrong with a template: its name, its file, its placeholders, what it hides.

    `place` is where its file stands, which a message about its name shows.
    """
    found = _refusals(nom, data, place or nom)
    if any(finding.severity is Severity.ERREUR for finding in found):
        return found
    return [*found, *_hidden(nom, data)]


def _refusals(nom: str, data: bytes, place: str) -> list[Finding]:
    """Return what is wrong with a template, what it hides apart."""
    if nom not in standard_names():
        return [_unknown_name(nom, place)]
    try:
        return list(_linted(nom, data))
    except CtaiError as error:
        return list(error.findings)


def _hidden(nom: str, data: bytes) -> Iterator[Finding]:
    """Yield what the template shows less often than ours of its name."""
    from ctai_docs.machine.engine.reached import compared  # late: few bring their own

    if data != standard_bytes(nom):
        own, ours = Templates({nom: data})[nom], Templates()[nom]
        yield from compared(own, ours, context_type(nom), printed=PRINTED, beside=BESIDE)


def _unknown_name(nom: str, place: str) -> Finding:
    known = standard_names()
    close = nearest(nom, known)
    advice = f"Vouliez-vous dire « {close} » ?" if close else "Renommez-le."
    suffix = PurePath(nom).suffix.lower()
    if suffix in _SAVED_OTHERWISE:
        advice = f"« {suffix} » : enregistrez-le en .docx."
    return UNKNOWN_NAME.in_file(Location(place), noms=", ".join(known), conseil=advice)


def _linted(nom: str, data: bytes) -> Iterator[Finding]:
    """Yield the placeholders that name nothing; a user's template may leave fields unshown."""
    from ctai_docs.machine.engine.lint import UNSHOWN, lint  # late: few bring their own

    found = lint(Templates({nom: data})[nom], context_type(nom), printed=PRINTED, beside=BESIDE)
    yield from (finding for finding in found if finding.code != UNSHOWN.code)
