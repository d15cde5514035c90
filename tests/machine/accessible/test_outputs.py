"""Every document of every example can be read by people who do not see it: nothing is found."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ctai_docs.contract.model import Couleur
from ctai_docs.documents.ensemble import Ensemble
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.views.document import Mentions
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.accessible import look_over
from tests.documents import packs

EXAMPLES = Path(__file__).parents[3] / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/contrat.yaml"))


@cache
def documents(name):
    """Return every file that an example gives: pack, acts with their annexes, blank form."""
    dossier = read_dossier(EXAMPLES / name)
    whole = Ensemble(dossier.contrat, dossier.historique, logos=dossier.logos)
    files = [make() for _, make in whole.pack()]
    files += [make() for number in whole.deliberations for _, make in whole.acte(number).pack()]
    files += [whole.rendu.vierge(), whole.rendu.contrat_complet(annexes=False)]
    return {file.nom: file.contenu for file in files}


def told(files):
    """Return what is found in files, a line each."""
    return [str(finding) for name, data in files.items() for finding in look_over(data, name)]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_the_documents_of_an_example(name):
    """Word files and workbook, tracked changes of the avenants included."""
    files = documents(name)
    assert {Path(file).suffix for file in files} >= {".docx"}
    assert told(files) == []


@pytest.mark.parametrize("colour", ["0B6E4F", "8A1C3B", "000000"])
def test_nor_in_a_draft_in_another_colour(colour):
    """Its instructions printed: the pale bands follow the colour."""
    presentation = packs.contrat().presentation.model_copy(update={"couleur": Couleur(colour)})
    contrat = packs.contrat().model_copy(update={"presentation": presentation})
    rendu = Rendu(contrat, mentions=Mentions(projet=True, consignes=True))
    files = [rendu.contrat_complet(), rendu.classeur(), rendu.vierge()]
    assert told({file.nom: file.contenu for file in files}) == []
