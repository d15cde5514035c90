"""A pack written over the last one: what becomes of each file, in both ways of writing."""

import os
import time
import tracemalloc

import pytest

from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.output import Fate, read_manifest, stage, swap, write_pack
from ctai_docs.machine.output.names import OURS
from tests.machine.output.packs import fates, fichier, names, pack, texts, tree


@pytest.fixture(params=["exchange", "journal"], autouse=True)
def _way(request, monkeypatch):
    """Run each test twice: folders exchanged in one step, and changes done from a journal."""
    if request.param == "journal":
        monkeypatch.setattr(swap, "is_known", lambda: False)


@pytest.fixture
def out(tmp_path):
    """Return the output folder, alone in its parent, where nothing of ours may stay."""
    yield tmp_path / "out"
    assert names(tmp_path) in (["out"], [])
    assert not [name for name in tree(tmp_path) if ".ctai-docs-" in name]


def test_a_first_pack_makes_the_folder(out):
    """Sub-folders and manifest with it."""
    report = write_pack(out, [fichier("contrat.docx"), fichier("fiches/a.docx", "deux")])
    assert fates(report) == [
        ("contrat.docx", "WRITTEN", "NEW"),
        ("fiches/a.docx", "WRITTEN", "NEW"),
    ]
    assert texts(out) == {"contrat.docx": "un", "fiches/a.docx": "deux"}


def test_missing_parents_of_the_folder_are_made(tmp_path):
    """`-o construit/metz` needs no mkdir."""
    write_pack(tmp_path / "a" / "b", pack(contrat="un"))
    assert texts(tmp_path / "a" / "b") == {"contrat.docx": "un"}


def test_only_the_files_that_changed_are_written(out):
    """The others keep their bytes, their date and their inode, over many packs."""
    write_pack(out, pack(a="un", b="un", c="un"))
    for path in out.iterdir():
        os.utime(path, (1_000_000, 1_000_000))
    before = {path.name: path.stat() for path in out.iterdir()}
    for number in range(30):
        report = write_pack(out, pack(a="un", b=f"{number}", c="un"))
    assert report.named(Fate.UNCHANGED) == ("a.docx", "c.docx")
    for name in ("a.docx", "c.docx"):
        after = (out / name).stat()
        assert (after.st_mtime, after.st_ino) == (1_000_000, before[name].st_ino)
        assert after.st_nlink == 1
    assert texts(out) == {"a.docx": "un", "b.docx": "29", "c.docx": "un"}


def test_the_same_pack_twice_touches_nothing(out):
    """Not even the manifest."""
    write_pack(out, pack(a="un", b="un"))
    before = {path: path.stat().st_mtime_ns for path in [out, *out.iterdir()]}
    report = write_pack(out, pack(a="un", b="un"))
    assert {path: path.stat().st_mtime_ns for path in [out, *out.iterdir()]} == before
    assert report.named(Fate.UNCHANGED) == ("a.docx", "b.docx")
    assert report.lines() == [f"{out}\u00a0: 2 inchangés"]


def test_an_edited_file_is_not_overwritten(out):
    """The new one is written beside it, once for each content; a hand-made version is kept too."""
    write_pack(out, pack(a="un", b="un"))
    (out / "a.docx").write_text("à la main")
    report = write_pack(out, pack(a="deux", b="deux"))
    assert fates(report) == [("a.docx", "BESIDE", "EDITED"), ("b.docx", "WRITTEN", "CHANGED")]
    assert "a (nouveau).docx" in report.lines()[0]
    assert fates(write_pack(out, pack(a="deux", b="deux")))[0] == ("a.docx", "KEPT", "ONLY_EDITED")
    write_pack(out, pack(a="trois", b="deux"))
    expected = {"a (nouveau).docx": "trois", "a.docx": "à la main", "b.docx": "deux"}
    assert texts(out) == expected
    (out / "a (nouveau).docx").write_text("elle aussi")
    write_pack(out, pack(a="quatre", b="deux"))
    expected |= {"a (nouveau).docx": "elle aussi", "a (nouveau 2).docx": "quatre"}
    assert texts(out) == expected


def test_an_edited_file_stays_when_nothing_changed_on_our_side(out):
    """No version beside it: there is nothing to compare."""
    write_pack(out, pack(a="un"))
    (out / "a.docx").write_text("à la main")
    assert fates(write_pack(out, pack(a="un"))) == [("a.docx", "KEPT", "ONLY_EDITED")]
    assert texts(out) == {"a.docx": "à la main"}


def test_a_version_beside_goes_when_it_has_been_taken(out):
    """The user renamed it over the file, or undid the edit."""
    write_pack(out, pack(a="un"))
    (out / "a.docx").write_text("à la main")
    write_pack(out, pack(a="deux"))
    (out / "a.docx").write_text("deux")
    report = write_pack(out, pack(a="deux"))
    assert fates(report) == [
        ("a (nouveau).docx", "REMOVED", "SUPERSEDED"),
        ("a.docx", "UNCHANGED", "SAME"),
    ]
    assert texts(out) == {"a.docx": "deux"}


def test_a_version_beside_that_the_user_deleted_does_not_come_back(out):
    """Deleting it says that it has been read."""
    write_pack(out, pack(a="un"))
    (out / "a.docx").write_text("à la main")
    write_pack(out, pack(a="deux"))
    (out / "a (nouveau).docx").unlink()
    write_pack(out, pack(a="deux"))
    assert texts(out) == {"a.docx": "à la main"}
    assert set(read_manifest(out).fichiers) == {"a.docx"}


def test_force_overwrites_an_edited_file_and_keeps_a_backup(out):
    """Twice: the backups are numbered."""
    write_pack(out, pack(a="un", b="un"))
    for number in (1, 2):
        (out / "a.docx").write_text(f"à la main {number}")
        report = write_pack(out, pack(a="un", b="un"), force=True)
        assert fates(report)[0] == ("a.docx", "WRITTEN", "FORCED")
    assert texts(out) == {
        "a (modifié 2).docx": "à la main 2",
        "a (modifié).docx": "à la main 1",
        "a.docx": "un",
        "b.docx": "un",
    }


def test_a_file_of_the_user_at_our_path_is_theirs(out):
    """No manifest speaks of it."""
    out.mkdir()
    (out / "a.docx").write_text("à moi")
    assert fates(write_pack(out, pack(a="un"))) == [("a.docx", "BESIDE", "FOREIGN")]
    assert texts(out) == {"a (nouveau).docx": "un", "a.docx": "à moi"}


def test_a_file_that_disappeared_is_written_again(out):
    """And the report says that it had."""
    write_pack(out, pack(a="un", b="un"))
    (out / "a.docx").unlink()
    assert fates(write_pack(out, pack(a="un", b="un")))[0] == ("a.docx", "WRITTEN", "MISSING")


def test_files_that_the_pack_no_longer_has_are_removed_unless_edited(out):
    """Their folder goes with them when it is empty."""
    files = [fichier(f"{n}/a.docx") for n in ("fiches", "autres")]
    write_pack(out, [*files, fichier("b.docx")])
    (out / "autres" / "a.docx").write_text("à la main")
    report = write_pack(out, [fichier("b.docx")])
    assert fates(report) == [
        ("autres/a.docx", "KEPT", "DROPPED_EDITED"),
        ("b.docx", "UNCHANGED", "SAME"),
        ("fiches/a.docx", "REMOVED", "DROPPED"),
    ]
    assert texts(out) == {"autres/a.docx": "à la main", "b.docx": "un"}
    assert not (out / "fiches").exists()
    assert set(read_manifest(out).fichiers) == {"b.docx"}


def test_a_partial_render_updates_only_its_files(out):
    """The rest stays in the folder and in the manifest, unnamed in the report."""
    write_pack(out, pack(a="un", b="un", c="un"))
    (out / "c.docx").write_text("à la main")
    report = write_pack(out, pack(b="deux", d="un"), partial=True)
    assert fates(report) == [("b.docx", "WRITTEN", "CHANGED"), ("d.docx", "WRITTEN", "NEW")]
    assert texts(out) == {"a.docx": "un", "b.docx": "deux", "c.docx": "à la main", "d.docx": "un"}
    assert set(read_manifest(out).fichiers) == {"a.docx", "b.docx", "c.docx", "d.docx"}


def test_what_is_not_ours_stays_as_it_is(out):
    """Files, empty folders, permissions, dates."""
    write_pack(out, pack(a="un"))
    (out / "notes").mkdir()
    (out / "vide").mkdir(mode=0o700)
    (out / "notes" / "réunion.txt").write_text("à moi")
    os.utime(out / "notes" / "réunion.txt", (5, 5))
    out.chmod(0o750)
    write_pack(out, pack(b="un"))
    assert texts(out) == {"b.docx": "un", "notes/réunion.txt": "à moi"}
    assert (out / "notes" / "réunion.txt").stat().st_mtime == 5
    assert (out / "vide").stat().st_mode & 0o777 == 0o700
    assert out.stat().st_mode & 0o777 == 0o750


def test_a_pack_that_fails_in_the_middle_changes_nothing(out):
    """Whatever fails: a document, or the person at the keyboard."""
    write_pack(out, pack(a="un", b="un"))
    before = tree(out)

    def failing(error):
        yield fichier("a.docx", "deux")
        raise error

    for error in (ValueError, KeyboardInterrupt, OSError):
        with pytest.raises(error):
            write_pack(out, failing(error))
        assert tree(out) == before


def test_two_files_of_one_name_are_a_bug_of_ours(out):
    """The second would overwrite the first."""
    with pytest.raises(AssertionError, match="two files"):
        write_pack(out, [fichier(), fichier()])


def test_two_runs_at_once_do_not_mix(out):
    """The second is refused, and the first goes on."""

    def nested():
        yield fichier("a.docx", "un")
        with pytest.raises(CtaiError, match="SOR-010"):
            write_pack(out, pack(b="un"))

    write_pack(out, nested())
    assert texts(out) == {"a.docx": "un"}


def test_a_neighbour_that_ends_meanwhile_is_no_trouble(out, monkeypatch):
    """Its working folder was listed, and is gone when it is looked at."""
    named = stage._named
    monkeypatch.setattr(stage, "_named", lambda home: [*named(home), home / f"{OURS}0000abcd"])
    write_pack(out, pack())
    assert tree(out)


def test_what_someone_saves_during_the_render_is_not_lost(out):
    """A Word that saves by renaming, on a changed file, an unchanged one, and one of their own."""
    write_pack(out, pack(a="un", b="un"))

    def slow():
        yield from pack(a="deux", b="un")
        time.sleep(0.01)
        for name in ("a.docx", "b.docx", "notes.txt"):
            (out / "tmp").write_text(f"{name} à la main")
            (out / "tmp").rename(out / name)

    report = write_pack(out, slow())
    found = texts(out)
    assert found["notes.txt"] == "notes.txt à la main"
    assert {"a.docx à la main", "deux", "b.docx à la main"} <= set(found.values())
    assert [f.code for f in report.findings] == ["SOR-013"]


def test_documents_are_not_kept_in_memory(out):
    """Forty documents of a megabyte take the room of a few."""
    files = (fichier(f"{n}.docx", f"{n}" * 500_000) for n in range(10, 50))
    tracemalloc.start()
    write_pack(out, files)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
