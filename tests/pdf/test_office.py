"""Documents as PDF: many in one process, once more where it died, a clear word if missing."""

import io
import stat
from pathlib import Path

import pikepdf
import pytest

import ctai_docs
from ctai_docs.findings import CtaiError
from ctai_docs.pdf import find_office, office, to_pdf

METZ = Path(__file__).parents[2] / "examples" / "metz_2026"
FAKE = """#!/bin/sh
# Writes a PDF for each document, but dies at the first one that says so, once or always.
while [ "$1" != "--outdir" ]; do shift; done
out=$2; shift 2; mkdir -p "$out"
echo "$#" >> "{log}"
for f in "$@"; do
  name=$(basename "$f"); name=${{name%.*}}
  if grep -q always "$f"; then exit 81; fi
  if grep -q once "$f" && [ ! -e "{log}.died" ]; then touch "{log}.died"; exit 81; fi
  cp "$f" "$out/$name.pdf"
done
"""


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """A stand-in for LibreOffice, and the log of how many files each of its processes was given."""
    log, script = tmp_path / "log", tmp_path / "soffice"
    script.write_text(FAKE.format(log=log), encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(office.NAMED, str(script))
    return lambda: [int(line) for line in log.read_text(encoding="utf-8").split()]


def test_many_documents_take_one_process(fake):
    """Names are kept, also in folders, and each gets its own PDF."""
    documents = {"contrat.docx": b"a", "fiches/fiche-01.docx": b"b", "fiches/fiche-02.docx": b"c"}
    assert to_pdf(documents) == documents
    assert fake() == [3]


def test_what_a_dead_process_left_is_made_alone(fake):
    """The first process dies at the second document: the rest is made one by one."""
    documents = {"a.docx": b"a", "b.docx": b"once", "c.docx": b"c"}
    assert to_pdf(documents) == documents
    assert fake() == [3, 1, 1]


def test_a_document_that_kills_it_is_named(fake):
    """Nothing is returned when one is missing."""
    with pytest.raises(CtaiError) as error:
        to_pdf({"a.docx": b"a", "fiches/b.docx": b"always"})
    (finding,) = error.value.findings
    assert (finding.code, finding.where.file) == ("PDF-002", "fiches/b.docx")
    assert fake() == [2, 1]


def test_a_process_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    """The time limit counts the files."""
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv(office.NAMED, str(script))
    monkeypatch.setattr(office, "_SECONDS_PER_FILE", 0.1)
    monkeypatch.setattr(office, "_SECONDS_FOR_START", 0.1)
    with pytest.raises(CtaiError, match="PDF-002"):
        to_pdf({"a.docx": b"a"})


def test_where_libreoffice_is_missing_the_package_to_install_is_told(monkeypatch):
    """A named one that is not there is missing too."""
    monkeypatch.setenv(office.NAMED, "/nowhere/soffice")
    assert find_office() is None
    with pytest.raises(CtaiError, match="apt install libreoffice-writer"):
        to_pdf({"a.docx": b"a"})


@pytest.mark.libreoffice
def test_a_fiche_becomes_a_tagged_pdf_in_french():
    """PDF/UA-1 and PDF/A-2b, title shown, language and bookmarks."""
    fiche = ctai_docs.render_fiche(METZ, "un-toit")
    with pikepdf.open(io.BytesIO(to_pdf({fiche.nom: fiche.contenu})[fiche.nom])) as pdf:
        root, metadata = pdf.Root, pdf.open_metadata()
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "fr-FR"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert "Un toit en attendant" in metadata["dc:title"]
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert "/Outlines" in root
