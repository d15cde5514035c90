"""What a newcomer adds stands in one place: done in a copy of the package, to the last document."""

from __future__ import annotations

import io
import json
import shutil
import zipfile

import pytest
from openpyxl import load_workbook

from tests.documents import packs
from tests.documents.packs import METZ
from tests.documents.reading import Docx, normal
from tests.support.copies import Copy

EDITION = "ctai_docs/contract/form/editions/2026.yaml"
GROUP = "  - cle: autres_financeurs\n"
LAST = "  - {cle: autres_financeurs.prives,"
LINE = "  - {cle: fonds_concours, libelle: Fonds de concours}\n"
OTHER = "  - {cle: autres_financeurs.bailleur, libelle: dont bailleur social, niveau: 1}\n"
FICHE = "fiches/08-un-toit-en-attendant.yaml"
GIVEN = "  contribution_collectivite: 3 000\n"
WORD = "fiches/fiche-08-un-toit-en-attendant-hebergement-transitoire-et.docx"


def dossier(folder, *edits):
    """Return a copy of the dossier of Metz, its eighth fiche edited."""
    path = folder / "dossier"
    shutil.copytree(METZ, path)
    for edit in edits:
        Copy.edit(path / FICHE, *edit)
    return path


def paid(folder):
    """Return the dossier with 5 000 € and 500 € on the two new lines, and the cost that follows."""
    return dossier(
        folder,
        (GIVEN, GIVEN + "  fonds_concours: 5 000\n"),
        ("    prives: {montant: 3 600,", "    bailleur: 500\n    prives: {montant: 3 600,"),
        ("  cout_total: 30 000\n", "  cout_total: 35 500\n"),
        ("  cout_unitaire: 2 500\n", "  cout_unitaire: 2 958\n"),
    )  # fmt: skip


# A line of the budget


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """A copy whose edition has two more lines, one at the top and one among the other funders."""
    edits = {EDITION: (GROUP, LINE + GROUP)}
    made = Copy(tmp_path_factory.mktemp("lines"), edits)
    Copy.edit(made.folder / EDITION, LAST, OTHER + LAST)
    return made


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The dossier that fills the two lines in."""
    return paid(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def pack(lines, source, tmp_path_factory):
    """Its documents."""
    return lines.render(source, tmp_path_factory.mktemp("pack") / "out")


def docx(folder, name):
    """Return a document of the pack."""
    return Docx((folder / name).read_bytes())


def test_a_line_of_the_edition_is_read_and_found_right(lines, source, tmp_path):
    """No new finding: neither unknown, nor left out of the cost, nor unprinted."""
    assert lines.findings(source) == lines.findings(dossier(tmp_path))


@pytest.mark.parametrize(
    ("edit", "code", "path"),
    [
        pytest.param(("fonds_concours: 5 000", "fonds_concours: 5 001"), "MON-004",
                     "budget.cout_total", id="a wrong sum"),
        pytest.param(("bailleur: 500", "bailleur: 501"), "MON-004",
                     "budget.cout_total", id="a wrong sum below"),
        pytest.param(("fonds_concours: 5 000", "fonds_concours: cinq mille"), "MOD-006",
                     "budget.fonds_concours.montant", id="no amount"),
        pytest.param(("fonds_concours: 5 000", "fond_concours: 5 000"), "MOD-002",
                     "budget.fond_concours", id="a misspelt key"),
        pytest.param(("bailleur: 500", "bailleurs: 500"), "REF-012",
                     "budget.autres_financeurs.bailleurs", id="a misspelt key below"),
        pytest.param(("fonds_concours: 5 000", "fonds_concours: -5 000"), "MON-040",
                     "budget.fonds_concours", id="a negative amount"),
        pytest.param(("fonds_concours: 5 000", "fonds_concours: {montant: 5 000, precision: x}"),
                     "FOR-010", "budget.fonds_concours.precision", id="a precision"),
    ],
)  # fmt: skip
def test_a_line_of_the_edition_is_checked(lines, tmp_path, edit, code, path):
    """By the rules of every line, at its own place."""
    wrong = paid(tmp_path)
    Copy.edit(wrong / FICHE, *edit)
    assert (code, path) in lines.findings(wrong)


def test_a_misspelt_line_of_the_edition_is_told_its_name(lines, tmp_path):
    """At the top of the budget and below."""
    wrong = paid(tmp_path)
    Copy.edit(wrong / FICHE, "fonds_concours:", "fond_concours:")
    assert "Vouliez-vous dire « fonds_concours » ?" in lines.check(wrong)
    Copy.edit(wrong / FICHE, "fond_concours:", "fonds_concours:")
    Copy.edit(wrong / FICHE, "bailleur:", "bailleurs:")
    assert "Vouliez-vous dire « bailleur » ?" in lines.check(wrong)


def test_a_line_of_the_edition_is_offered_to_editors(lines):
    """With its label; a key that the form does not have stays refused."""
    types = lines.schema()["$defs"]
    assert types["Budget"]["properties"]["fonds_concours"]["title"] == "Fonds de concours"
    assert types["AutresFinanceurs"]["properties"]["bailleur"]["title"] == "dont bailleur social"
    assert types["Budget"]["additionalProperties"] is False


def test_a_line_of_the_edition_is_printed_in_the_fiche(pack):
    """In its place, under its label, in the sub-total where it belongs, in the cost."""
    fiche = docx(pack, WORD)
    amounts = {row[0]: row[-1] for row in fiche.rows}
    assert fiche.row("budget.fonds_concours") == ["Fonds de concours", "5 000 €"]
    assert fiche.row("budget.autres_financeurs.bailleur") == ["dont bailleur social", "500 €"]
    assert amounts["Contributions prévisionnelles des autres financeurs"] == "15 500 €"
    assert amounts["Coût total de l'action"] == "35 500 €"
    tags = [control.tag for control in fiche.controls]
    assert tags.index("budget.contribution_collectivite") < tags.index("budget.fonds_concours")
    assert tags.index("budget.fonds_concours") < tags.index("budget.autres_financeurs")


def test_a_line_of_the_edition_is_in_the_blank_form(lines, source, tmp_path):
    """To be filled in."""
    lines.run("-m", "ctai_docs.cli", "render", str(source), "-o", str(tmp_path / "out"), "--blank")
    blank = docx(tmp_path / "out", "fiche-action-vierge.docx")
    assert blank.row("budget.fonds_concours") == ["Fonds de concours", "à compléter"]
    assert blank.row("budget.autres_financeurs.bailleur")[0] == "dont bailleur social"


@pytest.mark.parametrize("name", ["annexe-budgetaire.docx", "contrat.docx"])
def test_a_line_of_the_edition_is_a_source_of_the_annex(pack, name):
    """With its amount, its part, in the order of the form; the sources make the total."""
    rows = docx(pack, name).rows
    start = next(n for n, row in enumerate(rows) if row[0] == "Source de financement")
    end = next(n for n, row in enumerate(rows) if row[0] == "Total des financements")
    sources = {row[0]: row[1] for row in rows[start + 1 : end]}
    named = list(sources)
    assert (sources["Fonds de concours"], sources["Bailleur social"]) == ("5 000 €", "500 €")
    assert named.index("Contribution de la collectivité") < named.index("Fonds de concours")
    assert named.index("Fonds de concours") < named.index("Bailleur social")
    assert sum(map(euros, sources.values())) == euros(rows[end][1]) == 288_375


def euros(text):
    """Return an amount that was printed."""
    return float(text.removesuffix("€").replace(" ", "").replace(",", "."))


def test_a_line_of_the_edition_is_in_the_charts_and_their_words(pack):
    """A series of the chart of the annex, and the alternative text of the axis."""
    parts = docx(pack, "annexe-budgetaire.docx").parts
    charts = [data.decode() for name, data in parts.items() if name.startswith("word/charts/chart")]
    assert any("Fonds de concours" in chart and "Bailleur social" in chart for chart in charts)
    words = normal(parts["word/document.xml"].decode())
    assert "Fonds de concours : 5 000 €" in words
    assert "Bailleur social : 500 €" in words


@pytest.fixture(scope="module")
def book(pack):
    """The workbook."""
    return (pack / "annexe-budgetaire.xlsx").read_bytes()


def test_a_line_of_the_edition_is_a_row_and_a_column_of_the_workbook(book):
    """Its amounts are numbers, its part and its totals live formulas that end below it."""
    sheets = load_workbook(io.BytesIO(book))
    sources = list(sheets["Sources"].values)
    row = next(r for r in sources if r[0] == "Fonds de concours")
    assert (row[1], row[2][:4]) == (5000, "=IF(")
    assert sources[-1][1].startswith("=SUBTOTAL(9,B1:")
    head, *axes, total = sheets["Axes et sources"].values
    column = head.index("Fonds de concours")
    assert [axis[column] for axis in axes if axis[column]] == [5000]
    assert total[column].startswith("=SUBTOTAL(9,")
    assert head[-1] == "Total"
    last = sheets["Axes et sources"].cell(1, len(head) - 1).column_letter
    assert all(axis[-1].endswith(f":{last}{n})") for n, axis in enumerate(axes, 2))


def test_a_line_of_the_edition_is_in_the_values_and_charts_of_the_workbook(book):
    """What the model computes stands beside each formula; the chart has its series."""
    sheets = load_workbook(io.BytesIO(book), data_only=True)
    assert list(sheets["Sources"].values)[-1][1] == 288_375
    assert list(sheets["Programmation"].values)[-2][3] == 288_375
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if "charts/chart" in n]
    assert any("Fonds de concours" in chart for chart in charts)


PROBE = """
import json
from decimal import Decimal
from ctai_docs.contract.facts.computing import values
from ctai_docs.dossier.reader import read_dossier
contrat = read_dossier("DOSSIER").contrat
fiche = next(f for f in contrat.fiches if f.budget.lignes.get("fonds_concours"))
axe = contrat.axe_de(fiche)
print(json.dumps({
    "axe": str(contrat.montant_axe(axe)),
    "etat": str(contrat.apport_etat(fiche.budget)),
    "cite": values(contrat)["fonds_concours.total"],
}))
"""


@pytest.mark.parametrize(
    ("flag", "axis", "state"),
    [
        pytest.param("", 0, 0, id="neither"),
        pytest.param(", etat: true", 0, 5000, id="the State's money"),
        pytest.param(", contrat: true", 5000, 0, id="counted in its axis"),
    ],
)
def test_what_a_line_counts_for_is_said_in_the_edition(tmp_path, flag, axis, state):
    """The State's share, the amount of an axis, and the fact that texts may cite."""
    line = LINE.replace("}", f"{flag}}}") + GROUP
    made = Copy(tmp_path / "copy", {EDITION: (GROUP, line)})
    Copy.edit(made.folder / EDITION, LAST, OTHER + LAST)
    told = json.loads(made.run("-c", PROBE.replace("DOSSIER", str(paid(tmp_path)))))
    before = packs.contrat()
    (axe,) = [axe for axe in before.axes if axe.cle == "logement"]
    assert float(told["axe"]) == before.montant_axe(axe) + axis
    assert float(told["etat"]) == 12_000 + state
    assert normal(told["cite"]) == "5 000 €"


AVENANT = """numero: 1
date_signature: 10 décembre 2026
objet: Le fonds de concours passe à 6 000 €.
motif: La commune voisine a délibéré.
changements:
  - modifier: fiches.un-toit.budget.fonds_concours
    avant: 5 000
    apres: 6 000
  - modifier: fiches.un-toit.budget.cout_total
    avant: 35 500
    apres: 36 500
"""


def test_a_line_of_the_edition_changes_by_an_avenant(lines, tmp_path):
    """Under its label, with the cost before and after; a key that no form has is refused."""
    changed = paid(tmp_path)
    (changed / "avenants").mkdir()
    path = changed / "avenants" / "1.yaml"
    path.write_text(AVENANT, encoding="utf-8")
    out = lines.render(changed, tmp_path / "out")
    (avenant,) = (out / "avenants").glob("*.docx")
    act = Docx(avenant.read_bytes())
    assert "Fonds de concours" in normal(act.texte)
    assert any(row[1:3] == ["35 500 €", "36 500 €"] for row in act.rows)
    Copy.edit(path, "budget.fonds_concours", "budget.fond_concours")
    (code, where), *_ = lines.findings(changed)
    assert (code[:4], where) == ("AVE-", "changements[1].modifier")


# A field of a fiche

MODEL = "ctai_docs/contract/model/fiche.py"
FIELD = '    lieu_accueil: Ligne | None = Field(default=None, title="Lieu d\'accueil")\n'
AFTER = "    commentaires_partenaires: Texte | None = Field(\n"
TEMPLATE = "tools/fiche_action.py"
PRINTED = '            para("Corpsdetexte", "Accueil : {{ fiche.lieu_accueil }}"),\n'
BEFORE = "            place,\n"


@pytest.fixture(scope="module")
def welcomed(tmp_path_factory):
    """The dossier that fills the new field in."""
    folder = tmp_path_factory.mktemp("welcomed")
    return dossier(folder, ("axe: logement\n", "axe: logement\nlieu_accueil: 12, rue Haute\n"))


@pytest.fixture(scope="module")
def field(tmp_path_factory):
    """A copy with one line in the class, one placeholder in the template, and `make templates`."""
    edits = {MODEL: (AFTER, FIELD + AFTER), TEMPLATE: (BEFORE, BEFORE + PRINTED)}
    made = Copy(tmp_path_factory.mktemp("field"), edits)
    made.run("-m", "tools.build_templates")
    return made


def test_a_field_is_a_line_in_its_class_and_a_placeholder(field, welcomed, tmp_path):
    """It is in the schema, it is printed, and nothing finds that it is not."""
    assert field.schema()["properties"]["lieu_accueil"]["title"] == "Lieu d'accueil"
    assert field.findings(welcomed) == field.findings(dossier(tmp_path))
    fiche = docx(field.render(welcomed, tmp_path / "out"), WORD)
    assert "Accueil : 12, rue Haute" in normal(fiche.texte)


def test_a_field_has_its_path_in_what_check_says(field, tmp_path):
    """Where it was typed."""
    wrong = dossier(tmp_path, ("axe: logement\n", "axe: logement\nlieu_accueil: [a, b]\n"))
    assert ("MOD-004", "lieu_accueil") in field.findings(wrong)


def test_a_field_that_no_template_prints_is_told(welcomed, tmp_path):
    """The line in its class alone: the check says that the form does not print it."""
    made = Copy(tmp_path / "copy", {MODEL: (AFTER, FIELD + AFTER)})
    made.run("-m", "tools.build_templates")
    assert ("FOR-016", "lieu_accueil") in made.findings(welcomed)
