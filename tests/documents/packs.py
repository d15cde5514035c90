"""The Metz contract, read and rendered once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ctai_docs.contract.model import Contrat, FicheAction
from ctai_docs.documents.acte import Acte
from ctai_docs.documents.rendu import Rendu
from ctai_docs.dossier.reader import Dossier, read_dossier
from tests.documents.reading import Docx

METZ = Path(__file__).parents[2] / "examples" / "metz_2026"


@cache
def dossier() -> Dossier:
    """Return the dossier of Metz."""
    return read_dossier(METZ)


def contrat() -> Contrat:
    """Return the contract of Metz."""
    return dossier().contrat


@cache
def rendu() -> Rendu:
    """Return what renders the contract of Metz."""
    return Rendu(contrat(), logos=dossier().logos)


def render_all(rendu: Rendu) -> dict[str, bytes]:
    """Return every file that can be made of a contract, by name."""
    files = [make() for _, make in rendu.pack()]
    files += [rendu.contrat_complet(annexes=False), rendu.vierge()]
    for deliberation in rendu.contrat.deliberations:
        files += [make() for _, make in Acte(rendu, deliberation).pack()]
    return {file.nom: file.contenu for file in files}


@cache
def metz() -> dict[str, bytes]:
    """Return every file of the Metz contract."""
    return render_all(rendu())


def word_files() -> list[str]:
    """Return the names of the Word files."""
    return [name for name in metz() if name.endswith(".docx")]


def main_files() -> list[str]:
    """Return the names of the Word files that are no copy, marked as an annex, of another."""
    return [name for name in word_files() if "/annexe-" not in name]


@cache
def docx(name: str) -> Docx:
    """Return a Word file of the Metz contract, read."""
    return Docx(metz()[name])


@cache
def fiche_files() -> dict[str, FicheAction]:
    """Return the fiches of Metz by the names of their files."""
    names = [name for name in metz() if name.startswith("fiches/")]
    return dict(zip(names, contrat().fiches_ordonnees, strict=True))
