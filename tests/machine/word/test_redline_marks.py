"""What tracked changes mark, and how."""

from __future__ import annotations

from datetime import date

from ctai_docs.machine.engine.definitions import W
from ctai_docs.machine.engine.dump import text_dump
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.engine.reading import read_package
from ctai_docs.machine.word.redline import redline, reject_all
from tests.machine.engine.docs import docx, p, run, sdt, tbl, tc, tr
from tests.machine.word.redlines import (
    AUTHOR,
    BOX,
    LEAVES,
    MARKS,
    body,
    broken,
    fiche,
    holds,
    marked,
    one,
    texts,
    with_picture,
    xml,
)


def test_equal_documents_give_the_new_one_itself():
    """No mark, and not a byte that differs."""
    assert marked(fiche(), fiche()) == fiche()


def test_the_same_arguments_give_the_same_bytes():
    """Ids and dates come from nowhere else."""
    assert marked(fiche(), fiche("budget")) == marked(fiche(), fiche("budget"))


def test_marks_bear_the_author_and_the_date_and_an_id_of_their_own():
    """Words at noon, universal time, blocks an hour later; no id is a bookmark's."""
    tree = body(marked(fiche(), fiche("budget")))
    found = list(tree.iter(W + "ins", W + "del"))
    assert {e.get(W + "author") for e in found} == {AUTHOR}
    assert {e.get(W + "date") for e in found} == {"2026-11-05T12:00:00Z"}
    ids = [e.get(W + "id") for e in tree.iter(*MARKS, W + "bookmarkStart")]
    assert len(ids) == len(set(ids))


def test_an_amount_is_dropped_and_added_whole():
    """« 1 500 € » becomes « 2 500 € », and so do the totals: nothing else is marked."""
    tree = body(marked(fiche(), fiche("budget")))
    spaces = str.maketrans("\u202f\u00a0", "  ")
    dropped, added = ([t.translate(spaces) for t in texts(tree, *of)] for of in LEAVES)
    assert (dropped[0], added[0]) == ("1 500 €", "2 500 €")
    assert len(added) <= 3


def test_a_paragraph_keeps_its_other_words():
    """Word by word, signs between two changed words going with them."""
    before, after = one(p("Le chat noir dort, ici.")), one(p("Le chien blanc dort, là-bas."))
    tree = body(holds(before, after))
    assert texts(tree, "del", "delText") == ["chat noir", "ici"]
    assert texts(tree, "ins") == ["chien blanc", "là-bas"]


def test_an_unchanged_paragraph_carries_no_mark():
    """Even where all around it is new."""
    before = one(p("un deux trois"), p("le même que toujours"))
    after = one(p("quatre cinq"), p("six sept"), p("le même que toujours"), p("huit"))
    kept = next(
        e for e in body(holds(before, after)).iter(W + "p") if "même" in "".join(e.itertext())
    )
    assert "".join(kept.itertext()) == "le même que toujours"
    assert [e.tag for e in kept.iter(W + "ins", W + "del") if e.getparent().tag == W + "p"] == []


def test_a_row_that_is_added_says_so():
    """In the properties of the row, in those of its paragraphs, and around its runs."""
    before = one(tbl(tr("a", "un")), p("z"))
    after = one(tbl(tr("a", "un"), tr("b", "deux")), p("z"))
    rows = list(body(holds(before, after)).iter(W + "tr"))
    assert [row.find(f"{W}trPr/{W}ins") is not None for row in rows] == [False, True]


def test_the_last_paragraph_of_a_cell_keeps_its_mark():
    """A cell ends with a mark that cannot be added: the one before is."""
    before = one(tbl(tr(tc("a"), tc("x"))), p("z"))
    after = one(tbl(tr(tc("a", "b"), tc("x"))), p("z"))
    for file in (holds(before, after), holds(after, before)):
        cell = next(body(file).iter(W + "tc"))
        marks = [q.find(f"{W}pPr/{W}rPr") is not None for q in cell.iter(W + "p")]
        assert marks == [True, False]


def test_a_box_is_a_sign_as_any_other():
    """The old one dropped, the new one added: no state is left to contradict the sign."""

    def box(state):
        return one(p(sdt(run("☐☒"[state]), tag="b", properties=BOX.format(state)), run(" Oui")))

    found = holds(box(0), box(1))
    assert texts(body(found), "del", "delText") == ["☐"]
    assert texts(body(found), "ins") == ["☒"]


def test_the_text_of_a_control_is_text_as_any_other():
    """A row that comes or goes with an empty control in it would stay, in LibreOffice."""
    before = one(p(run("Nom : "), sdt(run("Metz"), tag="nom"), run(" (57)")))
    after = one(p("Nom : (57)"))
    assert texts(body(holds(before, after)), "del", "delText") == ["Metz "]
    assert "<w:sdt>" not in xml(holds(after, before))


def test_a_changed_style_is_a_change_of_properties():
    """The words stay as they are."""
    before, after = one(p("un deux trois")), one(p("un deux trois", style="Titre1"))
    found = holds(before, after)
    assert "<w:pPrChange><w:pPr/></w:pPrChange>" in xml(found)
    assert texts(body(found), "ins") == []


def test_changed_dress_is_marked_on_its_words_alone():
    """A word that became bold is dropped and added."""
    before = one(p("un deux trois"))
    after = one(p(run("un "), run("deux", "<w:b/>"), run(" trois")))
    assert texts(body(holds(before, after)), "ins") == ["deux"]


def test_bookmarks_are_those_of_the_new_document():
    """None is cut; those of the old one stay under other names, for the fields that cite them."""
    mark = '<w:bookmarkStart w:id="{0}" w:name="{1}"/>{2}<w:bookmarkEnd w:id="{0}"/>'
    before = one(p(mark.format(4, "x", run("un deux"))), p(mark.format(5, "y", run("trois"))))
    after = one(p(mark.format(9, "x", run("un quatre"))), p("cinq six"))
    found = holds(before, after)
    assert [e.get(W + "name") for e in body(found).iter(W + "bookmarkStart")] == [
        *("x_avant", "x"),
        "y_avant",
    ]
    assert not [line for line in check_invariants(found) if "bookmark" in line]


def test_a_dropped_table_and_an_added_one_share_their_frame():
    """Word joins tables that touch: the rows of both stand in one, under the new grid."""
    before = one(tbl(tr("a", "b")), p("z"))
    after = one(tbl(tr("c", "d", "e"), columns=3), p("z"))
    tree = body(holds(before, after))
    assert len(list(tree.iter(W + "tbl"))) == 1
    assert len(list(tree.iter(W + "tblGridChange"))) == 1


def test_a_cell_that_gains_a_table_keeps_its_last_mark():
    """The paragraph after the table is the one that ended the cell."""
    inner = tbl(tr("c", "d"))
    before, after = (
        one(tbl(tr(tc(*blocks), tc("x"))), p("z")) for blocks in (["a"], ["a", inner, "e"])
    )
    for file in (holds(before, after), holds(after, before)):
        last = body(file).find(f".//{W}tc").findall(W + "p")[-1]
        assert last.find(f"{W}pPr/{W}rPr") is None


def test_a_field_is_dropped_and_added_whole():
    """Its code too, which is `w:delInstrText` where it is dropped."""

    def field(code):
        marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
        inner = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        return one(p(run("page "), marks[0] + inner + marks[1], run(" du contrat")))

    found = holds(field("PAGE"), field("NUMPAGES"))
    assert texts(body(found), "del", "delInstrText") == ["PAGE"]
    assert texts(body(reject_all(found)), "p", "instrText") == ["PAGE"]
    assert not [line for line in check_invariants(found) if "field" in line]


def test_a_dropped_picture_comes_with_its_part():
    """Under another name where the new document has a picture of that name."""
    before, after = (with_picture(data) for data in (b"\x89PNG\r\n old", b"\x89PNG\r\n new"))
    found = holds(before, after)
    parts = read_package(found).parts
    assert parts["word/media/image1.png"].endswith(b"new")
    assert parts["word/media/image1-1.png"].endswith(b"old")
    assert not [line for line in check_invariants(found) if "relationship" in line]


def test_long_documents_are_cut_at_what_is_equal():
    """Six hundred paragraphs, all new but one in the middle, which carries no mark."""
    sides = [[p(f"{word} {word}{n}") for n in range(600)] for word in ("un", "deux")]
    for side in sides:
        side[300] = p("le même que toujours")
    found = marked(*(one(*side) for side in sides))
    assert text_dump(reject_all(found)) == text_dump(one(*sides[0]))
    assert not [t for t in texts(body(found), "ins") if "même" in t]


def test_a_numbered_list_goes_on_around_what_was_dropped():
    """Items that were dropped belong to the list of their neighbours; the numbering is the new."""
    found = holds(fiche("number added"), fiche())
    package, new = read_package(found), read_package(fiche())
    assert package.parts["word/numbering.xml"] == new.parts["word/numbering.xml"]


def test_a_list_of_the_old_document_comes_with_its_definition():
    """A list that the new document has no more."""
    found = holds(fiche("list before"), fiche())
    assert broken(found) == []


def test_an_old_link_leads_where_it_led():
    """Its relationship is added to those of the new document."""
    found = holds(fiche("link added"), fiche())
    rels = read_package(found).rels_of("word/document.xml")
    assert "https://exemple.fr/fle" in [rel.target for rel in rels]


def test_a_header_is_compared_as_the_body_is():
    """Header with header, where both documents have the same sections; an equal footer is kept."""
    before = docx(p("z"), title="t", header1=p("Fiche 1"), footer1=p("page"))
    after = docx(p("z"), title="t", header1=p("Fiche 2"), footer1=p("page"))
    parts = read_package(holds(before, after)).parts
    assert b"delText" in parts["word/header1.xml"]
    assert parts["word/footer1.xml"] == read_package(after).parts["word/footer1.xml"]


def test_changes_tracked_before_count_as_accepted():
    """A redline compared with its new document says nothing."""
    found = marked(fiche(), fiche("budget"))
    assert "<w:del" not in xml(redline(found, fiche("budget"), author="x", date=date(2027, 1, 1)))
