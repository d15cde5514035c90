"""Say in French what pydantic refuses: one finding for each mistake, where it was typed.

Any model will do: nothing here knows the contract. pydantic's own wording is never shown, except
the message of a `ValueError` raised by a validator of ours, which is French already.

Why walking the model beside the data: the `loc` of an error mixes real steps with the names of the
branches of unions (`function-before[…]`, a class, a tag), and each branch reports the same mistake.
"""

from __future__ import annotations

import ast
import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, get_args

from pydantic import AliasChoices, BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ctai_docs.machine.annotations import Type, annotated, below, is_model, members
from ctai_docs.machine.findings import (
    MAX_FINDINGS,
    MORE,
    Finding,
    Path,
    and_others,
    first_of_each,
)
from ctai_docs.machine.yaml.messages import (
    CHOICE,
    EMPTY,
    EXPECTED,
    MISSING,
    OTHER,
    REFUSED,
    UNKNOWN,
)
from ctai_docs.machine.yaml.positions import Positions

_MAPPING, _LIST, _TEXT = "un groupe de clés", "une liste", "un texte"
_DID_YOU = "Vouliez-vous dire « {} » ?"
_CHOICES = ("literal_error", "enum")
_WORDS = {
    r"(model|model_attributes|dict|\w+_dict|mapping|counter|dataclass|arguments)_type": _MAPPING,
    r"(list|tuple|set|frozen_set|deque|iterable|named_tuple)_type": _LIST,
    r"(string|bytes)_(type|unicode|invalid_encoding)|string_not_ascii": _TEXT,
    r"(string|bytes)_too_short": "un texte de longueur {min_length} au moins",
    r"(string|bytes)_too_long": "un texte de longueur {max_length} au plus",
    r"string_pattern_mismatch": "un texte de la forme prévue",
    r"too_short": "une longueur de {min_length} au moins",
    r"too_long": "une longueur de {max_length} au plus",
    r"int_\w+": "un nombre entier",
    r"decimal_max_places": "un nombre à {decimal_places} décimale(s) au plus",
    r"decimal_(max|whole)_digits": "un nombre plus court",
    r"(decimal|float|fraction|complex)_\w+|finite_number": "un nombre",
    r"greater_than": "plus que {gt}",
    r"greater_than_equal": "{ge} au moins",
    r"less_than": "moins que {lt}",
    r"less_than_equal": "{le} au plus",
    r"multiple_of": "un multiple de {multiple_of}",
    r"bool_\w+": "« true » ou « false »",
    r"date_past": "une date passée",
    r"date_future": "une date à venir",
    r"date_\w+": "une date (« 2026-01-31 »)",
    r"datetime_\w+|timezone_\w+": "une date et une heure (« 2026-01-31T09:30 »)",
    r"time_(type|parsing)": "une heure (« 09:30 »)",
    r"url_\w+": "une adresse web (« https://… »)",
}
_HINTS: dict[tuple[str, type], str] = {
    (_LIST, str): "Écrivez chaque élément à la ligne, après un tiret : « - élément ».",
    (_LIST, dict): "Mettez un tiret « - » devant la première clé de chaque élément.",
    (_MAPPING, str): "Écrivez les clés à la ligne, en retrait : « clé: valeur ».",
    (_MAPPING, list): "Écrivez les clés sans tiret devant, en retrait.",
    (_TEXT, dict): "Si le texte contient « : », mettez-le entre guillemets droits.",
    (_TEXT, list): "Si le texte commence par « - » ou « [ », mettez-le entre guillemets droits.",
}


def explain(
    error: ValidationError,
    model: type[BaseModel],
    data: object,
    positions: Positions | None = None,
) -> list[Finding]:
    """Return what is wrong in `data`, refused by `model`, as findings in French.

    With `positions`, a finding about a key is placed at the key; place the others afterwards.
    """
    told, others = first_of_each(_troubles(error, model, data), lambda t: t.kind)
    typos = {(*t.path[:-1], t.meant_key()) for t in told if t.kind == "extra_forbidden"}
    findings = [_finding(t) for t in told if t.kind != "missing" or t.path not in typos]
    findings += [MORE.at(t.path, combien=and_others(number)) for t, number in others]
    if positions is None:
        return findings
    at_key = positions.locate_key
    return [replace(f, where=at_key(f.path)) if f.code == UNKNOWN.code else f for f in findings]


class Refused(NamedTuple):
    """A place of the data that a model refuses."""

    path: Path
    unknown: bool
    """Whether it is a key that the model does not know."""
    meant: str | None
    """The key that such a key looks like."""


def refused(error: ValidationError, model: type[BaseModel], data: object) -> list[Refused]:
    """Return the places of what is wrong in `data`, each once."""
    troubles = enumerate(_troubles(error, model, data))
    return list(dict.fromkeys(_place(t, rank < MAX_FINDINGS) for rank, t in troubles))


def _place(t: _Trouble, looked_up: bool) -> Refused:
    """Return the place of a trouble; `looked_up` asks for the key that was meant, which is slow."""
    unknown = t.kind == "extra_forbidden"
    meant = t.meant_key() if unknown and looked_up else None
    return Refused(t.path, unknown or t.of_key, meant)


def _troubles(error: ValidationError, model: type[BaseModel], data: object) -> list[_Trouble]:
    """Return the troubles of the data: one branch for each union, without consequences."""
    keys = _Siblings()
    details = error.errors(include_url=False)
    troubles = _meant([_trouble(detail, model, data, keys) for detail in details])
    deeper = {t.path[:size] for t in troubles for size in range(len(t.path))}
    return [t for t in troubles if not _is_echo(t, deeper)]


def _is_echo(trouble: _Trouble, deeper: Set[Path]) -> bool:
    """Tell whether a list is too short only because one of its items is wrong."""
    return trouble.kind == "too_short" and trouble.path in deeper


class _Siblings:
    """The keys written in each group of the data: a cache, one set for each group."""

    def __init__(self) -> None:
        self._known: dict[int, frozenset[str]] = {}

    def of(self, group: object) -> frozenset[str]:
        """Return the keys of a group of the data, which lives as long as we do."""
        if not isinstance(group, dict):
            return frozenset()
        return self._known.get(id(group)) or self._known.setdefault(id(group), frozenset(group))


@dataclass(frozen=True, slots=True)
class _Trouble:
    """An error of pydantic, its path in the data, and the model around it."""

    details: tuple[ErrorDetails, ...]
    """One error, or one from each branch of a union that says the same of the same value."""
    path: Path
    forks: tuple[tuple[Path, str], ...]
    """The unions passed on the way: where, and which branch."""
    owners: tuple[Type, ...]
    siblings: frozenset[str]
    of_key: bool = False

    @property
    def kind(self) -> str:
        return self.details[0]["type"]

    @property
    def field(self) -> FieldInfo | None:
        """Return the field of the model that the path ends at."""
        return dict(_fields(self.owners)).get(str(self.path[-1])) if self.path else None

    def meant_key(self) -> str | None:
        """Return the key, of those not written yet, that the unknown one looks like."""
        free = {name: f for name, f in _fields(self.owners) if name not in self.siblings}
        titles = {f.title: name for name, f in free.items() if f.title}
        more = [key for key in _open_keys(self.owners) if key not in self.siblings]
        return _nearest(str(self.path[-1]), {name: name for name in (*free, *more)} | titles)


def _trouble(
    detail: ErrorDetails, model: type[BaseModel], data: object, keys: _Siblings
) -> _Trouble:
    """Return the error, with the names of branches taken out of the steps of its `loc`."""
    path: Path = ()
    forks: list[tuple[Path, str]] = []
    here, owners, around = members(model), (), data
    of_key = detail["loc"][-1:] == ("[key]",)
    for step in detail["loc"][:-1] if of_key else detail["loc"]:
        pending = len(here) > 1 and (path not in (place for place, _ in forks))
        known = (isinstance(data, dict) and step in data) or step in dict(_fields(here))
        if isinstance(step, str) and (pending or not known):
            forks.append((path, step))
            here = _branch(here, step)
        else:
            path, owners, around = (*path, step), here, data
            here, data = _inside(here, step), _child(data, step)
    return _Trouble((detail,), path, tuple(forks), owners, keys.of(around), of_key)


def _fields(types: Iterable[Type]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield the keys that the models among these types read, with their fields."""
    for model in types:
        if is_model(model):
            for name, field in model.model_fields.items():
                alias = field.validation_alias
                choices = alias.choices if isinstance(alias, AliasChoices) else [alias or name]
                yield from ((choice, field) for choice in choices if isinstance(choice, str))


def _open_keys(types: Iterable[Type]) -> Iterator[str]:
    """Yield the keys that the models among `types` say they take beside their fields."""
    for one in types:
        yield from getattr(one, "open_keys", tuple)()


def _branch(types: tuple[Type, ...], label: str) -> tuple[Type, ...]:
    """Return the types that a branch's label can name: its class, or a literal in its fields."""
    return tuple(one for one in types if _is_labelled(one, label)) or types


def _is_labelled(member: Type, label: str) -> bool:
    if not isinstance(member, type):
        return label == str(member)
    tags = (get_args(field.annotation) for _, field in _fields([member]))
    return member.__name__ in re.findall(r"\w+", label) or any(label in tag for tag in tags)


def _inside(holders: Iterable[Type], step: str | int) -> tuple[Type, ...]:
    """Return the types allowed at a step below."""
    keys = ((holder, dict(_fields([holder])).get(str(step))) for holder in holders)
    found = (annotated(field) if field else below(holder, step) for holder, field in keys)
    return tuple(one for inner in found for one in members(inner))


def _child(data: object, step: str | int) -> object:
    if isinstance(data, list) and isinstance(step, int):
        return data[step] if step < len(data) else None
    return data.get(step) if isinstance(data, dict) else None


def _meant(troubles: Sequence[_Trouble], depth: int = 0) -> list[_Trouble]:
    """Return the troubles, those of one branch alone for each union: the best fit."""
    kept = [t for t in troubles if len(t.forks) <= depth]
    unions: dict[Path, dict[str, list[_Trouble]]] = {}
    for trouble in troubles:
        if len(trouble.forks) > depth:
            place, label = trouble.forks[depth]
            unions.setdefault(place, {}).setdefault(label, []).append(trouble)
    for place, branches in unions.items():
        kept += _best(place, [_meant(branch, depth + 1) for branch in branches.values()])
    return kept


def _best(place: Path, branches: list[list[_Trouble]]) -> list[_Trouble]:
    """Return the troubles of the branch of a union that the data fit best.

    That branch found trouble inside the value at `place`, others at the value itself. Where none
    went inside, return one trouble with the details of all branches.
    """
    inner = [branch for branch in branches if any(t.path != place for t in branch)]
    if inner:
        tags = [sum(t.path[:-1] == place and t.kind in _CHOICES for t in b) for b in inner]
        return min(zip(tags, map(len, inner), inner, strict=True), key=lambda rank: rank[:2])[2]
    flat = [trouble for branch in branches for trouble in branch]
    ours = [trouble for trouble in flat if trouble.kind == "value_error"]
    details = tuple(detail for trouble in flat for detail in trouble.details)
    return ours[:1] or [replace(flat[0], details=details)]


def _finding(t: _Trouble) -> Finding:
    detail, key = t.details[0], str(t.path[-1]) if t.path else ""
    context = detail.get("ctx", {})
    title, examples = (t.field.title, t.field.examples) if t.field else (None, None)
    texts: dict[str, Any] = {"name": _name(t.path), "title": f" ({title})" if title else ""}
    texts["example"] = f" Exemple : « {examples[0]} »." if examples else ""
    if words := _own_words(t):
        return REFUSED.at(t.path, message=words)
    if t.kind.startswith("union_tag"):
        return _tag_finding(t, context)
    if t.kind == "missing":
        return MISSING.at(t.path, **texts)
    if t.kind == "extra_forbidden":
        return UNKNOWN.at(t.path, key=key, hint=_key_hint(t))
    if not (expected := _expected(t)):
        return OTHER.at(t.path, **texts)
    if detail["input"] is None:
        return EMPTY.at(t.path, expected=expected, **texts)
    if all(d["type"] in _CHOICES for d in t.details):
        values = [value for d in t.details for value in _listed(d["ctx"]["expected"])]
        return _choice(t.path, detail["input"], values)
    hint = _HINTS.get((expected, type(detail["input"])), "Corrigez cette valeur.")
    return EXPECTED.at(t.path, expected=expected, found=_shown(detail["input"]), hint=hint, **texts)


def _own_words(t: _Trouble) -> str:
    """Return the message of the `ValueError` of a validator of ours; nothing for pydantic's own."""
    raised = t.details[0].get("ctx", {}).get("error")
    return str(raised) if t.kind == "value_error" and isinstance(raised, ValueError) else ""


def _tag_finding(t: _Trouble, context: Mapping[str, Any]) -> Finding:
    """Return the finding about the key that says which branch of a union is meant."""
    discriminator = re.fullmatch(r"'(\w+)'", context.get("discriminator", ""))
    if not discriminator:
        return OTHER.at(t.path, example="")
    path = (*t.path, discriminator[1])
    if t.kind == "union_tag_not_found":
        return MISSING.at(path, name=_name(path), title="", example="")
    return _choice(path, context["tag"], _listed(context["expected_tags"]))


def _choice(path: Path, found: object, values: Sequence[str]) -> Finding:
    nearest = _nearest(str(found), {value: value for value in values})
    hint = _DID_YOU.format(nearest) if nearest else "Choisissez l'une d'elles."
    return CHOICE.at(path, found=_shown(found), expected=_quoted(values), hint=hint)


def _key_hint(t: _Trouble) -> str:
    """Return what to do about an unknown key: the one that was meant, or those possible."""
    if meant := t.meant_key():
        return _DID_YOU.format(meant)
    known = (*(name for name, _ in _fields(t.owners)), *_open_keys(t.owners))
    free = [name for name in known if name not in t.siblings]
    return f"Clés possibles : {_quoted(free)}." if free else "Supprimez-la."


def _expected(t: _Trouble) -> str:
    """Return in words what each branch expected; nothing when one cannot be put in words."""
    words = [_words(detail) for detail in t.details]
    return " ou ".join(dict.fromkeys(words)) if all(words) else ""


def _words(detail: ErrorDetails) -> str:
    if detail["type"] in _CHOICES:
        return _quoted(_listed(detail["ctx"]["expected"]))
    found = (words for kinds, words in _WORDS.items() if re.fullmatch(kinds, detail["type"]))
    return next(found, "").format(**detail.get("ctx", {}))


def _listed(expected: str) -> list[str]:
    """Return the values that pydantic lists as `'a', "l'eau" or 3`."""
    found = re.findall(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s,'"]+""", expected)
    return [ast.literal_eval(v) if v[0] in "'\"" else v for v in found if v != "or"]


def _shown(value: object) -> str:
    """Return a value as a message quotes it: shortened, on one line."""
    if isinstance(value, (dict, list)):
        return f"une liste de longueur {len(value)}" if isinstance(value, list) else _MAPPING
    text = " ".join(str(value).split())
    return f"« {text[:59]}… »" if len(text) > 60 else f"« {text} »" if text else "un texte vide"


def _name(path: Path) -> str:
    if not path:
        return "Le fichier"
    return f"L'élément {path[-1] + 1}" if isinstance(path[-1], int) else f"La clé « {path[-1]} »"


def _quoted(values: Sequence[str]) -> str:
    return ", ".join(f"« {value} »" for value in values[:15]) + (", …" if values[15:] else "")


def _nearest(text: str, names: Mapping[str, str]) -> str | None:
    """Return what the nearest of `names` stands for; accents, case and spaces do not count."""
    folded = {_fold(name): meant for name, meant in names.items()}
    close = difflib.get_close_matches(_fold(text), folded, 1, 0.7)
    return folded[close[0]] if close else None


def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower())
    return re.sub(r"[\W_]+", "_", re.sub(r"[\u0300-\u036f]", "", letters)).strip("_")
