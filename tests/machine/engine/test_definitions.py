"""What a document defines is looked up; the styles and lists of two documents become one set."""

from dataclasses import astuple

import pytest
from lxml import etree

from ctai_docs.machine.engine.definitions import (
    Definitions,
    W,
    list_styles,
    merge_definitions,
    rename_styles_and_lists,
)
from tests.machine.engine.packages import NUMBERING, STYLES, XMLNS


def test_a_style_inherits_its_list():
    """The nearest ancestor with a list counts."""
    found = list_styles(STYLES.encode(), NUMBERING.encode())
    assert found == {"Liste": ("0", "0"), "ListeFille": ("0", "0")}


def test_a_circle_of_styles_ends():
    """A damaged template does not hang the program."""
    styles = STYLES.replace('<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="ListeFille"/>')
    assert "ListeFille" in list_styles(styles.encode(), NUMBERING.encode())


def test_equal_definitions_are_shared():
    """Templates made of one styles part and one numbering part merge for free."""
    ours = Definitions(STYLES.encode(), NUMBERING.encode())
    merged, styles, lists = merge_definitions(
        ours, Definitions(STYLES.encode(), NUMBERING.encode())
    )
    assert merged is ours
    assert (styles, lists) == ({}, {})


def test_missing_styles_and_lists_are_imported():
    """A style known by id or by name keeps our look; others come with their lists."""
    theirs = (
        STYLES.replace('"Titre1"', '"Heading1"')
        .replace('"Liste"', '"Puces"')
        .replace("List Number", "List Bullet")
    )
    numbering = NUMBERING.replace('"Liste"', '"Puces"')
    ours = Definitions(STYLES.encode(), NUMBERING.encode())
    merged, styles, lists = merge_definitions(
        ours, Definitions(theirs.encode(), numbering.encode())
    )
    assert styles["Heading1"] == "Titre1"
    assert lists == {"1": "3"}
    assert list_styles(merged.styles, merged.numbering) == {
        "Liste": ("0", "0"),
        "ListeFille": ("0", "0"),
        "Puces": ("1", "0"),
        "ListeFille-2": ("1", "0"),
    }  # the last one is based on another style than ours of its name
    root = etree.fromstring(merged.numbering)
    tags = [etree.QName(e).localname for e in root]
    assert tags == ["abstractNum", "abstractNum", "num", "num"]
    signs = [e.get(W + "val") for e in root.iter(W + "nsid")]
    assert len(set(signs)) == 2


def test_an_imported_list_lets_go_of_the_styles_that_keep_our_look():
    """Else two abstract lists would claim one paragraph style."""
    numbering = NUMBERING.replace('w:val="%1."', 'w:val="%1)"')
    numbering = numbering.replace("<w:lvl ", '<w:styleLink w:val="Liste"/><w:lvl ', 1)
    ours = Definitions(STYLES.encode(), NUMBERING.encode())
    merged, _, lists = merge_definitions(ours, Definitions(STYLES.encode(), numbering.encode()))
    root = etree.fromstring(merged.numbering)
    assert lists == {"1": "3"}
    assert len(list(root.iter(W + "pStyle"))) == 1
    assert list(root.iter(W + "styleLink")) == []


def test_definitions_may_be_missing_on_our_side():
    """Then theirs become ours, ids unchanged."""
    theirs = Definitions(STYLES.encode(), NUMBERING.encode())
    merged, _, lists = merge_definitions(Definitions(b"", b""), theirs)
    assert merged.styles == theirs.styles
    assert list_styles(*astuple(merged)) == list_styles(*astuple(theirs))
    assert lists == {}


def test_parts_without_a_list_merge():
    """Word leaves such a part where the last list was removed."""
    empty = [f"<w:numbering {XMLNS}>{end}</w:numbering>" for end in ("", "<!-- -->")]
    ours, theirs = (Definitions(STYLES.encode(), text.encode()) for text in empty)
    assert merge_definitions(ours, theirs)[2] == {}


@pytest.mark.parametrize("ours", [NUMBERING, ""])
def test_pictures_of_bullets_stay_behind(ours):
    """Their relationships do; the sign that Word keeps beside each is what bullets then show."""
    numbering = NUMBERING.replace("<w:abstractNum ", '<w:numPicBullet w:numPicBulletId="0"/>\\g', 1)
    numbering = numbering.replace("\\g", "<w:abstractNum ")
    numbering = numbering.replace("</w:lvl>", '<w:lvlPicBulletId w:val="0"/></w:lvl>')
    theirs = Definitions(STYLES.encode(), numbering.encode())
    merged, _, _ = merge_definitions(Definitions(STYLES.encode(), ours.encode()), theirs)
    assert b"PicBullet" not in merged.numbering
    assert merged.numbering.count(b'<w:lvlText w:val="%1."/>') == (2 if ours else 1)


def test_renaming_leaves_late_lists_alone():
    """Late lists are looked up in the merged numbering."""
    xml = '<w:pStyle w:val="a"/><w:numId w:val="1"/><w:numId w:val="\ufdd0liste:a:k"/>'
    renamed = rename_styles_and_lists(xml.encode(), {"a": "b"}, {"1": "5"})
    assert renamed.decode() == (
        '<w:pStyle w:val="b"/><w:numId w:val="5"/><w:numId w:val="\ufdd0liste:a:k"/>'
    )


def style(ident, name, look, made=True):
    """Return a style of paragraphs."""
    custom = ' w:customStyle="1"' if made else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{ident}"{custom}><w:name w:val="{name}"/>'
        f'<w:pPr><w:jc w:val="{look}"/></w:pPr></w:style>'
    )


def joined(ours, theirs, numberings=("", "")):
    """Return the looks and names of the merged styles by id, and the new ids of theirs."""
    both = [f"<w:styles {XMLNS}>{''.join(each)}</w:styles>".encode() for each in (ours, theirs)]
    lists = [each.encode() for each in numberings]
    merged, ids, _ = merge_definitions(*map(Definitions, both, lists))
    root = etree.fromstring(merged.styles)
    assert len({each.get(W + "styleId") for each in root}) == len(root)
    looks = {
        each.get(W + "styleId"): (each.find(W + "name").get(W + "val"), each[1][0].get(W + "val"))
        for each in root
    }
    assert len({name.lower() for name, _ in looks.values()}) == len(looks)
    return looks, ids, merged


def test_two_made_styles_of_one_name_keep_their_looks():
    """What was drawn with one is not shown as the other."""
    looks, ids, _ = joined([style("Note", "Note", "left")], [style("Note", "note", "right")])
    assert looks == {"Note": ("Note", "left"), "Note-2": ("note (2)", "right")}
    assert ids == {"Note": "Note-2"}


def test_two_styles_of_one_id_and_two_names_are_two():
    """Word makes ids out of names, and out of the same letters."""
    both = [style("Style1", "Avis", "left")], [style("Style1", "Encadré", "right", made=False)]
    looks, ids, _ = joined(*both)
    assert looks == {"Style1": ("Avis", "left"), "Style1-2": ("Encadré", "right")}
    assert ids == {"Style1": "Style1-2"}


def test_a_style_of_word_keeps_our_look():
    """Headings and body text are those of the contract, wherever they come from."""
    ours, theirs = style("T1", "heading 1", "left", False), style("H1", "heading 1", "right", False)
    looks, ids, _ = joined([ours], [theirs])
    assert (looks, ids) == ({"T1": ("heading 1", "left")}, {"H1": "T1"})


def test_equal_made_styles_are_one():
    """A copy of our template brings nothing twice."""
    same = [style("Note", "Note", "left")]
    looks, ids, _ = joined(same, [*same, style("Autre", "Autre", "left")])
    assert set(looks) == {"Note", "Autre"}
    assert ids["Note"] == "Note"


def test_the_list_of_a_renamed_style_follows_it():
    """Its level names the style by its new id."""
    numbering = NUMBERING.replace('"Liste"', '"Note"')
    _, _, merged = joined(
        [style("Note", "Note", "left")],
        [style("Note", "Note", "right")],
        numberings=(NUMBERING, numbering),
    )
    assert b'<w:pStyle w:val="Note-2"/>' in merged.numbering
