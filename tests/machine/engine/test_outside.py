"""What leads out of a template is refused, whatever its name; what stays inside passes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.engine import outside, reading
from ctai_docs.machine.engine.assembly import assemble
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.package import OFFICE_RELS, Relationship, open_package, rels_xml
from ctai_docs.machine.engine.properties import Properties
from ctai_docs.machine.engine.reading import read_package
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.packages import XMLNS, Draft, document, paragraph, picture, png


def words(text):
    """Return the words of a list."""
    return text.split()


PROPERTIES = Properties("Lien")
FIELDS = words(
    """
    = ADDIN ADDRESSBLOCK ADVANCE ASK AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT
    AUTOTEXTLIST BARCODE BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS COMPARE CONTROL CREATEDATE
    DATABASE DATE DDE DDEAUTO DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EMBED EQ
    FILENAME FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT FTNREF GLOSSARY GOTOBUTTON
    GREETINGLINE HTMLACTIVEX HYPERLINK IF IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT INDEX INFO
    KEYWORDS LASTSAVEDBY LINK LISTNUM MACROBUTTON MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ
    NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS OCX PAGE PAGEREF PRINT PRINTDATE PRIVATE
    QUOTE RD REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ SET SHAPE SKIPIF STYLEREF SUBJECT
    SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE
    """
)
"""All instructions of ECMA-376, part 1, 17.16.5, and those that Word reads besides."""
REACHING = frozenset(
    words(
        """
    DDE DDEAUTO LINK INCLUDE INCLUDETEXT INCLUDEPICTURE IMPORT DATABASE RD EMBED MACROBUTTON
    GOTOBUTTON HTMLACTIVEX OCX CONTROL PRINT AUTOTEXT AUTOTEXTLIST GLOSSARY ADDIN ASK FILLIN
    NEXT NEXTIF SKIPIF MERGEREC MERGESEQ ADDRESSBLOCK GREETINGLINE PRIVATE
    """
    )
)
SCHEMES = words(
    """
    about acct blob cid data dav dict dns facetime feed file ftp ftps git gopher http https
    imap info irc jar javascript ldap ldaps livescript magnet mailto mid mk ms-access ms-excel
    ms-msdt ms-officecmd ms-powerpoint ms-search ms-settings ms-word news nfs nntp onenote res
    search-ms sftp shell skype smb sms ssh tel telnet tftp urn vbscript view-source
    vnd.libreoffice.command vnd.sun.star.script vnd.sun.star.pkg webcal ws wss xmpp
    """
)
KINDS = words(
    """
    aFChunk activeXControlBinary attachedToolbars audio control customUI externalLink frame
    externalLinkPath hyperlink image keyMapCustomizations mailMergeHeaderSource
    mailMergeSource media oleObject package recipientData slide subDocument transform
    vbaProject video webExtension wordVbaData xlExternalLinkPath
    """
)


def refused(draft):
    """Return the code of the first trouble in a draft, or ""."""
    try:
        read_package(draft.data(), "m.docx")
    except CtaiError as error:
        return error.findings[0].code
    return ""


def complex_field(words, cuts=()):
    """Return a field whose instruction is split over runs at `cuts`."""
    places = [0, *sorted(cuts), len(words)]
    pieces = (words[a:b] for a, b in pairwise(places))
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "end"))
    return f"<w:p>{begin}{runs}{end}</w:p>"


@given(
    st.sampled_from(FIELDS) | st.from_regex(r"[A-Z]{2,9}", fullmatch=True),
    st.lists(st.integers(0, 5), max_size=3),
    st.sampled_from([str.upper, str.lower, str.title]),
)
def test_only_fields_that_show_the_file_pass(name, cuts, case):
    """In one run, in several, in `w:fldSimple`, in any case of letters."""
    words = f" {case(name)} x"
    wanted = "" if name in outside.FIELDS - {"HYPERLINK"} else reading.OUTSIDE.code
    assert not outside.FIELDS & REACHING
    simple = f'<w:p><w:fldSimple w:instr="{words}"/></w:p>'
    for written in (complex_field(words, cuts), simple):
        assert refused(Draft(document(written))) == wanted


@pytest.mark.parametrize(
    "instruction",
    ["INC{% if a %}LUDETEXT{% endif %} x", '{{ a }} "http://x.fr"', "{{ a }}", "PAGE{{ a }}"],
)
def test_a_field_made_by_tags_is_looked_at_once_rendered(instruction):
    """What a tag prints may be the name of the instruction."""
    data = Draft(document(complex_field(instruction))).data()
    with pytest.raises(CtaiError):
        Template.compile(data, make_environment()).render({"a": "INCLUDETEXT"})


def test_a_field_named_by_another_is_refused():
    """`{ { QUOTE "INCLUDETEXT" } x }`: Word computes the inner field first."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "end"))
    inner = f"{begin}<w:r><w:instrText>QUOTE INCLUDETEXT</w:instrText></w:r>{end}"
    written = f"<w:p>{begin}{inner}<w:r><w:instrText> </w:instrText></w:r>{end}</w:p>"
    assert refused(Draft(document(written))) == reading.OUTSIDE.code


@given(
    st.sampled_from(SCHEMES),
    st.sampled_from(["://serveur/x", ":x", ":\\\\serveur\\x", ":// x", "://"]),
    st.sampled_from([str.upper, str.lower]),
)
def test_links_lead_to_allowed_addresses_alone(scheme, rest, case):
    """As a relationship, and as a field."""
    address = case(scheme) + rest
    web = scheme in ("http", "https") and rest == "://serveur/x"
    good = web or (scheme in ("mailto", "tel") and " " not in rest and "\\" not in rest)
    wanted = "" if good else reading.OUTSIDE.code
    assert refused(Draft(links={"rL": address})) == wanted
    assert refused(Draft(document(complex_field(f'HYPERLINK "{address}"')))) == wanted


@pytest.mark.parametrize(
    "address", ["\\\\serveur\\x", "//serveur/x", "C:\\x.exe", "../x.docx", "x"]
)
def test_a_path_is_no_address(address):
    """UNC, a drive, a file beside the document."""
    assert refused(Draft(links={"rL": address})) == reading.OUTSIDE.code


@given(st.sampled_from(KINDS), st.booleans())
def test_relationships_outside_the_list_are_refused(kind, external):
    """External ones all, but for the hyperlinks."""
    draft = Draft()
    rel = Relationship(
        "rX", OFFICE_RELS + kind, "https://x.fr/a" if external else "word/a.bin", external
    )
    rels = [*open_package(draft.data()).rels_of("word/document.xml"), rel]
    draft.extra = {"word/_rels/document.xml.rels": rels_xml("word/document.xml", rels)}
    draft.extra |= {} if external else {"word/a.bin": b"x"}
    fine = external and kind == "hyperlink"
    assert bool(refused(draft)) is not fine


def test_a_picture_is_not_shown_over_a_hyperlink():
    """LibreOffice fetches the address of `r:link`, whatever the type of the relationship."""
    for use in ("r:link", "r:embed"):
        shown = picture("rL").replace("r:embed", use)
        assert refused(Draft(document(shown), links={"rL": "https://x.fr/a.png"}))
    embedded = Draft(document(picture("rP", "1")), related={"rP": ("media/image1.png", png())})
    assert refused(embedded) == ""


@pytest.mark.parametrize(
    "xml",
    [
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata '
        'src="http://x.fr/a.png"/></v:shape></w:pict></w:r></w:p>',
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="file:///x"/>'
        "</w:pict></w:r></w:p>",
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
        'Type="Link"/></w:object></w:r></w:p>',
        '<w:altChunk r:id=""/>',
        '<w:p><w:subDoc r:id=""/></w:p>',
    ],
)
def test_elements_that_bring_in_content_are_refused(xml):
    """Whatever relationship they use, or none."""
    assert refused(Draft(document(xml))) == reading.OUTSIDE.code


@pytest.mark.parametrize(
    ("part", "inner"),
    [
        ("settings", '<w:mailMerge><w:connectString w:val="DSN=x"/></w:mailMerge>'),
        ("settings", '<w:saveThroughXslt r:id=""/>'),
        ("webSettings", "<w:frameset/>"),
    ],
)
def test_settings_name_no_source(part, inner):
    """A data base, a transformation, frames."""
    data = f"<w:{part} {XMLNS}>{inner}</w:{part}>".encode()
    assert refused(Draft(extra={f"word/{part}.xml": data})) == reading.OUTSIDE.code


def test_macros_under_the_name_of_a_picture_are_refused():
    """The first bytes tell what it is."""
    draft = Draft(related={"rP": ("media/image1.png", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")})
    assert refused(draft) == reading.OUTSIDE.code


def test_a_drawing_that_fetches_is_refused():
    """An SVG may show another picture, by its address."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}"/></svg>'
    for address, wanted in (("http://x.fr/a.png", reading.OUTSIDE.code), ("#a", "")):
        assert refused(Draft(extra={"word/media/a.svg": svg.format(address).encode()})) == wanted


def test_the_template_of_a_file_and_an_absent_thumbnail_are_dropped():
    """Word writes the first in each file that comes from an organisation's .dotx."""
    settings = (
        f'<w:settings {XMLNS}><w:attachedTemplate r:id="rT"/><w:zoom w:percent="100"/></w:settings>'
    )
    attached = Relationship("rT", OFFICE_RELS + "attachedTemplate", "file:///C:/m.dotx", True)
    root = [
        Relationship("rId1", OFFICE_RELS + "officeDocument", "word/document.xml"),
        Relationship(
            "rId2",
            OFFICE_RELS.replace("officeDocument", "package") + "metadata/thumbnail",
            "docProps/thumbnail.jpeg",
        ),
    ]
    draft = Draft(
        extra={
            "word/settings.xml": settings.encode(),
            "word/_rels/settings.xml.rels": rels_xml("word/settings.xml", [attached]),
            "_rels/.rels": rels_xml("", root),
        }
    )
    template = Template.compile(draft.data(), make_environment())
    made = open_package(assemble(template.render({}), properties=PROPERTIES))
    assert b"m.dotx" not in b"".join(made.parts.values())
    assert b"attachedTemplate" not in made.parts["word/settings.xml"]
    assert b"w:zoom" in made.parts["word/settings.xml"]


LINKED = document(
    '<w:p><w:hyperlink r:id="rL"><w:r><w:t>ici</w:t></w:r></w:hyperlink></w:p>',
    paragraph("{{ x }}"),
)


def linked(address, **context):
    """Return the addresses of the links of a document whose template links to `address`."""
    template = Template.compile(Draft(LINKED, links={"rL": address}).data(), make_environment())
    made = open_package(assemble(template.render({"x": "", **context}), properties=PROPERTIES))
    return [rel.target for rel in made.rels_of("word/document.xml") if rel.external]


@pytest.mark.parametrize(
    "address", ["{{ url }}", "%7B%7B%20url%20%7D%7D", "http:///%7b%7burl%7d%7d"]
)
def test_a_tag_in_the_address_of_a_link_is_rendered(address):
    """As Word writes it, braces and spaces encoded or not."""
    assert linked(address, url="https://x.fr/?a=1&b=2") == ["https://x.fr/?a=1&b=2"]
    assert linked("https://x.fr/%7B%7B%20url%20%7D%7D", url="é&1") == ["https://x.fr/é&1"]


@given(st.sampled_from(SCHEMES).filter(lambda s: s not in ("http", "https", "mailto", "tel")))
def test_an_address_is_checked_once_it_is_known(scheme):
    """The data may hold what the template does not."""
    with pytest.raises(CtaiError) as caught:
        linked("{{ url }}", url=f"{scheme}://x")
    assert [f.code for f in caught.value.findings] == ["DOC-018"]
