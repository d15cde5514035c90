"""The PDF of each Word document stands beside it, is true, and is made when it must be."""

from __future__ import annotations

import pytest

import ctai_docs
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.output import read_manifest, write_pack
from ctai_docs.machine.pdf import office, with_pdfs
from tests.machine.output.packs import fates, fichier, names, texts, tree
from tests.machine.pdf.conftest import as_pdf


@pytest.fixture
def out(tmp_path):
    """Return the output folder, alone in its parent."""
    yield tmp_path / "out"
    assert names(tmp_path) in (["out"], [])


def write(out, pdf=True, partial=False, **bodies):
    """Write documents and their PDFs; return what became of each."""
    files = [fichier(f"{name}.docx", text, text) for name, text in bodies.items()]
    return fates(write_pack(out, with_pdfs(files, out) if pdf else files, partial=partial))


def test_each_word_document_has_its_pdf_beside_it(out, fake):
    """In its folder, in the manifest; a workbook has none."""
    files = [fichier("contrat.docx"), fichier("fiches/a.docx", "deux"), fichier("budget.xlsx")]
    write_pack(out, with_pdfs(files, out))
    assert names(out) == ["budget.xlsx", "contrat.docx", "contrat.pdf", "fiches", "manifest.json"]
    assert (out / "fiches" / "a.pdf").read_bytes() == as_pdf(b"deux")
    assert read_manifest(out).fichiers["fiches/a.pdf"].fait_de == "fiches/a.docx"
    assert fake() == [2]


def test_only_documents_that_changed_are_converted_again(out, fake):
    """The manifest says what each PDF was made from; nothing changed starts no LibreOffice."""
    write(out, a="un", b="un")
    assert {fate for _, fate, _ in write(out, a="un", b="un")} == {"UNCHANGED"}
    assert fake() == [2]
    write(out, a="un", b="deux")
    assert fake() == [2, 1]
    assert (out / "b.pdf").read_bytes() == as_pdf(b"deux")


def test_other_options_make_every_pdf_again(out, fake, monkeypatch):
    """A PDF is made of the document and of the way it is exported."""
    write(out, a="un")
    monkeypatch.setattr("ctai_docs.machine.pdf.beside._OPTIONS", "{}")
    write(out, a="un")
    assert fake() == [1, 1]


@pytest.mark.parametrize("gone", [True, False], ids=["deleted", "edited"])
def test_a_pdf_that_someone_touched_is_made_again(out, fake, gone):
    """One that was deleted comes back; one that was edited is kept, as any document."""
    write(out, a="un")
    (out / "a.pdf").unlink() if gone else (out / "a.pdf").write_text("annoté")
    found = write(out, a="un")
    assert found[1] == (
        ("a.pdf", "WRITTEN", "MISSING") if gone else ("a.pdf", "KEPT", "ONLY_EDITED")
    )
    assert fake() == [1, 1]


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("partial", [True, False], ids=["part", "whole"])
def test_no_pdf_says_other_than_its_document(out, partial):
    """Written without its PDF, a document that changed loses the old one; the others stay."""
    write(out, a="un", b="un")
    found = write(out, pdf=False, partial=partial, a="un", b="deux")
    assert ("b.pdf", "REMOVED", "OUTDATED") in found
    assert names(out) == ["a.docx", "a.pdf", "b.docx", "manifest.json"]
    assert set(read_manifest(out).fichiers) == {"a.docx", "a.pdf", "b.docx"}


@pytest.mark.usefixtures("fake")
def test_an_outdated_pdf_that_was_edited_is_kept(out):
    """Nobody's work is lost."""
    write(out, a="un")
    (out / "a.pdf").write_text("annoté")
    assert ("a.pdf", "KEPT", "OUTDATED_EDITED") in write(out, pdf=False, a="deux")
    assert texts(out)["a.pdf"] == "annoté"


@pytest.mark.usefixtures("fake")
def test_a_document_that_leaves_the_pack_takes_its_pdf_along(out):
    """Both are told."""
    write(out, a="un", b="un")
    found = write(out, a="un")
    assert [row for row in found if row[1] == "REMOVED"] == [
        ("b.docx", "REMOVED", "DROPPED"),
        ("b.pdf", "REMOVED", "DROPPED"),
    ]


@pytest.mark.usefixtures("fake")
def test_a_pdf_of_a_document_edited_by_hand_says_that_it_does_not_show_it(out):
    """It is made of what we render."""
    write(out, a="un")
    (out / "a.docx").write_text("à la main")
    report = write_pack(out, with_pdfs([fichier("a.docx", "deux")], out))
    assert [(f.code, f.where.file) for f in report.findings] == [("SOR-014", str(out / "a.pdf"))]
    assert texts(out)["a.docx"] == "à la main"
    assert (out / "a.pdf").read_bytes() == as_pdf(b"deux")
    assert "manifest (modifié).json" not in names(out)


@pytest.mark.usefixtures("fake")
def test_where_a_pdf_fails_nothing_is_written(out):
    """The pack that was there stays, PDF and all."""
    write(out, a="un")
    before = tree(out)
    with pytest.raises(CtaiError, match="PDF-002"):
        write(out, a="deux", b="always")
    assert tree(out) == before


def test_a_missing_libreoffice_is_told_before_anything_is_rendered(out, monkeypatch):
    """No document is made in vain."""
    monkeypatch.setenv(office.NAMED, "/nowhere/soffice")
    made = []
    files = (made.append(name) or fichier(f"{name}.docx") for name in "ab")
    with pytest.raises(CtaiError, match="PDF-001"):
        write_pack(out, with_pdfs(files, out))
    assert made == []


@pytest.mark.usefixtures("fake")
def test_pdfs_can_be_had_without_a_folder():
    """A script gets them as files, by the names of their documents."""
    files = [fichier("a.docx", "un"), fichier("b.xlsx"), fichier("fiches/c.docx", "deux")]
    found = {pdf.nom: pdf.contenu for pdf in ctai_docs.render_pdf(files)}
    assert found == {"a.pdf": as_pdf(b"un"), "fiches/c.pdf": as_pdf(b"deux")}
