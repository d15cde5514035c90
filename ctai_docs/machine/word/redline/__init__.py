"""Two Word files become one with tracked changes, that Word and LibreOffice accept or reject.

`redline` writes it; `accept_all` gives the words of the new file back, `reject_all` those of the
old one. What Word does with each mark is told in `docs/word/tracked-changes.md`.
"""

from ctai_docs.machine.word.redline.file import redline
from ctai_docs.machine.word.redline.resolve import accept_all, reject_all

__all__ = ["accept_all", "redline", "reject_all"]
