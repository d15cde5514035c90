"""Deliberations: quorum, votes, signers, dates, and the amounts they cite."""

import pytest

from ctai_docs.contract.model import Organe, TypePartie
from ctai_docs.machine.findings import show_path
from ctai_docs.rules import acts

from .examples import broken

ACT = "deliberations[1]"


def found(*lines):
    """Return the code and the path of what the checks find once the lines are applied."""
    contrat = broken(*lines)
    return [(f.code, show_path(f.path)) for check in acts.CHECKS for f in check(contrat)]


def test_the_clean_dossier_has_nothing_to_report():
    """Its two deliberations were voted by enough members."""
    assert found() == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("partie: etat", [("ACT-001", f"{ACT}.partie")], id="the State"),
        pytest.param("partie: personne", [], id="nobody, which REF-004 tells"),
        pytest.param("organe: conseil_regional", [("ACT-014", f"{ACT}.organe")], id="a région's"),
        pytest.param("statut: projet", [], id="a draft may be anyone's"),
    ],
)
def test_a_deliberation_is_a_local_party_s_by_its_own_body(line, expected):
    """Each kind of party has its assembly."""
    assert [f for f in found(f"{ACT}.{line}") if f[0] in ("ACT-001", "ACT-014")] == expected


@pytest.mark.parametrize(
    ("presence", "expected"),
    [
        pytest.param("{en_exercice: 29, presents: 15, excuses: 14, pouvoirs: 11}", [], id="just"),
        pytest.param(
            "{en_exercice: 29, presents: 14, excuses: 15, pouvoirs: 12}",
            ["ACT-003"],
            id="one short",
        ),
        pytest.param(
            "{en_exercice: 28, presents: 14, excuses: 14, pouvoirs: 12}", ["ACT-003"], id="half"
        ),
        pytest.param(
            "{en_exercice: 29, presents: 22, excuses: 5, pouvoirs: 4}", ["ACT-004"], id="two lost"
        ),
        pytest.param(
            "{en_exercice: 24, presents: 22, excuses: 2, pouvoirs: 4}", ["ACT-005"], id="powers"
        ),
    ],
)
def test_members_add_up_and_enough_sit(presence, expected):
    """Powers count for the vote, never for the quorum."""
    assert [code for code, _ in found(f"{ACT}.presence: {presence}")] == expected


def test_a_draft_has_no_quorum_yet():
    """What was not voted may be prepared with any numbers."""
    sat = "{en_exercice: 29, presents: 4, excuses: 25}"
    lines = (f"{ACT}.statut: projet", f"{ACT}.presence: {sat}", f"{ACT}.vote:")
    assert found(*lines) == []


@pytest.mark.parametrize(
    ("vote", "expected"),
    [
        pytest.param("{pour: 26}", [], id="all"),
        pytest.param("{pour: 25}", ["ACT-006"], id="one voice lost"),
        pytest.param("{pour: 13, contre: 13}", [], id="a tie that the president breaks"),
        pytest.param("{pour: 12, contre: 14}", ["ACT-008"], id="rejected"),
        pytest.param("{unanimite: oui, contre: 1}", ["ACT-007"], id="not unanimous"),
        pytest.param("{pour: 26, noms_contre: [A. Un]}", ["ACT-009"], id="a name too many"),
        pytest.param("{pour: 25, sans_vote: 1}", [], id="one does not vote"),
    ],
)
def test_votes_add_up_and_carry_the_decision(vote, expected):
    """Twenty-two present and four powers are twenty-six voices."""
    assert [code for code, _ in found(f"{ACT}.vote: {vote}")] == expected


def test_only_alsace_moselle_takes_a_secretary_from_outside():
    """The switch of the local law makes the difference."""
    outside = f"{ACT}.secretaire.membre: non"
    assert found(outside) == [("ACT-010", f"{ACT}.secretaire")]
    assert found(outside, f"{ACT}.droit_local: oui") == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param(f"{ACT}.secretaire:", "ACT-011", id="no secretary"),
        pytest.param(f"{ACT}.vote:", "ACT-012", id="no vote"),
        pytest.param("date_signature: 23 novembre 2025", "ACT-013", id="voted after signature"),
        pytest.param("deliberations[2].numero: 2025-11-24-07", "ACT-002", id="one number twice"),
        pytest.param("deliberations[2].numero: 2025/11/24.07", "ACT-002", id="one folder twice"),
        pytest.param("parties[2].habilitation.numero: 7", "ACT-016", id="another number"),
    ],
)
def test_what_a_voted_act_lacks_is_told(line, code):
    """President, secretary, vote, a date before the signature, a number of its own."""
    assert code in [found_code for found_code, _ in found(line)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("L'État apporte 54 000 €.", [], id="the contract's"),
        pytest.param("L'État apporte 54 001 €.", ["ACT-015"], id="another"),
        pytest.param("Soit 45 000 euros par an.", ["ACT-015"], id="in words"),
        pytest.param("Près de 16 000 habitants.", [], id="no amount"),
    ],
)
def test_amounts_cited_are_the_contract_s(text, expected):
    """A typed amount is compared with every amount of the contract."""
    assert [code for code, _ in found(f"{ACT}.expose: {text}")] == expected


@pytest.mark.parametrize("kind", ["autre", "statut_particulier"])
def test_a_party_of_another_kind_deliberates_as_it_is_organised(kind):
    """No assembly is the only one of a groupement or of a collectivité à statut particulier."""
    lines = (f"parties[2].type: {kind}", f"{ACT}.organe: conseil_administration")
    assert "ACT-014" not in [code for code, _ in found(*lines)]


def test_each_kind_of_party_has_an_assembly_and_no_other():
    """The table of the law: the only bodies that a party of this kind is not blamed for."""
    bodies = [organe.value for organe in Organe]
    accepted = {
        kind.value: {
            body
            for body in bodies
            if "ACT-014"
            not in [c for c, _ in found(f"parties[2].type: {kind}", f"{ACT}.organe: {body}")]
        }
        for kind in TypePartie
        if kind is not TypePartie.ETAT
    }
    bounded = {kind: names for kind, names in accepted.items() if names != set(bodies)}
    assert bounded == {
        "commune": {"conseil_municipal"},
        "ccas": {"conseil_administration"},
        "cias": {"conseil_administration"},
        "communaute_communes": {"conseil_communautaire"},
        "communaute_agglomeration": {"conseil_communautaire"},
        "communaute_urbaine": {"conseil_communautaire"},
        "metropole": {"conseil_metropolitain"},
        "departement": {"conseil_departemental", "commission_permanente"},
        "region": {"conseil_regional", "commission_permanente"},
    }


def test_members_away_are_excused_or_absent():
    """Both count for the total, and both may give a power."""
    sat = "{en_exercice: 29, presents: 22, excuses: 3, absents: 4, pouvoirs: 4}"
    assert found(f"{ACT}.presence: {sat}") == []
    sat = "{en_exercice: 29, presents: 22, excuses: 3, absents: 1, pouvoirs: 4}"
    assert [code for code, _ in found(f"{ACT}.presence: {sat}")] == ["ACT-004"]


def test_a_present_member_bears_one_power():
    """Fewer present than powers: some bear two."""
    sat = "{en_exercice: 29, presents: 5, excuses: 24, pouvoirs: 6}"
    lines = (f"{ACT}.statut: projet", f"{ACT}.presence: {sat}", f"{ACT}.vote:")
    assert [code for code, _ in found(*lines)] == ["ACT-005"]


def test_votes_are_not_counted_where_the_presence_is_not_given():
    """There is nothing to hold them against; the majority is still needed."""
    assert found(f"{ACT}.presence:", f"{ACT}.vote: {{pour: 3}}") == []
    assert found(f"{ACT}.presence:", f"{ACT}.vote: {{pour: 3, contre: 4}}") == [
        ("ACT-008", f"{ACT}.vote")
    ]


@pytest.mark.parametrize("sense", ["contre", "abstentions"])
def test_names_are_as_many_as_their_votes(sense):
    """Against, and abstaining; none need be given."""
    vote = f"pour: 24, {sense}: 2"
    named = f"noms_{sense}"
    assert found(f"{ACT}.vote: {{{vote}}}") == []
    assert found(f"{ACT}.vote: {{{vote}, {named}: [A. Un, B. Deux]}}") == []
    assert found(f"{ACT}.vote: {{{vote}, {named}: [A. Un]}}") == [("ACT-009", f"{ACT}.vote")]


def test_the_missing_signatories_are_named():
    """One, or both; a draft needs none."""
    messages = {
        lines: [f.message for check in acts.CHECKS for f in check(broken(*lines))]
        for lines in (
            (f"{ACT}.president:",),
            (f"{ACT}.president:", f"{ACT}.secretaire:"),
            (f"{ACT}.statut: projet", f"{ACT}.president:"),
        )
    }
    one, both, draft = messages.values()
    assert [m.partition(".")[0] for m in one] == ["Il manque le président de séance"]
    both_said = "Il manque le président de séance et le secrétaire de séance"
    assert [m.partition(".")[0] for m in both] == [both_said]
    assert draft == []


def test_an_act_of_the_day_of_the_signature_is_in_time():
    """The assembly sits in the morning, the parties sign at noon."""
    assert found("date_signature: 4 décembre 2025") == found()


@pytest.mark.parametrize("field", ["numero", "date"])
def test_an_habilitation_may_say_again_what_the_act_says(field):
    """The same fact twice is no fault; another one is, and says which."""
    assert found(f"parties[2].habilitation.{field}:") == []
    value = {"numero": "9", "date": "1er novembre 2025"}[field]
    assert found(f"parties[2].habilitation.{field}: {value}") == [
        ("ACT-016", f"parties[2].habilitation.{field}")
    ]


def test_a_slip_in_an_amount_is_told_elsewhere():
    """What cannot be read is held against nothing."""
    assert found(f"{ACT}.expose: Le coût est de 12 00 €.") == []


def test_an_amount_is_told_at_its_line():
    """The third line of the text."""
    line = f'{ACT}.expose: "Un.\\n\\nL’État apporte 41 000 €."'
    (finding,) = acts.check_montants(broken(line))
    assert finding.line_in_text == 2
