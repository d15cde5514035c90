"""Names: parties and people, accounts and numbers, the way they are written (NOM-0xx)."""

from ctai_docs.rules.names import comptes, parties, redaction

CHECKS = (*parties.CHECKS, *comptes.CHECKS, *redaction.CHECKS)

__all__ = ["CHECKS"]
