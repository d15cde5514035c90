"""All accepted gives the new document, all rejected the old one, to the word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.word.redline import accept_all, reject_all
from tests.documents.packs import fiche_files, metz
from tests.machine.word.redline_office import office_texts
from tests.machine.word.redlines import (
    CHANGES,
    broken,
    document,
    fiche,
    holds,
    marked,
    pairs,
)
from tests.support.sdk import sdk_errors


@given(pairs())
@settings(max_examples=150, deadline=None)
def test_small_documents_come_back_whole(pair):
    """Paragraphs, cells, rows, controls, boxes and links, edited at random, both ways."""
    before, after = map(document, pair)
    holds(before, after)
    holds(after, before)


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_fiche_comes_back_whole(name):
    """One field of a real fiche changed, both ways; the file obeys the invariants of Word."""
    for before, after in ((fiche(), fiche(name)), (fiche(name), fiche())):
        assert before != after
        found = holds(before, after)
        assert broken(found) == []
        assert check_invariants(accept_all(found)) == []
        assert check_invariants(reject_all(found)) == []


@given(*[st.sets(st.sampled_from(list(CHANGES)), max_size=6)] * 2)
@settings(max_examples=25, deadline=None)
def test_many_changes_at_once_come_back_whole(some, others):
    """Any fields of a fiche against any others."""
    before, after = fiche(*sorted(some)), fiche(*sorted(others))
    assert broken(holds(before, after)) == []


@pytest.mark.parametrize("n", [0, 3, 7])
def test_two_fiches_that_share_little_come_back_whole(n):
    """The worst case: another fiche in the place of this one."""
    names = list(fiche_files())
    assert broken(holds(metz()[names[n]], metz()[names[n + 1]])) == []


@pytest.mark.sdk
@pytest.mark.parametrize("name", ["block dropped", "column added", "thematic ticked", "link added"])
def test_the_sdk_finds_nothing_to_say(name):
    """Microsoft's validator reads rows, controls, boxes and changed grids with their marks."""
    for before, after in ((fiche(), fiche(name)), (fiche(name), fiche())):
        assert sdk_errors(marked(before, after)) == []


@pytest.mark.sdk
def test_the_sdk_accepts_the_redline_of_two_fiches():
    """Nearly all paragraphs dropped and added."""
    names = list(fiche_files())
    assert sdk_errors(marked(metz()[names[4]], metz()[names[7]])) == []


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_accepts_and_rejects_to_the_word(tmp_path):
    """Line by line: one soffice opens each redline twice, and both documents it comes from."""
    names = list(fiche_files())
    cases = {f"{n:02}": (fiche(), fiche(name)) for n, name in enumerate(CHANGES)}
    cases |= {"other": (metz()[names[4]], metz()[names[7]])}
    files = {}
    for name, (before, after) in cases.items():
        files |= {
            f"{name}-before": before,
            f"{name}-after": after,
            f"{name}-redline": marked(before, after),
        }
    found = office_texts(files, tmp_path)
    for name in cases:
        for how, side in (("accepted", "after"), ("rejected", "before")):
            expected = found[f"{name}-{side}", how]
            assert found[f"{name}-redline", how] == expected, (name, how)
