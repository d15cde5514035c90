"""The body of `fiche_action_2022.docx`: the short form of the contracts of 2021 to 2023."""

from __future__ import annotations

from tools.fiche_action import answer, comments, indicator_table, run_in, value_table
from tools.wordml import (
    block,
    bookmark,
    choose,
    control,
    each,
    para,
    rich_control,
    run,
    section,
    when,
)

FUNDS = (7338, 2300)
"""Widths of a spending and its amount."""


def fiche_action_2022() -> str:
    """Return the body of the template."""
    return _head() + _operators() + _action() + _cost() + _indicators() + section()


def _head() -> str:
    title = run("{{ rubriques.fiche }} {{ numero }}\u00a0: ") + control(
        "intitule", "Intitulé de l’action", "{{ fiche.intitule }}"
    )
    return "".join(
        [
            para("Surtitre", "{{ surtitre }}"),
            para("Axe", "Axe n°\u00a0{{ axe_numero }}\u00a0: {{ axe_intitule }}"),
            when(
                "fiche.sous_theme",
                para("Surtitre", control("sous_theme", "Sous-thème", "{{ fiche.sous_theme }}")),
            ),
            para("Titre1", bookmark(1, "{{ ancre }}", title), props='<w:spacing w:before="0"/>'),
            when("modification", para("Mention", "{{ modification }}")),
            para("Titre2", "{{ rubriques.presentation }}"),
        ]
    )


def _operators() -> str:
    """Return the operators, each with its part and its presentation; « à définir » without any."""
    name = control("porteurs.{{ loop.index }}", "Opérateur", "{{ operateur.nom }}")
    role = run("{% if operateur.role %} ({{ operateur.role }}){% endif %}")
    presentation = when(
        "operateur.presentation",
        rich_control(
            "porteurs.{{ loop.index }}.presentation",
            "Présentation",
            block("operateur.presentation"),
        ),
    )
    known = para("Titre3", "{{ rubriques.porteurs }}") + each(
        "operateur in fiche.porteurs", para("Corpsdetexte", name, role) + presentation
    )
    return when("fiche.porteurs", known, otherwise=run_in("porteurs", "{{ porteur }}"))


def _action() -> str:
    partner = control("{{ case.chemin }}", "Partenaire", "{{ case.libelle }}")
    precision = run("{% if case.precision %} ({{ case.precision }}){% endif %}")
    partners = para("Titre3", "{{ rubriques.partenaires }}") + each(
        "case in formulaire.partenaires.toutes", para("Listepuces", partner, precision)
    )
    own = each(
        "rubrique in fiche.rubriques",
        para("Titre3", "{{ rubrique.libelle }}"),
        rich_control("rubriques.{{ loop.index }}", "Rubrique propre", block("rubrique.texte")),
    )
    return "".join(
        [
            when(
                "formulaire.partenaires.toutes",
                partners,
                otherwise=run_in("partenaires", "{{ vide }}"),
            ),
            comments("fiche.commentaires_partenaires", "commentaires_partenaires"),
            answer("public_cible"),
            answer("description"),
            own,
            answer("calendrier", known="periode"),
        ]
    )


def _cost() -> str:
    return "".join(
        [
            para("Titre2", "{{ rubriques.cout }}"),
            value_table("formulaire.cout", "rubriques.depense", FUNDS),
            comments("fiche.budget.commentaires", "budget.commentaires"),
        ]
    )


def _indicators() -> str:
    listed = para("Titre2", "{{ rubriques.indicateurs }}") + "".join(
        [
            when(
                "fiche.indicateurs.liste or vierge",
                rich_control(
                    "indicateurs.liste",
                    "{{ rubriques.indicateurs }}",
                    when(
                        "fiche.indicateurs.liste",
                        block("fiche.indicateurs.liste"),
                        otherwise=para("Corpsdetexte", "{{ vide }}"),
                    ),
                ),
            ),
            indicator_table("formulaire.propres"),
        ]
    )
    return choose(
        {"fiche.indicateurs.liste or formulaire.propres.presente or vierge": listed},
        otherwise=run_in("indicateurs", "{{ vide }}"),
    )
