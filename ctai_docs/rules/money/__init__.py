"""Amounts that must agree: inside a fiche, over a budget year, over the contract.

`budgets` reads the budget of each fiche, `contributions` what the contract pays, `payees` to whom,
`amounts` every amount by itself.
"""

from ctai_docs.rules.money import amounts, budgets, contributions, payees

__all__ = ["CHECKS"]

CHECKS = (*budgets.CHECKS, *contributions.CHECKS, *payees.CHECKS, *amounts.CHECKS)
