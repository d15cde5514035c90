"""The redlines of avenants: a contract, its fiches and its budget, before and after."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest
from lxml import etree

import ctai_docs
from ctai_docs.contract.avenants import Historique
from ctai_docs.documents.avenant import Chronologie
from ctai_docs.documents.ensemble import Ensemble
from ctai_docs.machine.engine.definitions import W
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.engine.package import open_package
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.word.redline import accept_all, reject_all
from tests.contract.avenants.making import avenant, metz, specimen
from tests.documents.test_avenant import chronologie
from tests.machine.word.redline_office import office_texts
from tests.machine.word.redlines import broken, plain_dump
from tests.support.sdk import sdk_errors

FOLDER = "avenants/avenant-{:02}-suivi/"


@cache
def grenoble():
    """Return the contract of Grenoble and its two avenants."""
    dossier = ctai_docs.load("examples/grenoble_2019")
    return Chronologie(dossier.historique, logos=dossier.logos)


def one(*changes, **others):
    """Return the redlines of an avenant on the contract of Metz, by the names of their files."""
    past = Historique(metz(), (avenant(*changes, **others),))
    return {n.removeprefix(FOLDER.format(1)): make for n, make in Chronologie(past).suivi(1).pack()}


def paired(states, number):
    """Return each redline of an avenant with its two documents, by its name."""
    olds, news = states.rendu(number - 1), states.rendu(number)
    keys = {news.fiche_name(f).rpartition("/")[2]: f.cle for f in news.contrat.fiches}
    found = {}
    for nom, make in states.suivi(number).pack():
        name = nom.removeprefix(FOLDER.format(number))
        found[name] = [make(), *(_made(rendu, name, keys) for rendu in (olds, news))]
    return found


def _made(rendu, name, keys):
    if name == "contrat.docx":
        return rendu.contrat_complet(annexes=False)
    return rendu.fiche(keys[name]) if name in keys else rendu.annexe_budgetaire()


@cache
def cases():
    """Return the redlines of four avenants as (redline, before, after)."""
    states = {"metz": chronologie(), "grenoble": grenoble()}
    return {
        f"{place}-{number}-{name[:10]}": tuple(file.contenu for file in files)
        for place, each in states.items()
        for number in (1, 2)
        for name, files in paired(each, number).items()
    }


def test_each_document_that_changed_has_a_redline():
    """Not the fiches whose number moved, nor those added; a replaced one has its new name."""
    names = [nom for nom, _ in chronologie().suivi(1).pack()]
    assert [name.removeprefix(FOLDER.format(1))[:16] for name in names] == [
        "contrat.docx",
        "fiche-01-courir-",
        "fiche-10-un-toit",
        "annexe-budgetair",
    ]


@pytest.mark.parametrize(
    ("change", "names"),
    [
        pytest.param(
            {"modifier": "tribunal", "avant": "Strasbourg", "apres": "Nancy"},
            ["contrat.docx"],
            id="a clause",
        ),
        pytest.param(
            {"modifier": "fiches.un-toit.calendrier", "avant": None, "apres": "Toute l'année."},
            ["fiche-08"],
            id="a text of a fiche",
        ),
        pytest.param(
            {"modifier": "fiches.un-toit.fin", "avant": None, "apres": "30 novembre 2026"},
            ["contrat.docx", "fiche-08"],
            id="a date that the page at a glance shows",
        ),
        pytest.param(
            {"modifier": "fiches.un-toit.budget.subvention_p104", "avant": None, "apres": "13 000"},
            ["contrat.docx", "fiche-08", "annexe-b"],
            id="an amount that the body sums by axis",
        ),
        pytest.param(
            {"supprimer_fiche": "culture-sport"},
            ["contrat.docx", "annexe-b"],
            id="a fiche dropped",
        ),
    ],
)
def test_what_did_not_change_has_none(change, names):
    """The budget and the clauses stay out where an avenant leaves them alone."""
    if "avant" in change:
        change = change | {"avant": _present(change["modifier"])}
    assert [name[: len(start)] for name, start in zip(one(change), names, strict=True)] == names


def _present(path):
    *_, field = path.split(".")
    held = metz()
    if path.startswith("fiches."):
        held = next(f for f in held.fiches if f.cle == path.split(".")[1])
        held = held.budget if ".budget." in path else held
    return getattr(held, field)


def test_accepted_they_say_the_new_text_rejected_the_old():
    """To the word, for every document of four avenants; no invariant of Word is broken."""
    assert len(cases()) == 10
    for name, (file, before, after) in cases().items():
        assert plain_dump(accept_all(file)) == plain_dump(after), name
        assert plain_dump(reject_all(file)) == plain_dump(before), name
        assert broken(file) == [], name
        assert check_invariants(accept_all(file)) + check_invariants(reject_all(file)) == [], name


def test_fields_and_links_lead_to_bookmarks_of_the_same_file():
    """Those dropped to the old places: numbers of articles move, and bookmarks are named after."""
    for name, (file, _, _) in cases().items():
        tree = _body(file)
        there = {e.get(W + "name") for e in tree.iter(W + "bookmarkStart")}
        codes = (e.text or "" for e in tree.iter(W + "instrText", W + "delInstrText"))
        cited = [code.split()[1] for code in codes if "REF " in code]
        cited += [e.get(W + "anchor") for e in tree.iter(W + "hyperlink") if e.get(W + "anchor")]
        assert not set(cited) - there, name


def test_a_chart_that_changed_keeps_both_its_workbooks():
    """The old one is dropped, and can come back."""
    file, before, after = cases()["metz-1-annexe-bud"]
    books = [sum(".xlsx" in n for n in open_package(f).parts) for f in (file, before, after)]
    assert books[0] == books[1] + books[2] > 0


@pytest.mark.sdk
def test_they_are_valid_for_microsoft():
    """A contract, fiches and a budget with changes in them."""
    assert {name: sdk_errors(file) for name, (file, _, _) in cases().items()} == {
        name: [] for name in cases()
    }


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_accepts_and_rejects_them_line_by_line(tmp_path):
    """What it gives is what it says of the two documents."""
    sides = ("redline", "before", "after")
    files = {
        f"{n:02}-{side}": data
        for n, case in enumerate(cases().values())
        for side, data in zip(sides, case, strict=True)
    }
    found = office_texts(files, tmp_path)
    for n, name in enumerate(cases()):
        for how, side in (("accepted", "after"), ("rejected", "before")):
            assert found[f"{n:02}-redline", how] == found[f"{n:02}-{side}", how], (name, how)


def test_the_changes_are_by_the_author_of_the_avenant_on_its_date():
    """Where it names none, by the avenant; before it is signed, on the day it takes effect."""
    change = {"modifier": "lieu_signature", "avant": metz().lieu_signature, "apres": "Nancy"}
    assert _signed(one(change, auteur="Ville de Metz", date_signature="4 mai 2027")) == {
        ("Ville de Metz", "2027-05-04")
    }
    assert _signed(one(change, date_effet="1er juin 2027")) == {("Avenant n° 1", "2027-06-01")}


def _signed(redlines):
    (make,) = redlines.values()
    marks = _body(make().contenu).iter(W + "ins", W + "del")
    return {(e.get(W + "author"), e.get(W + "date")[:10]) for e in marks}


def _body(file):
    package = open_package(file)
    return etree.fromstring(package.parts[package.main])


def test_the_pack_holds_them_and_an_avenant_alone_too():
    """The same bytes each time, from the dossier or from the history."""
    dossier = ctai_docs.load("examples/grenoble_2019")
    pack = {file.nom: file.contenu for file in ctai_docs.render_pack(dossier)}
    for number in (1, 2):
        alone = {file.nom: file for file in ctai_docs.render_redline(dossier, number)}
        assert alone
        assert all(nom.startswith(FOLDER.format(number)) for nom in alone)
        assert {nom: file.contenu for nom, file in alone.items()} == {
            nom: data for nom, data in pack.items() if nom in alone
        }
    sources = [file.source for n in (1, 2) for file in ctai_docs.render_redline(dossier, n)]
    assert len({*sources}) == len(sources)


@pytest.mark.parametrize("number", [0, 3])
def test_an_unknown_avenant_is_told_with_the_nearest(number):
    """As for the avenant itself."""
    with pytest.raises(CtaiError, match="DEM-003"):
        grenoble().suivi(number)


def test_a_contract_without_avenant_has_no_redline():
    """As it has no avenant."""
    with pytest.raises(CtaiError, match="DEM-003"):
        Ensemble(metz()).suivi(1)
    with pytest.raises(CtaiError, match="DEM-003"):
        ctai_docs.render_redline("examples/metz_2026", 1)


def test_a_pack_without_avenants_does_not_import_them():
    """It pays nothing for what it has not."""
    code = (
        "import sys, ctai_docs; list(ctai_docs.render_pack('examples/metz_2026'));"
        "sys.exit('ctai_docs.machine.word.redline' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_first_specimen_is_what_the_cases_are_made_of():
    """A change of each kind: without it the cases above would show little."""
    assert {type(change).__name__ for change in specimen()[0].changements} == {
        *("Modifier", "Ajouter", "Supprimer", "Deplacer"),
        *("AjouterFiche", "RemplacerFiche", "SupprimerFiche"),
    }
