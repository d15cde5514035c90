"""Killed at moments of its run: the old pack, the new one, or one that says that it is unfinished.

Here some moments, drawn anew the same way each time; `make attack` tries them all.
"""

import os
from random import Random

import pytest

from ctai_docs.cli.main import main
from ctai_docs.machine.output.marker import is_marked
from tests.machine.output.kills import dies, moments, some
from tests.machine.output.packs import names, texts
from tests.machine.output.scenes import KINDS, scene

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process of Unix")
DRAWN = 12


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("force", [False, True])
def test_at_moments_of_its_run_the_folder_is_whole_or_says_that_it_is_not(tmp_path, kind, force):
    """And the next run makes it the new pack, with all that is the user's."""
    with scene(kind, tmp_path, force=force) as played:
        played.prepare()
        old, calls = played.shown(), moments(played.write)
        played.prepare()
        played.write()
        new, mixtures = played.shown(), 0
        for number in some(calls, Random(kind), DRAWN):
            played.prepare()
            assert dies(played.write, number), calls[number]
            mixtures += played.shown() not in (old, new)
            assert (number, played.broken(old, new)) == (number, "")
    assert len(calls) > 60
    assert bool(mixtures) is (kind != "exchanged")


@pytest.mark.parametrize("kind", KINDS)
def test_verify_finishes_what_was_begun(tmp_path, kind, capsys):
    """Whoever looks at the folder with our verb has a whole pack before it is judged."""
    with scene(kind, tmp_path) as played:
        played.prepare()
        for number in some(moments(played.write), Random(kind), 9):
            played.prepare()
            assert dies(played.write, number)
            assert main(["verify", str(played.out)]) == 1  # the edited document
            assert not is_marked(played.out)
            assert "SOR-022" in capsys.readouterr().out
            found = texts(played.out)
            assert found["contrat.docx"] == found["fiches/a.docx"]
            assert names(played.out.parent) == ["out"]
