"""The accent colour of a dossier: in every document, in tints that are readable, or as before."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.templates import Templates, standard_bytes, standard_names
from ctai_docs.machine.colours import ACCENT, LEAST_CONTRAST, SHADE, contrast, tinted
from ctai_docs.machine.engine.tint import with_accent
from tests.documents import packs
from tools.palette import ALERT, GREY, LIGHT

GREEN = "0B6E4F"


def text(docx):
    """Return the XML of all parts of a .docx."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return "".join(archive.read(name).decode() for name in names)


def rendered(couleur, gabarits=None):
    """Return the contract of Metz in a colour, without its annexes."""
    presentation = packs.contrat().presentation.model_copy(update={"couleur": couleur})
    contrat = packs.contrat().model_copy(update={"presentation": presentation})
    return Rendu(contrat, gabarits).contrat_complet(annexes=False).contenu


def test_a_document_takes_the_colour_and_its_tints():
    """In its styles, in its cells and in its theme: nothing of the usual blue is left."""
    xml = text(rendered(GREEN))
    assert not re.search("|".join((ACCENT, SHADE, LIGHT)), xml)
    assert f'<w:color w:val="{GREEN}" w:themeColor="accent1"/>' in xml
    assert f'w:fill="{tinted(GREEN, 0x14)}" w:themeFill="accent1" w:themeFillTint="14"' in xml
    assert f'<a:accent1><a:srgbClr val="{GREEN}"/></a:accent1>' in xml
    assert GREY in xml


def test_the_workbook_takes_it_too():
    """Its headers."""
    presentation = packs.contrat().presentation.model_copy(update={"couleur": GREEN})
    contrat = packs.contrat().model_copy(update={"presentation": presentation})
    xml = text(Rendu(contrat).classeur().contenu)
    assert GREEN in xml
    assert tinted(GREEN, 0x14) in xml
    assert ACCENT not in xml


def test_without_a_colour_a_document_is_as_its_template():
    """The same words, and the blue of the template."""
    assert ACCENT in text(rendered(None))
    assert rendered(ACCENT) == rendered(None)


@pytest.mark.parametrize("name", standard_names())
def test_the_colour_of_a_template_is_that_of_its_theme(name):
    """Asked for its own colour, a template does not change: its tints are those of Word."""
    data = standard_bytes(name)
    assert text(with_accent(data, ACCENT)) == text(data)
    assert ACCENT not in text(with_accent(data, GREEN))


def test_a_template_of_a_user_keeps_the_colours_that_are_its_own():
    """Those of the theme change, whatever the template."""
    template = standard_bytes("contract.docx")
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    own = '<w:color w:val="1F3A5F"/>'
    styles = parts["word/styles.xml"].decode()
    themed = '<w:color w:val="1F3A5F" w:themeColor="accent1"/>'
    parts["word/styles.xml"] = styles.replace(themed, own, 1).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    xml = text(rendered(GREEN, Templates({"contract.docx": file.getvalue()})))
    assert xml.count(own) == 1
    assert themed.replace(ACCENT, GREEN) in xml


@pytest.mark.parametrize("ink", [ACCENT, GREY, ALERT, "000000"])
@pytest.mark.parametrize("behind", ["FFFFFF", SHADE, LIGHT])
def test_every_ink_is_readable_on_every_ground(ink, behind):
    """4.5:1 at least; that the templates use no other, the accessibility pass says."""
    assert contrast(ink, behind) >= LEAST_CONTRAST
