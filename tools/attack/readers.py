"""Everything that reads what others send: bytes in, and nothing but findings raised."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from ctai_docs.documents.rendu import Rendu
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.accessible import look_over
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.french import read_amount, read_date
from ctai_docs.machine.markdown import parse
from ctai_docs.machine.word.pictures import read_picture
from ctai_docs.machine.yaml import read_yaml
from tools.attack import METZ, ROOT

Reader = Callable[[bytes], object]


def _dossier(data: bytes) -> object:
    """Read and check a dossier of one file."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "contrat.yaml").write_bytes(data)
        return read_dossier(folder).check()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _leaf(data: bytes) -> object:
    """Read an amount or a date, whose refusal is a `ValueError` in French."""
    for read in (read_amount, read_date):
        with suppress(ValueError):
            read(_text(data))
    return None


READERS: dict[str, Reader] = {
    "yaml": lambda data: read_yaml(data, "contrat.yaml"),
    "dossier": _dossier,
    "markdown": lambda data: parse(_text(data)),
    "valeur": _leaf,
    "modele": lambda data: Template.compile(data, make_environment(), "modele.docx"),
    "docx": lambda data: look_over(data, "document.docx"),
    "xlsx": lambda data: look_over(data, "classeur.xlsx"),
    "logo": lambda data: read_picture(data, "logo"),
}


@cache
def samples() -> dict[str, tuple[bytes, ...]]:
    """Return for each reader what it reads every day: where damage begins."""
    metz = Rendu(read_dossier(METZ).contrat)
    yaml = tuple(path.read_bytes() for path in sorted(METZ.rglob("*.yaml"))[:4])
    fiche = metz.fiche(metz.contrat.fiches[0].cle).contenu
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"), key=lambda p: p.stat().st_size)
    return {
        "yaml": yaml,
        "dossier": (METZ.joinpath("contrat.yaml").read_bytes(),),
        "markdown": yaml[:2],
        "valeur": (b"170 000,50", b"1er janvier 2026"),
        "modele": tuple(p.read_bytes() for p in sorted((ROOT / "templates").glob("*.docx"))[:2]),
        "docx": (fiche,),
        "xlsx": (metz.classeur().contenu,),
        "logo": tuple(path.read_bytes() for path in pictures[:1]),
    }
