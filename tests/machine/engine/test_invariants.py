"""Each invariant is broken once; a sound file breaks none."""

import io
import zipfile

import pytest

from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.assembly import assemble
from ctai_docs.machine.engine.invariants import ADVICE, CHECKS, check_invariants
from ctai_docs.machine.engine.properties import Properties
from ctai_docs.machine.engine.reading import read_package
from tests.machine.engine.packages import (
    NUMBERING,
    STYLES,
    XMLNS,
    Draft,
    bookmark,
    control,
    document,
    paragraph,
    picture,
    png,
    section,
    shows,
    story,
    table,
)

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
CELL = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{row}</w:tr></w:tbl>"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
SHAPE = f'<w:p><w:r><w:pict><v:shape {VML} id="a"/></w:pict></w:r></w:p>'


def sound(*content, **draft):
    """Return a file made of a draft, as `assemble` makes it."""
    rendered = Draft(document(*content), **draft).rendered()
    return assemble(rendered, properties=Properties("Titre"))


def broken(*content, last=None, **parts):
    """Return a sound file whose parts were replaced afterwards."""
    wanted = dict(read_package(sound(paragraph("a"))).parts)
    wanted["word/document.xml"] = document(*content, last=last).encode()
    wanted |= {name.replace("__", "/") + ".xml": xml.encode() for name, xml in parts.items()}
    return write_package(wanted)


def without(name):
    """Return a sound file that lacks a part."""
    parts = dict(read_package(sound(paragraph("a"))).parts)
    del parts[name]
    return write_package(parts)


def cell(inner):
    """Return a table of one cell."""
    return CELL.format(row=f"<w:tc>{inner}</w:tc>")


def named(tag, length):
    """Return a control whose tag or alias has a length."""
    return control("a", "1").replace(f'<w:{tag} w:val="', f'<w:{tag} w:val="{"x" * length}')


def test_a_sound_file_breaks_nothing():
    """One of everything that the checks look at."""
    content = (
        *(paragraph("a", "Titre1"), control("b"), bookmark("c"), picture("\ufdd0image:d")),
        *(SHAPE, table("e|f", "g|h"), f"<w:p>{BEGIN}{SEPARATE}{END}</w:p>"),
    )
    main = Draft(document(*content)).rendered()
    data = assemble(main, [main], images={"d": png()}, properties=Properties("Titre"))
    assert check_invariants(data, advice=True) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(broken(cell("")), "cell without a paragraph", id="empty cell"),
        pytest.param(
            broken(
                cell(f"{paragraph('a')}<w:tbl><w:tr><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>")
            ),
            "a table is last in its cell « ab »",
            id="table last",
        ),
        pytest.param(broken(cell("<w:p/>")), "blank cell", id="blank cell"),
        pytest.param(broken(CELL.format(row="")), "row without cells", id="no cells"),
        pytest.param(broken("<w:tbl/>"), "table without rows", id="no rows"),
        pytest.param(
            broken(control("a", "1"), control("b", "1")), "control id '1' is already", id="controls"
        ),
        pytest.param(
            broken(picture("", "1"), picture("", "1")), "drawing id '1' is already", id="drawings"
        ),
        pytest.param(broken(SHAPE, SHAPE), "shape id 'a' is already", id="shapes"),
        pytest.param(
            broken(bookmark("a", "1"), bookmark("b", "1")), "bookmark id '1'", id="bookmark ids"
        ),
        pytest.param(
            broken(bookmark("a", "1"), bookmark("A", "2")), "bookmark 'a'", id="bookmark names"
        ),
        pytest.param(
            broken('<w:bookmarkStart w:id="1" w:name="a"/>'), "does not end", id="bookmark start"
        ),
        pytest.param(broken('<w:bookmarkEnd w:id="1"/>'), "without a start", id="bookmark end"),
        pytest.param(broken(f"<w:p>{BEGIN}</w:p>"), "field without end", id="open field"),
        pytest.param(broken(f"<w:p>{END}</w:p>"), "before it begins", id="field end"),
        pytest.param(broken(f"<w:p>{SEPARATE}</w:p>"), "before it begins", id="field middle"),
        pytest.param(broken(paragraph("{{ a }}")), "leftover {{ « {{ a }}", id="placeholder"),
        pytest.param(broken(control("a", "\ufdd0sdt")), "leftover late id", id="late id"),
        pytest.param(
            broken(picture("rNone", "1")), "relationship rNone does not exist", id="r:embed"
        ),
        pytest.param(
            broken(paragraph("a"), last=section(shows("header", "rNone"))),
            "relationship rNone does not exist",
            id="r:id",
        ),
        pytest.param(without("word/settings.xml"), "leads to no part", id="lost part"),
        pytest.param(broken(word__lost="<x/>"), "no relationship leads", id="orphan"),
        pytest.param(broken(paragraph("a", "Nul")), "style 'Nul' does not exist", id="style"),
        pytest.param(
            broken('<w:p><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:p>'),
            "list 9 does not exist",
            id="list",
        ),
        pytest.param(
            broken(
                word__numbering=NUMBERING.replace(
                    '<w:abstractNumId w:val="0"', '<w:abstractNumId w:val="7"'
                )
            ),
            "list 1 has no abstract list",
            id="abstract list",
        ),
        pytest.param(broken(named("tag", 65)), "tag longer than 64", id="tag"),
        pytest.param(broken(named("alias", 65)), "alias longer than 64", id="alias"),
        pytest.param(
            broken("<w:sdt><w:sdtContent/></w:sdt>"), "control without content", id="empty control"
        ),
        pytest.param(broken(word__settings="<w"), "not well-formed", id="malformed"),
        pytest.param(
            broken(word__styles=STYLES.replace("fr-FR", "en-US")), "not fr-FR", id="language"
        ),
        pytest.param(
            broken(last='<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'),
            "not A4: [12240, 15840]",
            id="Letter",
        ),
        pytest.param(broken(last="<w:sectPr/>"), "not A4: []", id="no page size"),
        pytest.param(
            assemble(Draft().rendered(), properties=Properties(" ")), "no title", id="title"
        ),
        pytest.param(
            broken(paragraph("a", "Titre1"), paragraph("b", "Titre3")),
            "heading 3 after 1 « b »",
            id="heading",
        ),
        pytest.param(
            sound(paragraph("a"), related={"rH": ("header1.xml", story("header", "a"))}),
            "no section shows it",
            id="unused header",
        ),
        pytest.param(b"", "not a package", id="no zip"),
        pytest.param(without("_rels/.rels"), "no content types or no main", id="no main part"),
        pytest.param(without("[Content_Types].xml"), "no content types or no main", id="no types"),
    ],
)
def test_what_is_broken_is_told(data, expected):
    """One fault gives one message, with its place."""
    told = check_invariants(data)
    assert [message for message in told if expected in message], told
    assert len(told) == 1, told


def test_entries_are_sorted_and_undated():
    """Another writer's archive differs from one machine to the next."""
    parts = read_package(sound(paragraph("a"))).parts
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, reverse=True):
            archive.writestr(name, parts[name])
    told = check_invariants(buffer.getvalue())
    assert "archive: entries are not in order" in told
    assert "word/document.xml: entry has a date or extra fields" in told


def test_the_main_part_has_the_main_type():
    """A template's type would open a copy named Document1."""
    parts = dict(read_package(sound(paragraph("a"))).parts)
    types = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    told = check_invariants(write_package(parts | {"[Content_Types].xml": types}))
    assert told == ["word/document.xml: main part has no main content type"]


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<w:tcPr><w:vMerge/></w:tcPr><w:p/>", id="merged"),
        pytest.param("<w:p><w:r><w:sym/></w:r></w:p>", id="symbol"),
        pytest.param("<w:p><w:r><w:drawing/></w:r></w:p>", id="picture"),
        pytest.param(control("a", "1"), id="control"),
    ],
)
def test_a_cell_that_shows_something_is_not_blank(inner):
    """Nor is one that continues the cell above."""
    assert check_invariants(broken(cell(inner))) == []


def test_outline_levels_may_be_direct_or_inherited():
    """A style based on a heading is one; a paragraph may say its own level."""
    child = (
        '<w:style w:type="paragraph" w:styleId="Fille"><w:name w:val="Fille"/>'
        '<w:basedOn w:val="Titre3"/></w:style></w:styles>'
    )
    direct = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:p>'
    styles = STYLES.replace("</w:styles>", child)
    first = paragraph("a", "Titre1")
    good = broken(first, direct, paragraph("b", "Fille"), word__styles=styles)
    assert check_invariants(good) == []
    assert (
        "heading 3 after 1"
        in check_invariants(broken(first, paragraph("b", "Fille"), word__styles=styles))[0]
    )


def test_a_data_table_without_header_row_is_advice():
    """What looks like a data table may be a layout; callers choose."""
    data = broken(table("Année|Montant", "2026|1", header=False))
    assert check_invariants(data) == []
    assert check_invariants(data, advice=True) == [
        "word/document.xml: table without a header row « AnnéeMontant »"
    ]


def test_a_layout_is_no_data_table():
    """What the style of layouts sets side by side needs no header row."""
    grid = table("Pour la Ville|Pour l’État", "le maire|le préfet", header=False)
    style = '<w:tblPr><w:tblStyle w:val="MiseEnPage"/>'
    assert "<w:tblPr>" in grid
    told = check_invariants(broken(grid.replace("<w:tblPr>", style, 1)), advice=True)
    assert not any("header row" in message for message in told)


def test_headers_are_checked_like_the_body():
    """Controls of headers share the ids of the file."""
    header = f"<w:hdr {XMLNS}>{control('a', '1')}</w:hdr>"
    last = section(shows("header", "rH"))
    draft = Draft(document(control("b", "1"), last=last), related={"rH": ("header1.xml", header)})
    told = check_invariants(draft.data())
    assert any("control id '1' is already in" in message for message in told)


def test_every_check_says_something_here():
    """A check that no test provokes could be broken itself."""
    assert len(CHECKS) == 17  # `charts` has its own faults in test_charts
    assert len(ADVICE) == 1
