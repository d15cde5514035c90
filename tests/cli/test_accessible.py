"""`ctai-docs accessible`: files and folders, what is found in them, and the exit code."""

from __future__ import annotations

import os

import pytest

from ctai_docs.cli.main import main
from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.reading import read_package
from tests.documents.packs import metz

NAME = "contrat-sans-annexes.docx"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the contract and the workbook of Metz, where the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack" / "budget").mkdir(parents=True)
    (tmp_path / "pack" / NAME).write_bytes(metz()[NAME])
    (tmp_path / "pack" / "budget" / "annexe.xlsx").write_bytes(metz()["annexe-budgetaire.xlsx"])
    (tmp_path / "pack" / "~$contrat.docx").write_bytes(b"open in Word")
    (tmp_path / "pack" / "lisez-moi.txt").write_text("rien", encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_our_documents_are_clean():
    """A folder at any depth; what is neither Word nor Excel is left."""
    assert main(["accessible", "pack"]) == 0


def test_what_someone_broke_is_told_in_its_file(folder, capsys):
    """The place, what was found, the rule, the remedy, and the code."""
    parts = dict(read_package(metz()[NAME]).parts)
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = body.replace("<w:tblHeader/>", "", 1).encode()
    (folder / "pack" / NAME).write_bytes(write_package(parts))
    assert main(["accessible", f"pack/{NAME}"]) == 1
    printed = capsys.readouterr().out
    assert f"pack/{NAME} › « " in printed
    assert "Ce tableau n’a pas de ligne d’en-tête." in printed
    assert "[ACC-010]" in printed


@pytest.mark.usefixtures("folder")
def test_a_file_of_another_kind_is_named(capsys):
    """With what to do about it."""
    assert main(["accessible", "pack/lisez-moi.txt", f"pack/{NAME}"]) == 1
    assert "pack/lisez-moi.txt · Ce fichier n’est pas" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["absent.docx", "vide"])
def test_where_nothing_can_be_read_the_command_says_so(folder, path, capsys):
    """A missing file, an empty folder."""
    (folder / "vide").mkdir()
    assert main(["accessible", path]) == 2
    assert capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.parametrize("path", ["tube.docx", "/dev/zero", "lien.docx"])
def test_a_pipe_or_a_device_is_refused_at_once(folder, path, capsys):
    """One has no end, the other waits for ever."""
    os.mkfifo(folder / "tube.docx")
    (folder / "lien.docx").symlink_to("/dev/zero")
    assert main(["accessible", path]) == 2
    assert "ordinaire" in capsys.readouterr().err
