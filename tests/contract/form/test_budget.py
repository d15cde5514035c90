"""The lines of the budget, and the one table of the sources that pay."""

from __future__ import annotations

from typing import get_args

import pytest

from ctai_docs.contract.form import LigneBudget, Sorte, editions, load_edition
from ctai_docs.contract.form.budget import SourceFinancement, ends_of_groups, sources_of
from ctai_docs.contract.model import AutresFinanceurs, Budget
from ctai_docs.contract.model.budget import paying_fields

GROUP = LigneBudget(cle="autres", libelle="Autres", sorte=Sorte.GROUPE, propres="Les nôtres")
each_edition = pytest.mark.parametrize("name", editions())


def line(cle, libelle="Ligne", **others):
    """Return a line of a budget."""
    return LigneBudget(cle=cle, libelle=libelle, **others)


def test_a_line_that_says_nothing_more_is_a_source_of_nobody_in_particular():
    """Neither the State's, nor counted in the amount of an axis."""
    (source,) = sources_of([line("fonds_concours", "Fonds de concours")])
    assert source == SourceFinancement("fonds_concours", "Fonds de concours", "Fonds de concours")


def test_parts_totals_and_ratios_pay_nothing():
    """Else an amount would count twice."""
    others = [line(sorte, sorte=sorte) for sorte in Sorte if sorte is not Sorte.SOURCE]
    assert [source.cle for source in sources_of(others)] == ["groupe.propres"]


def test_the_lines_of_an_action_come_after_the_last_of_their_group():
    """Wherever that stands, and where the group is empty."""
    lines = [line("a"), GROUP, line("autres.x"), line("b"), line("autres.y"), line("autrefois")]
    found = [source.cle for source in sources_of(lines)]
    assert found == ["a", "autres.x", "b", "autres.y", "autres.propres", "autrefois"]
    assert ends_of_groups([GROUP, line("b")]) == {"autres": GROUP}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param(("dont programme 147",), "Programme 147", id="dont"),
        pytest.param(("dont x", "Dont autre programme"), "Autre programme", id="short title"),
        pytest.param(("Montant de la contribution", "", "Contribution"), "Contribution", id="said"),
        pytest.param(("Dotation",), "Dotation", id="plain"),
    ],
)
def test_a_source_has_a_name_of_its_own(words, name):
    """In a table of sources nothing is « dont »."""
    said = dict(zip(("libelle", "titre", "source"), words, strict=False))
    assert LigneBudget(cle="x", **said).nom == name


@each_edition
def test_every_field_that_pays_is_a_line_of_each_edition(name):
    """A contract that fills it in has it in every total by source."""
    known = {source.cle for source in load_edition(name).sources}
    for field in paying_fields():
        kinds = get_args(Budget.model_fields[field].annotation) or (
            Budget.model_fields[field].annotation,
        )
        group = f"{field}.propres" if AutresFinanceurs in kinds else field
        assert group in known


@each_edition
def test_the_state_pays_its_programmes_and_the_contract_counts_two_sources(name):
    """Said in the edition, line by line."""
    sources = load_edition(name).sources
    state = [s.cle.rpartition(".")[2] for s in sources if s.etat]
    assert state[:2] == ["subvention_p104", "reliquats"]
    assert all("programme" in cle for cle in state[2:])
    counted = [s.cle for s in sources if s.contrat]
    assert counted == ["subvention_p104", "contribution_collectivite"]


@each_edition
def test_keys_and_names_of_sources_are_unique(name):
    """No two rows of the annex are called alike."""
    sources = load_edition(name).sources
    assert len({s.cle for s in sources}) == len({s.nom for s in sources}) == len(sources)
