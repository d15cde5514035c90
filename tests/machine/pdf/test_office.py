"""Documents as PDF: many in one process, once more where it died, a clear word if missing."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

import ctai_docs
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.pdf import find_office, office, to_pdf
from tests.machine.pdf.conftest import as_pdf
from tests.support.processes import are_gone

METZ = Path(__file__).parents[3] / "examples" / "metz_2026"


def test_many_documents_take_one_process(fake):
    """Names are kept, also in folders, and each gets its own PDF."""
    documents = {"contrat.docx": b"a", "fiches/fiche-01.docx": b"b", "fiches/fiche-02.docx": b"c"}
    assert to_pdf(documents) == {name: as_pdf(data) for name, data in documents.items()}
    assert fake() == [3]


def test_as_many_as_would_keep_two_busy_take_two(fake, monkeypatch):
    """Where there are two cores, and no other dossier of a campaign is at work on them."""
    documents = {f"{n}.docx": f"{n}".encode() for n in range(11)}
    pdfs = {name: as_pdf(data) for name, data in documents.items()}
    monkeypatch.setattr(office, "cores", lambda: 2)
    assert to_pdf(documents) == pdfs
    assert sorted(fake()) == [5, 6]
    monkeypatch.setattr(office, "parent_process", lambda: "a campaign")
    assert to_pdf(documents) == pdfs
    assert fake()[2:] == [11]


def test_of_two_processes_either_may_die(fake, monkeypatch):
    """What the dead one left is made by the next ones, the document it died at alone."""
    monkeypatch.setattr(office, "cores", lambda: 2)
    documents = {f"{n}.docx": f"{n}".encode() for n in range(10)} | {"3.docx": b"once"}
    assert to_pdf(documents) == {name: as_pdf(data) for name, data in documents.items()}
    assert [sorted(fake()[:2]), *fake()[2:]] == [[5, 5], 1, 3]


def test_a_dead_process_is_started_again(fake):
    """It dies at the second document, half written: that one is made alone, then the others."""
    documents = {"a.docx": b"a", "b.docx": b"once", "c.docx": b"c", "d.docx": b"d"}
    assert to_pdf(documents) == {name: as_pdf(data) for name, data in documents.items()}
    assert fake() == [4, 1, 2]


def test_a_document_that_kills_it_is_named(fake):
    """Nothing is returned when one is missing."""
    with pytest.raises(CtaiError) as error:
        to_pdf({"a.docx": b"a", "fiches/b.docx": b"always"})
    (finding,) = error.value.findings
    assert (finding.code, finding.where.file) == ("PDF-002", "fiches/b.docx")
    assert fake() == [2, 1]


def test_a_process_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    """With the children that do its work: what is called soffice only starts them."""
    child = tmp_path / "child"
    _script(tmp_path / "soffice", f"sleep 600 & echo $$ > {child}; wait")
    monkeypatch.setenv(office.NAMED, str(tmp_path / "soffice"))
    monkeypatch.setattr(office, "_SECONDS_PER_FILE", 0.2)
    monkeypatch.setattr(office, "_SECONDS_FOR_START", 0.2)
    with pytest.raises(CtaiError, match="PDF-002"):
        to_pdf({"a.docx": b"a"})
    assert are_gone(group=int(child.read_text()))


def _script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize("named", ["/nowhere/soffice", "/etc/passwd", "/tmp"])
def test_where_libreoffice_is_missing_the_package_to_install_is_told(monkeypatch, named):
    """A named one that is not there, or is no program, is missing too."""
    monkeypatch.setenv(office.NAMED, named)
    assert find_office() is None
    with pytest.raises(CtaiError, match="apt install libreoffice-writer"):
        to_pdf({"a.docx": b"a"})


@pytest.mark.libreoffice
def test_the_same_document_gives_the_same_bytes_whatever_the_hour():
    """The file is still one that readers open without repair, dated as the act is."""
    fiche = ctai_docs.render_fiche(METZ, "un-toit")
    first = to_pdf({"a.docx": fiche.contenu})["a.docx"]
    time.sleep(1.1)  # the dates of a PDF are in seconds
    assert to_pdf({"b.docx": fiche.contenu})["b.docx"] == first
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert pdf.check_pdf_syntax() == []
        digits = str(pdf.docinfo.CreationDate)[2:10]
        assert pdf.open_metadata()["xmp:CreateDate"].replace("-", "").startswith(digits)
        assert digits == "20260101"  # when the contract begins
        assert pdf.trailer.ID[0] == pdf.trailer.ID[1] != bytes(16)


@pytest.mark.libreoffice
def test_a_killed_libreoffice_is_started_again(tmp_path, monkeypatch):
    """The real one, killed as it works: all PDFs are there in the end."""
    real, started = find_office(), tmp_path / "started"
    killer = f"""
if [ ! -e {started} ]; then touch {started}; {real} "$@" & sleep 0.7; kill -9 -- -$$; fi
exec {real} "$@"
"""
    _script(tmp_path / "soffice", killer)
    monkeypatch.setenv(office.NAMED, str(tmp_path / "soffice"))
    fiches = {f.nom: f.contenu for f in ctai_docs.rendu(METZ).fiches()}
    pdfs = to_pdf(dict(list(fiches.items())[:2]))
    assert started.exists()
    for data in pdfs.values():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert 2 <= len(pdf.pages) <= 5


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_an_interruption_ends_libreoffice_and_leaves_nothing(tmp_path, monkeypatch):
    """Ctrl-C: neither the process stays behind, nor what it was given, nor its temporary files."""
    child = tmp_path / "child"
    mine = "touch $TMPDIR/lu.tmp"
    _script(
        tmp_path / "soffice",
        f"{mine}; sleep 600 & echo $$ > {child}.part; mv {child}.part {child}; wait",
    )
    monkeypatch.setenv(office.NAMED, str(tmp_path / "soffice"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    program = "from ctai_docs.machine.pdf import to_pdf; to_pdf({'a.docx': b'a'})"
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", program], env=env, stderr=subprocess.PIPE) as run:
        while not child.exists():
            assert run.poll() is None
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        assert b"KeyboardInterrupt" in run.communicate(timeout=20)[1]
    assert are_gone(group=int(child.read_text()))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["child", "soffice"]


@pytest.mark.skipif(os.name == "nt", reason="a program of Unix")
def test_an_interruption_while_libreoffice_starts_ends_it_too(tmp_path, monkeypatch):
    """It runs already, and its start is not told yet."""
    program, pid = tmp_path / "soffice", tmp_path / "pid"
    program.write_text(f"#!/bin/sh\necho $$ > {pid}\nsleep 600\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("CTAI_SOFFICE", str(program))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(office.tempfile, "tempdir", None)
    real = subprocess.Popen

    def start(*given, **named):
        process = real(*given, **named)
        while not (pid.exists() and pid.read_text()):
            time.sleep(0.01)
        signal.raise_signal(signal.SIGINT)
        return process

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(KeyboardInterrupt):
        to_pdf({"a.docx": b"a"})
    assert are_gone(group=int(pid.read_text()))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pid", "soffice"]
