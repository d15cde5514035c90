"""Tags as people type them in Word, and what they are told of those that fail."""

import pytest

from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.docs import docx, p


def text(source, **context):
    """Return the XML of a document of one paragraph, rendered."""
    made = Template.compile(docx(p(source)), make_environment()).render(context)
    return made.parts["word/document.xml"].decode()


def told(source, **context):
    """Return what the findings found."""
    with pytest.raises(CtaiError) as caught:
        text(source, **context)
    return [finding.found for finding in caught.value.findings]


@pytest.mark.parametrize(
    "quoted", ["«\u00a0x\u00a0»", "«\u202fx\u202f»", "« x »", "«x»", "“x”", '"x"', "'x'"]
)
def test_the_quotes_of_word_are_quotes(quoted):
    """French Word makes them of straight ones as they are typed, with spaces inside."""
    source = f"{{% if a == {quoted} %}}oui{{% endif %}}"
    assert ">oui<" in text(source, a="x")


def test_french_quotes_in_a_text_within_straight_ones_are_kept():
    """Those are what is to be printed."""
    assert "« oui »" in text('{{ "« oui »" }}')
    assert "« oui »" in text("« {{ a }} »", a="oui")


def test_the_nearest_filter_is_named_once():
    """A hundred uses in a paragraph are one finding."""
    found = told("{{ a|uper }}" * 100)
    assert len(found) == 1
    assert "« uper », qui n’existe pas ici (vouliez-vous dire « upper » ?)" in found[0]


@pytest.mark.parametrize("source", ["{{ n + 1 }}", "{{ 1 + n }}", "{{ n - 1 }}", "{{ n / 2 }}"])
def test_a_failure_is_told_in_french(source):
    """What Python says of types is no French sentence."""
    (found,) = told(source, n="x")
    assert "s’applique pas" in found or "ne s’additionnent pas" in found
