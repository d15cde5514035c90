"""`read_partial`: one value that cannot be read hides nothing, and nothing false is said of it."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctai_docs.dossier.partial import read_partial
from ctai_docs.machine.findings import Severity

EXAMPLES = sorted(p.parent for p in Path("examples").glob("*/contrat.yaml"))
READING = ("MOD", "YML", "DOS")
"""The families of what is said of a value that cannot be read."""
LINE = re.compile(r"^( *(?:- )?[a-z_0-9]+: +)([^\s|>\[{#&*!].*)$", re.MULTILINE)
UNREADABLE = ["{zz: {yy: [x]}}", "[[x]]", '"jamais fermé']


@cache
def said(example):
    """Return what is said of an example as it is: code and message."""
    return {(f.code, f.found) for f in read_partial(example).findings}


@st.composite
def broken(draw):
    """Draw an example, and a few of its values that are typed so that they cannot be read."""
    example = draw(st.sampled_from(EXAMPLES))
    files = sorted(p.relative_to(example) for p in example.rglob("*.yaml"))
    places = [
        (name, match.span(2))
        for name in files
        for match in LINE.finditer((example / name).read_text(encoding="utf-8"))
    ]
    return example, draw(
        st.lists(
            st.tuples(st.sampled_from(places), st.sampled_from(UNREADABLE)), min_size=1, max_size=3
        )
    )


def retyped(example, changes, folder):
    """Write an example into a folder with some of its values typed otherwise."""
    shutil.copytree(example, folder)
    for (name, (start, end)), text in sorted(changes, key=lambda change: change[0], reverse=True):
        path = folder / name
        before = path.read_text(encoding="utf-8")
        path.write_text(before[:start] + text + before[end:], encoding="utf-8")


@given(broken())
@settings(max_examples=25, deadline=None)
def test_nothing_false_is_said_of_what_cannot_be_read(drawn):
    """The examples are without fault: what is said beside the values is said without them."""
    example, changes = drawn
    with TemporaryDirectory() as parent:
        retyped(example, changes, Path(parent, "d"))
        lecture = read_partial(Path(parent, "d"))
    if lecture.dossier is not None:  # what was typed can be read after all
        return
    told = [f for f in lecture.findings if f.severity is not Severity.INFORMATION]
    assert any(f.code.startswith(READING) for f in told)
    new = [
        f for f in told if not f.code.startswith(READING) and (f.code, f.found) not in said(example)
    ]
    assert [str(f) for f in new] == []


@pytest.fixture
def metz(tmp_path):
    """Return a copy of the Metz dossier, and a function that retypes a text of one of its files."""
    folder = tmp_path / "metz"
    shutil.copytree("examples/metz_2026", folder)

    def retype(name, before, after):
        (path,) = folder.glob(name)
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    return folder, retype


def codes(lecture):
    """Return the codes of what is said, each with its file, without the informations."""
    grave = (f for f in lecture.findings if f.severity is not Severity.INFORMATION)
    return [(f.code, f.where.file.partition("-")[0]) for f in grave]


COST = ("fiches/05*", "cout_total: 45 800", "cout_total: 45 900")


@pytest.mark.parametrize(
    ("name", "before", "after", "code"),
    [
        pytest.param("fiches/08*", "subvention_p104: 12 000", "subvention_p104: 12 00O", "MOD-006"),
        pytest.param("fiches/08*", "debut: ", "debut: hier # ", "MOD-006"),
        pytest.param("fiches/08*", "axe: ", "axe: {a: 1} # ", "MOD-004"),
        pytest.param("fiches/08*", "budget:", "budjet:", "MOD-002"),
        pytest.param("fiches/08*", "intitule: ", 'intitule: "', "YML-010"),
        pytest.param("contrat.yaml", "debut: ", "debut: hier # ", "MOD-006"),
    ],
)
def test_a_value_that_cannot_be_read_hides_no_other_fault(metz, name, before, after, code):
    """The fault is in another file; nothing else is said."""
    folder, retype = metz
    retype(*COST)
    alone = codes(read_partial(folder))
    assert [found for found, _ in alone] == ["MON-004"]
    retype(name, before, after)
    file = name.rstrip("*")
    assert sorted(codes(read_partial(folder))) == sorted([*alone, (code, file)])


def test_what_waits_is_named(metz):
    """The sums that lack the amount are not said to be wrong: they are said to wait."""
    folder, retype = metz
    retype("fiches/08*", "subvention_p104: 12 000", "subvention_p104: 12 00O")
    waiting = [f for f in read_partial(folder).findings if f.code == "DOS-014"]
    assert [set(re.findall(r"[A-Z]{3}-\d{3}", f.found)) for f in waiting] == [
        {"MON-004", "MON-020", "MON-021", "MON-022"}
    ]


def test_without_the_contract_each_fiche_is_read_alone(metz):
    """What all fiches depend on cannot be read: no check says anything of the whole."""
    folder, retype = metz
    retype(*COST)
    retype("fiches/08*", "subvention_p104: 12 000", "subvention_p104: 12 00O")
    retype("contrat.yaml", "parties:", "parties: [")
    assert [code for code, _ in codes(read_partial(folder))] == ["YML-007", "MOD-006"]


@pytest.mark.parametrize("folder", ["absent", "README.md", "tests"])
def test_what_is_no_dossier_is_said_and_never_raised(folder):
    """A folder that is not there, a file, a folder of something else."""
    lecture = read_partial(folder)
    assert lecture.dossier is None
    assert [f.code[:3] for f in lecture.findings] == ["DOS"]


def test_a_sound_dossier_is_given_whole():
    """With what is accepted and what is worth knowing."""
    lecture = read_partial("examples/metz_2026")
    assert lecture.dossier
    assert lecture.dossier.contrat.fiches
    assert codes(lecture) == []
