"""`ctai-docs render`: check, render and write what was asked for, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ctai_docs.api import FaultyContratError, documents, keep_apart, save
from ctai_docs.cli import console
from ctai_docs.cli.guard import CANNOT_RUN, CLEAN, FINDINGS
from ctai_docs.cli.template import read_templates
from ctai_docs.documents.ensemble import Ensemble, Job
from ctai_docs.documents.rendu import Rendu
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.output import known_names
from ctai_docs.machine.output.fichier import Fichier

KINDS = ("contrat", "fiches", "budget", "classeur")


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for, by the names of its options."""

    dossier: Path
    sortie: Path
    fiches: tuple[str, ...] = ()
    deliberation: str = ""
    avenant: int = 0
    seulement: tuple[str, ...] = ()
    annexes: bool = True
    vierge: bool = False
    consignes: bool = False
    gabarits: Path | None = None
    projet: bool = False
    remplacer: bool = False
    pdf: bool = False
    brief: bool = False
    """One dossier of many: only findings that call for attention are printed."""

    @property
    def partial(self) -> bool:
        """Whether only some documents of the pack are asked for."""
        selected = self.fiches or self.deliberation or self.avenant or self.seulement or self.vierge
        return bool(selected) or not self.annexes


def run(request: Request) -> int:
    """Render what is asked for and say what was written."""
    if unknown := [kind for kind in request.seulement if kind not in KINDS]:
        console.warn(f"Document inconnu : « {unknown[0]} ». Choisissez parmi : {', '.join(KINDS)}.")
        return CANNOT_RUN
    keep_apart(request.dossier, request.sortie)
    try:
        found = documents(
            request.dossier,
            projet=request.projet,
            consignes=request.consignes,
            gabarits=read_templates(request.gabarits) if request.gabarits else None,
        )
    except FaultyContratError as error:
        console.show(error.findings)
        console.warn("Rien n'a été écrit. Corrigez, ou demandez un projet avec --projet.")
        return FINDINGS
    try:
        jobs = _jobs(found, request)
    except CtaiError as error:
        console.warn(" ".join(finding.message for finding in error.findings))
        return CANNOT_RUN
    with console.progress(len(jobs), "Documents") as steps:
        report = save(
            found,
            (job for _, job in zip(steps, jobs, strict=True)),
            request.sortie,
            pdf=request.pdf,
            remplacer=request.remplacer,
            partial=request.partial,
        )
    for line in report.lines(brief=request.brief):
        console.say(line)
    return CLEAN


def _jobs(found: Ensemble, request: Request) -> list[Job]:
    """Return the documents asked for. Raise `CtaiError` on a fiche or an act that is unknown."""
    if not request.partial:
        return list(found.pack(known_names(request.sortie)))
    jobs: dict[str, Callable[[], Fichier]] = {}
    for name in request.fiches:
        cle = found.rendu.fiche_nommee(name).cle
        jobs[f"fiche {cle}"] = partial(found.rendu.fiche, cle)
    if request.deliberation:
        jobs |= dict(found.acte(request.deliberation).pack())
    if request.avenant:
        redlines = dict(found.suivi(request.avenant))
        jobs |= {"avenant": partial(found.avenant, request.avenant), **redlines}
    return list((jobs | dict(_parts(found.rendu, request))).items())


def _parts(rendu: Rendu, request: Request) -> Iterator[Job]:
    if "contrat" in request.seulement or not request.annexes:
        yield "contrat", lambda: rendu.contrat_complet(annexes=request.annexes)
    if "fiches" in request.seulement:
        for fiche in rendu.contrat.fiches_ordonnees:
            yield f"fiche {fiche.cle}", partial(rendu.fiche, fiche.cle)
    if "budget" in request.seulement:
        yield "budget", rendu.annexe_budgetaire
    if "classeur" in request.seulement:
        yield "classeur", rendu.classeur
    if request.vierge:
        yield "vierge", rendu.vierge
