"""The people whom a dossier names: who signs, who watches, who presides."""

from __future__ import annotations

from collections.abc import Iterator

from ctai_docs.contract.model import Contrat, Personne
from ctai_docs.machine.findings import Path


def personnes(contrat: Contrat) -> Iterator[tuple[Path, Personne]]:
    """Yield the people with their places, in the order of the dossier."""
    for n, partie in enumerate(contrat.parties):
        for m, person in enumerate(partie.representants):
            yield ("parties", n, "representants", m), person
    for n, person in enumerate(contrat.temoins):
        yield ("temoins", n), person
    for n, act in enumerate(contrat.deliberations):
        for field in ("rapporteur", "president", "secretaire"):
            if (person := getattr(act, field)) is not None:
                yield ("deliberations", n, field), person
