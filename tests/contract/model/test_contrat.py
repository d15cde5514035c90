"""What a contract says of itself: its parties, who may sign, its years, its fiches, its money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from ctai_docs.contract.model import FicheAction
from tests.contract.model.making import CCAS, ETAT, VILLE, a_contrat, fiche

ACT = {
    "numero": "25-1",
    "partie": "ville",
    "organe": "conseil_municipal",
    "seance": "2025-09-25",
}


def test_a_contract_is_named_after_its_collectivite_or_its_local_parties():
    """With the article, contracted after « contrat »."""
    named = a_contrat(collectivite="le Grand Valmont")
    assert (named.designation, named.complement) == ("le Grand Valmont", "du Grand Valmont")
    both = a_contrat(parties=[ETAT, VILLE, CCAS])
    assert both.designation == "la Ville de Valmont et le CCAS de Valmont"
    assert both.complement == "de la Ville de Valmont et du CCAS de Valmont"


def test_the_state_is_one_of_the_parties_and_the_others_are_local():
    """Wherever it stands; a contract may lack it while it is written."""
    contrat = a_contrat(parties=[VILLE, ETAT, CCAS])
    assert contrat.etat.cle == "etat"
    assert [p.cle for p in contrat.parties_locales] == ["ville", "ccas"]
    assert a_contrat(parties=[VILLE, CCAS]).etat is None


@pytest.mark.parametrize(("key", "name"), [("ville", "la Ville de Valmont"), ("vile", None)])
def test_a_party_is_found_by_its_key(key, name):
    """None where no party has it."""
    found = a_contrat().partie(key)
    assert (found.nom if found else None) == name


@pytest.mark.parametrize(
    ("payee", "name"),
    [
        pytest.param({"partie": "ville"}, "la Ville de Valmont", id="a party"),
        pytest.param({"partie": "ville", "nom": "X"}, "la Ville de Valmont", id="a party first"),
        pytest.param({"nom": "la Mission locale"}, "la Mission locale", id="a name"),
        pytest.param({"partie": "vile", "nom": "X"}, "X", id="a name for an unknown key"),
        pytest.param({"partie": "vile"}, "vile", id="an unknown key, in a draft"),
        pytest.param({"montant": "5"}, "", id="nobody yet"),
    ],
)
def test_a_payee_has_the_name_of_its_party_or_its_own(payee, name):
    """What a draft does not know is empty, never « None »."""
    contrat = a_contrat(versement={"beneficiaires": [payee]})
    assert contrat.nom_beneficiaire(contrat.versement.beneficiaires[0]) == name


def test_a_party_signs_by_what_it_declares_or_by_its_deliberation():
    """The State needs neither."""
    voted = a_contrat(deliberations=[ACT], parties=[ETAT, VILLE, CCAS])
    state, city, ccas = (voted.habilitation(p) for p in voted.parties)
    assert state is None
    assert ccas is None
    assert (city.numero, city.organe, str(city.date)) == (
        "25-1",
        "le conseil municipal",
        "2025-09-25",
    )
    declared = a_contrat(
        deliberations=[ACT], parties=[ETAT, VILLE | {"habilitation": {"numero": "9"}}]
    )
    assert declared.habilitation(declared.parties[1]).numero == "9"


@pytest.mark.parametrize(("statut", "voted"), [("projet", False), ("adoptee", True)])
def test_a_deliberation_is_voted_when_it_is_said_to_be(statut, voted):
    """A draft is not."""
    (act,) = a_contrat(deliberations=[ACT | {"statut": statut}]).deliberations
    assert act.est_adoptee is voted
    assert act.reference == "délibération n° 25-1"


def test_the_page_at_a_glance_is_asked_for_and_has_fiches_to_show():
    """Without a fiche it would be empty."""
    asked = {"presentation": {"coup_d_oeil": "oui"}}
    assert a_contrat(fiches=[fiche()], **asked).en_un_coup_d_oeil
    assert not a_contrat(**asked).en_un_coup_d_oeil
    assert not a_contrat(fiches=[fiche()]).en_un_coup_d_oeil


def test_a_fiche_is_of_the_year_that_it_names_or_of_the_first():
    """Most name none."""
    years = [{"cle": "2026"}, {"cle": "2027"}]
    named = [fiche("a"), fiche("b", exercice="2027"), fiche("c", exercice="2035")]
    contrat = a_contrat(fin="2027-12-31", exercices=years, fiches=named)
    assert [contrat.exercice(f).cle for f in contrat.fiches] == ["2026", "2027", "2026"]
    assert contrat.annees == "2026-2027"


LISTED = [
    fiche("a", axe="logement"),
    fiche("b", axe="oubli"),
    fiche("c", sous_theme="Cours"),
    fiche("d", sous_theme="Emploi"),
    fiche("e", sous_theme="Cours"),
]


@pytest.mark.parametrize(
    ("way", "numbers"),
    [
        ("continue", {"c": "1", "d": "2", "e": "3", "a": "4", "b": "5"}),
        ("par_axe", {"c": "1.1", "d": "1.2", "e": "1.3", "a": "2.1", "b": "3.1"}),
        ("par_sous_theme", {"c": "1.1.1", "d": "1.2.1", "e": "1.1.2", "a": "2.1.1", "b": "3.1"}),
    ],
)
def test_fiches_are_numbered_in_the_order_of_their_axes(way, numbers):
    """One whose axis is unknown comes last, in a draft."""
    contrat = a_contrat(fiches=LISTED, numerotation=way)
    assert contrat.numeros == numbers
    assert [contrat.numero_axe(axe) for axe in contrat.axes] == [1, 2]
    by_key = {f.cle: f for f in contrat.fiches}
    assert contrat.axe_de(by_key["b"]) is None
    assert contrat.axe_de(by_key["a"]).cle == "logement"


def paid(*amounts):
    """Return a contract to which the State gives an amount a year; None where it is not known."""
    years = [
        {
            "cle": str(2026 + n),
            "contributions": [
                {"payeur": "ville", "montant": "7"},
                {"payeur": "etat"} | ({"montant": amount} if amount is not None else {}),
            ],
        }
        for n, amount in enumerate(amounts)
    ]
    return a_contrat(fin=f"{2025 + len(amounts)}-12-31", exercices=years)


@pytest.mark.parametrize(
    ("amounts", "total", "known"),
    [(("100", "50"), 150, True), (("100", None), 100, False), (("100", "0"), 100, True)],
)
def test_what_the_state_gives_is_summed_over_the_years(amounts, total, known):
    """0 € is an amount; what others give is not the State's."""
    contrat = paid(*amounts)
    assert contrat.total_etat == Decimal(total)
    assert contrat.contributions_chiffrees is known


def test_a_contract_without_the_state_has_no_amount_of_it():
    """As a draft may be."""
    contrat = a_contrat(parties=[VILLE, CCAS])
    assert contrat.contribution_etat(contrat.exercices[0]) is None
    assert (contrat.total_etat, contrat.contributions_chiffrees) == (0, False)


@pytest.mark.parametrize(
    ("typed", "key", "precision"),
    [
        ("caf", "caf", None),
        ({"autre": "SIAO"}, "autre", "SIAO"),
        ({"cle": "caf"}, "caf", None),
        ({"cle": "autre", "precision": "SIAO"}, "autre", "SIAO"),
        ({"libelle": "CAF de Metz"}, None, None),
    ],
)
def test_a_box_is_read_from_its_short_form(typed, key, precision):
    """A key alone, a key with its precision, or all its keys."""
    (box,) = a_contrat(fiches=[fiche(partenaires=[typed])]).fiches[0].partenaires
    assert (box.cle, box.precision) == (key, precision)


SAT = {"en_exercice": 29, "presents": 15}


@pytest.mark.parametrize(
    ("group", "keys", "least"),
    [
        ("presence", ("presents", "excuses", "absents", "pouvoirs"), 0),
        ("presence", ("en_exercice",), 1),
        ("vote", ("pour", "contre", "abstentions", "sans_vote"), 0),
    ],
)
def test_what_is_counted_in_a_sitting_is_not_below_its_least(group, keys, least):
    """A body has a member; votes and absences may be none."""
    whole = {"presence": SAT, "vote": {}}[group]
    for key in keys:
        (act,) = a_contrat(deliberations=[ACT | {group: whole | {key: least}}]).deliberations
        assert getattr(getattr(act, group), key) == least
        with pytest.raises(ValidationError):
            a_contrat(deliberations=[ACT | {group: whole | {key: least - 1}}])


def test_a_vote_that_says_nothing_is_of_nobody():
    """No voice, no name, and not unanimous."""
    (act,) = a_contrat(deliberations=[ACT | {"vote": {}}]).deliberations
    vote = act.vote
    assert (vote.pour, vote.unanimite, vote.noms_contre) == (None, False, ())
    assert (vote.contre, vote.abstentions, vote.sans_vote) == (0, 0, 0)


def test_editors_are_told_the_short_forms_of_a_box():
    """A key, or one key with its precision: never none, never two."""
    shorts = FicheAction.model_json_schema()["$defs"]["Case"]["anyOf"]
    assert {"type": ["string", "number"]} in shorts
    (pair,) = (form for form in shorts if "minProperties" in form)
    assert (pair["minProperties"], pair["maxProperties"]) == (1, 1)


@pytest.mark.parametrize(
    ("year", "is_calendar"),
    [
        pytest.param({}, True, id="the key alone"),
        pytest.param({"fin": "2026-12-30"}, False, id="a day short"),
        pytest.param({"fin": "2027-12-31"}, False, id="two years"),
        pytest.param({"debut": "2026-01-02"}, False, id="from the second"),
        pytest.param({"debut": "2026-02-01"}, False, id="from February"),
        pytest.param({"debut": "2025-01-01", "fin": "2025-12-31"}, False, id="another year's"),
    ],
)
def test_a_budget_year_is_the_calendar_year_of_its_key_or_is_not(year, is_calendar):
    """From its first day to its last."""
    (found,) = a_contrat(exercices=[{"cle": "2026"} | year]).exercices
    assert found.est_civil is is_calendar
