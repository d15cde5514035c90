"""`Cible`: the target of an indicator, as it is worded and as it counts.

Real fiches write `50`, `228 h`, `80 %`, `9 mois`, `1 ETP`, `6/12`, `15 en moyenne`, `5 outils`, or
a phrase. The wording is what is printed; the number, where there is one, is what checks compare.
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
_TARGET = re.compile(
    rf"(?:environ |env\. |≈ ?|au moins |≥ ?)?(?P<number>{_NUMBER})"
    rf"(?: ?/ ?(?P<of>{_NUMBER}))?"
    r"[ \u00a0\u202f]*(?P<unit>[^\d\s/][^\d]{0,30})?"
)
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
        """Return the target that `value` words. Raise a French `ValueError` on what is none."""
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
            return cls(text)
        return cls(
            text,
            _number(found["number"]),
            (found["unit"] or "").strip(),
            _number(found["of"]) if found["of"] else None,
        )

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
