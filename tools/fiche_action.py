"""The body of `fiche_action.docx`: every part of the national form, in its order."""

from __future__ import annotations

from ctai_docs.machine.colours import SHADE
from tools.wordml import (
    block,
    bookmark,
    cell,
    checkbox,
    choose,
    control,
    each,
    para,
    rich_control,
    row,
    rows,
    rows_when,
    run,
    section,
    shown,
    tab,
    table,
    when,
)

WIDTH = 9638
HALF = WIDTH // 2
TOOL, USE = 3638, 6000
"""Widths of a tool and its description."""
PARTNERS = (2700, 3938, 3000)
"""Widths of three columns of checkboxes: the middle one holds the longest label."""
FUNDS = (7538, 2100)
"""Widths of the budget: label, amount."""
FIGURES = (7338, 2300)
"""Widths of a label and its figure."""
PHRASES = (4438, 5200)
"""Widths of a label and its target where a target is a phrase."""


def fiche_action() -> str:
    """Return the body of the template."""
    return _head() + _general() + _budget() + _indicators() + section()


def _head() -> str:
    title = (
        run("{{ rubriques.fiche }}\u00a0{{ numero }}\u00a0: ")
        + control("intitule", "Intitulé de l’action", "{{ fiche.intitule }}")
        + run(" – {{ porteur }}")
    )
    return "".join(
        [
            para("Surtitre", "{{ surtitre }}"),
            para("Titre1", bookmark(1, "{{ ancre }}", title), props='<w:spacing w:before="0"/>'),
            para("Axe", "Axe n°\u00a0{{ axe_numero }}\u00a0: {{ axe_intitule }}"),
            when("modification", para("Mention", "{{ modification }}")),
        ]
    )


def _general() -> str:
    place = run_in("territoire", "{{ territoire }}")
    place = when("territoire", place, otherwise=answer("territoire"))
    return "".join(
        [
            para("Titre2", "1. {{ rubriques.informations }}"),
            answer("description"),
            para("Titre3", "{{ rubriques.thematiques }}"),
            _instruction("thematiques"),
            _boxes("formulaire.thematiques", "{{ rubriques.thematiques }}"),
            answer("calendrier", known="periode"),
            place,
            _operators(),
            para("Titre3", "{{ rubriques.partenaires }}"),
            _boxes("formulaire.partenaires", "{{ rubriques.partenaires }}", PARTNERS),
            comments("fiche.commentaires_partenaires", "commentaires_partenaires"),
        ]
    )


def _operators() -> str:
    title = "{{ rubriques.porteurs }}"
    name = control("porteurs.{{ loop.index }}", "Porteur de l’action", "{{ operateur.nom }}")
    role = run("{% if operateur.role %} ({{ operateur.role }}){% endif %}")
    several = each("operateur in fiche.porteurs", para("Corpsdetexte", name, role))
    one = run_in("porteurs", "{{ operateur.nom }}", "porteurs.{{ loop.index }}", role)
    return "".join(
        [
            choose(
                {
                    "fiche.porteurs|length == 1": each("operateur in fiche.porteurs", one),
                    "fiche.porteurs": para("Titre3", title) + several,
                },
                otherwise=run_in("porteurs", "{{ porteur }}"),
            ),
            _instruction("porteurs"),
            _side_by_side("portage", "selection"),
            comments("fiche.commentaires_porteurs", "commentaires_porteurs"),
        ]
    )


def _side_by_side(*names: str) -> str:
    """Return two titled lists of checkboxes, one beside the other."""
    free = '<w:keepNext w:val="0"/><w:spacing w:before="40"/>'
    lists = [
        cell(
            HALF,
            para("Titre4", shown(f"rubriques.{name}"), props=free),
            each(f"case in formulaire.{name}.toutes", _box("case")),
        )
        for name in names
    ]
    title = " et ".join(shown(f"rubriques.{name}") for name in names)
    both = row(*lists)
    return table("MiseEnPage", [HALF, HALF], both, title=title, first_row=False)


def _budget() -> str:
    financing = value_table("formulaire.budget", "rubriques.budget", FUNDS)
    spending = value_table("formulaire.depenses", "Nature de la dépense", FUNDS)
    return "".join(
        [
            para("Titre2", "2. {{ rubriques.budget }}"),
            financing,
            when("formulaire.depenses", para("Titre3", "Dépenses prévisionnelles"), spending),
            _instruction("budget"),
            comments("fiche.budget.commentaires", "budget.commentaires"),
        ]
    )


def _indicators() -> str:
    return "".join(
        [
            para("Titre2", "3. {{ rubriques.indicateurs }}"),
            _instruction("indicateurs"),
            when(
                "formulaire.propres.presente",
                para("Titre3", "{{ rubriques.propres }}"),
                indicator_table("formulaire.propres"),
            ),
            para("Titre3", "3.1 {{ rubriques.beneficiaires }}"),
            _public("primo_arrivants", "formulaire.beneficiaires"),
            _public("acteurs", "formulaire.acteurs"),
            when(
                "formulaire.blocs",
                para("Titre3", "3.2 {{ rubriques.qualitatifs }}"),
                _instruction("qualitatifs"),
                otherwise=_nothing("Titre3", "3.2 {{ rubriques.qualitatifs }}"),
            ),
            each("bloc in formulaire.blocs", _block()),
        ]
    )


def _public(name: str, items: str) -> str:
    """Return the indicators of a public; in one line where the action does not address it."""
    title = shown(f"rubriques.{name}")
    return when(
        f"{items}.presente",
        para("Titre4", title),
        indicator_table(items),
        otherwise=_nothing("Titre4", title),
    )


def _nothing(style: str, title: str) -> str:
    """Return a heading without an answer, in one line: « 3.2 Indicateurs… : sans objet »."""
    return para(f"{style}Ligne", _title(style, title), run("\u00a0: {{ vide }}"))


def _title(style: str, title: str) -> str:
    """Return a title that shares its line with its answer."""
    return run(title, f'<w:rStyle w:val="{style}Intitule"/>')


def _block() -> str:
    box, title = checkbox("bloc.case"), " {{ bloc.titre }}"
    empty = para("Titre4Ligne", box, _title("Titre4", title), run("\u00a0: {{ vide }}"))
    return "".join(
        [
            when("bloc.presente", para("Titre4", box, run(title)), otherwise=empty),
            when(
                "bloc.nature.toutes",
                para("Intertitre3", "{{ bloc.nature_libelle }}"),
                _boxes("bloc.nature", "{{ bloc.nature_libelle }}"),
            ),
            when(
                "bloc.texte",
                para("Intertitre3", "{{ bloc.texte_libelle }}"),
                rich_control("{{ bloc.chemin }}.texte", "Réponse", block("bloc.texte")),
            ),
            when(
                "bloc.table.lignes and (bloc.nature.toutes or bloc.texte)",
                para("Intertitre3", "Indicateurs"),
            ),
            indicator_table("bloc.table", "{{ bloc.titre }}", comments=False),
            when("bloc.outils", para("Intertitre3", "Outils"), _tools()),
            _table_comments("bloc.table"),
        ]
    )


def _tools() -> str:
    widths = (TOOL, USE)
    heads = ("{{ bloc.outils_libelle }}", "{{ bloc.outils_description }}")
    answers = (
        control("{{ outil.chemin }}.nom", "Outil", "{{ outil.nom }}"),
        control("{{ outil.chemin }}.description", "Description", "{{ outil.description }}"),
    )
    head = row(
        *(cell(w, para("Enttedetableau", h)) for w, h in zip(widths, heads, strict=True)),
        header=True,
    )
    tool = row(*(cell(w, para("LigneTableau", a)) for w, a in zip(widths, answers, strict=True)))
    found = rows("outil in bloc.outils", 2, tool)
    return table("TableauDonnees", list(widths), head, found, title=heads[0])


def answer(name: str, known: str = "") -> str:
    """Return a part of the form that is answered by a text; in one line where it is not.

    `known` is what the fiche says of it elsewhere, printed beside the title.
    """
    title, path = shown(f"rubriques.{name}"), f"fiche.{name}"
    beside = _title("Titre3", title) + run(f"\u00a0: {{{{ {known} }}}}")
    line = para("Titre3Ligne", beside, props="<w:keepNext/>")
    heading = when(known, line, otherwise=para("Titre3", title)) if known else para("Titre3", title)
    text = when(path, block(path), otherwise=para("Corpsdetexte", "{{ vide }}"))
    answered = heading + _instruction(name) + rich_control(name, title, text)
    unanswered = {known: para("Titre3Ligne", beside)} if known else {}
    return choose(
        {f"{path} or vierge": answered} | unanswered, otherwise=run_in(name, "{{ vide }}")
    )


def run_in(name: str, text: str, path: str = "", end: str = "") -> str:
    """Return a title and its answer in one line: « Territoire de déploiement : Metz »."""
    title = shown(f"rubriques.{name}")
    answer = control(path or name, title, text)
    return para("Titre3Ligne", _title("Titre3", title), run("\u00a0: "), answer, end)


def comments(expression: str, path: str) -> str:
    """Return the comments of a part, printed where there are some, or room for them."""
    text, empty = block(expression), para("Corpsdetexte", "{{ vide }}")
    return when(
        f"{expression} or vierge",
        para("Intertitre3", "{{ rubriques.commentaires }}"),
        rich_control(path, "{{ rubriques.commentaires }}", when(expression, text, otherwise=empty)),
    )


def _table_comments(items: str) -> str:
    return comments(f"{items}.commentaires", f"{{{{ {items}.chemin }}}}.commentaires")


def _instruction(name: str) -> str:
    """Return the form's own instruction, printed on demand."""
    return when(f"consignes.{name}", para("Consigne", shown(f"consignes.{name}")))


def _boxes(cases: str, title: str, widths: tuple[int, ...] = (HALF, HALF)) -> str:
    """Return rows of checkboxes, each as long as it has boxes."""
    columns = len(widths)
    short = {f"rangee|length == {n}": _box_row(n, widths) for n in range(1, columns)}
    found = rows_when(short, _box_row(columns, widths), columns)
    return table(
        "MiseEnPage",
        list(widths),
        rows(f"rangee in {cases}.rangees", columns, found),
        title=title,
        first_row=False,
    )


def _box_row(length: int, widths: tuple[int, ...]) -> str:
    """Return a row of so many boxes: the last takes the columns that are left."""
    boxes = [_box(f"rangee[{n}]") for n in range(length)]
    last = length - 1
    left = cell(sum(widths[last:]), boxes[last], span=len(widths) - last)
    return row(*map(cell, widths[:last], boxes[:last]), left)


def _box(case: str) -> str:
    """Return the paragraph of a checkbox, its label and its precision."""
    return para(
        "Casecocher", checkbox(case), tab(), run(shown(f"{case}.libelle")), _precision(case)
    )


def _precision(item: str) -> str:
    answer = control(shown(f"{item}.chemin_precision"), "Précision", shown(f"{item}.precision"))
    return run(f"{{% if {item}.precision %}}\u00a0: ") + answer + run("{% endif %}")


def value_table(items: str, head: str, widths: tuple[int, int] = FIGURES, title: str = "") -> str:
    """Return a table of labels and values; every value is a content control."""
    heading = shown(head) if head.startswith("rubriques.") else head
    unit = "{{ rubriques.cible }}" if head == "rubriques.indicateur" else "{{ rubriques.montant }}"
    style = "Enttedetableau" if widths is PHRASES else "EntteMontant"
    labels, values = widths
    first = cell(labels, para("Enttedetableau", heading)), cell(values, para(style, unit))
    line = rows_when({"ligne.total": _total_row(widths)}, _value_row(widths), 2)
    return table(
        "TableauDonnees",
        list(widths),
        row(*first, header=True),
        rows(f"ligne in {items}", 2, line),
        title=title or heading,
    )


_TOGETHER = """<w:keepNext w:val="{{ 'false' if loop.last else 'true' }}"/>"""
"""A table of values stays on one page, where it is no longer than one."""
_VALUE = control("{{ ligne.chemin }}", "{{ ligne.titre }}", "{{ ligne.valeur }}")


def _total_row(widths: tuple[int, int]) -> str:
    return row(
        cell(widths[0], para("LigneTotal", "{{ ligne.libelle }}", props=_TOGETHER), shade=SHADE),
        cell(widths[1], para("MontantTotal", _VALUE, props=_TOGETHER), shade=SHADE),
    )


def _value_row(widths: tuple[int, int]) -> str:
    label = run("{{ ligne.libelle }}") + _precision("ligne")
    levels = {"ligne.niveau == 2": "LigneDont2", "ligne.niveau == 1": "LigneDont"}
    styles = {c: para(style, label, props=_TOGETHER) for c, style in levels.items()}
    phrase, figure = (para(s, _VALUE, props=_TOGETHER) for s in ("LigneTableau", "Montant"))
    value = phrase if widths is PHRASES else when("ligne.phrase", phrase, otherwise=figure)
    named = choose(styles, otherwise=para("LigneTableau", label, props=_TOGETHER))
    note = when("ligne.note", para("Note", "{{ ligne.note }}", props=_TOGETHER))
    return row(cell(widths[0], named, note), cell(widths[1], value))


def indicator_table(name: str, title: str = "", *, comments: bool = True) -> str:
    """Return a table of indicators, where it has rows, and its comment.

    Its columns are of one kind: figures to the right, or all to the left where one is a phrase.
    """
    rows_of, head = f"{name}.lignes", "rubriques.indicateur"
    found = choose(
        {
            f"{name}.phrases": value_table(rows_of, head, PHRASES, title),
            rows_of: value_table(rows_of, head, FIGURES, title),
        }
    )
    return found + (_table_comments(name) if comments else "")
