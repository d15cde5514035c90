"""Killed at every moment: the old pack, the new one, or one that says that it is unfinished."""

import shutil

import pytest

from ctai_docs.cli.main import main
from ctai_docs.machine.output import state as state_of
from ctai_docs.machine.output import swap, write_pack
from ctai_docs.machine.output.marker import is_marked
from ctai_docs.machine.output.names import OURS
from tests.machine.output.kills import moments
from tests.machine.output.packs import fichier, names, pack, texts, tree

OLD = {"contrat": "un", "fiche": "un", "retouche": "un", "partie": "un", "stable": "un"}
NEW = {"contrat": "deux", "fiche": "deux", "retouche": "deux", "nouvelle": "deux", "stable": "un"}
MINE = {"retouche.docx": "à la main", "notes.txt": "à moi"}


def _files(given):
    return [*pack(**given), fichier("fiches/a.docx", given["contrat"])]


def _old(out):
    """Write the old pack anew, a document of which was edited, beside a file of the user's."""
    for folder in out.parent.iterdir():
        shutil.rmtree(folder)
    write_pack(out, _files(OLD))
    for name, text in MINE.items():
        (out / name).write_text(text)


def _shown(out):
    """Return what people see in a folder: all but the stage that may stand in it."""
    return {n: b for n, b in tree(out).items() if not n.startswith(OURS)}


PLACES = ["exchanged", "beside", "inside", "current"]


@pytest.fixture(params=PLACES)
def out(request, tmp_path, monkeypatch):
    """An output folder that can be exchanged, or one of the kinds that cannot."""
    folder = tmp_path / "parent" / "out"
    folder.mkdir(parents=True)
    if request.param in {"beside", "inside"}:
        monkeypatch.setattr(swap, "is_known", lambda: False)
    if request.param == "inside":
        monkeypatch.setattr("ctai_docs.machine.output.stage._check_passage", _other_disk)
    return folder


def _other_disk(*_):
    raise OSError(18, "Invalid cross-device link")


@pytest.fixture
def write(request, out):
    """The run to be killed: where the folder is the current one, from within it."""
    is_current = request.node.callspec.params["out"] == "current"

    def run(force):
        if is_current:
            import os

            os.chdir(out)
        write_pack("." if is_current else out, _files(NEW), force=force)

    return run


@pytest.mark.slow
@pytest.mark.parametrize("force", [False, True])
def test_at_any_moment_the_folder_is_whole_or_says_that_it_is_not(request, out, write, force):
    """And the next run makes it the new pack, with all that is the user's."""
    _old(out)
    old = _shown(out)
    write_pack(out, _files(NEW), force=force)
    new, mixtures, killed = _shown(out), 0, 0
    for _ in moments(lambda: _old(out), lambda: write(force)):
        found = _shown(out)
        killed += 1
        mixtures += found not in (old, new)
        assert found in (old, new) or is_marked(out), sorted(found)
        assert not is_marked(out) or next(f.code for f in state_of(out)) == "SOR-019"
        _nothing_is_lost(out)
        write_pack(out, _files(NEW), force=force)
        assert _shown(out) == new
        assert names(out.parent) == ["out"]
        assert not [name for name in names(out) if name.startswith(OURS)]
    assert killed > 60
    assert bool(mixtures) is (request.node.callspec.params["out"] != "exchanged")


def _nothing_is_lost(out):
    """Find each text of the user's somewhere: in the folder, or in the stage beside it."""
    found = set(tree(out.parent).values())
    assert {text.encode() for text in MINE.values()} <= found


@pytest.mark.slow
def test_verify_finishes_what_was_begun(out, write, capsys):
    """Whoever looks at the folder with our verb has a whole pack before it is judged."""
    for number in moments(lambda: _old(out), lambda: write(False)):
        if number % 7 == 0:
            assert main(["verify", str(out)]) == 1  # the edited document
            assert not is_marked(out)
            assert "SOR-022" in capsys.readouterr().out
            contrat, fiche = texts(out)["contrat.docx"], texts(out)["fiche.docx"]
            assert contrat == fiche
            assert names(out.parent) == ["out"]
