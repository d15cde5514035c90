"""Pairs of contracts that share much, for the laws of avenants.

Generic, as the code under test is: `mixed` knows no field of the model.
"""

from __future__ import annotations

from hypothesis import strategies as st
from pydantic import ValidationError

from ctai_docs.contract.avenants.tree import tree
from ctai_docs.contract.model import Contrat, FicheAction
from tests.strategies import contrats, fiches


@st.composite
def pairs(draw):
    """Return a strategy of two contracts: the second is the first, here and there a third one."""
    first, other = draw(contrats()), draw(contrats())
    return first, changed(draw, first, other)


def changed(draw, first, other):
    """Return `first` with values, elements and an order from `other`."""
    data = _mixed(draw, tree(first), tree(other))
    try:
        return Contrat.model_validate(data)
    except ValidationError:  # a box without a key or a label, too few parties
        return other


@st.composite
def pairs_of_fiches(draw):
    """Return a strategy of two lists of fiches; some of the second are of the first, changed."""
    some = st.lists(fiches(), min_size=1, max_size=3)
    first, other = (list({fiche.cle: fiche for fiche in draw(some)}.values()) for _ in range(2))
    second = [_changed_fiche(draw, fiche, other[0]) for fiche in first if draw(_OFTEN)]
    new = [fiche for fiche in other if fiche.cle not in {f.cle for f in first}]
    return tuple(first), tuple(draw(_shuffled([*second, *new])))


def _changed_fiche(draw, fiche, other):
    data = _mixed(draw, tree(fiche), tree(other)) | {"cle": fiche.cle}
    try:
        return FicheAction.model_validate(data)
    except ValidationError:  # a box without a key or a label
        return other.model_copy(update={"cle": fiche.cle})


def _mixed(draw, a, b):
    """Return a tree between `a` and `b`."""
    if isinstance(a, dict) and isinstance(b, dict) and draw(_INSIDE):
        kept = [key for key in a if key in b or draw(_OFTEN)]
        new = [key for key in b if key not in a and draw(_OFTEN)]
        return {k: _mixed(draw, a[k], b[k]) if k in b else a[k] for k in kept} | {
            key: b[key] for key in new
        }
    if isinstance(a, list) and isinstance(b, list) and draw(_INSIDE):
        kept = [_mixed(draw, item, draw(_one_of(b)) if b else item) for item in a]
        kept = [_with_key_of(item, old) for item, old in zip(kept, a, strict=True)]
        chosen = [item for item in kept + b if draw(_OFTEN)]
        return draw(_shuffled(chosen)) if draw(st.booleans()) else chosen
    return draw(_one_of([a, a, b]))


def _one_of(items):
    """Return a strategy of these items; by rank, as Hypothesis would print them all."""
    return st.integers(0, len(items) - 1).map(lambda rank: items[rank])


def _shuffled(items):
    """Return a strategy of the orders of these items; by rank too."""
    ranks = st.permutations(range(len(items)))
    return ranks.map(lambda order: [items[rank] for rank in order])


_INSIDE = st.sampled_from([True, True, True, False])
_OFTEN = st.sampled_from([True, True, True, False])


def _with_key_of(item, old):
    """Return an element under the name of the one that it comes from."""
    if isinstance(item, dict) and isinstance(old, dict) and item.keys() & old.keys():
        name = next(iter(old))
        return item | {name: old[name]}
    return item
