"""The wording of the findings."""

from ctai_docs.machine.french.typo import typeset
from ctai_docs.rules.catalogue import rules

RULES = rules("ctai_docs.machine.markdown")


def test_codes_run_without_a_gap():
    """Twenty-two kinds of findings, each with a code of its own."""
    assert [rule.code for rule in RULES] == [f"TXT-{number:03}" for number in range(1, 23)]


def test_wording_has_its_four_beats_in_french_typography(subtests):
    """What was found, the rule and the remedy are sentences, spaced as French is."""
    for rule in RULES:
        with subtests.test(rule.code):
            for text in (rule.found, rule.rule, rule.remedy):
                assert text.endswith(".")
            for text in (rule.found, rule.rule):
                assert "'" not in text
                assert typeset(text) == text or "://" in text
