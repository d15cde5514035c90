"""The library in a few calls: load a dossier or build a `Contrat`, render, save.

A contract that contradicts itself does not leave: each call raises `CtaiError`, whose `findings`
say what, where, and what to do, unless `projet=True` asks for a draft marked « PROJET » on every
page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ctai_docs.documents.document import Fichier
from ctai_docs.documents.ensemble import Ensemble
from ctai_docs.documents.gabarits import Gabarits
from ctai_docs.documents.rendu import Rendu
from ctai_docs.dossier.reader import Dossier, read_dossier
from ctai_docs.findings import CtaiError
from ctai_docs.model import Contrat
from ctai_docs.output import PackReport, write_pack
from ctai_docs.rules import check
from ctai_docs.views.document import Mentions

Source = Contrat | Dossier | str | Path
"""A contract, a dossier that was read, or the path of one."""


def load(dossier: str | Path) -> Dossier:
    """Return the dossier of this folder. Raise `CtaiError` with every error of its files."""
    return read_dossier(dossier)


def rendu(
    source: Source,
    *,
    projet: bool = False,
    consignes: bool = False,
    gabarits: Mapping[str, bytes] | None = None,
) -> Rendu:
    """Return what renders the documents of the contract in force, once it has been checked.

    `gabarits` holds a user's templates, by the names of ours. Raise `CtaiError` on any error.
    """
    return documents(source, projet=projet, consignes=consignes, gabarits=gabarits).rendu


def documents(
    source: Source,
    *,
    projet: bool = False,
    consignes: bool = False,
    gabarits: Mapping[str, bytes] | None = None,
) -> Ensemble:
    """Return what renders a contract and its avenants, once the contract in force is checked."""
    dossier = read_dossier(source) if isinstance(source, (str, Path)) else source
    mentions = Mentions(projet=projet, consignes=consignes)
    if isinstance(dossier, Contrat):
        if not projet and (errors := check(dossier).erreurs):
            raise CtaiError(errors)
        return Ensemble(dossier, None, Gabarits(gabarits), mentions)
    if not projet and (errors := dossier.check().erreurs):
        raise CtaiError(dossier.place(errors))
    parts = (Gabarits(gabarits), mentions, dossier.logos)
    return Ensemble(dossier.contrat, dossier.historique, *parts)


def render_contrat(source: Source, *, annexes: bool = True, projet: bool = False) -> Fichier:
    """Return the contract as one Word file, with its fiches and budget annex or without."""
    return rendu(source, projet=projet).contrat_complet(annexes=annexes)


def render_fiche(source: Source, cle: str, *, projet: bool = False) -> Fichier:
    """Return one fiche-action as a Word file. Raise `KeyError` where no fiche has this key."""
    return rendu(source, projet=projet).fiche(cle)


def render_annexe_budgetaire(source: Source, *, projet: bool = False) -> Fichier:
    """Return the summary budget annex as a Word file."""
    return rendu(source, projet=projet).annexe_budgetaire()


def render_classeur(source: Source, *, projet: bool = False) -> Fichier:
    """Return the summary budget annex as an Excel workbook with live formulas."""
    return rendu(source, projet=projet).classeur()


def render_pack(source: Source, *, projet: bool = False) -> Iterator[Fichier]:
    """Yield every document: contract, fiches, budget annex and its workbook, avenants."""
    return (make() for _, make in documents(source, projet=projet).pack())


def render_deliberation(source: Source, numero: str, *, projet: bool = False) -> Iterator[Fichier]:
    """Yield a deliberation, each of its annexes, and all in one file.

    Every page of an annex bears its number and the act. Raise `KeyError` on an unknown number.
    """
    return (make() for _, make in documents(source, projet=projet).acte(numero).pack())


def render_avenant(source: Source, numero: int, *, projet: bool = False) -> Fichier:
    """Return an avenant, with the fiches that it adds or replaces annexed in the same file.

    Raise `KeyError` on an unknown number.
    """
    return documents(source, projet=projet).avenant(numero)


def save_pack(source: Source, folder: str | Path, *, projet: bool = False) -> PackReport:
    """Write every document and `manifest.json` into a folder, all of them or none.

    The report says what became of each and, after an avenant, what changed in it.
    """
    found = documents(source, projet=projet)
    files = (make() for _, make in found.pack())
    return write_pack(Path(folder), found.explained(files, folder))
