"""Checks on a whole contract: plain functions that yield findings, gathered in one tuple.

A check never raises and never stops at the first trouble. Its wording is a `Rule` beside it; the
catalogue is the sum of all rules.
"""

from ctai_docs.rules.catalogue import CATALOGUE
from ctai_docs.rules.in_force import check_in_force
from ctai_docs.rules.report import CHECKS, Report, check

__all__ = ["CATALOGUE", "CHECKS", "Report", "check", "check_in_force"]
