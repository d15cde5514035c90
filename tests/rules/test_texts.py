"""What people type in texts and titles: slips, numbers, quoted titles, copies, operators."""

from __future__ import annotations

import json
from time import perf_counter

import pytest

from ctai_docs.machine.findings import show_path
from ctai_docs.rules.texts import CHECKS, letters

from .examples import broken

TEXT = "fiches[1].commentaires_porteurs"


def findings(*lines):
    """Return what the checks of texts find."""
    contrat = broken(*lines)
    return [f for run in CHECKS for f in run(contrat)]


def found(*lines):
    """Return what the checks of texts find, as codes and paths."""
    return [(f.code, show_path(f.path)) for f in findings(*lines)]


def text(value, path=TEXT):
    """Return the line that puts a text at a path."""
    return f"{path}: {json.dumps(value, ensure_ascii=False)}"


def codes(value, path=TEXT):
    """Return the codes of what is found in a text."""
    return [f.code for f in findings(text(value, path))]


def test_markdown_findings_have_the_path_and_line_of_their_text():
    """What Word cannot carry is said where it was typed."""
    path = "fiches[1].indicateurs.blocs.francais.commentaires"
    (finding,) = findings(text("Un.\n\n> deux", path))
    assert (finding.code, show_path(finding.path), finding.line_in_text) == ("TXT-010", path, 2)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("Il coûte 64 00 €.", "TXT-030", id="euro sign"),
        pytest.param("Il coûte 64 00 euros.", "TXT-030", id="euros in letters"),
        pytest.param("Il coûte 1 200 00 €.", "TXT-030", id="three groups"),
        pytest.param("Il coûte 12 0000 €.", "TXT-030", id="four zeros"),
        pytest.param("Il coûte 12 00,50 €.", "TXT-030", id="cents"),
        pytest.param("Il apporte 12 00, dont 400.", "TXT-031", id="no sign"),
        pytest.param("Il coûte 12 000 € en 2026 500 €.", None, id="year before"),
        pytest.param("Il coûte 1 200 €, 41,66 € et 12000 €.", None, id="right"),
        pytest.param("De 9 h 00 à 12 h 00.", None, id="hours"),
        pytest.param("Appeler le 02 31 00 00 00.", None, id="telephone"),
        pytest.param("57 000 Metz, 24 x 2, 2026 12", None, id="other numbers"),
        pytest.param("FR14 2004 1010 0505 0001 3M02 606", None, id="IBAN"),
    ],
)
def test_slips_in_amounts(typed, expected):
    """Thousands go by three; a number without a sign of money is only worth a look."""
    assert codes(typed) == ([expected] if expected else [])


def test_a_slip_is_found_at_its_line_and_brings_both_readings():
    """`64 00 €` is 6 400 or 64 000."""
    (finding,) = findings(text("Un.\n\nSoit\n64 00 €."))
    assert finding.line_in_text == 3
    assert finding.remedy.replace("\u202f", " ") == "Écrivez 6 400 ou 64 000."


@pytest.mark.parametrize(
    ("typed", "is_wrong"),
    [
        pytest.param("La Ville verse douze mille euros (13 000 €).", True, id="words first"),
        pytest.param("Soit 12 500 € (douze mille euros).", True, id="figures first"),
        pytest.param("Soit 40 000 (quarante-cinq mille) euros.", True, id="unit last"),
        pytest.param("Soit douze mille (13 000 €).", True, id="no unit with the words"),
        pytest.param("Soit douze mille euros (12 000 €).", False, id="the same"),
        pytest.param("Soit 40 000 (quarante mille) euros.", False, id="the same, unit last"),
        pytest.param("Soit deux millions d’euros (2 000 000 €).", False, id="a round million"),
        pytest.param("Soit quarante et un euros (41,00 €).", False, id="with cents"),
        pytest.param("Soit deux cent euros (200 €).", False, id="a plural left out"),
        pytest.param("Deux ateliers, dont un (1 500 €) à Metz.", False, id="a count"),
        pytest.param("Versé en 2026 (cent euros).", False, id="a year"),
        pytest.param("Trois ateliers (12 000 €).", False, id="a noun between"),
        pytest.param("Une (1) aide de 12 €.", False, id="no amount"),
    ],
)
def test_amounts_in_words_and_in_figures(typed, is_wrong):
    """What a text says twice is one amount."""
    assert codes(typed) == (["TXT-036"] if is_wrong else [])


@pytest.mark.parametrize("piece", ["1 ", "deux ", "deux cent mille (", "12 ( ", " ", "1."])
def test_amounts_in_words_are_sought_in_little_time(piece):
    """Whatever repeats in a text as long as it may be."""
    typed = piece * (90_000 // len(piece)) + "("
    start = perf_counter()
    list(letters._pairs(typed))
    assert perf_counter() - start < 10


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        pytest.param("fiches[1].indicateurs.propres[1].cible", "12 00 €", "TXT-030", id="target"),
        pytest.param(
            "fiches[1].budget.depenses[1].libelle", "Don de 12 00 €", "TXT-030", id="label"
        ),
        pytest.param("fiches[1].intitule", "TODO", "TXT-032", id="title"),
        pytest.param("parties[1].representants[1].nom", "XXX", "TXT-032", id="name"),
        pytest.param(
            "fiches[1].indicateurs.propres[1].cible", "sans objet", "TXT-033", id="target "
        ),
        pytest.param("parties[1].siret", "219 904 638 00018", None, id="identifier"),
    ],
)
def test_slips_in_lines(path, value, expected):
    """Lines of words are read as texts are; numbers that identify are not amounts."""
    assert found(text(value, path)) == ([(expected, path)] if expected else [])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("Convention signée par xxx.", "TXT-032", id="xxx"),
        pytest.param("Pour XX € par an.", "TXT-032", id="amount"),
        pytest.param("Lorem ipsum dolor sit amet.", "TXT-032", id="lorem"),
        pytest.param("TODO : reprendre", "TXT-032", id="todo"),
        pytest.param("Les dates ??? et lieux", "TXT-032", id="question marks"),
        pytest.param("Le lieu [à préciser].", "TXT-032", id="in brackets"),
        pytest.param("Constat\n\nÀ compléter.", "TXT-032", id="alone on its line"),
        pytest.param("Sans objet.", "TXT-033", id="nothing"),
        pytest.param("Néant", "TXT-033", id="none"),
        pytest.param("Aider aux formulaires à compléter à la CAF.", None, id="in a sentence"),
        pytest.param("Les XXe et XXIe siècles ; date à définir.", None, id="centuries"),
        pytest.param("Le groupe A1 : sans objet le lundi.", None, id="among other words"),
        pytest.param("« Il vient […] demain »", None, id="an omission"),
    ],
)
def test_what_is_left_to_fill_in(typed, expected):
    """Fillers do not leave; « sans objet » alone is a field that may be left out."""
    assert codes(typed) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        pytest.param("selon l'article 7", "<article:evaluation>", id="article"),
        pytest.param(
            "l'article 6 relatif au coût", "<article:gouvernance>", id="title says nothing"
        ),
        pytest.param(
            "l'article 5 du présent contrat", "<article:referencement>", id="this contract"
        ),
        pytest.param("[article 7](article:evaluation)", "<article:evaluation>", id="own words"),
        pytest.param("l'art. 5", "<article:referencement>", id="short"),
        pytest.param("l'article\n7", "<article:evaluation>", id="over two lines"),
        pytest.param("**article 7**", "<article:evaluation>", id="bold"),
        pytest.param("la fiche n° 2", "<fiche:un-toit-des-droits>", id="fiche"),
        pytest.param("Fiche-action n°02", "<fiche:un-toit-des-droits>", id="leading zero"),
        pytest.param(
            "fiche 2 « Un toit »", "<fiche:un-toit-des-droits>", id="beginning of a title"
        ),
        pytest.param("les fiches 1 et 2", "et <fiche:un-toit-des-droits>", id="two"),
        pytest.param("axe II", "<axe:vie-sociale>", id="Roman"),
        pytest.param("l'axe 2 du CTAI", "<axe:vie-sociale>", id="axis"),
        pytest.param("l'annexe 3", "<annexe:besoins>", id="annex"),
        pytest.param(
            "obligations des articles 1er et 5 à 7 de la présente convention",
            "<article:objet>, <article:referencement>, <article:gouvernance> et "
            "<article:evaluation>",
            id="Metz, article 4",
        ),
    ],
)
def test_numbers_typed_by_hand(typed, remedy):
    """A number that means something today is a warning, with the reference to write."""
    (finding,) = findings(text(typed))
    assert finding.code == "TXT-034"
    assert finding.remedy.endswith(f"{remedy}.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("(selon l'article 6 - évaluation)", "est l’article 7", id="Metz, article 4"),
        pytest.param("l'article 6 (évaluation)", "est l’article 7", id="in brackets"),
        pytest.param("l'article 6 relatif à l'évaluation", "est l’article 7", id="about"),
        pytest.param("[article 6](article:evaluation)", "est l’article 7", id="own words"),
        pytest.param("Axe 1 : Se loger, se soigner", "est l’axe 2", id="Metz, fiche 9"),
        pytest.param("fiche n° 1 « Un toit, des droits »", "est la fiche n° 2", id="fiche"),
        pytest.param("l'article 13", "pas d’article 13", id="no article"),
        pytest.param("aux articles 5 à 20", "pas d’article 13", id="no end"),
        pytest.param("fiche-action 4", "pas de fiche n° 4", id="no fiche"),
        pytest.param("l'axe IV", "pas d’axe 4", id="no axis"),
    ],
)
def test_wrong_numbers(typed, said):
    """A number that its own title or reference contradicts, or that nothing bears, is an error."""
    (finding,) = findings(text(typed))
    assert finding.code == "TXT-035"
    assert said in finding.found


@pytest.mark.parametrize(
    "typed",
    [
        "l'article 6 de la loi n° 2024-42",
        "la loi n° 2018-778, notamment son article 6,",
        "l'article L. 521-1 du code",
        "l'article 14 du décret n° 2001-495",
        "le décret n° 2018-33 du 22 janvier 2018 (article 3)",
        "l'article premier de la Constitution",
        "l'article 6 (1) du règlement (UE) 2016/679",
        "l'article 6, alinéa 2, du code civil",
        "les articles 6 et suivants du code",
        "l'article 6 et 7 du décret",
        "l'article 3 CEDH",
        "l'article 6 bis",
        "l'article 6-1",
        "l'article 10.2",
        "l'action 12 du programme 104",
        "plus de 800 fiches par thème",
        "3 axes 2 fiches",
        "l'axe 1 de la stratégie nationale",
        "la stratégie nationale (axe 2)",
        "l'axe 2 du contrat de ville",
        "l'article 5 du contrat d'intégration républicaine",
        "la fiche-action n° 4 du contrat 2022-2025",
        "l'annexe 1 de l'arrêté du 5 mars",
        "[article 6](https://legifrance.gouv.fr)",
        "l'<article:evaluation> et la <fiche:vivre-ici>",
    ],
)
def test_numbers_of_other_acts(typed):
    """Laws, codes, plans and former contracts have articles and axes of their own."""
    assert codes(typed) == []


def test_a_number_in_a_title_is_to_be_taken_out():
    """A title bears no reference: its number is computed beside it."""
    line = 'axes[2].intitule: "Axe 2 : vie sociale"'
    (finding,) = findings(line)
    assert (finding.code, show_path(finding.path)) == ("TXT-034", "axes[2].intitule")
    assert finding.remedy.startswith("Retirez")


def test_numbers_by_axis_are_read():
    """« fiche 2.1 » is a number where fiches are numbered by axis, « fiche 2 » is none."""
    by_axis = "numerotation: par_axe"
    assert [f.code for f in findings(by_axis, text("fiche 2.1"))] == ["TXT-034"]
    assert [f.code for f in findings(by_axis, text("fiche n° 2"))] == ["TXT-035"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("« Un toit et des droits »", True, id="nearly a fiche"),
        pytest.param("« Vivre ici, ensembles »", True, id="one letter"),
        pytest.param("« Apprendre un métier et voyager »", False, id="far enough"),
        pytest.param("« Apprendre le français, travailler »", True, id="nearly an axis"),
        pytest.param("« Un toit, des droits »", False, id="exact"),
        pytest.param("« UN TOIT, DES DROITS »", False, id="capitals"),
        pytest.param("« Se loger, se soigner »", False, id="beginning of a title"),
        pytest.param("« évaluations »", False, id="short"),
        pytest.param("« Semaine nationale de l'intégration »", False, id="something else"),
        pytest.param("Un toit et des droits", False, id="not quoted"),
    ],
)
def test_titles_quoted_otherwise(typed, expected):
    """A quotation nearly equal to a title of the contract is worth a look."""
    assert codes(f"Voir {typed}.") == (["TXT-040"] if expected else [])


PARAGRAPH = (
    "Les personnes qui arrivent à Valmont trouvent peu de cours compatibles avec un emploi de "
    "nuit ou des horaires hachés."
)


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        pytest.param(PARAGRAPH, "mot pour mot", id="same"),
        pytest.param(PARAGRAPH.upper().replace("À", "A"), "mot pour mot", id="case and accents"),
        pytest.param(PARAGRAPH.replace("peu de", "peu"), "presque", id="a word less"),
        pytest.param(PARAGRAPH.replace("nuit", "jour"), "presque", id="a word changed"),
        pytest.param(f"- Un.\n- **{PARAGRAPH}**", "mot pour mot", id="in a list"),
        pytest.param(PARAGRAPH.replace("cours compatibles", "x y z t u v"), None, id="far"),
        pytest.param("trouvent peu de cours compatibles avec un emploi de nuit", None, id="short"),
    ],
)
def test_paragraphs_copied_from_another_fiche(typed, how):
    """A paragraph of twelve words or more stands in one fiche."""
    results = findings(text(typed, "fiches[2].budget.commentaires"))
    assert [(f.code, show_path(f.path)) for f in results] == (
        [("TXT-050", "fiches[2].budget.commentaires")] if how else []
    )
    assert all(how in f.found and "Parler pour travailler" in f.found for f in results)


def test_a_paragraph_stands_once_in_a_fiche():
    """Said again in another field of it, it is told where it stands first."""
    (finding,) = findings(text(PARAGRAPH, "fiches[1].budget.commentaires"))
    assert (finding.code, show_path(finding.path)) == ("TXT-052", "fiches[1].budget.commentaires")
    assert "Description de l'action" in finding.found


@pytest.mark.parametrize("field", ["territoire", "calendrier"])
def test_fiches_may_share_their_territory_and_calendar(field):
    """The same place and the same months are no copy."""
    assert found(text(PARAGRAPH, f"fiches[2].{field}")) == []


def test_a_copy_is_found_at_its_line():
    """The line is that of the copied paragraph, not of the text."""
    (finding,) = findings(text(f"Un.\n\n{PARAGRAPH}", "fiches[3].commentaires_porteurs"))
    assert finding.line_in_text == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("fiches[1].portage[2]: {autre: Habitat Solidaire}", True, id="carrier"),
        pytest.param(
            "fiches[1].selection[1]: {autre: proposition de l'Habitat-Solidaire}", True, id="choice"
        ),
        pytest.param("fiches[1].portage[2]: {autre: Passerelles}", False, id="its own"),
        pytest.param(
            "fiches[1].portage[2]: {autre: Passerelles et Habitat Solidaire}", False, id="both"
        ),
        pytest.param("fiches[1].portage[2]: {autre: CCAS}", False, id="a party"),
        pytest.param("fiches[1].portage[2]: {autre: Croix-Rouge}", False, id="nobody's"),
    ],
)
def test_another_fiche_s_operator_in_a_box(line, expected):
    """A precision that names another fiche's operator, and not this one's, is a trace of a copy."""
    path = line.partition(":")[0]
    assert found(line) == ([("TXT-051", path)] if expected else [])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("L'action est portée par Habitat Solidaire.", True, id="carried"),
        pytest.param("Porteur de l'action : Habitat Solidaire.", True, id="announced"),
        pytest.param("L'action est portée par Passerelles.", False, id="its own"),
        pytest.param("Habitat Solidaire prête une salle.", False, id="a partner"),
    ],
)
def test_another_fiche_s_operator_in_a_text(typed, expected):
    """Naming a partner is no trouble; calling it the operator is."""
    assert codes(typed) == (["TXT-051"] if expected else [])


def test_a_fiche_without_operator_is_left_alone():
    """« À définir » has no name to be mistaken."""
    lines = "fiches[1].porteurs: []\nfiches[1].portage[2]: {autre: Habitat Solidaire}"
    assert found(lines) == []


def test_the_same_slip_twice_on_a_line_is_said_once():
    """A report does not repeat itself."""
    assert codes("article 7, article 7 ; 64 00 €, 64 00 € ; xxx, xxx") == [
        "TXT-030",
        "TXT-032",
        "TXT-034",
    ]
