"""The body of `deliberation.docx`: the act of a body, in its usual order."""

from __future__ import annotations

from tools.wordml import (
    A4,
    MARGIN,
    block,
    bold,
    cell,
    contents,
    each,
    para,
    row,
    run,
    section,
    table,
    when,
)

HALF = (A4[0] - 2 * MARGIN) // 2
KEEP = "<w:keepNext/>"


def deliberation() -> str:
    """Return the body of the template."""
    return "".join(
        [_head(), _reasons(), _decision(), _vote(), _signatures(), _annexes(), section()]
    )


def _head() -> str:
    return "".join(
        [
            para("Surtitre", "{{ collectivite }}"),
            para("Titre1", "{{ titre }}"),
            para("Axe", "{{ seance }}"),
            para("Corpsdetexte", bold("Objet : "), run("{{ objet }}.")),
            when(
                "rapporteur", para("Corpsdetexte", bold("Rapporteur : "), run("{{ rapporteur }}."))
            ),
            when("presence", para("Corpsdetexte", "{{ presence }}")),
            when("document.mention", para("Mention", "{{ document.mention }}")),
        ]
    )


def _reasons() -> str:
    return "".join(
        [
            when(
                "deliberation.expose",
                para("Titre2", "Exposé des motifs"),
                block("deliberation.expose"),
            ),
            para("Titre2", "Délibération"),
            para("Corpsdetexte", bold("{{ organe }},"), props=KEEP),
            when("commissions", para("Corpsdetexte", "{{ commissions }}")),
            each("visa in visas", block("visa")),
            each("considerant in considerants", block("considerant")),
        ]
    )


def _decision() -> str:
    return para("Corpsdetexte", bold("{{ decision }}"), props=KEEP) + each(
        "article in dispositif", block("article")
    )


def _vote() -> str:
    return when(
        "vote",
        para("Titre2", "Vote"),
        each("ligne in vote", para("Corpsdetexte", "{{ ligne }}", props=KEEP)),
    )


def _signatures() -> str:
    both = table(
        "MiseEnPage",
        [HALF, HALF],
        row(
            cell(HALF, _signature("Le président de séance", "president")),
            cell(HALF, _signature("Le secrétaire de séance", "secretaire")),
        ),
        title="Signatures de la délibération",
        first_row=False,
    )
    references = "".join(
        [
            when(
                "deliberation.service",
                para("Note", "Service à l’origine de la délibération : {{ deliberation.service }}"),
            ),
            when(
                "actes",
                para(
                    "Note",
                    "Nomenclature ACTES : {{ actes }} – nature {{ deliberation.nature_actes }}",
                ),
            ),
        ]
    )
    return when("deliberation.est_adoptee", both) + references


def _signature(title: str, name: str) -> str:
    return "".join(
        [
            para("Signature", bold(title)),
            when(
                name,
                para(
                    "Signature",
                    f"{{{{ {name}.presentation }}}}",
                    props='<w:spacing w:before="900"/>',
                ),
                when(f"{name}.nom", para("Signature", f"{{{{ {name}.fonction }}}}")),
            ),
        ]
    )


def _annexes() -> str:
    """Return the list of annexes, with their pages where they stand in the same file."""
    listed = each(
        "annexe in annexes",
        para("Listepuces", "Annexe n° {{ annexe.numero }} : {{ annexe.intitule }}"),
    )
    # LibreOffice leaves a heading behind its entries, which change length once pages are known.
    with_pages = para("Titre2", "Annexes", props="<w:pageBreakBefore/>") + contents("matieres")
    alone = para("Titre2", "Annexes") + listed
    return when("annexes", when("matieres", with_pages, otherwise=alone))
