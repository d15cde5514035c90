"""Command lines drawn at random over dossiers that are damaged at random: no traceback, ever."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from random import Random

from ctai_docs.cli.main import main
from tools.attack import METZ, Trial, how_it_broke
from tools.attack.damage import damaged

_NAMES = ("d", "d\x1b[2J", "d\udce9", "d\nErreur : rien", "é" * 100, "-d", "d ", "d\u202ex")
_VALUES = ("", "0", "1", "-1", "99999999999999999999", "é", "\udce9", "a" * 300, "../..", "\x1b[2J")
_OPTIONS = {
    "render": (
        "--fiche",
        "--deliberation",
        "--avenant",
        "--consignes",
        "--gabarits",
        "--processus",
    ),
    "check": ("--format", "--list", "--liste", "--gravite", "--code", "--fichier"),
    "diff": ("--numero", "--date"),
    "accessible": (),
    "schema": ("--fiche", "--edition"),
    "template lint": (),
    "template text": (),
    "new": (),
}
_FORMATS = ("text", "texte", "json", "sarif", "html", "x")
_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def command_lines(chance: Random, times: int) -> Iterator[Trial]:
    """Random command lines over random damaged dossiers: an exit code, never a traceback."""
    for _ in range(times // 2 or 1):
        with tempfile.TemporaryDirectory() as folder, chdir(folder):
            dossier = _dossier(Path(folder), chance)
            line = _line(dossier, chance)
            yield Trial(repr(line), _broke(line))


def _dossier(folder: Path, chance: Random) -> str:
    """Make a dossier of Metz, one of its files damaged, and return its name."""
    name = chance.choice(_NAMES)
    root = folder / os.fsdecode(os.fsencode(name))
    shutil.copytree(METZ, root)
    files = sorted(path for path in root.rglob("*") if path.is_file())
    for path in chance.sample(files, chance.randint(0, 2)):
        match chance.randrange(5):
            case 0:
                path.unlink()
            case 1:
                path.rename(path.with_name(f"{chance.choice(_NAMES)[:40]}{path.suffix}"))
            case 2:
                path.unlink()
                path.symlink_to(chance.choice(("/dev/zero", "/etc/passwd", path.name, "absent")))
            case _:
                path.write_bytes(damaged(path.read_bytes(), chance))
    return name


def _line(dossier: str, chance: Random) -> list[str]:
    """Return the words of a command: some mean something."""
    command = chance.choice(list(_OPTIONS))
    words = [dossier if command != "new" else "neuf"] * (1 + (command == "diff"))
    if command == "schema":
        words = []
    if command == "render":
        words += ["-o", chance.choice(("sortie", dossier, "/dev/null/x", "a" * 300))]
        words += chance.choice(([], ["--remplacer"], ["--projet"], ["--sans-annexes"]))
    for option in _OPTIONS[command]:
        if chance.random() < 0.3:
            values = _FORMATS if option == "--format" else _VALUES
            words += [option, chance.choice(values)]
    if chance.random() < 0.1:
        words[chance.randrange(len(words) + 1) :] = [chance.choice(_VALUES)]
    return [*command.split(), *words]


def _broke(line: list[str]) -> str:
    out = StringIO()
    codes: list[int] = []
    with redirect_stdout(out), redirect_stderr(out):
        broke = how_it_broke(lambda: codes.append(main(line)))
    said = out.getvalue()
    if broke:
        return broke
    if codes[0] not in (0, 1, 2):
        return f"exit code {codes[0]}"
    if "Traceback" in said:
        return "a traceback"
    return "a code for terminals" if _TERMINAL.search(said) else ""
