"""`ctai-docs render`, killed or short of disk: the output folder is the old pack or the new one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from ctai_docs.cli.main import main

resource = pytest.importorskip("resource", reason="processes have no such limits on Windows")
RUNS = 12
TITLES = ("Fêtes de quartier", "Fêtes de rue")
"""The title of a fiche, by turns: two packs whose documents all differ in name or in content."""


def launched(*arguments, **options):
    """Return the process of a command."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "ctai_docs.cli", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=environment, **pipes, **options)


def retitled(depart, title):
    """Give the second fiche of the dossier this title."""
    path = depart / "fiches" / "02-fete.yaml"
    text = path.read_text(encoding="utf-8")
    for known in TITLES:
        text = text.replace(f"intitule: {known}", f"intitule: {title}")
    path.write_text(text, encoding="utf-8")


def tree(folder):
    """Return the bytes of every file of a folder, by its path."""
    files = (path for path in sorted(Path(folder).rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def packs(depart):
    """Return both packs, and how many seconds a render takes."""
    found = []
    for number, title in enumerate(TITLES):
        retitled(depart, title)
        start = monotonic()
        with launched("render", "depart", "-o", f"pack-{number}") as process:
            assert process.wait() == 0
        found.append(tree(f"pack-{number}"))
    assert found[0].keys() != found[1].keys()
    return found, monotonic() - start


@pytest.mark.slow
def test_a_render_killed_at_any_moment_leaves_the_old_pack_or_the_new_one(here, depart, packs):
    """Killed from its start to its end, most often while it writes."""
    known, seconds = packs
    drawn = random.Random(3)
    assert main(["render", "depart", "-o", "out"]) == 0
    seen = []
    for run in range(RUNS):
        retitled(depart, TITLES[run % 2])
        with launched("render", "depart", "-o", "out") as process:
            sleep(seconds * drawn.uniform(0.5, 1.05))
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert tree("out") in known
        seen.append(process.returncode)
    assert -signal.SIGKILL in seen
    assert main(["render", "depart", "-o", "out"]) == 0
    assert tree("out") in known
    left = [path.name for path in here.iterdir() if path.name.startswith(".ctai-docs-")]
    assert left == []


@pytest.mark.parametrize("limit", [0, 100, 5_000, 20_000])
def test_a_render_on_a_full_disk_leaves_the_old_pack(depart, limit):
    """No file may grow beyond the limit: one sentence, exit 2, and nothing has changed."""
    assert main(["render", "depart", "-o", "out"]) == 0
    before = tree("out")
    retitled(depart, TITLES[1])

    def short():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    with launched("render", "depart", "-o", "out", preexec_fn=short) as process:
        out, err = process.communicate()
    assert process.returncode == 2
    assert "Il n’y a plus de place pour écrire." in (out + err).decode()
    assert tree("out") == before
