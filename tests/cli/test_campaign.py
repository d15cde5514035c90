"""Many dossiers in one command: each in its sub-folder, and a bad one stops no other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import ctai_docs
from ctai_docs.cli import campaign, console
from ctai_docs.machine.findings import CtaiError
from tests.cli.test_check import ERROR
from tests.cli.test_render import PACK, written
from tests.support.processes import are_gone


@pytest.fixture
def trois(depart):
    """Return three dossiers, in the working folder: `un`, `deux` and `trois`."""
    for name in ("un", "deux", "trois"):
        shutil.copytree(depart, depart.parent / name)
    return depart.parent


def spoil(dossier):
    """Make a dossier contradict itself."""
    name, before, after = ERROR
    text = (dossier / name).read_text(encoding="utf-8")
    assert before in text
    (dossier / name).write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.parametrize("processes", ["1", "2"])
def test_each_dossier_has_a_sub_folder_of_its_name(run, trois, processes):
    """The same files as alone; told in the order in which they were named."""
    code, out, err = run("render", "un", "deux", "trois", "-o", "s", "--processus", processes)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "s/un : 5 écrits",
        "s/deux : 5 écrits",
        "s/trois : 5 écrits",
        "3 dossiers sur 3.",
    ]
    run("render", "un", "-o", "seul")
    for name in ("un", "deux", "trois"):
        for file in PACK:
            alone, together = (trois / d / file for d in ("seul", f"s/{name}"))
            assert alone.read_bytes() == together.read_bytes()


def test_a_bad_dossier_is_told_and_stops_no_other(run, trois):
    """One that contradicts itself, one that is not there: the worst exit code, and both names."""
    spoil(trois / "deux")
    code, out, err = run("render", "un", "deux", "absent", "trois", "-o", "s")
    assert code == 2
    assert "s/un : 5 écrits" in out
    assert "s/trois : 5 écrits" in out
    assert out.index("deux :\n") < out.index("erreur : ") < out.index("absent :\n")
    assert "Ce dossier n’existe pas." in out
    assert out.splitlines()[-1] == "2 dossiers sur 4."
    assert err.splitlines()[-1] == "Non rendus : deux, absent."
    assert sorted(p.name for p in (trois / "s").iterdir()) == ["trois", "un"]


def test_a_dossier_that_ends_its_process_is_named(run, trois, monkeypatch):
    """Whatever kills it: memory, a fault of a library, a fault of ours."""
    real = campaign.run

    def deadly(request):
        if request.dossier.name == "deux":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(request)

    monkeypatch.setattr(campaign, "run", deadly)
    code, out, err = run("render", "un", "deux", "trois", "-o", "s", "--processus", "2")
    assert code == 2
    assert out.splitlines()[-1] == "2 dossiers sur 3."
    assert "deux · Le rendu de ce dossier s’est arrêté net" in err
    assert written(trois / "s" / "trois") == PACK


def test_what_calls_for_attention_is_told_of_each_dossier(run, trois):
    """A document edited by hand is not lost among those that were written."""
    run("render", "un", "deux", "-o", "s")
    (trois / "s/deux/contrat.docx").write_text("à la main", encoding="utf-8")
    _, out, _ = run("render", "un", "deux", "-o", "s", "--remplacer")
    told = [line for line in out.splitlines() if "contrat.docx : " in line]
    assert len(told) == 1
    assert "contrat (modifié).docx" in told[0]


@pytest.mark.usefixtures("trois")
def test_two_dossiers_of_one_name_are_refused(run):
    """Before anything is written, also where they differ by case alone."""
    Path("ailleurs").mkdir()
    shutil.copytree("un", "ailleurs/UN")
    code, out, _ = run("render", "un", "ailleurs/UN", "-o", "s")
    assert code == 2
    assert "Deux dossiers s’appellent « UN »" in out
    assert not Path("s").exists()


def test_options_hold_for_each_dossier(run, trois):
    """One fiche of each."""
    assert run("render", "un", "deux", "-o", "s", "--fiche", "1")[0] == 0
    for name in ("un", "deux"):
        assert written(trois / "s" / name) == [PACK[3], "manifest.json"]


@pytest.mark.usefixtures("trois")
def test_the_bar_counts_dossiers_where_someone_watches(run, monkeypatch):
    """And the report is the same."""
    seen = []
    real = console.progress

    def progress(total, what):
        seen.append((total, what))
        return real(total, what)

    monkeypatch.setattr(console, "progress", progress)
    assert run("render", "un", "deux", "-o", "s")[0] == 0
    assert seen == [(2, "Dossiers")]


@pytest.mark.usefixtures("trois")
def test_ctrl_c_ends_the_whole_batch_in_one_line():
    """No traceback of a process, and no stage left behind."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    for n in range(60):
        shutil.copytree("un", f"lot-{n}")
    command = [sys.executable, "-m", "ctai_docs.cli", "render", "-o", "s"]
    command += [f"lot-{n}" for n in range(60)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "start_new_session": True}
    with subprocess.Popen(command, env=env, **pipes) as process:
        process.stdout.readline()  # one is rendered: all processes are at work
        time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.decode() == "Interrompu. Rien n’a été écrit à moitié.\n"
    assert [p.name for p in Path("s").iterdir() if p.name.startswith(".ctai")] == []
    assert len(list(Path("s").iterdir())) < 60


@pytest.mark.usefixtures("trois")
def test_ctrl_c_ends_every_libreoffice_of_the_batch(tmp_path):
    """Each process of the batch has one of its own."""
    pids = tmp_path / "pids"
    pids.mkdir()
    office = tmp_path / "soffice"
    office.write_text(f"#!/bin/sh\ntouch {pids}/$$\nsleep 600\n", encoding="utf-8")
    office.chmod(0o755)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    env = {"CTAI_SOFFICE": str(office), "TMPDIR": str(temporary)}
    env = os.environ | env | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "ctai_docs.cli", "render", "un", "deux", "-o", "s", "--pdf"]
    command += ["--processus", "2"]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE) as process:
        while len(list(pids.iterdir())) < 2:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err.decode().count("\n")) == (130, 1)
    assert list(temporary.iterdir()) == []
    assert not Path("s").exists() or list(Path("s").iterdir()) == []
    assert all(are_gone(group=int(path.name)) for path in pids.iterdir())


# -------------------------------------------------------------------- from a script
def test_a_script_gets_a_report_for_each_dossier(trois):
    """A bad one gives its error, in its place."""
    spoil(trois / "deux")
    names = [trois / name for name in ("un", "deux", "trois")]
    one, two, three = ctai_docs.save_packs(names, trois / "s", processus=2)
    assert [len(report.outcomes) for report in (one, three)] == [5, 5]
    assert isinstance(two, CtaiError)
    assert [finding.severity for finding in two.findings] == ["erreur"]
    assert two.findings[0].where.file
    assert written(trois / "s" / "trois") == PACK


def test_a_pack_of_a_script_does_not_go_into_its_dossier(trois):
    """Neither alone, nor among others; and fewer processes than none is one a core."""
    with pytest.raises(CtaiError, match="SOR-017"):
        ctai_docs.save_pack(trois / "un", trois / "un")
    (refused,) = ctai_docs.save_packs([trois / "un"], trois, processus=-1)
    assert [finding.code for finding in refused.findings] == ["SOR-017"]
    assert not (trois / "un" / "contrat.docx").exists()


def test_a_script_may_ask_for_drafts(trois):
    """`projet` renders what contradicts itself, as for one dossier."""
    spoil(trois / "un")
    (report,) = ctai_docs.save_packs([trois / "un"], trois / "s", projet=True)
    assert len(report.outcomes) == 5
