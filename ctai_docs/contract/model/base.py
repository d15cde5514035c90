"""The base of every type of the contract, frozen and strict on names, and the types of leaves.

Every leaf reads what a French agent types (`170 000 €`, `1er janvier 2026`, `oui`) and refuses, in
French, what it cannot read. The characters that no text takes are those of `machine.characters`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    ValidationError,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from ctai_docs.contract.model.marks import Saisie
from ctai_docs.machine.characters import refused
from ctai_docs.machine.french import quote, read_amount, read_date


class Modele(BaseModel):
    """Base of all types of the contract: immutable, and refusing keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    # Deferred: a type is built as part of those that hold it, seldom alone. Halves the import time.

    abrege: ClassVar[str | None] = None
    """The field that a lone scalar stands for: `[CLLAJ]` for `[{nom: CLLAJ}]`."""

    @model_validator(mode="before")
    @classmethod
    def _from_scalar(cls, value: object) -> object:
        if cls.abrege and isinstance(value, (str, int, Decimal)):
            return {cls.abrege: value}
        return value

    @classmethod
    def takes(cls, key: str) -> bool:
        """Tell whether the class accepts a key: that of a field, or one of the form's."""
        return key in cls.model_fields or cls.model_config.get("extra") == "allow"

    @model_serializer(mode="wrap")
    def _to_scalar(self, handler: SerializerFunctionWrapHandler) -> Any:  # noqa: ANN401
        """Write back what a lone scalar says as that scalar.

        Why not `object`: pydantic looks the word up where a type is first used, and `help()` has a
        variable of that name there.
        """
        data = handler(self)
        if self.abrege and isinstance(data, dict) and data.keys() == {self.abrege}:
            return data[self.abrege]
        return data

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe to editors what the class reads, short forms too, in French or not at all."""
        reference = handler(core)
        schema = handler.resolve_ref_schema(reference)
        schema.pop("description", None)  # the docstring, in English
        _read_any_scalar(schema.get("properties", {}).values(), handler)
        if cls._reads_partly():
            schema.pop("required", None)
        if short := [form for value, form in _SHORT_FORMS if cls._reads(value)]:
            whole = dict(schema)
            schema.clear()
            schema["anyOf"] = [whole, *short]
        return reference

    @classmethod
    def _reads_partly(cls) -> bool:
        """Tell whether a validator of the class fills in keys: `cle: 2026` alone is a year."""
        found = cls.__pydantic_decorators__.model_validators.values()
        own = (v for v in found if v.cls_var_name in cls.__dict__ and cls is not Modele)
        return any(v.info.mode == "before" for v in own)

    @classmethod
    def _reads(cls, value: object) -> bool:
        """Tell whether the class, if it refuses keys that it does not name, reads a short form."""
        if cls.model_config.get("extra") != "forbid":
            return False
        try:
            cls.model_validate(value)
        except ValidationError:
            return False
        return True


_TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number"]}
_ONE_KEY = {
    "type": "object",
    "additionalProperties": _TEXT_SCHEMA,
    "minProperties": 1,
    "maxProperties": 1,
}
_SHORT_FORMS: tuple[tuple[object, dict[str, Any]], ...] = (
    ("1", _TEXT_SCHEMA),
    ({"1": "1"}, _ONE_KEY),
)
"""Forms shorter than the keys of a class, each as a value to try: `caf`, `{autre: "SIAO"}`."""

_WIDER = {"string": ["string", "number"], "integer": ["integer", "string"]}


def _read_any_scalar(schemas: Iterable[Any], handler: GetJsonSchemaHandler) -> None:
    """Let editors, for which `104` is a number, accept it where a text is read."""
    for schema in filter(lambda found: isinstance(found, dict), schemas):
        if "$ref" in schema:
            target = handler.resolve_ref_schema({"$ref": schema["$ref"]})
            if "enum" in target:
                target.pop("description", None)  # the docstring, in English
        elif not schema.keys() & {"enum", "examples"} and str(schema.get("type")) in _WIDER:
            schema["type"] = _WIDER[schema["type"]]
        inner = [schema.get("items"), schema.get("additionalProperties")]
        _read_any_scalar([*inner, *schema.get("anyOf", ())], handler)


def clean_text(value: object) -> object:
    """Return the text, refusing what XML cannot hold, what reorders it, and what hides in it."""
    if not isinstance(value, str):
        return value
    if sign := next(refused(value), None):
        raise ValueError(
            f"Le texte contient un caractère {sign.said}, après « {sign.before} ». "
            "Effacez-le, ou retapez le mot."
        )
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _one_line(value: object) -> object:
    value = clean_text(value)
    if not isinstance(value, str):
        return value
    value = value.strip()
    if "\n" in value:
        raise ValueError("Ce texte tient sur une seule ligne. Supprimez le retour à la ligne.")
    if not value:
        raise ValueError("Ce texte est vide. Écrivez-le, ou supprimez la clé.")
    return value


def is_key(text: str) -> bool:
    """Tell whether a text can be a key."""
    return re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", text) is not None


def _key(value: object) -> object:
    if isinstance(value, str) and not is_key(value):
        raise ValueError(
            f"« {value} » n'est pas une clé. Une clé s'écrit en minuscules sans accent, chiffres, "
            "tirets, 40 signes au plus : « un-toit »."
        )
    return value


def _amount(value: object) -> Decimal:
    if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        return read_amount(value)
    raise ValueError("Ce n'est pas un montant. Écrivez un nombre d'euros : « 12 000 ».")


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return read_date(value)
    raise ValueError("Ce n'est pas une date. Écrivez « 1er janvier 2026 » ou « 2026-01-01 ».")


def _yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    words = {"oui": True, "vrai": True, "true": True, "non": False, "faux": False, "false": False}
    if isinstance(value, str) and value.strip().lower() in words:
        return words[value.strip().lower()]
    raise ValueError(f"{quote(str(value))} n'est ni oui ni non. Répondez par « oui » ou « non ».")


def _plain(value: Decimal) -> str:
    """Return the amount as a dossier holds it: `12000` or `41.66`, with nothing lost."""
    return f"{value:f}".removesuffix(".00")


Ligne = Annotated[str, Saisie.LIGNE, BeforeValidator(_one_line)]
"""A text on one line, never empty."""

Cle = Annotated[str, Saisie.CLE, BeforeValidator(_key)]
"""The name by which the rest of the dossier refers to something: `un-toit`."""

CleCitee = Annotated[str, Saisie.CLE, BeforeValidator(_one_line)]
"""A key where something refers by it. What is no key, « 2025/2026 », refers to nothing: the checks
say so, with the keys that there are; the spelling of keys is of no help there."""

Montant = Annotated[
    Decimal,
    Saisie.MONTANT,
    BeforeValidator(_amount),
    PlainSerializer(_plain, return_type=str),
    WithJsonSchema(_TEXT_SCHEMA | {"examples": ["170 000", "170 000,50 €", "36640"]}),
]
"""An amount in euros, to the cent."""

Jour = Annotated[
    date,
    Saisie.JOUR,
    BeforeValidator(_date),
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["1er janvier 2026", "2026-01-01"]}),
]
"""A date, written in French or as in ISO 8601."""

OuiNon = Annotated[
    bool,
    Saisie.OUI_NON,
    BeforeValidator(_yes_no),
    PlainSerializer(lambda value: "oui" if value else "non", return_type=str),
    WithJsonSchema({"enum": ["oui", "non"]}),
]
"""Yes or no, in French."""


class Texte(str):
    """A text of several paragraphs, in Markdown: what a template prints with `{{p … }}`.

    Examples:
        >>> ctai_docs.Texte("Deux ateliers par **semaine**.")
        'Deux ateliers par **semaine**.'
    """

    __slots__ = ()
    __bloc__ = True
    __saisie__ = Saisie.TEXTE

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read a text; keep its class, by which the templates know how to print it."""
        return core_schema.no_info_before_validator_function(
            clean_text,
            core_schema.no_info_after_validator_function(cls, core_schema.str_schema()),
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )
