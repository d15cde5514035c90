"""`docs/reference.md`: every key of a dossier, every value and block a text may cite, every clause.

`pytest --renew-goldens tests/docs/test_reference.py` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from textwrap import shorten

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ctai_docs.contract.facts import BLOCKS, values
from ctai_docs.contract.form import load_clauses
from ctai_docs.contract.model import Contrat, Deliberation, FicheAction
from ctai_docs.contract.model.avenant import Avenant
from ctai_docs.contract.model.marks import Renvoi, Saisie
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.annotations import Type, annotated, below, is_list, is_model, mark, members

PAGE = Path(__file__).parents[1] / "docs" / "reference.md"
METZ = Path(__file__).parents[1] / "examples" / "metz_2026"
HEAD = """\
# Référence : clés, valeurs, blocs, clauses

Cette page est faite par le projet à partir du modèle ; l'éditeur de texte montre les mêmes mots
quand la première ligne d'un fichier nomme son schéma (`ctai-docs new` l'écrit). Une clé en **gras**
est obligatoire. « liste » : un élément par tiret.
"""
ROOTS: tuple[tuple[type[BaseModel], str], ...] = (
    (Contrat, "contrat.yaml"),
    (FicheAction, "fiches/08-un-toit.yaml"),
    (Deliberation, "deliberations/25-09-25-17.yaml"),
    (Avenant, "avenants/1.yaml"),
)
"""The types that are files of their own, and how such a file is called."""
SAISIES = {
    Saisie.LIGNE: "une ligne",
    Saisie.TEXTE: "texte en Markdown",
    Saisie.CLE: "clé",
    Saisie.MONTANT: "euros",
    Saisie.MONTANT_OU_PHRASE: "euros, ou une phrase",
    Saisie.JOUR: "date",
    Saisie.OUI_NON: "oui ou non",
    Saisie.CIBLE: "nombre et unité",
    Saisie.COULEUR: "couleur",
}
_LONGEST = 150


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *_keys(), *_cited(), *_clauses()])


# ---------------------------------------------------------------------- keys
def _keys() -> Iterator[str]:
    seen: set[type[BaseModel]] = {model for model, _ in ROOTS}
    for model, name in ROOTS:
        yield f"## Les clés de `{name}`\n"
        yield from _table(model)
        yield from _inside(model, "", seen)


def _inside(model: type[BaseModel], path: str, seen: set[type[BaseModel]]) -> Iterator[str]:
    """Yield the tables of the types that stand in a type, each once, under its first path."""
    for name, field in model.model_fields.items():
        for inner, shown in _models(annotated(field), f"{path}{name}"):
            if inner not in seen:
                seen.add(inner)
                yield f"### `{shown}`\n"
                yield from _table(inner)
                yield from _inside(inner, f"{shown}.", seen)


def _models(annotation: Type, path: str) -> Iterator[tuple[type[BaseModel], str]]:
    for one in members(annotation):
        if is_model(one):
            yield one, path
        elif is_list(one):
            yield from _models(below(one, 0), f"{path}[]")
        elif (inner := below(one, "")) is not None:
            yield from _models(inner, f"{path}.CLÉ")


def _table(model: type[BaseModel]) -> Iterator[str]:
    yield "| Clé | Intitulé | Ce qu'on écrit | À savoir |\n|---|---|---|---|"
    yield from (_row(name, field) for name, field in model.model_fields.items())
    yield ""


def _row(name: str, field: FieldInfo) -> str:
    shown = f"**`{name}`**" if field.is_required() else f"`{name}`"
    cells = (field.title or "", _written(annotated(field)), field.description or "")
    return f"| {shown} | {' | '.join(map(_cell, cells))} |"


def _written(annotation: Type) -> str:
    """Return what is typed at a place: its kind, its choices, what it refers to."""
    if renvoi := mark(annotation, Renvoi):
        return f"une clé de {renvoi.liste}"
    if saisie := _saisie(annotation):
        return SAISIES[saisie]
    for one in members(annotation):
        if is_list(one):
            return f"liste : {_written(below(one, 0))}"
        if isinstance(one, type) and issubclass(one, StrEnum):
            return ", ".join(one)
        if is_model(one):
            return "groupe de clés"
    return "nombre" if int in members(annotation) else "groupe de clés"


def _saisie(annotation: Type) -> Saisie | None:
    own = (getattr(member, "__saisie__", None) for member in members(annotation))
    return mark(annotation, Saisie) or next(filter(None, own), None)


# ---------------------------------------------------------------------- what texts cite
def _cited() -> Iterator[str]:
    contrat = read_dossier(METZ).contrat
    yield "## Ce qu'un texte peut citer : `<valeur:…>`\n"
    yield "Un fait du contrat, imprimé au milieu d'une phrase. À droite, ce qu'il donne à Metz.\n"
    yield "| Valeur | À Metz |\n|---|---|"
    yield from (f"| `<valeur:{name}>` | {_cell(text)} |" for name, text in values(contrat).items())
    yield "\n## Ce qu'un texte peut citer : `<bloc:…>`\n"
    yield "Un paragraphe réduit à un bloc : liste ou phrases que le contrat calcule.\n"
    yield "| Bloc | À Metz |\n|---|---|"
    for name, block in BLOCKS.items():
        text = shorten(" ".join(block(contrat).split()), _LONGEST, placeholder="…")
        yield f"| `<bloc:{name}>` | {_cell(text) or '*rien*'} |"
    yield "\nOn renvoie aussi par clé : `<article:…>`, `<axe:…>`, `<fiche:…>`, `<annexe:…>`."
    yield ""


def _clauses() -> Iterator[str]:
    yield "## Les clauses types\n"
    yield "Sans la clé `articles`, le contrat a ces articles, dans cet ordre, sauf les facultatifs."
    yield "Pour en changer un, recopiez son texte dans `articles` et corrigez-le.\n"
    for clause in load_clauses().clauses:
        note = ", facultatif" if clause.facultatif else ""
        yield f"### `{clause.cle}` : {clause.titre}{note}\n"
        yield f"```markdown\n{clause.texte.strip()}\n```\n"


def _cell(text: object) -> str:
    """Return a text as Markdown prints it in a table, sign for sign."""
    shown = " ".join(str(text).split())
    for sign in "\\|<>*_`[]":
        shown = shown.replace(sign, f"\\{sign}")
    return shown
