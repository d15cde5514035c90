"""`docs/regles.md` is the catalogue, and the catalogue is whole."""

from __future__ import annotations

import re

import pytest

from ctai_docs.contract.avenants import apply
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.yaml import read_yaml
from ctai_docs.machine.yaml.writer import write_yaml
from ctai_docs.rules.catalogue import CATALOGUE, FAMILIES, general, rules
from tests.cases import trees
from tests.rules.examples import apply as apply_line
from tests.rules.examples import broken
from tools.rules_page import PAGE, page

PACKAGES = ("rules", "machine.yaml", "dossier", "contract.avenants")
CHECKED = rules(*(f"ctai_docs.{name}" for name in PACKAGES))
CHECKED += rules("ctai_docs.machine.markdown")
"""What can be found in a dossier."""
NO_RULE = {
    "MOD-006": "the message of the validator says it",
}
each = pytest.mark.parametrize


def examples(package):
    """Return the rules of a package whose example is in lines, not in words."""
    found = (rule for rule in rules(package) if rule.example and rule.example[0] != "#")
    return [pytest.param(rule, id=rule.code) for rule in found]


def test_the_page_is_the_catalogue(golden):
    """`pytest --renew-goldens tests/rules` writes it anew."""
    golden(PAGE, page())


def test_the_page_names_every_rule_once_with_its_title():
    """A table could drop rows without a word."""
    shown = re.findall(r"^\| ([A-Z]{3}-\d{3}) \| (.+?) \| ", PAGE.read_text("utf-8"), re.MULTILINE)
    assert sorted(code for code, _ in shown) == [rule.code for rule in CATALOGUE]
    assert {rule.code[:3] for rule in CATALOGUE} == set(FAMILIES)


def test_a_rule_has_its_four_beats_and_its_source(subtests):
    """The place is the finding's."""
    for rule in CATALOGUE:
        with subtests.test(rule.code):
            assert rule.title
            assert rule.found
            assert rule.source
            assert rule.code in NO_RULE or (rule.rule and rule.remedy)


def test_a_rule_of_dossiers_has_its_example(subtests):
    """Whoever meets it knows how it comes about."""
    for rule in CHECKED:
        with subtests.test(rule.code):
            assert rule.example or rule.code == "MOD-008"  # that no dossier provokes


@each("rule", examples("ctai_docs.machine.yaml"))
def test_the_example_of_a_rule_of_files_breaks_it(rule, tmp_path):
    """Lines at the end of a contract; a path within it changes the clean dossier."""
    dossier = trees.grow("", tmp_path / "dossier")
    contrat = dossier / "contrat.yaml"
    if "[" in rule.example.partition(":")[0]:
        data = read_yaml(contrat.read_bytes(), "contrat.yaml").value
        apply_line(data, rule.example)
        contrat.write_text(write_yaml(data), encoding="utf-8")
    else:
        contrat.write_text(contrat.read_text("utf-8") + f"{rule.example}\n", encoding="utf-8")
    with pytest.raises(CtaiError) as caught:
        read_dossier(dossier)
    assert rule.code in {finding.code for finding in caught.value.findings}


@each("rule", examples("ctai_docs.contract.avenants"))
def test_the_example_of_a_rule_of_avenants_breaks_it(rule):
    """On the clean dossier."""
    changes = read_yaml(rule.example.encode(), "1.yaml").value
    with pytest.raises(CtaiError) as caught:
        apply(broken(), Avenant.model_validate({"numero": "1"} | changes))
    assert [finding.code for finding in caught.value.findings] == [rule.code]


def test_a_wording_reads_without_values():
    """Braces that a template doubles are shown once."""
    assert general("{name:04X} de {{p … }} : {x}") == "… de {p … } : …"
