"""The body of `avenant.docx`: parties, visas, an article for each one changed, budget."""

from __future__ import annotations

from ctai_docs.machine.colours import SHADE
from tools.contract import signatures
from tools.palette import LIGHT
from tools.wordml import (
    block,
    bold,
    cell,
    each,
    para,
    row,
    row_tag,
    rows,
    run,
    section,
    table,
    when,
)

LABEL, AMOUNT = 3638, 1500
COLUMNS = ("cout_avant", "cout_apres", "subvention_p104_avant", "subvention_p104_apres")
HEADS = ("Coût total, avant", "Coût total, après", "Crédits P104, avant", "Crédits P104, après")
KEEP = "<w:keepNext/>"


def avenant() -> str:
    """Return the body of the template."""
    return "".join(
        [
            _head(),
            _parties(),
            _visas(),
            _object(),
            each("article in articles", _article()),
            when(
                "comparaison", _title("budget", "Budget des actions, avant et après"), _comparison()
            ),
            when(
                "renumerotations",
                _title("renumerotations", "Renumérotation"),
                each("phrase in renumerotations", para("Corpsdetexte", "{{ phrase }}")),
            ),
            _title("autres", "Autres dispositions"),
            para("Corpsdetexte", "Les autres dispositions du contrat demeurent inchangées."),
            _title("effet", "Date d’effet"),
            para("Corpsdetexte", "{{ effet }}", props=KEEP),
            signatures(para("Titre2", "Signatures")),
            _annexes(),
            section(),
        ]
    )


def _head() -> str:
    return "".join(
        [
            para("Surtitre", "{{ surtitre }}"),
            para("Titre1", "{{ titre }}", props='<w:spacing w:before="0"/>'),
        ]
    )


def _parties() -> str:
    presented = bold("{{ partie.nom }}") + run("{{ partie.qualites }},")
    return "".join(
        [
            para("Corpsdetexte", "Entre", props=KEEP),
            each(
                "partie in parties",
                para("Corpsdetexte", presented),
                when("not loop.last", para("Corpsdetexte", "et", props=KEEP)),
            ),
            para("Corpsdetexte", "ci-après ensemble « les parties »,"),
        ]
    )


def _visas() -> str:
    return "".join(
        [
            each("visa in visas_propres", block("visa")),
            each("visa in visas", para("Corpsdetexte", "{{ visa }}")),
            para("Corpsdetexte", "il est convenu ce qui suit."),
        ]
    )


def _title(name: str, title: str) -> str:
    return para("Titre2", f"Article {{{{ numeros.{name} }}}} – {title}")


def _object() -> str:
    return "".join(
        [
            _title("objet", "Objet et motifs"),
            block("objet"),
            when("motif", block("motif")),
        ]
    )


def _article() -> str:
    return "".join(
        [
            para("Titre2", "Article {{ article.numero }} – {{ article.titre }}"),
            when("article.phrase", para("Corpsdetexte", "{{ article.phrase }}", props=KEEP)),
            each(
                "disposition in article.dispositions",
                when("disposition.texte", _sentence(KEEP), otherwise=_sentence()),
                when("disposition.texte", block("disposition.texte")),
                when("disposition.motif", block("disposition.motif")),
            ),
        ]
    )


def _sentence(props: str = "") -> str:
    """Return the sentence of a change: one of several is listed; what it quotes follows it."""
    said = "{{ disposition.phrase }}"
    return when(
        "article.phrase",
        para("Listepuces", said, props=props),
        otherwise=para("Corpsdetexte", said, props=props),
    )


def _row(label: str, item: str, *, total: bool = False, shade: str = "") -> str:
    """Return a row of the table; `item` is the expression of the row that it prints."""
    styles = ("LigneTotal", "MontantTotal") if total else ("LigneTableau", "Montant")
    amounts = (
        cell(AMOUNT, para(styles[1], f"{{{{ {item}.{column} }}}}"), shade=shade)
        for column in COLUMNS
    )
    return row(cell(LABEL, para(styles[0], label), shade=shade), *amounts)


def _comparison() -> str:
    """Return the table of the rows that changed, an axis over its fiches, then the total."""
    head = row(
        cell(LABEL, para("Enttedetableau", "Axe ou fiche-action")),
        *(cell(AMOUNT, para("EntteMontant", text)) for text in HEADS),
        header=True,
    )
    columns = 1 + len(COLUMNS)
    return para(
        "Legende",
        "Seules figurent les lignes qui changent, et le total. Crédits P104\u00a0: subvention "
        "demandée sur les crédits de l’action 12 du programme 104.",
    ) + table(
        "TableauDonnees",
        [LABEL, *[AMOUNT] * len(COLUMNS)],
        head,
        row_tag("for axe in comparaison.axes", columns),
        _row("{{ axe.total.libelle }} – sous-total", "axe.total", total=True, shade=LIGHT),
        rows("fiche in axe.fiches", columns, _row("{{ fiche.libelle }}", "fiche")),
        row_tag("endfor", columns),
        _row("{{ comparaison.total.libelle }}", "comparaison.total", total=True, shade=SHADE),
        title="Budget des actions avant et après l’avenant, en euros",
    )


def _annexes() -> str:
    annexe = "Annexe n°\u00a0{{ annexe.numero }}\u00a0: {{ annexe.intitule }}"
    return when(
        "annexes",
        para("Titre2", "Annexes"),
        each("annexe in annexes", para("Listepuces", annexe)),
    )
