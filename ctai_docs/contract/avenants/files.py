"""The avenants of a dossier: `avenants/1.yaml` and on, read with their places, and written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path as FilePath
from typing import TypeAlias

from pydantic import ValidationError

from ctai_docs.contract.avenants.labels import Words
from ctai_docs.contract.avenants.messages import TWICE, UNREADABLE
from ctai_docs.contract.avenants.values import type_findings
from ctai_docs.contract.model.avenant import Avenant, Changement, plain
from ctai_docs.machine.files import read_bounded, reason, yaml_files
from ctai_docs.machine.findings import CtaiError, Finding, Location, Path, in_order
from ctai_docs.machine.yaml import Positions, read_yaml, write_yaml
from ctai_docs.machine.yaml.events import MAX_BYTES
from ctai_docs.machine.yaml.explain import explain

FOLDER = "avenants"

Read: TypeAlias = tuple[Avenant, Positions]
"""An avenant, and where each of its values was typed."""


def read_avenants(folder: str | FilePath) -> list[Read]:
    """Return the avenants of the dossier in this folder, in the order of their numbers.

    Raise `CtaiError` with every error of their files; whether they fit the contract is known only
    when they are applied.
    """
    findings: list[Finding] = []
    found: list[Read] = []
    home = FilePath(folder) / FOLDER
    for path in yaml_files(home) if home.is_dir() else ():
        try:
            found.append(_read(path))
        except CtaiError as error:
            findings += error.findings
    found.sort(key=lambda read: read[0].numero)
    findings += _twice(found)
    if findings:
        raise CtaiError(in_order(findings))
    return found


def avenant_text(avenant: Avenant) -> str:
    """Return the YAML of an avenant: above each change, in words, what it touches.

    This is what `avenants/1.yaml` of a dossier holds.

    Examples:
        >>> print(ctai_docs.avenant_text(ctai_docs.Avenant(numero=1)), end="")
        numero: 1
    """
    return write_yaml(plain(avenant), _comments(avenant))


def read_avenant(data: bytes, file: str) -> Read:
    """Return the avenant that a file holds; raise `CtaiError` with all that is wrong in it."""
    loaded = read_yaml(data, file)
    value, positions = loaded.value, loaded.positions
    stem = FilePath(file).stem
    if isinstance(value, dict) and stem.isdecimal():
        value = {"numero": stem.lstrip("0") or "0", **value}
    try:
        avenant = Avenant.model_validate(value)
    except ValidationError as error:
        findings = explain(error, Avenant, value, positions)
        raise CtaiError(in_order(positions.place(findings))) from None
    if wrong := type_findings(avenant):
        raise CtaiError(in_order(positions.place(wrong)))
    return avenant, positions


def _read(path: FilePath) -> Read:
    name = f"{FOLDER}/{path.name}"
    try:
        return read_avenant(read_bounded(path, MAX_BYTES, path.parents[1]), name)
    except OSError as error:
        raise CtaiError([UNREADABLE.in_file(Location(name), raison=reason(error))]) from None


def _twice(found: list[Read]) -> Iterator[Finding]:
    """Yield a finding for each avenant whose number another has."""
    for (before, first), (after, second) in pairwise(found):
        if before.numero == after.numero:
            where = second.locate(("numero",))
            yield TWICE.in_file(where, ("numero",), numero=after.numero, autre=first.file)


def _comments(avenant: Avenant) -> dict[Path, str]:
    return {
        ("changements", number): _comment(change)
        for number, change in enumerate(avenant.changements)
    }


def _comment(change: Changement) -> str:
    article = f"Article « {change.article} » · " if change.article else ""
    return f"{article}{Words().label(change.etapes)}"
