"""Late ids get their values; ids of the template become late."""

import re

import pytest
from lxml import etree

from ctai_docs.machine.engine.definitions import W
from ctai_docs.machine.engine.late import NO_LIST, BodyIds, FileIds, Lists, defer
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.packages import NUMBERING, STYLES


class Recorder:
    """Relationships that remember what was asked."""

    def __init__(self):
        self.asked = []

    def link(self, address):
        """Return an id for an address."""
        self.asked.append(address)
        return f"link{len(self.asked)}"

    def image(self, name):
        """Return an id for a picture."""
        return f"image-{name}"

    def chart(self, name):
        """Return an id for a chart."""
        return f"chart-{name}"


def file_ids():
    """Return the ids of a file with the usual styles and lists."""
    return FileIds(Lists(STYLES.encode(), NUMBERING.encode()))


def resolve(xml, ids=None, relations=None):
    """Return the values that late ids get in one body."""
    pieces = BodyIds(ids or file_ids()).resolve(xml.encode(), relations or Recorder())
    return re.findall(r'="([^"]*)"', b"".join(pieces).decode())


def late(*values):
    """Return XML with late ids in attributes."""
    return "".join(f'<e a="\ufdd0{value}"/>' for value in values)


def test_controls_and_drawings_count_through_the_file():
    """Two bodies of one file never share an id."""
    ids = file_ids()
    assert resolve(late("dessin", "dessin", "signet:a"), ids) == ["1", "2", "1"]
    assert resolve(late("dessin", "signet:a"), ids) == ["3", "2"]


def test_shapes_keep_their_ids_but_for_those_taken():
    """Word knows a watermark by its id; a text box that a loop repeats may not share one."""
    xml = b'<v:shape o:spid="s" id="Zone &quot;2&quot;" type="#t"/><v:rect id="a"/>'
    late = defer(xml)
    assert defer(late) == late
    ids = file_ids()
    assert [resolve(late.decode(), ids)[1] for _ in range(3)] == [
        *("Zone &quot;2&quot;", "Zone &quot;2&quot;_2", "Zone &quot;2&quot;_3")
    ]
    assert resolve(late.decode())[1:] == ["Zone &quot;2&quot;", "#t", "a"]
    kind = b'<v:shapetype id="t"/>'
    assert defer(kind) == kind  # each part has its own, which its shapes name


def test_both_ends_of_a_bookmark_get_one_id():
    """A name means the same bookmark within a body, another one in the next."""
    ids = file_ids()
    typed = late("signet:a", "signet:b", "finsignet:b", "finsignet:a", "signet:a", "finsignet:a")
    assert resolve(typed, ids) == ["1", "2", "2", "1", "3", "3"]
    assert resolve(late("signet:a"), ids) == ["4"]


def test_an_end_whose_start_is_gone_gets_an_id_that_nothing_bears():
    """A condition took the start away: Word ignores such an end."""
    ids = file_ids()
    assert resolve(late("signet:a", "finsignet:b", "finsignet:a", "finsignet:b"), ids) == [
        *("1", "2", "1", "2")
    ]
    assert resolve(late("signet:a"), ids) == ["3"]


def test_each_key_of_a_body_is_a_list_of_its_own():
    """Numbers begin above those of the template, and a key keeps its list."""
    ids = file_ids()
    values = ["liste:Liste:k1", "liste:Liste:k2:4", "liste:Liste:k1"]
    assert resolve(late(*values), ids) == ["2", "3", "2"]
    assert resolve(late("liste:Liste:k1"), ids) == ["4"]
    root = etree.fromstring(ids.lists.to_xml())
    starts = [e.get(W + "val") for e in root.iter(W + "startOverride")]
    assert starts == ["1", "1", "4", "4", "1", "1"]
    assert [e.get(W + "numId") for e in root.iter(W + "num")] == ["1", "2", "3", "4"]


def test_fresh_lists_stand_before_the_clean_up_mark():
    """The schema wants `w:numIdMacAtCleanup` last."""
    mark = '<w:numIdMacAtCleanup w:val="1"/>'
    numbering = NUMBERING.replace("</w:numbering>", f"{mark}</w:numbering>")
    lists = Lists(STYLES.encode(), numbering.encode())
    lists.instance("Liste")
    assert lists.to_xml().endswith(f"</w:num>{mark}</w:numbering>".encode())


@pytest.mark.parametrize("style", ["Normal", "Inconnu"])
def test_a_style_without_a_list_is_a_finding(style):
    """Users edit templates, so this is their trouble and not a bug of ours."""
    with pytest.raises(CtaiError) as caught:
        resolve(late(f"liste:{style}:k"))
    assert caught.value.findings == (NO_LIST.at((), style=style),)


def test_addresses_and_pictures_become_relationships():
    """Attribute values are unescaped once, entities of addresses stay."""
    relations = Recorder()
    xml = late("lien:https://a.fr/?a=1&amp;b=2&amp;copy=&#34;x&#34;", "image:logo", "graphique:a")
    assert resolve(xml, relations=relations) == ["link1", "image-logo", "chart-a"]
    assert relations.asked == ['https://a.fr/?a=1&b=2&copy="x"']


@pytest.mark.parametrize("value", ["", "inconnu", "SDT", "liste:Liste", "liste:Liste:k:deux"])
def test_other_late_ids_are_bugs(value):
    """A kind that nobody knows, or a list without a key, is ours to mend."""
    with pytest.raises(AssertionError):
        resolve(late(value))


def test_what_only_looks_late_stays_as_it_is():
    """The last byte of the sign is that of other characters; a sign counts only after a quote."""
    xml = '<w:t a="§ 3" b="А" c="Аdessin">а=&#34;Аdessin§ 2 \ufdd0dessin</w:t>'.encode()
    assert b"".join(BodyIds(file_ids()).resolve(xml, Recorder())) == xml


def test_ids_of_the_template_become_late():
    """So a body can be repeated; ids of paragraphs and controls, which nothing cites, go away."""
    xml = (
        '<w:p w14:paraId="12" w14:textId="77777777"><w:sdtPr><w:id w:val="-5"/></w:sdtPr>'
        '<wp:docPr name="a" id="7"/><w:bookmarkStart w:id="0" w:name="x"/>'
        '<w:bookmarkEnd w:id="0"/></w:p>'
    )
    late = defer(xml.encode())
    assert late.decode() == (
        "<w:p><w:sdtPr></w:sdtPr>"
        '<wp:docPr name="a" id="\ufdd0dessin"/><w:bookmarkStart w:id="\ufdd0signet:0" w:name="x"/>'
        '<w:bookmarkEnd w:id="\ufdd0finsignet:0"/></w:p>'
    )
    assert defer(late) == late
