"""`ctai-docs render`: check, render, write; what was asked for, and nothing by halves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ctai_docs.api import keep_apart, save
from ctai_docs.cli import console
from ctai_docs.cli.template import read_templates
from ctai_docs.documents.ensemble import Ensemble, Job
from ctai_docs.documents.gabarits import Gabarits
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.views.document import Mentions
from ctai_docs.dossier.reader import Dossier, read_dossier
from ctai_docs.machine.output import known_names
from ctai_docs.machine.output.fichier import Fichier

KINDS = ("contrat", "fiches", "budget", "classeur")


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for."""

    dossier: Path
    output: Path
    fiches: tuple[str, ...] = ()
    deliberation: str = ""
    avenant: int = 0
    only: tuple[str, ...] = ()
    annexes: bool = True
    blank: bool = False
    instructions: bool = False
    templates: Path | None = None
    force: bool = False
    pdf: bool = False
    brief: bool = False
    """One dossier of many: only what calls for attention is told."""

    @property
    def partial(self) -> bool:
        """Whether only some documents of the pack are asked for."""
        selected = self.fiches or self.deliberation or self.avenant or self.only or self.blank
        return bool(selected) or not self.annexes


def run(request: Request) -> int:
    """Render what is asked for and say what was written."""
    if unknown := [kind for kind in request.only if kind not in KINDS]:
        console.warn(f"Document inconnu : « {unknown[0]} ». Choisissez parmi : {', '.join(KINDS)}.")
        return 2
    keep_apart(request.dossier, request.output)
    gabarits = Gabarits(read_templates(request.templates) if request.templates else {})
    dossier = read_dossier(request.dossier)
    errors = dossier.check(gabarits.champs_des_fiches(dossier.contrat.edition)).erreurs
    if errors and not request.force:
        console.show(dossier.place(errors))
        console.warn("Rien n'a été écrit. Corrigez, ou demandez un projet avec --force.")
        return 1
    mentions = Mentions(projet=bool(errors), consignes=request.instructions)
    parts = (gabarits, mentions, dossier.logos)
    documents = Ensemble(dossier.contrat, dossier.historique, *parts)
    jobs = _jobs(documents, request, dossier)
    if jobs is None:
        return 2
    with console.progress(len(jobs), "Documents") as steps:
        report = save(
            documents,
            (job for _, job in zip(steps, jobs, strict=True)),
            request.output,
            pdf=request.pdf,
            force=request.force,
            partial=request.partial,
        )
    for line in report.lines(brief=request.brief):
        console.say(line)
    return 0


def _jobs(documents: Ensemble, request: Request, dossier: Dossier) -> list[Job] | None:
    """Return the documents asked for, None where the contract has no such fiche or act."""
    if not request.partial:
        return list(documents.pack(known_names(request.output)))
    rendu = documents.rendu
    jobs: dict[str, Callable[[], Fichier]] = {}
    for name in request.fiches:
        cle = _key(dossier, name)
        if cle is None:
            console.warn(_no_such_fiche(dossier, name))
            return None
        jobs[f"fiche {cle}"] = lambda cle=cle: rendu.fiche(cle)  # type: ignore[misc]
    if request.deliberation:
        if request.deliberation not in documents.deliberations:
            console.warn(_no_such_act(dossier, request.deliberation))
            return None
        jobs |= dict(documents.acte(request.deliberation).pack())
    if request.avenant:
        if request.avenant not in documents.avenants:
            console.warn(_no_such_avenant(documents, request.avenant))
            return None
        jobs["avenant"] = lambda: documents.avenant(request.avenant)
        jobs |= dict(documents.suivi(request.avenant))
    return list((jobs | dict(_parts(rendu, request))).items())


def _parts(rendu: Rendu, request: Request) -> Iterator[Job]:
    if "contrat" in request.only or not request.annexes:
        yield "contrat", lambda: rendu.contrat_complet(annexes=request.annexes)
    if "fiches" in request.only:
        for fiche in rendu.contrat.fiches_ordonnees:
            yield f"fiche {fiche.cle}", lambda cle=fiche.cle: rendu.fiche(cle)  # type: ignore[misc]
    if "budget" in request.only:
        yield "budget", rendu.annexe_budgetaire
    if "classeur" in request.only:
        yield "classeur", rendu.classeur
    if request.blank:
        yield "vierge", rendu.vierge


def _key(dossier: Dossier, name: str) -> str | None:
    """Return the key of the fiche that a number or a key names."""
    numbers = {number: key for key, number in dossier.contrat.numeros.items()}
    key = numbers.get(name.lstrip("0"), name)
    return key if key in dossier.contrat.numeros else None


def _no_such_act(dossier: Dossier, number: str) -> str:
    known = ", ".join(act.numero for act in dossier.contrat.deliberations)
    return (
        f"Le dossier n'a pas de délibération « {number} ». Choisissez parmi : {known or 'aucune'}."
    )


def _no_such_avenant(documents: Ensemble, number: int) -> str:
    known = ", ".join(map(str, documents.avenants)) or "aucun"
    return f"Le dossier n'a pas d'avenant n° {number}. Choisissez parmi : {known}."


def _no_such_fiche(dossier: Dossier, name: str) -> str:
    known = ", ".join(f"{n} ({key})" for key, n in dossier.contrat.numeros.items())
    return f"Le contrat n'a pas de fiche « {name} ». Choisissez parmi : {known or 'aucune'}."
