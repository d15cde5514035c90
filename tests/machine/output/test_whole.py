"""One file, whole or not at all."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.output import trouble, whole, write_whole
from tests.machine.output.packs import fichier, names


def codes(raised):
    """Return the codes of an error's findings and the places they name."""
    return [(finding.code, str(finding.where)) for finding in raised.value.findings]


def test_a_file_is_written_and_its_path_returned(tmp_path):
    """`Fichier.save` goes the same way."""
    path = tmp_path / "contrat.docx"
    assert write_whole(path, b"un") == path
    assert fichier(text="deux").save(path) == path
    assert path.read_bytes() == b"deux"
    assert names(tmp_path) == ["contrat.docx"]


def test_the_permissions_of_a_file_that_is_replaced_are_kept(tmp_path):
    """A file that others may not read stays so."""
    path = write_whole(tmp_path / "a.docx", b"un")
    path.chmod(0o640)
    write_whole(path, b"deux")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        (errno.ENOSPC, trouble.FULL),
        (errno.EDQUOT, trouble.FULL),
        (errno.EFBIG, trouble.FULL),
        (errno.EACCES, trouble.DENIED),
        (errno.EROFS, trouble.READ_ONLY),
        (errno.EIO, trouble.OTHER),
    ],
)
def test_an_error_of_the_disk_is_one_finding_and_leaves_the_old_file(
    tmp_path, monkeypatch, number, rule
):
    """The finding names the path; no temporary file stays."""

    def fail(_):
        raise OSError(number, os.strerror(number))

    path = write_whole(tmp_path / "a.docx", b"un")
    monkeypatch.setattr(whole.os, "fsync", fail)
    with pytest.raises(CtaiError) as raised:
        write_whole(path, b"deux")
    assert codes(raised) == [(rule.code, str(path))]
    assert raised.value.findings[0].remedy == rule.remedy
    assert path.read_bytes() == b"un"
    assert names(tmp_path) == ["a.docx"]


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        pytest.param("absent/a.docx", trouble.MISSING, id="folder missing"),
        pytest.param("dossier", trouble.IS_FOLDER, id="folder"),
        pytest.param("tube", trouble.IS_FOLDER, id="pipe"),
        pytest.param("fichier/a.docx", trouble.MISSING, id="below a file"),
        pytest.param("a" * 300, trouble.TOO_LONG, id="too long"),
    ],
)
def test_a_path_where_no_file_can_be_is_one_finding(tmp_path, path, rule):
    """What stands there is not touched."""
    (tmp_path / "dossier").mkdir()
    (tmp_path / "fichier").write_text("à moi")
    os.mkfifo(tmp_path / "tube")
    with pytest.raises(CtaiError) as raised:
        write_whole(tmp_path / path, b"un")
    assert codes(raised) == [(rule.code, str(tmp_path / path))]
    assert names(tmp_path) == ["dossier", "fichier", "tube"]


def test_the_null_device_is_not_replaced():
    """Root could rename a file over it."""
    with pytest.raises(CtaiError):
        write_whole(Path(os.devnull), b"un")
    assert not Path(os.devnull).is_file()


def test_temporary_files_of_killed_runs_are_swept_when_they_are_old(tmp_path):
    """A young one may belong to a run that lives, and a stranger's is not ours."""
    left = [".ctai-docs-0000000a.tmp", ".ctai-docs-0000000b.tmp", ".autre.tmp"]
    for name in left:
        (tmp_path / name).touch()
    for name in left[1:]:
        os.utime(tmp_path / name, (time.time() - 7200,) * 2)
    write_whole(tmp_path / "a.docx", b"un")
    assert names(tmp_path) == [".autre.tmp", left[0], "a.docx"]


def test_a_file_larger_than_the_limit_leaves_the_old_one(tmp_path):
    """A limit on the size of files is a disk that fills up in the middle of a write."""
    path = write_whole(tmp_path / "a.docx", b"un")
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from ctai_docs.machine.output import write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_whole(Path(sys.argv[1]), bytes(5000))"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert "[SOR-001]" in done.stderr
    assert path.read_bytes() == b"un"
    assert names(tmp_path) == ["a.docx"]


def test_importing_the_package_imports_nothing_heavy():
    """The standard library only, and `ctypes` when the first pack is written."""
    code = "import sys, ctai_docs.machine.output; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"ctypes", "pydantic", "lxml", "docxtpl", "ruamel"}
    assert heavy.isdisjoint(done.stdout.split())
