"""What `mkdocs` does before it builds the pages of `docs/` (`make docs`).

On GitHub a page links to files of the project; a built page has only the others beside it. A link
that leads out of `docs/` is left as its words.
"""

from __future__ import annotations

import re
from typing import Any


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:  # noqa: ANN401 - mkdocs' types
    """Return a page whose links lead to pages; called by `mkdocs` for each."""
    depth = page.file.src_uri.count("/")
    outside = re.compile(rf"\[([^\]\n]+)\]\((?:\.\./){{{depth + 1},}}[^)\n]*\)")
    return outside.sub(r"\1", markdown)
