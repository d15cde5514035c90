"""The cost of avenants: a state of the contract is made once, a value of a change typed once."""

from __future__ import annotations

import shutil
import sys
from collections import Counter

import pytest

import ctai_docs
from benchmarks.subject import amendments
from ctai_docs.contract import avenants
from ctai_docs.contract.avenants import Historique, Passage
from ctai_docs.contract.model.avenant import Avenant
from tests.contract.avenants.making import metz

WORKS = {"applying": ("_change",), "values": ("_typed", "_read"), "history": ("impacted",)}
"""The functions that make a change, type its values, and compare the contracts around it."""


@pytest.fixture
def calls(monkeypatch):
    """Return how many times each of these functions is called."""
    counts = Counter()
    for name, functions in WORKS.items():
        module = sys.modules[f"{avenants.__name__}.{name}"]
        for function in functions:
            monkeypatch.setattr(module, function, _counted(getattr(module, function), counts))
    return counts


def _counted(function, counts):
    def called(*given):
        counts[function.__name__] += 1
        return function(*given)

    return called


def dossier(count, folder):
    """Return the folder of Metz with so many avenants, of two changes each."""
    shutil.copytree("examples/metz_2026", folder)
    (folder / "avenants").mkdir()
    for number, text in enumerate(amendments(metz(), count), 1):
        (folder / "avenants" / f"{number}.yaml").write_bytes(text)
    return folder


@pytest.mark.parametrize("count", [1, 2, 5, 10])
def test_each_avenant_is_applied_typed_and_compared_once(count, calls, tmp_path):
    """Read, checked, rendered with every redline and written; a change has two values."""
    report = ctai_docs.save_pack(dossier(count, tmp_path / "d"), tmp_path / "out", projet=True)
    assert sum("-suivi/" in outcome.nom for outcome in report.outcomes) == 2 * count
    assert calls == {
        "_change": 2 * count,
        "_typed": 2 * count,
        "_read": 4 * count,
        "impacted": count,
    }


def test_the_beginning_of_a_history_shares_the_states_of_the_whole():
    """The same objects, not equal ones; what comes later is not in it."""
    past = Historique(metz(), tuple(_avenants(3)))
    for count in range(4):
        early = past.jusqu_a(count)
        assert list(map(id, early.etats)) == list(map(id, past.etats[: count + 1]))
        assert early.jusqu_a(1).passages == past.passages[: min(count, 1)]
    assert isinstance(past.passages[2], Passage)
    assert past.passages[2].avant is past.etats[2]


def test_a_change_that_is_gone_leaves_no_values():
    """What was typed lives as long as the change."""
    values = sys.modules[f"{avenants.__name__}.values"]
    before = len(values._TYPED)
    found = list(_avenants(2))
    Historique(metz(), tuple(found)).en_vigueur  # noqa: B018
    assert len(values._TYPED) == before + 4
    del found
    assert len(values._TYPED) == before


def _avenants(count):
    for number, text in enumerate(amendments(metz(), count), 1):
        avenant, _ = avenants.read_avenant(text, f"{number}.yaml")
        assert isinstance(avenant, Avenant)
        yield avenant
