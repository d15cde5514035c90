"""The library in a few calls: load a dossier or build a `Contrat`, render, save.

A contract that contradicts itself does not leave: each call raises `CtaiError`, whose `findings`
say what, where, and what to do, unless `projet=True` asks for a draft marked « PROJET » on every
page. A name that the contract does not have (a fiche, a deliberation, an avenant, a template)
raises `CtaiError` too, with the nearest name.

Functions are English verbs; parameters are French words, those of the command line.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ctai_docs.contract.model import Contrat
from ctai_docs.documents.ensemble import Ensemble, Job
from ctai_docs.documents.linting import checked_templates
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.views.document import Mentions
from ctai_docs.dossier.reader import ALL_FOLDERS, Dossier
from ctai_docs.dossier.source import Source, SourceSuivie, check, opening
from ctai_docs.machine.findings import CtaiError, Location
from ctai_docs.machine.output import PackReport, known_names, subfolders, write_pack
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.output.trouble import DIED, IN_DOSSIER, refusal


class FaultyContratError(CtaiError):
    """The contract contradicts itself: its `findings` are those of `check` that are errors."""


def rendu(
    source: Source,
    *,
    projet: bool = False,
    consignes: bool = False,
    gabarits: Mapping[str, bytes] | None = None,
) -> Rendu:
    """Return what renders the documents of the contract in force, one by one, once it is checked.

    `projet` marks a draft and lets errors pass; `consignes` prints the instructions of the form;
    `gabarits` holds the bytes of your own templates, by the names of ours. Raise `CtaiError` on an
    error of the contract, and on a template whose name or placeholders are unknown.

    Examples:
        >>> documents = ctai_docs.rendu("examples/metz_2026", consignes=True)
        >>> documents.fiche("un-toit").nom
        'fiches/fiche-08-un-toit-en-attendant-hebergement-transitoire-et.docx'
    """
    return documents(source, projet=projet, consignes=consignes, gabarits=gabarits).rendu


def documents(
    source: Source,
    *,
    projet: bool = False,
    consignes: bool = False,
    gabarits: Mapping[str, bytes] | None = None,
) -> Ensemble:
    """Return what renders a contract and its avenants, once the contract in force is checked.

    Raise `FaultyContratError` where the contract has errors and no draft is asked for.
    """
    opened = opening(source)
    if not projet and (errors := check(opened).erreurs):
        raise FaultyContratError(errors)
    parts = (checked_templates(gabarits), Mentions(projet=projet, consignes=consignes))
    if isinstance(opened, Contrat):
        return Ensemble(opened, None, *parts)
    if isinstance(opened, Dossier):
        return Ensemble(opened.contrat, opened.historique, *parts, opened.logos)
    return Ensemble(opened.en_vigueur, opened, *parts)


def render_contrat(source: Source, *, annexes: bool = True, projet: bool = False) -> Fichier:
    """Return the contract as one Word file.

    `annexes` puts its fiches and its budget annex in the same file. Raise `CtaiError` on an error
    of the contract.

    Examples:
        >>> ctai_docs.render_contrat("examples/metz_2026", annexes=False).nom
        'contrat-sans-annexes.docx'
    """
    return rendu(source, projet=projet).contrat_complet(annexes=annexes)


def render_fiche(source: Source, cle: str, *, projet: bool = False) -> Fichier:
    """Return one fiche-action as a Word file.

    `cle` is the key of the fiche (`"un-toit"`) or its number (`"8"`). Raise `CtaiError` on an error
    of the contract, and where no fiche has this key.

    Examples:
        >>> ctai_docs.render_fiche("examples/metz_2026", "8").nom
        'fiches/fiche-08-un-toit-en-attendant-hebergement-transitoire-et.docx'
        >>> ctai_docs.render_fiche("examples/metz_2026", "un-tois")
        Traceback (most recent call last):
            ...
        ctai_docs.machine.findings.CtaiError: Le contrat n’a pas de fiche ...
    """
    return rendu(source, projet=projet).fiche(cle)


def render_annexe_budgetaire(source: Source, *, projet: bool = False) -> Fichier:
    """Return the summary budget annex as a Word file; amounts are euros.

    Raise `CtaiError` on an error of the contract.

    Examples:
        >>> ctai_docs.render_annexe_budgetaire("examples/metz_2026").nom
        'annexe-budgetaire.docx'
    """
    return rendu(source, projet=projet).annexe_budgetaire()


def render_classeur(source: Source, *, projet: bool = False) -> Fichier:
    """Return the summary budget annex as an Excel workbook with live formulas, in euros.

    Raise `CtaiError` on an error of the contract.

    Examples:
        >>> ctai_docs.render_classeur("examples/metz_2026").nom
        'annexe-budgetaire.xlsx'
    """
    return rendu(source, projet=projet).classeur()


def render_pack(source: Source, *, projet: bool = False) -> Iterator[Fichier]:
    """Yield every document: contract, fiches, budget annex and its workbook, avenants, redlines.

    Each is made when it is asked for. Raise `CtaiError` on an error of the contract.

    Examples:
        >>> [document.nom for document in ctai_docs.render_pack("examples/rouen_2021")][0]
        'contrat.docx'
    """
    return (make() for _, make in documents(source, projet=projet).pack())


def render_deliberation(source: Source, numero: str, *, projet: bool = False) -> Iterator[Fichier]:
    """Yield a deliberation, each of its annexes, and all in one file.

    Every page of an annex bears its number and the act. Raise `CtaiError` on an error of the
    contract, and where no deliberation has this number.

    Examples:
        >>> made = ctai_docs.render_deliberation("examples/metz_2026", "25-09-25-17")
        >>> next(made).nom
        'deliberation-25-09-25-17/deliberation.docx'
    """
    return (make() for _, make in documents(source, projet=projet).acte(numero).pack())


def render_avenant(source: SourceSuivie, numero: int, *, projet: bool = False) -> Fichier:
    """Return an avenant, with the fiches that it adds or replaces annexed in the same file.

    `source` has avenants: a dossier, or `Historique(contrat, (avenant,))` in Python. Raise
    `CtaiError` where an avenant does not fit the contract, and on an unknown number.

    Examples:
        >>> ctai_docs.render_avenant("examples/grenoble_2019", 2).nom
        'avenants/avenant-02.docx'
    """
    return documents(source, projet=projet).avenant(numero)


def render_redline(source: SourceSuivie, numero: int, *, projet: bool = False) -> Iterator[Fichier]:
    """Yield what an avenant changed in each document, as Word files with tracked changes.

    Accepted, the changes give the text in force after the avenant; rejected, the one before. Raise
    `CtaiError` where an avenant does not fit the contract, and on an unknown number.

    Examples:
        >>> [document.nom for document in ctai_docs.render_redline("examples/grenoble_2019", 1)][0]
        'avenants/avenant-01-suivi/contrat.docx'
    """
    return (make() for _, make in documents(source, projet=projet).suivi(numero))


def render_pdf(fichiers: Iterable[Fichier]) -> Iterator[Fichier]:
    """Yield the PDF of each Word document of these, all by one process of LibreOffice.

    Raise `CtaiError` where LibreOffice is missing, or fails.

    Examples:
        >>> contrat = ctai_docs.render_contrat("examples/metz_2026")
        >>> [pdf.nom for pdf in ctai_docs.render_pdf([contrat])]  # doctest: +SKIP
        ['contrat.pdf']
    """
    from ctai_docs.machine.pdf import pdfs_of  # late: who wants no PDF imports nothing of it

    return pdfs_of(fichiers)


def save_pack(
    source: Source,
    sortie: str | Path,
    *,
    projet: bool = False,
    remplacer: bool = False,
    pdf: bool = False,
) -> PackReport:
    """Write every document and `manifest.json` into a folder, all of them or none.

    A deliberation, a blank form that the folder has from an earlier call is made anew with them.
    A document that someone edited is kept, the new one beside it; `remplacer` replaces it and keeps
    a backup. `pdf` adds the PDF of each Word document. The report says what became of each and,
    after an avenant, what changed in it. Raise `CtaiError` on an error of the contract, and where
    the disk refuses.

    Examples:
        >>> report = ctai_docs.save_pack("examples/rouen_2021", "out/rouen")
        >>> report.named(ctai_docs.Fate.WRITTEN)[:2]
        ('annexe-budgetaire.docx', 'annexe-budgetaire.xlsx')
    """
    opened = opening(source)
    if isinstance(opened, Dossier):
        keep_apart(opened.racine, sortie)
    found = documents(opened, projet=projet)
    jobs = found.pack(known_names(sortie))
    return save(found, jobs, Path(sortie), pdf=pdf, remplacer=remplacer)


def keep_apart(dossier: Path, sortie: str | Path) -> None:
    """Raise `CtaiError` where a pack would go among the files that it is made from."""
    root, out = dossier.resolve(), Path(sortie).resolve()
    if out == root or any(out.is_relative_to(root / name) for name in ALL_FOLDERS):
        raise CtaiError([IN_DOSSIER.in_file(Location(str(sortie)))])


def save(
    ensemble: Ensemble,
    jobs: Iterable[Job],
    sortie: Path,
    *,
    pdf: bool = False,
    remplacer: bool = False,
    partial: bool = False,
) -> PackReport:
    """Write these documents of a contract into a folder: see `save_pack` and `write_pack`."""
    files = ensemble.explained((make() for _, make in jobs), sortie)
    if pdf:
        from ctai_docs.machine.pdf import with_pdfs  # late: the same

        files = with_pdfs(files, sortie)
    return write_pack(sortie, files, force=remplacer, partial=partial)


def save_packs(
    dossiers: Iterable[str | Path],
    sortie: str | Path,
    *,
    projet: bool = False,
    remplacer: bool = False,
    pdf: bool = False,
    processus: int = 0,
) -> Iterator[PackReport | CtaiError]:
    """Write the pack of each dossier into a sub-folder of its name, on all cores.

    Yield in their order the report of each, or the error of one that could not be rendered, which
    stops no other. `processus` is the number of processes, one a core where it is 0; the other
    options are those of `save_pack`. On Windows and macOS a script calls this under
    `if __name__ == "__main__":`.

    Examples:
        >>> reports = ctai_docs.save_packs(["examples/rouen_2021"], "out", processus=1)
        >>> [isinstance(report, ctai_docs.PackReport) for report in reports]
        [True]
    """
    from ctai_docs.machine.batch import Batch  # late: one dossier needs no process

    paths = [Path(dossier) for dossier in dossiers]
    save_one = functools.partial(_saved, projet=projet, remplacer=remplacer, pdf=pdf)
    works = list(zip(paths, subfolders(paths, Path(sortie)), strict=True))
    with Batch(save_one, works, processus) as reports:
        for path, report in zip(paths, reports, strict=True):
            yield report or refusal(DIED, path)


def _saved(
    paths: tuple[Path, Path], *, projet: bool, remplacer: bool, pdf: bool
) -> PackReport | CtaiError:
    try:
        return save_pack(*paths, projet=projet, remplacer=remplacer, pdf=pdf)
    except CtaiError as error:
        return error
