"""Links, folders and files where others should be, in and around the output folder."""

import os

import pytest

from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.output import trouble, write_pack
from tests.machine.output.packs import fates, fichier, names, pack, texts, tree


def _refused(folder, files, rule, place):
    before = tree(folder)
    with pytest.raises(CtaiError) as raised:
        write_pack(folder, files)
    found = [(finding.code, str(finding.where)) for finding in raised.value.findings]
    assert found == [(rule.code, str(place))]
    assert tree(folder) == before


@pytest.fixture
def elsewhere(tmp_path):
    """Return a folder that nobody may write to through a link."""
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    (folder / "a.docx").write_text("précieux")
    yield folder
    assert texts(folder) == {"a.docx": "précieux"}


@pytest.fixture
def out(tmp_path):
    """Return an output folder that exists."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def test_a_sub_folder_that_is_a_link_is_refused(out, elsewhere):
    """Nothing is written through it."""
    (out / "fiches").symlink_to(elsewhere)
    _refused(out, [fichier("fiches/a.docx")], trouble.LINK, out / "fiches")


@pytest.mark.parametrize("name", ["a.docx", "manifest.json"])
def test_a_file_that_is_a_link_is_refused(out, elsewhere, name):
    """Neither followed nor replaced; a dangling one as well."""
    (out / name).symlink_to(elsewhere / "a.docx")
    _refused(out, pack(a="un"), trouble.LINK, out / name)
    (out / name).unlink()
    (out / name).symlink_to("nulle-part")
    _refused(out, pack(a="un"), trouble.LINK, out / name)


def test_a_dropped_file_whose_folder_became_a_link_is_not_removed(out, elsewhere):
    """The file behind the link has the same bytes, and is not ours."""
    write_pack(out, [fichier("fiches/a.docx", "précieux"), fichier("b.docx")])
    (out / "fiches" / "a.docx").unlink()
    (out / "fiches").rmdir()
    (out / "fiches").symlink_to(elsewhere)
    report = write_pack(out, [fichier("b.docx", "deux")])
    assert fates(report)[1] == ("fiches/a.docx", "KEPT", "DROPPED_EDITED")
    assert (out / "fiches").is_symlink()


def test_links_of_the_user_stay_links(out, elsewhere):
    """Also relative ones, and those to nothing."""
    (out / "lien").symlink_to(elsewhere)
    (out / "relatif").symlink_to("../ailleurs/a.docx")
    (out / "perdu").symlink_to("nulle-part")
    write_pack(out, pack(a="un"))
    write_pack(out, pack(a="deux"))
    links = {name: str((out / name).readlink()) for name in ("lien", "relatif", "perdu")}
    assert links == {
        "lien": str(elsewhere),
        "relatif": "../ailleurs/a.docx",
        "perdu": "nulle-part",
    }
    assert names(out) == ["a.docx", "lien", "manifest.json", "perdu", "relatif"]


def test_the_output_folder_itself_may_be_a_link(tmp_path, out):
    """The folder behind it is the output folder."""
    (tmp_path / "lien").symlink_to("out")
    write_pack(tmp_path / "lien", pack(a="un"))
    write_pack(tmp_path / "lien", pack(a="deux"))
    assert (tmp_path / "lien").is_symlink()
    assert texts(out) == {"a.docx": "deux"}


def test_an_output_folder_that_is_a_link_to_itself_is_refused(tmp_path):
    """One finding, no crash."""
    (tmp_path / "boucle").symlink_to("boucle")
    _refused(tmp_path / "boucle", pack(a="un"), trouble.OTHER, tmp_path / "boucle")


def test_a_folder_at_the_place_of_a_document_is_refused(out):
    """And a file at the place of a folder, and of the output folder."""
    (out / "a.docx").mkdir()
    _refused(out, pack(a="un"), trouble.IS_FOLDER, out / "a.docx")
    (out / "fiches").write_text("à moi")
    _refused(out, [fichier("fiches/b.docx")], trouble.NOT_FOLDER, out / "fiches")
    with pytest.raises(CtaiError, match="SOR-009"):
        write_pack(out / "fiches", pack(a="un"))


def test_a_pipe_in_the_folder_does_not_hang_the_render(out):
    """What cannot be linked stays, and the pack is written from a journal."""
    os.mkfifo(out / "tube")
    write_pack(out, pack(a="un"))
    write_pack(out, pack(a="deux"))
    assert texts(out) == {"a.docx": "deux"}
    assert names(out) == ["a.docx", "manifest.json", "tube"]
