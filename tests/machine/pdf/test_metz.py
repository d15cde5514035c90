"""What an elected official gets: the deliberation of Metz with its annexes, as real PDFs."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from ctai_docs.cli.main import main
from tests.documents.packs import METZ, metz
from tests.documents.reading import normal
from tests.support.office import pdf_text

pytestmark = pytest.mark.libreoffice

ACT = "deliberation-25-09-25-17"
WHOLE = f"{ACT}/deliberation-et-annexes.pdf"
WORD = sorted(name for name in metz() if name.startswith(ACT))
PDF = [str(Path(name).with_suffix(".pdf")) for name in WORD]
ANNEXES = [name for name in PDF if "/annexe-" in name]
MENTION = re.compile(r"Annexe n° (\d+) à la délibération n° 25-09-25-17 du 25 septembre 2025")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """The folder that the command writes."""
    folder = tmp_path_factory.mktemp("actes") / "out"
    command = ["render", str(METZ), "-o", str(folder), "--deliberation", "25-09-25-17", "--pdf"]
    assert main(command) == 0
    return folder


@pytest.fixture(scope="module")
def pages(out):
    """The text of each page of each PDF, normalised."""
    found = {name: pdf_text(out / name).split("\f")[:-1] for name in PDF}
    return {name: [normal(page) for page in texts] for name, texts in found.items()}


def test_each_document_is_there_as_word_and_as_pdf(out):
    """The act, its fourteen annexes, and all in one."""
    found = sorted(p.relative_to(out).as_posix() for p in (out / ACT).iterdir())
    assert found == sorted(WORD + PDF)
    assert len(ANNEXES) == 14


@pytest.mark.parametrize("name", PDF)
def test_a_pdf_is_accessible_and_made_to_last(out, name):
    """PDF/UA-1 and PDF/A-2b by its own word: tagged, its title shown, in French, with bookmarks."""
    with pikepdf.open(out / name) as pdf:
        root, metadata = pdf.Root, pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "fr-FR"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert metadata["dc:title"]
        assert "/Outlines" in root


@pytest.mark.parametrize("name", ANNEXES)
def test_every_page_of_an_annex_says_which_it_is_and_of_which_act(pages, name):
    """A page torn out of its annex can still be put back."""
    number = str(int(name.split("/annexe-")[1][:2]))
    assert [MENTION.findall(page) for page in pages[name]] == [[number]] * len(pages[name])


def test_all_in_one_has_the_pages_of_its_parts_each_with_its_mention(pages):
    """Annex after annex, none without a page, and the act before them without a mention."""
    found = [MENTION.findall(page) for page in pages[WHOLE]]
    act = len(pages[f"{ACT}/deliberation.pdf"])
    expected = [[]] * act
    for number, name in enumerate(ANNEXES, 1):
        expected += [[str(number)]] * len(pages[name])
    assert found == expected


def test_the_bookmarks_of_all_in_one_lead_to_the_page_of_each_part(out, pages):
    """The act, then each fiche, then the budget annex, by their titles."""
    starts = {}
    with pikepdf.open(out / WHOLE) as pdf, pdf.open_outline() as outline:
        order = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        for item in outline.root:
            starts[normal(item.title)] = order[item.destination[0].objgen]
    titles = list(starts)
    assert titles[0] == "Projet de délibération n° 25-09-25-17"
    assert titles[-1].startswith("Annexe budgétaire")
    fiches = [title for title in titles if title.startswith("Fiche-action n° ")]
    assert [int(title.split()[2]) for title in fiches] == list(range(1, 13))
    for number, title in enumerate(fiches, 2):
        assert MENTION.findall(pages[WHOLE][starts[title]]) == [str(number)]
        before = pages[WHOLE][starts[title] - 1]
        assert MENTION.findall(before) == [str(number - 1)]
