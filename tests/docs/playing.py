"""A page of documentation is played: what it tells people to type and to edit is done.

What the page holds, in order, is one of:

    ```console                            lines after `> ` are commands, the others their answers
    ```yaml fichier=DOSSIER/x.yaml        the whole of a file that people write
    ```yaml ajout=DOSSIER/x.yaml          what they add at the end of one
    ```diff fichier=DOSSIER/x.yaml        lines that they replace, take out or add in one
    <!-- geste : copier A → B -->         what is done by hand, out of the terminal
    <!-- geste : remplacer FICHIER : A → B -->  a text typed over another, in Word or in YAML

An answer may leave out lines: a line that is only « … » stands for any number of them.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from ctai_docs.cli.main import main

PROMPT = "> "
LEFT_OUT = "…"
_STEP = re.compile(
    r"^```(?P<kind>console|yaml|diff)(?: (?P<how>fichier|ajout)=(?P<file>\S+))?\n(?P<body>.*?)^```$"
    r"|^<!-- geste : (?P<gesture>.*?) -->$",
    re.MULTILINE | re.DOTALL,
)
_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})


class Command(NamedTuple):
    """A command of a page, without its prompt, and the answer that the page shows."""

    typed: str
    shown: list[str]


def play(page: str, wanted: Callable[[str], bool] = lambda _: True) -> str:
    """Do in the working folder what a page says; return it with the answers really given.

    A command that is not `wanted` is left as it is.
    """
    return _STEP.sub(lambda step: _done(step, wanted), page)


def commands(page: str) -> Iterator[Command]:
    """Yield the commands of a page."""
    for step in _STEP.finditer(page):
        if step["kind"] == "console":
            yield from _commands(step["body"])


def run(typed: str) -> list[str]:
    """Run a command and return the lines of its answer, no-break spaces as spaces."""
    program, *arguments = shlex.split(typed)
    assert program == "ctai-docs", typed
    told = io.StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        main(arguments)
    return told.getvalue().translate(_SPACES).splitlines()


def _done(step: re.Match[str], wanted: Callable[[str], bool]) -> str:
    if step["gesture"]:
        _gesture(step["gesture"])
    elif step["kind"] == "console":
        lines = [line for c in _commands(step["body"]) for line in _answered(c, wanted)]
        return "\n".join(["```console", *lines, "```"])
    elif step["file"]:
        _typed(Path(step["file"]), step)
    return step[0]


def _typed(file: Path, step: re.Match[str]) -> None:
    """Write what people type into a file."""
    if step["kind"] == "diff":
        _edit(file, step["body"].splitlines())
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = file.read_text(encoding="utf-8") if step["how"] == "ajout" else ""
    file.write_text(kept + step["body"], encoding="utf-8")


def _commands(block: str) -> Iterator[Command]:
    head, *rest = re.split(rf"^{PROMPT}", block, flags=re.MULTILINE)
    assert not head, f"a console block begins with a command: {head!r}"
    for text in rest:
        typed, *shown = text.splitlines()
        yield Command(typed, shown)


def _answered(command: Command, wanted: Callable[[str], bool]) -> list[str]:
    told = run(command.typed) if wanted(command.typed) else command.shown
    kept = command.shown if _agrees(command.shown, told) else told
    return [f"{PROMPT}{command.typed}", *kept]


def _agrees(shown: list[str], told: list[str]) -> bool:
    """Tell whether an answer is the one shown, where that one may leave out lines."""
    lines = (r"(?:.*\n)*" if line == LEFT_OUT else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch("".join(lines), "".join(f"{line}\n" for line in told)) is not None


def _edit(path: Path, changes: list[str]) -> None:
    """Replace in a file the lines before (« - », and « space ») by those after (« + »)."""
    before = "".join(f"{line[1:]}\n" for line in changes if line[:1] != "+")
    after = "".join(f"{line[1:]}\n" for line in changes if line[:1] != "-")
    _retype_text(path, before, after)


def _gesture(gesture: str) -> None:
    verb, _, rest = gesture.partition(" ")
    match verb:
        case "copier":
            source, target = rest.split(" → ")
            (shutil.copytree if Path(source).is_dir() else shutil.copy)(source, target)
        case "remplacer":
            file, _, texts = rest.partition(" : ")
            before, after = texts.replace(r"\n", "\n").split(" → ")
            (_retype if file.endswith(".docx") else _retype_text)(Path(file), before, after)
        case _:
            raise AssertionError(f"unknown gesture: {gesture}")


def _retype_text(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file} holds {before!r} once"
    file.write_text(text.replace(before, after), encoding="utf-8")


def _retype(document: Path, before: str, after: str) -> None:
    """Replace a text of a Word file, as someone does in Word."""
    with zipfile.ZipFile(document) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    assert before in body, f"{document} does not hold {before!r}"
    parts["word/document.xml"] = body.replace(before, after, 1).encode()
    with zipfile.ZipFile(document, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
