"""The form: parts, boxes, blocks and lines, filled where they must be."""

import pytest

from ctai_docs.contract.form import load_edition
from ctai_docs.machine.findings import Severity, show_path
from ctai_docs.machine.french import typeset
from ctai_docs.rules import form
from ctai_docs.rules.catalogue import codes, rules

from .examples import broken

FIRST, SECOND, THIRD = (f"fiches[{n}]" for n in (1, 2, 3))


def found(*lines):
    """Return the code and the path of what the checks find once the lines are applied."""
    contrat = broken(*lines)
    return [(f.code, show_path(f.path)) for check in form.CHECKS for f in check(contrat)]


def test_the_clean_dossier_has_nothing_to_report():
    """Every thematic of the form is ticked in it, and its block filled."""
    assert found() == []


@pytest.mark.parametrize(
    ("lines", "code", "path"),
    [
        pytest.param(f"{FIRST}.description:", "FOR-001", FIRST, id="no description"),
        pytest.param(
            f'{FIRST}.description: "  "', "FOR-001", f"{FIRST}.description", id="a blank one"
        ),
        pytest.param(
            f"{FIRST}.thematiques: []\n{FIRST}.indicateurs.blocs:",
            "FOR-001",
            f"{FIRST}.thematiques",
            id="no thematic",
        ),
        pytest.param(f"{FIRST}.territoire:", "FOR-002", FIRST, id="no territory"),
        pytest.param(f"{FIRST}.portage:", "FOR-002", FIRST, id="no box of who carries it"),
    ],
)
def test_a_part_of_the_form_is_not_empty(lines, code, path):
    """The place is the part where it was typed, else the fiche."""
    assert found(*lines.splitlines()) == [(code, path)]


def test_partners_are_boxes_or_a_comment():
    """Either says who takes part; with neither, the part is printed empty."""
    assert found(f"{FIRST}.partenaires:") == []
    assert found(f"{FIRST}.commentaires_partenaires:") == []
    both = (f"{FIRST}.partenaires:", f"{FIRST}.commentaires_partenaires:")
    assert found(*both) == [("FOR-002", FIRST)]


@pytest.mark.parametrize(
    ("missing", "is_found"),
    [
        pytest.param(["calendrier"], False, id="two dates"),
        pytest.param(["debut", "fin"], False, id="a text"),
        pytest.param(["calendrier", "debut"], False, id="one date"),
        pytest.param(["calendrier", "debut", "fin"], True, id="nothing"),
    ],
)
def test_a_calendar_is_a_text_or_dates(missing, is_found):
    """Either says when the action takes place."""
    lines = [f"{FIRST}.{field}:" for field in missing]
    assert found(*lines) == ([("FOR-002", FIRST)] if is_found else [])


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        pytest.param("", "FOR-003", id="signed"),
        pytest.param("date_signature:", "FOR-004", id="before the signature"),
        pytest.param(f"{FIRST}.selection: [aap]", "FOR-004", id="a call for projects"),
        pytest.param(f"{FIRST}.selection: [ami]", "FOR-004", id="a call for interest"),
    ],
)
def test_an_operator_is_known_at_signature(lines, code):
    """Unless a call is to choose it, as the form allows."""
    assert found(f"{FIRST}.porteurs:", lines) == [(code, FIRST)]


@pytest.mark.parametrize(
    ("operators", "path"),
    [
        pytest.param("[à définir]", f"{FIRST}.porteurs[1]", id="as a name"),
        pytest.param("[{nom: À DÉSIGNER, role: cours}]", f"{FIRST}.porteurs[1].nom", id="in keys"),
        pytest.param(
            "[Un prestataire à sélectionner, À définir]", f"{FIRST}.porteurs[1]", id="all"
        ),
        pytest.param("[Passerelles, à définir]", None, id="one of two is known"),
        pytest.param("[Définir ensemble]", None, id="a name that looks like it"),
    ],
)
def test_an_operator_to_be_found_is_no_operator(operators, path):
    """« à définir » is what the form prints where there is none."""
    lines = (f"{FIRST}.porteurs: {operators}",)
    assert found(*lines) == ([("FOR-003", path)] if path else [])


def test_nothing_is_carried_where_no_operator_is_known():
    """The boxes of who carries the action may then be empty too."""
    assert found("date_signature:", f"{FIRST}.porteurs:", f"{FIRST}.portage:") == [
        ("FOR-004", FIRST)
    ]


@pytest.mark.parametrize(
    ("kind", "is_found"),
    [
        pytest.param("ccas", False, id="a CCAS"),
        pytest.param("cias", False, id="a CIAS"),
        pytest.param("autre", True, id="neither"),
    ],
)
def test_an_action_of_the_ccas_has_one_among_the_parties(kind, is_found):
    """It is worth knowing, and no more."""
    expected = [("FOR-005", f"{THIRD}.portage[2]")] if is_found else []
    assert found(f"parties[3].type: {kind}") == expected


EMPTY = (f"{FIRST}.thematiques: [promotion]",)


@pytest.mark.parametrize(
    ("answers", "is_found"),
    [
        pytest.param("{commentaires: Rien encore.}", True, id="a comment"),
        pytest.param("{propres: [{libelle: Séances, description: deux}]}", True, id="no target"),
        pytest.param("{propres: [{libelle: Séances, cible: 0}]}", False, id="zero"),
        pytest.param("{beneficiaires: {total: 12}}", False, id="beneficiaries"),
        pytest.param("{acteurs: {formes: 12}}", False, id="actors"),
        pytest.param("{acteurs: {propres: [{libelle: A, cible: 1}]}}", False, id="an own row"),
    ],
)
def test_a_fiche_has_a_target(answers, is_found):
    """One is enough, wherever it is."""
    expected = [("FOR-006", f"{FIRST}.indicateurs")] if is_found else []
    assert found(*EMPTY, f"{FIRST}.indicateurs: {answers}") == expected


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("propres[3]", id="of the action"),
        pytest.param("beneficiaires.propres[2]", id="of the beneficiaries"),
        pytest.param("blocs.francais.propres[2]", id="of a block"),
    ],
)
def test_an_own_indicator_has_a_target_or_a_description(table):
    """« sans objet » would be printed."""
    row = f"{FIRST}.indicateurs.{table}"
    assert found(f"{row}: {{libelle: Présence}}") == [("FOR-007", row)]
    assert found(f"{row}: {{libelle: Présence, description: relevée}}") == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param(f"{FIRST}.portage[2]: autre", "FOR-008", id="who carries it"),
        pytest.param(f"{FIRST}.selection[2]: {{cle: autre}}", "FOR-008", id="how it is chosen"),
        pytest.param(f"{FIRST}.partenaires[5]: autre", "FOR-008", id="partners"),
        pytest.param(
            f"{SECOND}.indicateurs.blocs.sante.nature[3]: autres", "FOR-008", id="of a block"
        ),
        pytest.param(f"{SECOND}.partenaires[5]: autre_collectivite", "FOR-009", id="where apt"),
        pytest.param(
            f"{FIRST}.partenaires[1]: {{caf: Metz}}", "FOR-010", id="a precision nobody asks"
        ),
        pytest.param(
            f"{FIRST}.partenaires[1]: {{libelle: SIAO, precision: Metz}}", None, id="an own box"
        ),
        pytest.param(f"{FIRST}.partenaires[1]: inconnu", None, id="an unknown box"),
    ],
)
def test_a_box_has_the_precision_that_the_form_asks_for(line, code):
    """« Autre (précisez) », and no other."""
    assert found(line) == ([(code, line.partition(":")[0])] if code else [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("autre_programme: 1 500", [("FOR-009", "autre_programme")], id="which one"),
        pytest.param("autre_programme: 0", [], id="nothing"),
        pytest.param("prives: 1 000", [], id="the form allows it and asks for none"),
        pytest.param("prives: {precision: bailleurs}", [("FOR-011", "prives.precision")], id="€?"),
        pytest.param(
            "fami: {montant: 1 000, precision: 2026}", [("FOR-010", "fami.precision")], id="extra"
        ),
        pytest.param("inconnu: {precision: 2026}", [], id="an unknown line"),
    ],
)
def test_a_line_of_the_other_funders_has_an_amount_and_its_precision(line, expected):
    """A precision alone would not be printed."""
    table = f"{FIRST}.budget.autres_financeurs"
    assert found(f"{table}.{line}") == [(code, f"{table}.{row}") for code, row in expected]


def test_a_ticked_thematic_has_its_block():
    """Every block that has anything to fill: « global » and « promotion » have not."""
    expected = {b.cle for b in load_edition("2026").blocs} - {"global", "promotion"}
    told = set()
    for n, fiche in enumerate(broken().fiches, 1):
        for block in fiche.indicateurs.blocs:
            for finding in found(f"fiches[{n}].indicateurs.blocs.{block}:"):
                assert finding[0] == "FOR-012"
                told.add(block)
    assert told == expected


def test_two_thematics_of_one_block_are_told_once():
    """At the first of them."""
    assert found(f"{FIRST}.indicateurs.blocs.francais:") == [("FOR-012", f"{FIRST}.thematiques[1]")]


@pytest.mark.parametrize(
    ("content", "is_filled"),
    [
        pytest.param("{}", False, id="nothing"),
        pytest.param("{evenements: }", False, id="an empty row"),
        pytest.param('{commentaires: " "}', False, id="a blank comment"),
        pytest.param("{evenements: 0}", True, id="zero"),
        pytest.param("{commentaires: À venir.}", True, id="a comment"),
        pytest.param("{propres: [{libelle: Matchs, cible: 3}]}", True, id="an own row"),
    ],
)
def test_a_block_is_filled_by_any_answer(content, is_filled):
    """Its thematic must then be ticked, and need a block no more."""
    block = f"{THIRD}.indicateurs.blocs.sport"
    assert found(f"{block}: {content}") == (
        [] if is_filled else [("FOR-012", f"{THIRD}.thematiques[1]")]
    )
    assert found(f"{block}: {content}", f"{THIRD}.thematiques[1]:") == (
        [("FOR-013", block)] if is_filled else []
    )


def test_a_block_stays_while_one_of_its_thematics_is_ticked():
    """French has two."""
    assert found(f"{FIRST}.thematiques[1]:") == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("axes[3]: {cle: a, intitule: A}", [("FOR-014", "axes[3]")], id="one empty"),
        pytest.param("axes[3]: {cle: a, intitule: A}\nfiches: []", [], id="no fiche at all"),
        pytest.param(
            "fiches[1].axe: a\nfiches[2].axe: a\nfiches[3].axe: a", [], id="unknown axes only"
        ),
    ],
)
def test_an_axis_has_a_fiche_where_others_have(lines, expected):
    """A contract may be signed before its actions are chosen."""
    assert found(*lines.splitlines()) == expected


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("autres_financeurs.propres[1]", id="a funder"),
        pytest.param("depenses[2]", id="a spending"),
    ],
)
def test_an_own_line_of_the_budget_has_an_amount(line):
    """Zero is one."""
    path = f"{FIRST}.budget.{line}"
    assert found(f"{path}.montant:") == [("FOR-015", path)]
    assert found(f"{path}.montant: 0") == []


def test_an_unknown_edition_of_the_form_is_left_to_another_check():
    """Its boxes and blocks are not known."""
    assert found("edition: 1999", f"{FIRST}.portage[2]: autre") == []


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        pytest.param(f"{FIRST}.description:", Severity.ERREUR, id="no description"),
        pytest.param(f"{FIRST}.territoire:", Severity.AVERTISSEMENT, id="no territory"),
        pytest.param(f"{SECOND}.porteurs:", Severity.INFORMATION, id="a call is out"),
    ],
)
def test_only_what_makes_the_document_wrong_is_an_error(line, severity):
    """The others are looked at by a person."""
    contrat = broken(line)
    assert [f.severity for check in form.CHECKS for f in check(contrat)] == [severity]


MINE = [f"ctai_docs.rules.{name}" for name in ("people", "form", "time", "names")]


def test_wording_is_in_french_typography(subtests):
    """Sentences, spaced as French is, with a source and an example."""
    for rule in rules(*MINE):
        with subtests.test(rule.code):
            for text in (rule.found, rule.rule, rule.remedy):
                assert text.endswith((".", "{limite}"))
                assert (typeset(text), "'" in text) == (text, False)
            assert rule.source
            assert rule.example


@pytest.mark.parametrize("name", MINE)
def test_codes_run_without_a_gap(name):
    """A code is never given twice."""
    given = codes(name)
    prefix = given[0][:4]
    assert given == [f"{prefix}{n:03}" for n in range(1, len(given) + 1)]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        pytest.param("public_cible: Jeunes", "public_cible", id="a text"),
        pytest.param(
            "indicateurs.liste: Douze séances", "indicateurs.liste", id="a part of a part"
        ),
    ],
)
def test_what_an_edition_does_not_print_is_told_once(line, path):
    """At its first value, whatever it holds."""
    told = [place for code, place in found(f"{FIRST}.{line}") if code == "FOR-016"]
    assert len(told) == 1
    assert told[0].startswith(f"{FIRST}.{path}")


def test_a_funder_of_nothing_needs_no_precision_and_has_an_amount():
    """0 € is an amount: a precision beside it is not alone."""
    others = f"{THIRD}.budget.autres_financeurs"
    line = "prives: {montant: 0, precision: bailleurs}"
    assert "FOR-011" not in [code for code, _ in found(f"{others}.{line}")]
