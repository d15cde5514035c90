"""People counted: what the targets of a fiche may be, one against another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctai_docs.contract.model import Cible
from ctai_docs.machine.findings import Severity, show_path
from ctai_docs.rules import people
from ctai_docs.rules.people.couts import check_cout_horaire
from ctai_docs.rules.people.libelles import bare

from .examples import broken

GROUP = "fiches[1].indicateurs.beneficiaires"
OWN = "fiches[1].indicateurs.propres"
FRENCH = "fiches[1].indicateurs.blocs.francais"
JOB = "fiches[1].indicateurs.blocs.emploi"
HOME = "fiches[2].indicateurs.blocs.logement"
MOVING = "fiches[2].indicateurs.blocs.mobilite"


def found(*lines):
    """Return the code and the path of what the checks find once the lines are applied."""
    contrat = broken(*lines)
    return [(f.code, show_path(f.path)) for check in people.CHECKS for f in check(contrat)]


def test_the_clean_dossier_has_nothing_to_report():
    """Every row of the form is filled in it."""
    assert found() == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("hommes: 17", [("PER-001", "total")], id="one man less"),
        pytest.param("total: 41", [("PER-001", "total")], id="one person more"),
        pytest.param("hommes:", [], id="no men typed"),
        pytest.param("hommes: 17 en moyenne", [], id="an average"),
        pytest.param("total: environ 41", [], id="about that total"),
        pytest.param("total: 41 ménages", [], id="households are not people"),
        pytest.param("bpi_femmes: 13", [("PER-002", "bpi")], id="one woman less"),
        pytest.param("bpi_femmes:", [], id="no women typed"),
        pytest.param("bpi_femmes: 60 %", [], id="a share"),
    ],
)
def test_men_and_women_make_the_total(line, expected):
    """Where the three are exact numbers of people."""
    assert found(f"{GROUP}.{line}", f"{OWN}[1].cible:") == [
        (code, f"{GROUP}.{row}") for code, row in expected
    ]


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        pytest.param("moins_25: 40", None, id="all are young"),
        pytest.param("moins_25: 41", "moins_25", id="more young people than people"),
        pytest.param("bpt: 12", None, id="all publics make the total"),
        pytest.param("bpi_moins_25: 10", None, id="all young people are BPI"),
        pytest.param("bpi_moins_25: 11", "bpi_moins_25", id="more young BPI than young people"),
        pytest.param("autres_publics: 41 étudiants", "autres_publics", id="with a noun"),
        pytest.param("autres_publics: 41 %", None, id="a share"),
        pytest.param(
            "moins_25: 41\ntotal: au moins 40\nhommes:", None, id="a minimum bounds nothing"
        ),
    ],
)
def test_a_part_does_not_exceed_its_whole(lines, row):
    """A « dont » line, and the line that it is part of."""
    expected = [("PER-003", f"{GROUP}.{row}")] if row else []
    assert found(*(f"{GROUP}.{line}" for line in lines.splitlines())) == expected


def test_the_smallest_whole_is_named_once():
    """BPI men are among the BPI, the men and the total."""
    contrat = broken(f"{GROUP}.bpi_hommes: 50", f"{GROUP}.bpi_femmes:")
    finding, *others = (f for check in people.CHECKS for f in check(contrat))
    assert (finding.code, others) == ("PER-003", [])
    assert "« hommes » dont elle fait partie, 18." in finding.found.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("bpt: 12", [], id="as many as the total"),
        pytest.param("bpt: 13", [("PER-004", "total")], id="one more"),
        pytest.param("bpt: 13\nautres_publics:", [], id="two publics within the total"),
        pytest.param("bpt: 13\nbpi: 24 en moyenne", [("PER-004", "total")], id="an average counts"),
    ],
)
def test_publics_do_not_exceed_the_total(lines, expected):
    """BPI, BPT and others are other people each."""
    typed = [f"{GROUP}.{line}" for line in lines.splitlines()]
    assert found(*typed) == [(code, f"{GROUP}.{row}") for code, row in expected]


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        pytest.param(f"{FRENCH}.assidus: 40", False, id="all are assiduous"),
        pytest.param(f"{FRENCH}.assidus: 41", True, id="assiduous"),
        pytest.param(f"{FRENCH}.progres: 41", True, id="who progressed"),
        pytest.param(f"{FRENCH}.progres: 41/45", True, id="who progressed, of a group"),
        pytest.param(f"{FRENCH}.certifications: 41", True, id="certified"),
        pytest.param(f"{FRENCH}.certifications: 80 %", False, id="a share of them"),
        pytest.param(f"{JOB}.sorties_positives: 41", True, id="positive exits"),
        pytest.param(f"{JOB}.formation: 41", True, id="in training"),
        pytest.param(f"{JOB}.emploi_durable: 18", False, id="every exit is a lasting job"),
        pytest.param(f"{JOB}.emploi_durable: 19", True, id="more lasting jobs than exits"),
        pytest.param(f"{JOB}.sorties_6_mois: 41", True, id="six months later"),
        pytest.param(f"{JOB}.sorties_6_mois: suivi non réalisé", False, id="a phrase"),
        pytest.param(f"{HOME}.menages_loges: 21", True, id="housed"),
        pytest.param(f"{HOME}.menages_loges: 21 ménages", True, id="housed, with the noun"),
        pytest.param(f"{MOVING}.code: 31", True, id="the code"),
        pytest.param(f"{MOVING}.permis: 31", True, id="the licence"),
    ],
)
def test_a_target_does_not_exceed_its_group(line, is_found):
    """Those who succeed are among those who take part."""
    place = [("PER-005", line.partition(":")[0])] if is_found else []
    assert [f for f in found(line) if f[0] != "PER-006"] == place


def test_an_own_indicator_named_as_a_row_has_the_same_group():
    """« Nombre de participants assidus » is the row `assidus`, wherever it stands."""
    label = "Nombre de participants assidus"
    row = f"{OWN}[3]: {{libelle: {label}, cible: 41}}"
    assert found(f"{FRENCH}.assidus:", row) == [("PER-005", f"{OWN}[3].cible")]


@pytest.mark.parametrize(
    ("share", "is_found"),
    [
        pytest.param("70 %", False, id="ten points away"),
        pytest.param("71 %", True, id="eleven points away"),
        pytest.param("50 %", False, id="ten points below"),
        pytest.param("49 %", True, id="eleven points below"),
        pytest.param("environ 80 %", False, id="about"),
    ],
)
def test_the_share_of_households_housed_is_near_their_numbers(share, is_found):
    """12 of 20 are 60 %; 80 % for 10 of 12, as in Metz, is no trouble."""
    line = f"{HOME}.part_fin_parcours"
    assert found(f"{line}: {share}") == ([("PER-006", line)] if is_found else [])


@pytest.mark.parametrize(
    ("label", "target", "is_found"),
    [
        pytest.param("Nombre total d'étrangers éligibles", "40", False, id="the same"),
        pytest.param("Nombre total d'étrangers éligibles", "41", True, id="another number"),
        pytest.param("Nombre d'étrangers primo-arrivants", "41", True, id="another wording"),
        pytest.param("Nombre de bénéficiaires", "40 personnes", False, id="with the noun"),
        pytest.param("Nombre de bénéficiaires", "41 en moyenne", False, id="an average"),
        pytest.param("Nombre de bénéficiaires", "41 par groupe", False, id="another scope"),
        pytest.param("Nombre de bénéficiaires (hiver)", "20", False, id="a part of them"),
        pytest.param("Nombre d'heures de formation", "300", False, id="the hours of a block"),
        pytest.param("Nombre d'heures de formation", "60 h", False, id="those of another block"),
        pytest.param("Nombre d'heures de formations", "360 h", False, id="all hours together"),
        pytest.param("Nombre d'heures de formation", "310", True, id="other hours"),
        pytest.param("Nombre d'heures de formation", "14 h par module", False, id="of one module"),
        pytest.param("Participants ayant passé une certification", "20", False, id="a row's title"),
        pytest.param("Participants ayant passé une certification", "25", True, id="and other"),
    ],
)
def test_an_indicator_has_one_value_in_a_fiche(label, target, is_found):
    """An own indicator repeats the row of the form whose words it has."""
    row = f'{OWN}[3]: {{libelle: "{label}", cible: {target}}}'
    assert found(row) == ([("PER-007", f"{OWN}[3].cible")] if is_found else [])


def test_an_own_indicator_of_a_block_repeats_the_rows_of_its_block_only():
    """« Nombre d'heures » in one block says nothing of the hours of another."""
    own = "{libelle: Nombre d'heures de formation, cible: 60}"
    assert found(f"{FRENCH}.propres[2]: {own}") == [("PER-007", f"{FRENCH}.propres[2].cible")]
    assert found(f"{JOB}.propres[1]: {own}") == []


@pytest.mark.parametrize(
    ("row", "is_found"),
    [
        pytest.param("{libelle: Séances tenues, cible: 140}", False, id="one is described"),
        pytest.param(
            "{libelle: Nombre de séance tenue, cible: 140, description: Séances de deux heures}",
            True,
            id="the same but for a plural",
        ),
    ],
)
def test_two_own_indicators_of_one_table_do_not_contradict_each_other(row, is_found):
    """Unless their descriptions tell them apart."""
    assert found(f"{OWN}[3]: {row}") == ([("PER-007", f"{OWN}[3].cible")] if is_found else [])


@pytest.mark.parametrize(
    ("lines", "is_found"),
    [
        pytest.param("cout_horaire: 4", False, id="a bare number"),
        pytest.param("cout_horaire: 160 €", True, id="not divided by the people"),
        pytest.param("cout_horaire: 160 € par groupe", False, id="another unit"),
        pytest.param("cout_horaire: 160 €/h", True, id="by the hour"),
        pytest.param("cout_horaire: 3,90\nheures: 307", False, id="cut to the cent"),
        pytest.param("cout_horaire: 3,91\nheures: 307", False, id="rounded to the cent"),
        pytest.param("cout_horaire: 3,92\nheures: 307", True, id="a cent too many"),
        pytest.param("cout_horaire: 3,89\nheures: 307", True, id="a cent too few"),
        pytest.param("cout_horaire: 160 €\nheures:", False, id="no hours"),
        pytest.param("cout_horaire: 160 €\nheures: environ 300 h", False, id="about 300 hours"),
    ],
)
def test_the_hourly_cost_follows_from_cost_hours_and_people(lines, is_found):
    """48 000 € for 300 h and 40 people are 4 €; 307 h, 3,908… €."""
    place = [("PER-008", f"{FRENCH}.cout_horaire")] if is_found else []
    assert found(*(f"{FRENCH}.{line}" for line in lines.splitlines())) == place


@pytest.mark.parametrize(
    ("target", "code"),
    [
        pytest.param("6/12", None, id="six of twelve"),
        pytest.param("12/12", None, id="all of them"),
        pytest.param("12/6", "PER-009", id="twelve of six"),
        pytest.param("24/7", None, id="round the clock"),
        pytest.param("100 %", None, id="all"),
        pytest.param("101 %", "PER-010", id="more than all"),
        pytest.param("120 % d'augmentation", None, id="a rise"),
        pytest.param("-5", "PER-011", id="below zero"),
        pytest.param("− 5 %", "PER-011", id="a share below zero"),
        pytest.param("baisse de l'absentéisme", None, id="a phrase"),
        pytest.param("1 000 000", None, id="a million"),
        pytest.param("1 000 001", "PER-012", id="more than a million"),
        pytest.param("2 000 000 €", None, id="euros"),
        pytest.param("1,5 h", None, id="half an hour"),
    ],
)
def test_a_target_is_one_that_something_can_have(target, code):
    """Of an own indicator, whatever it counts."""
    line = f'{OWN}[3]: {{libelle: Présence, cible: "{target}"}}'
    assert found(line) == ([(code, f"{OWN}[3].cible")] if code else [])


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("Évolution du taux d'abandon", id="a fall"),
        pytest.param("Taux d'occupation des salles", id="a rate of use"),
    ],
)
def test_a_change_may_be_negative_or_pass_100_percent(label):
    """The label says that the target is no share."""
    for target in ("-10 %", "110 %"):
        assert found(f'{OWN}[3]: {{libelle: "{label}", cible: "{target}"}}') == []


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        pytest.param(f"{GROUP}.bpt: 5.5", True, id="a point between thousands"),
        pytest.param(f"{GROUP}.bpt: 5,0", False, id="a whole number all the same"),
        pytest.param(f"{GROUP}.bpt: 5,5 en moyenne", False, id="an average"),
        pytest.param(f"{FRENCH}.progres: 1.200", True, id="a row that counts people"),
        pytest.param(f"{FRENCH}.progres: 62,5 %", False, id="a share"),
        pytest.param(f"{FRENCH}.heures: 300,5", False, id="hours"),
    ],
)
def test_people_are_counted_in_whole_numbers(line, is_found):
    """`1.200` is read as one and a fifth."""
    codes = [f for f in found(line) if f[0] == "PER-013"]
    assert codes == ([("PER-013", line.partition(":")[0])] if is_found else [])


def test_the_rows_of_the_form_that_are_shares_need_no_sign():
    """« Part des consultations … (%) » may be typed 150."""
    row = "fiches[2].indicateurs.blocs.sante.interpretariat"
    assert found(f"{row}: 100") == []
    assert found(f"{row}: 101") == [("PER-010", row)]


def test_labels_are_compared_by_the_words_that_matter():
    """Case, accents, plurals, articles and « Nombre de » are set aside; parentheses are not."""
    assert bare("Nombre total d'étrangers éligibles") == bare("étranger ELIGIBLE")
    assert bare("Progrès (infra A1)") != bare("Progrès (infra A2)")


@settings(deadline=None)
@given(st.text(alphabet="0123456789 ,./%€-−–hxé", min_size=1, max_size=300))
def test_no_target_makes_a_check_raise(text):
    """Whatever is typed in the rows that are compared."""
    try:
        target = Cible.read(text).texte.replace('"', "")
    except ValueError:
        return
    rows = [f"{GROUP}.total", f"{FRENCH}.heures", f"{FRENCH}.cout_horaire", f"{OWN}[1].cible"]
    rows += [f"{HOME}.menages", f"{HOME}.menages_loges", f"{HOME}.part_fin_parcours"]
    found(*(f'{row}: "{target}"' for row in rows))


def test_an_unknown_edition_of_the_form_is_left_to_another_check():
    """Its rows have no label, and its numbers still count."""
    assert found("edition: 1999", f"{GROUP}.hommes: 17") == [("PER-001", f"{GROUP}.total")]


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        pytest.param(f"{GROUP}.hommes: 17", Severity.ERREUR, id="a wrong sum"),
        pytest.param(f"{OWN}[1].cible: 41", Severity.AVERTISSEMENT, id="a contradiction"),
        pytest.param(f"{HOME}.part_fin_parcours: 90 %", Severity.INFORMATION, id="a share"),
    ],
)
def test_only_what_makes_the_document_wrong_is_an_error(line, severity):
    """The others are looked at by a person."""
    contrat = broken(line)
    assert [f.severity for check in people.CHECKS for f in check(contrat)] == [severity]


def test_the_message_on_an_hourly_cost_cites_the_cost_that_was_declared():
    """Declared 60 000 €, computed 48 000 €: the agent reads the amount that he typed."""
    contrat = broken("fiches[1].budget.cout_total: 60 000", f"{FRENCH}.cout_horaire: 160 €")
    (finding,) = check_cout_horaire(contrat)
    said = finding.message.replace("\u202f", " ").replace("\xa0", " ")
    assert "60 000 €" in said
    assert "font 5 €" in said


def test_nobody_has_no_part():
    """Of a whole of 0, one is too many."""
    lines = [f"{GROUP}.bpi: 0", f"{GROUP}.bpi_hommes: 1", f"{GROUP}.bpi_femmes:"]
    assert ("PER-003", f"{GROUP}.bpi_hommes") in found(*lines)
