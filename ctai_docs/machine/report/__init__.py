"""Findings as people read them: selected, counted, put together, in a terminal or on a page."""

from ctai_docs.machine.report.groups import EVERYTHING, Group, Selection, counted, grouped
from ctai_docs.machine.report.html import as_html
from ctai_docs.machine.report.text import as_text, summary

__all__ = [
    "EVERYTHING",
    "Group",
    "Selection",
    "as_html",
    "as_text",
    "counted",
    "grouped",
    "summary",
]
