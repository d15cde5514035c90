"""The commands. Each reads its arguments, calls the library, prints, and gives an exit code."""

from __future__ import annotations

import gc
import os
import shlex
import signal
import subprocess
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from ctai_docs.cli import console
from ctai_docs.cli.french import Commande, Groupe
from ctai_docs.cli.guard import CANNOT_RUN, CLEAN, guarded

app = typer.Typer(
    cls=Groupe,
    help="Fabrique les documents Word d'un contrat territorial d'accueil et d'intégration (CTAI).",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
templates = typer.Typer(
    cls=Groupe, help="Modèles Word : vérifier, lire, copier.", rich_markup_mode=None
)
app.add_typer(templates, name="template")


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # late: nobody else asks

        console.say(f"ctai-docs {version('ctai-docs')}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[  # read by its callback, before any command
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Affiche la version."
        ),
    ] = False,
) -> None:
    pass


@app.command(cls=Commande)
def render(
    dossiers: Annotated[
        list[Path], typer.Argument(metavar="DOSSIER...", help="Dossiers des contrats.")
    ],
    sortie: Annotated[
        Path,
        typer.Option(
            "-o",
            "--sortie",
            metavar="SORTIE",
            help="Dossier de sortie ; un sous-dossier par contrat s’il y en a plusieurs.",
        ),
    ],
    fiche: Annotated[
        list[str] | None,
        typer.Option("--fiche", metavar="N", help="Cette fiche seulement : numéro ou clé."),
    ] = None,
    deliberation: Annotated[
        str,
        typer.Option(
            "--deliberation", metavar="NUMÉRO", help="Cette délibération et ses annexes seulement."
        ),
    ] = "",
    avenant: Annotated[
        int | None, typer.Option("--avenant", metavar="N", min=1, help="Cet avenant seulement.")
    ] = None,
    seulement: Annotated[
        list[str] | None,
        typer.Option(
            "--seulement", metavar="QUOI", help="contrat, fiches, budget ou classeur ; répétable."
        ),
    ] = None,
    sans_annexes: Annotated[
        bool, typer.Option("--sans-annexes", help="Le contrat sans ses fiches ni son budget.")
    ] = False,
    vierge: Annotated[
        bool, typer.Option("--vierge", help="La fiche-action vierge, à faire remplir.")
    ] = False,
    consignes: Annotated[
        bool, typer.Option("--consignes", help="Imprime les consignes du formulaire.")
    ] = False,
    gabarits: Annotated[
        Path | None,
        typer.Option("--gabarits", metavar="DOSSIER", help="Vos modèles Word, aux mêmes noms."),
    ] = None,
    projet: Annotated[
        bool, typer.Option("--projet", help="Marque « PROJET », et rend malgré les erreurs.")
    ] = False,
    remplacer: Annotated[
        bool,
        typer.Option("--remplacer", help="Remplace les fichiers retouchés, et en garde une copie."),
    ] = False,
    pdf: Annotated[
        bool,
        typer.Option("--pdf", help="Écrit aussi le PDF de chaque document Word, par LibreOffice."),
    ] = False,
    processus: Annotated[
        int,
        typer.Option(
            "--processus", metavar="N", min=0, help="Contrats rendus à la fois ; sinon un par cœur."
        ),
    ] = 0,
) -> int:
    """Écrit les documents Word et Excel du contrat, ou de plusieurs."""
    from ctai_docs.cli.render import Request, run

    request = Request(
        dossier=dossiers[0],
        sortie=sortie,
        fiches=tuple(fiche or ()),
        deliberation=deliberation,
        avenant=avenant or 0,
        seulement=tuple(seulement or ()),
        annexes=not sans_annexes,
        vierge=vierge,
        consignes=consignes,
        gabarits=gabarits,
        projet=projet,
        remplacer=remplacer,
        pdf=pdf,
    )
    if len(dossiers) == 1:
        return run(request)
    from ctai_docs.cli.campaign import run_all

    return run_all(request, dossiers, processus)


@app.command(cls=Commande)
def check(
    dossier: Annotated[
        Path | None, typer.Argument(metavar="DOSSIER", help="Dossier du contrat.")
    ] = None,
    forme: Annotated[
        str, typer.Option("--format", metavar="FORME", help="texte, html, json ou sarif.")
    ] = "texte",
    gravites: Annotated[
        list[str] | None,
        typer.Option("--gravite", metavar="G", help="Ces gravités seulement : erreur…"),
    ] = None,
    codes: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="CODE", help="Ces règles seulement : MON-004, ou MON."),
    ] = None,
    fichiers: Annotated[
        list[str] | None,
        typer.Option("--fichier", metavar="FICHIER", help="Ces fichiers seulement ; « * » permis."),
    ] = None,
    sortie: Annotated[
        Path | None,
        typer.Option("-o", "--sortie", metavar="FICHIER", help="Fichier où écrire le constat."),
    ] = None,
    gabarits: Annotated[
        Path | None,
        typer.Option(
            "--gabarits", metavar="DOSSIER", help="Vos modèles Word : ce qu’ils n’impriment pas."
        ),
    ] = None,
    liste: Annotated[
        bool, typer.Option("--liste", help="Imprime le catalogue des règles.")
    ] = False,
) -> int:
    """Vérifie le contrat, et dit où corriger."""
    from ctai_docs.cli.check import list_catalogue, run, selection

    if liste:
        return list_catalogue()
    if dossier is None:
        console.warn("Il manque DOSSIER. Tapez « ctai-docs check --help » pour les options.")
        return CANNOT_RUN
    chosen = selection(gravites or [], codes or [], fichiers or [])
    return CANNOT_RUN if chosen is None else run(dossier, forme, chosen, sortie, gabarits)


@app.command(cls=Commande)
def verify(
    sortie: Annotated[Path, typer.Argument(metavar="SORTIE", help="Dossier de documents rendus.")],
) -> int:
    """Vérifie qu'un dossier de sortie est entier, et achève un rendu interrompu."""
    from ctai_docs.cli.verify import run

    return run(sortie)


@app.command(cls=Commande)
def diff(
    ancien: Annotated[Path, typer.Argument(metavar="ANCIEN", help="Dossier du contrat signé.")],
    nouveau: Annotated[Path, typer.Argument(metavar="NOUVEAU", help="Le même, modifié.")],
    sortie: Annotated[
        Path | None,
        typer.Option("-o", "--sortie", metavar="FICHIER", help="Fichier YAML à créer."),
    ] = None,
    numero: Annotated[
        int,
        typer.Option("--numero", metavar="N", min=0, help="Numéro ; sinon, celui qui suit."),
    ] = 0,
    date: Annotated[
        str, typer.Option("--date", metavar="DATE", help="Date de signature de l'avenant.")
    ] = "",
) -> int:
    """Écrit l'avenant qui mène d'un contrat à l'autre."""
    from ctai_docs.cli.diff import run

    return run(ancien, nouveau, sortie, numero, date)


@app.command(cls=Commande)
def new(
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Dossier à créer.")],
) -> int:
    """Crée un dossier de départ, commenté, prêt à rendre."""
    from ctai_docs.dossier.starter import write_starter

    files = write_starter(dossier)
    for name in files:
        console.say(f"{dossier / name}")
    target = dossier.with_name(f"{dossier.name}-documents") if dossier.name else Path("documents")
    join = subprocess.list2cmdline if sys.platform == "win32" else shlex.join
    console.say(f"Essayez : {join(['ctai-docs', 'render', str(dossier), '-o', str(target)])}")
    return CLEAN


@app.command(cls=Commande)
def accessible(
    documents: Annotated[
        list[Path],
        typer.Argument(metavar="DOCUMENT...", help="Fichiers .docx ou .xlsx, ou leurs dossiers."),
    ],
) -> int:
    """Dit ce qui empêche de lire un document Word ou Excel sans le voir."""
    from ctai_docs.cli.accessible import run

    return run(documents)


@app.command(cls=Commande)
def schema(
    fiche: Annotated[
        bool, typer.Option("--fiche", help="Celui d'une fiche, au lieu du contrat.")
    ] = False,
    edition: Annotated[
        str, typer.Option("--edition", metavar="ANNÉE", help="Édition du formulaire.")
    ] = "2026",
) -> int:
    """Imprime le schéma JSON du dossier, pour les éditeurs de texte."""
    import json

    from ctai_docs.contract.form import editions
    from ctai_docs.dossier.schema import contract_schema, fiche_schema

    if edition not in editions():
        console.warn(
            f"Édition inconnue : « {edition} ». Choisissez parmi : {', '.join(editions())}."
        )
        return CANNOT_RUN
    found = fiche_schema(edition) if fiche else contract_schema(edition)
    console.say(json.dumps(found, ensure_ascii=False, indent=2))
    return CLEAN


@templates.command("lint", cls=Commande)
def template_lint(
    modeles: Annotated[
        list[Path], typer.Argument(metavar="MODÈLE...", help="Fichiers .docx, ou leur dossier.")
    ],
) -> int:
    """Vérifie que chaque balise d'un modèle existe."""
    from ctai_docs.cli.template import lint_files

    return lint_files(modeles)


@templates.command("text", cls=Commande)
def template_text(
    document: Annotated[Path, typer.Argument(metavar="FICHIER", help="Fichier .docx.")],
) -> int:
    """Imprime le texte d'un fichier Word, balises comprises."""
    from ctai_docs.cli.template import print_text

    return print_text(document)


@templates.command("export", cls=Commande)
def template_export(
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Où les copier.")],
) -> int:
    """Copie les modèles du projet, pour les adapter dans Word."""
    from ctai_docs.cli.template import export_all

    return export_all(dossier)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code; never a traceback for what the user did."""
    return guarded(lambda: app(arguments, prog_name="ctai-docs", standalone_mode=False))


def entry() -> None:
    """Run the command line and leave with its exit code."""
    _open_streams()
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _terminate)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends us, as it ends `cat`
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks « → » still shows the rest
    # Imports make half a million lasting objects, and few of ours form cycles: garbage collection
    # every 700 objects takes a tenth of the time of a command.
    gc.set_threshold(500_000, 10, 10)
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # the search for plugins takes 15 ms
    code = main()
    try:
        sys.stdout.flush()
    except OSError:  # a full disk: the output is incomplete
        code = code or CANNOT_RUN
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - or Python tries again
    sys.exit(code)


def _open_streams() -> None:
    """Give the streams that a service closed (`2>&-`) to nobody.

    Python sets them to None, and printing fails; and the next file opened would take their number,
    so that a process we start would write its errors into that file.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115 - as long as we run


def _terminate(number: int, _frame: object) -> None:
    """End as an interruption does, so that temporary files are removed."""
    raise SystemExit(128 + number)
