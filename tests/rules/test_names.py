"""Names: parties and people, accounts and numbers, the way they are written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctai_docs.contract.model import Contrat
from ctai_docs.machine.findings import show_path
from ctai_docs.rules import names
from ctai_docs.rules.names.redaction import ACTES

from .examples import base, broken

CITY = "parties[2]"
ACCOUNT = "versement.beneficiaires[1].compte"
VOTED = "{numero: 7, partie: ville, organe: conseil_municipal, seance: 24 novembre 2025}"


def found(*lines):
    """Return the code and the path of what the checks find once the lines are applied."""
    contrat = broken(*lines)
    return [(f.code, show_path(f.path)) for check in names.CHECKS for f in check(contrat)]


def test_the_clean_dossier_has_nothing_to_report():
    """Four parties, each with its act and its representative."""
    assert found() == []


def test_a_contract_binds_the_state_and_someone_else():
    """Neither can be missing."""
    prefect = "representants[1].fonction: Préfet du Val-d'Orne"
    states = [
        f"parties[{n}].type: etat\nparties[{n}].habilitation:\nparties[{n}].{prefect}"
        for n in (2, 3, 4)
    ]
    assert found(*states, "pilote:") == [("NOM-002", "parties")]
    act = "parties[1].habilitation: {nature: délégation, date: 2025-11-24}"
    other = "parties[1].representants[1].fonction: Directrice"
    assert found("parties[1].type: departement", act, other) == [("NOM-001", "parties")]


@pytest.mark.parametrize(
    ("party", "function", "is_found"),
    [
        pytest.param(1, "Maire de Valmont", True, id="mayor for the State"),
        pytest.param(1, "Sous-préfet de Valmont", False, id="sous-préfet for the State"),
        pytest.param(1, "Directeur départemental", False, id="director for the State"),
        pytest.param(2, "Préfet du Val-d'Orne", True, id="préfet for a city"),
        pytest.param(2, "Première adjointe au maire", False, id="deputy for a city"),
        pytest.param(3, "Maire, président du CCAS", False, id="mayor for a CCAS"),
    ],
)
def test_the_prefect_signs_for_the_state_alone(party, function, is_found):
    """And no elected person signs for the State."""
    path = f"parties[{party}].representants[1].fonction"
    wanted = [("NOM-028", path)] if is_found else []
    assert found(f"{path}: {function}") == wanted


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            f"{CITY}.habilitation:\ndeliberations:", [("NOM-004", CITY)], id="signed without"
        ),
        pytest.param(
            f"{CITY}.habilitation:\ndeliberations:\ndate_signature:",
            [("NOM-003", CITY)],
            id="not signed yet",
        ),
        pytest.param(
            f"{CITY}.habilitation.date:",
            [("NOM-005", f"{CITY}.habilitation")],
            id="signed, without a date",
        ),
        pytest.param(f"{CITY}.habilitation.date:\ndate_signature:", [], id="a date to come"),
        pytest.param(
            f"{CITY}.habilitation:\ndeliberations[1]: {VOTED}",
            [("NOM-005", "deliberations[1]")],
            id="signed on a project",
        ),
        pytest.param(
            f"{CITY}.habilitation:\ndeliberations[1]: {VOTED}\ndeliberations[1].statut: projet",
            [("NOM-005", "deliberations[1].statut")],
            id="signed on what is called a project",
        ),
        pytest.param(
            f"{CITY}.habilitation:\ndeliberations[1]: {VOTED}\ndeliberations[1].statut: adoptee",
            [],
            id="signed on a vote",
        ),
        pytest.param(
            f"{CITY}.habilitation:\ndate_signature:\ndeliberations[1]: {VOTED}",
            [],
            id="a project, not signed yet",
        ),
        pytest.param(f"deliberations[1]: {VOTED}", [], id="a project beside a declared act"),
        pytest.param(
            "parties[1].habilitation: {date: 24 novembre 2025}",
            [("NOM-006", "parties[1].habilitation")],
            id="a deliberation of the State",
        ),
        pytest.param(
            "parties[1].habilitation: {nature: arrêté de délégation}", [], id="its delegation"
        ),
    ],
)
def test_a_party_has_the_authority_to_sign(lines, expected):
    """A declared act, or a deliberation; the State needs none."""
    assert found(*lines.splitlines()) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(f"{CITY}.representants:", [("NOM-008", CITY)], id="signed"),
        pytest.param(
            f"{CITY}.representants:\ndate_signature:", [("NOM-007", CITY)], id="not signed yet"
        ),
        pytest.param(f"{CITY}.representants[1].nom:", [], id="a function alone"),
        pytest.param(
            "parties[3].representants[1].nom: Leroux Karim",
            [("NOM-009", "parties[3].representants[1].nom")],
            id="of two parties",
        ),
        pytest.param(
            f"{CITY}.representants[2]: {{nom: karim leroux, fonction: Maire}}",
            [("NOM-010", f"{CITY}.representants[2].nom")],
            id="twice of one",
        ),
        pytest.param(
            f"{CITY}.representants[2]: {{nom: Karim LEROY, fonction: Adjoint}}", [], id="two people"
        ),
        pytest.param(
            "temoins[1].nom: Karim LEROUX", [("NOM-011", "temoins[1].nom")], id="a witness too"
        ),
        pytest.param(f"temoins[1].nom:\n{CITY}.representants[1].nom:", [], id="nobody is named"),
    ],
)
def test_each_party_is_represented_by_people_named_once(lines, expected):
    """Case, accents and the order of the names do not count."""
    assert found(*lines.splitlines()) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("pilote: etat", [("NOM-012", "pilote")], id="the State"),
        pytest.param("pilote: ville", [], id="a local party"),
        pytest.param("pilote: inconnu", [], id="an unknown party, for another check"),
        pytest.param("lieu_signature:", [("NOM-013", "date_signature")], id="no place"),
        pytest.param("lieu_signature:\ndate_signature:", [], id="neither place nor date"),
    ],
)
def test_a_contract_is_piloted_and_signed_somewhere(lines, expected):
    """The local parties coordinate it."""
    assert found(*lines.splitlines()) == expected


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("iban: FR14 2004 1010 0505 0001 3M02 607", "NOM-014", id="a wrong key"),
        pytest.param("iban: FR1420041010050500013M02606", None, id="without spaces"),
        pytest.param("iban: FR14 2004 1010 0505 0001 3M02", "NOM-014", id="too short"),
        pytest.param("iban: à venir", "NOM-014", id="words"),
        pytest.param("bic: PSSTFRPP", None, id="eight letters"),
        pytest.param("bic: PSSTFRPPP", "NOM-015", id="nine letters"),
        pytest.param("bic: PSST12PPPAR", "NOM-015", id="no country"),
        pytest.param("bic:", None, id="no BIC"),
        pytest.param("bic: DEUTDEFFXXX", "NOM-016", id="a German bank"),
        pytest.param("bic: BNPAREXXXXX", None, id="a bank of La Réunion"),
        pytest.param("bic: BNPAMQMXXXX", None, id="a bank of Martinique"),
    ],
)
def test_an_account_is_well_written(line, code):
    """The account of the examples, and what is done to it."""
    path = f"{ACCOUNT}.{line.partition(':')[0]}"
    assert found(f"{ACCOUNT}.{line}") == ([(code, path)] if code else [])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param("21990463800018", None, id="without spaces"),
        pytest.param("21990463800019", "NOM-017", id="a wrong key"),
        pytest.param("", None, id="no SIRET"),
        pytest.param("2199046380001", "NOM-017", id="too short"),
        pytest.param("35600000049837", None, id="La Poste, which has its own key"),
        pytest.param("17990001400012", "NOM-018", id="that of the State"),
    ],
)
def test_a_siret_is_well_written_and_of_one_party(number, code):
    """Fourteen figures and a key."""
    assert found(f"{CITY}.siret: {number}") == ([(code, f"{CITY}.siret")] if code else [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("nom:", [("NOM-019", "")], id="neither party nor name"),
        pytest.param("partie: ville", [("NOM-020", ".nom")], id="both"),
    ],
)
def test_a_payee_is_a_party_or_has_a_name(line, expected):
    """One of them."""
    payee = "versement.beneficiaires[2]"
    assert found(f"{payee}.{line}") == [(code, payee + field) for code, field in expected]


@pytest.mark.parametrize(
    ("name", "proposal"),
    [
        pytest.param("Ville de Metz", "la Ville de Metz", id="a city"),
        pytest.param("ville de Metz", "la ville de Metz", id="a city, in lower case"),
        pytest.param("Eurométropole de Metz", "l’Eurométropole de Metz", id="a vowel"),
        pytest.param("État", "l’État", id="an accent"),
        pytest.param("CCAS de Metz", "le CCAS de Metz", id="initials"),
        pytest.param("Métropole Rouen Normandie", "la Métropole Rouen Normandie", id="a métropole"),
        pytest.param("la Ville de Metz", None, id="its article"),
        pytest.param("l'État", None, id="a straight apostrophe"),
        pytest.param("l’État", None, id="a curved apostrophe"),
        pytest.param("Metz Métropole", None, id="a proper noun"),
        pytest.param("Grenoble-Alpes Métropole", None, id="a compound"),
        pytest.param("Centre-Val de Loire", None, id="a hyphen"),
        pytest.param("Villeurbanne", None, id="the beginning of a word"),
        pytest.param("Monsieur le préfet", None, id="a civility"),
    ],
)
def test_a_name_has_its_article_where_it_has_one(name, proposal):
    """Proper nouns have none; common nouns do."""
    contrat = broken(f"{CITY}.court: {name}")
    findings = [f for check in names.CHECKS for f in check(contrat)]
    assert [(f.code, show_path(f.path)) for f in findings] == (
        [("NOM-021", f"{CITY}.court")] if proposal else []
    )
    assert all(f.remedy == f"Écrivez par exemple «\u00a0{proposal}\u00a0»." for f in findings)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("collectivite", id="the collectivité"),
        pytest.param(f"{CITY}.nom", id="a party"),
        pytest.param(f"{CITY}.habilitation.organe", id="its body"),
        pytest.param("versement.ordonnateur", id="who orders the payment"),
        pytest.param("versement.comptable", id="who pays"),
        pytest.param("versement.beneficiaires[2].nom", id="who is paid"),
    ],
)
def test_every_name_of_sentences_has_its_article(place):
    """Wherever the model asks for it."""
    assert found(f"{place}: Conseil municipal") == [("NOM-021", place)]


@pytest.mark.parametrize(
    ("civility", "is_found"),
    [
        pytest.param("Mme", False, id="short"),
        pytest.param("M.", False, id="with a stop"),
        pytest.param("M", True, id="without it"),
        pytest.param("MONSIEUR", False, id="in capitals"),
        pytest.param("Monsieur le", False, id="before a title"),
        pytest.param("Mr", True, id="in English"),
        pytest.param("Maire", True, id="a function"),
    ],
)
def test_a_civility_is_in_use(civility, is_found):
    """Of representatives and witnesses alike."""
    for person in (f"{CITY}.representants[1]", "temoins[1]"):
        place = f"{person}.civilite"
        lines = (f"{place}: {civility}", f"{person}.fonction: Maire de Valmont-sur-Orne")
        assert found(*lines) == ([("NOM-022", place)] if is_found else [])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("8.2", None, id="two levels"),
        pytest.param("7.10", None, id="ten is not one"),
        pytest.param("8.2.1", None, id="a third level, of the préfecture"),
        pytest.param("7.11", "NOM-024", id="past the last"),
        pytest.param("10.1", "NOM-024", id="an unknown matter"),
        pytest.param("8", "NOM-023", id="one level"),
        pytest.param("8,2", "NOM-023", id="a comma"),
        pytest.param("8.02", "NOM-023", id="a zero"),
        pytest.param("8.2 Aide sociale", "NOM-023", id="its label"),
        pytest.param("8.0", "NOM-023", id="no sub-matter"),
    ],
)
def test_an_actes_code_is_in_the_nomenclature(code, expected):
    """A string: « 7.10 » is not « 7.1 »."""
    place = f"{CITY}.habilitation.code_actes"
    assert found(f'{place}: "{code}"') == ([(expected, place)] if expected else [])


def test_the_actes_nomenclature_has_nine_matters():
    """Fifty-seven sub-matters in all, the last of each accepted and the next refused."""
    place = f"{CITY}.habilitation.code_actes"
    assert (list(ACTES), sum(ACTES.values())) == (list(range(1, 10)), 57)
    for matter, last in ACTES.items():
        assert found(f'{place}: "{matter}.{last}"') == []
        assert found(f'{place}: "{matter}.{last + 1}"') == [("NOM-024", place)]


def test_the_actes_code_of_a_deliberation_is_checked_too():
    """Wherever the model has one."""
    lines = [f"deliberations[1]: {VOTED}", 'deliberations[1].code_actes: "8.12"']
    assert found(*lines) == [("NOM-024", "deliberations[1].code_actes")]


@pytest.mark.parametrize(
    ("title", "is_found"),
    [
        pytest.param("Parler pour agir.", True, id="a final stop"),
        pytest.param("Parler, agir, etc.", False, id="an abbreviation"),
        pytest.param("Parler pour agir...", False, id="three stops"),
        pytest.param("PARLER POUR TRAVAILLER", True, id="in capitals"),
        pytest.param("AGIR ET CAF", False, id="initials"),
        pytest.param("1 mois en français professionnel", False, id="a number"),
    ],
)
def test_a_title_is_written_as_one(title, is_found):
    """Of fiches, axes, articles and annexes."""
    places = ("fiches[1].intitule", "axes[1].intitule", "articles[2].titre", "annexes[1].intitule")
    for place in places:
        assert found(f"{place}: {title}") == ([("NOM-025", place)] if is_found else [])


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        pytest.param("", "NOM-027", id="other operators"),
        pytest.param("fiches[2].porteurs: [Passerelles, Mission locale]", "NOM-026", id="the same"),
        pytest.param("fiches[2].exercice: 2027", None, id="another year"),
    ],
)
def test_a_title_is_that_of_one_action(lines, code):
    """An action may come back every year."""
    path = "fiches[2].intitule"
    assert found(f"{path}: PARLER pour travailler !", lines) == ([(code, path)] if code else [])


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_identifier_makes_a_check_raise(text):
    """Whatever is typed for an account, a SIRET, a code or a civility."""
    data = base()
    city, account = data["parties"][1], data["versement"]["beneficiaires"][0]["compte"]
    account |= {"iban": text, "bic": text}
    city |= {"siret": text, "court": text}
    city["representants"][0]["civilite"] = city["habilitation"]["code_actes"] = text
    try:
        contrat = Contrat.model_validate(data)
    except ValueError:
        return
    for check in names.CHECKS:
        list(check(contrat))
