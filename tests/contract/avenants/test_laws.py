"""The laws of avenants, on generated contracts of every shape."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ctai_docs.contract.avenants import (
    apply,
    apply_all,
    articles_modifies,
    avenant_text,
    diff,
    impacted,
    read_avenant,
)
from ctai_docs.contract.model import Axe, Contrat
from ctai_docs.contract.model.avenant import Avenant, Deplacer, Modifier
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.yaml import read_yaml, write_yaml
from tests.contract.avenants.making import metz
from tests.contract.avenants.pairs import changed, pairs, pairs_of_fiches
from tests.strategies import contrats

pytestmark = pytest.mark.slow

many = settings(
    max_examples=int(os.environ.get("AVENANT_EXAMPLES", "30")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@many
@given(pairs())
def test_the_avenant_between_two_contracts_leads_from_one_to_the_other(pair):
    """`apply(a, diff(a, b)) == b`, and back."""
    a, b = pair
    assert apply(a, diff(a, b)) == b
    assert apply(b, diff(b, a)) == a


@many
@given(pairs_of_fiches())
def test_the_avenant_between_two_programmes_of_fiches_leads_from_one_to_the_other(pair):
    """The same law where the fiches alone differ: in few values, in many, in their order."""
    a, b = (metz().model_copy(update={"fiches": fiches}) for fiches in pair)
    assert apply(a, diff(a, b)) == b
    assert apply(b, diff(b, a)) == a


@settings(max_examples=300, deadline=None)
@given(st.data(), st.lists(st.integers(0, 30), max_size=12, unique=True))
def test_any_order_of_a_list_is_reached_by_the_fewest_moves(data, numbers):
    """Elements leave, join and move; what is already in order stays."""
    others = data.draw(st.lists(st.integers(0, 30), max_size=12, unique=True))
    a, b = (
        metz().model_copy(update={"axes": tuple(Axe(cle=f"a{n}", intitule="x") for n in drawn)})
        for drawn in (numbers, data.draw(st.permutations(others)))
    )
    avenant = diff(a, b)
    assert apply(a, avenant) == b
    moved = [c.chemin for c in avenant.changements if isinstance(c, Deplacer)]
    both = [axe.cle for axe in a.axes if axe in b.axes]
    assert len(moved) == len(both) - _longest([[x.cle for x in b.axes].index(k) for k in both])


def _longest(ranks):
    """Return the length of the longest increasing subsequence."""
    best = []
    for n, rank in enumerate(ranks):
        best.append(1 + max((best[m] for m in range(n) if ranks[m] < rank), default=0))
    return max(best, default=0)


@many
@given(contrats(), contrats())
def test_an_avenant_leads_even_to_a_contract_that_shares_nothing(a, b):
    """The law holds for any two contracts."""
    assert apply(a, diff(a, b)) == b


@many
@given(contrats())
def test_a_contract_and_itself_have_no_avenant_between_them(a):
    """`diff(a, a)` is empty, and an empty avenant changes nothing."""
    assert diff(a, a).changements == ()
    assert apply(a, Avenant(numero=1)) == a
    assert not impacted(a, a).fiches
    assert not impacted(a, a).articles


@many
@given(st.data(), pairs(), contrats())
def test_avenants_compose_in_order(data, pair, other):
    """Two avenants one after the other lead to the third contract."""
    a, b = pair
    c = changed(data.draw, b, other)
    avenants = [diff(a, b, numero=1), diff(b, c, numero=2)]
    assert apply_all(a, avenants) == c
    with pytest.raises(CtaiError) as refused:
        apply_all(a, avenants[::-1])
    assert [f.code for f in refused.value.findings] == ["AVE-001"]


@many
@given(st.data(), pairs())
def test_a_change_of_a_value_that_is_not_the_present_one_is_refused(data, pair):
    """Applied twice, a change of value does not fit: it says what it replaces."""
    a, b = pair
    changes = diff(a, b).changements
    at = [n for n, change in enumerate(changes) if isinstance(change, Modifier)]
    assume(at)
    number = data.draw(st.sampled_from(at))
    twice = [*changes, changes[number]]
    with pytest.raises(CtaiError) as refused:
        apply(a, Avenant(numero=1, changements=twice))
    assert [(f.code, f.path[:2]) for f in refused.value.findings] == [
        ("AVE-004", ("changements", len(changes)))
    ]


@many
@given(pairs())
def test_an_avenant_is_written_and_read_back_the_same(pair):
    """Nothing is lost through YAML, by hand or by `avenant_text`; and it does the same."""
    a, b = pair
    avenant = diff(a, b, numero=3, date_effet="2027-01-01", motif="Un motif.\n")
    data = avenant.model_dump(mode="json", exclude_defaults=True)
    assert Avenant.model_validate(read_yaml(write_yaml(data).encode(), "3.yaml").value) == avenant
    again, _ = read_avenant(avenant_text(avenant).encode(), "avenants/3.yaml")
    assert again == avenant
    assert apply(a, again) == b


@many
@given(pairs())
def test_every_change_has_its_sentence(pair):
    """Whatever the contracts, an avenant is told: each sentence ends as one."""
    a, b = pair
    told = articles_modifies(diff(a, b), a, b)
    sentences = [said for article in told for said in article.dispositions]
    assert all(said.phrase.endswith((".", ":")) for said in sentences)
    assert all(said.texte for said in sentences if said.phrase.endswith(":"))


@many
@given(pairs())
def test_a_fiche_is_impacted_when_it_differs(pair):
    """The fiches that differ are told, and no other unless its number or axis is printed anew."""
    a, b = pair
    old, new = ({f.cle: f for f in c.fiches} for c in (a, b))
    assume(len(old) == len(a.fiches) and len(new) == len(b.fiches))
    differ = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    told = impacted(a, b).fiches
    assert differ <= {fiche.cle for fiche in told}
    around = {f.cle for f in told if set(f.champs) <= {"numero", "axe"} and f.champs}
    assert {fiche.cle for fiche in told} - differ <= around


def test_a_contract_is_left_as_it_was():
    """The contract given is not changed by the avenant applied to it."""
    a = Contrat.model_validate(
        {
            "debut": "2026-01-01",
            "fin": "2026-12-31",
            "parties": [
                {"cle": "etat", "type": "etat", "nom": "l'État"},
                {"cle": "ville", "type": "commune", "nom": "la Ville"},
            ],
            "exercices": [{"cle": "2026"}],
        }
    )
    before = a.model_copy(deep=True)
    apply(a, Avenant(numero=1, changements=[{"ajouter": "axes.un", "element": {"intitule": "Un"}}]))
    assert a == before
