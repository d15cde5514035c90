"""The catalogue: every rule is there once, worded in French, with an example that breaks it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ctai_docs.machine.findings import Rule, Severity
from ctai_docs.machine.french.typo import typeset
from ctai_docs.rules import CATALOGUE, check
from ctai_docs.rules.catalogue import codes, rules

from .examples import broken

MINE = [
    rule
    for package in ("references", "texts", "money")
    for rule in rules(f"ctai_docs.rules.{package}")
]
EXAMPLES = [rule for rule in rules("ctai_docs.rules") if rule.example]


def test_base_dossier_is_clean():
    """Nothing at all is found in the dossier that every example starts from."""
    report = check(broken())
    assert [str(finding) for finding in report.findings] == []
    assert report.silenced == ()


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.code) for r in EXAMPLES])
def test_example_of_a_rule_breaks_it(rule):
    """The least change that a rule shows makes the checks find it."""
    assert rule.code in {finding.code for finding in check(broken(rule.example)).findings}


def test_every_rule_of_these_checks_has_an_example():
    """No rule of references, texts and money goes without its failing dossier."""
    assert [rule.code for rule in MINE if not rule.example] == []


def test_codes_are_sorted_and_each_is_given_once():
    """A code names one rule, whatever module defines it."""
    found = [rule.code for rule in CATALOGUE]
    assert found == sorted(set(found))


def test_catalogue_reads_as_a_tuple_of_rules():
    """It has a length, an order, slices and members."""
    assert len(CATALOGUE) == len(list(CATALOGUE)) > 100
    assert CATALOGUE[0] == CATALOGUE[:2][0]
    assert CATALOGUE[-1] in CATALOGUE
    assert all(isinstance(rule, Rule) for rule in CATALOGUE)


def test_catalogue_holds_rules_of_every_stage():
    """Readers, texts, checks and templates: each family of codes is there."""
    families = {code.partition("-")[0] for code in codes()}
    assert families >= {"YML", "TXT", "REF", "MON", "TPL"}


def test_codes_can_be_asked_of_some_packages():
    """A silence is first looked for among the rules of the checks."""
    some = codes("ctai_docs.rules.money")
    assert some == [code for code in codes() if code.startswith("MON-")]


def test_importing_the_rules_loads_neither_templates_nor_word():
    """The catalogue is gathered when it is asked for, and not before."""
    heavy = "{'jinja2', 'lxml', 'docx', 'docxtpl', 'openpyxl', 'stdnum'}"
    program = f"import sys, ctai_docs.rules; print(*sorted({heavy} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []


def test_wording_has_its_four_beats_in_french_typography(subtests):
    """What was found, the rule and the remedy are sentences, spaced as French is."""
    for rule in MINE:
        with subtests.test(rule.code):
            for text in (rule.found, rule.rule, rule.remedy):
                assert text.endswith((".", "{advice}", "{remedy}"))
            for text in (rule.title, rule.found, rule.rule):
                assert "'" not in text
                assert typeset(text) == text
            assert rule.title
            assert rule.source
            assert rule.severity in Severity
