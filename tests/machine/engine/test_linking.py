"""Bodies are cut and joined, whatever the sections in them look like.

XML is bytes there and text here, which is easier to read: `in_text` stands between the two.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ctai_docs.machine.engine import linking
from ctai_docs.machine.engine.linking import Body, Notes, free_name, link_bodies, open_section
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.packages import XMLNS, document, footnotes, paragraph, section, shows

TEXT_BOX = "<w:p><w:r><w:pict><w:txbxContent><w:p/><w:p></w:p></w:txbxContent></w:pict></w:r></w:p>"
CHANGED = (
    "<w:sectPr><w:pgSz/><w:sectPrChange><w:sectPr><w:cols/></w:sectPr></w:sectPrChange></w:sectPr>"
)
NESTED = f"<w:p><w:pPr>{section(shows('header', 'rId1'))}</w:pPr></w:p>"


def in_text(function, xml=1):
    """Return a function whose first arguments, and whose result, are XML, made one of text."""

    def wrapped(*arguments):
        known = [argument.encode() for argument in arguments[:xml]]
        made = function(*known, *arguments[xml:])
        return made.decode() if isinstance(made, bytes) else made

    return wrapped


close_section = in_text(linking.close_section, 2)
merge_roots = in_text(linking.merge_roots, 2)
references = in_text(linking.references)
rename_bookmarks = in_text(linking.rename_bookmarks)
rename_relations = in_text(linking.rename_relations)
split_body = in_text(linking.split_body)
start_of_last = in_text(linking.start_of_last)
without_notes = in_text(linking.without_notes)


def blank(part):
    """Return the relationship id of an empty header or footer."""
    return f"blank-{part}"


def body(content, last="<w:sectPr/>"):
    """Return a body of its own."""
    head = f"<w:document {XMLNS}><w:body>"
    return Body(head.encode(), content.encode(), last.encode(), b"</w:body></w:document>")


def middle(cut):
    """Return the content and the last section of a body."""
    return cut.content.decode(), cut.section.decode()


@pytest.mark.parametrize(
    ("content", "last"),
    [
        pytest.param("<w:p/>", section(), id="plain"),
        pytest.param("<w:p/>", "<w:sectPr/>", id="empty tag"),
        pytest.param("<w:p/>", '<w:sectPr w:rsidR="00A1" />', id="empty tag with attributes"),
        pytest.param(NESTED, section(), id="a section in a paragraph"),
        pytest.param(f"<w:p/>{NESTED}", "<w:sectPr/>", id="a section in the last paragraph"),
        pytest.param("<w:p/>", CHANGED, id="a section with a tracked change"),
        pytest.param("", section(), id="no content"),
    ],
)
def test_a_body_is_cut_before_its_last_section(content, last):
    """Sections inside the content are not taken for the last one."""
    cut = split_body(document(content, last=last))
    assert middle(cut) == (content, last)
    whole = cut.head + cut.content + cut.section + cut.tail
    assert whole.decode() == document(content, last=last)


def test_a_body_without_a_section_gets_one():
    """The schema makes it optional."""
    cut = split_body(document(NESTED, last=""))
    assert middle(cut) == (NESTED, "<w:sectPr/>")


def test_a_body_may_have_attributes_and_white_space():
    """Pretty-printed templates are cut as well."""
    inner = "\n <w:body w:x='1'>\n  <w:p/>\n  <w:sectPr/>\n </w:body>\n"
    xml = f"<w:document {XMLNS}>{inner}</w:document>"
    cut = split_body(xml)
    content, section = middle(cut)
    assert (content.strip(), section) == ("<w:p/>", "<w:sectPr/>")


def test_a_text_without_a_body_is_a_bug():
    """The main part always has one."""
    with pytest.raises(AssertionError):
        split_body("<w:document/>")


def _holding(many):
    return f"<w:p><w:pPr/>{''.join(many)}</w:p>"


blocks = st.recursive(
    st.sampled_from(["<w:p/>", "<w:p></w:p>", '<w:p w:rsidR="1"/>', "<w:pict/>", "<w:r>x</w:r>"]),
    lambda inner: st.lists(inner, max_size=3).map(_holding),
)


@given(st.lists(blocks, max_size=4))
def test_the_last_element_is_found_whatever_it_holds(many):
    """Paragraphs hold paragraphs, by way of text boxes."""
    xml = "".join(many)
    last = many[-1] if many else ""
    is_paragraph = last.startswith(("<w:p>", "<w:p/", "<w:p "))
    expected = len(xml) - len(last) if is_paragraph else None
    assert start_of_last(xml, "w:p") == expected


@pytest.mark.parametrize(
    ("last", "closed"),
    [
        pytest.param("<w:p/>", "<w:p><w:pPr>§</w:pPr></w:p>", id="empty tag"),
        pytest.param('<w:p w:x="1"/>', '<w:p w:x="1"><w:pPr>§</w:pPr></w:p>', id="attributes"),
        pytest.param("<w:p></w:p>", "<w:p><w:pPr>§</w:pPr></w:p>", id="empty"),
        pytest.param("<w:p><w:r/></w:p>", "<w:p><w:pPr>§</w:pPr><w:r/></w:p>", id="no properties"),
        pytest.param(
            "<w:p><w:pPr/><w:r/></w:p>", "<w:p><w:pPr>§</w:pPr><w:r/></w:p>", id="empty properties"
        ),
        pytest.param(
            "<w:p><w:pPr><w:jc/></w:pPr></w:p>",
            "<w:p><w:pPr><w:jc/>§</w:pPr></w:p>",
            id="properties",
        ),
        pytest.param(
            "<w:p><w:pPr><w:jc/><w:pPrChange><w:pPr/></w:pPrChange></w:pPr></w:p>",
            "<w:p><w:pPr><w:jc/>§<w:pPrChange><w:pPr/></w:pPrChange></w:pPr></w:p>",
            id="tracked properties",
        ),
        pytest.param(
            TEXT_BOX, TEXT_BOX.replace("<w:p>", "<w:p><w:pPr>§</w:pPr>", 1), id="text box"
        ),
    ],
)
def test_a_section_closes_in_the_last_paragraph(last, closed):
    """No paragraph is added that could overflow to a blank page."""
    assert close_section(f"<w:tbl/>{last}", "§") == f"<w:tbl/>{closed}"


@pytest.mark.parametrize("last", ["<w:tbl></w:tbl>", "<w:sdt></w:sdt>", NESTED, ""])
def test_where_no_paragraph_can_hold_it_a_section_gets_a_thin_one(last):
    """A table, a control, or a paragraph that closes a section already."""
    closed = close_section(last, "§")
    assert closed.startswith(last + "<w:p><w:pPr><w:spacing ")
    assert closed.endswith("§</w:pPr></w:p>")


def test_an_annexe_begins_a_page_and_numbering_goes_on():
    """A continuous section cannot change the paper, and a restart is for a file of its own."""
    last = (
        '<w:sectPr><w:type w:val="continuous"/><w:pgSz/>'
        '<w:pgNumType w:fmt="decimal" w:start="1"/></w:sectPr>'
    )
    opened = open_section(body("<w:p/>", last), set(), blank)
    assert middle(opened)[1] == '<w:sectPr><w:pgSz/><w:pgNumType w:fmt="decimal"/></w:sectPr>'


def test_only_the_first_section_of_an_annexe_is_changed():
    """The others are as their author wanted them."""
    continuous = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    annexe = body(f"<w:p><w:pPr>{continuous}</w:pPr></w:p>", continuous)
    content, section = middle(open_section(annexe, {("header", "default")}, blank))
    assert 'r:id="blank-header"/></w:sectPr></w:pPr>' in content
    assert "continuous" not in content
    assert section == continuous


def test_an_annexe_does_not_inherit_headers():
    """What an earlier section shows and the annexe has not is blank, even in an empty tag."""
    shown = {("header", "default"), ("header", "first"), ("footer", "default")}
    last = f"<w:sectPr>{shows('header', 'rId5')}<w:titlePg/></w:sectPr>"
    _, section = middle(open_section(body("", last), shown, blank))
    assert references(section) == shown
    assert section.endswith(f"{shows('header', 'rId5')}<w:titlePg/></w:sectPr>")
    assert references(middle(open_section(body(""), shown, blank))[1]) == shown


def test_references_may_have_their_attributes_in_any_order():
    """A reference without a type is the default one."""
    xml = (
        '<w:headerReference w:type="first" r:id="a"/><w:headerReference r:id="b" w:type="even"/>'
        '<w:footerReference r:id="c" />'
    )
    assert references(xml) == {("header", "first"), ("header", "even"), ("footer", "default")}


def test_sections_keep_their_order():
    """The main section closes before the first annexe, the last annexe closes the body."""
    landscape = '<w:sectPr><w:pgSz w:orient="landscape"/></w:sectPr>'
    parts = [
        body(paragraph(t), s) for t, s in [("A", section()), ("B", landscape), ("C", section())]
    ]
    linked = etree.fromstring(b"".join(link_bodies(parts[0], parts[1:], blank)))
    ns = {"w": linked.nsmap["w"]}
    texts = linked.xpath("//w:body/*//w:t/text()", namespaces=ns)
    orients = [s.xpath("string(w:pgSz/@w:orient)", namespaces=ns) for s in linked.iter("{*}sectPr")]
    assert texts == ["A", "B", "C"]
    assert orients == ["", "landscape", ""]
    assert linked[0][-1].tag.endswith("sectPr")


def test_namespaces_of_both_roots_are_declared():
    """A prefix that Word may ignore must be declared, and stay ignorable."""
    ours = '<?xml version="1.0"?><w:document xmlns:w="W"><w:body>'
    theirs = '<w:document xmlns:w="W" xmlns:w14="W14" xmlns:mc="MC" mc:Ignorable="w14"><w:body>'
    assert merge_roots(ours, theirs) == (
        '<?xml version="1.0"?><w:document xmlns:w="W" xmlns:w14="W14" xmlns:mc="MC" '
        'mc:Ignorable="w14"><w:body>'
    )
    assert merge_roots(theirs, theirs).count("w14") == 2


def test_a_prefix_with_two_meanings_is_refused():
    """Prefixes are Word's own; another program may have numbered its own in each template."""
    with pytest.raises(CtaiError, match=r"« x ».*DOC-017"):
        merge_roots('<w:document xmlns:x="A">', '<w:document xmlns:x="B">')


def test_the_case_of_a_bookmark_does_not_count():
    """Word takes `But` and `BUT` for one."""
    xml = '<w:bookmarkStart w:id="1" w:name="But"/><w:instrText> REF BUT </w:instrText>'
    assert rename_bookmarks(xml, {"But": "a1_but"}) == (
        '<w:bookmarkStart w:id="1" w:name="a1_but"/><w:instrText> REF a1_but </w:instrText>'
    )


def test_links_and_fields_follow_a_bookmark():
    """Only whole names are replaced."""
    xml = (
        '<w:bookmarkStart w:id="1" w:name="but"/><w:hyperlink w:anchor="but"/>'
        '<w:instrText xml:space="preserve"> REF but \\h </w:instrText>'
        '<w:fldSimple w:instr="PAGEREF but2"/>'
        "<w:t>but</w:t>"
    )
    assert rename_bookmarks(xml, {"but": "a1_but"}) == xml.replace('"but"', '"a1_but"').replace(
        "REF but ", "REF a1_but "
    )


def test_new_names_of_bookmarks_are_free_and_short():
    """Word allows 40 characters, and hides names that begin with a low line."""
    assert free_name("but", {"but"}, 2) == "a2_but"
    assert free_name("but", {"but", "a2_but"}, 2) == "a2__but"
    assert free_name("_Toc1", {"_toc1"}, 3) == "_a3_Toc1"
    long = "x" * 40
    taken = {long}
    for _ in range(25):
        name = free_name(long, taken, 1)
        assert len(name) <= 40
        assert name not in taken
        taken.add(name)


def test_relationship_ids_are_renamed_in_every_attribute():
    """Late ids and other attributes that end alike are left alone."""
    xml = '<a r:id="x" r:embed="y"\n r:link="x" r:pict="" xr:id="x" id="x" r:id="\ufdd0lien:x"/>'
    assert rename_relations(xml, str.upper) == (
        '<a r:id="X" r:embed="Y"\n r:link="X" r:pict="" xr:id="x" id="x" r:id="\ufdd0lien:x"/>'
    )


def test_notes_are_gathered_under_new_numbers():
    """Separators are those of the first part."""
    notes = Notes("footnote", footnotes("Un", "Deux").encode())
    assert notes.take(footnotes("Trois").encode()) == {"1": "3"}
    assert notes.take(footnotes("Quatre", "Cinq").encode()) == {"1": "4", "2": "5"}
    root = etree.fromstring(notes.to_xml())
    assert " ".join(root.itertext()).split() == ["Un", "Deux", "Trois", "Quatre", "Cinq"]
    assert [e.get(f"{{{root.nsmap['w']}}}id") for e in root] == ["-1", "0", "1", "2", "3", "4", "5"]


def test_a_part_of_notes_can_begin_with_separators_only():
    """When the main document has no notes, the annexe's part serves as a frame."""
    assert without_notes(footnotes("Un"), "footnote") == footnotes()
