"""A path is written and read back, whatever its names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.machine.paths import read_path, show_path

STEPS = st.text(max_size=6) | st.integers(0, 10**8)


@given(st.lists(STEPS, min_size=1, max_size=5))
def test_a_path_is_written_and_read_back(steps):
    """Names that hold other signs are quoted, ranks count from 1."""
    assert read_path(show_path(tuple(steps))) == tuple(steps)


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        pytest.param(("fin",), "fin", id="field"),
        pytest.param(("fiches", "un-toit", "budget"), "fiches.un-toit.budget", id="keys"),
        pytest.param(("fiches", 7, "budget"), "fiches[8].budget", id="rank"),
        pytest.param((0, "logo"), "[1].logo", id="rank first"),
        pytest.param(("blocs", "a.b", "é"), 'blocs."a.b".é', id="odd name"),
        pytest.param((), "", id="nothing"),
    ],
)
def test_people_read_a_path_so(steps, text):
    """From name to name."""
    assert show_path(steps) == text


@pytest.mark.parametrize(
    "text",
    ["", ".", "a..b", "a.", ".a", "a b", 'a."b', "a[0]", "a[b]", "a[1", "a.[1]", "a[1]b", "a.«b»"],
)
def test_what_is_no_path_is_refused(text):
    """The message is French and shows a path."""
    with pytest.raises(ValueError, match="n'est pas un chemin"):
        read_path(text)


def test_a_change_does_not_name_an_element_by_its_rank():
    """It would touch another one once the list changes."""
    change = {"modifier": "fiches[8].intitule", "apres": "Un toit"}
    with pytest.raises(ValueError, match=r"par son rang\. Nommez-le par sa clé"):
        Avenant.model_validate({"numero": 1, "changements": [change]})
