"""The starter dossier: it passes as it is, explains itself, and is written whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ctai_docs.contract.model import Contrat
from ctai_docs.dossier import starter
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.dossier.starter import starter_files, write_starter
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.yaml import read_yaml
from ctai_docs.rules import check

NAMES = (
    ".schema/contrat.schema.json",
    ".schema/fiche.schema.json",
    "LISEZMOI.txt",
    "contrat.yaml",
    "fiches/01-parler.yaml",
    "fiches/02-fete.yaml",
)
IBAN = "FR14 2004 1010 0505 0001 3M02 606"


def written(folder):
    """Return the names of all that is in a folder, files and folders."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


def test_nothing_is_found_in_it(tmp_path):
    """Neither error, nor warning, nor information."""
    write_starter(tmp_path / "depart")
    assert check(read_dossier(tmp_path / "depart").contrat).findings == ()


def test_its_files_are_named(tmp_path):
    """What it returns is what it wrote, and nothing is left of the work."""
    assert write_starter(tmp_path / "depart") == NAMES
    files = [name for name in written(tmp_path / "depart") if name not in (".schema", "fiches")]
    assert tuple(files) == NAMES
    assert written(tmp_path)[0] == "depart"
    assert not list(tmp_path.glob(".ctai-*"))


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith(".yaml")])
def test_editors_are_told_the_schema_beside_it(tmp_path, name):
    """The first line of each file leads to a schema that is there."""
    write_starter(tmp_path / "depart")
    path = tmp_path / "depart" / name
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)[1]
    assert (path.parent / schema).is_file()


def test_every_key_of_the_contract_is_shown_or_has_a_folder():
    """A key is there, or in a comment; those of folders have their files."""
    text = starter_files()["contrat.yaml"].decode()
    shown = set(re.findall(r"^(?:# )?([a-z_]+):", text, re.MULTILINE))
    assert set(Contrat.model_fields) - shown == {"fiches", "deliberations"}


def test_what_is_in_comments_reads_once_uncommented(tmp_path):
    """Each optional key of the contract can be used by taking its « # » off."""
    write_starter(tmp_path / "depart")
    path = tmp_path / "depart" / "contrat.yaml"
    text = path.read_text(encoding="utf-8")
    body = text[text.index("\nedition:") :]
    commented = r"^( *)# (?= *[a-z_]+:(?: |$)| *- | {2,}[A-Z])"
    optional = re.sub(commented, r"\1", body, flags=re.MULTILINE)
    optional = re.sub(r"^ +(logo|fichier): .*\n", "", optional, flags=re.MULTILINE)  # not there
    path.write_text(optional, encoding="utf-8")
    contrat = read_dossier(tmp_path / "depart").contrat
    assert contrat.renouvelable
    assert contrat.articles[7].titre == "Documents traduits"
    assert contrat.controles.silences[0].chemin == "fiches[1].budget"


def test_no_account_is_real():
    """The only account is the one of the examples of the standard."""
    texts = "\n".join(data.decode() for name, data in starter_files().items() if "." in name[1:])
    accounts = re.findall(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){4,}(?: ?[A-Z0-9]{1,3})?", texts)
    assert set(accounts) == {IBAN}


def test_every_file_is_utf_8_with_unix_line_ends():
    """The same bytes on every system."""
    for data in starter_files().values():
        assert b"\r" not in data
        assert data.decode("utf-8").endswith("\n")


def test_every_yaml_file_reads_without_a_finding():
    """Comments do not hide a mistake of form."""
    for name, data in starter_files().items():
        if name.endswith(".yaml"):
            assert read_yaml(data, name).value


def test_an_empty_folder_is_filled(tmp_path):
    """`ctai-docs new .` in a new folder works."""
    write_starter(tmp_path)
    assert set(NAMES) <= set(written(tmp_path))
    assert not list(tmp_path.glob(".ctai-*"))


def test_folders_above_are_made(tmp_path):
    """A path of several new folders is no trouble."""
    write_starter(tmp_path / "a" / "b")
    assert (tmp_path / "a/b/contrat.yaml").is_file()


def _file(path: Path) -> None:
    path.write_text("à garder", encoding="utf-8")


def _folder(path: Path) -> None:
    path.mkdir()
    _file(path / "notes.txt")


def _link(path: Path) -> None:
    path.symlink_to("nulle-part")


@pytest.mark.parametrize("make", [_file, _folder, _link])
def test_what_is_there_already_is_left_as_it_is(tmp_path, make):
    """One finding, and nothing written."""
    make(tmp_path / "depart")
    before = written(tmp_path)
    with pytest.raises(CtaiError) as caught:
        write_starter(tmp_path / "depart")
    assert [f.code for f in caught.value.findings] == ["DOS-009"]
    assert written(tmp_path) == before


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("step", ["write_bytes", "rename"])
def test_a_failure_half_way_leaves_nothing(tmp_path, monkeypatch, exists, step):
    """A disk that fills up during the work leaves the folder as it was."""
    root = tmp_path / "depart"
    if exists:
        root.mkdir()
    before, real, calls = written(tmp_path), getattr(Path, step), []

    def failing(path, *arguments):
        calls.append(path)
        if len(calls) == 3 or (step == "rename" and not exists):
            raise OSError(28, "No space left on device")
        return real(path, *arguments)

    monkeypatch.setattr(Path, step, failing)
    with pytest.raises(OSError, match="No space"):
        write_starter(root)
    assert written(tmp_path) == before


def test_the_module_knows_its_folder_as_a_package_would():
    """The data is read as a resource, so that a wheel holds it."""
    assert (starter.files("ctai_docs.dossier") / "depart" / "contrat.yaml").is_file()
