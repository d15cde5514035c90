"""Each thing that the pass looks for, put into a document that had none: found, and where."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctai_docs.machine.accessible import look_over, opening
from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.findings import MAX_FINDINGS, CtaiError
from ctai_docs.rules.catalogue import rules
from tests.documents.packs import metz
from tests.machine.engine.packages import png
from tests.machine.engine.test_package import doubled_entry, encrypted_entry, zipped

CONTRACT, FICHE, BOOK = "contrat-sans-annexes.docx", "fiche", "annexe-budgetaire.xlsx"
BODY, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
PLAIN = '<w:p><w:pPr><w:pStyle w:val="Corpsdetexte"/></w:pPr><w:r>{}<w:t>{}</w:t></w:r></w:p>'
LINK = '<w:hyperlink w:anchor="article_1"><w:r><w:t>{}</w:t></w:r></w:hyperlink>'
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="99" name="Image" descr="{}"/></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
CONTROL = '<w:sdt><w:sdtPr><w:id w:val="999"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr>{header}</w:trPr><w:tc><w:tcPr>{span}</w:tcPr>"
    "<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
HEADER = "<w:tblHeader/>"


@cache
def small(name):
    """Return a file of Metz without its pictures, in which more of the damage counts."""
    return write_package({n: d for n, d in parts(name).items() if not n.endswith(".png")})


@cache
def parts(name):
    """Return the parts of a document of Metz in which nothing is found."""
    full = name if name in metz() else next(n for n in metz() if n.startswith("fiches/"))
    with zipfile.ZipFile(io.BytesIO(metz()[full])) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def found(name, part, old, new):
    """Return the codes and places of what is found once a text of a part is replaced."""
    text = parts(name)[part].decode()
    assert old in text
    changed = parts(name) | {part: text.replace(old, new, 1).encode()}
    shown = name if name.endswith(".xlsx") else f"{name.removesuffix('.docx')}.docx"
    return [(f.code, f.where.inside) for f in look_over(write_package(changed), shown)]


def added(xml):
    """Return what is found once an element ends the body of the contract."""
    return [code for code, _ in found(CONTRACT, BODY, "<w:sectPr", f"{xml}<w:sectPr")]


CASES = {
    "heading": ("ACC-001", PLAIN.replace("Corpsdetexte", "Titre4").format("", "Trop bas")),
    "empty": ("ACC-002", '<w:p><w:pPr><w:pStyle w:val="Corpsdetexte"/></w:pPr></w:p>'),
    "picture": ("ACC-005", DRAWING.format(" ")),
    "control": ("ACC-006", CONTROL.format(PLAIN.format("", "réponse"))),
    "header": ("ACC-010", TABLE.format(header="", span="", text="a")),
    "merged": ("ACC-011", TABLE.format(header=HEADER, span='<w:gridSpan w:val="2"/>', text="a")),
    "blank": ("ACC-012", TABLE.format(header=HEADER, span="", text=" ")),
    "ici": ("ACC-020", f"<w:p>{LINK.format('Cliquez ici')}</w:p>"),
    "address": ("ACC-020", f"<w:p>{LINK.format('https://accueil-integration-refugies.fr')}</w:p>"),
    "grey": ("ACC-030", PLAIN.format('<w:rPr><w:color w:val="999999"/></w:rPr>', "pâle")),
    "shaded": (
        "ACC-030",
        PLAIN.format('<w:rPr><w:shd w:val="clear" w:fill="333333"/></w:rPr>', "sur du noir"),
    ),
}


@pytest.mark.parametrize(("code", "xml"), CASES.values(), ids=CASES)
def test_what_is_put_at_the_end_of_a_contract_is_found(code, xml):
    """That, and nothing else."""
    assert added(xml) == [code]


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(DRAWING.format("Logo"), id="picture with words"),
        pytest.param(TABLE.format(header=HEADER, span="", text="a"), id="table with a header"),
        pytest.param(f"<w:p>{LINK.format('le guide de la DIAIR')}</w:p>", id="link that says"),
        pytest.param(PLAIN.format('<w:rPr><w:color w:val="595959"/></w:rPr>', "x"), id="dark grey"),
    ],
)
def test_what_is_right_is_left(xml):
    """The same things, done well."""
    assert added(xml) == []


def test_a_finding_says_near_what_words():
    """The text of the thing itself, or the words before it."""
    assert found(CONTRACT, BODY, "<w:sectPr", f"<w:p>{LINK.format('ici')}</w:p><w:sectPr") == [
        ("ACC-020", "« ici »")
    ]
    [(code, place)] = found(FICHE, BODY, '<w:alias w:val="Intitulé', '<w:alias w:val="" w:old="')
    assert code == "ACC-006"
    assert place.startswith("« Poste de coordinateur")


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        pytest.param(STYLES, 'w:lang w:val="fr-FR"', 'w:lang w:val="en-US"', "ACC-003", id="lang"),
        pytest.param(CORE, "<dc:title>", "<dc:title/><dc:old>", "ACC-004", id="title"),
        pytest.param(CORE, "<dc:creator>", "<dc:creator/><dc:old>", "ACC-004", id="author"),
        pytest.param(STYLES, 'w:val="1F3A5F"', 'w:val="B0B0B0"', "ACC-030", id="style"),
        pytest.param(BODY, HEADER, "", "ACC-010", id="header row"),
    ],
)
def test_what_a_whole_document_lacks_is_found(part, old, new, code):
    """In its styles, its properties, its tables."""
    if part == CORE:
        tag = old.strip("<>")
        text = parts(CONTRACT)[CORE].decode()
        start, end = text.index(old), text.index(f"</{tag}>")
        old, new = text[start : end + len(tag) + 3], f"<{tag}/>"
    assert {found_code for found_code, _ in found(CONTRACT, part, old, new)} == {code}


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        pytest.param("xl/workbook.xml", 'name="Sources"', 'name="Feuil2"', "ACC-040", id="name"),
        pytest.param("xl/workbook.xml", "_xlnm.Print_Titles", "autre", "ACC-010", id="header"),
        pytest.param(
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            '</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>',
            "ACC-011",
            id="merged",
        ),
    ],
)
def test_what_a_workbook_lacks_is_found(part, old, new, code):
    """In the sheet that it names."""
    assert [c for c, _ in found(BOOK, part, old, new)] == [code]


def test_what_is_neither_word_nor_excel_is_refused():
    """In French, by a rule."""
    for data in (b"%PDF-1.7", png()):
        with pytest.raises(CtaiError, match="ACC-000"):
            look_over(data, "note.docx")


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        pytest.param(CORE, b"<cp:coreProperties", b"<", id="properties that are no XML"),
        pytest.param(STYLES, b"</w:styles>", b"", id="styles cut short"),
        pytest.param(BODY, b"<w:p>", b'<w:p><w:pPr><w:outlineLvl w:val="a"/></w:pPr>', id="level"),
    ],
)
def test_a_damaged_document_is_refused_without_a_traceback(part, before, after):
    """Other programs, and hands, write what they like."""
    found = dict(parts(CONTRACT))
    assert before in found[part]
    found[part] = found[part].replace(before, after, 1)
    with pytest.raises(CtaiError, match="ACC-000"):
        look_over(write_package(found), CONTRACT)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(zipped([("word/a.xml", bytes(2**21))]), "trop compressé", id="bomb"),
        pytest.param(zipped([("../a.xml", b"")]), "nom interdit", id="name"),
        pytest.param(doubled_entry(), "deux fois", id="twice"),
        pytest.param(encrypted_entry(), "chiffré", id="password"),
    ],
)
def test_what_is_made_to_harm_is_told_from_what_is_damaged(data, said):
    """The one is mended in Word, the other is not to be opened."""
    with pytest.raises(CtaiError, match="ACC-050") as caught:
        look_over(data, CONTRACT)
    assert said in str(caught.value)


def test_a_document_of_too_many_tags_is_refused_before_it_is_parsed(monkeypatch):
    """A tree takes a hundred times the memory of the tags it is made of."""
    monkeypatch.setattr(opening, "MAX_TAGS", 100)
    with pytest.raises(CtaiError, match="100 balises"):
        look_over(write_package(parts(CONTRACT)), CONTRACT)


@settings(max_examples=200, deadline=None)
@given(
    name=st.sampled_from([CONTRACT, BOOK]),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=5),
)
def test_a_file_damaged_anywhere_is_read_or_refused(name, flips):
    """A transfer that failed, a stick that is worn."""
    data = bytearray(small(name))
    for place, byte in flips:
        data[int(place * len(data))] = byte
    with suppress(CtaiError):
        look_over(bytes(data), name)


@pytest.mark.parametrize("number", [0, 1, MAX_FINDINGS, MAX_FINDINGS + 7])
def test_what_is_found_everywhere_is_told_fifty_times_and_counted(number):
    """The first places help; three million would bury them."""
    codes = added(CASES["empty"][1] * number)
    assert codes.count("ACC-002") == min(number, MAX_FINDINGS)
    assert codes.count("LIM-001") == (number > MAX_FINDINGS)


def test_every_rule_of_the_pass_is_provoked_here():
    """A rule that no test breaks might never be found."""
    provoked = {code for code, _ in CASES.values()} | {"ACC-000", "ACC-003", "ACC-004", "ACC-040"}
    provoked |= {"ACC-050"}
    assert {rule.code for rule in rules("ctai_docs.machine.accessible")} == provoked
