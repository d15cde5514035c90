"""What the pages of documentation name is there: files, folders, pages they link to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BLOCKS = re.MULTILINE | re.DOTALL
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _each(pages):
    return [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in pages]


@pytest.mark.parametrize("page", _each(PAGES))
def test_links_lead_to_what_is_there(page):
    """Files of the project; an address outside is not looked up."""
    text = re.sub(r"^```.*?^```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=_BLOCKS)
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    inside = [target for target in targets if "://" not in target]
    assert [target for target in inside if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", _each(PAGES))
def test_a_file_that_is_named_is_there(page):
    """By its path from the top of the project."""
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:ctai_docs|tools|tests|docs|templates|examples)/[\w./-]*)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_index_names_every_page():
    """A page that the index forgets is not read."""
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = (path.relative_to(ROOT / "docs").as_posix() for path in PAGES[1:])
    assert [page for page in pages if page != "README.md" and f"]({page})" not in index] == []
