"""The library in a few calls: load a dossier or build a `Contrat`, render, save.

A contract that contradicts itself does not leave: each call raises `CtaiError`, whose `findings`
say what, where, and what to do, unless `projet=True` asks for a draft marked « PROJET » on every
page.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ctai_docs.contract.model import Contrat
from ctai_docs.documents.ensemble import Ensemble, Job
from ctai_docs.documents.gabarits import Gabarits
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.views.document import Mentions
from ctai_docs.dossier.reader import ALL_FOLDERS, Dossier, read_dossier
from ctai_docs.machine.findings import CtaiError, Location
from ctai_docs.machine.output import PackReport, known_names, subfolders, write_pack
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.output.trouble import DIED, IN_DOSSIER, refusal
from ctai_docs.rules import check

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
    mentions, own = Mentions(projet=projet, consignes=consignes), Gabarits(gabarits)
    if isinstance(dossier, Contrat):
        champs = own.champs_des_fiches(dossier.edition)
        if not projet and (errors := check(dossier, champs).erreurs):
            raise CtaiError(errors)
        return Ensemble(dossier, None, own, mentions)
    champs = own.champs_des_fiches(dossier.contrat.edition)
    if not projet and (errors := dossier.check(champs).erreurs):
        raise CtaiError(dossier.place(errors))
    parts = (own, mentions, dossier.logos)
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
    """Yield every document: contract, fiches, budget annex and its workbook, avenants, redlines."""
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


def render_pdf(files: Iterable[Fichier]) -> Iterator[Fichier]:
    """Yield the PDF of each Word document of these, all by one process of LibreOffice.

    Raise `CtaiError` where LibreOffice is missing, or fails.
    """
    from ctai_docs.machine.pdf import pdfs_of  # late: who wants no PDF imports nothing of it

    return pdfs_of(files)


def render_redline(source: Source, numero: int, *, projet: bool = False) -> Iterator[Fichier]:
    """Yield what an avenant changed in each document, as Word files with tracked changes.

    Accepted, the changes give the text in force after the avenant; rejected, the one before. Raise
    `KeyError` on an unknown number.
    """
    return (make() for _, make in documents(source, projet=projet).suivi(numero))


def save_pack(
    source: Source, folder: str | Path, *, projet: bool = False, pdf: bool = False
) -> PackReport:
    """Write every document and `manifest.json` into a folder, all of them or none.

    A deliberation, a blank form that the folder has from an earlier call is made anew with them.
    `pdf` adds the PDF of each Word document. The report says what became of each and, after an
    avenant, what changed in it.
    """
    dossier = read_dossier(source) if isinstance(source, (str, Path)) else source
    if isinstance(dossier, Dossier):
        keep_apart(dossier.racine, folder)
    found = documents(dossier, projet=projet)
    return save(found, found.pack(known_names(folder)), Path(folder), pdf=pdf)


def keep_apart(dossier: Path, folder: str | Path) -> None:
    """Raise `CtaiError` where a pack would go among the files that it is made from."""
    root, out = dossier.resolve(), Path(folder).resolve()
    if out == root or any(out.is_relative_to(root / name) for name in ALL_FOLDERS):
        raise CtaiError([IN_DOSSIER.in_file(Location(str(folder)))])


def save(
    ensemble: Ensemble,
    jobs: Iterable[Job],
    folder: Path,
    *,
    pdf: bool = False,
    force: bool = False,
    partial: bool = False,
) -> PackReport:
    """Write these documents of a contract into a folder: see `save_pack` and `write_pack`."""
    files = ensemble.explained((make() for _, make in jobs), folder)
    if pdf:
        from ctai_docs.machine.pdf import with_pdfs  # late: the same

        files = with_pdfs(files, folder)
    return write_pack(folder, files, force=force, partial=partial)


def save_packs(
    dossiers: Iterable[str | Path],
    folder: str | Path,
    *,
    projet: bool = False,
    pdf: bool = False,
    processus: int = 0,
) -> Iterator[PackReport | CtaiError]:
    """Write the pack of each dossier into a sub-folder of its name, on all cores.

    Yield in their order the report of each, or the error of one that could not be rendered, which
    stops no other. `processus` is the number of processes, one a core where it is 0. On Windows
    and macOS a script calls this under `if __name__ == "__main__":`.
    """
    from ctai_docs.machine.batch import Batch  # late: one dossier needs no process

    paths = [Path(dossier) for dossier in dossiers]
    save_one = functools.partial(_saved, projet=projet, pdf=pdf)
    works = list(zip(paths, subfolders(paths, Path(folder)), strict=True))
    with Batch(save_one, works, processus) as reports:
        for path, report in zip(paths, reports, strict=True):
            yield report or refusal(DIED, path)


def _saved(paths: tuple[Path, Path], *, projet: bool, pdf: bool) -> PackReport | CtaiError:
    try:
        return save_pack(*paths, projet=projet, pdf=pdf)
    except CtaiError as error:
        return error
