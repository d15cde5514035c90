"""A run that is killed, or meets a full disk, leaves the old pack or the new one."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.output import Fate, commit, in_place, swap, write_pack, write_whole
from ctai_docs.machine.output.stage import Stage
from tests.machine.output import packs
from tests.machine.output.packs import assert_whole, fichier, generation, names, pack, texts, tree

KILLS = 24
LIMITED = """
import resource, sys
from pathlib import Path
from ctai_docs.machine.output import write_pack
from tests.machine.output.packs import fichier
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
write_pack(Path(sys.argv[1]), [fichier(f"{n}.docx", "x" * 20 ** n) for n in range(1, 5)])
"""


class Killed(BaseException):
    """What a test raises where the process would die."""


@pytest.mark.slow
def test_a_run_killed_at_any_moment_leaves_one_whole_pack(tmp_path):
    """Many runs, each killed at a random moment: one generation, and nothing is left at the end."""
    out, drawn, start = tmp_path / "out", random.Random(8), 0
    for _ in range(KILLS):
        start = _killed_run(out, start, drawn.random() * 0.03) + 1
        assert_whole(out)
        assert len(names(tmp_path)) <= 2
    write_pack(out, generation(start + 1))
    assert names(tmp_path) == ["out"]
    assert_whole(out)


def _killed_run(out, start, moment):
    """Write packs in a loop, kill the process a moment after its first pack; return the last."""
    command = [sys.executable, "-m", packs.__name__, str(out), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        last = int(process.stdout.readline())
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        return max([last, *map(int, process.stdout.read().split())])


STEPS = [
    pytest.param(commit, "swap", False, id="staged"),
    pytest.param(swap, "exchange", False, id="before the exchange"),
    pytest.param(commit, "settle", True, id="after the exchange"),
    pytest.param(commit, "rescue", True, id="before the old folder is searched"),
    pytest.param(Stage, "remove", True, id="before the old folder is removed"),
]


@pytest.mark.parametrize(("where", "step", "is_new"), STEPS)
def test_each_step_may_be_the_last(tmp_path, monkeypatch, where, step, is_new):
    """The folder is one pack at once, and the next run clears what is left, and says so."""
    out = tmp_path / "out"
    write_pack(out, generation(1))
    _die_at(monkeypatch, where, step, out, generation(2))
    assert_whole(out)
    assert texts(out)["contrat.docx"].startswith(f"contrat.docx {1 + is_new} ")
    report = write_pack(out, generation(3))
    assert [finding.code for finding in report.findings] == ["SOR-012"]
    assert names(tmp_path) == ["out"]
    assert_whole(out)


def test_a_journal_killed_while_it_is_written_is_removed(tmp_path, monkeypatch):
    """Its temporary file does not keep the stage alive."""
    out = tmp_path / "out"
    write_pack(out, generation(1))
    _die_at(monkeypatch, commit, "swap", out, generation(2))
    [stage] = [path for path in tmp_path.iterdir() if path != out]
    (stage / ".ctai-docs-00000000.tmp").write_text("{")
    write_pack(out, generation(2))
    assert names(tmp_path) == ["out"]


def _die_at(monkeypatch, where, step, out, files, *, after=0):
    """Run as if the process were killed at a step: no clean-up, and the lock is free."""
    calls, real = [], getattr(where, step)

    def die(*given, **named):
        calls.append(given)
        if len(calls) > after:
            raise Killed
        return real(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(where, step, die)
        patch.setattr("ctai_docs.machine.output.pack._abandon", Stage.release)
        with pytest.raises(Killed):
            write_pack(out, files)


def test_what_was_saved_in_the_old_folder_before_a_kill_is_brought_over(tmp_path, monkeypatch):
    """The old folder is not removed before it has been compared."""
    out = tmp_path / "out"
    write_pack(out, pack(a="un", b="un"))
    _die_at(monkeypatch, commit, "rescue", out, pack(a="deux", b="un"))
    [stage] = [path for path in tmp_path.iterdir() if path != out]
    (stage / "new" / "notes.txt").write_text("à moi")
    (stage / "new" / "a.docx").write_text("à la main")
    report = write_pack(out, pack(a="deux", b="un"))
    assert sorted(f.code for f in report.findings) == ["SOR-012", "SOR-013", "SOR-013"]
    assert texts(out) == {
        "a (modifié).docx": "à la main",
        "a.docx": "deux",
        "b.docx": "un",
        "notes.txt": "à moi",
    }


@pytest.mark.parametrize("after", range(6))
def test_a_journal_that_was_begun_is_finished_by_the_next_run(tmp_path, monkeypatch, after):
    """Killed between two of its moves, wherever folders cannot be exchanged."""
    monkeypatch.setattr(swap, "is_known", lambda: False)
    out = tmp_path / "out"
    write_pack(out, pack(a="un", b="un", c="un"))
    with monkeypatch.context() as patch:
        patch.setattr(in_place, "_undo", lambda *_: None)
        _die_at(patch, in_place, "_move", out, pack(a="deux", b="deux"), after=after)
    report = write_pack(out, pack(a="deux", b="deux"))
    assert report.named(Fate.UNCHANGED) == ("a.docx", "b.docx")
    assert texts(out) == {"a.docx": "deux", "b.docx": "deux"}
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("after", range(6))
def test_an_error_between_two_moves_is_undone(tmp_path, monkeypatch, after):
    """A file that is open in Word, on Windows."""
    out, real, calls = tmp_path / "out", in_place._move, []

    def fail(*given):
        calls.append(given)
        if len(calls) > after:
            raise PermissionError(13, "open in Word")
        real(*given)

    monkeypatch.setattr(swap, "is_known", lambda: False)
    write_pack(out, pack(a="un", b="un", c="un"))
    before = tree(out)
    monkeypatch.setattr(in_place, "_move", fail)
    with pytest.raises(CtaiError, match="SOR-002"):
        write_pack(out, [*pack(a="deux"), fichier("fiches/b.docx"), *pack(b="deux")])
    assert tree(out) == before
    assert names(out) == ["a.docx", "b.docx", "c.docx", "manifest.json"]
    assert names(tmp_path) == ["out"]


def test_the_current_folder_is_not_pulled_from_under_the_shell(tmp_path, monkeypatch):
    """Changes are done one by one in it: it stays the same folder."""
    out = tmp_path / "out"
    write_pack(out, pack(a="un"))
    monkeypatch.chdir(out)
    write_pack(".", pack(a="deux"))
    assert texts(out) == {"a.docx": "deux"}
    assert Path().samefile(out)
    assert names(tmp_path) == ["out"]


def test_where_the_parent_cannot_be_written_the_stage_stands_inside(tmp_path, monkeypatch):
    """A mounted folder, a parent of another owner: killed or not, the pack becomes whole."""
    out = tmp_path / "out"
    write_pack(out, pack(a="un"))
    monkeypatch.setattr("ctai_docs.machine.output.stage._check_passage", _other_disk)
    write_pack(out, pack(a="deux"))
    assert texts(out) == {"a.docx": "deux"}
    _die_at(monkeypatch, commit, "settle", out, pack(a="trois"))
    assert [name for name in names(out) if name.startswith(".ctai-docs-")]
    write_pack(out, pack(a="trois"))
    assert texts(out) == {"a.docx": "trois"}
    assert names(out) == ["a.docx", "manifest.json"]


def _other_disk(*_):
    raise OSError(18, "Invalid cross-device link")


def test_folders_that_only_look_like_a_stage_are_left_alone(tmp_path):
    """Without our mark, or with the mark of another output folder."""
    for number, mark in enumerate(['{"kind": "autre"}', "[]", '{"target": "autre"}']):
        folder = tmp_path / f".ctai-docs-0000000{number}"
        folder.mkdir()
        (folder / "marque.json").write_text(mark)
        (folder / "à moi.txt").write_text("à moi")
    write_pack(tmp_path / "out", pack(a="un"))
    assert len(names(tmp_path)) == 4


def test_a_stage_killed_at_birth_is_removed(tmp_path):
    """Before its mark, or in the middle of it."""
    for number, mark in enumerate(["", '{"kind": "ctai']):
        (tmp_path / f".ctai-docs-0000000{number}").mkdir()
        (tmp_path / f".ctai-docs-0000000{number}" / "marque.json").write_text(mark)
    (tmp_path / ".ctai-docs-00000002").mkdir()
    write_pack(tmp_path / "out", pack(a="un"))
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("limit", [0, 10, 50, 300, 5_000, 100_000])
def test_a_full_disk_leaves_the_old_pack(tmp_path, limit):
    """The limit strikes in the mark of the stage, in a document or in the next one."""
    out = tmp_path / "out"
    write_pack(out, generation(1))
    before = tree(out)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, out, str(limit)], capture_output=True, text=True
    )
    assert "[SOR-001]" in done.stderr
    assert tree(out) == before
    assert names(tmp_path) == ["out"]


def test_a_disk_without_room_leaves_the_old_pack(tmp_path):
    """A small tmpfs where the machine grants one, filled step by step; else a limited process."""
    disk = tmp_path / "disque"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True
    )
    if mounted.returncode:
        return test_a_full_disk_leaves_the_old_pack(tmp_path, 5_000)
    try:
        _fill_step_by_step(disk)
    finally:
        subprocess.run(["umount", disk], check=True)
    return None


def _fill_step_by_step(disk):
    """Leave ever less room: each pack is refused whole, or written whole."""
    write_pack(disk / "out", generation(0))
    results = set()
    for number in range(1, 40):
        try:
            write_whole(disk / f"{number}.bin", bytes(4096))
            write_pack(disk / "out", generation(number))
            results.add("")
        except CtaiError as error:
            results.add(error.findings[0].code)
        assert_whole(disk / "out")
        assert all(name == "out" or name.endswith(".bin") for name in names(disk))
    assert results == {"", "SOR-001"}


def test_the_mounted_folder_itself_is_written_from_a_journal(tmp_path):
    """It cannot be renamed: the stage stands inside, where the machine grants a mount."""
    out = tmp_path / "out"
    out.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", out], capture_output=True)
    try:
        write_pack(out, pack(a="un"))
        write_pack(out, pack(a="deux"))
        assert texts(out) == {"a.docx": "deux"}
        assert names(out) == ["a.docx", "manifest.json"]
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", out], check=True)
