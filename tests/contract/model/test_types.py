"""What all types of the contract share, and the short forms of some."""

from __future__ import annotations

import re
import sys
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from pydantic import ValidationError

import ctai_docs.contract.model
from ctai_docs.contract.model import (
    AutresFinanceurs,
    Beneficiaire,
    BlocThematique,
    Budget,
    Case,
    Cible,
    Contrat,
    Exercice,
    FicheAction,
    Modele,
    Montant,
    Partie,
    Porteur,
    Texte,
    TypePartie,
    Valeurs,
)
from tests.contract.model.making import ETAT, VILLE, a_contrat, a_fiche


def subclasses(kind):
    """Yield a type and all that are made from it."""
    yield kind
    for below in kind.__subclasses__():
        yield from subclasses(below)


TYPES = sorted(
    {t for t in subclasses(Modele) if t is not Modele and t.__module__.startswith("ctai_docs")},
    key=lambda t: t.__name__,
)
FIELDS = [(kind, name) for kind in TYPES for name in kind.model_fields]
OPEN = {AutresFinanceurs, Valeurs, BlocThematique}
"""Types whose further keys are those of the form's edition; the checks know which."""


def test_every_type_of_the_contract_is_public():
    """The package names each type of a contract, sorted; those of an avenant keep their module."""
    public = {
        t.__name__ for t in TYPES if t.__name__[0] != "_" and not t.__module__.endswith(".avenant")
    }
    assert public <= set(ctai_docs.contract.model.__all__)
    assert list(ctai_docs.contract.model.__all__) == sorted(ctai_docs.contract.model.__all__)


def test_every_type_is_frozen(subtests):
    """A contract that was checked cannot change before it is rendered."""
    for kind in TYPES:
        with subtests.test(kind.__name__):
            assert kind.model_config["frozen"] is True


def test_a_frozen_type_refuses_a_change():
    """Pydantic holds what the configuration says."""
    with pytest.raises(ValidationError, match="frozen"):
        a_fiche().intitule = "Autre"


def test_a_type_refuses_a_key_that_it_does_not_know(subtests):
    """A misspelt key is an error, and never a text that vanishes."""
    for kind in (t for t in TYPES if t not in OPEN):
        with subtests.test(kind.__name__):
            known = (
                {"cle": "caf"} if kind is Case else {}
            )  # a box of one key is that key's precision
            with pytest.raises(ValidationError) as caught:
                kind.model_validate(known | {"montnat_inconnu": "1"})
            assert ("extra_forbidden", ("montnat_inconnu",)) in [
                (error["type"], error["loc"]) for error in caught.value.errors()
            ]


@pytest.mark.parametrize(("kind", "value"), [(Valeurs, ["a"]), (AutresFinanceurs, "douze euros")])
def test_an_answer_under_a_key_of_the_form_is_still_typed(kind, value):
    """The keys are open; what they hold is not."""
    with pytest.raises(ValidationError):
        kind.model_validate({"programme_147": value})


def test_every_field_has_a_title_that_people_can_read(subtests):
    """The title is the field's wording in messages, tables and editors."""
    for kind, name in FIELDS:
        with subtests.test(f"{kind.__name__}.{name}"):
            title = kind.model_fields[name].title or ""
            assert title[:1].isupper()
            assert "_" not in title


UNACCENTED = re.compile(
    r"\b(cle|periode|execution|beneficiaires?|numero|intitule|thematiques?|previsionnel|siege|"
    r"representants?|cout|role|libelle|preambule|etat|modalites|depenses?|debut|collectivite|"
    r"civilite|prenom|declare|signee?|numerotation|controles?|regles?|operateurs?|evaluation|"
    r"etats?)\b",
    re.IGNORECASE,
)


def test_every_title_is_written_with_its_accents(subtests):
    """Names are unaccented in code, and never where people read them."""
    for kind, name in FIELDS:
        with subtests.test(f"{kind.__name__}.{name}"):
            assert not UNACCENTED.search(kind.model_fields[name].title)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(k, n) for k, n in FIELDS if Montant in get_args(k.model_fields[n].annotation)],
)
def test_every_amount_says_its_unit(kind, name):
    """Euros are named by the field, its type, or the module that holds it."""
    field = kind.model_fields[name]
    module = sys.modules[kind.__module__].__doc__
    said = " ".join(filter(None, (field.title, field.description, kind.__doc__, module)))
    assert "euro" in said


@pytest.mark.parametrize("name", ["budget", "cible", "fiche", "parties", "contrat"])
def test_every_module_of_the_model_says_where_its_words_come_from(name):
    """A type stands for a published form or for contracts that were read."""
    module = sys.modules[f"ctai_docs.contract.model.{name}"]
    texts = [module.__doc__] + [t.__doc__ for t in TYPES if t.__module__ == module.__name__]
    assert re.search(r"source|form\b|fiches|contrat|contract", " ".join(texts).lower())


def test_every_type_says_what_it_is(subtests):
    """A docstring of its own, not the one it inherits."""
    for kind in TYPES:
        with subtests.test(kind.__name__):
            assert kind.__dict__.get("__doc__")


def test_a_lone_scalar_stands_for_the_field_that_matters():
    """`porteurs: [CLLAJ]` is `porteurs: [{nom: CLLAJ}]`, and is written back so."""
    assert Porteur.model_validate("CLLAJ") == Porteur(nom="CLLAJ")
    assert Beneficiaire.model_validate("ccas") == Beneficiaire(partie="ccas")
    assert a_fiche(porteurs=["CLLAJ"]).model_dump(exclude_unset=True)["porteurs"] == ("CLLAJ",)


def test_a_whole_form_is_written_back_whole():
    """A short form is not made of what says more."""
    written = Porteur(nom="Comité", court="CLLAJ").model_dump(exclude_none=True)
    assert written == {"nom": "Comité", "court": "CLLAJ"}


def test_a_contribution_may_be_one_amount():
    """`contribution_collectivite: 3 000` declares the total without its parts."""
    given = Budget.model_validate({"contribution_collectivite": "3 000"}).contribution_collectivite
    assert (given.montant, given.parts, given.total) == (Decimal(3000), 0, Decimal(3000))


def test_a_box_is_its_key_or_its_key_with_a_precision():
    """`caf`, and `{autre: "SIAO, AFPA"}`."""
    assert Case.model_validate("caf") == Case(cle="caf")
    assert Case.model_validate({"autre": "SIAO"}) == Case(cle="autre", precision="SIAO")
    assert Case.model_validate({"libelle": "Mairie"}) == Case(libelle="Mairie")


@pytest.mark.parametrize("value", [{}, {"cle": "caf", "libelle": "CAF"}])
def test_a_box_has_a_key_or_a_label_of_its_own(value):
    """A box that nobody can name cannot be printed."""
    with pytest.raises(ValidationError):
        Case.model_validate(value)


def test_a_year_alone_is_the_calendar_year():
    """`cle: 2026` needs no dates."""
    year = Exercice.model_validate({"cle": "2026"})
    assert (year.debut, year.fin, year.est_civil) == (date(2026, 1, 1), date(2026, 12, 31), True)


@pytest.mark.parametrize(
    "dates",
    [
        {"cle": "2026", "debut": "2026-10-01", "fin": "2027-09-30"},
        {"cle": "2026-2027", "debut": "2026-01-01", "fin": "2026-12-31"},
        {"cle": "2026", "fin": "2026-06-30"},
    ],
)
def test_a_budget_year_need_not_be_the_calendar_year(dates):
    """Dates that are given win over those of the calendar."""
    assert not Exercice.model_validate(dates).est_civil


def test_a_budget_year_that_is_no_year_says_its_dates():
    """There is no calendar for « 2026-2027 »."""
    with pytest.raises(ValidationError):
        Exercice.model_validate({"cle": "2026-2027"})


def test_a_contract_is_built_in_python_without_a_file():
    """The constructors take what the dossier takes, and typed values as well."""
    contrat = Contrat(
        debut=date(2026, 1, 1),
        fin=date(2026, 12, 31),
        parties=(
            Partie(cle="etat", type=TypePartie.ETAT, nom="l'État"),
            Partie(cle="ville", type=TypePartie.COMMUNE, nom="la Ville de Valmont"),
        ),
        exercices=(Exercice(cle="2026"),),
        fiches=(
            FicheAction(
                cle="un",
                intitule="Action",
                axe="langue",
                description=Texte("Un *texte*."),
                budget=Budget(subvention_p104=Decimal("1200.50")),
            ),
        ),
    )
    assert contrat.etat is contrat.parties[0]
    assert contrat.fiches[0].budget.cout == Decimal("1200.50")


@pytest.mark.parametrize("parties", [(), (ETAT,)])
def test_a_contract_has_two_parties_at_least(parties):
    """A contract with oneself is none."""
    with pytest.raises(ValidationError):
        a_contrat(parties=parties)


def test_a_contract_has_a_budget_year():
    """Fiches stand in one."""
    with pytest.raises(ValidationError):
        a_contrat(exercices=())


def test_what_a_contract_dumps_is_read_as_the_same_contract():
    """Nothing is lost between a contract and its data."""
    contrat = a_contrat(
        parties=(ETAT, VILLE | {"court": "la Ville"}),
        renouvelable="oui",
        fiches=[
            {
                "cle": "un",
                "intitule": "Action",
                "axe": "langue",
                "porteurs": ["CLLAJ", {"nom": "Comité", "role": "phase 2"}],
                "partenaires": ["caf", {"autre": "SIAO"}, {"libelle": "Mairie"}],
                "budget": {
                    "subvention_p104": "12 000,41",
                    "contribution_collectivite": "3 000",
                    "autres_financeurs": {"programme_147": {"montant": "5", "precision": "P147"}},
                    "cout_unitaire": "non calculable",
                },
                "indicateurs": {
                    "propres": [{"libelle": "Sorties", "cible": "6/12"}],
                    "blocs": {"logement": {"menages": "12", "outils": ["Grille"]}},
                },
            }
        ],
    )
    assert Contrat.model_validate(contrat.model_dump(exclude_unset=True)) == contrat
    assert Contrat.model_validate_json(contrat.model_dump_json(exclude_unset=True)) == contrat


def test_the_rows_of_a_table_are_read_by_their_keys():
    """An answer is a target; a row left empty has none."""
    answers = Valeurs.model_validate({"menages": "12", "duree": None})
    assert answers["menages"] == Cible.read("12")
    assert answers["duree"] is None
    assert answers["inconnue"] is None


def test_a_unit_cost_is_an_amount_or_the_reason_why_there_is_none():
    """Real fiches give a sentence where the cost cannot be told."""
    costs = ["2 500", "Non calculable à ce stade", "41,66 €"]
    given = [Budget.model_validate({"cout_unitaire": cost}).cout_unitaire for cost in costs]
    assert given == [Decimal(2500), "Non calculable à ce stade", Decimal("41.66")]


@pytest.mark.parametrize("cost", ["", "deux\nlignes", "12 00", True, "bad\x00"])
def test_another_unit_cost_is_refused(cost):
    """A slip in an amount does not become a phrase."""
    with pytest.raises(ValidationError):
        Budget.model_validate({"cout_unitaire": cost})
