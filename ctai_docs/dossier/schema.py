"""The JSON Schema of a dossier, for editors that complete and check YAML as it is typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ctai_docs.contract.form import Edition, Libelle, load_edition
from ctai_docs.contract.model import Contrat, FicheAction

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def contract_schema(edition: str = "2026") -> dict[str, Any]:
    """Return the schema of `contrat.yaml`, with the keys of this edition of the form."""
    schema = _with_keys(Contrat.model_json_schema(), load_edition(edition))
    schema.pop("required", None)  # any key may stand in a file of its own
    return {"$schema": _DRAFT} | schema


def fiche_schema(edition: str = "2026") -> dict[str, Any]:
    """Return the schema of a file of `fiches/`, with the keys of this edition of the form."""
    schema = _with_keys(FicheAction.model_json_schema(), load_edition(edition))
    schema["required"] = [key for key in schema["required"] if key != "cle"]  # the file name's
    return {"$schema": _DRAFT} | schema


def _with_keys(schema: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """Name the keys that the form gives to open tables, so that editors propose them."""
    fiche = schema if "thematiques" in schema["properties"] else schema["$defs"]["FicheAction"]
    keys = [label.cle for label in edition.thematiques]
    fiche["properties"]["thematiques"]["items"] = {"enum": keys}
    _name_lines(schema["$defs"], edition)
    answers = schema["$defs"]["Indicateurs"]["properties"]
    answers["beneficiaires"] |= _rows("Valeurs", edition.beneficiaires, schema)
    answers["acteurs"] |= _rows("Valeurs", edition.acteurs, schema)
    answers["blocs"]["properties"] = {
        bloc.cle: {"title": bloc.libelle} | _rows("BlocThematique", bloc.lignes, schema)
        for bloc in edition.blocs
    }
    return schema


def _name_lines(types: dict[str, Any], edition: Edition) -> None:
    """Name the lines of the budget without a field, at its top and among the other funders."""
    holders = {"": types["Budget"], "autres_financeurs": types["AutresFinanceurs"]}
    for line in edition.budget:
        group, _, name = line.cle.rpartition(".")
        if group in holders and name not in holders[group]["properties"]:
            named = {"$ref": "#/$defs/Financement", "title": line.libelle}
            holders[group]["properties"][name] = named
    types["Budget"]["additionalProperties"] = False


def _rows(kind: str, rows: Iterable[Libelle], schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an open table whose rows the form names."""
    target = schema["$defs"][kind]["additionalProperties"]
    named = {row.cle: {"title": row.libelle} | target for row in rows}
    return {"$ref": f"#/$defs/{kind}", "properties": named}
