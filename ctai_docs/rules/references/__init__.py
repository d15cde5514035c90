"""References by key: whatever a dossier names must be there, once.

`keys` between the parts of the contract, `form_keys` in the national form, `citations` inside the
texts.
"""

from ctai_docs.rules.references import citations, form_keys, keys

__all__ = ["CHECKS"]

CHECKS = (*keys.CHECKS, *form_keys.CHECKS, *citations.CHECKS)
