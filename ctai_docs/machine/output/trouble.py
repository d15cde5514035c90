"""What can go wrong on the disk, said in French: an `OSError` becomes a finding at a path."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ctai_docs.machine.findings import CtaiError, Finding, Location, Rule, Severity

_KEPT = "Ce qui était là avant n’a pas changé."


def _rule(code: str, title: str, found: str, rule: str = _KEPT, remedy: str = "") -> Rule:
    return Rule(code, Severity.ERREUR, title, found, rule, remedy, "Usage du projet")


FULL = _rule(
    "SOR-001",
    "Disque plein",
    "Il n’y a plus de place pour écrire.",
    _KEPT,
    "Libérez de la place (ou du quota), ou choisissez un autre disque, puis recommencez.",
)
DENIED = _rule(
    "SOR-002",
    "Écriture refusée",
    "Le système refuse d’écrire ici.",
    _KEPT,
    "Si le fichier est ouvert dans Word, fermez-le ; sinon, demandez le droit d’écrire "
    "dans ce dossier, ou choisissez-en un autre.",
)
MISSING = _rule(
    "SOR-003",
    "Dossier absent",
    "Le dossier où écrire n’existe pas.",
    remedy="Créez-le, ou corrigez le chemin.",
)
IS_FOLDER = _rule(
    "SOR-004",
    "Un dossier à la place d’un fichier",
    "Ce chemin est celui d’un dossier, ou de ce qui n’est pas un fichier ordinaire.",
    remedy="Donnez le nom d’un fichier, ou déplacez ce qui porte ce nom.",
)
READ_ONLY = _rule(
    "SOR-005",
    "Disque en lecture seule",
    "Ce disque est en lecture seule.",
    _KEPT,
    "Choisissez un dossier sur un autre disque.",
)
TOO_LONG = _rule(
    "SOR-006",
    "Chemin trop long",
    "Le chemin est trop long pour ce système.",
    remedy="Choisissez un dossier plus près de la racine.",
)
OTHER = _rule(
    "SOR-007",
    "Écriture impossible",
    "L’écriture a échoué : {detail}.",
    _KEPT,
    "Vérifiez le disque, ou choisissez un autre dossier, puis recommencez.",
)
LINK = _rule(
    "SOR-008",
    "Lien symbolique dans le dossier de sortie",
    "Un lien symbolique tient la place d’un document ou d’un sous-dossier.",
    "Un lien n’est pas suivi : il peut mener hors du dossier de sortie.",
    "Supprimez le lien, ou choisissez un autre dossier de sortie.",
)
NOT_FOLDER = _rule(
    "SOR-009",
    "Un fichier à la place d’un dossier",
    "Un fichier tient la place d’un dossier.",
    remedy="Déplacez ce fichier, ou choisissez un autre dossier de sortie.",
)
BUSY = _rule(
    "SOR-010",
    "Rendu déjà en cours",
    "Un autre rendu écrit dans ce dossier.",
    "Deux rendus ne s’écrivent pas en même temps au même endroit.",
    "Attendez qu’il finisse, puis recommencez.",
)
HELD = _rule(
    "SOR-018",
    "Dossier tenu par un autre programme",
    "Un autre programme{holder} tient ce dossier depuis {seconds} secondes.",
    "Un rendu attend son tour, mais pas sans fin : rien n’a été écrit.",
    "Attendez que ce programme finisse, ou fermez-le, puis recommencez.",
)
SAME_NAME = _rule(
    "SOR-015",
    "Deux dossiers d’un nom",
    "Deux dossiers s’appellent « {nom} » : leurs documents iraient au même endroit.",
    "Chaque dossier a son sous-dossier de sortie, du même nom.",
    "Renommez l’un d’eux, ou rendez-les séparément.",
)
IN_DOSSIER = _rule(
    "SOR-017",
    "Sortie dans le dossier du contrat",
    "Ce dossier de sortie est celui du contrat, ou l’un de ceux qui le composent.",
    "Les documents se mêleraient aux fichiers dont ils sont faits.",
    "Donnez un autre dossier, avec -o.",
)
DIED = _rule(
    "SOR-016",
    "Rendu arrêté net",
    "Le rendu de ce dossier s’est arrêté net ; les autres ont continué.",
    _KEPT,
    "S’il manque de mémoire, rendez-en moins à la fois ; sinon, signalez-le.",
)

_BY_ERRNO = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EACCES: DENIED,
    errno.EPERM: DENIED,
    errno.ETXTBSY: DENIED,
    errno.ENOENT: MISSING,
    errno.ENOTDIR: NOT_FOLDER,
    errno.EEXIST: NOT_FOLDER,
    errno.EISDIR: IS_FOLDER,
    errno.EROFS: READ_ONLY,
    errno.ENAMETOOLONG: TOO_LONG,
}


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn an error of the system into a `CtaiError` that names this path."""
    try:
        yield
    except OSError as error:
        raise CtaiError([finding(error, path)]) from error


def finding(error: OSError, path: Path) -> Finding:
    """Return the finding for an error of the system at this path."""
    rule = _BY_ERRNO.get(error.errno or 0, OTHER)
    return rule.in_file(Location(str(path)), detail=error.strerror or type(error).__name__)


def refusal(rule: Rule, path: Path, **values: object) -> CtaiError:
    """Return the error that says this rule at this path."""
    return CtaiError([rule.in_file(Location(str(path)), (), **values)])
