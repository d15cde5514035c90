"""Why a document of a pack is written again: « fiche 8 : budget prévisionnel ».

The manifest of the last pack holds, for each file, a digest of what the file was made from. A
contract with avenants knows its states, hence the digest of a file in each state: the state that
gave the file is found, and compared with the contract in force. Where no state gave it, because
someone edited the dossier, there is no motive: the report says that the content changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from ctai_docs.contract.avenants import Impact, impacted
from ctai_docs.documents.avenant import Chronologie
from ctai_docs.documents.rendu import BUDGET_NAME, CLASSEUR, CLASSEUR_NAME, CONTRAT_NAME, Rendu
from ctai_docs.documents.templates import BUDGET, CONTRAT
from ctai_docs.documents.views.chiffres import AnnexeBudgetaire, summary
from ctai_docs.machine.french import enumerate_fr, typeset
from ctai_docs.machine.output import read_manifest
from ctai_docs.machine.output.fichier import Fichier
from ctai_docs.machine.output.manifest import Manifest

_HEAD = {
    "parties": "parties",
    "preambule": "préambule",
    "temoins": "témoins",
    "annexes": "annexes",
    "fin": "durée",
}
"""The fields that the contract prints outside its articles, and their labels."""


def explained(
    files: Iterable[Fichier], folder: str | Path, chronologie: Chronologie
) -> Iterator[Fichier]:
    """Yield the documents, each with what changed in it since the pack of this folder."""
    motives = Motifs(chronologie, read_manifest(folder) or Manifest())
    return (replace(fichier, motif=motives.of(fichier)) for fichier in files)


class Motifs:
    """What changed in each document since the last pack."""

    def __init__(self, chronologie: Chronologie, manifest: Manifest) -> None:
        self._manifest = manifest
        self._states = [
            chronologie.rendu(n) for n in range(len(chronologie.historique.avenants) + 1)
        ]
        self._since = cache(self._compared)

    def of(self, fichier: Fichier) -> str:
        """Return what changed in a document, empty where the document is new or unknown."""
        entry = self._manifest.get(fichier.nom)
        kind = self._kind(fichier.nom)
        if entry is None or entry.sha256 == fichier.sha256 or kind is None:
            return ""
        template, tell = kind
        made = (state for state in reversed(self._states) if state.source(template) == entry.source)
        before = next(made, None)
        return typeset(tell(before)) if before else ""

    @property
    def _now(self) -> Rendu:
        return self._states[-1]

    @cached_property
    def _fiches(self) -> dict[str, str]:
        """The keys of the fiches by the names of their files."""
        return {self._now.fiche_name(fiche): fiche.cle for fiche in self._now.contrat.fiches}

    def _kind(self, nom: str) -> tuple[str, Callable[[Rendu], str]] | None:
        """Return the template of a document, and the function that tells its changes."""
        if nom in self._fiches:
            return self._now.fiche_template, lambda before: self._fiche(before, self._fiches[nom])
        kinds: dict[str, tuple[str, Callable[[Rendu], str]]] = {
            CONTRAT_NAME: (CONTRAT, self._contrat),
            BUDGET_NAME: (BUDGET, self._budget),
            CLASSEUR_NAME: (CLASSEUR, self._budget),
        }
        return kinds.get(nom)

    def _compared(self, before: Rendu) -> Impact:
        return impacted(before.contrat, self._now.contrat)

    def _fiche(self, before: Rendu, cle: str) -> str:
        found = self._since(before).fiche(cle)
        return str(found) if found else ""

    def _contrat(self, before: Rendu) -> str:
        old, new, impact = before.contrat, self._now.contrat, self._since(before)
        parts = [_several("article", [a.numero for a in impact.articles])]
        parts += [word for name, word in _HEAD.items() if getattr(old, name) != getattr(new, name)]
        parts.append(_several("fiche", [f.numero for f in impact.fiches]))
        return _told("contrat", parts)

    def _budget(self, before: Rendu) -> str:
        old, new = summary(before.contrat), summary(self._now.contrat)
        lines = {fiche.numero: fiche for axe in old.axes for fiche in axe.fiches}
        moved = [f.numero for axe in new.axes for f in axe.fiches if lines.get(f.numero) != f]
        years = [e.libelle for e in new.exercices if e not in old.exercices]
        total = "total" if _totals(old) != _totals(new) else ""
        parts = [_several("fiche", moved), _several("exercice", years), total]
        return _told("annexe budgétaire", parts)


def _totals(annexe: AnnexeBudgetaire) -> tuple[Decimal, Decimal]:
    return annexe.total_cout, annexe.total_subvention_p104


def _several(noun: str, numbers: list[str]) -> str:
    """Return « articles 3 et 4 », nothing where there is none."""
    if not numbers:
        return ""
    return f"{noun if len(numbers) == 1 else f'{noun}s'} {enumerate_fr(numbers)}"


def _told(document: str, parts: list[str]) -> str:
    said = ", ".join(filter(None, parts))
    return f"{document} : {said}" if said else ""
