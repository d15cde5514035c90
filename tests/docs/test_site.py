"""`make docs`: the pages build without a warning, and ask nothing of the network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ctai_docs

ROOT = Path(__file__).parents[2]
RESOURCE = re.compile(r"<(?:link|script|img|iframe|source)\b[^>]*\b(?:src|href)=\"?(?:https?:)?//")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the pages, built as `make docs` builds them."""
    folder = tmp_path_factory.mktemp("site")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (run.returncode, run.stdout + run.stderr) == (0, "")
    return folder


def test_the_reference_shows_every_public_name(site):
    """With its example."""
    page = (site / "api" / "index.html").read_text(encoding="utf-8")
    shown = {anchor.rpartition(".")[2] for anchor in re.findall(r' id="(ctai_docs\.[\w.]+)"', page)}
    assert set(ctai_docs.__all__) - shown == set()
    assert page.count("Examples:") >= len(ctai_docs.__all__) - 2


def test_every_page_of_documentation_is_in_the_site(site):
    """The guide, the rules, the architecture beside the reference."""
    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").with_suffix("").as_posix()
        assert (site / ("" if name == "README" else name) / "index.html").is_file(), name


def test_the_pages_ask_nothing_of_the_network(site):
    """Fonts, scripts and pictures stand beside them."""
    pages = [*site.rglob("*.html")]
    assert len(pages) > 8
    asked = {found for page in pages for found in RESOURCE.findall(page.read_text("utf-8"))}
    asked |= {
        found
        for sheet in site.rglob("*.css")
        for found in re.findall(r"(?:@import|url\()\s*[\"']?https?://", sheet.read_text("utf-8"))
    }
    assert asked == set()
