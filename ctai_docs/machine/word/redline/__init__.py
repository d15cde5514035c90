"""Two Word files merged into one with tracked changes, which Word and LibreOffice accept or reject.

`redline` makes it; `accept_all` gives the content of the new file, `reject_all` that of the old
one. `docs/word/tracked-changes.md` tells how Word treats each mark.
"""

from ctai_docs.machine.word.redline.file import redline
from ctai_docs.machine.word.redline.resolve import accept_all, reject_all

__all__ = ["accept_all", "redline", "reject_all"]
