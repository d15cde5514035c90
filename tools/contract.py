"""The body of `contract.docx`: cover, parties, preamble, summary, articles, signatures, annexes."""

from __future__ import annotations

from ctai_docs.documents.views.matieres import ANNEXES, COUVERTURE, PARTIES, PREAMBULE, SIGNATURES
from ctai_docs.machine.colours import SHADE
from tools.coup_d_oeil import glance
from tools.wordml import (
    block,
    bold,
    bookmark,
    cell,
    contents,
    each,
    each_cell,
    para,
    row,
    rows,
    run,
    section,
    table,
    when,
)

AXIS, COUNT, AMOUNT = 6238, 1200, 2200
NUMBER, FICHE, HOLDER = 700, 5938, 3000
WIDTH = 9638
THIRDS = [WIDTH // 3] * 3
KEEP, NEW_PAGE = "<w:keepNext/>", "<w:pageBreakBefore/>"


def contract() -> str:
    """Return the body of the template."""
    return "".join(
        [
            _cover(),
            _contents(),
            glance(),
            _parties(),
            when(
                "contrat.preambule", _heading(2, PREAMBULE, "Préambule"), block("contrat.preambule")
            ),
            when("synthese", para("Titre2", "Synthèse financière par axe"), _summary()),
            each("article in articles", _article()),
            signatures(_heading(3, SIGNATURES, "Signatures")),
            _witnesses(),
            when("annexes", _annexes()),
            section(title_page=True),
        ]
    )


def _cover() -> str:
    logos = table(
        "MiseEnPage",
        THIRDS,
        row(each_cell("logo in logos", para("Logo", "{{r logo }}"))),
        title="Logos des parties",
        first_row=False,
    )
    return "".join(
        [
            when("logos", logos),
            para("Titre", bookmark(6, COUVERTURE, run("{{ titre }}"))),
            para("Soustitre", "{{ collectivite }}"),
            para("Periode", "{{ periode }}"),
            when("consolidation", para("Entre", "{{ consolidation }}")),
            para("Entre", "entre"),
            each("partie in parties", para("Partie", "{{ partie.nom }}")),
            when("document.statut", para("Projet", "{{ document.statut }}")),
        ]
    )


def _heading(number: int, name: str, title: str, props: str = "") -> str:
    """Return a heading of the first level, and its bookmark."""
    return para("Titre1", bookmark(number, name, run(title)), props=props)


def _contents() -> str:
    head = para("Titre1", "Sommaire", props=NEW_PAGE)
    return when("matieres", head, contents("matieres"))


def _parties() -> str:
    presented = bold("{{ partie.nom }}") + run("{{ partie.qualites }},")
    return "".join(
        [
            _heading(4, PARTIES, "Parties", NEW_PAGE),
            para("Corpsdetexte", "Entre", props=KEEP),
            each(
                "partie in parties",
                para("Corpsdetexte", presented),
                when("not loop.last", para("Corpsdetexte", "et", props=KEEP)),
            ),
            para("Corpsdetexte", "ci-après ensemble « les parties », il est convenu ce qui suit."),
        ]
    )


def _summary() -> str:
    legend = (
        "Montant de chaque axe\u00a0: subvention de l’État demandée sur les crédits de l’action 12 "
        "du programme 104 et contribution de la collectivité. Les autres financements figurent à "
        "l’annexe budgétaire."
    )
    return para("Legende", legend) + table(
        "TableauDonnees",
        [AXIS, COUNT, AMOUNT],
        row(
            cell(AXIS, para("Enttedetableau", "Axe")),
            cell(COUNT, para("EntteMontant", "Fiches")),
            cell(AMOUNT, para("EntteMontant", "Montant")),
            header=True,
        ),
        rows(
            "axe in synthese",
            3,
            row(
                cell(AXIS, para("LigneTableau", "{{ axe.numero }}. {{ axe.intitule }}")),
                cell(COUNT, para("Montant", "{{ axe.fiches }}")),
                cell(AMOUNT, para("Montant", "{{ axe.montant }}")),
            ),
        ),
        row(
            cell(AXIS, para("LigneTotal", "Total"), shade=SHADE),
            cell(COUNT, para("MontantTotal", "{{ synthese_fiches }}"), shade=SHADE),
            cell(AMOUNT, para("MontantTotal", "{{ synthese_total }}"), shade=SHADE),
        ),
        title="Montant du contrat par axe, en euros",
    )


def _article() -> str:
    title = run("Article {{ article.numero }} – {{ article.titre }}")
    return "".join(
        [
            para("Titre1", bookmark(1, "{{ article.ancre }}", title)),
            when("article.modification", para("Mention", "{{ article.modification }}")),
            block("article.texte"),
        ]
    )


def signatures(heading: str) -> str:
    """Return the block of signatures: who signs in the first row, room and name in the second."""
    who = "".join(
        [
            para("Signature", bold("{{ signataire.partie }}")),
            when("signataire.fonction", para("Signature", "{{ signataire.fonction }}")),
            each("titre in signataire.titres", para("SignatureTitre", "{{ titre }}")),
        ]
    )
    name = para("Signature", "{{ signataire.nom }}", props='<w:spacing w:before="1300"/>')
    return "".join(
        [
            heading,
            para("Corpsdetexte", "Fait{{ fait_a }}, {{ fait_le }}", props=KEEP),
            table(
                "MiseEnPage",
                THIRDS,
                row(each_cell("signataire in signataires", who), header=True),
                row(each_cell("signataire in signataires", name)),
                title="Signatures des parties",
                first_row=False,
            ),
        ]
    )


def _witnesses() -> str:
    seen = para("Corpsdetexte", "{{ temoin.nom }}, {{ temoin.fonction }}", props="<w:keepLines/>")
    return when(
        "temoins",
        para("Intertitre3", "En présence de\u00a0:"),
        each("temoin in temoins", seen),
    )


def _annexes() -> str:
    annexe = "Annexe {{ annexe.numero }}\u00a0: {{ annexe.intitule }}"
    return "".join(
        [
            _heading(5, ANNEXES, "Annexes", NEW_PAGE),
            each("annexe in annexes", para("Listepuces", annexe)),
            when("sommaire", para("Titre2", "Fiches-actions"), _fiches()),
        ]
    )


def _fiches() -> str:
    return table(
        "TableauDonnees",
        [NUMBER, FICHE, HOLDER],
        row(
            cell(NUMBER, para("EntteMontant", "N°")),
            cell(FICHE, para("Enttedetableau", "Fiche-action")),
            cell(HOLDER, para("Enttedetableau", "Porteur")),
            header=True,
        ),
        rows(
            "fiche in sommaire",
            3,
            row(
                cell(NUMBER, para("Montant", "{{ fiche.numero }}")),
                cell(FICHE, para("LigneTableau", "{{ fiche.intitule }}")),
                cell(HOLDER, para("LigneTableau", "{{ fiche.porteur }}")),
            ),
        ),
        title="Liste des fiches-actions",
    )
