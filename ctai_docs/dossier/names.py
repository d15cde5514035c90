"""What the names of the files of a dossier say, and names that would be passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from ctai_docs.findings import Finding, Location, Rule, Severity
from ctai_docs.model.base import is_key

YAML = (".yaml", ".yml")


def _rule(code: str, title: str, found: str, rule: str, remedy: str, example: str) -> Rule:
    return Rule(code, Severity.ERREUR, title, found, rule, remedy, "Forme d’un dossier", example)


HIDDEN_ENDING = _rule(
    "DOS-010",
    "Fichier YAML nommé .txt",
    "Le nom de ce fichier finit par « .txt » : il n’est pas lu.",
    "Les fichiers d’un dossier finissent par « .yaml ».",
    "Renommez-le « {nom} » ; Windows montre la fin des noms par Affichage › Extensions.",
    "# fiches/03-jardin.yaml.txt, enregistré par le Bloc-notes",
)
IS_A_FILE = _rule(
    "DOS-011",
    "Un fichier à la place d’un dossier",
    "Ce n’est pas un dossier, mais un fichier.",
    "Un contrat est un dossier de fichiers.",
    "Donnez le dossier où il se trouve : « {dossier} ».",
    "# ctai-docs check mon-contrat/contrat.yaml",
)
UNKNOWN_FOLDER = _rule(
    "DOS-013",
    "Sous-dossier inconnu",
    "Ce sous-dossier contient des fichiers YAML, et aucun n’est lu.",
    "Un dossier n’a que trois sous-dossiers : fiches, deliberations, avenants.",
    "{remede}",
    "# un sous-dossier Fiche, ou deliberation, au singulier",
)
NO_KEY = _rule(
    "DOS-012",
    "Nom de fichier sans clé",
    "Le nom de ce fichier ne donne pas de clé : « {cle} » n’en est pas une.",
    "Sans son rang, il tient lieu de clé : minuscules sans accent, chiffres, tirets.",
    "Renommez-le, comme « 08-un-toit.yaml », ou écrivez-y une ligne « cle: un-toit ».",
    "# fiches/02-fete - Copie.yaml",
)


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files of a folder, sorted, but for hidden ones."""
    return (
        p
        for p in sorted(folder.iterdir())
        if p.suffix.lower() in YAML and not p.name.startswith(".")
    )


def passed_over(folder: Path, root: Path) -> Iterator[Finding]:
    """Yield the files of a folder that are named like YAML, under an ending that Windows hides."""
    for path in sorted(folder.glob("*.txt")):
        if path.stem.lower().endswith(YAML):
            name = path.relative_to(root).as_posix()
            yield HIDDEN_ENDING.in_file(Location(name), nom=path.stem)


def unknown_folders(root: Path, known: Collection[str]) -> Iterator[Finding]:
    """Yield the sub-folders whose YAML nobody reads: a name that is slightly off, a copy."""
    read = [root / name for name in known if (root / name).is_dir()]
    for folder in sorted(p for p in root.iterdir() if p.is_dir() and not p.name.startswith(".")):
        if any(map(folder.samefile, read)) or not any(yaml_files(folder)):
            continue
        from difflib import get_close_matches  # late: few dossiers need it

        near = get_close_matches(folder.name.lower(), known, n=1)
        remedy = (
            f"Renommez-le « {near[0]} »." if near else "Rangez-le ailleurs que dans ce dossier."
        )
        yield UNKNOWN_FOLDER.in_file(Location(f"{folder.name}/"), remede=remedy)


def key_of(stem: str) -> str:
    """Return the key that the name of a file stands for: `08-un-toit` is « un-toit »."""
    return re.sub(r"^\d+[-_ ]+", "", stem)


def without_key(path: Path, root: Path) -> Finding | None:
    """Return the finding of a file whose name stands for no key; None where it does."""
    key = key_of(path.stem)
    if is_key(key):
        return None
    return NO_KEY.in_file(Location(path.relative_to(root).as_posix()), cle=key)
