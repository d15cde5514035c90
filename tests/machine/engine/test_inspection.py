"""What Word did not write, and what no act should bear, is told when a template is read."""

import pytest

from ctai_docs.machine.engine import inspection
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.inspection import inspect, remarks
from ctai_docs.machine.engine.package import OFFICE_RELS, Package, Relationship, rels_name, rels_xml
from ctai_docs.machine.engine.properties import APP
from ctai_docs.machine.engine.safe import LATE
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.packages import (
    NUMBERING,
    RICH,
    STYLES,
    XMLNS,
    Draft,
    document,
    footnotes,
    note_sign,
    paragraph,
    picture,
    story,
)

MAIN = "word/document.xml"
INSERTED = '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>un ajout</w:t></w:r></w:ins></w:p>'
RENAMED = document().replace("w:", "x:").replace("xmlns:w=", "xmlns:x=")
LETTERED = NUMBERING.replace('Id="0"', 'Id="a"').replace('Id w:val="0"', 'Id w:val="a"')
CIRCLE = {
    "word/header1.xml": ("word/footer1.xml", "footer"),
    "word/footer1.xml": ("word/header1.xml", "header"),
}


def found(draft):
    """Return the code, the place and the wording of what is wrong with a template."""
    return [
        (finding.code, str(finding.where), finding.found)
        for finding in inspect(Package(draft.parts()), "modele.docx")
    ]


def circle():
    """Return a template whose header and footer cite each other."""
    rels = {
        rels_name(part): rels_xml(part, [Relationship("r1", OFFICE_RELS + kind, target)])
        for part, (target, kind) in CIRCLE.items()
    }
    related = {
        "rH": ("header1.xml", story("header", "a")),
        "rF": ("footer1.xml", story("footer", "a")),
    }
    return Draft(related=related, extra=rels)


def test_what_word_writes_is_sound():
    """Headers, notes, pictures, marks and lists, each cited and there."""
    assert found(RICH) == []


@pytest.mark.parametrize(
    ("draft", "inside", "why"),
    [
        pytest.param(Draft(RENAMED), " › corps du document", "préfixe « w »", id="prefix"),
        pytest.param(
            Draft(f"<w:document {XMLNS}/>"), "", "le document n’a pas de corps", id="no body"
        ),
        pytest.param(
            Draft(document(paragraph(f"a{LATE}"))), " › corps du document", "U+FDD0", id="late sign"
        ),
        pytest.param(circle(), "", "word/header1.xml", id="circle"),
        pytest.param(Draft(styles=f"<w:styles {XMLNS}/>"), "", "aucun style", id="no style"),
        pytest.param(
            Draft(numbering=LETTERED),
            "",
            "une définition de liste n’a pas de numéro",
            id="abstract list",
        ),
        pytest.param(
            Draft(numbering=NUMBERING.replace('w:numId="1"', "")),
            "",
            "une liste n’a pas de numéro",
            id="list",
        ),
        pytest.param(
            Draft(numbering=NUMBERING.replace('<w:abstractNumId w:val="0"/>', "")),
            "",
            "la liste 1 n’est pas définie",
            id="list without its definition",
        ),
        pytest.param(
            Draft(document(picture("rX", "1"))),
            " › corps du document",
            "« rX »",
            id="relationship",
        ),
        pytest.param(
            Draft(document(note_sign(1))), " › corps du document", "la note 1", id="no notes"
        ),
        pytest.param(
            Draft(document(note_sign(7)), related={"rN": ("footnotes.xml", footnotes("a"))}),
            " › corps du document",
            "la note 7",
            id="another note",
        ),
        pytest.param(
            Draft(related={"rN": ("footnotes.xml", footnotes("a").replace('w:id="1"', ""))}),
            "",
            "une note n’a pas de numéro",
            id="note without a number",
        ),
        pytest.param(
            Draft(related={"rN": ("footnotes.xml", footnotes("a").replace(paragraph("a"), ""))}),
            "",
            "une note est vide",
            id="empty note",
        ),
    ],
)
def test_what_word_does_not_write_is_refused(draft, inside, why):
    """The finding tells the part, where it is one that people know."""
    [(code, where, words)] = found(draft)
    assert (code, where) == (inspection.STRUCTURE.code, f"modele.docx{inside}")
    assert why in words


@pytest.mark.parametrize(
    ("change", "quoted"),
    [
        (INSERTED, "« un ajout »"),
        ('<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', "a"),
        ('<w:p><w:pPr><w:pPrChange w:id="1"><w:pPr/></w:pPrChange></w:pPr></w:p>', "la suite"),
    ],
)
def test_tracked_changes_are_refused(change, quoted):
    """They would be printed as such; one is told, by its text or that around it."""
    [(code, where, words)] = found(Draft(document(change, paragraph("la suite"), INSERTED)))
    assert (code, where) == (inspection.REVISIONS.code, "modele.docx › corps du document")
    assert quoted in words


def test_an_odd_template_is_not_compiled():
    """What rendering takes for granted was made sure of."""
    with pytest.raises(CtaiError, match="un ajout"):
        Template.compile(Draft(document(INSERTED)).data(), make_environment(), "modele.docx")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({APP: b"<Properties><Application>LibreOffice/24.8</Application></Properties>"},
         inspection.LIBREOFFICE),
        ({APP: b"<Properties><Application>Microsoft Office Word</Application></Properties>"}, None),
        ({"word/numbering.xml": NUMBERING.replace(
            "</w:lvl>", '<w:lvlPicBulletId w:val="0"/></w:lvl>').encode()}, inspection.PICTURES),
    ],
)  # fmt: skip
def test_what_may_not_come_out_as_it_looks_is_told(change, rule):
    """The template is of use all the same."""
    package = Package(Draft().parts() | change)
    assert inspect(package, "modele.docx") == []
    codes = [finding.code for finding in remarks(package, "modele.docx")]
    assert codes == ([rule.code] if rule else [])


def test_a_template_that_fails_tells_who_saved_it():
    """What LibreOffice made of a tag is not what somebody typed."""
    app = b"<Properties><Application>LibreOffice/24.8</Application></Properties>"
    draft = Draft(document(paragraph("{% if")), extra={APP: app})
    with pytest.raises(CtaiError) as caught:
        Template.compile(draft.data(), make_environment(), "modele.docx")
    assert [f.code for f in caught.value.findings] == [inspection.LIBREOFFICE.code, "TPL-010"]


def test_a_style_without_styles_part_is_no_trouble():
    """A document may have neither styles nor lists."""
    assert found(Draft(styles=None, numbering=None)) == []
    assert found(Draft(styles=STYLES)) == []
