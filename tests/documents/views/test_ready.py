"""Texts of the contract as Word paragraphs: remembered, and never wrongly."""

import pytest

from ctai_docs.contract.facts import Citations
from ctai_docs.documents.views import ready
from tests.contract.model.making import a_contrat, fiche

TEXT = "Voir <fiche:b> et [la suite](fiche:b).\n\n<bloc:axes>\n"


def citations(*keys):
    """Return what texts refer to in a contract of these fiches."""
    return Citations(a_contrat(fiches=[fiche(key) for key in keys]))


def written(known, anchored=True):
    """Return the paragraphs of the text, its first in the body."""
    return ready.text_writer(known, lambda _: anchored)(TEXT)


@pytest.fixture
def count(monkeypatch):
    """Count how often a text is written."""
    ready._known.cache_clear()
    seen = []
    to_word = ready.to_word
    monkeypatch.setattr(
        ready, "to_word", lambda blocks, **others: seen.append(1) or to_word(blocks, **others)
    )
    return seen


def test_a_text_is_written_once_for_each_place_that_shows_it(count):
    """In a file that holds what it refers to there is a link; either way is remembered."""
    known = citations("a", "b")
    alone, linked = written(known, anchored=False), written(known)
    assert ("w:anchor" in alone, "w:anchor" in linked) == (False, True)
    for _ in range(3):
        assert (written(known, anchored=False), written(known)) == (alone, linked)
        assert written(citations("a", "b")) == linked
    assert len(count) == 2


def test_a_text_follows_what_it_refers_to(count):
    """A fiche that has another number, an axis that has another title: the text is written anew."""
    assert 'w:anchor="fiche_2"' in written(citations("a", "b"))
    assert 'w:anchor="fiche_1"' in written(citations("b"))
    before = a_contrat(fiches=[fiche("b")])
    first, *others = before.axes
    axes = (first.model_copy(update={"intitule": "Autre axe"}), *others)
    renamed = before.model_copy(update={"axes": axes})
    assert "Autre axe" in written(Citations(renamed))
    assert len(count) == 3


@pytest.mark.usefixtures("count")
def test_only_the_last_ways_are_kept():
    """A campaign of many contracts does not fill the memory with ways that nobody asks for."""
    for number in range(2 * ready.MOST_WAYS):
        written(citations(*(f"x{n}" for n in range(number)), "b"))
    assert len(ready._known(TEXT, "t1")) == ready.MOST_WAYS
