"""The budget workbook: what it holds, and that LibreOffice computes what the model does."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from ctai_docs.contract.model import Contrat
from ctai_docs.documents.views.budget import budget_context
from ctai_docs.documents.views.document import Mentions
from ctai_docs.documents.workbook import budget_workbook
from tests.support.sdk import sdk_errors

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
HOSTILE = ["=1+1", "+33 6", "-SUM(A1)", "@SUM(A1)", "#N/A", "_x0041_", "<v>&amp;</v>"]
CENTS = st.integers(0, 10**11).map(lambda cents: f"{Decimal(cents) / 100:.2f}")


def fiche(cle, axe, budget, **others):
    """Return a fiche as a dossier has it."""
    return {"cle": cle, "intitule": f"Action {cle}", "axe": axe, "budget": budget} | others


FICHES = (
    fiche("un", "logement", {"subvention_p104": "35 000", "contribution_collectivite": "35 000"}),
    fiche("deux", "logement", {"subvention_p104": "12 000,41", "reliquats": "500"}),
    fiche(
        "trois",
        "langue",
        {
            "subvention_p104": "1 000",
            "autres_financeurs": {"programme_147": "4 000,10", "propres": []},
        },
        exercice="2028",
    ),
)


def contract(fiches=FICHES, **others):
    """Return a contract of three years: the State's contribution for the second is not known."""
    return Contrat.model_validate(
        {
            "debut": "2026-01-01",
            "fin": "2028-12-31",
            "collectivite": "la Ville de Metz & son CCAS",
            "parties": [
                {"cle": "etat", "type": "etat", "nom": "l'État"},
                {"cle": "ville", "type": "commune", "nom": "la Ville de Metz"},
            ],
            "exercices": [
                {"cle": "2026", "contributions": [{"payeur": "etat", "montant": "170 000"}]},
                {"cle": "2027"},
                {"cle": "2028", "contributions": [{"payeur": "etat", "montant": "500"}]},
            ],
            "axes": [
                {"cle": "logement", "intitule": "Logement"},
                {"cle": "langue", "intitule": "Langue"},
                {"cle": "vide", "intitule": "Sans fiche"},
            ],
            "fiches": fiches,
        }
        | others
    )


def made(contrat, mentions=None):
    """Return the bytes of the workbook of a contract."""
    return budget_workbook(budget_context(contrat, mentions or Mentions()))


def opened(data, **options):
    """Return the workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(data), **options)


def part(data, name):
    """Return the text of a part of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def without_values(data):
    """Return the workbook with formulas only, as openpyxl writes them: nothing to echo."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", old.read(name)))
    return out.getvalue()


def converted(data, form, folder):
    """Return the path of the workbook as LibreOffice converts it, in a profile of its own."""
    source = folder / "annexe.xlsx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", "--norestore", profile, "--convert-to", form]
    command += ["--outdir", folder / "out", source]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return folder / "out" / f"annexe.{form.partition(':')[0]}"


def values(book):
    """Return the rows of each sheet, amounts rounded to the cent and parts to a millionth."""
    return {
        page.title: [[_rounded(cell) for cell in row] for row in page.iter_rows()] for page in book
    }


def _rounded(cell):
    if not isinstance(cell.value, (int, float)):
        return cell.value
    return round(cell.value, 6 if "%" in cell.number_format else 2)


def formulas(book):
    """Return the cells that hold a formula."""
    return [c for page in book for row in page.iter_rows() for c in row if c.data_type == "f"]


@pytest.fixture(scope="module")
def data():
    """Return the workbook of the small contract, as bytes."""
    return made(contract())


@pytest.fixture
def book(data):
    """Return the same, as openpyxl reads it."""
    return opened(data)


@pytest.fixture(scope="module")
def recomputed(data, tmp_path_factory):
    """Return the workbook, stripped of its values, as LibreOffice computes and saves it."""
    folder = tmp_path_factory.mktemp("office")
    return opened(converted(without_values(data), "xlsx", folder).read_bytes(), data_only=True)


# Figures


@pytest.mark.libreoffice
def test_libreoffice_computes_the_totals_of_the_model(recomputed):
    """Totals, sub-totals and the State's part, computed anew, are those of the contract."""
    contrat = contract()
    rows = values(recomputed)["Programmation"]
    logement, total, share = rows[3], rows[-2], rows[-1]
    assert logement[1] == "Sous-total de l’axe 1"
    assert logement[3:] == [82500.41, 47000.41]
    assert total[3:] == [float(contrat.total_cout), float(contrat.total_subvention_p104)]
    part = contrat.total_subvention_p104 / contrat.total_cout
    assert share[3:] == [round(float(part), 6), float(contrat.total_subvention_p104)]


@pytest.mark.libreoffice
def test_libreoffice_computes_every_value_that_the_file_shows(data, recomputed):
    """The value stored beside each formula is the one that its computation gives."""
    assert values(recomputed) == values(opened(data, data_only=True))


def test_every_total_is_a_formula(book):
    """No total, part or difference is a typed number."""
    pages = [book["Programmation"], book["Sources"]]
    totals = [r for p in pages for r in p.iter_rows() if r[0].value.startswith(("Total", "Part"))]
    amounts = [c for row in totals for c in row if c.number_format != "General"]
    assert len(amounts) == 6
    assert {c.data_type for c in amounts} == {"f"}


def test_a_sum_runs_from_the_row_above_its_rows_to_the_row_above_itself(book):
    """So that a row inserted at either end of an axis is counted too."""
    column = [cell.value for cell in book["Programmation"]["D"]]
    assert [v for v in column if str(v).startswith("=SUB")] == [
        "=SUBTOTAL(9,D1:INDEX(D:D,ROW()-1))",
        "=SUBTOTAL(9,D4:INDEX(D:D,ROW()-1))",
        "=SUBTOTAL(9,D1:INDEX(D:D,ROW()-1))",
    ]


def test_a_year_without_amount_stays_in_words(book):
    """A balance is a formula where it can be computed, and words elsewhere."""
    rows = [[cell.value for cell in row] for row in book["Exercices"].iter_rows(min_row=2)]
    assert rows == [
        ["2026", 170000, 47000.41, "=B2-C2"],
        ["2027", "non chiffrée", "à programmer", "sans objet"],
        ["2028", 500, 1000, "=B4-C4"],
    ]


def test_a_reader_that_does_not_compute_sees_figures(data):
    """Every formula has the model's value beside it."""
    shown = opened(data, data_only=True)
    assert shown["Sources"]["B6"].value == 87500.51
    assert all(
        shown[c.parent.title][c.coordinate].value is not None for c in formulas(opened(data))
    )


def test_excel_computes_on_opening(data):
    """The values stored are never trusted by a program that computes."""
    assert 'fullCalcOnLoad="1"' in part(data, "xl/workbook.xml")


def test_a_contract_without_fiches_has_totals_of_zero():
    """Parts of nothing are 0, not an error of division."""
    rows = values(opened(made(contract(())), data_only=True))
    assert rows["Programmation"][1][3:] == [0, 0]
    assert rows["Sources"][1] == ["Total des financements", 0, 0]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(CENTS, CENTS), min_size=1, max_size=5))
def test_cents_are_kept_whatever_the_amounts(amounts):
    """An amount reads back as it was typed, and the total as the model adds it."""
    budgets = [{"subvention_p104": p, "contribution_collectivite": c} for p, c in amounts]
    contrat = contract([fiche(f"f{n}", "langue", budget) for n, budget in enumerate(budgets)])
    rows = values(opened(made(contrat), data_only=True))["Programmation"]
    asked = [Decimal(str(row[4])) for row in rows[1 : len(amounts) + 1]]
    assert asked == [Decimal(p) for p, _ in amounts]
    assert Decimal(str(rows[-2][3])) == contrat.total_cout


# Texts


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text(text):
    """What looks like a formula, an error, an escape or XML is shown as typed."""
    fiches = [fiche("un", "langue", {"subvention_p104": "10"}, porteurs=[text])]
    cell = opened(made(contract(fiches)))["Programmation"]["C2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("_x0041_", "_x005F_x0041_")  # Excel would show « A »
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


@pytest.mark.libreoffice
def test_libreoffice_shows_hostile_texts_as_typed(tmp_path):
    """Another program than ours reads the same texts, and evaluates none."""
    budget = {"subvention_p104": "10"}
    fiches = [fiche(f"f{n}", "langue", budget, porteurs=[t]) for n, t in enumerate(HOSTILE)]
    table = converted(made(contract(fiches)), "csv:Text - txt - csv (StarCalc):9,,76", tmp_path)
    lines = table.read_text("utf-8").splitlines()
    assert [line.split("\t")[2] for line in lines[1 : len(HOSTILE) + 1]] == HOSTILE


def test_titles_in_page_headers_keep_their_ampersands_and_their_length(data):
    """`&` begins a code in a page header, and 255 characters are its limit."""
    assert "Metz &amp;&amp; son CCAS" in part(data, "xl/worksheets/sheet1.xml")
    long = made(contract(collectivite="la Ville & " * 60), Mentions(annexe="Annexe & " * 60))
    header = opened(long)["Sources"].oddHeader
    assert len(f"&L{header.left.text}&R{header.right.text}") <= 255


def test_a_draft_says_so_on_every_sheet():
    """« PROJET » stands in each page header."""
    draft = opened(made(contract(), Mentions(projet=True)))
    assert {page.oddHeader.right.text for page in draft} == {"PROJET"}


# Looks


def test_the_header_row_is_frozen_and_repeated(book):
    """It stays in sight on screen, and on each page should the sheet take several."""
    assert {page.freeze_panes for page in book} == {"A2"}
    assert {page.print_title_rows for page in book} == {"$1:$1"}


def test_each_sheet_prints_on_one_landscape_page(book):
    """A4, landscape, fitted in width and height, pages numbered."""
    for page in book:
        setup = page.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (int(setup.fitToWidth), int(setup.fitToHeight)) == (1, 1)
        assert page.oddFooter.right.text == "Page &P / &N"


def test_no_cell_is_merged_and_each_sheet_is_named(book):
    """Screen readers follow plain rows and columns, under sheets that say what they hold."""
    names = ["Programmation", "Sources", "Axes et sources", "Exercices", "Graphiques"]
    assert book.sheetnames == names
    assert not [page.title for page in book if page.merged_cells.ranges]


def test_a_column_shows_cents_when_one_of_its_amounts_has_some(book):
    """So that decimals are aligned; a column of whole amounts has none."""
    years = book["Exercices"]
    assert years["B2"].number_format == '[$-40C]#,##0\\ "€"'
    assert years["C4"].number_format == '[$-40C]#,##0.00\\ "€"'
    assert book["Sources"]["C2"].number_format == "0\\ %"


# Charts


def charts(data):
    """Return the charts of the file, as trees."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(n for n in archive.namelist() if n.startswith("xl/charts/"))
        return [etree.fromstring(archive.read(name)) for name in names]


def test_the_series_of_a_chart_are_live_cells(data):
    """Each reference leads to cells of the workbook that hold what is drawn beside it."""
    book = opened(data)
    references = [f for chart in charts(data) for f in chart.iter(f"{C}f")]
    assert len(references) == 3 * (4 + 2)  # name, categories, values of each series
    for reference in references:
        sheet, _, area = reference.text.rpartition("!")
        found = book[sheet.strip("'")][area.replace("$", "")]
        cells = [cell for row in found for cell in row] if ":" in area else [found]
        drawn = {int(p.get("idx")): p[0].text for p in reference.getnext().iter(f"{C}pt")}
        for index, cell in enumerate(cells):
            if isinstance(cell.value, (int, float)):
                assert Decimal(drawn[index]) == Decimal(str(cell.value))
            else:
                assert drawn.get(index, cell.value) == cell.value


def test_what_charts_show_is_said_in_words_above_them_and_as_their_alternative_text(book, data):
    """The same words, with the totals of the axes and the contributions of the years."""
    said = [row[1].value for row in book["Graphiques"].iter_rows(min_row=2)]
    drawing = etree.fromstring(part(data, "xl/drawings/drawing1.xml").encode())
    assert [e.get("descr") for e in drawing.iter(f"{XDR}cNvPr")] == said
    assert "1, Logement\u00a0: 82\u202f500,41\u00a0€" in said[0]
    assert "2026\u00a0: contribution de l’État 170\u202f000\u00a0€" in said[1]
    assert "montant demandé à programmer" in said[1]


def test_the_axes_and_the_sources_add_up_to_the_same(data):
    """Across and down, by formulas, to the total of the sources."""
    shown = values(opened(data, data_only=True))
    table = shown["Axes et sources"]
    assert table[-1][-1] == shown["Sources"][-1][1]
    assert [row[-1] for row in table[1:-1]] == [82500.41, 5000.1]


def test_a_contract_without_fiches_has_no_chart():
    """There is nothing to show."""
    data = made(contract(()))
    assert opened(data).sheetnames == ["Programmation", "Sources", "Exercices"]
    assert charts(data) == []


# The file


def test_the_same_contract_gives_the_same_bytes_on_any_day(data, monkeypatch):
    """The clock, which openpyxl reads when it saves, leaves no trace."""

    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2040, 5, 6, 7, 8, 9, tzinfo=tz)

    for module in ("openpyxl.writer.excel", "openpyxl.packaging.core"):
        monkeypatch.setattr(f"{module}.datetime.datetime", Later)
    assert made(contract()) == data


def test_the_properties_say_title_author_date_and_language(data):
    """They are those of the Word annex: dated from the contract, in French."""
    core = part(data, "docProps/core.xml")
    assert "<dc:title>Annexe budgétaire – Contrat territorial" in core
    assert "<dc:creator>la Ville de Metz &amp; son CCAS</dc:creator>" in core
    assert "<dc:language>fr-FR</dc:language>" in core
    assert re.findall(r"W3CDTF\">([^<]+)", core) == ["2026-01-01T00:00:00Z"] * 2


@pytest.mark.sdk
def test_the_open_xml_sdk_finds_nothing_to_say(data, tmp_path):
    """The file is valid for Microsoft's own schema."""
    path = tmp_path / "annexe.xlsx"
    path.write_bytes(data)
    assert sdk_errors(path) == []
