"""Every figure of the published act stands in the documents, where it belongs."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from ctai_docs.contract.facts import Citations
from ctai_docs.machine.french import read_amount, write_amount, write_date
from tests.documents import packs
from tests.documents.packs import docx, fiche_files
from tests.documents.reading import normal
from tests.metz.figures_table import Figure, example, figures, value_at

KEPT = [pytest.param(f, id=str(f)) for f in figures() if not f.retire]
COUNTED: Counter[str] = Counter()
ACT = "deliberation-25-09-25-17/deliberation.docx"


def is_amount(figure: Figure) -> bool:
    """Tell whether a path holds an amount in euros, and no text."""
    last = figure.etapes[-1]
    return (
        (figure.ou.startswith("budget.") and last not in ("commentaires", "precision", "libelle"))
        or last in ("montant", "total_contributions")
    ) and re.fullmatch(r"[\d ,]+", value_at(figure)) is not None


def printed(figure: Figure) -> str:
    """Return a figure as a page shows it, normalised."""
    if is_amount(figure):
        return normal(write_amount(read_amount(figure.valeur)))
    if figure.ou == "axe":
        axes = packs.contrat().axes
        (axe,) = (a for a in axes if a.cle == figure.valeur)
        return normal(f"Axe n° {packs.contrat().numero_axe(axe)} : {axe.intitule}")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", figure.valeur):
        return normal(write_date(date.fromisoformat(figure.valeur)))
    text = re.sub(r"^\d+\. |\*\*", "", figure.valeur)  # numbers of lists are the list's
    return normal(resolved(text))


def resolved(text: str) -> str:
    """Return a text with its references as they are printed."""
    citations = Citations(packs.contrat())
    return re.sub(
        r"<(\w+):([\w.-]+)>", lambda found: citations.find(found[1], found[2]).texte, text
    )


def tag_of(figure: Figure) -> str:
    """Return the tag of the control that holds a figure of a fiche: lists are counted from 1."""
    steps = list(figure.etapes)
    last_of_row = ("cible", "montant", "description", "libelle")
    if len(steps) > 1 and (steps[-1] in last_of_row or figure.ou.startswith("porteurs.")):
        steps.pop()  # the row of an indicator, of a line of the budget, or an operator
    data = example(figure.table)
    path = []
    for step in steps:
        data = data[step]
        path.append(step + 1 if isinstance(step, int) else step)
        if (
            isinstance(step, int)
            and isinstance(data, dict)
            and len(data) == 1
            and step != steps[-1]
        ):
            (key,) = data
            if key not in ("libelle", "nom"):  # a box with its precision
                return ".".join(map(str, [*path[:-1], key, "precision"]))
    return ".".join(map(str, path))


def test_the_tables_hold_every_figure_of_the_act():
    """Some five hundred, each with its lines in the act."""
    assert len(figures()) >= 470
    assert {f.table for f in figures()} == {"contrat", *(f"{n:02}" for n in range(1, 13))}
    assert all(f.source and f.publie for f in figures())


def test_a_figure_that_differs_from_the_act_says_why(subtests):
    """What is dropped has no place; what is corrected has one."""
    for figure in (f for f in figures() if f.retire or f.corrige):
        with subtests.test(str(figure)):
            assert figure.raison
            assert figure.retire == (figure.ou == "")


def test_a_figure_stands_at_its_place_in_the_example(subtests):
    """In the file, at the path that the table gives."""
    for figure in (f for f in figures() if not f.retire):
        with subtests.test(str(figure)):
            assert normal(figure.valeur) in normal(value_at(figure))


@pytest.mark.parametrize("figure", KEPT)
def test_a_figure_is_printed_where_it_belongs(figure):
    """In its row, in its text, or in the contract."""
    if figure.table == "contrat":
        check_contract(figure)
    else:
        check_fiche(figure)


def check_contract(figure):
    """A figure of the contract stands in it, and not only in an annex."""
    names = [ACT] if figure.ou.startswith("deliberations") else []
    names += [] if figure.ou.startswith("deliberations.0.expose") else ["contrat-sans-annexes.docx"]
    for name in names:
        assert printed(figure) in normal(docx(name).texte), name
    COUNTED["contract"] += 1


def check_fiche(figure):
    """A figure of a fiche stands in the control of its path, in the row of its label."""
    name = list(fiche_files())[int(figure.table) - 1]
    document = docx(name)
    tag = tag_of(figure)
    if tag not in document.answers:
        assert figure.ou in ("axe", "debut", "fin"), tag
        assert printed(figure) in normal(document.texte)
        COUNTED["heading"] += 1
        return
    answer = document.answers[tag]
    if len(figure.etapes) > 1 and figure.etapes[-1] in ("description", "libelle"):
        assert printed(figure) in " ".join(document.row(tag))
        COUNTED["row"] += 1
    elif is_amount(figure) or figure.etapes[-1] == "cible" or is_row(figure):
        label, *_, value = document.row(tag)
        assert len(label) > 5
        assert value == answer
        assert printed(figure) == value or printed(figure) in value == normal(value_at(figure))
        COUNTED["row"] += 1
    else:
        assert printed(figure) in answer
        COUNTED["text"] += 1


def is_row(figure):
    """Tell whether a path is a row of the form's tables of indicators."""
    own = {"commentaires", "texte", "nature", "outils", "description", "propres"}
    return figure.ou.startswith("indicateurs.") and not own & set(figure.etapes)


def test_the_figures_were_counted(capsys):
    """How many stand in rows, in texts, in headings and in the contract."""
    rows = COUNTED["row"]
    with capsys.disabled():
        kinds = ", ".join(f"{count} in {kind}s" for kind, count in sorted(COUNTED.items()))
        print(f"\nfigures of the Metz act: {len(figures())}, of which {kinds}", end=" ")
    if sum(COUNTED.values()) == len(KEPT):  # the whole table was run
        assert rows > 140
