"""The form: its parts, boxes, blocks and lines, filled where they must be (FOR-0xx)."""

from ctai_docs.rules.form import blocs, cases, parties, porteurs

CHECKS = (*parties.CHECKS, *porteurs.CHECKS, *cases.CHECKS, *blocs.CHECKS)

__all__ = ["CHECKS"]
