"""The committed templates, and the fields that they print, are what `make templates` builds."""

from __future__ import annotations

import pytest

from ctai_docs.contract.form import editions, load_edition
from tools.build_templates import made

BUILT = made()


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_what_is_committed_is_what_is_built(path):
    """To the byte: the builder is the source."""
    assert path.read_bytes() == BUILT[path], f"{path.name}: run make templates"


@pytest.mark.parametrize("name", editions())
def test_the_fields_that_an_edition_prints_are_known(name):
    """Each edition has a template of ours, and what that must not leave empty is printed."""
    edition = load_edition(name)
    assert set(edition.obligatoires) <= set(edition.champs())
