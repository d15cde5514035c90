"""Pairs of documents to be compared: small ones that are drawn, and fiches of Metz changed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import count

from hypothesis import strategies as st
from lxml import etree

from ctai_docs.contract.model import FicheAction
from ctai_docs.documents.rendu import Rendu
from ctai_docs.machine.engine.archive import write_package
from ctai_docs.machine.engine.definitions import W
from ctai_docs.machine.engine.dump import text_dump
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.engine.package import OFFICE_RELS, open_package
from ctai_docs.machine.engine.reading import read_package
from ctai_docs.machine.word.redline import accept_all, redline, reject_all
from ctai_docs.machine.word.redline.names import drop_controls
from ctai_docs.machine.word.redline.resolve import STORIES
from tests.documents.packs import contrat
from tests.machine.engine.docs import docx, p, run, sdt, tbl, tc, tr

AUTHOR, DAY = "Avenant n° 1", date(2026, 11, 5)
BOX = (
    '<w14:checkbox><w14:checked w14:val="{}"/>'
    '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)


def marked(before, after):
    """Return the redline of two files."""
    return redline(before, after, author=AUTHOR, date=DAY)


LEAVES = (("del", "delText"), ("ins", "t"))
MARKS = [W + tag for tag in ("ins", "del", "pPrChange", "trPrChange", "tcPrChange", "tblPrChange")]


def body(docx):
    """Return the main part as a tree."""
    package = read_package(docx)
    return etree.fromstring(package.parts[package.main])


def xml(docx):
    """Return the main part as text, without ids and dates."""
    text = etree.tostring(body(docx), encoding="unicode")
    return re.sub(r' w:(id|author|date)="[^"]*"| xml:space="preserve"', "", text)


def holds(before, after):
    """Check the two laws on a pair, and return its redline."""
    found = marked(before, after)
    for resolved, whole in ((accept_all(found), after), (reject_all(found), before)):
        assert plain_dump(resolved) == plain_dump(whole)
        assert marked(resolved, whole) == whole, "the words are the same, the dress is not"
    return found


def plain_dump(docx):
    """Return the words of a file, those of its controls as any others, charts without data."""
    package = open_package(docx)
    parts = {name: data for name, data in package.parts.items() if "/charts/_rels/" not in name}
    for name in parts:
        if package.types.of(name) in STORIES:
            root = etree.fromstring(parts[name])
            drop_controls(root)
            parts[name] = etree.tostring(root)
    return text_dump(write_package(parts, package))


def one(*blocks):
    """Return a document of these blocks."""
    return docx(*blocks, title="t")


def texts(tree, tag, leaf="t"):
    """Return the text of each mark."""
    found = ["".join(e.itertext(W + leaf)) for e in tree.iter(W + tag)]
    return [text for text in found if text]


def broken(file):
    """Return the invariants that a redline breaks; a cell that is dropped shows nothing."""
    return [line for line in check_invariants(file) if "blank cell" not in line]


def with_picture(data):
    """Return a document that shows a picture."""
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:blip xmlns:a="urn:a" '
        'r:embed="rPic"/></wp:inline></w:drawing></w:r>'
    )
    package = read_package(one(p(run("voici "), picture, run(" le logo"))))
    rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    line = f'<Relationship Id="rPic" Type="{OFFICE_RELS}image" Target="media/image1.png"/>'
    parts = dict(package.parts) | {"word/media/image1.png": data}
    parts[rels] = parts[rels].replace(b"</Relat", line.encode() + b"</Relat")
    default = b'<Default Extension="png" ContentType="image/png"/>'
    parts[types] = parts[types].replace(b"<Default", default + b"<Default", 1)
    return write_package(parts)


# Small documents: each block is a tuple that says what it is, and holds words

_WORDS = st.lists(
    st.sampled_from(["chat", "chien", "l’eau", "12 000 €", "et", "&amp;", "été,", "nord", "sud"]),
    max_size=6,
).map(lambda words: "".join(f"{word} " for word in words))
"""Words end with a space: cut in two by a run, the same word would be two that changed."""
_PIECES = st.lists(
    st.one_of(
        st.tuples(st.just("run"), _WORDS),
        st.tuples(st.just("bold"), _WORDS),
        st.tuples(st.just("tab"), st.just("")),
        st.tuples(st.just("link"), _WORDS.filter(bool)),
        st.tuples(st.just("box"), st.sampled_from("01")),
        st.tuples(st.sampled_from(["sdt.a", "sdt.b"]), _WORDS),
    ),
    max_size=4,
).map(tuple)
_PARAGRAPH = st.tuples(st.just("p"), st.sampled_from(["", "Titre1", "Titre2"]), _PIECES)
_CELL = st.lists(_PARAGRAPH, min_size=1, max_size=3).map(tuple)
_ROW = st.lists(_CELL, min_size=2, max_size=2).map(tuple)
_TABLE = st.tuples(st.just("tbl"), st.lists(_ROW, min_size=1, max_size=3).map(tuple))
_PLAIN = st.one_of(_PARAGRAPH, _PARAGRAPH, _TABLE)
_CONTROL = st.tuples(
    st.just("sdt"), st.sampled_from("cd"), st.lists(_PARAGRAPH, min_size=1, max_size=3).map(tuple)
)
_BLOCKS = st.lists(st.one_of(_PLAIN, _CONTROL), min_size=1, max_size=5).map(tuple)
_FATE = st.sampled_from(["kept", "kept", "kept", "other", "dropped", "added", "inside"])


@st.composite
def pairs(draw):
    """Return a strategy of the blocks of two documents, the second as a rule the first edited."""
    first, other = draw(_BLOCKS), draw(_BLOCKS)
    return first, _edited(draw, first, other) or other


def _edited(draw, first, other):
    """Return a tuple between two: elements kept, dropped, replaced, added, or edited inside."""
    found = []
    for item, spare in zip(first, other * len(first), strict=False):
        fate = draw(_FATE)
        if fate in ("added", "other"):
            found.append(spare)
        if fate in ("added", "kept"):
            found.append(item)
        if fate == "inside":
            found.append(_inside(draw, item, spare))
    return tuple(found)


def _inside(draw, item, spare):
    if item[0] == spare[0] and isinstance(item[-1], tuple):
        return *item[:-1], _edited(draw, item[-1], spare[-1] or item[-1]) or item[-1]
    return spare if isinstance(item[0], str) and isinstance(spare[0], str) else item


def document(blocks):
    """Return the document of blocks that `pairs` gave."""
    ids = count(1)
    inner = "".join(_block(block, ids) for block in blocks)
    return docx(inner, p("fin"), title="t")


def _block(block, ids):
    match block:
        case "p", style, pieces:
            return p(*(_piece(piece, ids) for piece in pieces), style=style)
        case "tbl", rows:
            cells = [[tc(*(_block(b, ids) for b in cell)) for cell in row] for row in rows]
            return tbl(*(tr(*row) for row in cells)) + p("")
        case "sdt", tag, inner:
            number = next(ids)
            return sdt(*(_block(b, ids) for b in inner), tag=tag, ident=number)
    raise AssertionError(block)


def _piece(piece, ids):
    kind, text = piece
    number = next(ids)
    match kind:
        case "run":
            return run(text)
        case "bold":
            return run(text, "<w:b/>")
        case "tab":
            return "<w:r><w:tab/></w:r>"
        case "link":
            return f'<w:hyperlink w:anchor="x">{run(text)}</w:hyperlink>'
        case "box":
            glyph = run("☐☒"[int(text)])
            return sdt(glyph, tag="box", properties=BOX.format(text), ident=number)
    return sdt(run(text), tag=kind, properties="<w:text/>", ident=number)


# The second fiche of Metz, changed


def _budget(fiche):
    return {"budget": fiche.budget.model_copy(update={"subvention_p104": Decimal(2500)})}


def _indicateurs(fiche, **update):
    return {"indicateurs": fiche.indicateurs.model_copy(update=update)}


def _beneficiaires(fiche, **update):
    return _indicateurs(
        fiche, beneficiaires=fiche.indicateurs.beneficiaires.model_copy(update=update)
    )


def _text(markdown):
    return FicheAction.model_validate(
        {"cle": "x", "intitule": "x", "axe": "x", "description": markdown}
    ).description


def _description(fiche, old, new):
    assert old in fiche.description
    return {"description": _text(fiche.description.replace(old, new))}


CHANGES = {
    "budget": _budget,
    "intitule": lambda _: {"intitule": "Accueil des nouveaux réfugiés et des familles"},
    "target": lambda f: _beneficiaires(f, total=_cible("90")),
    "comment dropped": lambda f: _beneficiaires(f, commentaires=None),
    "thematic ticked": lambda f: {"thematiques": (*f.thematiques, "sante")},
    "thematic unticked": lambda f: {"thematiques": f.thematiques[1:]},
    "words of the description": lambda f: _description(
        f, "Faire vivre à Metz une", "Faire vivre, à Metz et alentour, une"
    ),
    "paragraph split": lambda f: _description(
        f, "citoyenneté ouverte, solidaire", "citoyenneté ouverte.\n\nLa rendre solidaire"
    ),
    "item of a list dropped": lambda f: _description(
        f, "- sensibilisation aux valeurs de la République ;\n", ""
    ),
    "number added": lambda f: _description(f, "### Moyens", "4. **Fêter.** Un bal.\n\n### Moyens"),
    "list before": lambda f: _description(
        f, "### Finalité", "### Étapes\n\n1. un ;\n2. deux.\n\n### Finalité"
    ),
    "link added": lambda f: _description(
        f, "Maison du FLE,", "[Maison du FLE](https://exemple.fr/fle),"
    ),
    "row dropped": lambda f: _indicateurs(f, propres=f.indicateurs.propres[1:]),
    "rows turned": lambda f: _indicateurs(f, propres=f.indicateurs.propres[::-1]),
    "block dropped": lambda f: _indicateurs(f, blocs=dict(list(f.indicateurs.blocs.items())[1:])),
    "column added": lambda _: {
        "calendrier": _text(
            "| Temps fort | Fréquence | Lieu |\n|---|---|---|\n"
            "| Journées des nouveaux arrivants | Trimestrielle | Hôtel de ville |"
        )
    },
    "table to text": lambda _: {"calendrier": _text("Trois temps forts dans l’année.")},
    "operator dropped": lambda f: {"porteurs": f.porteurs[:1]},
}


def _cible(text):
    return contrat().fiches[0].indicateurs.propres[0].cible.read(text)


@cache
def fiche(*changes):
    """Return the second fiche of Metz after the changes of these names."""
    base = contrat()
    cle = base.fiches_ordonnees[1].cle
    made = tuple(_changed(f, changes) if f.cle == cle else f for f in base.fiches)
    return Rendu(base.model_copy(update={"fiches": made})).fiche(cle).contenu


def _changed(fiche, names):
    for name in names:
        fiche = fiche.model_copy(update=CHANGES[name](fiche))
    return fiche
