"""Every Word file of the Metz contract: sound, complete, and the same on any day and machine."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from ctai_docs.documents.rendu import Rendu
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.findings import CtaiError
from tests.documents import packs
from tests.documents.packs import docx, fiche_files, main_files, metz, word_files
from tests.documents.reading import R, W
from tests.support.sdk import sdk_errors

FICHES = list(fiche_files())
IN_ONE = ["contrat.docx", *(n for n in word_files() if n.endswith("et-annexes.docx"))]
"""The files that link several documents."""


def test_the_pack_holds_every_document_of_the_issue():
    """The contract with its annexes and without, twelve fiches, both budget annexes, the form."""
    plain = [name for name in metz() if not name.startswith(("fiches/", "deliberation-"))]
    assert sorted(plain) == [
        "annexe-budgetaire.docx",
        "annexe-budgetaire.xlsx",
        "contrat-sans-annexes.docx",
        "contrat.docx",
        "fiche-action-vierge.docx",
    ]
    assert len(FICHES) == 12


def test_names_are_numbered_readable_and_safe_on_windows():
    """Fiche 8 is `fiches/fiche-08-un-toit-en-attendant-….docx`."""
    assert all(re.fullmatch(r"([a-z0-9-]+/)?[a-z0-9-]+\.(docx|xlsx)", name) for name in metz())
    assert [re.match(r"fiches/fiche-(\d\d)-", name)[1] for name in FICHES] == [
        f"{n:02}" for n in range(1, 13)
    ]
    assert FICHES[7].startswith("fiches/fiche-08-un-toit-en-attendant")


@pytest.mark.parametrize("name", word_files())
def test_a_file_obeys_every_invariant_of_word(name):
    """Those that neither LibreOffice nor Microsoft's validator tells."""
    assert check_invariants(metz()[name]) == []


@pytest.fixture(scope="module")
def complaints():
    """What Microsoft's validator says of each file, asked of two processes at a time."""
    names = main_files()
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(names, pool.map(lambda n: sdk_errors(metz()[n]), names), strict=True))


@pytest.mark.sdk
@pytest.mark.parametrize("name", main_files())
def test_a_file_is_valid_for_microsoft(complaints, name):
    """The Open XML SDK has nothing to say; of the workbook, `test_workbook` asks it."""
    assert complaints[name] == []


@pytest.mark.parametrize("name", word_files())
def test_no_placeholder_is_left(name):
    """No brace of Jinja, no late id, nothing that Python prints of a missing value."""
    for part, text in docx(name).stories():
        assert not re.search(r"\{\{|\{%|\{#|\}\}|%\}|§|\bNone\b|Undefined|\[\w+:[\w-]+\]", text), (
            part
        )
    assert "§" not in docx(name).parts["word/document.xml"].decode()


@pytest.mark.parametrize("name", word_files())
def test_controls_have_no_ids(name):
    """Word numbers them as it opens the file: none is there twice, however many fiches it links."""
    assert [control.id for control in docx(name).controls if control.id] == []


@pytest.mark.parametrize("name", word_files())
def test_every_control_has_a_tag_and_a_title(name):
    """The tag is for readers of files, the title for people who do not see the page."""
    assert [c for c in docx(name).controls if not (c.tag and c.titre)] == []


@pytest.mark.parametrize("name", word_files())
def test_every_link_leads_somewhere(name):
    """Inside, to one bookmark; outside, to an address."""
    document = docx(name)
    assert len(set(document.bookmarks)) == len(document.bookmarks)
    assert set(document.anchors) <= set(document.bookmarks)
    outside = [e.get(R + "id") for e in document.root.iter(W + "hyperlink") if e.get(R + "id")]
    assert all(document.targets[key].startswith("https://") for key in outside)


def test_the_contract_links_to_its_articles_fiches_and_annex():
    """Each reference of a text is a link, where the file holds what it refers to."""
    links = set(docx("contrat.docx").anchors)
    assert {f"fiche_{n}" for n in range(1, 13)} <= links
    assert {"article_1", "article_7", "annexe_2"} <= links
    alone = set(docx("contrat-sans-annexes.docx").anchors)
    assert {"article_1", "article_7"} <= alone
    assert not any(anchor.startswith(("fiche_", "annexe_2")) for anchor in alone)


# Sections


@pytest.mark.parametrize("name", IN_ONE)
def test_each_fiche_begins_a_page_under_a_header_of_its_own(name):
    """A section each; so has the budget annex, on its side."""
    sections = docx(name).sections
    assert all(section.starts_a_page for section in sections)
    headers = [section.header() for section in sections]
    assert len(set(headers)) == len(headers)
    fiches = packs.contrat().fiches_ordonnees
    shown = headers[-len(fiches) - 1 : -1]
    for n, (header, fiche) in enumerate(zip(shown, fiches, strict=True), 1):
        assert header.startswith(f"Fiche-action n° {n} – ")
        assert fiche.porteur in header
    assert "Annexe budgétaire" in headers[-1]
    page = sections[-1].element.find(W + "pgSz")
    assert int(page.get(W + "w")) > int(page.get(W + "h"))


def test_the_contract_without_its_annexes_is_the_same_contract():
    """Same headings before the annexes; no fiche, no control."""
    whole, alone = docx("contrat.docx"), docx("contrat-sans-annexes.docx")
    articles = [h for h in alone.headings("Titre1") if h.startswith("Article ")]
    assert len(articles) == 10
    assert [h for h in whole.headings("Titre1") if h.startswith("Article ")] == articles
    assert alone.controls == []
    assert len(alone.sections) == 1
    assert "2. Budget prévisionnel" not in alone.texte


# The same bytes


def digests(files):
    """Return the SHA-256 of each file."""
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def test_the_same_contract_gives_the_same_bytes():
    """Rendered again, by another object."""
    again = packs.render_all(Rendu(packs.contrat(), logos=packs.dossier().logos))
    assert digests(again) == digests(metz())


ELSEWHERE = """
import json
from tests.documents.packs import metz
from tests.documents.test_pack import digests
print(json.dumps(digests(metz())))
"""


def test_another_process_elsewhere_gives_the_same_bytes(tmp_path):
    """Another hash seed, time zone, language and folder; another user's home."""
    env = os.environ | {
        "PYTHONHASHSEED": "4242",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(packs.METZ.parents[1]),
        "PYTHONUTF8": "0",
    }
    run = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[-1]) == digests(metz())


def test_several_threads_render_the_same_bytes():
    """Templates are compiled once and shared; contracts do not mix."""
    barrier = threading.Barrier(4)

    def work(number):
        barrier.wait()
        rendu = Rendu(packs.contrat(), logos=packs.dossier().logos)
        cles = [*[f.cle for f in packs.contrat().fiches][number:], "un-toit"]
        files = [rendu.fiche(cle) for cle in cles] + [rendu.contrat_complet()]
        return {file.nom: file.contenu for file in files}

    with ThreadPoolExecutor(4) as pool:
        for files in pool.map(work, range(4)):
            assert all(metz()[name] == data for name, data in files.items())


def test_a_file_says_what_it_was_made_from():
    """The digest of the source changes with the contract, and not from one render to the next."""
    contrat = packs.contrat()
    other = contrat.model_copy(update={"territoire": "Nancy"})
    source = packs.rendu().annexe_budgetaire().source
    assert re.fullmatch(r"[0-9a-f]{64}", source)
    assert Rendu(contrat).annexe_budgetaire().source == source
    assert Rendu(other).annexe_budgetaire().source != source


def test_a_file_is_saved_whole(tmp_path):
    """A document is a name and bytes until someone saves it."""
    file = packs.rendu().fiche("un-toit")
    path = file.save(tmp_path / "fiche.docx")
    assert path.read_bytes() == file.contenu
    assert sha256(path.read_bytes()).hexdigest() == file.sha256


def test_a_fiche_that_is_not_there_is_told_with_the_nearest():
    """As every finding, with what the contract has."""
    with pytest.raises(CtaiError, match="inconnue"):
        packs.rendu().fiche("inconnue")
