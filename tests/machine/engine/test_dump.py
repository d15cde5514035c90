"""The words of a document, for reviews and golden tests."""

from ctai_docs.machine.engine.dump import text_dump
from tests.machine.engine.docs import docx, p, run, sdt, tbl, tc, tr

CHECKED = '<w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox>'
NUMBERED = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'


def test_a_document_reads_as_lines():
    """Headings, controls, boxes, tables, breaks, headers and notes each have a sign."""
    data = docx(
        p("Titre", style="Titre1"),
        p("Sous-titre", style="Titre2"),
        p(
            "Nom : ",
            sdt(run("{{ nom }}"), tag="nom"),
            " ",
            sdt(run("☒"), properties=CHECKED.format(1)),
        ),
        p(_box(0), " non"),
        sdt(p("un bloc"), p("de deux lignes"), tag="bloc"),
        p(NUMBERED, "un"),
        p('<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:br w:type="page"/></w:r>'),
        tbl(tr("a | b", tc(p("c"), p("d"))), tr("e", tc(tbl(tr("f", "g"))))),
        "<w:p><w:del><w:r><w:delText>parti</w:delText></w:r></w:del></w:p>",
        header1=p("En-tête"),
        footer1=p("Pied un"),
        footer2=p("Pied deux"),
    )
    assert text_dump(data) == (
        "# Titre\n"
        "## Sous-titre\n"
        "Nom : [nom: {{ nom }}] ☒\n"
        "☐ non\n"
        "[bloc: un bloc\n"
        "de deux lignes]\n"
        "- un\n"
        "a⏎b→[saut de page]\n"
        "| a \\| b | c / d |\n"
        "| e | \\| f \\| g \\| |\n"
        "\n"
        "\n"
        "=== pied de page n° 1 ===\n"
        "Pied un\n"
        "\n"
        "=== pied de page n° 2 ===\n"
        "Pied deux\n"
        "\n"
        "=== en-tête ===\n"
        "En-tête\n"
    )


def test_a_templates_checkbox_shows_its_condition():
    """A box whose state is a tag is shown with the tag."""
    data = docx(p(_box("{{ oui }}")))
    assert text_dump(data) == "☐{{ oui }}\n"


def _box(state):
    """Return the control of a checkbox."""
    return sdt(run("x"), properties=CHECKED.format(state))
