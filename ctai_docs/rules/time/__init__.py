"""Time: periods within one another, acts in their order, dates that exist (TPS-0xx)."""

from ctai_docs.rules.time import actes, ecrites, periodes

CHECKS = (*periodes.CHECKS, *actes.CHECKS, *ecrites.CHECKS)

__all__ = ["CHECKS"]
