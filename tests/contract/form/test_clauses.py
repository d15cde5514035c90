"""The standard clauses: what they hold, and that all they refer to exists."""

from __future__ import annotations

import pytest

from ctai_docs.contract.facts import BLOCKS, annexes_numerotees, values
from ctai_docs.contract.form import load_clauses
from ctai_docs.machine.markdown import (
    Break,
    ComputedBlock,
    Link,
    ListBlock,
    Paragraph,
    Reference,
    Text,
    parse,
)
from tests.contract.model.making import a_contrat, fiche

CLAUSES = load_clauses()
TEXTS = [pytest.param(c.texte, id=c.cle) for c in CLAUSES.clauses] + [
    pytest.param(text, id=f"bloc-{name}") for name, text in CLAUSES.blocs.items()
]
METZ = [
    *("objet", "duree", "montant", "versement", "referencement"),
    *("gouvernance", "evaluation", "avenant", "annexes", "recours"),
]
OPTIONAL = ["communication", "controle", "reversement", "resiliation", "renouvellement", "donnees"]


def spans(blocks):
    """Yield every span of paragraphs and lists."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.spans
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from spans(item.blocks)


def references(text):
    """Return what a clause refers to, as kind and key."""
    found = [s for s in spans(parse(text).blocks) if isinstance(s, Reference)]
    return {(reference.kind, reference.key) for reference in found}


def test_the_usual_clauses_are_the_articles_of_the_metz_contract():
    """In their order; those that other contracts have are there when they are named."""
    assert [clause.cle for clause in CLAUSES.usuelles] == METZ
    assert [clause.cle for clause in CLAUSES.clauses if clause.facultatif] == OPTIONAL


def test_keys_and_titles_are_unique():
    """An article is known by either."""
    for values_ in ([c.cle for c in CLAUSES.clauses], [c.titre for c in CLAUSES.clauses]):
        assert len(values_) == len(set(values_))


@pytest.mark.parametrize("text", TEXTS)
def test_a_clause_holds_nothing_that_word_cannot_carry(text):
    """The parser has no finding, and the text has blocks."""
    parsed = parse(text)
    assert parsed.findings == ()
    assert parsed.blocks
    assert all(isinstance(b, (Paragraph, ListBlock, ComputedBlock)) for b in parsed.blocks)
    assert all(isinstance(s, (Text, Link, Reference, Break)) for s in spans(parsed.blocks))


@pytest.mark.parametrize("text", TEXTS)
def test_a_clause_refers_only_to_what_exists(text):
    """Articles that are always there, facts that any contract has."""
    contrat = a_contrat(fiches=[fiche()])
    known = {("article", key) for key in METZ}
    known |= {("valeur", name) for name in values(contrat)}
    known |= {("annexe", annex.cle) for annex in annexes_numerotees(contrat)}
    assert references(text) <= known


@pytest.mark.parametrize("text", TEXTS)
def test_a_clause_names_only_blocks_that_are_computed(text):
    """A block of another name would print nothing."""
    named = {b.name for b in parse(text).blocks if isinstance(b, ComputedBlock)}
    assert named <= BLOCKS.keys()


def test_every_computed_block_stands_in_a_clause():
    """A block that no clause prints would be a fact that no contract shows."""
    named = {
        block.name
        for clause in CLAUSES.clauses
        for block in parse(clause.texte).blocks
        if isinstance(block, ComputedBlock)
    }
    assert named == BLOCKS.keys()


def test_no_clause_refers_by_number():
    """« article 7 » would be wrong as soon as an article is added before."""
    import re

    typed = [c.cle for c in CLAUSES.clauses if re.search(r"\b(article|annexe)s? \d", c.texte)]
    assert typed == []


def test_a_clause_is_found_by_its_key():
    """And none is found where there is none."""
    assert CLAUSES.clause("avenant").titre == "Avenant"
    assert CLAUSES.clause("inconnue") is None
