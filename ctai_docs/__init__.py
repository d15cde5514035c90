"""Typed contracts of accueil et intégration (CTAI), rendered to Word.

    import ctai_docs

    dossier = ctai_docs.load("examples/metz_2026")
    ctai_docs.render_fiche(dossier, "un-toit").save("fiche.docx")
    ctai_docs.save_pack(dossier, "out")

Names are imported when they are first used, so that a script pays for what it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctai_docs.api import (
        load,
        render_annexe_budgetaire,
        render_avenant,
        render_classeur,
        render_contrat,
        render_deliberation,
        render_fiche,
        render_pack,
        render_pdf,
        render_redline,
        rendu,
        save_pack,
        save_packs,
    )
    from ctai_docs.contract.avenants import apply, diff
    from ctai_docs.contract.model import Contrat, FicheAction
    from ctai_docs.documents.rendu import Rendu
    from ctai_docs.dossier.reader import Dossier
    from ctai_docs.dossier.writer import write_dossier
    from ctai_docs.machine.findings import CtaiError, Finding, Severity
    from ctai_docs.machine.output.fichier import Fichier
    from ctai_docs.rules import check

_HOMES = {
    "Contrat": "contract.model",
    "CtaiError": "machine.findings",
    "Dossier": "dossier.reader",
    "FicheAction": "contract.model",
    "Fichier": "machine.output.fichier",
    "Finding": "machine.findings",
    "Rendu": "documents.rendu",
    "Severity": "machine.findings",
    "apply": "contract.avenants",
    "check": "rules",
    "diff": "contract.avenants",
    "load": "api",
    "render_annexe_budgetaire": "api",
    "render_avenant": "api",
    "render_classeur": "api",
    "render_contrat": "api",
    "render_deliberation": "api",
    "render_fiche": "api",
    "render_pack": "api",
    "render_pdf": "api",
    "render_redline": "api",
    "rendu": "api",
    "save_pack": "api",
    "save_packs": "api",
    "write_dossier": "dossier.writer",
}

__all__ = [
    "Contrat",
    "CtaiError",
    "Dossier",
    "FicheAction",
    "Fichier",
    "Finding",
    "Rendu",
    "Severity",
    "apply",
    "check",
    "diff",
    "load",
    "render_annexe_budgetaire",
    "render_avenant",
    "render_classeur",
    "render_contrat",
    "render_deliberation",
    "render_fiche",
    "render_pack",
    "render_pdf",
    "render_redline",
    "rendu",
    "save_pack",
    "save_packs",
    "write_dossier",
]


def __getattr__(name: str) -> object:
    """Return a public name, importing the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ctai_docs' has no attribute {name!r}")
    return getattr(import_module(f"ctai_docs.{_HOMES[name]}"), name)
