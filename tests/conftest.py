"""Tests that need LibreOffice or the SDK skip without them, except in CI, where they fail.

`pytest --renew-goldens` writes the text dumps that the golden tests compare with.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.support import office, sdk

GOLDENS = Path(__file__).with_name("goldens")

os.environ["CTAI_DOCS_CACHE"] = "non"  # tests leave the user's cache alone; its own turn it on
os.environ["CTAI_DOCS_TRACE"] = "oui"  # a bug is raised, here and in what tests start
# A shell runs a background job with Ctrl-C ignored, and the children of tests would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser):
    """Let a command renew what the golden tests compare with."""
    parser.addoption("--renew-goldens", action="store_true", help="write the text dumps anew")


@pytest.fixture
def golden(request):
    """Compare a text with a committed file, or write the file where this is asked for."""

    def check(name, text):
        path = GOLDENS / name
        if request.config.getoption("--renew-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no golden {name}: run pytest --renew-goldens"
        assert text == path.read_text(encoding="utf-8")

    return check


def _missing(item):
    """Return what the markers of a test ask for and this machine lacks."""
    lacking = []
    if item.get_closest_marker("libreoffice"):
        lacking += office.missing_tools()
    if item.get_closest_marker("sdk") and not sdk.validator():
        lacking.append(sdk.NAME)
    return ", ".join(lacking)


def pytest_runtest_setup(item):
    """Skip or fail a test whose tools are missing."""
    if missing := _missing(item):
        if os.environ.get("CI"):
            pytest.fail(f"missing in CI: {missing}", pytrace=False)
        pytest.skip(f"not installed: {missing}")
