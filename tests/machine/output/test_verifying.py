"""Whether an output folder is one whole pack: each fault has its code, and its file."""

import pytest

from ctai_docs.cli.main import main
from ctai_docs.machine.output import pack_findings, write_pack
from ctai_docs.machine.output.marker import mark
from tests.machine.output.packs import pack


def _marked(out):
    workshop = out.parent / "atelier"
    workshop.mkdir()
    mark(out, workshop)
    return "liasse-inachevee.txt"


def _without_manifest(out):
    (out / "manifest.json").unlink()
    return "manifest.json"


def _spoilt_manifest(out):
    (out / "manifest.json").write_bytes(b"{")
    return "manifest.json"


def _without_a_document(out):
    (out / "a.docx").unlink()
    return "a.docx"


def _without_its_folder(out):
    for path in out.iterdir():
        path.unlink()
    out.rmdir()
    return "manifest.json"


def _edited(out):
    (out / "a.docx").write_text("à la main", encoding="utf-8")
    return "a.docx"


def _cut(out):
    (out / "b.docx").write_bytes(b"")
    return "b.docx"


def _a_link(out):
    (out / "a.docx").unlink()
    (out / "a.docx").symlink_to(out / "b.docx")
    return "a.docx"


def _a_folder(out):
    (out / "a.docx").unlink()
    (out / "a.docx").mkdir()
    return "a.docx"


FAULTS = {
    _marked: "SOR-019",
    _without_manifest: "SOR-020",
    _spoilt_manifest: "SOR-020",
    _without_its_folder: "SOR-020",
    _without_a_document: "SOR-021",
    _edited: "SOR-022",
    _cut: "SOR-022",
    _a_link: "SOR-008",
    _a_folder: "SOR-004",
}


@pytest.fixture
def out(tmp_path):
    """Return a folder with a whole pack of two documents."""
    write_pack(tmp_path / "out", pack(a="un", b="deux"))
    return tmp_path / "out"


@pytest.mark.parametrize(("spoil", "code"), FAULTS.items(), ids=lambda x: getattr(x, "__name__", x))
def test_each_fault_of_a_folder_has_its_code(out, spoil, code, capsys):
    """At its file; and the verb prints it, and does not end with 0."""
    name = spoil(out)
    assert [(f.code, f.where.file) for f in pack_findings(out)] == [(code, str(out / name))]
    assert main(["verify", str(out)]) == 1
    assert f"[{code}]" in capsys.readouterr().out


def test_a_whole_pack_has_none_and_files_of_ones_own_are_not_spoken_of(out, capsys):
    """Also one that a render of its own would not have made."""
    (out / "notes.txt").write_text("à moi", encoding="utf-8")
    (out / "sous-dossier").mkdir()
    assert list(pack_findings(out)) == []
    assert main(["verify", str(out)]) == 0
    assert "SOR-" not in capsys.readouterr().out


def test_every_fault_of_several_is_told(out):
    """In the order of the documents, the mark first."""
    for spoil in (_cut, _edited, _marked):
        spoil(out)
    assert [f.code for f in pack_findings(out)] == ["SOR-019", "SOR-022", "SOR-022"]
