"""The body of `budget_annex.docx`: by axis and fiche, by source, by budget year."""

from __future__ import annotations

from ctai_docs.machine.colours import SHADE
from tools.palette import LIGHT
from tools.wordml import (
    bookmark,
    cell,
    para,
    row,
    row_tag,
    rows,
    run,
    section,
    table,
    when,
)

AXIS, FICHE, AMOUNT = 1000, 9570, 2000
WIDTH = AXIS + FICHE + 2 * AMOUNT
KEEP = "<w:keepNext/>"


def budget_annex() -> str:
    """Return the body of the template."""
    return "".join(
        [
            para(
                "Titre1",
                bookmark(1, "{{ ancre }}", run("{{ titre }}")),
                props='<w:spacing w:before="0"/>',
            ),
            para("Titre2", "Programmation par axe et par fiche-action"),
            _programme(),
            para("Titre2", "Financement par source"),
            _sources(),
            _chart("graphique_sources"),
            para("Titre2", "Contribution de l’État par exercice"),
            _years(),
            _chart("graphique_exercices"),
            section(landscape=True),
        ]
    )


def _chart(name: str) -> str:
    return when(name, para("Graphique", f"{{{{r {name} }}}}"))


def _label(
    width: int, text: str, style: str = "LigneTableau", shade: str = "", props: str = ""
) -> str:
    return cell(width, para(style, text, props=props), shade=shade)


def _amount(text: str, style: str = "Montant", shade: str = "") -> str:
    return cell(AMOUNT, para(style, text), shade=shade)


def _programme() -> str:
    """Return the table of axes and fiches: an axis is a row, with its sub-totals, over its own."""
    axis = row(
        _label(AXIS, "Axe {{ axe.numero }}", "LigneTotal", LIGHT),
        _label(FICHE, "{{ axe.intitule }} – sous-total", "LigneTotal", LIGHT),
        _amount("{{ axe.total_cout }}", "MontantTotal", LIGHT),
        _amount("{{ axe.total_subvention_p104 }}", "MontantTotal", LIGHT),
    )
    fiche = row(
        _label(AXIS, "Axe {{ axe.numero }}"),
        _label(FICHE, "{{ fiche.numero }}. {{ fiche.intitule }} – {{ fiche.porteur }}"),
        _amount("{{ fiche.cout }}"),
        _amount("{{ fiche.subvention_p104 }}"),
    )
    total = row(
        _label(AXIS, "Total", "LigneTotal", SHADE),
        _label(FICHE, "Ensemble des axes", "LigneTotal", SHADE),
        _amount("{{ annexe.total_cout }}", "MontantTotal", SHADE),
        _amount("{{ annexe.total_subvention_p104 }}", "MontantTotal", SHADE),
    )
    share = row(
        _label(AXIS, "Part"),
        _label(FICHE, "{{ annexe.libelle_part }}"),
        _amount("{{ annexe.part_subvention_p104 }}"),
        _amount("{{ annexe.total_subvention_p104 }}"),
    )
    return table(
        "TableauDonnees",
        [AXIS, FICHE, AMOUNT, AMOUNT],
        row(
            _label(AXIS, "Axe", "Enttedetableau"),
            _label(FICHE, "Fiche-action", "Enttedetableau"),
            _amount("Coût prévisionnel", "EntteMontant"),
            _amount("Montant demandé", "EntteMontant"),
            header=True,
        ),
        row_tag("for axe in annexe.axes", 4),
        axis,
        rows("fiche in axe.fiches", 4, fiche),
        row_tag("endfor", 4),
        total,
        share,
        title="Coût prévisionnel et montant demandé, par axe et par fiche-action",
    )


def _sources() -> str:
    width = WIDTH - 2 * AMOUNT
    return table(
        "TableauDonnees",
        [width, AMOUNT, AMOUNT],
        row(
            _label(width, "Source de financement", "Enttedetableau"),
            _amount("Montant", "EntteMontant"),
            _amount("Part du total", "EntteMontant"),
            header=True,
        ),
        rows(
            "source in annexe.sources",
            3,
            row(
                _label(width, "{{ source.libelle }}", props=KEEP),
                _amount("{{ source.montant }}"),
                _amount("{{ source.part }}"),
            ),
        ),
        row(
            _label(width, "Total des financements", "LigneTotal", SHADE),
            _amount("{{ annexe.total_financements }}", "MontantTotal", SHADE),
            _amount("100\u00a0%", "MontantTotal", SHADE),
        ),
        title="Financement du plan d’actions par source",
    )


def _years() -> str:
    width = WIDTH - 3 * AMOUNT
    return table(
        "TableauDonnees",
        [width, AMOUNT, AMOUNT, AMOUNT],
        row(
            _label(width, "Exercice", "Enttedetableau"),
            _amount("Contribution", "EntteMontant"),
            _amount("Montant demandé", "EntteMontant"),
            _amount("Solde", "EntteMontant"),
            header=True,
        ),
        rows(
            "exercice in annexe.exercices",
            4,
            row(
                _label(width, "{{ exercice.libelle }}", props=KEEP),
                _amount("{{ exercice.contribution }}"),
                _amount("{{ exercice.total_subvention_p104 }}"),
                _amount("{{ exercice.solde }}"),
            ),
        ),
        title="Contribution de l’État par exercice, et montants demandés par les fiches-actions",
    )
