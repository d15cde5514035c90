"""Each fiche of Metz, control by control: answers, boxes, blocks, instructions, the blank form."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from ctai_docs.contract.form import load_edition
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.views.document import Mentions
from ctai_docs.documents.views.formulaire import A_COMPLETER
from ctai_docs.documents.views.remplir import fill
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.french import write_amount
from ctai_docs.machine.markdown import parse, plain_text
from tests.documents import packs
from tests.documents.packs import docx, fiche_files
from tests.documents.reading import Docx, normal
from tests.documents.views.paths import DERIVED, resolve
from tests.documents.views.test_formulaire import every_box, every_row

FORM = load_edition("2026")
FILES = [pytest.param(name, fiche, id=fiche.cle) for name, fiche in fiche_files().items()]
PARTS = [
    "1. Informations générales",
    "Description de l'action",
    "Thématique(s) de l'action",
    "Calendrier prévisionnel de l'action",
    "Territoire de déploiement",
    "Porteur(s) de l'action",
    "Portage de l'action",
    "Modalités de sélection du/des opérateur(s) en charge du déploiement de l'action",
    "Partenaire(s) mobilisés dans le cadre de l'action",
    "2. Budget prévisionnel",
    "3. Indicateurs de suivi et d'évaluation",
    "3.1 Indicateurs relatifs au nombre de bénéficiaires",
    "Si l'action s'adresse à des étrangers primo-arrivants",
    "Si l'action s'adresse à des acteurs de l'intégration",
    "3.2 Indicateurs qualitatifs (par type d'action)",
]
"""The titles of the form, in its order."""

TEXTS = [
    "description",
    "calendrier",
    "territoire",
    "commentaires_porteurs",
    "commentaires_partenaires",
    "budget.commentaires",
    "indicateurs.commentaires",
    "indicateurs.beneficiaires.commentaires",
    "indicateurs.acteurs.commentaires",
]


def printed(value):
    """Return a value of a row as the page shows it, normalised."""
    return normal(write_amount(value) if isinstance(value, Decimal) else str(value))


def bare(text):
    """Return the letters and digits of a text: what no layout changes."""
    return "".join(sign for sign in text if sign.isalnum())


def typed(text):
    """Return the letters and digits of a Markdown text, numbers of lists left out."""
    lines = plain_text(parse(text).blocks).splitlines()
    return "".join(bare(re.sub(r"^\s*(\d+\. )+", "", line)) for line in lines)


@pytest.mark.parametrize(("name", "fiche"), FILES)
def test_every_answer_is_a_control_whose_tag_is_its_path(name, fiche):
    """The value of every row of the form, under the row's own label."""
    answers = docx(name).answers
    rows = list(every_row(fill(FORM, fiche)))
    assert rows
    for row in rows:
        assert answers[row.chemin] == printed(row.valeur), row.chemin
        assert normal(docx(name).row(row.chemin)[0]).startswith(normal(row.libelle))


@pytest.mark.parametrize(("name", "fiche"), FILES)
def test_every_text_is_a_control_whose_tag_is_its_path(name, fiche):
    """Whole, and where its path says."""
    blocks = [f"indicateurs.blocs.{b.cle}" for b in FORM.blocs_de(fiche.thematiques)]
    paths = [*TEXTS, *(f"{b}.{what}" for b in blocks for what in ("commentaires", "texte"))]
    seen = 0
    for path in paths:
        text = resolve(fiche, path)
        if text:
            assert bare(docx(name).answers[path]) == typed(text), path
            seen += 1
    assert seen >= 3
    assert docx(name).answers["intitule"] == normal(fiche.intitule)


@pytest.mark.parametrize(("name", "fiche"), FILES)
def test_no_control_is_of_no_answer(name, fiche):
    """Every tag leads somewhere in the fiche, walked as a reader would."""
    for control in docx(name).controls:
        if not control.tag.endswith(DERIVED):
            resolve(fiche, control.tag)


@pytest.mark.parametrize(("name", "fiche"), FILES)
def test_every_box_is_a_checkbox_of_word_with_its_state(name, fiche):
    """The glyph says what the state says."""
    expected = {box.chemin: box.cochee for box in every_box(fill(FORM, fiche))}
    assert docx(name).boxes == expected
    assert sum(expected.values()) >= 3
    for control in docx(name).controls:
        if control.coche is not None:
            assert control.texte == ("☒" if control.coche else "☐")


@pytest.mark.parametrize(("name", "fiche"), FILES)
def test_only_the_blocks_of_the_ticked_thematics_are_printed(name, fiche):
    """In the form's order."""
    shown = [c.tag.split(".")[2] for c in docx(name).controls if c.tag.endswith(DERIVED)]
    assert shown == [block.cle for block in FORM.blocs_de(fiche.thematiques)]


@pytest.mark.parametrize(("name", "fiche"), FILES)
def test_the_parts_of_the_form_stand_in_its_order(name, fiche):
    """The titles of its sections, numbered as in the form."""
    title = normal(f"{fiche.intitule} – {fiche.porteur}")
    assert docx(name).headings("Titre1") == [
        f"Fiche-action n° {packs.contrat().numeros[fiche.cle].zfill(2)} : {title}"
    ]
    assert docx(name).headings("Titre2") == [
        "1. Informations générales",
        "2. Budget prévisionnel",
        "3. Indicateurs de suivi et d'évaluation",
    ]
    lines = [normal(line).partition(" : ")[0] for line in docx(name).texte.splitlines()]
    places = [lines.index(title) for title in PARTS]
    assert places == sorted(places)


@pytest.mark.parametrize(("name", "fiche"), FILES)
def test_the_fiche_in_the_contract_says_what_the_fiche_alone_says(name, fiche):  # noqa: ARG001
    """Word for word."""
    whole = normal(docx("contrat.docx").texte)
    assert normal(docx(name).texte) in whole


def test_instructions_are_printed_on_demand():
    """Each of the form's own, in the fiche and nowhere without the option."""
    shown = Docx(Rendu(packs.contrat(), mentions=Mentions(consignes=True)).fiche("un-toit").contenu)
    hidden = normal(docx(next(iter(fiche_files()))).texte)
    assert FORM.consignes
    for text in FORM.consignes.values():
        assert normal(text) in normal(shown.texte)
        assert normal(text) not in hidden


def test_the_blank_form_shows_all_blocks_to_be_filled_in():
    """No box is ticked, and every answer is « à compléter »."""
    blank = docx("fiche-action-vierge.docx")
    shown = [c.tag.split(".")[2] for c in blank.controls if c.tag.endswith(DERIVED)]
    assert shown == [block.cle for block in FORM.blocs]
    assert not any(blank.boxes.values())
    assert set(blank.answers.values()) == {A_COMPLETER}
    for block in FORM.blocs:
        for row in block.lignes:
            assert f"indicateurs.blocs.{block.cle}.{row.cle}" in blank.answers
    for path in ("description", "calendrier", "territoire", "intitule"):
        assert path in blank.answers


def test_the_blank_form_has_every_label():
    """As the form words it."""
    text = normal(docx("fiche-action-vierge.docx").texte)
    for _, labels in FORM:
        for label in labels if isinstance(labels, tuple) else ():
            if hasattr(label, "libelle"):
                assert normal(label.libelle) in text


@pytest.mark.parametrize("consignes", [False, True])
def test_a_draft_says_so_on_every_page(consignes):
    """In the header of every section; the cover, which has none, says it under its title."""
    mentions = Mentions(projet=True, consignes=consignes)
    rendu = Rendu(packs.contrat(), mentions=mentions)
    for file in (rendu.contrat_complet(), rendu.fiche("un-toit"), rendu.annexe_budgetaire()):
        assert check_invariants(file.contenu) == []
        sections = Docx(file.contenu).sections
        assert sections
        assert all("PROJET" in section.header() for section in sections)
    cover = Docx(rendu.contrat_complet().contenu).texte.partition("Parties")[0]
    assert "PROJET" in cover
    assert not any("PROJET" in h for s in docx("contrat.docx").sections for h in s.headers())


def test_an_annex_bears_the_act_that_it_is_annexed_to():
    """On every page."""
    mention = "Annexe n° 2 à la délibération n° 25-09-25-17 du 25 septembre 2025"
    file = Rendu(packs.contrat(), mentions=Mentions(annexe=mention)).fiche("un-toit")
    assert all(mention in h for s in Docx(file.contenu).sections for h in s.headers())
