"""LibreOffice opens every file of the pack, and its PDF has the pages that are expected."""

from __future__ import annotations

import re

import pytest

from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.views.document import Mentions
from tests.documents import packs
from tests.documents.packs import docx, fiche_files, metz
from tests.documents.reading import normal
from tests.support.office import pdf_pages, pdf_text, to_pdf

pytestmark = pytest.mark.libreoffice

ACT = "deliberation-25-09-25-17/deliberation.docx"
PAGES = {
    "contrat-sans-annexes.docx": (6, 12),
    "annexe-budgetaire.docx": (1, 3),
    "fiche-action-vierge.docx": (5, 10),
    ACT: (1, 4),
} | dict.fromkeys(fiche_files(), (2, 5))
"""The least and the most pages of each file."""
NAMES = [*PAGES, "contrat.docx", "projet.docx"]


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory):
    """The PDF of each file, made by one soffice."""
    folder = tmp_path_factory.mktemp("office")
    draft = Rendu(packs.contrat(), mentions=Mentions(projet=True)).contrat_complet(annexes=False)
    files = metz() | {"projet.docx": draft.contenu}
    paths = {name: folder / name.replace("/", "-") for name in NAMES}
    for name, path in paths.items():
        path.write_bytes(files[name])
    made = to_pdf(list(paths.values()), folder)
    return dict(zip(paths, made, strict=True))


@pytest.fixture(scope="module")
def pages(pdfs):
    """The text of each page of each file, normalised."""
    texts = {name: pdf_text(pdf).split("\f")[:-1] for name, pdf in pdfs.items()}
    return {name: [normal(page) for page in found] for name, found in texts.items()}


@pytest.mark.parametrize("name", PAGES)
def test_a_file_has_the_pages_that_are_expected(pdfs, name):
    """A fiche two to four, the longest five, where the published ones have ten."""
    least, most = PAGES[name]
    assert least <= pdf_pages(pdfs[name]) <= most


def test_the_contract_is_as_long_as_its_parts(pdfs):
    """The contract, its fiches and its annex, each beginning a page."""
    parts = ["contrat-sans-annexes.docx", *fiche_files(), "annexe-budgetaire.docx"]
    together = sum(pdf_pages(pdfs[name]) for name in parts)
    assert abs(pdf_pages(pdfs["contrat.docx"]) - together) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_empty_and_none_shows_a_placeholder(pages, name):
    """Every page says something below its header and above its footer."""
    for number, page in enumerate(pages[name], 1):
        assert len(page) > 80, f"page {number}: {page}"
        assert not re.search(r"\{\{|\{%|\}\}|§|Error|Erreur", page)


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_numbered_to_the_last(pages, name):
    """« page 2 / 3 », computed by the reader; a cover may bear no number."""
    count = len(pages[name])
    numbered = [f"{n} / {count}" in page for n, page in enumerate(pages[name], 1)]
    assert all(numbered[1:])
    assert numbered[0] or name.startswith(("contrat", "projet"))


def test_each_fiche_begins_a_page_of_the_contract(pages):
    """Its title stands at the head of the page, under its own header."""
    fiches = list(fiche_files().values())
    found = []
    for number, page in enumerate(pages["contrat.docx"]):
        if match := re.search(r"Fiche-action n° (\d\d) : ", page[:400]):
            found.append((int(match[1]), number))
    assert [n for n, _ in found] == list(range(1, len(fiches) + 1))
    assert len({page for _, page in found}) == len(fiches)
    for n, page in found:
        assert (
            f"Fiche-action n° {n} – {normal(fiches[n - 1].porteur)}" in pages["contrat.docx"][page]
        )


def test_signatures_never_stand_alone_on_a_page(pages):
    """The end of the last article is on their page, and the names too."""
    (page,) = [p for p in pages["contrat-sans-annexes.docx"][2:] if "Fait à Metz" in p]
    before, _, after = page.partition("Signatures")
    assert "tribunal administratif" in before
    for party in packs.contrat().parties:
        for person in party.representants:
            assert normal(person.nom) in after
    assert "Fait à Metz, le …… Pour" in after


def test_what_introduces_a_list_is_on_its_page(pages):
    """A page of the contract does not end on a colon."""
    for page in pages["contrat-sans-annexes.docx"][2:]:
        assert not re.search(r": page \d+ / \d+$", page)


def test_every_page_of_a_draft_says_that_it_is_one(pages):
    """The cover too."""
    assert all("PROJET" in page for page in pages["projet.docx"])
    assert not any("PROJET" in page for page in pages["contrat.docx"])


@pytest.mark.parametrize("name", list(fiche_files()))
def test_what_the_file_holds_is_seen(pages, name):
    """No value of a row is cut or hidden when the page is painted."""
    seen = "".join("".join(pages[name]).split())
    hidden = [
        control.tag
        for control in docx(name).controls
        if control.coche is None
        and len(control.texte) < 40
        and "".join(normal(control.texte).split()) not in seen
    ]
    assert hidden == []
