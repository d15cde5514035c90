"""Figures of a PDF have words: those of the drawings of the Word file, each its own."""

from __future__ import annotations

import io
import re
import zipfile

import pikepdf
import pytest

from ctai_docs.documents.rendu import Rendu
from ctai_docs.machine.pdf import to_pdf
from ctai_docs.machine.pdf.figures import described, drawings
from ctai_docs.machine.word.pictures import read_picture
from tests.documents import packs
from tests.documents.reading import normal
from tests.machine.engine.packages import png


def pdf_of(*figures):
    """Return a small PDF with these structure elements, its table of offsets right."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        *(f"<</Type/StructElem\n/S/{kind}\n/P 1 0 R\n>>" for kind in figures),
    ]
    data, offsets = b"%PDF-1.6\n", []
    for number, inner in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{inner}\nendobj\n\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()


def words(pdf):
    """Return the alternative text of each figure of a PDF, None where it has none."""
    with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as opened:
        found = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary)]
        figures = [o for o in found if o.get("/S") == "/Figure"]
        return [str(o.Alt) if "/Alt" in o else None for o in figures]


def test_each_figure_takes_the_words_of_its_drawing():
    """In the order of the text; what is no figure takes none, and every object is found again."""
    made = described(pdf_of("Figure", "P", "Figure"), ["Axe 1 : 10 €", "(é) \\ >>"])
    assert words(made) == ["Axe 1 : 10 €", "(é) \\ >>"]
    for number, offset in enumerate(re.findall(rb"(\d{10}) 00000 n", made), 1):
        assert made[int(offset) :].startswith(b"%d 0 obj" % number)


def test_words_that_libreoffice_kept_are_left():
    """Those of a picture; and a drawing without words gives none."""
    kept = pdf_of("Figure\n/Alt<FEFF0061>", "Figure")
    assert words(described(kept, ["autre", ""])) == ["a", None]


@pytest.mark.parametrize("texts", [[], ["un"], ["un", "deux", "trois"]])
def test_figures_and_drawings_that_do_not_match_are_left(texts):
    """No figure takes the words of another."""
    assert described(pdf_of("Figure", "Figure"), texts) == pdf_of("Figure", "Figure")


def test_what_is_no_word_file_has_no_drawing(tmp_path):
    """Nor has one without a body."""
    (tmp_path / "a").write_bytes(b"a")
    with zipfile.ZipFile(tmp_path / "b", "w") as archive:
        archive.writestr("word/autre.xml", "<a/>")
    assert drawings(tmp_path / "a") == drawings(tmp_path / "b") == []


@pytest.mark.libreoffice
def test_logos_and_charts_keep_their_words_each_on_its_page():
    """The contract with its annexes: two logos, the page at a glance, the budget annex."""
    logos = {key: read_picture(png(grey), f"{key}.png") for key, grey in (("etat", 1), ("ccas", 9))}
    file = Rendu(packs.contrat(), logos=logos).contrat_complet()
    pdf = to_pdf({"a.docx": file.contenu})["a.docx"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
        found = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary)]
        figures = [o for o in found if o.get("/S") == "/Figure"]
        shown = [(pages[o.Pg.objgen], normal(str(o.get("/Alt", "")))) for o in figures]
    expected = [
        (1, "Logo : l'État"),
        (1, "Logo : le CCAS de Metz"),
        (3, "Calendrier. 1. Poste de coordinateur CTAI : du 1er janvier 2026"),
        (3, "Barres. Apprentissage du français, 179"),
        (len(pages) - 1, "Barres empilées : 282 875 € de financements"),
        (len(pages), "Colonnes, par exercice. 2026 : contribution de l'État 170 000 €"),
    ]
    begun = [
        (page, text[: len(words)]) for (page, text), (_, words) in zip(shown, expected, strict=True)
    ]
    assert begun == expected
