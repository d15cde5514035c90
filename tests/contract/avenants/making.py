"""The contract of Metz, and avenants on it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import ctai_docs
from ctai_docs.contract.avenants import apply, read_avenant
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.machine.findings import CtaiError

SPECIMEN = Path(__file__).with_name("specimen.yaml").read_bytes()


@cache
def metz():
    """Return the contract of Metz."""
    return ctai_docs.load("examples/metz_2026").contrat


def avenant(*changes, **others):
    """Return an avenant that makes these changes."""
    return Avenant.model_validate({"numero": 1, "changements": changes} | others)


def after(*changes):
    """Return the contract of Metz after these changes."""
    return apply(metz(), avenant(*changes))


def refused(*changes):
    """Return the codes and the paths of what prevents these changes on the contract of Metz."""
    with pytest.raises(CtaiError) as error:
        after(*changes)
    return [(finding.code, finding.path) for finding in error.value.findings]


def specimen():
    """Return an avenant with a change of each kind, and its positions."""
    return read_avenant(SPECIMEN, "avenants/1.yaml")
