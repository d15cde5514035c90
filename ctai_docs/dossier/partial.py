"""`read_partial`: every finding that holds for a folder, whatever cannot be read in it.

A value that cannot be read is replaced by stand-ins, one after another, and the checks run each
time. A finding made with all of them holds for the dossier; one made with some of them depends on
the value, and waits until it can be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, product
from pathlib import Path as FilePath
from typing import NamedTuple

from pydantic import ValidationError

from ctai_docs.contract.model import Contrat, Deliberation, FicheAction
from ctai_docs.contract.model.marks import Renvoi, Saisie
from ctai_docs.contract.model.walk import marked, placed
from ctai_docs.dossier.messages import WAITING
from ctai_docs.dossier.names import key_of
from ctai_docs.dossier.reader import (
    DELIBERATIONS,
    FICHES,
    MAIN,
    Dossier,
    KeyedPlaces,
    Reading,
)
from ctai_docs.machine.annotations import Type, mark
from ctai_docs.machine.findings import CtaiError, Finding, Location, Path, in_order
from ctai_docs.machine.french import enumerate_fr
from ctai_docs.machine.yaml.explain import explain
from ctai_docs.machine.yaml.repair import MANNERS, repaired
from ctai_docs.rules.walk import texts

Accepted = tuple[Finding, str]
"""A finding that the dossier accepts, and its reason."""
LISTS = ("parties", "exercices", "axes", "articles", "annexes", "fiches")
"""The lists of a contract whose elements have a key."""
_CITED = re.compile(r"<[a-z_]+:([a-z0-9_.-]+)>")
LARGE = "7 777 777"
"""An amount in euros larger than any: it changes each sum that a missing fiche would change."""


@dataclass(frozen=True)
class Lecture:
    """A folder as far as it can be read. Every finding has its place.

    Examples:
        >>> ctai_docs.read_partial("examples/metz_2026").dossier.contrat.territoire
        'Metz'
    """

    findings: tuple[Finding, ...]
    """All findings, those about checks that could not run included."""
    accepted: tuple[Accepted, ...] = ()
    dossier: Dossier | None = None
    """The dossier, where its files can be read and fit each other."""


PrintedFields = Callable[[str], Sequence[str] | None]
"""Gives, for an edition, the fields that a user's template prints; None where it is ours."""


def read_partial(dossier: str | FilePath, champs: PrintedFields = lambda _: None) -> Lecture:
    """Return what can be read of a folder, and all that can be said of it. Nothing is raised.

    A value that cannot be read hides no other fault: all is checked that does not hang on it, and
    DOS-014 names the rules that wait. `champs` gives the fields of a fiche that a user's template
    prints; without it, those of ours count.

    Examples:
        >>> [finding.code for finding in ctai_docs.read_partial("absent").findings]
        ['DOS-001']
    """
    reading = Reading(FilePath(dossier))
    try:
        reading.gather()
    except CtaiError as error:
        return Lecture(error.findings)
    initial = reading.validated()
    if initial is not None and not reading.findings:
        try:
            found = reading.dossier(initial)
        except CtaiError as error:
            reading.findings += error.findings
        else:
            report = found.check(champs(found.contrat.edition))
            return Lecture(report.findings, report.silenced, found)
    return _partly(reading, champs)


def _partly(reading: Reading, printed: PrintedFields) -> Lecture:
    """Return the findings that hold for a dossier with unreadable files or values."""
    if any(path.parent == reading.root for path in reading.unread):  # all fiches depend on these
        return Lecture(tuple(in_order([*reading.findings, *_each_alone(reading)])))
    least = repaired(Contrat, reading.data, MANNERS[0])
    wanted = partial(_wanted, least) if least else (lambda *_: ())
    completed = _completed(reading)
    others = (repaired(Contrat, completed, manner, wanted) for manner in MANNERS[1:])
    told = [_told(reading, contrat, printed) for contrat in (least, *others)]
    known = set(map(_said, reading.findings))
    constant = [
        told[0][said] for said in told[0] if said not in known and all(said in t for t in told)
    ]
    every = {said for one in told for said in one}
    waiting = _waiting(said.code for said in every - known if not all(said in t for t in told))
    found = [finding for finding, reason in constant if reason is None]
    accepted = tuple((finding, reason) for finding, reason in constant if reason is not None)
    return Lecture(tuple(in_order([*reading.findings, *found, *waiting])), accepted)


class _Said(NamedTuple):
    """The message and place of a finding, without its path, which may hold a stand-in."""

    code: str
    found: str
    remedy: str
    where: Location | None


def _said(finding: Finding) -> _Said:
    return _Said(finding.code, finding.found, finding.remedy, finding.where)


def _told(
    reading: Reading, contrat: Contrat | None, printed: PrintedFields
) -> dict[_Said, tuple[Finding, str | None]]:
    """Return what the checks find in a contract, and why the dossier accepts it, if so."""
    if contrat is None:
        return {}
    errors: tuple[Finding, ...] = ()
    try:
        dossier = reading.without_logos(contrat)
    except CtaiError as error:  # an avenant does not fit: check the contract as signed
        errors = error.findings
        dossier = Dossier(reading.root, contrat, KeyedPlaces(contrat, reading.positions))
    report = dossier.check(printed(contrat.edition))
    every = [*errors, *report.findings]
    told: list[tuple[Finding, str | None]] = [(finding, None) for finding in every]
    return {_said(finding): (finding, why) for finding, why in [*told, *report.silenced]}


def _wanted(contrat: Contrat, path: Path, annotation: Type) -> Iterator[str]:
    """Yield the keys to try at a place: those cited but missing, or those that nothing cites."""
    if renvoi := mark(annotation, Renvoi):
        yield from _uncited(contrat, renvoi.liste)
    elif len(path) == 3 and mark(annotation, Saisie) is Saisie.CLE:
        known = {item.cle for name in LISTS for item in getattr(contrat, name) or ()}
        yield from (key for key in _cited(contrat, str(path[0])) if key not in known)


def _uncited(contrat: Contrat, liste: str) -> list[str]:
    """Return the keys of a list, those that nothing cites first."""
    cited = _cited(contrat, liste)
    return sorted((e.cle for e in getattr(contrat, liste) or ()), key=lambda cle: cle in cited)


def _cited(contrat: Contrat, liste: str) -> dict[str, None]:
    """Return the keys that the fields and the texts of a contract cite, each once."""
    marks = (str(key) for _, key, renvoi in marked(contrat, Renvoi) if renvoi.liste == liste)
    in_texts = (
        key
        for _, text in texts(contrat)
        for cited in _CITED.findall(text)
        for key in cited.split(".")
    )
    return dict.fromkeys(chain(marks, in_texts))


def _completed(reading: Reading) -> dict[str, object]:
    """Return the data, with stand-ins for each file of a folder that cannot be read."""
    found = dict(reading.data)
    for name, stand_ins in ((FICHES, _in_each_sum), (DELIBERATIONS, _of_each_party)):
        paths = [path for path in reading.unread if path.parent.name == name]
        if paths:
            more = (item for path in paths for item in stand_ins(path.stem, reading.data))
            found[name] = [*_listed(reading.data.get(name)), *more]
    return found


def _of_each_party(stem: str, data: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Yield a deliberation for each party: the unreadable one may be of any."""
    for cle in _keys_of(data.get("parties")):
        yield {"numero": stem, "partie": cle}


def _in_each_sum(stem: str, data: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Yield a large fiche for each axis and year: any sum may lack the unreadable one."""
    cle = key_of(stem)
    axes, years = (_keys_of(data.get(name)) or [""] for name in ("axes", "exercices"))
    for rank, (axis, year) in enumerate(product(axes, years)):
        name = f"{cle[:30]}-{rank}" if rank else cle
        yield {"cle": name, "axe": axis, "exercice": year, "budget": {"subvention_p104": LARGE}}


def _keys_of(items: object) -> list[str]:
    return [str(item["cle"]) for item in _listed(items) if isinstance(item, dict) and "cle" in item]


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()


def _each_alone(reading: Reading) -> Iterator[Finding]:
    """Yield what the model refuses of each fiche and deliberation, read by itself."""
    for name, model in ((FICHES, FicheAction), (DELIBERATIONS, Deliberation)):
        for rank, item in enumerate(_listed(reading.data.get(name))):
            try:
                model.model_validate(item)
            except ValidationError as error:
                found = explain(error, model, item)
                at = [replace(f, path=(name, rank, *f.path)) for f in found]
                yield from placed(reading.data, at, reading.positions)


def _waiting(codes: Iterable[str]) -> Iterator[Finding]:
    """Yield the finding that names the checks waiting for a readable value."""
    if listed := sorted(set(codes)):
        yield WAITING.in_file(Location(MAIN), codes=enumerate_fr(listed))
