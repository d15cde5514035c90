"""Small packs made in memory, folders read back, and a writer to be killed."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from ctai_docs.machine.output import PackReport, read_manifest, write_pack
from ctai_docs.machine.output.fichier import Fichier

NAMES = ["contrat.docx", "annexe-budgetaire.docx", *(f"fiches/fiche-{n:02}.docx" for n in range(8))]


def fichier(nom: str = "contrat.docx", text: str = "un", source: str = "a") -> Fichier:
    """Return a document of this text."""
    return Fichier(nom, text.encode(), sha256(source.encode()).hexdigest())


def pack(**texts: str) -> list[Fichier]:
    """Return documents: `pack(contrat="un")` is `contrat.docx` with the bytes « un »."""
    return [fichier(f"{nom}.docx", text) for nom, text in texts.items()]


def generation(number: int) -> list[Fichier]:
    """Return a pack whose every document tells its generation; odd ones have one fiche less."""
    names = NAMES[: len(NAMES) - number % 2]
    return [fichier(nom, f"{nom} {number} " * 500, str(number)) for nom in names]


def tree(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds: the bytes of each file by its name."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def names(folder: Path) -> list[str]:
    """Return the names that stand directly in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


def texts(folder: Path) -> dict[str, str]:
    """Return the text of each file but the manifest."""
    return {n: b.decode() for n, b in sorted(tree(folder).items()) if n != "manifest.json"}


def fates(report: PackReport) -> list[tuple[str, str, str]]:
    """Return the report as (name, fate, reason)."""
    return [(o.nom, o.fate.name, o.why.name) for o in report.outcomes]


def assert_whole(folder: Path) -> None:
    """Fail unless a folder is exactly one pack: its files are its manifest's, of one generation."""
    manifest = read_manifest(folder)
    assert manifest is not None
    found = tree(folder)
    del found["manifest.json"]
    digests = {nom: sha256(data).hexdigest() for nom, data in found.items()}
    assert digests == {nom: entry.sha256 for nom, entry in manifest.fichiers.items()}
    assert len({entry.source for entry in manifest.fichiers.values()}) == 1
    assert len({data.split()[1] for data in found.values()}) == 1


if __name__ == "__main__":
    start = int(sys.argv[2])
    while True:
        write_pack(Path(sys.argv[1]), generation(start))
        print(start, flush=True)
        start += 1
