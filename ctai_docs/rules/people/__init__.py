"""People counted: the targets of a fiche against one another, its cost and its hours (PER-0xx)."""

from ctai_docs.rules.people import couts, doublons, effectifs, groupes, valeurs

CHECKS = (
    *effectifs.CHECKS,
    *groupes.CHECKS,
    *doublons.CHECKS,
    *couts.CHECKS,
    *valeurs.CHECKS,
)

__all__ = ["CHECKS"]
