"""The page « En un coup d'œil » of `contract.docx`: axes and fiches, calendar, public."""

from __future__ import annotations

from ctai_docs.documents.views.matieres import COUP_D_OEIL
from ctai_docs.machine.colours import SHADE
from tools.palette import LIGHT
from tools.wordml import bookmark, cell, para, row, row_tag, rows, run, table, when

LABEL, AMOUNT = 5838, 1900
VIEW = "coup_d_oeil"


def glance() -> str:
    """Return the page, printed where the dossier asks for it."""
    heading = bookmark(7, COUP_D_OEIL, run("En un coup d’œil"))
    return when(
        VIEW,
        para("Titre1", heading, props="<w:pageBreakBefore/>"),
        para("Corpsdetexte", f"{{{{ {VIEW}.resume }}}}", props="<w:keepNext/>"),
        _axes(),
        _chart("calendrier"),
        _chart("publics"),
        when(f"{VIEW}.note", para("Note", f"{{{{ {VIEW}.note }}}}")),
    )


def _chart(name: str) -> str:
    return when(f"{VIEW}.{name}", para("Graphique", f"{{{{r {VIEW}.{name} }}}}"))


def _axes() -> str:
    head = row(
        cell(LABEL, para("Enttedetableau", "Axe et fiches-actions")),
        cell(AMOUNT, para("EntteMontant", "Coût prévisionnel")),
        cell(AMOUNT, para("EntteMontant", "Montant demandé")),
        header=True,
    )
    return table(
        "TableauDonnees",
        [LABEL, AMOUNT, AMOUNT],
        head,
        row_tag(f"for axe in {VIEW}.axes", 3),
        _amounts("axe", "total_", "LigneTotal", "MontantTotal", LIGHT),
        rows("fiche in axe.fiches", 3, _amounts("fiche", "", "LigneTableau", "Montant")),
        row_tag("endfor", 3),
        row(
            cell(LABEL, para("LigneTotal", "Total"), shade=SHADE),
            cell(AMOUNT, para("MontantTotal", f"{{{{ {VIEW}.total_cout }}}}"), shade=SHADE),
            cell(
                AMOUNT, para("MontantTotal", f"{{{{ {VIEW}.total_subvention_p104 }}}}"), shade=SHADE
            ),
        ),
        title="Coût prévisionnel et montant demandé, par axe et par fiche-action",
    )


def _amounts(line: str, sums: str, style: str, amount: str, shade: str = "") -> str:
    """Return a row; `sums` is what the names of its amounts begin with, where they are sums."""
    return row(
        cell(LABEL, para(style, f"{{{{ {line}.libelle }}}}"), shade=shade),
        cell(AMOUNT, para(amount, f"{{{{ {line}.{sums}cout }}}}"), shade=shade),
        cell(AMOUNT, para(amount, f"{{{{ {line}.{sums}subvention_p104 }}}}"), shade=shade),
    )
