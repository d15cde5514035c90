"""Typed contracts of accueil et intégration (CTAI), rendered to Word.

    import ctai_docs

    dossier = ctai_docs.load("examples/metz_2026")
    ctai_docs.render_fiche(dossier, "un-toit").save("fiche.docx")
    ctai_docs.save_pack(dossier, "out")

Names are imported when they are first used, so that a script pays for what it needs.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctai_docs.api import (
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
    from ctai_docs.contract.avenants import Historique, apply, avenant_text, diff, modify
    from ctai_docs.contract.model import (
        Axe,
        Budget,
        Contrat,
        Contribution,
        Exercice,
        FicheAction,
        Partie,
        Porteur,
        Texte,
        TypePartie,
    )
    from ctai_docs.contract.model.avenant import (
        Ajouter,
        AjouterFiche,
        Avenant,
        Deplacer,
        Modifier,
        RemplacerFiche,
        Supprimer,
        SupprimerFiche,
    )
    from ctai_docs.documents.rendu import Rendu
    from ctai_docs.dossier.partial import Lecture, read_partial
    from ctai_docs.dossier.reader import Dossier
    from ctai_docs.dossier.source import Source, SourceSuivie, check, load, read_contrat
    from ctai_docs.dossier.writer import write_dossier
    from ctai_docs.machine.findings import CtaiError, Finding, Location, Severity
    from ctai_docs.machine.output.fichier import Fichier
    from ctai_docs.machine.output.report import Fate, Outcome, PackReport
    from ctai_docs.rules.report import Report

__version__ = "0.1.0"

_HOMES = {
    "Ajouter": "contract.model.avenant",
    "AjouterFiche": "contract.model.avenant",
    "Avenant": "contract.model.avenant",
    "Axe": "contract.model",
    "Budget": "contract.model",
    "Contrat": "contract.model",
    "Contribution": "contract.model",
    "CtaiError": "machine.findings",
    "Deplacer": "contract.model.avenant",
    "Dossier": "dossier.reader",
    "Exercice": "contract.model",
    "Fate": "machine.output.report",
    "FicheAction": "contract.model",
    "Fichier": "machine.output.fichier",
    "Finding": "machine.findings",
    "Historique": "contract.avenants",
    "Lecture": "dossier.partial",
    "Location": "machine.findings",
    "Modifier": "contract.model.avenant",
    "Outcome": "machine.output.report",
    "PackReport": "machine.output.report",
    "Partie": "contract.model",
    "Porteur": "contract.model",
    "RemplacerFiche": "contract.model.avenant",
    "Rendu": "documents.rendu",
    "Report": "rules.report",
    "Severity": "machine.findings",
    "Source": "dossier.source",
    "SourceSuivie": "dossier.source",
    "Supprimer": "contract.model.avenant",
    "SupprimerFiche": "contract.model.avenant",
    "Texte": "contract.model",
    "TypePartie": "contract.model",
    "apply": "contract.avenants",
    "avenant_text": "contract.avenants",
    "check": "dossier.source",
    "diff": "contract.avenants",
    "load": "dossier.source",
    "modify": "contract.avenants",
    "read_contrat": "dossier.source",
    "read_partial": "dossier.partial",
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
"""Where each public name is: its module, in this package."""

__all__ = [
    "Ajouter",
    "AjouterFiche",
    "Avenant",
    "Axe",
    "Budget",
    "Contrat",
    "Contribution",
    "CtaiError",
    "Deplacer",
    "Dossier",
    "Exercice",
    "Fate",
    "FicheAction",
    "Fichier",
    "Finding",
    "Historique",
    "Lecture",
    "Location",
    "Modifier",
    "Outcome",
    "PackReport",
    "Partie",
    "Porteur",
    "RemplacerFiche",
    "Rendu",
    "Report",
    "Severity",
    "Source",
    "SourceSuivie",
    "Supprimer",
    "SupprimerFiche",
    "Texte",
    "TypePartie",
    "apply",
    "avenant_text",
    "check",
    "diff",
    "load",
    "modify",
    "read_contrat",
    "read_partial",
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

_SHOWN = ("__all__", "__doc__", "__file__", "__name__", "__path__", "__spec__", "__version__")
"""What `dir` gives beside the public names; `help` documents what `dir` gives."""

if not TYPE_CHECKING:  # a type checker would take any name for a public one

    def __getattr__(name):  # noqa: ANN001, ANN202 - no type checker reads it
        """Return a public name, importing the module that holds it."""
        if name not in _HOMES:
            message = f"module 'ctai_docs' has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=sys.modules[__name__])
        return getattr(import_module(f"ctai_docs.{_HOMES[name]}"), name)

    def __dir__():  # noqa: ANN202 - the same
        """Return the public names."""
        return [*_SHOWN, *__all__]
