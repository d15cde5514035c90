"""Every class of faults is found, where it is; what has no fault is not blamed.

CTAI_DRAWS places are drawn for each class (1); `make check-score` draws more and prints the score.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctai_docs.rules import CATALOGUE
from tools.check_score import DRAWS as README_DRAWS
from tools.check_score import clean, summary
from tools.score.classes import ELSEWHERE, FAMILIES, FAULTS, UNCLAIMED
from tools.score.dossier import Bench
from tools.score.harmless import HARMLESS, alarms

DRAWS = int(os.environ.get("CTAI_DRAWS", "1"))
drawn = settings(max_examples=DRAWS, deadline=None, derandomize=DRAWS == 1, database=None)
chances = st.randoms(use_true_random=False)


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """Return a folder where copies of the Metz dossier are broken."""
    return Bench(tmp_path_factory.mktemp("metz"))


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in FAULTS])
def test_a_fault_is_found_where_it_is(fault, bench):
    """By one of its codes, at the line that was changed."""

    @drawn
    @given(chances)
    def found(rng):
        trial = fault.trial(bench, rng)
        assert trial.is_found, str(trial)

    found()


@pytest.mark.parametrize("name", HARMLESS)
def test_an_edit_without_a_fault_is_not_blamed(name, bench):
    """No error and no warning that was not there before."""

    @drawn
    @given(chances)
    def quiet(rng):
        assert alarms(bench, HARMLESS[name], rng) == []

    quiet()


def test_clean_dossiers_are_not_blamed():
    """The examples, the starter dossier and that of the rules: informations at most."""
    found = clean()
    assert len(found) >= 3
    assert {name: list(map(str, alarming)) for name, alarming in found.items() if alarming} == {}


def test_there_are_sixty_classes_at_least_each_named_once():
    """And what is not claimed says why."""
    names = [fault.name for fault in FAULTS]
    assert len(names) == len(set(names)) >= 60
    assert all(UNCLAIMED.values())


def test_every_rule_that_a_dossier_can_break_has_a_class():
    """A new rule comes with the fault that breaks it, or with the reason why none can."""
    breakable = {rule.code for rule in CATALOGUE if rule.code.partition("-")[0] in FAMILIES}
    broken = {code for fault in FAULTS for code in fault.codes}
    assert sorted(breakable - broken) == sorted(ELSEWHERE)
    assert broken <= breakable
    assert all(ELSEWHERE.values())


def test_a_family_of_rules_is_a_dossier_s_or_that_of_a_document():
    """A new family is sorted into one of the two: it cannot be forgotten."""
    documents = {"DOC", "TPL", "SOR", "PDF", "ACC", "DEM", "LIM"}
    assert {rule.code.partition("-")[0] for rule in CATALOGUE} == {*FAMILIES, *documents}


def test_the_readme_quotes_the_score():
    """The sentence that `make check-score` prints, when nothing is missed and nothing blamed."""
    classes = len(FAULTS)
    sentence = summary(classes, classes * README_DRAWS, missed=0, blamed=0)
    readme = Path(__file__).parents[2] / "README.md"
    assert f"    {sentence}\n" in readme.read_text(encoding="utf-8")


def test_the_summary_counts_what_is_missed():
    """A score that could not fall would say nothing."""
    assert "rappel 0.750 ; 3 fausse(s)" in summary(2, 8, missed=2, blamed=3)
