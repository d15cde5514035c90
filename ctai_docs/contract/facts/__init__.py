"""What the texts of a contract may cite: articles, axes, fiches, annexes; values; blocks."""

from ctai_docs.contract.facts.articles import (
    AnnexeNumerotee,
    ArticleRedige,
    annexes_numerotees,
    articles_rediges,
    usual_articles,
)
from ctai_docs.contract.facts.blocks import BLOCKS
from ctai_docs.contract.facts.citations import Citation, Citations
from ctai_docs.contract.facts.computing import in_figures_and_words, values

__all__ = [
    "BLOCKS",
    "AnnexeNumerotee",
    "ArticleRedige",
    "Citation",
    "Citations",
    "annexes_numerotees",
    "articles_rediges",
    "in_figures_and_words",
    "usual_articles",
    "values",
]
