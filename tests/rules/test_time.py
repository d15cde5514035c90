"""Time: periods within one another, acts in their order, dates that exist."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctai_docs.machine.findings import show_path
from ctai_docs.rules import time

from .examples import broken

WORDS = "fiches[1].commentaires_porteurs"


def found(*lines):
    """Return the code and the path of what the checks find once the lines are applied."""
    contrat = broken(*lines)
    return [(f.code, show_path(f.path)) for check in time.CHECKS for f in check(contrat)]


def test_the_clean_dossier_has_nothing_to_report():
    """It runs for two years, and was signed before them."""
    assert found() == []


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        pytest.param("fin: 2025-12-31\ndate_signature:\ndate_effet:", "fin", id="the contract"),
        pytest.param("exercices[2].fin: 2026-12-31", "exercices[2].fin", id="a budget year"),
        pytest.param("fiches[1].fin: 2026-01-14", "fiches[1].fin", id="an action"),
    ],
)
def test_no_period_ends_before_it_begins(lines, path):
    """What is compared with a period that has no days is left alone."""
    assert ("TPS-001", path) in found(*lines.splitlines())


def test_an_action_may_last_one_day():
    """It ends as it begins."""
    assert found("fiches[1].fin: 2026-01-15") == []


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(("2026-01-01", "2026-12-31"), [], id="the whole year"),
        pytest.param(("2026-01-01", "2027-12-31"), [], id="the whole contract"),
        pytest.param(("2025-12-31", "2026-06-30"), [("TPS-003", "debut")], id="begins before"),
        pytest.param(("2026-09-01", "2028-01-01"), [("TPS-003", "fin")], id="ends after"),
        pytest.param(("2025-01-01", "2028-12-31"), [("TPS-003", "debut")], id="both"),
        pytest.param(("2025-01-01", "2025-12-31"), [("TPS-002", "debut")], id="wholly before"),
        pytest.param(("2028-01-01", "2028-06-30"), [("TPS-002", "debut")], id="wholly after"),
        pytest.param(("", "2025-12-31"), [("TPS-002", "fin")], id="its end only"),
        pytest.param(("2028-01-01", ""), [("TPS-002", "debut")], id="its start only"),
        pytest.param(("2026-05-01", ""), [], id="a start within"),
        pytest.param(("2026-06-30", "2027-06-30"), [("TPS-009", "fin")], id="beyond its year"),
        pytest.param(("2027-01-01", "2027-06-30"), [("TPS-008", "exercice")], id="another year"),
        pytest.param(("2026-12-31", "2026-12-31"), [], id="the last day of its year"),
    ],
)
def test_an_action_takes_place_within_its_contract_and_its_year(dates, expected):
    """The fiche is of the year 2026 of a contract for 2026 and 2027."""
    start, end = dates
    assert found(f"fiches[1].debut: {start}", f"fiches[1].fin: {end}") == [
        (code, f"fiches[1].{field}") for code, field in expected
    ]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        pytest.param("", [("TPS-008", "fiches[3].debut")], id="the first by default"),
        pytest.param("2027", [], id="its own"),
        pytest.param("inconnu", [], id="an unknown one, for another check"),
    ],
)
def test_an_action_without_a_budget_year_is_of_the_first(year, expected):
    """Its money is counted there."""
    assert found(f"fiches[3].exercice: {year}") == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("fin: 30 juin 2027\nfiches[3].fin: 30 juin 2027", [], id="a calendar year"),
        pytest.param(
            "exercices[3]: {cle: 2028}", [("TPS-004", "exercices[3]")], id="after, by its key"
        ),
        pytest.param(
            "exercices[3]: {cle: a, debut: 2025-01-01, fin: 2025-12-31}",
            [("TPS-004", "exercices[3].debut")],
            id="before",
        ),
        pytest.param(
            "exercices[2].fin: 2028-01-01", [("TPS-005", "exercices[2].fin")], id="a day too many"
        ),
        pytest.param(
            "exercices[1].debut: 2025-12-31", [("TPS-005", "exercices[1].debut")], id="too early"
        ),
        pytest.param(
            "exercices[2].debut: 2027-01-02\nfiches[3].debut: 2027-01-02",
            [("TPS-006", "exercices[2].debut")],
            id="a day between two",
        ),
        pytest.param(
            "exercices[2].fin: 2027-12-30\nfiches[3].fin: 2027-12-30",
            [("TPS-006", "exercices")],
            id="the last day",
        ),
        pytest.param(
            "exercices[1].debut: 2026-01-02",
            [("TPS-006", "exercices[1].debut")],
            id="the first day",
        ),
        pytest.param(
            "exercices[2].debut: 2026-12-31", [("TPS-007", "exercices[2].debut")], id="overlap"
        ),
        pytest.param("exercices[3]: {cle: 2027}", [("TPS-007", "exercices[3]")], id="twice"),
    ],
)
def test_budget_years_cover_the_contract_day_by_day(lines, expected):
    """A calendar year may begin before the contract, or end after it."""
    assert found(*lines.splitlines()) == expected


def test_a_contract_from_october_has_four_calendar_years():
    """Three years from the first of October 2026."""
    lines = [f"exercices[{n}]: {{cle: {2025 + n}}}" for n in (1, 2, 3, 4)]
    fiches = [f"fiches[{n}].{field}:" for n in (1, 2, 3) for field in ("debut", "fin")]
    assert found("debut: 2026-10-01", "fin: 2029-09-30", *lines, *fiches) == []


def test_budget_years_in_disorder_are_compared_in_order():
    """The second listed may be the first."""
    lines = ["exercices[1]: {cle: 2027}", "exercices[2]: {cle: 2026}"]
    assert found(*lines) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("parties[2].habilitation.date: 2025-12-15", [], id="the same day"),
        pytest.param(
            "parties[2].habilitation.date: 2025-12-16",
            [("TPS-010", "parties[2].habilitation.date")],
            id="the day after",
        ),
        pytest.param("date_signature: 2026-01-01", [], id="signed on the day of effect"),
        pytest.param(
            "date_signature: 2026-01-02", [("TPS-011", "date_signature")], id="signed after it"
        ),
        pytest.param("date_effet:", [], id="no date of effect"),
        pytest.param(
            "date_signature:\ndate_effet: 2025-12-03",
            [("TPS-012", "parties[4].habilitation.date")],
            id="effect before the deliberation",
        ),
        pytest.param("date_effet: 2027-12-31", [], id="effect on the last day"),
        pytest.param("date_effet: 2028-01-01", [("TPS-013", "date_effet")], id="after the end"),
        pytest.param("date_signature:\ndate_effet:", [], id="nothing is signed"),
    ],
)
def test_acts_come_in_their_order(lines, expected):
    """Deliberation, signature, effect, end."""
    assert found(*lines.splitlines()) == expected


def test_a_party_without_an_act_of_its_own_is_let_to_sign_by_its_deliberation():
    """The first of them: a later one adopts an amendment."""
    act = "{{numero: {0}, partie: ville, organe: conseil_municipal, seance: {1}, statut: adoptee}}"
    lines = ["parties[2].habilitation:"]
    lines += [f"deliberations[1]: {act.format(1, '2025-12-16')}"]
    assert found(*lines) == [("TPS-010", "deliberations[1].seance")]
    lines += ["deliberations[1].seance: 2025-12-01"]
    lines += [f"deliberations[2]: {act.format(2, '2026-12-16')}"]
    assert found(*lines) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("parties[2].habilitation.date: 2018-01-01", [], id="of 2018"),
        pytest.param(
            "parties[2].habilitation.date: 2017-12-31",
            [("TPS-014", "parties[2].habilitation.date")],
            id="of 2017",
        ),
        pytest.param("fin: 2036-12-31\nexercices[2].fin: 2036-12-31", [], id="ten years"),
        pytest.param(
            "fin: 2037-12-31\nexercices[2].fin: 2037-12-31", [("TPS-015", "fin")], id="eleven"
        ),
    ],
)
def test_years_are_those_of_such_contracts(lines, expected):
    """The first were signed in 2019."""
    assert found(*lines.splitlines()) == expected


def test_an_old_budget_year_is_told_at_its_key():
    """`cle: 2017` has no dates of its own."""
    assert ("TPS-014", "exercices[3]") in found("exercices[3]: {cle: 2017}")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Le 30 avril 2026.", None, id="the last day of a month"),
        pytest.param("Le 31 avril 2026.", "TPS-016", id="the day after it"),
        pytest.param("Le 31 AVRIL.", "TPS-016", id="without a year"),
        pytest.param("Le 29 fevrier.", None, id="of some leap year"),
        pytest.param("Le 29 février 2026.", "TPS-016", id="of a common year"),
        pytest.param("Le 29 février 2028.", None, id="of a leap year"),
        pytest.param("Du 5 au 31\u00a0juin.", "TPS-016", id="the end of a period"),
        pytest.param("Le 1er janvier 2026.", None, id="the first"),
        pytest.param("Le 31/02/2026.", "TPS-016", id="in figures"),
        pytest.param("Le 28/02/2026.", None, id="in figures, right"),
        pytest.param("Le 12/31/2026.", "TPS-016", id="the month first"),
        pytest.param("Voir https://exemple.fr/31/02/2026/.", None, id="an address"),
        pytest.param("Un groupe de 40 mars et avril.", None, id="a quantity"),
        pytest.param("Le 40 mars 2026.", "TPS-016", id="a slip"),
        pytest.param("Rue du 19 mars 1962.", None, id="a street"),
        pytest.param("De 2026-2028.", None, id="years in order"),
        pytest.param("De 2028-2026.", "TPS-017", id="years backwards"),
        pytest.param("De 2028 à 2026.", "TPS-017", id="years backwards, in words"),
        pytest.param("De 2026–2026.", None, id="one year"),
        pytest.param("La délibération n° 2026-2025.", None, id="a number"),
        pytest.param("La loi 2026-2025.", None, id="a law"),
        pytest.param("Délibération 25-09-25-17.", None, id="another number"),
        pytest.param("Le lundi 5 janvier 2026.", None, id="a Monday"),
        pytest.param("Le mardi 5 janvier 2026.", "TPS-018", id="no Tuesday"),
        pytest.param("Le mardi 5 janvier.", None, id="of some year"),
        pytest.param("Le mardi 31 avril 2026.", "TPS-016", id="no day at all"),
    ],
)
def test_dates_in_texts_exist(text, code):
    """On the day of the week that they are given, and years in order."""
    assert found(f'{WORDS}: "{text}"') == ([(code, WORDS)] if code else [])


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("preambule", id="of the contract"),
        pytest.param("fiches[2].intitule", id="a title"),
        pytest.param("fiches[1].indicateurs.propres[2].cible", id="a target"),
        pytest.param("fiches[1].porteurs[1].role", id="a role"),
        pytest.param("annexes[1].intitule", id="an annex"),
    ],
)
def test_dates_are_looked_for_in_every_text(place):
    """Texts of several lines, of one, and targets."""
    assert found(f"{place}: avant le 31 avril") == [("TPS-016", place)]


def test_the_line_of_a_date_is_counted_from_zero():
    """Within the text; a text of one line has none."""
    contrat = broken(
        f'{WORDS}: "Début.\\n\\nLe 31 avril,\\nde 2028 à 2026,\\nle mardi 5 janvier 2026."',
        "fiches[1].intitule: Avant le 31 avril",
    )
    lines = {(f.code, f.line_in_text) for check in time.CHECKS for f in check(contrat)}
    assert lines == {("TPS-016", 2), ("TPS-017", 3), ("TPS-018", 4), ("TPS-016", None)}


def test_identifiers_are_no_dates():
    """The number of an act, a SIRET, an account."""
    assert found('parties[2].habilitation.numero: "2028-2026"') == []


@settings(deadline=None)
@given(*(st.dates() for _ in range(6)))
def test_no_date_makes_a_check_raise(first, second, third, fourth, fifth, sixth):
    """From the year 1 to the year 9999."""
    places = ("debut", "fin", "exercices[2].debut", "exercices[2].fin", "fiches[1].debut")
    days = (first, second, third, fourth, fifth)
    lines = [f"{place}: {day:%d/%m/}{day.year:04}" for place, day in zip(places, days, strict=True)]
    found(*lines, f"date_effet: {sixth:%d/%m/}{sixth.year:04}")
