"""Several rendered documents become one sound file."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from lxml import etree

from ctai_docs.machine.engine.assembly import assemble
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.engine.package import OFFICE_RELS, Relationship, rels_xml
from ctai_docs.machine.engine.properties import Properties, core_xml
from ctai_docs.machine.engine.reading import read_package
from ctai_docs.machine.engine.template import Template
from tests.machine.engine.packages import (
    LANDSCAPE,
    NUMBERING,
    SETTINGS,
    STYLES,
    W_NS,
    XMLNS,
    Draft,
    bookmark,
    control,
    document,
    footnotes,
    note_sign,
    paragraph,
    picture,
    png,
    section,
    shows,
    story,
    table,
)
from tests.support.office import pdf_pages, pdf_text, to_pdf
from tests.support.sdk import sdk_errors

NS = {"w": W_NS}
PROPERTIES = Properties("Contrat", created=date(2026, 1, 1))
LIST = (
    '<w:p><w:pPr><w:pStyle w:val="Liste"/><w:numPr><w:ilvl w:val="0"/>'
    '<w:numId w:val="\ufdd0liste:Liste:k"/></w:numPr></w:pPr><w:r><w:t>Point</w:t></w:r></w:p>'
)
LINK = '<w:p><w:hyperlink r:id="\ufdd0lien:https://a.fr/?a=1&amp;b=2"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>'


def contract():
    """Return a main document with one of everything."""
    content = (
        *(
            paragraph("Contrat", "Titre1"),
            control("Nom", "12"),
            picture("rP", "4"),
            bookmark("but"),
        ),
        *(note_sign(1), LIST, LINK, table("Année|Montant", "2026|1 €")),
    )
    related = {
        "rH": ("header1.xml", story("header", "En-tête du contrat")),
        "rF": ("footer1.xml", story("footer", "Pied commun")),
        "rP": ("media/image1.png", png()),
        "rN": ("footnotes.xml", footnotes("Note du contrat")),
    }
    last = section(shows("header", "rH") + shows("footer", "rF"))
    return Draft(document(*content, last=last), related=related)


def fiche(page=LANDSCAPE):
    """Return an annexe with one of everything, its relationship ids in another order."""
    content = (
        *(paragraph("Fiche", "Titre1"), control("Nom", "12"), picture("rH", "4"), bookmark("but")),
        *(note_sign(1), LIST, LINK, paragraph("Fin")),
    )
    related = {
        "rP": ("header1.xml", story("header", "En-tête de fiche")),
        "rF": ("footer3.xml", story("footer", "Pied commun")),
        "rH": ("media/image9.png", png()),
        "rN": ("footnotes.xml", footnotes("Note de fiche")),
    }
    last = section(shows("header", "rP") + shows("footer", "rF"), page)
    return Draft(document(*content, last=last), related=related)


def made(main, *annexes, **options):
    """Return the parts of the file made of some drafts, after checking that it is sound."""
    data = assemble(
        main.rendered(), [a.rendered() for a in annexes], properties=PROPERTIES, **options
    )
    assert check_invariants(data, advice=True) == []
    return read_package(data).parts


def tree(parts, name="word/document.xml"):
    """Return the tree of a part."""
    return etree.fromstring(parts[name])


def values(parts, path):
    """Return what an XPath finds in the main part."""
    return list(map(str, tree(parts).xpath(path, namespaces=NS)))


def test_a_single_document_keeps_its_parts():
    """Headers, pictures and notes keep their names; properties are added."""
    parts = made(contract())
    assert set(contract().parts()) | {"docProps/core.xml", "docProps/app.xml"} == set(parts)
    assert parts["word/styles.xml"] == STYLES.encode()


def test_ids_and_names_are_unique_in_the_file():
    """Bookmarks and lists of twelve copies of one fiche; controls have no ids."""
    parts = made(contract(), *[fiche()] * 12)
    assert len(values(parts, "//w:sdtPr/w:tag/@w:val")) == 13
    assert not values(parts, "//w:sdtPr/w:id")
    assert len(set(values(parts, "//w:bookmarkStart/@w:name"))) == 13
    assert values(parts, "//w:numPr/w:numId/@w:val") == [str(n) for n in range(2, 15)]
    assert values(parts, "//w:footnoteReference/@w:id") == [str(n) for n in range(1, 14)]


def test_equal_parts_are_copied_once():
    """One picture, one common footer, one header of all fiches, though in separate templates."""
    names = set(made(contract(), fiche(), fiche()))
    assert {n for n in names if n.startswith(("word/media", "word/foot", "word/head"))} == {
        *("word/media/image1.png", "word/footer1.xml", "word/footnotes.xml"),
        *("word/header1.xml", "word/header2.xml"),
    }


def test_headers_that_were_rendered_differ():
    """Each fiche shows its own title at the top of its pages."""
    annexes = [fiche().rendered(header1=story("header", f"Fiche {n}")) for n in (1, 2)]
    data = assemble(contract().rendered(), annexes, properties=PROPERTIES)
    assert check_invariants(data) == []
    parts = read_package(data).parts
    assert "Fiche 1" in parts["word/header2.xml"].decode()
    assert "Fiche 2" in parts["word/header3.xml"].decode()


def test_an_annexe_without_headers_shows_none():
    """Else it would inherit those of the section before."""
    parts = made(contract(), Draft())
    assert len(tree(parts).findall(".//w:headerReference", NS)) == 2
    assert "".join(tree(parts, "word/header2.xml").itertext()) == ""


def test_links_of_the_template_and_late_links_share_relationships():
    """One address is one relationship, in whatever body it stands."""
    static = LINK.replace("\ufdd0lien:https://a.fr/?a=1&amp;b=2", "rL")
    draft = Draft(document(LINK, static), links={"rL": "https://a.fr/?a=1&b=2"})
    parts = made(draft, draft)
    assert parts["word/_rels/document.xml.rels"].count(b"https://a.fr") == 1
    assert set(values(parts, "//w:hyperlink/@*")) == {"rL"}


def test_new_relationships_avoid_the_ids_of_the_template():
    """Templates number theirs as they like."""
    draft = Draft(document(LINK, LINK.replace("\ufdd0lien:https://a.fr/?a=1&amp;b=2", "rId6")))
    draft.links = {"rId6": "https://b.fr", "rId5": "https://c.fr"}
    assert values(made(draft), "//w:hyperlink/@*") == ["rId7", "rId6"]


def test_parts_that_cite_each_other_in_a_circle_are_a_bug():
    """No part of a Word document does."""
    rels = rels_xml("word/x1.xml", [Relationship("r", OFFICE_RELS + "x", "word/x1.xml")])
    circle = {"rX": ("x1.xml", "<x/>")}
    draft = Draft(document(picture("rX")), related=circle, extra={"word/_rels/x1.xml.rels": rels})
    with pytest.raises(AssertionError, match="circle"):
        made(Draft(), draft)


def test_given_pictures_are_added_where_they_are_used():
    """Of two pictures given, the one that no text shows stays outside."""
    draft = Draft(document(picture("\ufdd0image:logo"), picture("\ufdd0image:logo")))
    parts = made(draft, draft, images={"logo": png(1), "autre": png(2)})
    assert [name for name in parts if "media" in name] == ["word/media/image1.png"]


def test_a_header_that_names_a_bookmark_is_that_of_its_body():
    """Twelve fiches would else all show the name of the first."""
    field = '<w:p><w:fldSimple w:instr=" REF nom "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    header = f"<w:hdr {XMLNS}>{field}</w:hdr>"
    draft = Draft(
        document(bookmark("nom"), last=section(shows("header", "rH"))),
        related={"rH": ("header1.xml", header)},
    )
    parts = made(Draft(), draft, draft)
    headers = [xml.decode() for name, xml in parts.items() if name.startswith("word/header")]
    shown = [name for xml in headers for name in re.findall(r"REF (\w+)", xml)]
    names = re.findall(r'w:name="(\w+)"', parts["word/document.xml"].decode())
    assert sorted(names) == sorted(shown)
    assert len(set(names)) == 2


def test_where_even_pages_differ_an_annexe_shows_its_own_header_on_them():
    """Alone it has one header for all its pages."""
    main = Draft(
        document(last=section(shows("header", "rE", "even"))),
        related={"rE": ("header1.xml", story("header", "pair"))},
    )
    annexe = Draft(
        document(last=section(shows("header", "rH"))),
        related={"rH": ("header1.xml", story("header", "PROJET"))},
    )
    text = made(main, annexe)["word/document.xml"].decode()
    last = text[text.rindex("<w:sectPr") :]
    even, default = (
        re.search(rf'<w:headerReference (?=[^>]*"{kind}")[^>]*r:id="(\w+)"', last)[1]
        for kind in ("even", "default")
    )
    assert even == default


def test_texts_that_look_like_attributes_are_texts():
    """A circular may be quoted with its XML."""
    text = 'attribut r:id="rId99", w:anchor="b"'
    template = Template.compile(Draft(document(paragraph(text))).data(), make_environment())
    rendered = template.render({})
    data = assemble(rendered, [rendered], properties=PROPERTIES)
    xml = read_package(data).parts["word/document.xml"]
    assert [str(t) for t in etree.fromstring(xml).itertext("{*}t")] == [text, text]


def test_a_section_sign_at_the_head_of_an_attribute_stays():
    """A picture may be described by « § 3 du schéma »."""
    described = picture("\ufdd0image:a").replace('descr="', 'descr="§ 3 ')
    parts = made(Draft(document(described)), images={"a": png()})
    assert 'descr="§ 3 Un carré"' in parts["word/document.xml"].decode()


@pytest.mark.parametrize("images", [{}, {"logo": b"GIMP"}])
def test_a_picture_that_is_missing_or_unknown_is_a_bug(images):
    """Pictures are checked when the dossier is read."""
    with pytest.raises(AssertionError, match="logo"):
        made(Draft(document(picture("\ufdd0image:logo"))), images=images)


def test_late_ids_of_headers_belong_to_their_part():
    """A link in a header is a relationship of the header."""
    header = f"<w:hdr {XMLNS}>{LINK}</w:hdr>"
    draft = Draft(
        document(paragraph("a"), last=section(shows("header", "rH"))),
        related={"rH": ("header1.xml", header)},
    )
    parts = made(draft, draft)
    assert b"https://a.fr" in parts["word/_rels/header1.xml.rels"]
    assert b"https://a.fr" not in parts["word/_rels/document.xml.rels"]


def test_notes_come_along_when_the_main_document_has_none():
    """The part, its relationship and its type are made."""
    parts = made(Draft(), fiche())
    assert "Note de fiche" in parts["word/footnotes.xml"].decode()


def test_styles_and_lists_of_other_templates_are_imported():
    """An annexe made elsewhere keeps the look that the main document does not define."""
    styles = STYLES.replace("Liste", "Puces").replace("List Number", "List Bullet")
    other = Draft(
        document(paragraph("a", "Puces"), LIST.replace("Liste", "Puces")),
        styles=styles,
        numbering=NUMBERING.replace("Liste", "Puces"),
    )
    parts = made(Draft(document(LIST)), other, other)
    assert parts["word/styles.xml"].count(b'w:styleId="Puces"') == 1
    assert tree(parts, "word/numbering.xml").xpath("count(w:abstractNum)", namespaces=NS) == 2


def test_a_document_without_definitions_takes_those_of_the_annexe():
    """Relationships and types are made for them."""
    bare = Draft(styles=None, numbering=None)
    assert made(bare, Draft())["word/styles.xml"] == STYLES.encode()


def test_what_nothing_cites_stays_behind():
    """Thumbnails, old styles and custom XML say where a template was made."""
    draft = Draft(
        related={
            "rE": ("stylesWithEffects.xml", STYLES),
            "rX": ("customXml1.xml", "<x/>"),
        },
        extra={"docProps/thumbnail.png": png(), "word/orphan.png": png()},
    )
    assert set(made(draft)) == set(made(Draft()))


def test_custom_xml_stays_where_a_control_is_bound_to_it():
    """Else Word would empty the control."""
    bound = control("a").replace(
        "</w:sdtPr>", '<w:dataBinding w:xpath="/x" w:storeItemID="{0}"/></w:sdtPr>'
    )
    draft = Draft(document(bound), related={"rX": ("customXml1.xml", "<x/>")})
    assert "word/customXml1.xml" in made(draft)


def test_an_unknown_relationship_is_a_bug():
    """A template that was read has all its relationships."""
    with pytest.raises(AssertionError, match="rNone"):
        made(Draft(), Draft(document(picture("rNone"))))


def test_settings_are_those_of_the_main_document():
    """Annexes bring no settings."""
    assert made(Draft(), fiche())["word/settings.xml"] == SETTINGS.encode()


def test_the_same_documents_make_the_same_bytes():
    """Templates read anew give the same file."""
    files = {
        assemble(contract().rendered(), [fiche().rendered()] * 3, properties=PROPERTIES)
        for _ in range(2)
    }
    assert len(files) == 1


def test_parts_of_the_template_are_not_changed():
    """A template serves many renderings, in threads."""
    main, annexe = contract().rendered(), fiche().rendered()
    before = dict(main.template.package.parts), dict(annexe.template.package.parts)
    first = assemble(main, [annexe], properties=PROPERTIES)
    assert (main.template.package.parts, annexe.template.package.parts) == before
    assert assemble(main, [annexe], properties=PROPERTIES) == first


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(date(2026, 3, 1), "2026-03-01T00:00:00Z", id="date"),
        pytest.param(datetime(2026, 3, 1, 9, 30), "2026-03-01T09:30:00Z", id="without zone"),
        pytest.param(datetime(2026, 3, 1, 9, tzinfo=UTC), "2026-03-01T09:00:00Z", id="universal"),
        pytest.param(
            datetime(2026, 3, 1, 9, tzinfo=timezone(timedelta(hours=1))),
            "2026-03-01T08:00:00Z",
            id="Paris",
        ),
    ],
)
def test_the_date_of_a_file_is_given(moment, expected):
    """The clock of the machine is never read."""
    assert core_xml(Properties("T", created=moment)).count(expected.encode()) == 2


def test_properties_are_escaped():
    """A title may hold any character."""
    core = etree.fromstring(core_xml(Properties("A & B < C", "Ville")))
    assert "A & B < C" in list(core.itertext())
    assert "fr-FR" in list(core.itertext())


@pytest.mark.sdk
@pytest.mark.parametrize(
    "annexes",
    [
        pytest.param([], id="alone"),
        pytest.param([fiche(), Draft(), fiche()], id="linked"),
        pytest.param(
            [Draft(styles=STYLES.replace("Titre", "T"), numbering=None)], id="other styles"
        ),
    ],
)
def test_microsoft_finds_nothing_to_say(annexes):
    """The validator accepts every way of linking."""
    data = assemble(contract().rendered(), [a.rendered() for a in annexes], properties=PROPERTIES)
    assert sdk_errors(data) == []


@pytest.mark.libreoffice
def test_a_linked_file_prints_with_its_own_headers(tmp_path):
    """Each body begins a page, under its own header, with its own numbering."""
    path = tmp_path / "contrat.docx"
    annexes = [fiche().rendered(), Draft().rendered(), fiche().rendered()]
    path.write_bytes(assemble(contract().rendered(), annexes, properties=PROPERTIES))
    [pdf] = to_pdf([path], tmp_path)
    assert pdf_pages(pdf) == 4
    pages = [pdf_text(pdf, n) for n in range(1, 5)]
    assert ["En-tête du contrat" in p for p in pages] == [True, False, False, False]
    assert ["En-tête de fiche" in p for p in pages] == [False, True, False, True]
    assert ["Pied commun" in p for p in pages] == [True, True, False, True]
    assert ["1. Point" in " ".join(p.split()) for p in pages] == [True, True, False, True]
    assert ["Note de fiche" in p for p in pages] == [False, True, False, True]
