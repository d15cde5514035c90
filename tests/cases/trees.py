"""Dossiers of a few lines: a tree of files told in one text, over the smallest dossier that reads.

What comes before the first header says what the case shows.
=== fiches/01-toit.yaml
intitule: Un toit
=== contrat.yaml +                 these lines after those of the smallest contract
=== contrat.yaml absent            no such file
=== axes.yaml as utf-16            in another encoding; also `as hex`, `as escapes`
=== lien.yaml -> contrat.yaml      a symbolic link
=== long.yaml times 700000         its lines, so many times
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

INVALID = Path(__file__).with_name("invalid")
BASE = """\
debut: 2026-01-01
fin: 2026-12-31
parties:
  - {cle: etat, type: etat, nom: l'État}
  - {cle: ville, type: commune, nom: la Ville}
exercices: [{cle: 2026}]
axes: [{cle: logement, intitule: Logement}]
"""
_HEADER = re.compile(r"^=== (?P<path>\S+)(?: (?P<how>\S+)(?: (?P<with>\S+))?)?\n", re.MULTILINE)


def names() -> list[str]:
    """Return the names of the cases."""
    return sorted(path.stem for path in INVALID.glob("*.txt") if ".errors" not in path.name)


def plant(name: str, folder: Path) -> Path:
    """Make the dossier of a case in this folder, and return the dossier."""
    return grow((INVALID / f"{name}.txt").read_text(encoding="utf-8"), folder / "dossier")


def grow(tree: str, root: Path) -> Path:
    """Make the dossier that a text tells, and return it."""
    root.mkdir()
    (root / "contrat.yaml").write_text(BASE, encoding="utf-8")
    headers = list(_HEADER.finditer(tree))
    ends = [*(header.start() for header in headers[1:]), len(tree)]
    for header, end in zip(headers, ends, strict=False):
        _make(root / header["path"], header, tree[header.end() : end])
    return root


def errors_of(name: str) -> Path:
    """Return the file that holds what the command line prints for a case."""
    return INVALID / f"{name}.errors.txt"


def _make(path: Path, header: re.Match[str], text: str) -> None:
    how, extra = header["how"], header["with"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if how == "absent":
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    elif how == "->":
        path.symlink_to(extra)
    elif how == "folder":
        path.mkdir()
    elif how == "times":
        path.write_text(text * int(extra), encoding="utf-8")
    elif how == "+":
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    else:
        path.write_bytes(_encoded(text, extra if how == "as" else "utf-8"))


def _encoded(text: str, encoding: str) -> bytes:
    if encoding == "hex":
        return bytes.fromhex(text)
    if encoding == "escapes":
        return text.encode("ascii").decode("unicode_escape").encode("utf-8")
    return text.encode(encoding)
