"""« En un coup d'œil »: facts of the model alone, on one page whatever their number."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.views.coup_d_oeil import LABEL, MARKS, STEPS, glance
from ctai_docs.documents.views.matieres import contract_entries
from tests.contract.model.making import a_contrat, fiche
from tests.documents.packs import contrat as metz
from tests.documents.reading import Docx, normal
from tests.support.office import pdf_text, to_pdf

DAY_ONE = date(1899, 12, 30)
YEAR = {"debut": "2026-01-05", "fin": "2026-11-09"}


def seen(*fiches, **others):
    """Return the page of a contract that asks for it."""
    asked = {"presentation": {"coup_d_oeil": "oui"}}
    return glance(a_contrat(fiches=fiches or [fiche()], **asked | others))


def people(number, *thematiques, **others):
    """Return a fiche that reaches people."""
    beneficiaires = {"beneficiaires": {"total": number}}
    return fiche(thematiques=thematiques, indicateurs=beneficiaires, **others)


def test_the_page_is_made_where_the_dossier_asks_for_it_and_there_is_a_fiche():
    """And the table of contents leads to it."""
    assert glance(a_contrat(fiches=[fiche()])) is None
    assert glance(a_contrat(presentation={"coup_d_oeil": "oui"})) is None
    assert seen() is not None
    assert next(e.titre for e in contract_entries(metz())) == "En un coup d'œil"
    assert "En un coup d'œil" not in [e.titre for e in contract_entries(a_contrat())]


def test_axes_and_fiches_have_the_amounts_of_the_model():
    """Those of the budget annex."""
    contrat, page = metz(), glance(metz())
    assert (page.total_cout, page.total_subvention_p104) == (
        contrat.total_cout,
        contrat.total_subvention_p104,
    )
    assert [(f.cout, f.subvention_p104) for axe in page.axes for f in axe.fiches] == [
        (f.budget.cout, f.budget.subvention_p104) for f in contrat.fiches_ordonnees
    ]
    assert [axe.total_cout for axe in page.axes] == [
        sum(f.cout for f in a.fiches) for a in page.axes
    ]
    assert normal(page.resume).startswith("4 axes, 12 fiches-actions : 282 875 €")


def test_an_axis_without_a_fiche_is_counted():
    """As the preamble and the summary by axis count it."""
    axes = [{"cle": cle, "intitule": cle} for cle in ("logement", "emploi", "langue")]
    assert normal(seen(fiche(axe="emploi"), axes=axes).resume).startswith("3 axes, 1 fiche-action")


def test_a_label_stays_on_its_line():
    """Cut between words."""
    page = seen(fiche(intitule="Un titre qui n'en finit pas " * 9))
    label = page.axes[0].fiches[0].libelle
    assert len(label) <= LABEL
    assert label.endswith("…")


# The calendar


def test_a_bar_begins_and_ends_with_its_action():
    """Both days included; an action without dates has no bar, and is named."""
    page = seen(fiche("a", **YEAR), fiche("b"), fiche("c", debut="2026-01-01", fin="2026-01-01"))
    starts, lengths = (series.values for series in page.calendrier.series)
    assert starts[0] == (date(2026, 1, 5) - DAY_ONE).days
    assert starts[0] + lengths[0] - 1 == (date(2026, 11, 9) - DAY_ONE).days
    assert (starts[1], lengths[1]) == (None, None)
    assert lengths[2] == 1
    said = normal(page.calendrier.alt)
    assert "1. Action a : du 5 janvier 2026 au 9 novembre 2026." in said
    assert "2. Action b : dates à fixer." in said
    assert normal(page.note) == "Sans dates : fiche-action n° 2."


def test_without_any_date_there_is_no_calendar():
    """Nothing is guessed from the budget year."""
    assert seen().calendrier is None


def test_the_marks_of_the_calendar_are_the_months_that_they_say(subtests):
    """Whatever the month that begins: one mark a month, a quarter, a half-year or a year."""
    for years, month in product(range(1, 8), range(1, 13)):
        with subtests.test(f"{years} years from month {month}"):
            first = date(2025, month, 1)
            last = date(2025 + years, month, 1) - timedelta(days=1)
            whole = {"debut": first, "fin": last}
            scale = seen(
                fiche(**whole), exercices=[{"cle": "e", **whole}], **whole
            ).calendrier.scale
            assert (scale.low, scale.high) == ((first - DAY_ONE).days, (last - DAY_ONE).days + 1)
            assert (scale.high - scale.low) / scale.step <= MARKS or scale.step == STEPS[-1]
            every = {31: 1, 92: 3, 184: 6, 366: 12}[scale.step]
            for count in range((scale.high - scale.low) // scale.step + 1):
                mark = DAY_ONE + timedelta(days=scale.low + count * scale.step)
                months = (mark.year - first.year) * 12 + mark.month - first.month
                assert months == count * every


# The public


def test_an_action_counts_in_each_of_its_thematics():
    """In the order of the form; what is no number of people counts for nobody."""
    page = seen(
        people("30", "droits", "francais", cle="a"),
        people("12", "droits", cle="b"),
        people("15 en moyenne", "sport", cle="c"),
        people("100 ménages", "logement", cle="d"),
    )
    chart = page.publics
    assert dict(zip(chart.categories, chart.series[0].values, strict=True)) == {
        "Apprentissage du français": Decimal(30),
        "Accès aux droits": Decimal(42),
        "Accès au sport": Decimal(15),
    }
    assert chart.alt == (
        "Barres. Apprentissage du français, 30 ; Accès aux droits, 42 ; Accès au sport, 15."
    )
    assert "Sans nombre de personnes : fiche-action n° 4." in normal(page.note)


def test_without_a_number_of_people_there_is_no_chart_of_them():
    """Nor a word on how they are counted."""
    page = seen(people("des familles", "droits"))
    assert page.publics is None
    assert "thématiques" not in page.note


# One page


def many(count):
    """Return fiches as full as can be on the page."""
    keys = ("francais", "emploi", "logement", "sante", "droits", "sport", "culture", "mobilite")
    keys += ("parentalite", "republique", "numerique", "global", "acteurs", "promotion")
    title = "Un titre qui n'en finit pas " * 9
    return [people("30", *keys, cle=f"f{n}", intitule=title, **YEAR) for n in range(count)]


def test_beyond_what_the_page_holds_axes_alone_have_rows_and_bars():
    """A bar runs from the first action of its axis to the last."""
    assert [len(axe.fiches) for axe in seen(*many(14)).axes] == [14]
    last = fiche("z", axe="logement", debut="2026-03-01", fin="2027-02-28")
    page = seen(*many(14), last)
    assert [axe.fiches for axe in page.axes] == [(), ()]
    assert page.calendrier.categories == ("Axe 1. Langue", "Axe 2. Logement")
    assert page.calendrier.series[1].values == (309, 365)


@pytest.mark.libreoffice
def test_it_takes_one_page(tmp_path):
    """Metz, one fiche, as many as there is room for, more, and two hundred."""
    contracts = [metz()]
    for count in (1, 14, 20, 200):
        asked = {"presentation": {"coup_d_oeil": "oui"}}
        contracts.append(a_contrat(fiches=many(count), **asked))
    paths = []
    for number, contrat in enumerate(contracts):
        paths.append(tmp_path / f"{number}.docx")
        paths[-1].write_bytes(Rendu(contrat).contrat_complet(annexes=False).contenu)
        assert Docx(paths[-1].read_bytes()).texte.count("En un coup d") == 2
    for pdf in to_pdf(paths, tmp_path):
        pages = [normal(page) for page in pdf_text(pdf).split("\f")]
        (at,) = (n for n, page in enumerate(pages) if "Personnes que visent" in page)
        assert "En un coup d'œil" in pages[at]
        assert "Une action compte" in pages[at]
        assert "Parties" in pages[at + 1]
