"""The words of every Metz document and template, committed: a change of either shows as lines.

`pytest --renew-goldens` writes them anew.
"""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from ctai_docs.documents.templates import standard_bytes, standard_names
from ctai_docs.machine.engine.dump import text_dump
from tests.conftest import GOLDENS
from tests.documents.packs import main_files, metz

WORDS = [name for name in main_files() if not name.endswith("et-annexes.docx")]
"""The file that links all the others says nothing of its own."""
FOLDERS = {"metz_2026": WORDS, "templates": standard_names()}


def file_of(folder, name):
    """Return the path of the golden of a document, below the goldens."""
    return str(PurePosixPath(folder, name).with_suffix(".txt"))


@pytest.mark.parametrize("name", WORDS)
def test_a_metz_document_says_what_it_said(name, golden):
    """Word for word; fonts, sizes and ids left out."""
    golden(file_of("metz_2026", name), text_dump(metz()[name]))


@pytest.mark.parametrize("name", standard_names())
def test_a_template_says_what_it_said(name, golden):
    """Placeholders, statements and labels."""
    golden(file_of("templates", name), text_dump(standard_bytes(name)))


@pytest.mark.parametrize("folder", FOLDERS)
def test_there_is_no_golden_of_a_document_that_is_gone(folder):
    """A file that nothing is compared with would be read as if it held."""
    expected = {file_of(folder, name) for name in FOLDERS[folder]}
    found = {path.relative_to(GOLDENS).as_posix() for path in (GOLDENS / folder).rglob("*.txt")}
    assert found == expected
