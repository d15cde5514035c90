"""A copy of a dossier to break: its pages, and what `check` says of them."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from ctai_docs.contract.model import Contrat, FicheAction
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.findings import CtaiError, Finding
from ctai_docs.rules import CATALOGUE
from tools.score.page import Page

METZ = Path(__file__).parents[2] / "examples" / "metz_2026"
MAIN = "contrat.yaml"
Said = tuple[str, str, int, str]
"""A finding as it is compared: code, file, line, message."""


class NoPlaceError(Exception):
    """The dossier has no place for this fault."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a fault must be reported: a file, and a line of it unless any will do."""

    file: str
    line: int | None = None


@dataclass
class Dossier:
    """The pages of a dossier, with the contract they make as long as nothing is broken."""

    pages: dict[str, Page]
    contrat: Contrat
    _fiches: dict[str, FicheAction] = field(default_factory=dict)

    @property
    def main(self) -> Page:
        """The page of the contract."""
        return self.pages[MAIN]

    @property
    def deliberation(self) -> Page:
        """The page of the deliberation."""
        return next(page for name, page in self.pages.items() if name.startswith("delib"))

    @property
    def fiches(self) -> list[tuple[Page, FicheAction]]:
        """The pages of the fiches, with the fiche each of them makes."""
        names = sorted(name for name in self.pages if name.startswith("fiches/"))
        return [(self.pages[n], f) for n, f in zip(names, self.contrat.fiches, strict=True)]

    def draw(
        self, rng: Random, wanted: Callable[[FicheAction], object] = lambda _: True
    ) -> tuple[Page, FicheAction]:
        """Return a fiche drawn among those that are wanted."""
        found = [pair for pair in self.fiches if wanted(pair[1])]
        if not found:
            raise NoPlaceError
        return rng.choice(found)


@cache
def originals(root: Path = METZ) -> tuple[dict[str, str], Contrat]:
    """Return the texts of a dossier's files, and its contract."""
    files = sorted(path for path in root.rglob("*.yaml") if not path.name.startswith("."))
    texts = {p.relative_to(root).as_posix(): p.read_text(encoding="utf-8") for p in files}
    return texts, read_dossier(root).contrat


def fresh(root: Path = METZ) -> Dossier:
    """Return a dossier that nothing has broken yet."""
    texts, contrat = originals(root)
    return Dossier({name: Page(name, text) for name, text in texts.items()}, contrat)


class Bench:
    """A folder where broken copies of a dossier are read and checked, one after the other."""

    def __init__(self, folder: Path, root: Path = METZ) -> None:
        self.folder = folder
        self.texts = originals(root)[0]
        shutil.copytree(root, folder, dirs_exist_ok=True)
        self.severities = {rule.code: rule.severity.value for rule in CATALOGUE}
        self.clean = Counter(self.said())

    def said(self) -> list[Said]:
        """Return what is found in the folder as it is."""
        return [
            (f.code, f.where.file if f.where else "", f.where.line if f.where else 0, f.message)
            for f in findings(self.folder)
        ]

    def broken(self, dossier: Dossier) -> list[Said]:
        """Return what is found in a broken dossier and not in the clean one."""
        changed = {n: p.text for n, p in dossier.pages.items() if p.text != self.texts.get(n)}
        for name, text in changed.items():
            self._write(name, text)
        try:
            return list((Counter(self.said()) - self.clean).elements())
        finally:
            for name in changed:
                if name in self.texts:
                    (self.folder / name).write_text(self.texts[name], encoding="utf-8")
                else:
                    self._remove(name)

    def _write(self, name: str, text: str) -> None:
        """Write a page; a lone surrogate stands for a byte that is no UTF-8."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))

    def _remove(self, name: str) -> None:
        """Remove a page that the dossier did not have, and the folder that it was alone in."""
        path = self.folder / name
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


@contextmanager
def bench(root: Path = METZ) -> Iterator[Bench]:
    """Lend a folder for the time of some checks."""
    with TemporaryDirectory() as folder:
        yield Bench(Path(folder), root)


def findings(folder: Path) -> list[Finding]:
    """Return all that reading and checking a dossier finds."""
    try:
        dossier = read_dossier(folder)
    except CtaiError as error:
        return list(error.findings)
    return list(dossier.check().findings)
