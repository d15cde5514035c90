"""Typed text arrives intact whatever it holds, and contracts of odd shapes render."""

from __future__ import annotations

import pytest

from ctai_docs.contract.form import load_edition
from ctai_docs.contract.model import Contrat
from ctai_docs.documents.rendu import Rendu
from ctai_docs.documents.views.document import Mentions
from ctai_docs.machine.engine.invariants import check_invariants
from ctai_docs.machine.markdown import escape
from tests.contract.model.making import AXES, CCAS, ETAT, VILLE, a_contrat, fiche
from tests.documents.reading import Docx, normal
from tests.documents.views.test_formulaire import FULL
from tests.support.sdk import sdk_errors

PIECES = [
    pytest.param("A < B & C > D", id="markup"),
    pytest.param("</w:t></w:r></w:p><w:p>", id="wordprocessingml"),
    pytest.param("&amp; &#x41; &lt;b&gt; &nbsp;", id="entities"),
    pytest.param("<![CDATA[ ]]> <!-- --> <?xml ?>", id="sections"),
    pytest.param("{{ fiche.cle }} {% for x in y %} {# note #}", id="jinja"),
    pytest.param("{{r x }} {{p y }} {%p if z %} {%tr endfor %}", id="docxtpl"),
    pytest.param('w:id="§sdt" r:id="§lien:http://x" §dessin', id="late-ids"),
    pytest.param("\"doubles\" 'simples' “courbes” «serrés»", id="quotes"),
    pytest.param("<article:avenant> [x](fiche:un) <bloc:axes>", id="references"),
    pytest.param("🏠 👩‍👩‍👧 🇫🇷 é\u0301 ﷺ", id="emoji"),
    pytest.param("مرحبا بكم في فرنسا ١٢٣", id="arabic"),
    pytest.param("Українська 中文 ትግርኛ پښتو", id="scripts"),
    pytest.param("\\ \\1 %s %(x)s ${y} $1 \\u0041", id="formats"),
    pytest.param("* _ ` # | ~ + - 1. > [ ] ( ) !", id="markdown"),
    pytest.param("=1+1 @SUM(A1) #N/A", id="formulas"),
]


def hostile(text):
    """Return the data of a fiche that holds a text everywhere."""
    rich = f"{escape(text)}\n\n- **{escape(text)}**\n\n| a |\n|---|\n| {escape(text)} |\n"
    own = [{"libelle": text, "cible": text, "description": text}]
    return fiche(
        intitule=text,
        porteurs=[{"nom": text, "court": text, "role": text}],
        description=rich,
        calendrier=rich,
        territoire=rich,
        commentaires_porteurs=rich,
        commentaires_partenaires=rich,
        thematiques=["droits", "global"],
        portage=[{"autre": text}],
        selection=[{"libelle": text, "precision": text}],
        partenaires=[{"autre": text}],
        budget={
            "autres_financeurs": {
                "prives": {"montant": "1", "precision": text},
                "propres": [{"libelle": text, "montant": "1"}],
            },
            "depenses": [{"libelle": text, "montant": "1"}],
            "cout_unitaire": f"x {text}",
            "commentaires": rich,
        },
        indicateurs={
            "propres": own,
            "commentaires": rich,
            "beneficiaires": {"total": text, "propres": own, "commentaires": rich},
            "acteurs": {"identite": text, "commentaires": rich},
            "blocs": {
                "droits": {
                    "heures": text,
                    "nature": [{"autres": text}],
                    "outils": [{"nom": text, "description": text}],
                    "propres": own,
                    "commentaires": rich,
                },
                "global": {"texte": rich},
            },
        },
    )


def hostile_contract(text):
    """Return a contract that holds a text everywhere."""
    person = {"civilite": text, "nom": text, "fonction": text, "titres": [text]}
    rich = f"{escape(text)}\n\n1. *{escape(text)}*\n"
    party = {"cle": "ville", "type": "commune", "nom": text, "court": text, "siege": text}
    return a_contrat(
        collectivite=text,
        territoire=text,
        parties=[ETAT | {"representants": [person]}, party | {"representants": [person]}],
        pilote="ville",
        communes_associees=[text],
        temoins=[person],
        lieu_signature=text,
        tribunal=text,
        preambule=rich,
        public=rich,
        axes=[{"cle": "langue", "intitule": text, "avant_propos": rich}],
        versement={"ordonnateur": text, "comptable": text, "beneficiaires": [{"nom": text}]},
        annexes=[{"cle": "x", "intitule": text}],
        fiches=[hostile(text)],
    )


def unsound(data):
    """Return the broken invariants, but for what looks like a placeholder: here it was typed."""
    return [broken for broken in check_invariants(data) if "leftover" not in broken]


@pytest.mark.parametrize("text", PIECES)
def test_a_text_arrives_intact_in_every_answer(text):
    """In each control of the fiche that holds it, and the file stays sound."""
    contrat = a_contrat(fiches=[hostile(text)])
    file = Rendu(contrat).fiche("un")
    assert unsound(file.contenu) == []
    shown = Docx(file.contenu).answers
    words = normal(text)
    rich = ["description", "calendrier", "territoire", "commentaires_porteurs"]
    rich += ["commentaires_partenaires", "budget.commentaires", "indicateurs.commentaires"]
    rich += ["indicateurs.blocs.global.texte", "indicateurs.blocs.droits.commentaires"]
    for path in rich:
        assert normal_print(shown[path]).count(normal_print(words)) == 3, path
    plain = ["intitule", "porteurs.1", "portage.autre.precision", "selection.propre1.precision"]
    plain += ["indicateurs.propres.1", "indicateurs.beneficiaires.total"]
    plain += ["indicateurs.blocs.droits.outils.1.nom", "indicateurs.blocs.droits.heures"]
    plain += ["budget.autres_financeurs.prives.precision"]
    for path in plain:
        assert normal_print(shown[path]) == normal_print(words), path
    assert normal_print(shown["budget.cout_unitaire"]) == normal_print(f"x {words}")


def normal_print(text):
    """Return the text without the spaces that French print puts before and after signs."""
    return text.replace(" ", "")


@pytest.mark.parametrize("text", PIECES)
def test_a_text_arrives_intact_in_the_contract(text):
    """In the cover, the parties, the articles and the signatures; nothing else is lost."""
    file = Rendu(hostile_contract(text)).contrat_complet()
    assert unsound(file.contenu) == []
    shown = normal_print(normal(Docx(file.contenu).texte))
    quiet = normal_print(
        normal(Docx(Rendu(hostile_contract("Xyz")).contrat_complet().contenu).texte)
    )
    words = normal_print(normal(text)).lower()  # « Le » and « L' » begin a sentence
    assert shown.lower().count(words) == quiet.count("Xyz") > 40
    assert "Article10–Recours" in shown


@pytest.mark.sdk
def test_hostile_files_are_valid_for_microsoft():
    """All pieces at once, in every place."""
    text = " ".join(piece.values[0] for piece in PIECES)[:280]
    rendu = Rendu(hostile_contract(text), mentions=Mentions(projet=True))
    assert sdk_errors(rendu.contrat_complet().contenu) == []
    assert sdk_errors(rendu.fiche("un").contenu) == []


def test_a_description_of_five_thousand_words_is_whole():
    """From its first word to its last."""
    words = [f"mot{n}" for n in range(5000)]
    text = "\n\n".join(" ".join(words[i : i + 100]) for i in range(0, 5000, 100))
    file = Rendu(a_contrat(fiches=[fiche(description=text)])).fiche("un")
    assert check_invariants(file.contenu) == []
    assert Docx(file.contenu).answers["description"].split() == words


def test_a_long_label_is_printed_whole():
    """Only the title of its control is cut, which Word limits."""
    label = "Un libellé très long " * 12
    own = [{"libelle": label, "cible": "1"}]
    contrat = a_contrat(
        fiches=[
            fiche(
                budget={
                    "depenses": [{"libelle": label, "montant": "1"}],
                    "autres_financeurs": {"propres": [{"libelle": label, "montant": "1"}]},
                },
                indicateurs={"propres": own},
                portage=[{"libelle": label, "precision": label}],
                selection=[{"autre": label}],
            )
        ]
    )
    file = Rendu(contrat).fiche("un")
    assert check_invariants(file.contenu) == []
    assert normal(Docx(file.contenu).texte).count(normal(label)) == 6


SHAPES = [
    pytest.param({}, id="no-fiche"),
    pytest.param({"axes": []}, id="no-axis"),
    pytest.param({"articles": []}, id="no-article"),
    pytest.param({"fiches": [fiche()]}, id="empty-fiche"),
    pytest.param({"fiches": [fiche(**FULL)]}, id="full-fiche"),
    pytest.param(
        {"fiches": [fiche("a"), fiche("b", axe="logement")], "numerotation": "par_axe"},
        id="by-axis",
    ),
    pytest.param({"fiches": [fiche(axe="oubli")]}, id="unknown-axis"),
    pytest.param(
        {
            "parties": [ETAT, VILLE, CCAS]
            + [{"cle": f"p{n}", "type": "commune", "nom": f"la Ville {n}"} for n in range(2)],
            "communes_associees": ["Aubrive"],
            "annexes": [{"cle": "charte", "intitule": "Charte"}],
        },
        id="five-parties",
    ),
    pytest.param(
        {
            "exercices": [{"cle": "2025-2026", "debut": "2025-10-01", "fin": "2026-09-30"}],
            "preambule": "Voir l'<article:avenant>.",
            "temoins": [{"fonction": "Maire d'Aubrive"}],
        },
        id="school-year",
    ),
    pytest.param(
        {"axes": [AXES[0]] * 1, "fiches": [fiche(f"f{n}") for n in range(30)]}, id="thirty"
    ),
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("projet", [False, True])
def test_contracts_of_all_shapes_render_sound_files(shape, projet):
    """With nothing but what the model asks for, or with everything."""
    rendu = Rendu(a_contrat(**shape), mentions=Mentions(projet=projet))
    files = [make() for _, make in rendu.pack()] + [rendu.vierge()]
    for file in files:
        if file.nom.endswith(".docx"):
            assert check_invariants(file.contenu) == [], file.nom
            document = Docx(file.contenu)
            assert set(document.anchors) <= set(document.bookmarks)
            assert "None" not in document.texte


def test_a_contract_without_a_fiche_is_one_file():
    """With no annex to leave out."""
    rendu = Rendu(a_contrat())
    assert [name for name, _ in rendu.pack()] == ["contrat.docx"]
    assert rendu.contrat_complet(annexes=False).nom == "contrat.docx"
    document = Docx(rendu.contrat_complet().contenu)
    assert "[annexe:" not in document.texte
    assert "fiches-actions jointes par avenant" in normal(document.texte)


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_signatures_stand_side_by_side(count):
    """Two to five in one row."""
    parties = [
        {
            "cle": f"p{n}",
            "type": "etat" if not n else "commune",
            "nom": f"la Ville {n}",
            "representants": [{"nom": f"Signataire {n}", "fonction": f"Maire {n}"}],
        }
        for n in range(count)
    ]
    rows = Docx(Rendu(a_contrat(parties=parties)).contrat_complet().contenu).rows
    (row,) = (row for row in rows if any("Signataire 0" in cell for cell in row))
    assert [n for n, cell in enumerate(row) if f"Signataire {n}" in cell] == list(range(count))


def test_a_contract_of_the_earlier_form_is_an_edition_like_another():
    """Every edition has a template, and every field that it prints is one of the model."""
    assert load_edition("2026").gabarit == "fiche_action.docx"
    assert Contrat.model_fields["edition"].default == "2026"
