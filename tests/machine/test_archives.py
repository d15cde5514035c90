"""The one reader of archives: each fault by its name, nothing inflated before it is judged."""

from __future__ import annotations

import ast
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctai_docs.machine import archives
from ctai_docs.machine.archives import ArchiveError, Fault, read_archive
from tests.machine.engine.test_package import COMPOUND, doubled_entry, encrypted_entry, zipped

ROOT = Path(__file__).parents[2] / "ctai_docs"
SOUND = zipped([("a/b.xml", b"<a/>"), ("c.bin", bytes(range(256)) * 9)])
OPENERS = {
    "machine/archives.py",  # the reader
    "machine/engine/invariants.py",  # a judge of our own files, which counts what is written twice
    "machine/engine/charts.py",  # the same judge: is a workbook an archive?
}
"""The modules that know `zipfile`."""


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        pytest.param(b"", Fault.DAMAGED, id="empty"),
        pytest.param(b"PK\x03\x04", Fault.DAMAGED, id="a signature alone"),
        pytest.param(SOUND[:-30], Fault.DAMAGED, id="cut short"),
        pytest.param(COMPOUND + b"WordDocument", Fault.OLD, id="before 2007"),
        pytest.param(COMPOUND + "EncryptedPackage".encode("utf-16-le"), Fault.ENCRYPTED, id="key"),
        pytest.param(encrypted_entry(), Fault.ENCRYPTED, id="encrypted entry"),
        pytest.param(zipped([(f"{n}", b"") for n in range(2001)]), Fault.TOO_BIG, id="entries"),
        pytest.param(zipped([("a", bytes(2**21))]), Fault.TOO_BIG, id="bomb"),
        pytest.param(doubled_entry(), Fault.TWICE, id="twice"),
        pytest.param(zipped([("../a", b"")]), Fault.NAME, id="dots"),
        pytest.param(zipped([("/etc/passwd", b"")]), Fault.NAME, id="absolute"),
        pytest.param(zipped([("a", b"b")], zipfile.ZIP_BZIP2), Fault.METHOD, id="bzip2"),
    ],
)
def test_each_fault_has_its_name(data, fault):
    """Whoever reads an archive says it in words of its own."""
    with pytest.raises(ArchiveError) as caught:
        read_archive(data)
    assert caught.value.fault is fault


def test_only_what_is_asked_for_is_inflated(monkeypatch):
    """The date of a document is read without its pictures."""
    read = []
    inflate = zipfile.ZipFile.read
    monkeypatch.setattr(
        zipfile.ZipFile, "read", lambda self, entry: read.append(entry) or inflate(self, entry)
    )
    assert read_archive(SOUND, ["a/b.xml", "absent"]) == {"a/b.xml": b"<a/>"}
    assert len(read) == 1


def test_a_file_larger_than_what_is_read_of_it_is_refused(monkeypatch):
    """The bytes that a bounded reading leaves out would make it look damaged."""
    monkeypatch.setattr(archives, "MAX_BYTES", len(SOUND) - 1)
    with pytest.raises(ArchiveError) as caught:
        read_archive(SOUND)
    assert caught.value.fault is Fault.TOO_BIG


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=6))
def test_damage_is_a_fault_and_nothing_else(flips):
    """Whatever bytes change: headers, sums, the deflated data."""
    data = bytearray(SOUND)
    for place, byte in flips:
        data[place] = byte
    with suppress(ArchiveError):
        read_archive(bytes(data))


def test_nothing_else_opens_an_archive():
    """A second reader would have limits of its own, or none."""
    found = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(name.name == "zipfile" for name in node.names)
    }
    assert found == OPENERS
