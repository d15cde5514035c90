"""References by key: to axes, years, parties, rows of the form, articles; in texts and silences."""

from __future__ import annotations

import pytest

from ctai_docs.machine.findings import show_path
from ctai_docs.rules import check
from ctai_docs.rules.references import CHECKS

from .examples import broken


def found(*lines):
    """Return what the reference checks find, as codes and paths."""
    contrat = broken(*lines)
    return [(f.code, show_path(f.path)) for run in CHECKS for f in run(contrat)]


def findings(code, *lines):
    """Return the findings of one code."""
    contrat = broken(*lines)
    return [f for run in CHECKS for f in run(contrat) if f.code == code]


BLOCKS = "fiches[1].indicateurs.blocs"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("fiches[1].axe: langues", [("REF-001", "fiches[1].axe")], id="axis"),
        pytest.param(
            "fiches[3].exercice: 2028", [("REF-002", "fiches[3].exercice")], id="budget year"
        ),
        pytest.param("fiches[3].exercice:", [], id="no budget year"),
        pytest.param("edition: 2031", [("REF-003", "edition")], id="edition"),
        pytest.param(
            "edition: 2031\nfiches[1].thematiques[1]: x",
            [("REF-003", "edition")],
            id="edition unknown silences the form",
        ),
        pytest.param("pilote: maire", [("REF-004", "pilote")], id="pilot"),
        pytest.param(
            "deliberations[1].partie: maire", [("REF-004", "deliberations[1].partie")], id="voter"
        ),
        pytest.param(
            "exercices[2].contributions[2].payeur: villes",
            [("REF-004", "exercices[2].contributions[2].payeur")],
            id="payer",
        ),
        pytest.param(
            "versement.beneficiaires[1].partie: cas",
            [("REF-004", "versement.beneficiaires[1].partie")],
            id="payee",
        ),
        pytest.param(
            "versement.beneficiaires[2]: association",
            [("REF-004", "versement.beneficiaires[2]")],
            id="payee typed alone",
        ),
        pytest.param(
            "parties[4].cle: ville\nexercices[1].contributions[3]:",
            [("REF-005", "parties[4].cle")],
            id="two parties",
        ),
        pytest.param(
            "fiches[1].cle: vivre-ici\npreambule:", [("REF-005", "fiches[3].cle")], id="two fiches"
        ),
        pytest.param("articles[10]: objet", [("REF-005", "articles[10]")], id="two articles"),
        pytest.param("annexes[2].cle: besoins", [("REF-005", "annexes[2].cle")], id="two annexes"),
        pytest.param("annexes[2].cle: budget", [("REF-005", "annexes[2].cle")], id="own annex"),
        pytest.param(
            "exercices[2].cle: 2026\nfiches[3].exercice: 2026",
            [("REF-005", "exercices[2].cle")],
            id="two years",
        ),
        pytest.param("articles[9].texte:", [("REF-006", "articles[9].cle")], id="no text"),
        pytest.param("articles[10]: avenants", [("REF-006", "articles[10]")], id="no clause"),
        pytest.param("articles:", [], id="standard clauses"),
    ],
)
def test_keys_between_parts_of_the_contract(lines, expected):
    """What names an axis, a year, a party or a clause names one that is there, once."""
    assert found(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "fiches[1].thematiques[2]: emplois",
            [("REF-010", "fiches[1].thematiques[2]")],
            id="thematic",
        ),
        pytest.param(
            "fiches[2].portage[1]: ccass", [("REF-011", "fiches[2].portage[1]")], id="box"
        ),
        pytest.param(
            "fiches[3].selection[1]: {autres: en régie}",
            [("REF-011", "fiches[3].selection[1]")],
            id="box with a precision",
        ),
        pytest.param("fiches[2].partenaires[6]: {libelle: Notaires}", [], id="own box"),
        pytest.param(
            "fiches[2].indicateurs.blocs.sante.nature[1]: droits_communs",
            [("REF-011", "fiches[2].indicateurs.blocs.sante.nature[1]")],
            id="nature",
        ),
        pytest.param(
            "fiches[1].budget.autres_financeurs.programme_174: 500",
            [("REF-012", "fiches[1].budget.autres_financeurs.programme_174")],
            id="budget line",
        ),
        pytest.param(
            "fiches[1].indicateurs.beneficiaires.homme: 3",
            [("REF-013", "fiches[1].indicateurs.beneficiaires.homme")],
            id="row of beneficiaries",
        ),
        pytest.param(
            "fiches[3].indicateurs.acteurs.formation: 3",
            [("REF-013", "fiches[3].indicateurs.acteurs.formation")],
            id="row of actors",
        ),
        pytest.param(
            f"{BLOCKS}.francais.menages: 3", [("REF-013", f"{BLOCKS}.francais.menages")], id="row"
        ),
        pytest.param(f"{BLOCKS}.langue.heures: 3", [("REF-014", f"{BLOCKS}.langue")], id="block"),
        pytest.param(
            "fiches[2].thematiques[5]: logement",
            [("REF-015", "fiches[2].thematiques[5]")],
            id="thematic twice",
        ),
        pytest.param(
            "fiches[2].partenaires[2]: {cle: caf, precision: Caen}",
            [("REF-015", "fiches[2].partenaires[2]")],
            id="box twice",
        ),
        pytest.param(
            f"{BLOCKS}.francais.nature: [laicite]",
            [("REF-016", f"{BLOCKS}.francais.nature")],
            id="boxes that the block has not",
        ),
        pytest.param(
            f"{BLOCKS}.emploi.outils: [Atelier]",
            [("REF-016", f"{BLOCKS}.emploi.outils")],
            id="tools that the block has not",
        ),
    ],
)
def test_keys_of_the_national_form(lines, expected):
    """An answer that the edition does not ask for would not be printed: it is said."""
    assert found(lines) == expected


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        pytest.param('"Voir <article:avenant>."', None, None, id="article"),
        pytest.param('"Voir <article:avenants>."', "REF-020", 0, id="no article"),
        pytest.param('"Un\\n\\ndeux\\n<fiche:toit>."', "REF-020", 3, id="no fiche"),
        pytest.param('"- a\\n- [là](axe:x)"', "REF-020", 1, id="in a list, own words"),
        pytest.param('"| A |\\n|---|\\n| <axe:x> |"', "REF-020", 2, id="in a table"),
        pytest.param('"### Voir <annexe:carte>"', "REF-020", 0, id="in a heading"),
        pytest.param('"<valeur:etat.2026> et <valeur:debut>"', None, None, id="facts"),
        pytest.param('"<valeur:etat.2029>"', "REF-020", 0, id="no fact"),
        pytest.param('"<bloc:contributions>"', None, None, id="block"),
        pytest.param('"Un.\\n\\n<bloc:contribution>"', "REF-021", 2, id="no block"),
        pytest.param("'écrivez \\<article:x>'", None, None, id="escaped"),
    ],
)
def test_references_inside_a_text(text, expected, line):
    """A reference to nothing is found at its line, wherever it stands in the text."""
    contrat = broken(f"fiches[2].commentaires_porteurs: {text}")
    results = [f for run in CHECKS for f in run(contrat)]
    assert [(f.code, f.line_in_text) for f in results] == ([(expected, line)] if expected else [])
    assert all(show_path(f.path) == "fiches[2].commentaires_porteurs" for f in results)


def test_the_same_reference_to_nothing_is_found_on_each_line():
    """Each line to correct is named."""
    line = 'preambule: "<axe:x> et <axe:x>\\n\\n<axe:x>"'
    assert [f.line_in_text for f in findings("REF-020", line)] == [0, 2]


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        pytest.param("<article:avenants>", "avenant", id="nearest key"),
        pytest.param("<article:vivre-ici>", "<fiche:vivre-ici>", id="another kind"),
        pytest.param("<axe:zzz>", "langue, vie-sociale", id="all keys"),
    ],
)
def test_a_reference_to_nothing_brings_a_proposal(typed, advice):
    """The remedy names the key that was meant."""
    (finding,) = findings("REF-020", f'preambule: "{typed}"')
    assert advice in finding.remedy


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        pytest.param('pilote:\npreambule: "<valeur:du.pilote>"', "pilote", id="contracted"),
        pytest.param('pilote:\npreambule: "<valeur:pilote>"', "pilote", id="plain"),
        pytest.param(
            'exercices[2].contributions[1]: {payeur: etat}\npreambule: "<valeur:etat.2027>"',
            "exercices",
            id="year without a figure",
        ),
    ],
)
def test_a_fact_that_the_dossier_does_not_give(lines, field):
    """A fact left blank would print nothing: the field to fill in is named."""
    contrat = broken(lines, "articles[9].texte: Rien.")
    assert [f.code for run in CHECKS for f in run(contrat)] == ["REF-022"]
    assert f"« {field} »" in findings("REF-022", lines)[0].remedy.replace("\u00a0", " ")


def test_a_fiche_without_axis_is_no_reference_to_nothing():
    """What is wrong is the axis, said once, even where fiches are numbered by axis."""
    lines = "numerotation: par_axe\nfiches[1].axe: x"
    assert found(lines) == [("REF-001", "fiches[1].axe")]


def test_a_standard_clause_says_what_it_lacks():
    """A clause in use that cites an article left out is found at the clause."""
    assert found("articles: [objet, duree, versement]\npreambule:") == [
        ("REF-024", "articles[3]"),
        ("REF-024", "articles[3]"),
        ("REF-024", "articles[3]"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("axes[1].intitule: Selon <article:objet>", ["REF-023"], id="title"),
        pytest.param("axes[1].intitule: De <16 à 25 ans>", [], id="chevrons"),
    ],
)
def test_a_reference_in_a_line_is_not_read(line, expected):
    """A field of one line prints what is typed: a reference there is an error."""
    assert [code for code, _ in found(line)] == expected


@pytest.mark.parametrize(
    ("silences", "also", "expected"),
    [
        pytest.param("[{code: MON-999, motif: m}]", "", ["REF-030"], id="unknown"),
        pytest.param("[{code: MON-004, motif: m}]", "", ["REF-031"], id="useless"),
        pytest.param(
            "[{code: MON-006, motif: m}]", "fiches[1].budget.cout_unitaire: 7", [], id="useful"
        ),
        pytest.param(
            "[{code: MON-006, chemin: 'fiches[1].budget', motif: m}]",
            "fiches[1].budget.cout_unitaire: 7",
            [],
            id="useful here",
        ),
        pytest.param(
            "[{code: MON-006, chemin: 'fiches[2].budget', motif: m}]",
            "fiches[1].budget.cout_unitaire: 7",
            ["MON-006", "REF-031"],
            id="useful elsewhere",
        ),
        pytest.param("[{code: YML-004, motif: m}]", "", [], id="rule of a reader"),
        *(
            pytest.param(
                f"[{{code: MON-006, chemin: '{chemin}', motif: m}}]",
                "fiches[1].budget.cout_unitaire: 7",
                expected,
                id=chemin,
            )
            for chemin, expected in {
                "fiches.parler-travailler.budget": [],
                "fiches.parler-travailler": [],
                "fiches[1].budget.cout_unitaire": [],
                "fiches.vivre-ici.budget": ["MON-006", "REF-031"],
                "fiches.parler-travail": ["MON-006", "REF-031"],
                "fiches[0].budget": ["MON-006", "REF-031"],
                "budget": ["MON-006", "REF-031"],
            }.items()
        ),
        *(
            pytest.param(
                f"[{{code: REF-004, chemin: '{chemin}', motif: m}}]",
                "exercices[2].contributions[2].payeur: maire",
                [],
                id=chemin,
            )
            for chemin in (
                "exercices[2].contributions[2]",
                "exercices.2027.contributions[2].payeur",
                "exercices.2027.contributions.maire",
                "exercices[2].contributions.maire.payeur",
            )
        ),
    ],
)
def test_silences(silences, also, expected):
    """A silence names a rule that exists and that finds something; readers' rules are not run."""
    report = check(broken(f"controles.silences: {silences}", also))
    assert sorted(f.code for f in report.findings) == expected
