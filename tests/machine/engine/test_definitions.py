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
    }
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
