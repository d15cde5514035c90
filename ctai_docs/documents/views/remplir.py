"""The form filled with the answers of a fiche: each part, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ctai_docs.contract.form import Bloc, Edition, Libelle, LigneBudget, Sorte
from ctai_docs.contract.form.edition import TITLE_LIMIT
from ctai_docs.contract.model import (
    BlocThematique,
    Budget,
    Case,
    Cible,
    FicheAction,
    Indicateur,
    Outil,
    Texte,
    Valeurs,
)
from ctai_docs.documents.views.formulaire import (
    A_COMPLETER,
    SANS_OBJET,
    BlocVue,
    Cases,
    CaseVue,
    Formulaire,
    LigneVue,
    OutilVue,
    TableVue,
    Valeur,
)


def fill(edition: Edition, fiche: FicheAction, *, blank: bool = False) -> Formulaire:
    """Return the form of this edition with the answers of the fiche; all of its rows when blank."""
    answers = fiche.indicateurs
    ticked = tuple(Case(cle=key) for key in fiche.thematiques)
    blocks = edition.blocs if blank else tuple(edition.blocs_de(fiche.thematiques))
    return Formulaire(
        thematiques=_boxes("thematiques", edition.thematiques, ticked, blank),
        portage=_boxes("portage", edition.portage, fiche.portage, blank),
        selection=_boxes("selection", edition.selection, fiche.selection, blank),
        partenaires=_boxes("partenaires", edition.partenaires, fiche.partenaires, blank, columns=3),
        budget=_budget(edition, fiche.budget, blank),
        depenses=_spending(fiche.budget),
        cout=_cost(edition, fiche.budget, blank),
        propres=TableVue(
            "indicateurs",
            _own_rows("indicateurs", answers.propres, room=4 if blank else 0),
            answers.commentaires,
        ),
        beneficiaires=_table(
            "indicateurs.beneficiaires", edition.beneficiaires, answers.beneficiaires, blank
        ),
        acteurs=_table("indicateurs.acteurs", edition.acteurs, answers.acteurs, blank),
        blocs=tuple(_block(b, answers.blocs.get(b.cle), blank=blank) for b in blocks),
    )


def _spending(budget: Budget) -> tuple[LigneVue, ...]:
    return tuple(
        _line(f"budget.depenses.{n}", d.libelle, d.montant)
        for n, d in enumerate(budget.depenses, 1)
    )


def _cost(edition: Edition, budget: Budget, blank: bool) -> tuple[LigneVue, ...]:
    """Return the cost as the 2022 edition shows it: spending, total, the part of the State.

    The action's own funders follow, by their names, which the form has no line for.
    """
    if "cout_total" not in edition.rubriques:
        return ()
    rows = _spending(budget)
    if blank:
        rows = (LigneVue("budget.depenses.1", A_COMPLETER, "Dépense", A_COMPLETER),)
    total = edition.rubriques["cout_total"]
    share = next(line.libelle for line in edition.budget if line.cle == "subvention_p104")
    empty: Valeur = A_COMPLETER if blank else SANS_OBJET
    cost = LigneVue("budget.cout_total", total, total, budget.cout or empty, total=True)
    subvention = LigneVue(
        "budget.subvention_p104",
        share,
        _short(share),
        empty if budget.subvention_p104 is None else budget.subvention_p104,
        precision=budget.reserve or "",
    )
    return (*rows, cost, subvention, *_own_funders(budget, "Dont "))


def _own_funders(budget: Budget, lead: str = "") -> tuple[LigneVue, ...]:
    return tuple(
        _line(f"budget.autres_financeurs.propres.{n}", f"{lead}{p.libelle}", p.montant, 1)
        for n, p in enumerate(budget.autres_financeurs.propres, 1)
    )


def _boxes(
    path: str, form: Sequence[Libelle], ticked: Sequence[Case], blank: bool, columns: int = 2
) -> Cases:
    """Return the boxes of the form, then those that the fiche adds."""
    by_key = {case.cle: case for case in ticked if case.cle}
    boxes = [_box(path, label, by_key.get(label.cle), blank) for label in form]
    own = [case for case in ticked if case.libelle]
    boxes += [
        CaseVue(
            f"{path}.propre{n}", c.libelle or "", _short(c.libelle or ""), True, c.precision or ""
        )
        for n, c in enumerate(own, 1)
    ]
    return Cases(tuple(boxes), columns)


def _box(path: str, label: Libelle, case: Case | None, blank: bool) -> CaseVue:
    precision = (case.precision or "") if case else ""
    return CaseVue(
        f"{path}.{label.cle}",
        label.libelle,
        _short(label.court),
        case is not None,
        A_COMPLETER if blank and label.precision else precision,
    )


def _budget(edition: Edition, budget: Budget, blank: bool) -> tuple[LigneVue, ...]:
    """Return the financing table, with the action's own lines after those of their group."""
    rows: list[LigneVue] = []
    for line in edition.budget:
        value, precision = budget.ligne(line.cle, line.sorte)
        if value is not None or precision or line.niveau == 0 or blank:
            rows.append(_budget_row(line, value, precision, blank))
        if line.cle in edition.fins_de_groupe:
            rows += _own_funders(budget)
    return tuple(rows)


def _budget_row(line: LigneBudget, value: Valeur | None, precision: str, blank: bool) -> LigneVue:
    empty = A_COMPLETER if blank else SANS_OBJET
    return LigneVue(
        f"budget.{line.cle}",
        line.libelle,
        _short(line.court),
        empty if value is None or blank else value,
        line.niveau,
        total=line.sorte is Sorte.TOTAL,
        precision=A_COMPLETER if blank and line.precision else precision,
    )


def _table(path: str, form: Sequence[Libelle], answers: Valeurs, blank: bool) -> TableVue:
    rows = [_row(path, label, answers[label.cle], blank) for label in form]
    own = _own_rows(path, answers.propres, room=2 if blank and not form else 0)
    return TableVue(path, (*filter(None, rows), *own), answers.commentaires)


def _row(path: str, label: Libelle, target: Cible | None, blank: bool) -> LigneVue | None:
    if target is None and not blank:
        return None
    value: Valeur = A_COMPLETER if blank or target is None else target
    return LigneVue(
        f"{path}.{label.cle}", label.libelle, _short(label.court), value, label.niveau, label.note
    )


def _own_rows(path: str, rows: Sequence[Indicateur], room: int) -> tuple[LigneVue, ...]:
    """Return the rows that the fiche adds; in a blank form, room for some."""
    if room:
        return tuple(
            LigneVue(f"{path}.propres.{n}", "Indicateur à nommer", f"Indicateur {n}", A_COMPLETER)
            for n in range(1, room + 1)
        )
    return tuple(
        LigneVue(
            f"{path}.propres.{n}",
            row.libelle,
            _short(row.libelle),
            row.cible or row.description or SANS_OBJET,
            note=row.description or "" if row.cible else "",
        )
        for n, row in enumerate(rows, 1)
    )


def _block(block: Bloc, given: BlocThematique | None, *, blank: bool) -> BlocVue:
    answers = given or BlocThematique()
    path = f"indicateurs.blocs.{block.cle}"
    nature = (
        _boxes(f"{path}.nature", block.nature.choix, answers.nature, blank)
        if block.nature
        else Cases(())
    )
    tools = tuple(_tools(f"{path}.outils", answers.outils, blank)) if block.outils else ()
    return BlocVue(
        chemin=path,
        titre=block.libelle,
        case=CaseVue(f"{path}.coche", block.libelle, _short(block.libelle), not blank),
        nature_libelle=block.nature.libelle if block.nature else "",
        nature=nature,
        table=_table(path, block.lignes, answers, blank),
        outils_libelle=block.outils.libelle if block.outils else "",
        outils_description=block.outils.description if block.outils else "",
        outils=tools,
        texte_libelle=block.texte,
        texte=answers.texte or (Texte(A_COMPLETER) if blank and block.texte else None),
    )


def _tools(path: str, tools: Sequence[Outil], blank: bool) -> Iterable[OutilVue]:
    if blank:
        yield OutilVue(f"{path}.1", A_COMPLETER, A_COMPLETER)
    for n, tool in enumerate(tools, 1):
        yield OutilVue(f"{path}.{n}", tool.nom, tool.description or SANS_OBJET)


def _line(path: str, label: str, amount: Decimal | None, level: int = 0) -> LigneVue:
    return LigneVue(path, label, _short(label), SANS_OBJET if amount is None else amount, level)


def _short(title: str) -> str:
    """Return the title cut at a word, for Word takes 64 characters at most."""
    if len(title) <= TITLE_LIMIT:
        return title
    return title[: TITLE_LIMIT - 1].rsplit(" ", 1)[0] + "…"
