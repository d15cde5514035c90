"""The edition of 2026 says what the published form says, to the letter and in its order."""

from __future__ import annotations

import pytest

from ctai_docs.contract.form import Libelle, Sorte, editions, load_edition
from ctai_docs.contract.form.edition import TITLE_LIMIT
from ctai_docs.contract.model import AutresFinanceurs, Budget, ContributionCollectivite
from ctai_docs.machine.findings import CtaiError
from tests.contract.form import official

FORM = load_edition("2026")
BLOCKS = dict(official.BLOCS)


def labels(found):
    """Return the labels in order."""
    return [label.libelle for label in found]


def all_labels():
    """Yield every label of the form with the list that it stands in."""
    for name, value in FORM:
        if isinstance(value, tuple) and value and isinstance(value[0], Libelle):
            yield from ((name, label) for label in value)
    for block in FORM.blocs:
        yield from ((f"{block.cle}.lignes", label) for label in block.lignes)
        choices = block.nature.choix if block.nature else ()
        yield from ((f"{block.cle}.nature", label) for label in choices)


def test_there_are_sixteen_thematics_in_order():
    """As the form numbers them."""
    assert len(FORM.thematiques) == 16
    assert labels(FORM.thematiques) == official.THEMATIQUES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("portage", official.PORTAGE),
        ("selection", official.SELECTION),
        ("partenaires", official.PARTENAIRES),
        ("acteurs", official.ACTEURS),
    ],
)
def test_the_boxes_and_rows_bear_their_official_labels(name, expected):
    """No word is changed, none moved."""
    assert labels(getattr(FORM, name)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("budget", official.BUDGET), ("beneficiaires", official.BENEFICIAIRES)],
)
def test_the_rows_with_their_parts_bear_their_official_labels(name, expected):
    """« dont » lines stand under what they are part of."""
    assert [(row.niveau, row.libelle) for row in getattr(FORM, name)] == expected


def test_the_sections_bear_their_official_titles():
    """The titles that the form prints."""
    assert FORM.rubriques | official.RUBRIQUES == FORM.rubriques


def test_every_instruction_belongs_to_a_section():
    """An instruction is printed under the title of its section."""
    assert FORM.consignes.keys() <= FORM.rubriques.keys()
    assert all(text.endswith(".") for text in FORM.consignes.values())


def test_the_blocks_stand_in_the_order_of_the_form():
    """One for each thematic, the first two sharing theirs."""
    assert labels(FORM.blocs) == list(official.BLOCS)


@pytest.mark.parametrize("block", FORM.blocs, ids=lambda b: b.cle)
def test_a_block_is_printed_for_its_thematics(block):
    """The numbers of the thematics that call for the block."""
    ranks = {label.cle: rank for rank, label in enumerate(FORM.thematiques, 1)}
    assert [ranks[key] for key in block.thematiques] == BLOCKS[block.libelle]["thematiques"]


@pytest.mark.parametrize("block", FORM.blocs, ids=lambda b: b.cle)
def test_a_block_has_its_official_rows_boxes_and_tools(block):
    """Every table of part 3.2, cell by cell."""
    expected = BLOCKS[block.libelle]
    assert labels(block.lignes) == [label for label, _ in expected.get("lignes", [])]
    assert (block.nature.libelle if block.nature else None) == expected.get("nature")
    assert labels(block.nature.choix if block.nature else ()) == expected.get("choix", [])
    tools = (block.outils.libelle, block.outils.description) if block.outils else None
    assert tools == expected.get("outils")
    assert bool(block.texte) == ("texte" in expected)
    assert expected.get("texte", "") in block.texte


@pytest.mark.parametrize("block", FORM.blocs, ids=lambda b: b.cle)
def test_a_row_bears_the_note_that_the_form_hangs_on_it(block):
    """Five notes, and no note elsewhere."""
    for row, (_, note) in zip(block.lignes, BLOCKS[block.libelle].get("lignes", []), strict=True):
        assert bool(row.note) == bool(note), row.libelle
        assert official.NOTES.get(note, "") in row.note


def test_the_title_of_a_control_fits_in_word(subtests):
    """Screen readers announce it; Word takes 64 characters."""
    for place, label in all_labels():
        with subtests.test(f"{place} {label.cle}"):
            assert 0 < len(label.court) <= TITLE_LIMIT == 64, place


def test_keys_are_unique_where_they_are_answers():
    """Two answers never share a name."""
    places = {}
    for place, label in all_labels():
        places.setdefault(place, []).append(label.cle)
    places["blocs"] = [block.cle for block in FORM.blocs]
    assert {p: keys for p, keys in places.items() if len(keys) != len(set(keys))} == {}


def test_titles_are_unique_where_they_are_read_one_after_the_other():
    """Two controls of a table never sound alike."""
    places = {}
    for place, label in all_labels():
        places.setdefault(place, []).append(label.court)
    assert {p: shown for p, shown in places.items() if len(shown) != len(set(shown))} == {}


def test_every_line_of_the_budget_is_a_place_of_the_model():
    """The key of a line is its path in a budget; only a source needs no field of its own."""
    own = {"contribution_collectivite": ContributionCollectivite}
    for label in FORM.budget:
        first, _, second = label.cle.partition(".")
        assert first in Budget.model_fields or (label.sorte is Sorte.SOURCE and not second)
        if second and first in own:
            assert second in own[first].model_fields
    others = {row.cle.partition(".")[2] for row in FORM.budget if row.cle.startswith("autres_")}
    assert not others & set(AutresFinanceurs.model_fields)


def test_no_row_takes_the_name_of_something_else_in_its_block():
    """`commentaires` is the comment of a block, never a row of it."""
    taken = {"propres", "commentaires", "nature", "outils", "texte", "valeurs"}
    assert not {row.cle for block in FORM.blocs for row in block.lignes} & taken
    assert not {row.cle for row in (*FORM.beneficiaires, *FORM.acteurs)} & taken


@pytest.mark.parametrize(
    ("ticked", "blocks"),
    [
        pytest.param([], [], id="none"),
        pytest.param(["francais_professionnel", "francais"], ["francais"], id="shared"),
        pytest.param(["numerique", "logement"], ["logement", "numerique"], id="order-of-the-form"),
        pytest.param(["inconnue"], [], id="unknown"),
    ],
)
def test_the_ticked_thematics_call_for_their_blocks(ticked, blocks):
    """Once each, in the form's order."""
    assert [block.cle for block in FORM.blocs_de(ticked)] == blocks


def test_a_block_is_found_by_its_key():
    """And none is found where there is none."""
    assert FORM.bloc("logement").libelle == "Accès au logement"
    assert FORM.bloc("inconnu") is None


def test_every_edition_is_read():
    """A file of `editions/` is an edition, named as the file."""
    assert editions() == sorted(editions())
    assert "2026" in editions()
    assert [load_edition(name).edition for name in editions()] == editions()


def test_an_unknown_edition_is_no_edition():
    """A path is no name of an edition."""
    for name in ("1999", "../clauses", "2026.yaml", ""):
        with pytest.raises(CtaiError, match="REF-003"):
            load_edition(name)
