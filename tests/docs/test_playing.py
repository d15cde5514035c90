"""The player of pages: it does what a page says, and tells where an answer is another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.playing import play

CHECK = "```console\n> ctai-docs check absent\n{}```\n"
TOLD = """\
absent
  erreur : absent · Ce dossier n’existe pas. Un contrat est un dossier de fichiers. \
Vérifiez son nom, ou créez-le avec « ctai-docs new ». [DOS-001]

1 erreur.
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("shown", [TOLD, "absent\n…\n1 erreur.\n", "…\n"])
def test_an_answer_that_is_true_stays_as_it_is_shown(shown):
    """Whole, or with lines left out."""
    assert play(CHECK.format(shown)) == CHECK.format(shown)


@pytest.mark.parametrize("shown", ["", "Aucune erreur.\n", "absent\n…\n2 erreurs.\n"])
def test_an_answer_that_is_not_is_replaced(shown):
    """By the whole of the real one, so that the page is no longer the same."""
    assert play(CHECK.format(shown)) == CHECK.format(TOLD)


def test_a_command_that_is_not_wanted_is_left():
    """It is not run either."""
    page = "```console\n> ctai-docs new mon-contrat\nrien\n```\n"
    assert play(page, lambda _: False) == page
    assert not Path("mon-contrat").exists()


def test_files_are_typed_changed_and_copied():
    """As the page says, whoever does it."""
    play(
        "```yaml fichier=d/a.yaml\nun: 1\ndeux: 2\n```\n"
        "```diff fichier=d/a.yaml\n un: 1\n-deux: 2\n+deux: 3\n```\n"
        "```yaml ajout=d/a.yaml\ntrois: 3\n```\n"
        "<!-- geste : copier d/a.yaml → b.yaml -->\n"
        "<!-- geste : remplacer b.yaml : un: 1 → un: 0 -->\n"
    )
    assert Path("d/a.yaml").read_text() == "un: 1\ndeux: 3\ntrois: 3\n"
    assert Path("b.yaml").read_text() == "un: 0\ndeux: 3\ntrois: 3\n"


@pytest.mark.parametrize(
    "page",
    [
        "```diff fichier=a.yaml\n-deux: 2\n+deux: 3\n```\n",
        "<!-- geste : remplacer a.yaml : deux → trois -->\n",
        "<!-- geste : renommer a.yaml → b.yaml -->\n",
        "```console\n> autre-commande\n```\n",
    ],
)
def test_what_cannot_be_done_is_an_error(page):
    """A page that changes a line that is not there is wrong."""
    Path("a.yaml").write_text("un: 1\n")
    with pytest.raises(AssertionError):
        play(page)
