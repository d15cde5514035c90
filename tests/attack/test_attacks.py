"""`make attack`, shorter: the table has nothing in its last column, and an attack can break."""

from __future__ import annotations

from random import Random

import pytest

from ctai_docs.machine.findings import CtaiError
from tools.attack import how_it_broke
from tools.attack.__main__ import ATTACKS, main
from tools.attack.doubling import SHAPES, doubled_inputs, growth
from tools.attack.readers import READERS, samples

DRAWN = [attack for attack in ATTACKS if attack is not doubled_inputs]


@pytest.mark.parametrize("attack", DRAWN, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_an_attack_breaks_nothing(attack, seed):
    """Ten times each; `make attack` draws more of them."""
    trials = list(attack(Random(seed), 10))
    assert trials
    assert [trial for trial in trials if trial.broke] == []


@pytest.mark.slow
@pytest.mark.parametrize(("reader", "name"), SHAPES)
def test_a_reader_is_linear_in_time_and_memory(reader, name):
    """Eight times the input takes about eight times as long, whatever is wrong in it."""
    shape, size = SHAPES[reader, name]
    assert growth(reader, shape, size) == ""


def test_each_reader_has_inputs_that_double():
    """A reader that is added is attacked, damaged and doubled."""
    assert {reader for reader, _ in SHAPES} == set(READERS) == set(samples())


def test_a_quadratic_reader_is_seen(monkeypatch):
    """In time, or in memory: the judge of the doublings can say no."""
    monkeypatch.setitem(READERS, "slow", lambda data: [len(data) for a in data for b in data])
    assert "times the input" in growth("slow", lambda size: bytes(size), 400)


@pytest.mark.parametrize("name", READERS)
def test_samples_are_read(name):
    """What is damaged was sound."""
    for data in samples()[name]:
        assert how_it_broke(lambda data=data: READERS[name](data)) == "" or name == "logo"


def test_an_error_that_is_no_finding_is_told():
    """Not the refusal that is promised."""

    def refuse():
        raise CtaiError([])

    assert how_it_broke(refuse, CtaiError) == ""
    assert how_it_broke(refuse, ValueError).startswith("CtaiError")


def test_the_table_says_what_broke(monkeypatch, capsys):
    """And the exit code, for whoever runs it at night."""
    monkeypatch.setenv("CTAI_DOCS_CACHE", "non")
    monkeypatch.setattr("tools.attack.__main__.ATTACKS", (DRAWN[3],))
    assert main(["3"]) == 0
    assert "| 3 | 0 |" in capsys.readouterr().out
    monkeypatch.setattr("tools.attack.characters.plain_text", lambda _: "rien")
    monkeypatch.setattr("tools.attack.characters._DISGUISED", ("[a](https://{}.test)",))
    assert main(["3"]) == 1
    assert "prints « rien »" in capsys.readouterr().out
