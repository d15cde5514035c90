"""The JSON Schemas that editors read: they accept what the reader accepts, refuse misspelt keys.

Why a validator of our own: the few keywords that pydantic writes, each line of it plain, and a
keyword that it does not know is an error of the test. `jsonschema` would be one more dependency.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from ctai_docs.contract.form import load_edition
from ctai_docs.dossier.schema import contract_schema, fiche_schema
from ctai_docs.dossier.starter import starter_files
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.yaml import read_yaml

METZ = Path(__file__).parents[2] / "examples" / "metz_2026"
SILENT = {"title", "description", "default", "examples", "$defs", "$schema"}
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, Decimal),
    "integer": int,
    "null": type(None),
    "boolean": bool,
}
CONTRACT, FICHE = contract_schema(), fiche_schema()
MINIMAL = {"intitule": "Un toit", "axe": "logement"}


def faults(value, schema, root, path=""):
    """Yield where a value is not what the schema says."""
    unknown = schema.keys() - SILENT - KEYWORDS.keys()
    assert not unknown, f"keywords of the schema that the tests do not know: {unknown}"
    for keyword, check in KEYWORDS.items():
        if keyword in schema:
            yield from check(value, schema, root, path)


def _ref(value, schema, root, path):
    *_, name = schema["$ref"].split("/")
    yield from faults(value, root["$defs"][name], root, path)


def _any_of(value, schema, root, path):
    found = [list(faults(value, branch, root, path)) for branch in schema["anyOf"]]
    if all(found):
        yield from min(found, key=len)


def _type(value, schema, _root, path):
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, TYPES[kind]) for kind in kinds):
        yield f"{path} is no {kinds}"


def _enum(value, schema, _root, path):
    if value not in schema["enum"]:
        yield f"{path} is not in the list"


def _items(value, schema, root, path):
    for n, item in enumerate(value if isinstance(value, list) else ()):
        yield from faults(item, schema["items"], root, f"{path}[{n}]")


def _properties(value, schema, root, path):
    for key in schema["properties"].keys() & (value.keys() if isinstance(value, dict) else set()):
        yield from faults(value[key], schema["properties"][key], root, f"{path}.{key}")


def _others(value, schema, root, path):
    known = schema.get("properties", {})
    for key in value.keys() - known.keys() if isinstance(value, dict) else ():
        if schema["additionalProperties"] is False:
            yield f"{path}.{key} is unknown"
        elif schema["additionalProperties"] is not True:
            yield from faults(value[key], schema["additionalProperties"], root, f"{path}.{key}")


def _required(value, schema, _root, path):
    for key in schema["required"] if isinstance(value, dict) else ():
        if key not in value:
            yield f"{path}.{key} is missing"


def _size(value, schema, _root, path):
    least = schema.get("minItems", schema.get("minProperties", 0))
    most = schema.get("maxItems", schema.get("maxProperties", 10**6))
    if isinstance(value, (list, dict)) and not least <= len(value) <= most:
        yield f"{path} has {len(value)} elements"


def _bounds(value, schema, _root, path):
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get(
        "maximum", value
    ):
        yield f"{path} is out of bounds"


KEYWORDS = {
    "$ref": _ref,
    "anyOf": _any_of,
    "type": _type,
    "enum": _enum,
    "items": _items,
    "properties": _properties,
    "additionalProperties": _others,
    "required": _required,
    "minItems": _size,
    "minProperties": _size,
    "maxProperties": _size,
    "minimum": _bounds,
    "maximum": _bounds,
}


def faults_of_fiche(**keys):
    """Return where a fiche of these keys is not what its schema says."""
    return list(faults(MINIMAL | keys, FICHE, FICHE, "fiche"))


def _files():
    """Yield the YAML files of the Metz dossier and of the starter, with the schema of each."""
    for path in [METZ / "contrat.yaml", *sorted((METZ / "fiches").glob("*.yaml"))]:
        yield path.name, path.read_bytes()
    for name, data in starter_files().items():
        if name.endswith(".yaml"):
            yield f"depart-{Path(name).name}", data


@pytest.mark.parametrize(("name", "data"), [pytest.param(*f, id=f[0]) for f in _files()])
def test_real_dossiers_are_valid(name, data):
    """What the reader accepts, every scalar a text, the editor does not underline."""
    schema = CONTRACT if name.endswith("contrat.yaml") else FICHE
    assert list(faults(read_yaml(data, name).value, schema, schema, name)) == []


@pytest.mark.parametrize("schema", [CONTRACT, FICHE], ids=["contract", "fiche"])
def test_the_schemas_are_of_the_draft_that_editors_read(schema):
    """The draft is named, and every reference leads somewhere."""
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    targets = re.findall(r"'\$ref': '#/\$defs/(\w+)'", str(schema))
    assert set(targets) <= schema["$defs"].keys()


def _fields(schema):
    """Yield each field of the schema, with its name."""
    for name, found in [("", schema), *schema["$defs"].items()]:
        for whole in [found, *found.get("anyOf", ())]:
            for key, field in whole.get("properties", {}).items():
                yield f"{name}.{key}", field


@pytest.mark.parametrize("schema", [CONTRACT, FICHE], ids=["contract", "fiche"])
def test_every_field_has_a_title_that_an_editor_shows(schema):
    """The accented wording of the field, written once in the model or in the form."""
    untitled = [(n, f) for n, f in _fields(schema) if not f.get("title")]
    of_type = [(n, schema["$defs"][f["$ref"].split("/")[-1]]) for n, f in untitled if "$ref" in f]
    assert [name for name, _ in untitled] == [name for name, found in of_type if found["title"]]


@pytest.mark.parametrize("schema", [CONTRACT, FICHE], ids=["contract", "fiche"])
def test_no_docstring_reaches_an_editor(schema):
    """Docstrings are English; what an editor shows is French."""
    described = {name for name, found in schema["$defs"].items() if "description" in found}
    assert described == set()
    assert "description" not in schema


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        pytest.param({"budjet": {}}, "fiche.budjet is unknown", id="at the top"),
        pytest.param({"budget": {"reliquat": 1}}, "fiche.budget.reliquat is unknown", id="below"),
        pytest.param({"porteurs": [{"nome": "x"}]}, None, id="in a list"),
        pytest.param({"thematiques": ["logment"]}, None, id="a thematic"),
        pytest.param({"porteurs": "CLLAJ"}, None, id="a text for a list"),
        pytest.param({"portage": [{"cle": "ccas", "libele": "x"}]}, None, id="in a box"),
    ],
)
def test_misspelt_keys_are_refused(keys, fault):
    """The editor underlines what the reader would refuse."""
    found = faults_of_fiche(**keys)
    assert found == [fault] if fault else found


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"porteurs": ["CLLAJ", {"nom": "CCAS"}]}, id="an operator"),
        pytest.param({"portage": ["ccas", {"autre": "SIAO"}]}, id="boxes"),
        pytest.param({"partenaires": [{"libelle": "Bailleurs"}]}, id="an own box"),
        pytest.param({"budget": {"contribution_collectivite": "3 000"}}, id="a contribution"),
        pytest.param({"budget": {"autres_financeurs": {"fami": 1000}}}, id="a line of the form"),
        pytest.param({"indicateurs": {"blocs": {"droits": {"outils": ["x"]}}}}, id="a tool"),
        pytest.param({"indicateurs": {"beneficiaires": {"total": 12}}}, id="a number"),
        pytest.param({"exercice": 2026}, id="a year, which YAML reads as a number"),
    ],
)
def test_short_forms_are_accepted(keys):
    """What may be written shorter is not underlined."""
    assert faults_of_fiche(**keys) == []


def test_a_calendar_year_needs_its_key_only():
    """`cle: 2026` is a whole year."""
    found = faults([{"cle": 2026}], CONTRACT["properties"]["exercices"], CONTRACT, "exercices")
    assert list(found) == []


def test_the_key_of_a_fiche_may_come_from_its_file():
    """A fiche in a file of its own needs no key; in the contract it does."""
    assert faults_of_fiche() == []
    assert "cle" in CONTRACT["$defs"]["FicheAction"]["required"]


def test_the_keys_of_the_form_are_proposed():
    """Thematics, funders and blocks of the edition stand in the schema by name."""
    form = load_edition("2026")
    thematics = FICHE["properties"]["thematiques"]["items"]["enum"]
    assert thematics == [label.cle for label in form.thematiques]
    assert {"fami", "programme_147"} <= FICHE["$defs"]["AutresFinanceurs"]["properties"].keys()
    blocks = FICHE["$defs"]["Indicateurs"]["properties"]["blocs"]["properties"]
    assert list(blocks) == [block.cle for block in form.blocs]


def test_an_unknown_edition_is_no_schema():
    """An edition that does not exist is told to the caller."""
    with pytest.raises(CtaiError, match="REF-003"):
        contract_schema("1999")
