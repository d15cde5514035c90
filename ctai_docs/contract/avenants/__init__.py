"""Avenants: changes applied to a contract, found between two contracts, and told in French."""

from ctai_docs.contract.avenants.applying import apply
from ctai_docs.contract.avenants.comparing import diff
from ctai_docs.contract.avenants.describing import (
    ArticleModifie,
    Disposition,
    articles_modifies,
    describe,
    renumerotations,
)
from ctai_docs.contract.avenants.files import avenant_text, read_avenant, read_avenants
from ctai_docs.contract.avenants.history import Historique, Passage, apply_all
from ctai_docs.contract.avenants.impact import (
    ArticleTouche,
    Devenir,
    FicheTouchee,
    Impact,
    impacted,
)
from ctai_docs.contract.avenants.modifying import modify
from ctai_docs.contract.avenants.origins import Origins

__all__ = [
    "ArticleModifie",
    "ArticleTouche",
    "Devenir",
    "Disposition",
    "FicheTouchee",
    "Historique",
    "Impact",
    "Origins",
    "Passage",
    "apply",
    "apply_all",
    "articles_modifies",
    "avenant_text",
    "describe",
    "diff",
    "impacted",
    "modify",
    "read_avenant",
    "read_avenants",
    "renumerotations",
]
