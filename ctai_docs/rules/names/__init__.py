"""Names: parties and people, accounts and numbers, the way they are written (NOM-0xx)."""

from ctai_docs.rules.names import comptes, etrangers, parties, redaction, sigles

CHECKS = (*parties.CHECKS, *comptes.CHECKS, *redaction.CHECKS, *sigles.CHECKS, *etrangers.CHECKS)

__all__ = ["CHECKS"]
