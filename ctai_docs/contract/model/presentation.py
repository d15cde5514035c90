"""The look of documents, as far as a dossier chooses it: nothing here changes their content."""

from __future__ import annotations

import re
from typing import Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ctai_docs.contract.model.base import Modele, OuiNon
from ctai_docs.contract.model.marks import Saisie


class Couleur(str):
    """A colour: red, green and blue, two hexadecimal digits each."""

    __slots__ = ()
    __saisie__ = Saisie.COULEUR

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read a colour with its sign or without, in capitals or not."""
        return core_schema.no_info_after_validator_function(
            cls._read,
            core_schema.str_schema(),
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def _read(cls, value: str) -> Couleur:
        if not re.fullmatch(r"#?[0-9A-Fa-f]{6}", value):
            raise ValueError(
                f"« {value} » n'est pas une couleur. Écrivez-la par ses six chiffres "
                "hexadécimaux, sans dièse : « 1F3A5F »."
            )
        return cls(value.removeprefix("#").upper())

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Let editors, for which `000080` is a number, accept it."""
        return {"type": ["string", "number"], "examples": ["1F3A5F", "0B6E4F"]}


class Presentation(Modele):
    """What the documents show beside what the contract states."""

    coup_d_oeil: OuiNon = Field(
        default=False,
        title="Page « En un coup d'œil »",
        description="Une page du contrat, après sa couverture : axes, fiches, calendrier, public.",
    )
    couleur: Couleur | None = Field(
        default=None,
        title="Couleur",
        description="Des titres, filets et en-têtes, en hexadécimal : 1F3A5F. Absente : bleu nuit.",
    )
