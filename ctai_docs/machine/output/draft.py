"""A pack in the making: each document goes to the stage as it comes, and none is kept.

`decide` is the whole policy: what is on disk, what we wrote there last, what we would write now.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from ctai_docs.machine.findings import CtaiError, Finding, Location
from ctai_docs.machine.output.disk import Seen, free_name, look
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.output.journal import Change
from ctai_docs.machine.output.manifest import SHA256, Entry, Manifest, load
from ctai_docs.machine.output.names import MANIFEST, beside, safe_name
from ctai_docs.machine.output.report import (
    EDITED_SINCE,
    MANIFEST_IGNORED,
    NOT_AS_EDITED,
    Fate,
    Outcome,
    Reason,
)
from ctai_docs.machine.output.whole import create


def decide(before: str, on_disk: str, new: str, *, force: bool) -> tuple[Fate, Reason]:
    """Return what becomes of a file, from three SHA-256, each ``""`` where there is no file."""
    if not on_disk:
        return Fate.WRITTEN, Reason.MISSING if before else Reason.NEW
    if on_disk == new:
        return Fate.UNCHANGED, Reason.SAME
    if on_disk == before:
        return Fate.WRITTEN, Reason.CHANGED
    if force:
        return Fate.WRITTEN, Reason.FORCED
    if before == new:
        return Fate.KEPT, Reason.ONLY_EDITED
    return Fate.BESIDE, Reason.EDITED if before else Reason.FOREIGN


class Draft:
    """The documents of a pack against those of the output folder, and the changes to make."""

    def __init__(self, out: Path, new: Path, *, force: bool) -> None:
        self._out, self._new, self._force = out, new, force
        self._entries: dict[str, Entry] = {}
        self._changes: dict[str, Change] = {}
        self.outcomes: list[Outcome] = []
        self.findings: list[Finding] = []
        self._manifest_seen = look(out, MANIFEST)
        self._known = self._read_manifest()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What happens to each name."""
        return tuple(self._changes.values())

    # ------------------------------------------------------------------ the documents
    def add(self, fichier: Fichier) -> None:
        """Stage a document, or leave the one that is there."""
        nom = safe_name(fichier.nom)
        entry = _entry(fichier)
        if nom in self._entries:
            raise AssertionError(f"two files of one name: {nom!r}")
        before, seen = self._known.get(nom), look(self._out, nom)
        fate, why = decide(_sha(before), _sha(seen), entry.sha256, force=self._force)
        self._entries[nom] = entry
        other = self._other_name(nom, entry, fate, why)
        if fate is Fate.BESIDE:
            self._put_beside(nom, other, entry, fichier.contenu)
        elif fate is Fate.WRITTEN:
            self._put(nom, fichier.contenu, seen, keep=other)
        self.outcomes.append(Outcome(nom, fate, why, other, fichier.motif))
        if fichier.fait_de in self._edited():
            where = Location(str(self._out / nom))
            self.findings.append(NOT_AS_EDITED.in_file(where, edited=fichier.fait_de))

    def _edited(self) -> set[str]:
        """Return the documents that stand on disk as someone edited them."""
        return {o.nom for o in self.outcomes if o.fate in {Fate.KEPT, Fate.BESIDE}}

    def _other_name(self, nom: str, entry: Entry, fate: Fate, why: Reason) -> str:
        """Return the name of the file kept or written beside, or ``""``."""
        if why is Reason.FORCED:
            return free_name(self._out, nom, "modifié")
        if fate is not Fate.BESIDE:
            return ""
        names = (name for name in beside(nom, "nouveau") if name not in self._entries)
        return next(n for n in names if self._is_free(n, nom, entry))

    def _is_free(self, name: str, nom: str, entry: Entry) -> bool:
        """Return whether nothing stands at a name, or only the version we put there last."""
        if not os.path.lexists(self._out / name):
            return True
        before = self._known.get(name)
        if before is None or before.a_cote_de != nom:
            return False
        seen = self._ours(name)
        return seen is not None and seen.sha256 in {before.sha256, entry.sha256}

    def _put_beside(self, nom: str, other: str, entry: Entry, data: bytes) -> None:
        seen = look(self._out, other)
        self._entries[other] = Entry(entry.sha256, entry.source, nom)
        if seen is None or seen.sha256 != entry.sha256:
            self._put(other, data, seen)

    def _put(self, nom: str, data: bytes, seen: Seen | None, keep: str = "") -> None:
        path = self._new / nom
        path.parent.mkdir(parents=True, exist_ok=True)
        create(path, data, seen.mode if seen else None)
        self._changes[nom] = Change(nom, seen.signature if seen else None, keep=keep)

    # ------------------------------------------------------------------ the rest
    def keep_others(self) -> None:
        """Leave the files that were not asked for as they are, and in the manifest."""
        for nom, entry in self._known.fichiers.items():
            if nom in self._entries or entry.a_cote_de in self._entries:
                continue
            if self._is_outdated(entry):
                self._drop(nom, entry, Reason.OUTDATED)
            else:
                self._entries[nom] = entry
        self._close_beside()

    def drop_others(self) -> None:
        """Remove the files that the pack no longer has, but for those that someone edited."""
        self._close_beside()
        for nom, entry in self._known.fichiers.items():
            if nom in self._entries or entry.a_cote_de:
                continue
            if self._is_outdated(entry):
                self._drop(nom, entry, Reason.OUTDATED)
            elif entry.fait_de in self._entries:
                self._entries[nom] = entry
            else:
                self._drop(nom, entry, Reason.DROPPED)

    def _is_outdated(self, entry: Entry) -> bool:
        """Return whether a file was made from a document that this pack changes."""
        now = self._entries.get(entry.fait_de)
        return now is not None and now.sha256 != _sha(self._known.get(entry.fait_de))

    def _close_beside(self) -> None:
        """Keep a version beside as long as its file is edited, and remove it afterwards."""
        kept = {outcome.nom for outcome in self.outcomes if outcome.fate is Fate.KEPT}
        for nom, entry in self._known.fichiers.items():
            if nom in self._entries or not entry.a_cote_de:
                continue
            if entry.a_cote_de in kept and os.path.lexists(self._out / nom):
                self._entries[nom] = entry
            else:
                self._drop(nom, entry, Reason.SUPERSEDED)

    def _ours(self, nom: str) -> Seen | None:
        """Return the file of this name, or None where a link or a folder has taken its place."""
        with suppress(CtaiError):
            return look(self._out, nom)
        return None

    def _drop(self, nom: str, entry: Entry, why: Reason) -> None:
        if not os.path.lexists(self._out / nom):
            return
        seen = self._ours(nom)
        if seen is None or seen.sha256 != entry.sha256:
            self.outcomes.append(Outcome(nom, Fate.KEPT, EDITED_SINCE[why]))
        else:
            self._changes[nom] = Change(nom, seen.signature, put=False)
            self.outcomes.append(Outcome(nom, Fate.REMOVED, why))

    # ------------------------------------------------------------------ the manifest
    def add_manifest(self) -> None:
        """Stage the manifest, unless the one on disk says the same."""
        data = Manifest(self._entries).to_bytes()
        seen = self._manifest_seen
        if seen and not self._kept_manifest and seen.sha256 == sha256(data).hexdigest():
            return
        self._put(MANIFEST, data, seen, self._kept_manifest)

    def _read_manifest(self) -> Manifest:
        """Return the manifest of the last pack; one that is not ours is empty, and kept."""
        self._kept_manifest = ""
        if self._manifest_seen is None:
            return Manifest()
        path = self._out / MANIFEST
        try:
            return load(path)
        except ValueError:
            self._kept_manifest = free_name(self._out, MANIFEST, "modifié")
            where = Location(str(path))
            self.findings.append(MANIFEST_IGNORED.in_file(where, kept=self._kept_manifest))
            return Manifest()


def _entry(fichier: Fichier) -> Entry:
    if fichier.source and not SHA256.fullmatch(fichier.source):
        raise AssertionError(f"not a SHA-256: {fichier.source!r}")
    return Entry(fichier.sha256, fichier.source, fait_de=fichier.fait_de)


def _sha(found: Entry | Seen | None) -> str:
    return found.sha256 if found else ""
