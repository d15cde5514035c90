"""The manifest of a pack, written and read back."""

import json

import pytest

from ctai_docs.machine.output import Entry, Manifest, read_manifest, write_pack
from tests.machine.output.packs import fichier, tree

SHA = "0" * 64


def shown(**changes):
    """Return the bytes of a manifest of one file, with some of its keys changed."""
    row = {"nom": "a.docx", "sha256": SHA, "source": SHA} | changes
    return json.dumps({"format": "ctai-docs", "version": 1, "fichiers": [row]}).encode()


BAD = [
    pytest.param(b"", id="empty"),
    pytest.param(b"\xff\xfe\x00", id="not a text"),
    pytest.param(b'{"format": "ctai-docs"', id="cut"),
    pytest.param(b"[" * 200_000, id="deep"),
    pytest.param(b"9" * 100_000, id="a number without end"),
    pytest.param(b'"ctai-docs"', id="not a mapping"),
    pytest.param(b'{"name": "site", "icons": []}', id="somebody's web page"),
    pytest.param(b'{"format": "ctai-docs", "version": 2, "fichiers": []}', id="later version"),
    pytest.param(b'{"format": "ctai-docs", "version": 1, "fichiers": {}}', id="no list"),
    pytest.param(b'{"format": "ctai-docs", "version": 1, "fichiers": [3]}', id="no entry"),
    pytest.param(b" " * 4_000_001, id="huge"),
    pytest.param(shown(nom="../a.docx"), id="above"),
    pytest.param(shown(nom="/a.docx"), id="absolute"),
    pytest.param(shown(nom=3), id="name that is a number"),
    pytest.param(shown(nom="manifest.json"), id="itself"),
    pytest.param(shown(a_cote_de="../a.docx"), id="beside what is above"),
    pytest.param(shown(fait_de="../a.docx"), id="made from what is above"),
    pytest.param(shown(sha256="xyz"), id="no digest"),
    pytest.param(shown(source="\ud800"), id="surrogate"),
    pytest.param(shown(other="x"), id="unknown key"),
]


def test_a_manifest_is_read_back_as_it_was_written():
    """Order does not matter, and the bytes are those of JSON sorted by name."""
    entries = {
        "b.docx": Entry(SHA, SHA, "a.docx"),
        "a.pdf": Entry(SHA, SHA, fait_de="a.docx"),
        "a.docx": Entry(SHA),
    }
    manifest = Manifest(entries)
    assert Manifest.from_bytes(manifest.to_bytes()) == manifest
    assert manifest.to_bytes() == Manifest(dict(sorted(entries.items()))).to_bytes()


def test_the_manifest_names_each_file_with_its_digest_and_its_source(tmp_path):
    """No date and no machine: the same pack gives the same bytes."""
    one, two = fichier("contrat.docx"), fichier("fiches/a.docx")
    write_pack(tmp_path / "out", [two, one])
    write_pack(tmp_path / "autre", [one, two])
    assert read_manifest(tmp_path / "out") == Manifest(
        {f.nom: Entry(f.sha256, f.source) for f in (one, two)}
    )
    assert tree(tmp_path / "out") == tree(tmp_path / "autre")


@pytest.mark.parametrize("data", BAD)
def test_a_manifest_that_is_not_ours_is_no_manifest_and_is_kept(tmp_path, data):
    """Files present are then taken for the user's; the report says so, and nothing is lost."""
    (tmp_path / "manifest.json").write_bytes(data)
    (tmp_path / "a.docx").write_text("à moi")
    assert read_manifest(tmp_path) is None
    report = write_pack(tmp_path, [fichier("a.docx")])
    assert [(f.code, f.severity) for f in report.findings] == [("SOR-011", "information")]
    assert (tmp_path / "a.docx").read_text() == "à moi"
    assert (tmp_path / "manifest (modifié).json").read_bytes() == data
    assert read_manifest(tmp_path) is not None


def test_a_manifest_that_is_a_link_is_not_read(tmp_path):
    """It could lead anywhere."""
    write_pack(tmp_path / "autre", [fichier()])
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "manifest.json").symlink_to(tmp_path / "autre" / "manifest.json")
    assert read_manifest(tmp_path / "out") is None


def test_a_folder_without_manifest_has_none(tmp_path):
    """Neither has a folder that does not exist."""
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "absent") is None
