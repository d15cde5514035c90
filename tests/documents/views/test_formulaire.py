"""The form filled in: rows kept and left out, boxes, own rows, and the paths of the answers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ctai_docs.contract.form import load_edition
from ctai_docs.contract.form.edition import TITLE_LIMIT
from ctai_docs.contract.model import (
    AutresFinanceurs,
    Cible,
    ContributionCollectivite,
    FicheAction,
    Financement,
    Indicateur,
    LignePropre,
)
from ctai_docs.documents.views.formulaire import A_COMPLETER, SANS_OBJET
from ctai_docs.documents.views.remplir import fill
from tests.contract.model.making import a_fiche
from tests.documents.views.paths import DERIVED, NoSuchPathError, resolve

FORM = load_edition("2026")
LONG = "Un libellé qui dit longuement ce que la ligne mesure, au-delà de ce que Word sait annoncer"
OWN = {"libelle": LONG, "cible": "12", "description": "Précision."}

FULL = {
    "thematiques": [t.cle for t in FORM.thematiques],
    "portage": [{"autre": "Une SCOP"}, "associatif"],
    "selection": ["aap", {"libelle": LONG, "precision": "propre"}],
    "partenaires": [p.cle if not p.precision else {p.cle: "Précisé"} for p in FORM.partenaires],
    "porteurs": ["AFA"],
    "budget": {
        "subvention_p104": "12 000",
        "reliquats": "0",
        "contribution_collectivite": {"financements_directs": "600", "contributions_nature": "400"},
        "autres_financeurs": {
            row.cle.partition(".")[2]: "10"
            for row in FORM.budget
            if row.cle.startswith("autres_financeurs.")
        }
        | {"propres": [{"libelle": LONG, "montant": "5"}, {"libelle": "À trouver"}]},
        "depenses": [{"libelle": LONG, "montant": "1"}, {"libelle": "Loyers"}],
        "cout_unitaire": "non calculable",
    },
    "indicateurs": {
        "propres": [OWN, {"libelle": "Sans cible"}, {"libelle": "Dite", "description": "En mots"}],
        "beneficiaires": {row.cle: "6/12" for row in FORM.beneficiaires} | {"propres": [OWN]},
        "acteurs": {row.cle: "7" for row in FORM.acteurs},
        "blocs": {
            block.cle: {row.cle: "80 %" for row in block.lignes}
            | {"propres": [OWN], "commentaires": "Un commentaire."}
            | ({"nature": [{c.cle: "x"} for c in block.nature.choix]} if block.nature else {})
            | (
                {"outils": ["Grille", {"nom": "Jeu", "description": "De cartes"}]}
                if block.outils
                else {}
            )
            | ({"texte": "Un texte."} if block.texte else {})
            for block in FORM.blocs
        },
    },
}


def filled(**answers):
    """Return the form filled in with these answers."""
    return fill(FORM, a_fiche(**answers))


def every_box(form):
    """Yield every checkbox of a form."""
    for cases in (form.thematiques, form.portage, form.selection, form.partenaires):
        yield from cases.toutes
    for block in form.blocs:
        yield block.case
        yield from block.nature.toutes


def every_row(form):
    """Yield every row of a form that has a value."""
    yield from (*form.budget, *form.depenses)
    tables = [form.propres, form.beneficiaires, form.acteurs, *(b.table for b in form.blocs)]
    for table in tables:
        yield from table.lignes


def rows(form_rows):
    """Return the rows as the last step of their path and their value."""
    return {row.chemin.rpartition(".")[2]: row.valeur for row in form_rows}


# Boxes


def test_every_box_of_the_form_is_there_and_those_that_are_ticked_are_known():
    """In the form's order; a box of the fiche's own comes last, ticked."""
    boxes = filled(selection=["ami", {"libelle": "Tirage", "precision": "au sort"}]).selection
    assert [(b.chemin, b.libelle, b.cochee, b.precision) for b in boxes.toutes] == [
        ("selection.aap", "Appel à projets (AAP)", False, ""),
        ("selection.ami", "Appel à manifestation d'intérêt (AMI)", True, ""),
        ("selection.conventionnement", "Conventionnement direct", False, ""),
        ("selection.autre", "Autre (précisez)", False, ""),
        ("selection.propre1", "Tirage", True, "au sort"),
    ]


def test_a_precision_has_a_path_below_its_box():
    """So that a reader finds both."""
    box = filled(portage=[{"autre": "Une SCOP"}]).portage.toutes[3]
    assert (box.precision, box.chemin_precision) == ("Une SCOP", "portage.autre.precision")


@pytest.mark.parametrize("name", ["thematiques", "portage", "selection", "partenaires"])
@pytest.mark.parametrize("blank", [False, True])
def test_the_rows_of_boxes_hold_every_box_once_and_in_order(name, blank):
    """However they are laid out."""
    cases = getattr(fill(FORM, a_fiche(**FULL), blank=blank), name)
    assert tuple(box for row in cases.rangees for box in row) == cases.toutes
    assert all(0 < len(row) <= cases.colonnes for row in cases.rangees)


# The budget


def test_the_main_lines_of_the_budget_are_always_there():
    """« sans objet » where nothing is said; a « dont » line only where something is."""
    budget = filled().budget
    assert [row.chemin for row in budget] == [
        f"budget.{r.cle}" for r in FORM.budget if not r.niveau
    ]
    assert {row.valeur for row in budget} == {SANS_OBJET}


def test_a_line_of_the_budget_is_kept_when_it_says_something():
    """An amount, be it nothing, or a precision alone."""
    given = {"programme_147": "0", "prives": {"precision": "recherche en cours"}}
    budget = {r.chemin: r for r in filled(budget={"autres_financeurs": given}).budget}
    assert budget["budget.autres_financeurs.programme_147"].valeur == 0
    private = budget["budget.autres_financeurs.prives"]
    assert (private.valeur, private.precision) == (SANS_OBJET, "recherche en cours")
    assert "budget.autres_financeurs.fami" not in budget


def test_the_actions_own_lines_follow_those_of_the_other_funders():
    """And stand before the total."""
    own = [{"libelle": "Fonds propres", "montant": "5"}, {"libelle": "À trouver"}]
    budget = filled(budget={"subvention_p104": "1", "autres_financeurs": {"propres": own}}).budget
    assert [(r.libelle, r.valeur, r.niveau) for r in budget[-4:-1]] == [
        ("Fonds propres", Decimal(5), 1),
        ("À trouver", SANS_OBJET, 1),
        ("Coût total de l'action", Decimal(6), 0),
    ]


def test_the_total_of_the_budget_is_derived_whatever_is_declared():
    """The row knows that it is the total."""
    budget = filled(budget={"subvention_p104": "10", "cout_total": "99"}).budget
    assert [(r.chemin, r.valeur) for r in budget if r.total] == [("budget.cout_total", Decimal(10))]


def test_spending_is_listed_line_by_line():
    """A line without an amount is « sans objet »."""
    lines = filled(budget=FULL["budget"]).depenses
    assert [(r.chemin, r.valeur) for r in lines] == [
        ("budget.depenses.1", Decimal(1)),
        ("budget.depenses.2", SANS_OBJET),
    ]


# Indicators


def test_a_row_without_a_target_is_left_out():
    """A row that is filled in is kept, in the form's order and with its note."""
    answers = {"blocs": {"logement": {"part_fin_parcours": "80 %", "menages_loges": "0"}}}
    (block,) = filled(thematiques=["logement"], indicateurs=answers).blocs
    assert rows(block.table.lignes) == {
        "menages_loges": Cible.read("0"),
        "part_fin_parcours": Cible.read("80 %"),
    }
    assert "résidence sociale" in block.table.lignes[0].note


def test_own_rows_follow_those_of_the_form():
    """A target and its description, a description alone, or « sans objet »."""
    table = filled(indicateurs=FULL["indicateurs"]).propres
    assert [(r.chemin, r.valeur, r.note) for r in table.lignes] == [
        ("indicateurs.propres.1", Cible.read("12"), "Précision."),
        ("indicateurs.propres.2", SANS_OBJET, ""),
        ("indicateurs.propres.3", "En mots", ""),
    ]
    rows_ = filled(indicateurs=FULL["indicateurs"]).beneficiaires.lignes
    assert [r.chemin for r in rows_[-2:]] == [
        "indicateurs.beneficiaires.autres_publics",
        "indicateurs.beneficiaires.propres.1",
    ]


def test_a_table_with_a_comment_alone_is_printed():
    """An empty one is not."""
    answers = {"acteurs": {"commentaires": "Aucun cette année."}}
    form = filled(indicateurs=answers)
    assert form.acteurs.presente
    assert not form.beneficiaires.presente


def test_only_the_blocks_of_the_ticked_thematics_are_printed():
    """The checks report an answer to another block."""
    answers = {"blocs": {"sport": {"evenements": "3"}}}
    form = filled(thematiques=["numerique", "logement"], indicateurs=answers)
    assert [(b.chemin, b.case.cochee) for b in form.blocs] == [
        ("indicateurs.blocs.logement", True),
        ("indicateurs.blocs.numerique", True),
    ]
    assert not form.blocs[0].presente


def test_tools_are_listed_with_their_descriptions():
    """« sans objet » where one is not described."""
    answers = {"blocs": {"droits": {"outils": ["Grille", {"nom": "Jeu", "description": "Cartes"}]}}}
    (block,) = filled(thematiques=["droits"], indicateurs=answers).blocs
    assert [(t.chemin, t.nom, t.description) for t in block.outils] == [
        ("indicateurs.blocs.droits.outils.1", "Grille", SANS_OBJET),
        ("indicateurs.blocs.droits.outils.2", "Jeu", "Cartes"),
    ]


# The blank form


def test_the_blank_form_shows_every_block_and_every_row():
    """To be filled in: no amount, no ticked box, no row left out."""
    form = fill(FORM, a_fiche(), blank=True)
    assert [block.titre for block in form.blocs] == [block.libelle for block in FORM.blocs]
    assert [r.chemin for r in form.budget] == [f"budget.{row.cle}" for row in FORM.budget]
    assert {r.valeur for r in every_row(form)} == {A_COMPLETER}
    assert not any(box.cochee for box in every_box(form))
    for block, shown in zip(FORM.blocs, form.blocs, strict=True):
        named = [row.libelle for row in shown.table.lignes if ".propres." not in row.chemin]
        assert named == [row.libelle for row in block.lignes]
        assert bool(shown.outils) == bool(block.outils)
        assert bool(shown.texte) == bool(block.texte)
        assert shown.presente


def test_the_blank_form_has_room_for_precisions():
    """Where the form asks for one."""
    form = fill(FORM, a_fiche(), blank=True)
    asked = [b.chemin for b in every_box(form) if b.precision]
    assert "partenaires.autre_collectivite" in asked
    assert "indicateurs.blocs.sante.nature.autres" in asked
    assert {b.precision for b in every_box(form)} == {"", A_COMPLETER}


# Paths and titles


@pytest.mark.parametrize("blank", [False, True])
def test_no_title_and_no_path_is_too_long_for_word(blank):
    """64 characters at most, even for what the fiche adds and for every precision."""
    form = fill(FORM, a_fiche(**FULL), blank=blank)
    shown = [*every_box(form), *every_row(form)]
    assert [x.titre for x in shown if not 0 < len(x.titre) <= TITLE_LIMIT] == []
    paths = [x.chemin_precision for x in shown]
    paths += [f"{b.chemin}.commentaires" for b in form.blocs]
    paths += [f"{t.chemin}.description" for b in form.blocs for t in b.outils]
    assert [path for path in paths if len(path) > TITLE_LIMIT] == []


def test_a_long_title_is_cut_at_a_word():
    """With the sign that something is missing."""
    (row,) = filled(indicateurs={"propres": [{"libelle": LONG, "cible": "1"}]}).propres.lignes
    assert row.libelle == LONG
    assert row.titre == "Un libellé qui dit longuement ce que la ligne mesure, au-delà…"


@pytest.mark.parametrize("answers", [{}, FULL], ids=["empty", "full"])
@pytest.mark.parametrize("blank", [False, True])
def test_paths_are_unique(answers, blank):
    """Two answers never share a tag."""
    form = fill(FORM, a_fiche(**answers), blank=blank)
    paths = [x.chemin for x in (*every_box(form), *every_row(form))]
    assert len(paths) == len(set(paths))


def value_at(found: object) -> object:
    """Return what a row shows of the part of the model that its path leads to."""
    match found:
        case Financement(montant=amount) | LignePropre(montant=amount):
            return SANS_OBJET if amount is None else amount
        case ContributionCollectivite() | AutresFinanceurs():
            return found.total
        case Indicateur():
            return found.cible or found.description or SANS_OBJET
    return found


def test_the_path_of_every_row_leads_to_its_value_in_the_fiche():
    """One name everywhere: the tag of the control is the path of the answer."""
    fiche = a_fiche(**FULL)
    seen = 0
    for row in every_row(fill(FORM, fiche)):
        if row.chemin == "budget.cout_total":  # derived
            continue
        assert value_at(resolve(fiche, row.chemin)) == row.valeur, row.chemin
        seen += 1
    assert seen > 60


def test_the_path_of_every_box_leads_to_its_tick_in_the_fiche():
    """And the path of a precision to the precision."""
    fiche = a_fiche(**FULL | {"partenaires": [{"autre": "SIAO"}, "caf"]})
    for box in every_box(fill(FORM, fiche)):
        if box.chemin.endswith(DERIVED):
            assert box.cochee
            continue
        assert bool(resolve(fiche, box.chemin)) is box.cochee, box.chemin
        if box.precision:
            assert resolve(fiche, box.chemin_precision) == box.precision


def test_the_paths_of_an_empty_fiche_are_those_of_the_model_too():
    """A reader of the blank form knows where every answer goes."""
    fiche = FicheAction(cle="vierge", intitule="x", axe="y")
    for row in every_row(fill(FORM, fiche, blank=True)):
        if ".propres." not in row.chemin:
            value = value_at(resolve(fiche, row.chemin))
            assert value in (None, 0, False), row.chemin
    for box in every_box(fill(FORM, fiche, blank=True)):
        if not box.chemin.endswith(DERIVED):
            assert not resolve(fiche, box.chemin)


@pytest.mark.parametrize("tag", ["budget.subventions", "budgets", "intitule.x", "porteurs.1.age"])
def test_a_path_of_no_answer_is_found_out(tag):
    """The walk would be worth nothing if it took any path."""
    with pytest.raises(NoSuchPathError):
        resolve(a_fiche(porteurs=["AFA"]), tag)
