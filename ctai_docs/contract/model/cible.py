"""`Cible`: the target of an indicator, as it is worded and as it counts.

Real fiches write `50`, `228 h`, `80 %`, `9 mois`, `1 ETP`, `6/12`, `15 en moyenne`, `5 outils`,
`24 x 2` (48), `6/12 infra A1 10/12 infra A2` (16 of 24), or a phrase. The wording is what is
printed; the number, where there is one, is what checks compare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ctai_docs.contract.model.base import clean_text
from ctai_docs.contract.model.marks import Saisie

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[,.]\d+)?|\d+(?:[,.]\d+)?"
_ABOUT = r"(?:environ |env\. |≈ ?|au moins |≥ ?)?"
_UNIT = r"[ \u00a0\u202f]*(?P<unit>[^\d\s/][^\d]{0,30})?"
_TARGET = re.compile(rf"{_ABOUT}(?P<number>{_NUMBER})(?: ?/ ?(?P<of>{_NUMBER}))?{_UNIT}")
_PRODUCT = re.compile(
    rf"{_ABOUT}(?P<times>\d{{1,4}}) ?[x×*] ?(?P<number>\d{{1,4}}){_UNIT}", re.IGNORECASE
)
_PART = re.compile(
    rf"(?P<number>{_NUMBER}) ?/ ?(?P<of>(?!(?:19|20)\d\d\b)(?:{_NUMBER}))(?!\d)"
    r"(?P<label>(?:[^\d/]|(?<=[A-Za-z])\d)*)"
)
"""A part of a target told group by group: « 6/12 infra A1 10/12 infra A2 »."""
_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Cible:
    """A target: its wording, and its number, unit and whole (`6/12`: 6 of 12) when it has them."""

    __saisie__: ClassVar = Saisie.CIBLE

    texte: str
    nombre: Decimal | None = None
    unite: str = ""
    sur: Decimal | None = None

    @classmethod
    def read(cls, value: object) -> Cible:
        """Return the target written in `value`. Raise a French `ValueError` where there is none."""
        if isinstance(value, Cible):
            return value
        if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
            raise ValueError("Une valeur-cible est un nombre ou quelques mots : « 50 », « 80 % ».")
        text = str(clean_text(str(value))).strip()
        if not text or "\n" in text or len(text) > _LIMIT:
            raise ValueError(
                f"Une valeur-cible tient sur une ligne, {_LIMIT} signes au plus. "
                "Déplacez le reste dans les commentaires, ou supprimez la clé."
            )
        found = _TARGET.fullmatch(text)
        if not found:
            return cls._product(text) or cls._parts(text) or cls(text)
        return cls(
            text,
            _number(found["number"]),
            (found["unit"] or "").strip(),
            _number(found["of"]) if found["of"] else None,
        )

    @classmethod
    def _product(cls, text: str) -> Cible | None:
        """Return `24 x 2` as 48, None where it is none."""
        found = _PRODUCT.fullmatch(text)
        if found is None:
            return None
        number = _number(found["times"]) * _number(found["number"])
        return cls(text, number, (found["unit"] or "").strip())

    @classmethod
    def _parts(cls, text: str) -> Cible | None:
        """Return `6/12 infra A1 10/12 infra A2` as 16 of 24, None where it is none."""
        found = list(_PART.finditer(text))
        ends = [0, *(part.end() for part in found)]
        starts = [*(part.start() for part in found), len(text)]
        if len(found) < 2 or any(
            text[a:b].strip(" ,;+") for a, b in zip(ends, starts, strict=True)
        ):
            return None
        number, whole = (
            sum((_number(p[at]) for p in found), Decimal(0)) for at in ("number", "of")
        )
        return cls(text, number, sur=whole)

    @property
    def est_pourcentage(self) -> bool:
        """Whether the target is a percentage."""
        return self.unite.startswith("%")

    def __str__(self) -> str:
        """Return the wording."""
        return self.texte

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read from a text or a number; write back the wording."""
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.to_string_ser_schema(when_used="always")
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the target to editors."""
        return {"type": ["string", "number"], "examples": ["50", "228 h", "80 %", "6/12"]}


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[\s\u00a0\u202f\u2009]", "", text).replace(",", "."))
