"""Nobody waits in silence, nor for ever."""

import os

import pytest

from ctai_docs.machine import waiting
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.output import whole, write_pack
from tests.machine.output.packs import pack, texts


@pytest.mark.skipif(os.name == "nt", reason="Windows has no handle on folders")
def test_a_held_folder_is_told_then_given_up(tmp_path, monkeypatch):
    """By a lock on the parent folder."""
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(waiting, "SOON", 0.05)
    monkeypatch.setattr(waiting, "LIMIT", 0.2)
    handle, told = os.open(tmp_path, os.O_RDONLY), []
    fcntl.flock(handle, fcntl.LOCK_EX)
    with waiting.heard(told.append), pytest.raises(CtaiError, match="SOR-018"):
        write_pack(tmp_path / "out", pack(a="un"))
    os.close(handle)
    assert len(told) == 1
    write_pack(tmp_path / "out", pack(a="un"))


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_in_use_on_windows_is_tried_again(tmp_path, monkeypatch, number):
    """An antivirus, OneDrive: three seconds at most."""
    real, calls = os.replace, []

    def replace(*given, **named):
        calls.append(given)
        if len(calls) < 4:
            error = PermissionError(13, "in use")
            error.winerror = number
            raise error
        real(*given, **named)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(whole, "_PAUSES", (0, 0, 0))
    write_pack(tmp_path / "out", pack(a="un"))
    assert texts(tmp_path / "out") == {"a.docx": "un"}
