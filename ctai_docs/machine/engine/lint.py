"""A template against the type of its context, before any data: both ways.

`lint` says which tags name something that the context has not, or print it the wrong way;
`unshown` names the fields of the context that the template leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from time import monotonic
from types import MappingProxyType
from typing import Any

from ctai_docs.machine.annotations import members
from ctai_docs.machine.engine.faults import UNDEFINED, quoted
from ctai_docs.machine.engine.inspection import remarks
from ctai_docs.machine.engine.placeholders import Placeholder
from ctai_docs.machine.engine.samples import TURNS, sample_context
from ctai_docs.machine.engine.shapes import Shape, elements, fields, names, step
from ctai_docs.machine.engine.source import TAG, plain_text
from ctai_docs.machine.engine.template import Template, TemplatePart
from ctai_docs.machine.findings import CtaiError, Finding, Location, Rule, Severity

UNKNOWN = Rule(
    "TPL-001",
    Severity.ERREUR,
    "Nom inconnu",
    "« {paragraph} » demande « {balise} » : {owner} n’a pas de « {name} ».",
    "Chaque balise du modèle correspond à une donnée.",
    "{hint}",
    "Langage des modèles, docxtpl",
)
NEEDS_BLOCK = Rule(
    "TPL-002",
    Severity.ERREUR,
    "Texte en paragraphes imprimé dans une ligne",
    "« {paragraph} » imprime « {balise} », qui est fait de paragraphes, à l’intérieur d’un autre.",
    "Un texte en paragraphes s’imprime seul sur sa ligne, par {{{{p … }}}}.",
    "Écrivez {{{{p {balise} }}}} dans un paragraphe à lui.",
    "Langage des modèles, docxtpl",
)
NOT_BLOCK = Rule(
    "TPL-003",
    Severity.ERREUR,
    "Valeur simple imprimée comme des paragraphes",
    "« {paragraph} » imprime « {balise} » par {{{{p … }}}} : ce n’est pas un texte en paragraphes.",
    "{{{{p … }}}} remplace tout le paragraphe qui le contient.",
    "Écrivez {{{{ {balise} }}}}, sans « p ».",
    "Langage des modèles, docxtpl",
)
UNSHOWN = Rule(
    "TPL-004",
    Severity.AVERTISSEMENT,
    "Donnée que le modèle ne montre pas",
    "Le modèle ne montre jamais « {balise} ».",
    "Toute donnée est montrée, ou déclarée inutile à ce modèle.",
    "Ajoutez la balise {{{{ {balise} }}}}, ou déclarez cette donnée inutile.",
    "Langage des modèles, docxtpl",
)
ASTRIDE = Rule(
    "TPL-005",
    Severity.AVERTISSEMENT,
    "Bloc à cheval sur deux paragraphes",
    "Un « if » ou un « for » commence dans un paragraphe et finit ailleurs, ou l’inverse : le "
    "document serait mal formé.",
    "Les deux bouts d’un bloc s’écrivent de la même façon : {{% dans un paragraphe, {{%p autour de "
    "paragraphes, {{%tr autour de lignes.",
    "Comparez chaque début à sa fin : {{%p if … %}} va avec {{%p endif %}}, seuls sur leur ligne.",
    "Langage des modèles, docxtpl",
)
LONE_BRACE = Rule(
    "TPL-006",
    Severity.AVERTISSEMENT,
    "Accolade seule",
    "« {paragraph} » a une accolade qui n’est pas celle d’une balise : elle serait imprimée.",
    "Une balise s’écrit {{{{ nom }}}} ou {{% … %}}.",
    "Doublez l’accolade si c’est une balise, ou supprimez-la.",
    "Langage des modèles, docxtpl",
)
SEVERAL = Rule(
    "TPL-007",
    Severity.ERREUR,
    "Plusieurs données imprimées d’un coup",
    "« {paragraph} » imprime « {balise} », qui réunit plusieurs données.",
    "Une balise imprime une donnée : un texte, un nombre, une date.",
    "Nommez celle qu’il faut, comme {{{{ fiche.intitule }}}} ; une liste se lit par {{% for %}}.",
    "Langage des modèles, docxtpl",
)
ENOUGH_SECONDS = 5.0
"""After this time, a template that renders is rendered with no other values."""
NOTHING: Mapping[str, object] = MappingProxyType({})
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def lint(
    template: Template,
    context_type: type,
    *,
    unused_ok: Collection[str] = (),
    printed: Collection[type] = (),
    beside: Mapping[str, object] = NOTHING,
) -> tuple[Finding, ...]:
    """Return what is wrong between a template and the type of its context.

    `printed` are the types of several fields that `finalize` prints all the same; `beside` is what
    it needs in each context. Where all names are right, the template is rendered with made-up
    values: what a render would refuse, whatever the data, is told by the same judge.
    """
    found = [
        finding
        for placeholder in template.placeholders()
        for finding in _check(placeholder, context_type, template.name, printed)
    ]
    found += [finding for part in template.parts for finding in _shape(part, template.name)]
    found += remarks(template.package, template.name)
    if not any(finding.severity is Severity.ERREUR for finding in found):
        found += _refused(template, context_type, printed, beside)
    place = Location(template.name or "modèle")
    found += [
        UNSHOWN.in_file(place, balise=path)
        for path in unshown(template, context_type)
        if path not in unused_ok
    ]
    return tuple(found)


def _refused(
    template: Template, context_type: type, printed: Collection[type], beside: Mapping[str, object]
) -> list[Finding]:
    """Return what the first of several renderings refuses, with values of each type.

    An element that a list lacks is left to the data: names are judged by their types.
    """
    enough = monotonic() + ENOUGH_SECONDS
    for turn in range(TURNS):
        if turn and monotonic() > enough:
            break
        values = sample_context(context_type, turn, printed=printed)
        try:
            template.render({**values, **beside})
        except CtaiError as error:
            refused = [f for f in error.findings if f.code != UNDEFINED.code]
            if refused:
                return list(dict.fromkeys(refused))
    return []


def _shape(part: TemplatePart, template: str) -> Iterator[Finding]:
    """Yield what is wrong with the way a part is typed, whatever its names."""
    where = part.source.where(template)
    if part.proof is None:
        yield ASTRIDE.in_file(where)
    for paragraph in part.source.text.split("</w:p>"):
        words = plain_text(_COMMENT.sub("", TAG.sub("", paragraph)))
        if "{" in words or "}" in words:
            yield LONE_BRACE.in_file(where, paragraph=quoted(words))


def unshown(template: Template, context_type: type) -> tuple[str, ...]:
    """Return the fields that the template never reads, of the models whose other fields it does."""
    read = {placeholder.path for placeholder in template.placeholders()}
    steps = {tuple(_steps(path)) for path in read}
    prefixes = {path[:length] for path in steps for length in range(len(path) + 1)}
    owners = {path[:length] for path in steps for length in range(len(path))}
    return tuple(
        _written((*owner, name))
        for owner in sorted(owners)
        for name in _fields_at(context_type, owner)
        if (*owner, name) not in prefixes
    )


def _fields_at(context_type: type, path: tuple[str, ...]) -> Iterator[str]:
    """Yield the names of the fields of the models at `path`."""
    shapes = _follow(context_type, path)
    yield from dict.fromkeys(name for shape in shapes for name in fields(shape))


def _follow(context_type: type, path: tuple[str, ...]) -> tuple[Shape, ...]:
    """Return the types that `path` leads to."""
    shapes = members(context_type)
    for name in path:
        shapes = step(shapes, name)
    return shapes


def _check(
    placeholder: Placeholder, context_type: type, template: str, printed: Collection[type]
) -> Iterator[Finding]:
    """Yield what is wrong with one reading."""
    where = Location(template or "modèle", inside=placeholder.inside)
    values: dict[str, Any] = {
        "paragraph": quoted(placeholder.paragraph_text),
        "balise": placeholder.path,
    }
    shapes = members(context_type)
    done: tuple[str, ...] = ()
    for name in _steps(placeholder.path):
        reached = step(shapes, name)
        if not reached and not _is_empty(shapes, name):
            yield UNKNOWN.in_file(where, **values, **_unknown(shapes, done, name))
            return
        shapes, done = reached, (*done, name)
    rule = _misprinted(placeholder, shapes, printed)
    if rule:
        yield rule.in_file(where, **values)


def _misprinted(
    placeholder: Placeholder, shapes: tuple[Shape, ...], printed: Collection[type]
) -> Rule | None:
    """Return the rule that the way of printing breaks, if any."""
    if not placeholder.printed or not shapes or Any in shapes:
        return None
    blocks = [getattr(shape, "__bloc__", False) is True for shape in shapes]
    if any(blocks) and not placeholder.block:
        return NEEDS_BLOCK
    if any(_has_several(shape) for shape in shapes if shape not in printed):
        return SEVERAL
    return NOT_BLOCK if placeholder.block and not any(blocks) else None


def _has_several(shape: Shape) -> bool:
    """Tell whether a type is a record or a list, which nothing prints."""
    is_text = isinstance(shape, type) and issubclass(shape, str)
    if is_text or hasattr(shape, "__html__") or hasattr(shape, "__bloc__"):
        return False
    return bool(fields(shape) or elements(shape))


def _is_empty(shapes: tuple[Shape, ...], name: str) -> bool:
    """Tell whether `name` exists, although its type allows nothing but None."""
    return name in names(shapes)


def _unknown(shapes: tuple[Shape, ...], done: tuple[str, ...], name: str) -> dict[str, Any]:
    """Return the words for a name that the types reached so far do not have."""
    owner = f"« {_written(done)} »" if done else "le contexte"
    if name == "[]":
        return {"owner": owner, "name": "liste", "hint": "Une boucle parcourt une liste."}
    known = sorted(names(shapes))
    close = get_close_matches(name, known, n=1)
    if close:
        hint = f"Vouliez-vous écrire « {close[0]} » ?"
    elif known:
        hint = f"Noms connus : {', '.join(known)}."
    else:
        hint = "C’est une valeur simple, à imprimer telle quelle."
    return {"owner": owner, "name": name, "hint": hint}


def _steps(path: str) -> list[str]:
    """Return the steps of a path: `fiche.lignes[].nom` is `fiche`, `lignes`, `[]`, `nom`."""
    return path.replace("[]", ".[]").split(".")


def _written(path: tuple[str, ...]) -> str:
    """Return the path as templates write it."""
    return ".".join(path).replace(".[]", "[]")
