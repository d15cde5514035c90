"""The table of contents: its entries in the Word file, their right page numbers in the PDF."""

from __future__ import annotations

import re

import pikepdf
import pytest

from ctai_docs.documents.views.matieres import contract_entries
from tests.documents import packs
from tests.documents.packs import docx, metz
from tests.documents.reading import W, normal, text_of
from tests.support.office import pdf_text, to_pdf

ACT = "deliberation-25-09-25-17/deliberation-et-annexes.docx"
ALONE = "contrat-sans-annexes.docx"
NAMES = ["contrat.docx", ALONE, ACT]
LEADER = re.compile(r"[\s.…]*\.{2,}[\s.…]*")


def entries(name):
    """Return the title and the bookmark of each line of the tables of contents of a Word file."""
    lines = (p for p in docx(name).root.iter(W + "p") if p.find(f".//{W}instrText") is not None)
    return [
        (normal(text_of(line)).removesuffix("…").strip(), line.find(W + "hyperlink"))
        for line in lines
    ]


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory):
    """The PDF of each file, made by one soffice."""
    folder = tmp_path_factory.mktemp("matieres")
    paths = {name: folder / name.replace("/", "-") for name in NAMES}
    for name, path in paths.items():
        path.write_bytes(metz()[name])
    return dict(zip(NAMES, to_pdf(list(paths.values()), folder), strict=True))


def headings(pdf):
    """Return the headings of the first level in a PDF, and the page of each, from 1."""
    with pikepdf.open(pdf) as file, file.open_outline() as outline:
        pages = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
        return [(normal(i.title), pages[i.destination[0].objgen]) for i in outline.root]


def printed(pdf):
    """Return what a PDF prints, the dots of its tables of contents told from its words."""
    return normal(LEADER.sub(" … ", pdf_text(pdf)))


def test_the_entries_are_the_headings_of_the_word_file():
    """In their order, whether Word or LibreOffice computes their pages or not."""
    shown = docx("contrat.docx").headings("Titre1")
    assert shown[0] == "Sommaire"
    titles = [title for title, _ in entries("contrat.docx")]
    assert len(titles) == len(shown[1:])
    numbered = [re.sub(r"(Fiche-action n° )0", r"\1", normal(heading)) for heading in shown[1:]]
    assert [h.startswith(t) for h, t in zip(numbered, titles, strict=True)] == [True] * len(titles)


def test_the_contract_alone_lists_what_it_holds():
    """Neither fiches nor budget annex, which are files of their own."""
    own = [entry for entry in contract_entries(packs.contrat()) if entry.niveau == 1]
    assert [title for title, _ in entries(ALONE)] == [normal(entry.titre) for entry in own]
    assert len(entries("contrat.docx")) == len(own) + 13


@pytest.mark.parametrize("name", NAMES)
def test_each_entry_is_a_link_to_a_bookmark(name):
    """And asks for the page of that same bookmark."""
    found = entries(name)
    assert found
    for _, link in found:
        anchor = link.get(W + "anchor")
        assert anchor in docx(name).bookmarks
        assert link.find(f".//{W}instrText").text.split() == ["PAGEREF", anchor, "\\h"]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["contrat.docx", ALONE])
def test_each_entry_bears_the_page_of_its_heading(pdfs, name):
    """As the bookmarks of the PDF, which LibreOffice makes of the headings, have it."""
    (_, first), *found = headings(pdfs[name])
    assert first == 2
    text = printed(pdfs[name])
    for (title, _), (heading, page) in zip(entries(name), found, strict=True):
        assert heading.startswith(title[:5])
        assert f"{title} … {page}" in text


@pytest.mark.libreoffice
def test_the_annexes_of_a_deliberation_bear_their_pages(pdfs):
    """In the file that holds them: the contract begins at its cover, under no heading."""
    lines = [f"Annexe n° {n} : " for n in range(1, 15)]
    found = dict(re.findall(r"(Annexe n° \d+ : )[^…]*… (\d+)", printed(pdfs[ACT])))
    assert list(found) == lines
    pages = [page for title, page in headings(pdfs[ACT]) if title.startswith(("Fiche", "Annexe b"))]
    assert [int(found[line]) for line in lines[1:]] == pages
    cover = pdf_text(pdfs[ACT], int(found[lines[0]]))
    assert "entre" in cover
    assert "Au titre des années 2026 à 2028" in normal(cover)
