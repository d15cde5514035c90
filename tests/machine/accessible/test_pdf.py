"""The PDF of the contract, as a reader for the blind takes it: tagged, named, in French."""

from __future__ import annotations

import io

import pikepdf
import pytest

from ctai_docs.documents.rendu import Rendu
from ctai_docs.machine.pdf import to_pdf
from ctai_docs.machine.word.pictures import read_picture
from tests.documents import packs
from tests.documents.reading import normal
from tests.machine.engine.packages import png

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="module")
def pdf():
    """The whole contract of Metz, with a logo and its page at a glance."""
    logos = {"etat": read_picture(png(), "etat.png")}
    contract = Rendu(packs.contrat(), logos=logos).contrat_complet()
    with pikepdf.open(
        io.BytesIO(to_pdf({"contrat.docx": contract.contenu})["contrat.docx"])
    ) as file:
        yield file


def elements(node):
    """Yield the elements of a structure tree."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tags(pdf, name):
    """Return the elements of a structure tree that have a tag."""
    return [e for e in elements(pdf.Root.StructTreeRoot) if pikepdf.Name(f"/{name}") == e.S]


def test_it_says_what_it_is(pdf):
    """PDF/UA-1 and PDF/A-2b, in French, under its title."""
    metadata = pdf.open_metadata()
    assert (metadata["pdfuaid:part"], metadata["pdfaid:part"]) == ("1", "2")
    assert metadata["pdfaid:conformance"] == "B"
    assert "Contrat territorial" in metadata["dc:title"]
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.Root.Lang) == "fr-FR"


def test_every_figure_says_what_it_shows(pdf):
    """The logo and the charts; a picture without words is nothing to who does not see it."""
    figures = tags(pdf, "Figure")
    assert len(figures) >= 3
    assert [str(figure.get("/Alt", "")).strip() for figure in figures].count("") == 0
    assert any("Logo" in str(figure.Alt) for figure in figures)


def test_its_bookmarks_are_its_headings(pdf):
    """Nested as they are, each on its page."""
    with pdf.open_outline() as outline:
        first = [normal(item.title) for item in outline.root]
        assert first[0] == "Sommaire"
        assert sum(title.startswith("Article ") for title in first) == 10
        fiches = [item for item in outline.root if item.title.startswith("Fiche-action")]
        assert len(fiches) == 12
        assert all(item.children for item in fiches)


def test_tables_have_header_cells(pdf):
    """As many tables of data as have headers: LibreOffice makes them of the marked rows."""
    tables, heads = tags(pdf, "Table"), tags(pdf, "TH")
    assert len(tables) > 50
    assert len(heads) > len(tables)


def test_the_tabulation_follows_the_structure(pdf):
    """On every page that has links to reach."""
    pages = [page for page in pdf.pages if "/Annots" in page]
    assert pages
    assert all(page.get("/Tabs") == pikepdf.Name.S for page in pages)
