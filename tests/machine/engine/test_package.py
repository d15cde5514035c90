"""Reading without trust, writing the same bytes."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctai_docs.machine import archives
from ctai_docs.machine.engine import reading
from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.package import (
    CONTENT_TYPES,
    OFFICE_RELS,
    ROOT_RELS,
    Package,
    Relationship,
    parse_rels,
    parse_types,
    rels_name,
    rels_xml,
)
from ctai_docs.machine.engine.reading import read_package
from ctai_docs.machine.findings import CtaiError
from ctai_docs.rules.catalogue import rules
from tests.machine.engine.packages import (
    XMLNS,
    Draft,
    content_types,
    document,
    footnotes,
    paragraph,
)


def zipped(entries, method=zipfile.ZIP_DEFLATED):
    """Return an archive of (name, data) pairs, whatever their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()


def with_parts(parts):
    """Return the archive of a sound draft with other parts; None takes one away."""
    wanted = Draft().parts() | parts
    return zipped([(name, data) for name, data in wanted.items() if data is not None])


def with_relation(kind, target, *, external=True):
    """Return the archive of a draft whose main part has one more relationship."""
    name = rels_name("word/document.xml")
    rels = parse_rels("word/document.xml", Draft().parts()[name])
    more = Relationship("rX", OFFICE_RELS + kind, target, external)
    return with_parts({name: rels_xml("word/document.xml", [*rels, more])})


def with_main_type(kind):
    """Return the archive of a draft whose main part has another content type."""
    types = content_types(Draft().parts())
    types.overrides["word/document.xml"] = kind
    return with_parts({CONTENT_TYPES: types.to_xml()})


COMMENTED = '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>'


def with_comments(inner):
    """Return the archive of a draft with a part of comments."""
    return Draft(
        related={"rC": ("comments.xml", f"<w:comments {XMLNS}>{inner}</w:comments>")}
    ).data()


def encrypted_entry():
    """Return an archive whose entries say that they are encrypted."""
    data = bytearray(Draft().data())
    place = data.find(b"PK\1\2")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\1\2", place + 4)
    return bytes(data)


def doubled_entry():
    """Return an archive that holds an entry under two cases of one name."""
    return zipped([*Draft().parts().items(), ("WORD/document.xml", b"<x/>")])


EVIL = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param(b"", reading.NOT_WORD, id="empty"),
        pytest.param(b"Bonjour", reading.NOT_WORD, id="text"),
        pytest.param(COMPOUND + b"WordDocument", reading.NOT_WORD, id="old .doc"),
        pytest.param(Draft().data()[:-40], reading.NOT_WORD, id="cut short"),
        pytest.param(zipped([("a", b"b")], zipfile.ZIP_BZIP2), reading.NOT_WORD, id="bzip2"),
        pytest.param(with_main_type(SHEET), reading.NOT_WORD, id="workbook"),
        pytest.param(
            COMPOUND + "EncryptedPackage".encode("utf-16-le"), reading.ENCRYPTED, id="password"
        ),
        pytest.param(encrypted_entry(), reading.ENCRYPTED, id="encrypted entry"),
        pytest.param(
            zipped([(f"{n}", b"") for n in range(2001)]), reading.TOO_BIG, id="many entries"
        ),
        pytest.param(with_parts({"word/a.bin": bytes(2**21)}), reading.TOO_BIG, id="bomb"),
        pytest.param(doubled_entry(), reading.TWICE, id="twice"),
        pytest.param(with_parts({"../evil.xml": b"<x/>"}), reading.BAD_NAME, id="dots"),
        pytest.param(with_parts({"/etc/passwd": b""}), reading.BAD_NAME, id="absolute"),
        pytest.param(with_parts({"word\\a.xml": b"<x/>"}), reading.BAD_NAME, id="backslash"),
        pytest.param(with_parts({CONTENT_TYPES: None}), reading.MISSING, id="content types"),
        pytest.param(with_parts({ROOT_RELS: None}), reading.MISSING, id="root relationships"),
        pytest.param(with_parts({"word/document.xml": None}), reading.MISSING, id="main part"),
        pytest.param(
            with_relation("image", "word/none.png", external=False), reading.MISSING, id="dangling"
        ),
        pytest.param(with_parts({"word/vbaProject.bin": b"x"}), reading.MACROS, id="macros"),
        pytest.param(with_main_type(MACRO_MAIN), reading.MACROS, id="macro document"),
        pytest.param(with_parts({"word/settings.xml": EVIL}), reading.DOCTYPE, id="entity"),
        pytest.param(
            with_relation("image", "https://a.fr/a.png"), reading.OUTSIDE, id="linked picture"
        ),
        pytest.param(
            with_relation("aFChunk", "word/settings.xml", external=False),
            reading.OUTSIDE,
            id="chunk",
        ),
        pytest.param(
            with_relation("oleObject", "word/settings.xml", external=False),
            reading.OUTSIDE,
            id="embedded object",
        ),
        pytest.param(with_parts({"word/settings.xml": b"<w"}), reading.BAD_XML, id="malformed"),
        pytest.param(
            with_parts({"word/settings.xml": "<x/>".encode("utf-16")}), reading.BAD_XML, id="utf-16"
        ),
        pytest.param(with_comments('<w:comment w:id="0"/>'), reading.COMMENTS, id="comments"),
        pytest.param(
            with_parts({"word/document.xml": document(COMMENTED).encode()}),
            reading.COMMENTS,
            id="comment without its part",
        ),
    ],
)
def test_what_a_template_must_not_be_is_refused(data, rule):
    """Each danger has its rule, and the finding names the file."""
    with pytest.raises(CtaiError) as caught:
        read_package(data, "modele.docx")
    found = caught.value.findings
    assert [(f.code, str(f.where)) for f in found] == [(rule.code, "modele.docx")]
    assert found[0].found
    assert found[0].rule
    assert found[0].remedy


def test_every_rule_has_a_code_of_its_own():
    """Codes are what tests and guides refer to."""
    codes = [rule.code for rule in rules(reading.__name__)]
    assert codes == [f"DOC-{n:03}" for n in range(1, len(codes) + 1)]


def test_hyperlinks_and_empty_comments_are_welcome():
    """A link leads outside by nature; an empty comments part is what Word leaves behind."""
    read_package(with_relation("hyperlink", "https://www.immigration.interieur.gouv.fr"))
    read_package(with_comments(""))


def test_total_size_is_bounded(monkeypatch):
    """The limit on the whole counts even when no part is suspicious."""
    monkeypatch.setattr(archives, "MAX_BYTES", 100)
    with pytest.raises(CtaiError, match="DOC-003"):
        read_package(Draft().data())


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, len(Draft().data()) - 1), byte=st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(place, byte):
    """No byte changed in a file makes another error than a finding."""
    data = bytearray(Draft().data())
    data[place] = byte
    with suppress(CtaiError):
        assert read_package(bytes(data)).main


def test_reading_takes_off_byte_order_marks_and_folders():
    """Some programs write both; parts are the same without."""
    parts = Draft().parts()
    marked = parts | {"word/document.xml": b"\xef\xbb\xbf" + parts["word/document.xml"]}
    assert read_package(zipped([("word/", b""), *marked.items()])).parts == parts


def test_the_main_part_is_found_by_its_relationship():
    """Word calls it otherwise at times."""
    parts = Draft().parts()
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    root = [Relationship("rId1", OFFICE_RELS + "officeDocument", "word/document2.xml")]
    parts[ROOT_RELS] = rels_xml("", root)
    parts[CONTENT_TYPES] = (
        content_types(Draft().parts()).to_xml().replace(b"document.xml", b"document2.xml")
    )
    parts.pop(rels_name("word/document.xml"))
    assert read_package(write_package(parts)).main == "word/document2.xml"


def test_relationships_survive_a_round_trip():
    """Targets are full names in memory, relative or external on paper."""
    rels = (
        Relationship("rId1", OFFICE_RELS + "image", "word/media/a.png"),
        Relationship("rId2", OFFICE_RELS + "customXml", "customXml/item1.xml"),
        Relationship("rId3", OFFICE_RELS + "hyperlink", 'https://a.fr/?a=1&b="2"', True),
    )
    data = rels_xml("word/document.xml", rels)
    assert b'Target="media/a.png"' in data
    assert b'Target="../customXml/item1.xml"' in data
    assert parse_rels("word/document.xml", data) == rels


def test_a_target_may_begin_at_the_root():
    """An absolute target means the same part."""
    data = rels_xml("", [Relationship("r", "t", "word/a.xml")]).replace(b'"word/', b'"/word/')
    assert parse_rels("word/document.xml", data)[0].target == "word/a.xml"


def test_content_types_survive_a_round_trip():
    """Overrides come before defaults, and extensions have no case."""
    types = parse_types(content_types(Draft().parts()).to_xml())
    assert types == content_types(Draft().parts())
    assert types.of("word/media/A.PNG") == "image/png"
    assert types.of("word/document.xml").endswith("document.main+xml")
    assert types.of("nothing.else") == ""


names = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters='\\/:"', min_codepoint=32), min_size=1),
    min_size=1,
    max_size=3,
).map("/".join)


@given(st.dictionaries(names, st.binary(), max_size=8))
def test_the_standard_library_reads_what_was_written(parts):
    """Every archive is sound, sorted, dated 1980, without extra fields."""
    with zipfile.ZipFile(io.BytesIO(write_package(parts))) as archive:
        assert archive.testzip() is None
        assert {i.filename: archive.read(i) for i in archive.infolist()} == parts
        entries = [
            (i.date_time, i.extra, i.create_system, i.external_attr) for i in archive.infolist()
        ]
        assert set(entries) <= {((1980, 1, 1, 0, 0, 0), b"", 0, 0)}


def test_the_order_of_parts_does_not_change_the_bytes():
    """Content types come first, then the root relationships, then names in order."""
    parts = Draft().parts()
    data = write_package(dict(reversed(parts.items())))
    assert data == write_package(parts)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert names[:2] == [CONTENT_TYPES, ROOT_RELS]
    assert names[2:] == sorted(names[2:])


def test_parts_taken_over_from_a_base_give_the_same_bytes():
    """The cache of deflated parts is not seen from outside, changed parts included."""
    base = Package(Draft().parts())
    parts = dict(base.parts) | {"word/document.xml": document(paragraph("Autre")).encode()}
    assert write_package(parts, base) == write_package(parts)
    assert write_package(parts, base) == write_package(parts, base)


def test_pictures_are_stored_as_they_are():
    """PNG is compressed already."""
    data = write_package({"word/media/image1.png": bytes(1000), "word/a.xml": bytes(1000)})
    kinds = {i.filename: i.compress_type for i in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert kinds == {"word/media/image1.png": 0, "word/a.xml": 8}


def test_local_and_central_headers_agree():
    """Readers that stream rely on the local header alone."""
    data = write_package({"a.xml": b"<a/>" * 9})
    local, central = data.index(b"PK\3\4"), data.index(b"PK\1\2")
    assert data[local + 4 : local + 30] == data[central + 6 : central + 32]
    assert struct.unpack_from("<I", data, central + 42) == (local,)


def test_footnotes_are_read_as_any_part():
    """A part that only Word knows is kept byte for byte."""
    draft = Draft(related={"rF": ("footnotes.xml", footnotes("Note"))})
    assert read_package(draft.data()).parts["word/footnotes.xml"] == footnotes("Note").encode()
