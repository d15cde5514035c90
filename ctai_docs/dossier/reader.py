"""`read_dossier`: a folder of YAML becomes a `Contrat`, or every error in it, each with its place.

contrat.yaml        the contract; any of its keys may stand in a file of its own (axes.yaml)
fiches/*.yaml       one fiche a file, in the order of the names
avenants/*.yaml     one avenant a file: 1.yaml, 2.yaml; the contract in force is what they make
logos, annexes…     files that the contract names
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Protocol

from pydantic import ValidationError

from ctai_docs.contract.model import Contrat
from ctai_docs.contract.model.walk import placed
from ctai_docs.dossier.messages import (
    IS_A_FILE,
    MISSING_FILE,
    NO_FOLDER,
    NOT_A_DOSSIER,
    NOT_A_MAPPING,
    OUTSIDE,
    TWICE,
    UNKNOWN_FILE,
    UNREADABLE,
)
from ctai_docs.dossier.names import key_of, passed_over, unknown_folders, without_key
from ctai_docs.machine.files import read_bounded, reason, yaml_files
from ctai_docs.machine.findings import CtaiError, Finding, Location, Path, in_order
from ctai_docs.machine.word.pictures import MAX_PICTURE, Picture, read_picture
from ctai_docs.machine.yaml import Loaded, Positions, read_yaml
from ctai_docs.machine.yaml.events import MAX_BYTES

if TYPE_CHECKING:
    from ctai_docs.contract.avenants import Historique
    from ctai_docs.contract.avenants.files import Read
    from ctai_docs.contract.model.avenant import Avenant
    from ctai_docs.rules import Report

MAIN = "contrat.yaml"
FICHES = "fiches"
DELIBERATIONS = "deliberations"
AVENANTS = "avenants"
FOLDERS = {FICHES: "cle", DELIBERATIONS: "numero"}
"""The folders of a dossier, and the key that the name of a file stands for."""
ALL_FOLDERS = (*FOLDERS, AVENANTS)


class Placer(Protocol):
    """Gives findings the place where their value was typed."""

    def place(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings with their place in a file."""


@dataclass(frozen=True)
class KeyedPlaces:
    """The places of the values of a contract without avenants."""

    contrat: Contrat
    positions: Positions

    def place(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings with their place in a file."""
        return placed(self.contrat, findings, self.positions)


@dataclass(frozen=True)
class Dossier:
    """A folder that was read: its contract, its pictures, and where everything was typed.

    Examples:
        >>> dossier = ctai_docs.load("examples/grenoble_2019")
        >>> [avenant.numero for avenant in dossier.avenants]
        [1, 2]
        >>> dossier.initial == dossier.contrat
        False
    """

    racine: FilePath
    contrat: Contrat
    """The contract in force: as signed, then changed by its avenants."""
    positions: Placer
    logos: Mapping[str, Picture] = field(default_factory=dict)
    historique: Historique | None = None
    """The contract as signed and each of its states, where the folder has avenants."""

    @property
    def initial(self) -> Contrat:
        """The contract as signed."""
        return self.historique.initial if self.historique else self.contrat

    @property
    def avenants(self) -> tuple[Avenant, ...]:
        """The avenants, in order."""
        return self.historique.avenants if self.historique else ()

    def place(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings with their file, line and column, in order."""
        return in_order(self.positions.place(findings))

    def check(self, champs: Sequence[str] | None = None) -> Report:
        """Return what the checks find in the contract in force, each finding with its place.

        `champs` are the fields that a user's template prints (`Templates.champs`), None for ours.
        """
        from ctai_docs.rules import Report, check_in_force
        from ctai_docs.rules.report import sift

        found = check_in_force(self.contrat, self.initial, champs)
        own = sift(self.contrat, list(self._of_avenants()))
        accepted = (*found.silenced, *own.silenced)
        silenced = self.positions.place(finding for finding, _ in accepted)
        reasons = (reason for _, reason in accepted)
        placed = self.place([*found.findings, *own.findings])
        return Report(tuple(placed), tuple(zip(silenced, reasons, strict=True)))

    def _of_avenants(self) -> Iterator[Finding]:
        """Yield what is wrong in the texts of the avenants themselves, each at its place."""
        if self.historique is None:
            return
        from ctai_docs.rules.texts.avenants import check_avenant

        passages = zip(self.historique.passages, self.historique.positions, strict=True)
        for passage, where in passages:
            yield from where.place(check_avenant(passage.avenant, passage.avant, passage.apres))


def read_dossier(folder: str | FilePath) -> Dossier:
    """Return the dossier of this folder. Raise `CtaiError` with every error found in it."""
    reading = Reading(FilePath(folder))
    reading.gather()
    initial = reading.validated()
    if initial is None or reading.findings:
        raise CtaiError(in_order(reading.findings))
    return reading.dossier(initial)


class Reading:
    """One reading of a folder: the data gathered so far, its positions, and what is wrong."""

    def __init__(self, root: FilePath) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.data: dict[str, object] = {}
        self.positions = Positions(MAIN, {})
        self.avenants: list[Read] = []
        self.unread: list[FilePath] = []
        """The files whose data are missing, for they cannot be read."""

    def gather(self) -> None:
        """Read every file. Raise `CtaiError` where there is no dossier at all."""
        self._require_dossier()
        if main := self._load(self.root / MAIN):
            self.data, self.positions = dict(_keys(main)), main.positions
        self._add_split_keys(self.data, self.positions)
        self._add_folders(self.data, self.positions)
        self.avenants = self._read_avenants()

    def dossier(self, initial: Contrat) -> Dossier:
        """Return the dossier of a contract as signed. Raise `CtaiError` on its avenants, logos."""
        bare = self.without_logos(initial)
        return replace(bare, logos=self._logos(bare.contrat, bare.positions))

    def without_logos(self, initial: Contrat) -> Dossier:
        """Return the dossier without its pictures. Raise `CtaiError` on its avenants."""
        if self.avenants:
            return self._with_avenants(initial)
        return Dossier(self.root, initial, KeyedPlaces(initial, self.positions))

    def _read_avenants(self) -> list[Read]:
        """Return the avenants of the folder; the findings tell what is wrong in their files."""
        if not (self.root / AVENANTS).is_dir():
            return []
        self.findings += passed_over(self.root / AVENANTS, self.root)
        from ctai_docs.contract.avenants import read_avenants  # late: most dossiers have none

        try:
            return read_avenants(self.root)
        except CtaiError as error:
            self.findings += error.findings
            return []

    def _with_avenants(self, initial: Contrat) -> Dossier:
        from ctai_docs.contract.avenants import Historique, Origins

        avenants = tuple(avenant for avenant, _ in self.avenants)
        past = Historique(initial, avenants, tuple(where for _, where in self.avenants))
        places = Origins(past, self.positions)
        return Dossier(self.root, past.en_vigueur, places, historique=past)

    def _logos(self, contrat: Contrat, positions: Placer) -> dict[str, Picture]:
        files = _Files(self.root, contrat)
        logos = files.logos()
        if files.findings:
            raise CtaiError(in_order(positions.place(files.findings)))
        return logos

    def _require_dossier(self) -> None:
        where = Location(str(self.root))
        if self.root.is_file():
            raise CtaiError([IS_A_FILE.in_file(where, dossier=self.root.parent)])
        if not self.root.is_dir():
            raise CtaiError([NO_FOLDER.in_file(where)])
        if not (self.root / MAIN).exists() and (hidden := list(passed_over(self.root, self.root))):
            raise CtaiError(hidden)
        if not (self.root / MAIN).exists():
            raise CtaiError([NOT_A_DOSSIER.in_file(where)])

    def _load(self, path: FilePath, *, mapping: bool = True) -> Loaded | None:
        """Return the content of a file, None where it cannot be read: the findings say why."""
        name = path.relative_to(self.root).as_posix()
        try:
            loaded = read_yaml(read_bounded(path, MAX_BYTES, self.root), name)
        except OSError as error:
            self.findings.append(unreadable(name, error))
            self.unread.append(path)
            return None
        except CtaiError as error:
            self.findings += error.findings
            self.unread.append(path)
            return None
        if mapping and not isinstance(loaded.value, dict):
            self.findings.append(NOT_A_MAPPING.in_file(Location(name, 1, 1)))
            self.unread.append(path)
            return None
        return loaded

    def _add_split_keys(self, data: dict[str, object], positions: Positions) -> None:
        """Add the keys of the contract that stand in files of their own: `axes.yaml`."""
        self.findings += passed_over(self.root, self.root)
        self.findings += unknown_folders(self.root, ALL_FOLDERS)
        for path in yaml_files(self.root):
            if path.name == MAIN:
                continue
            if path.stem not in Contrat.model_fields or path.stem in FOLDERS:
                self.findings.append(UNKNOWN_FILE.in_file(Location(path.name)))
            elif path.stem in data:
                self.findings.append(TWICE.in_file(Location(path.name), cle=path.stem))
            elif loaded := self._load(path, mapping=False):
                data[path.stem] = loaded.value
                positions.mount((path.stem,), loaded.positions)

    def _add_folders(self, data: dict[str, object], positions: Positions) -> None:
        """Add the fiches and the deliberations, with keys from file names where they have none."""
        for name, key in FOLDERS.items():
            if (self.root / name).is_dir():
                self._add_folder(name, key, data, positions)

    def _add_folder(
        self, name: str, key: str, data: dict[str, object], positions: Positions
    ) -> None:
        if name in data:
            self.findings.append(TWICE.in_file(positions.locate((name,)), cle=name))
            return
        items: list[object] = []
        self.findings += passed_over(self.root / name, self.root)
        for path in yaml_files(self.root / name):
            if loaded := self._load(path):
                item = self._named(path, key, _keys(loaded))
                positions.mount((name, len(items)), loaded.positions)
                items.append(item)
        data[name] = items

    def _named(self, path: FilePath, key: str, item: dict[str, object]) -> dict[str, object]:
        """Return the content of a file, with the key from its name where it holds none."""
        if key != "cle" or key in item:
            return {key: path.stem} | item
        if finding := without_key(path, self.root):
            self.findings.append(finding)
            return {key: "sans-nom"} | item  # already told: pydantic need not tell it again
        return {key: key_of(path.stem)} | item

    def validated(self) -> Contrat | None:
        """Return the contract as signed, None where the model refuses it: the findings say why."""
        if self.root / MAIN in self.unread:
            return None
        try:
            return Contrat.model_validate(self.data)
        except ValidationError as error:
            from ctai_docs.machine.yaml.explain import (
                explain,  # late: only a wrong dossier needs it
            )

            found = explain(error, Contrat, self.data, self.positions)
            self.findings += placed(self.data, found, self.positions)
            return None


class _Files:
    """The files that a contract names: its logos, and annexes that must be there."""

    def __init__(self, root: FilePath, contrat: Contrat) -> None:
        self.root = root
        self.contrat = contrat
        self.findings: list[Finding] = []

    def logos(self) -> dict[str, Picture]:
        """Return the logos by party; the findings tell which files are missing or unfit."""
        for n, annexe in enumerate(self.contrat.annexes):
            if annexe.fichier:
                self._inside(annexe.fichier, ("annexes", n, "fichier"))
        pictures = {}
        for n, party in enumerate(self.contrat.parties):
            if party.logo and (path := self._inside(party.logo, ("parties", n, "logo"))):
                try:
                    data = read_bounded(path, MAX_PICTURE)
                    pictures[party.cle] = read_picture(data, party.logo)
                except OSError as error:
                    self.findings.append(unreadable(party.logo, error))
                except CtaiError as error:
                    self.findings += error.findings
        return pictures

    @cached_property
    def _resolved_root(self) -> FilePath:
        return self.root.resolve()

    def _inside(self, name: str, path: Path) -> FilePath | None:
        """Return the file of this name, None where it is missing or out of the dossier."""
        target, there = self._target(name)
        if not target.is_relative_to(self._resolved_root):
            self.findings.append(OUTSIDE.at(path, fichier=name))
        elif not there:
            self.findings.append(MISSING_FILE.at(path, fichier=name))
        else:
            return target
        return None

    def _target(self, name: str) -> tuple[FilePath, bool]:
        """Return the file of this name, and whether it exists; the name may be invalid."""
        try:
            target = (self.root / name).resolve()
            return target, target.is_file()
        except (OSError, RuntimeError, ValueError):  # a link to itself, a name too long
            return self._resolved_root / FilePath(name).name, False


def _keys(loaded: Loaded) -> dict[str, object]:
    """Return the keys of a file that `_load` found to have some."""
    assert isinstance(loaded.value, dict)
    return dict(loaded.value)


def unreadable(name: str, error: OSError) -> Finding:
    """Return the finding of a file that the system does not let us read, in French."""
    return UNREADABLE.in_file(Location(name), raison=reason(error))
