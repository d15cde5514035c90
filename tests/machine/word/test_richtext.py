"""Blocks of text in WordprocessingML."""

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ctai_docs.machine.characters import UNWRITABLE
from ctai_docs.machine.french.typo import typeset
from ctai_docs.machine.markdown import (
    Cell,
    ComputedBlock,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Reference,
    Table,
    Text,
    parse,
)
from ctai_docs.machine.word.richtext import Resolved, RichTextStyles, to_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

PIECES = (
    *"ab \n\t\\`*_[]()<>!#|&;:-+1.\"'",
    *("\n\n", "\n- ", "\n  1. ", "|a|b|\n|-|-|\n", "\n\n---\n\n", "عر"),
    *("<axe:a>", "<bloc:b>", "](https://a.fr?b=1&c=", 'w:id="§lien:', "</w:t>"),
)
texts = st.one_of(
    st.text().map(lambda text: UNWRITABLE.sub("", text)),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


def refer(reference):
    """Resolve a reference: no such key is known but `avenant`, and `vide` prints nothing."""
    if reference.key == "vide":
        return Resolved("")
    if reference.text not in (None, "#"):
        return Resolved(reference.text, f"{reference.kind}_{reference.key}")
    return Resolved(f"{reference.kind} « {reference.key} »", f"{reference.kind}_{reference.key}")


def write(source, **options):
    """Return the XML of a typed text."""
    blocks = parse(source).blocks if isinstance(source, str) else source
    return to_word(blocks, **{"refer": refer, "compute": lambda _: (), **options})


def tree(source, **options):
    """Return the XML of a typed text as a tree, strictly parsed."""
    return etree.fromstring(
        f'<w:body xmlns:w="{W}" xmlns:r="{R}">{write(source, **options)}</w:body>'
    )


def values(source, path):
    """Return what an XPath finds in the XML of a typed text."""
    return tree(source).xpath(path, namespaces={"w": W, "r": R})


def styles(source):
    """Return the style of each paragraph."""
    return values(source, "//w:pStyle/@w:val")


def printed(source, **options):
    """Return the text of each paragraph."""
    return ["".join(p.itertext()) for p in tree(source, **options).iter(f"{{{W}}}p")]


@given(texts)
def test_any_text_is_well_formed(source):
    """Whatever was typed, Word gets XML, and no late id that was typed."""
    late = tree(source).xpath("//@*[starts-with(., '\ufdd0')]")
    assert all(
        re.match("\ufdd0(lien:(https?://|mailto:)|liste:Listenumrote)", each) for each in late
    )


@given(texts)
def test_no_cell_and_no_paragraph_is_empty(source):
    """Each paragraph prints something, but the one between two tables."""
    body = tree(source)
    for paragraph in body.iter(f"{{{W}}}p"):
        apart = paragraph.getprevious() is not None and paragraph.getprevious().tag.endswith("tbl")
        assert "".join(paragraph.itertext()).strip() or apart


def test_a_paragraph():
    """The whole XML of a paragraph."""
    assert write("Un **gras** & *le reste*") == (
        '<w:p><w:pPr><w:pStyle w:val="Corpsdetexte"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">Un </w:t></w:r>'
        '<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">gras</w:t></w:r>'
        '<w:r><w:t xml:space="preserve"> &amp; </w:t></w:r>'
        '<w:r><w:rPr><w:i/><w:iCs/></w:rPr><w:t xml:space="preserve">le reste</w:t></w:r></w:p>'
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("un\n\ndeux", ["Corpsdetexte"] * 2, id="paragraphs"),
        pytest.param(
            "# a\n## b\n### c", ["Intertitre1", "Intertitre2", "Intertitre3"], id="titles"
        ),
        pytest.param(
            "- a\n\n  b\n  - c\n\n    d\n\n  e",
            ["Listepuces", "Listesuite", "Listepuces2", "Listesuite2", "Listesuite"],
            id="bullets",
        ),
        pytest.param("1. a\n   1. b", ["Listenumrote", "Listenumrote2"], id="numbers"),
        pytest.param(
            "|a|b|\n|-|-|\n|c|d|",
            ["Enttedetableau", "Enttedetableau", "Celluledetableau", "Celluledetableau"],
            id="table",
        ),
    ],
)
def test_styles(source, expected):
    """Each kind of paragraph has its style, and nothing makes nothing."""
    assert styles(source) == expected


def test_styles_can_be_others():
    """A template may name its styles otherwise."""
    assert 'w:val="Normal"' in write("a", styles=RichTextStyles(body="Normal"))


def test_each_ordered_list_restarts():
    """Every list has a late id of its own, with its level and its start."""
    source = "1. a\n   1. b\n2. c\n   1. d\n\nentre\n\n7. e"
    levels = values(source, "//w:numPr/w:ilvl/@w:val")
    lists = values(source, "//w:numPr/w:numId/@w:val")

    assert list(zip(levels, lists, strict=True)) == [
        ("0", "\ufdd0liste:Listenumrote:texte-1:1"),
        ("1", "\ufdd0liste:Listenumrote2:texte-2:1"),
        ("0", "\ufdd0liste:Listenumrote:texte-1:1"),
        ("1", "\ufdd0liste:Listenumrote2:texte-3:1"),
        ("0", "\ufdd0liste:Listenumrote:texte-4:7"),
    ]


def test_texts_of_one_body_keep_their_lists_apart():
    """The key given by the caller is part of each list's key."""
    assert "\ufdd0liste:Listenumrote:fiche.resume-1:1" in write("1. a", key="fiche.resume")


def test_the_number_goes_to_the_first_paragraph_that_prints():
    """An item that begins with an empty value keeps its number."""
    assert styles("1. <valeur:vide>\n\n   b\n\n   c") == ["Listenumrote", "Listesuite"]


def test_properties_follow_the_order_of_the_schema():
    """Word refuses properties out of order."""
    item = ListBlock(True, 1, (Item((Paragraph((Text("مرحبا", True, True),)),)),))

    paragraph = tree([item]).find(f".//{{{W}}}pPr")
    run = tree([Paragraph((Link("https://a.fr", (Text("مرحبا", True, True),)),))]).find(
        f".//{{{W}}}rPr"
    )
    names = [[etree.QName(each).localname for each in parent] for parent in (paragraph, run)]

    assert names == [["pStyle", "numPr", "bidi"], ["rStyle", "b", "bCs", "i", "iCs", "rtl"]]


@pytest.mark.parametrize(
    ("source", "paragraphs", "runs"),
    [
        pytest.param("Bonjour", 0, 0, id="French"),
        pytest.param("مرحبا, CTAI 2026", 1, 1, id="Arabic first"),
        pytest.param("Bonjour مرحبا", 0, 1, id="French first"),
        pytest.param("Bonjour **مرحبا**", 0, 1, id="an Arabic run"),
        pytest.param("« 12 » שלום", 1, 1, id="Hebrew after digits"),
    ],
)
def test_right_to_left(source, paragraphs, runs):
    """A run goes the way of its letters, a paragraph that of most of them."""
    assert len(values(source, "//w:bidi")) == paragraphs
    assert len(values(source, "//w:rtl")) == runs


def test_tabs_and_line_breaks():
    """Tabs and hard breaks are elements of Word."""
    assert len(values("a\\\nb\tc", "//w:br")) == 1
    assert len(values("[a\\\nb](https://a.fr)", "//w:hyperlink//w:br")) == 1
    assert len(values("a\tb", "//w:r/w:tab")) == 1
    assert values([Paragraph((Text("a\nb"),))], "count(//w:br)") == 1


def test_an_external_link():
    """The address waits for its relationship, escaped; the words bear the link's style."""
    source = "[ici](https://a.fr?b=1&c=2)"

    assert '<w:hyperlink r:id="\ufdd0lien:https://a.fr?b=1&amp;c=2" w:history="1">' in write(source)
    assert values(source, "//w:hyperlink/w:r/w:rPr/w:rStyle/@w:val") == ["Lienhypertexte"]


def test_references_lead_to_their_bookmark():
    """The resolver says what is printed, and where it leads."""
    source = "voir <article:avenant>, [#](article:a), [**là**](article:b)"

    assert values(source, "//w:hyperlink/@w:anchor") == [
        "article_avenant",
        "article_a",
        "article_b",
    ]
    assert printed(source) == ["voir article « avenant », article « a », là"]
    assert len(values(source, "//w:b")) == 1


def test_a_reference_without_a_bookmark_is_plain_text():
    """A value is printed, not linked."""
    xml = write("<valeur:a>", refer=lambda _: Resolved("12 000 €", found=True))

    assert "hyperlink" not in xml
    assert "12 000 €" in xml


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("<valeur:vide>", id="paragraph"),
        pytest.param("# <valeur:vide>", id="title"),
        pytest.param("- <valeur:vide>", id="item"),
        pytest.param("[](valeur:vide)\\\n<valeur:vide>", id="with a line break"),
    ],
)
def test_what_prints_nothing_is_dropped(source):
    """A paragraph of empty values alone leaves no blank line."""
    assert write(source) == ""


def test_computed_blocks_take_the_place_of_their_paragraph():
    """What is computed is written in the same styles, and may be nothing."""
    answers = {"axes": parse("- un\n- deux").blocks, "rien": ()}
    source = "a\n\n<bloc:axes>\n\n<bloc:rien>\n\nb"

    assert printed(source, compute=answers.__getitem__) == ["a", "un", "deux", "b"]


def test_texts_are_typeset():
    """Typography reaches typed and resolved text, and leaves addresses alone."""
    source = "l'axe : <axe:b> <https://a.fr?b> <mailto:a@b.fr> [c'est ?](https://d.fr)"

    assert printed(source, typeset=typeset) == [
        "l’axe\u00a0: axe «\u00a0b\u00a0» https://a.fr?b mailto:a@b.fr c’est\u202f?"
    ]


def test_a_table():
    """The header repeats, no row breaks, no cell is empty, the widths fill the page."""
    source = "|a|bcd|\n|:-|-:|\n|1||\n|2|" + "x" * 200 + "|"

    assert printed(source) == ["a", "bcd", "1", "sans objet", "2", "x" * 200]
    assert len(values(source, "//w:tblHeader")) == 1
    assert len(values(source, "//w:cantSplit")) == 3
    assert values(source, "//w:tblStyle/@w:val") == ["TableauTexte"]
    assert values(source, "//w:jc/@w:val") == ["left", "right"] * 3
    assert values(source, "//w:tr[1]//w:tcW/@w:w") == ["588", "4412"]
    assert values(source, "//w:gridCol/@w:w") == ["1133", "8504"]


@given(st.lists(st.integers(0, 300), min_size=1, max_size=63))
def test_columns_fill_the_width(lengths):
    """However long the texts, the columns add up to the whole width, none of them lost."""
    header = tuple(Cell((Text("x" * length),)) for length in lengths)
    shares = [
        int(each) for each in values([Table(header, (), ("",) * len(header))], "//w:tcW/@w:w")
    ]

    assert sum(shares) == 5000
    assert min(shares) > 0


def test_two_tables_stay_apart():
    """Word would merge tables that touch, whatever stood between them printed nothing."""
    table = "|a|\n|-|\n|b|\n"
    names = [etree.QName(each).localname for each in tree(f"{table}\n<valeur:vide>\n\n{table}")]

    assert names == ["tbl", "p", "tbl"]


def test_references_of_a_block_made_by_hand():
    """Blocks need not come from Markdown."""
    blocks = [Paragraph((Reference("axe", "a"),)), ComputedBlock("rien")]

    assert printed(blocks) == ["axe « a »"]


def test_a_long_description_is_written_quickly():
    """Five thousand words take some thousandths of a second."""
    blocks = parse("Un **mot** et *un autre*, puis <axe:a>.\n\n" * 625).blocks
    start = perf_counter()
    write(blocks)

    assert perf_counter() - start < 0.5
