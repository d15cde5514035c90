"""What is wrong with a template or its rendering, said with the part and the paragraph."""

from types import SimpleNamespace

import pytest

from ctai_docs.machine.engine import faults
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from ctai_docs.rules.catalogue import rules
from tests.machine.engine.docs import docx, p, tbl, tr

FICHE = SimpleNamespace(titre="Un toit", lignes=(SimpleNamespace(nom="Loyer"),), non=False)


def render(data, context):
    """Compile and render a template."""
    return Template.compile(data, make_environment(), "modele.docx").render(context)


def refused(*blocks, context=None, **parts):
    """Return the findings of a template that does not compile or render."""
    with pytest.raises(CtaiError) as caught:
        render(docx(*blocks, **parts), {"fiche": FICHE} if context is None else context)
    return [(found.code, found.where.inside, found.found) for found in caught.value.findings]


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\ud800", "\ufffe"])
def test_a_character_that_xml_has_not_is_refused(character):
    """Nothing is dropped in silence; the finding quotes what comes before the character."""
    [(code, inside, found)] = refused(
        p("avant"), p("Bonjour {{ nom }}"), context={"nom": f"Zoé{character}!"}
    )
    assert (code, inside) == (faults.CHARACTER.code, "corps du document")
    assert f"U+{ord(character):04X}" in found
    assert "« Bonjour Zoé »" in found


def test_a_rendering_that_is_not_xml_is_refused():
    """A condition that begins in a paragraph and ends in a cell is refused, its end quoted."""
    [(code, inside, found)] = refused(
        p("a {% if fiche.non %} b"), tbl(tr("{% endif %} c", "d"), tr("e", "f"))
    )
    assert (code, inside) == (faults.MALFORMED.code, "corps du document")
    assert "vers « d »" in found or "vers « a c »" in found


@pytest.mark.parametrize(
    "xml",
    ["<w:p>", "<a:x/>", "<w:p a:x='1'/>", "<w:p w:x='1' w:x='2'/>", "&nbsp;", "]]>",
     "<!DOCTYPE x>", "<w:p x=1/>"],
)  # fmt: skip
@pytest.mark.parametrize("tables", [0, 1], ids=["checked", "parsed"])
def test_raw_markup_that_is_not_xml_is_refused(xml, tables):
    """Values that print themselves as markup are checked, with a tree or without one."""
    value = type("Raw", (), {"__html__": lambda _: xml})()
    blocks = [p("Bonjour {{ valeur }}"), *[tbl(tr("{%tc if 1 %}", "a", "{%tc endif %}"))] * tables]
    [(code, _, found)] = refused(*blocks, context={"valeur": value})
    assert code == faults.MALFORMED.code
    assert "Bonjour" in found


def test_an_unknown_name_is_named_with_its_part_and_paragraph():
    """All parts are tried, so that all their errors are shown at once."""
    found = refused(
        p("avant {{ fiche.titre }}"),
        p("Cher {{ fiche.lignes[0].nomm }}"),
        footer1=p("{{ inconnu }}"),
    )
    assert [(code, inside) for code, inside, _ in found] == [
        (faults.UNDEFINED.code, "corps du document"),
        (faults.UNDEFINED.code, "pied de page"),
    ]
    assert "« Cher {{ fiche.lignes[0].nomm }} » demande « nomm »" in found[0][2]


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("{% if a %}", "La balise de « x {% if a %} » ne se lit pas : « if » n’est jamais fermé"),
        ("{{ a b }}", "La balise de « x {{ a b }} » ne se lit pas : « b » n’est pas attendu"),
        (
            "{% si a %}",
            "La balise de « x {% si a %} » ne se lit pas : « si » n’est pas une commande",
        ),
        ("{% endif %}", "La balise de « x {% endif %} » ne se lit pas"),
    ],
)
def test_a_syntax_error_quotes_its_paragraph(text, beginning):
    """Jinja's own message, in French, beside the paragraph it is about."""
    [(code, inside, found)] = refused(p("avant {{ y }}"), p(f"x {text}"), p("après {{ z }}"))
    assert (code, inside) == (faults.SYNTAX.code, "corps du document")
    assert found.startswith(beginning)


def test_errors_of_several_parts_are_gathered():
    """One compilation shows what is wrong in the body and in both headers."""
    found = refused(p("{{ a b }}"), header1=p("{% if %}"), header2=p("{{ }}"))
    assert [inside for _, inside, _ in found] == [
        "corps du document",
        "en-tête n° 1",
        "en-tête n° 2",
    ]


def test_an_exception_of_the_data_is_a_finding_with_its_paragraph():
    """A sum of a text and a number stops the render, not the program."""
    [(code, _, found)] = refused(p("Total {{ fiche.titre + 1 }}"))
    assert code == faults.FAILED.code
    assert "« Total {{ fiche.titre + 1 }} »" in found


@pytest.mark.parametrize("rule", rules(faults.__name__), ids=lambda rule: rule.code)
def test_every_wording_can_be_filled(rule):
    """Braces meant for Word's tags come out as braces."""
    names = ("paragraph", "why", "what", "name", "character")
    finding = rule.at((), **dict.fromkeys(names, "x"))
    assert "{{{" not in str(finding)
    assert "x" in finding.found


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        pytest.param("Avant {# une note", "« {# » n’est jamais fermé", id="comment"),
        pytest.param("Avant {{ fiche.titre }} {# x", "« {# » n’est jamais fermé", id="after a tag"),
        pytest.param("Avant {# a #} {#", "« {# » n’est jamais fermé", id="after another"),
        pytest.param("Avant {% raw %} x", "« raw » n’est jamais fermé", id="raw"),
        pytest.param("Avant {% if fiche", "n’est pas attendu ici", id="condition"),
    ],
)
def test_what_is_left_open_is_told_in_french_in_its_paragraph(typed, why):
    """The ordinary mistakes of whoever types tags in Word."""
    [(code, _, found)] = refused(p(typed))
    assert code == faults.SYNTAX.code
    assert why in found
    assert "« Avant" in found
