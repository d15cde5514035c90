"""The guide tells the truth: its commands are run, in order, and answer what it shows.

`pytest --renew-goldens tests/docs` writes the answers anew, to be read before they are committed.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from struct import unpack

import pytest

import ctai_docs
from tests.docs.playing import commands, play, run

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide.md"
_PAGE = GUIDE.read_text(encoding="utf-8")
_INLINE = sorted(set(re.findall(r"`(ctai-docs [^`]+)`", _PAGE)))


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return the working folder, empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def same(request):
    """Return a function that holds the guide against what its commands answer, or renews it."""

    def check(wanted):
        page = GUIDE.read_text(encoding="utf-8")
        played = play(page, wanted)
        if request.config.getoption("--renew-goldens"):
            GUIDE.write_text(played, encoding="utf-8", newline="\n")
        else:
            assert played == page

    return check


def _without_office(command):
    return "--pdf" not in command


@pytest.mark.usefixtures("here")
def test_every_command_answers_what_the_guide_shows(same):
    """Those that need LibreOffice apart."""
    assert sum(_without_office(command.typed) for command in commands(_PAGE)) >= 20
    same(_without_office)


@pytest.mark.libreoffice
@pytest.mark.usefixtures("here")
def test_with_libreoffice_every_command_answers_what_the_guide_shows(same):
    """PDFs among them."""
    same(lambda _: True)


@pytest.mark.parametrize("command", _INLINE)
@pytest.mark.usefixtures("here")
def test_a_command_named_in_a_sentence_exists_with_its_options(command):
    """Its words, then its options, are those of the help."""
    words = re.match(r"ctai-docs((?: [a-z]+)+)", command)
    assert words, command
    for depth in range(len(words[1].split()), 0, -1):  # the last words may be arguments
        name = " ".join(words[1].split()[:depth])
        told = "\n".join(run(f"ctai-docs {name} --help"))
        if told.startswith(f"Usage : ctai-docs {name} "):
            break
    assert told.startswith(f"Usage : ctai-docs {name} ")
    options = set(re.findall(r" (--?[a-z-]+)", command))
    assert options <= set(re.findall(r"--?[a-z-]+", told))


def test_links_and_pictures_lead_somewhere():
    """To a file of the project, or to a heading of the guide; a picture says what it shows."""
    headings = {_anchor(title) for title in re.findall(r"^#+ (.+)$", _PAGE, re.MULTILINE)}
    links = re.findall(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)", _PAGE)
    lost = [
        target
        for _, _, target in links
        if not target.startswith("https://")
        and target.removeprefix("#") not in headings
        and not (GUIDE.parent / target.partition("#")[0]).is_file()
    ]
    assert lost == []
    assert all(len(text) > 20 for is_picture, text, _ in links if is_picture)


def test_pictures_are_small_and_all_shown():
    """Less than 120 kB each, PNG, and none that the guide has forgotten."""
    shown = set(re.findall(r"\(images/([^)]+)\)", _PAGE))
    images = [
        p for p in (GUIDE.parent / "images").glob("*.png") if p.name != "metz.png"
    ]  # README's
    assert {image.name for image in images} == shown
    assert len(shown) >= 5
    for image in images:
        data = image.read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) < 120_000
        assert unpack(">I", data[16:20])[0] >= 400, "wide enough to be read"


def test_the_wheel_named_is_the_one_that_is_built():
    """What one is told to install has the name that pip gives it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wheel = f"{project['name'].replace('-', '_')}-{ctai_docs.__version__}-py3-none-any.whl"
    assert set(re.findall(r"ctai_docs-[\w.-]+\.whl", _PAGE)) == {wheel}


def test_the_guide_says_vous_and_is_short():
    """No « tu »; four hundred and fifty lines at most."""
    assert re.findall(r"\b(?:tu|ton|tes|toi)\b", _PAGE, re.IGNORECASE) == []
    assert len(_PAGE.splitlines()) <= 450


def _anchor(title):
    """Return the anchor that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
