"""pydantic's errors in French: one finding for one mistake, and never a word of English."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import (
    AfterValidator,
    AliasChoices,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    FutureDate,
    HttpUrl,
    PastDate,
    Tag,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema
from typing_extensions import TypeAliasType

from ctai_docs.machine.findings import show_path
from ctai_docs.machine.yaml.events import read_yaml
from ctai_docs.machine.yaml.explain import _WORDS, explain


class Base(BaseModel):
    """As the contract's base: frozen, and strict on names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Saison(Enum):
    """Values with an apostrophe and a comma, as pydantic quotes them two ways."""

    ETE = "l'été"
    HIVER = "hiver, ou non"


class Logement(Base):
    """A branch of unions, told by its tag."""

    kind: Literal["logement"]
    places: int


class Emploi(Base):
    """The other branch, which also reads a lone text, and hides behind a validator."""

    kind: Literal["emploi"] = "emploi"
    metiers: list[str]

    @model_validator(mode="before")
    @classmethod
    def _from_scalar(cls, value: Any) -> Any:
        return {"metiers": value} if isinstance(value, str) else value


def pas_de_point(value: str) -> str:
    """Refuse, in French, a text that ends with a point."""
    if str(value).endswith("."):
        raise ValueError("Ce titre finit par un point. Supprimez-le.")
    return value


def english(_value: Any) -> Any:
    """Refuse in English, as a library would."""
    raise PydanticCustomError("some_library", "This is English")


class Budget(Base):
    """Something nested, whose fields have titles and examples."""

    cout_total: Decimal = Field(title="Coût total", examples=["12 000"], ge=0, decimal_places=2)
    lignes: list[Logement] = []


Metier = TypeAliasType("Metier", Literal["maçon", "couvreur"])


class Modele(Base):
    """A broad sample of what models hold."""

    titre: Annotated[str, AfterValidator(pas_de_point)] = ""
    budget: Budget | None = None
    saison: Saison | None = None
    duree: Literal["court", "long"] | None = None
    action: Logement | Emploi | None = None
    tagged: Annotated[Logement | Emploi, Field(discriminator="kind")] | None = None
    melange: list[Logement | list[str]] = []
    montant: Decimal | Literal["nc"] | None = None
    point: Annotated[str, AfterValidator(pas_de_point)] | int | None = None
    par_an: dict[int, Decimal] = {}
    par_nom: dict[str, Budget] = {}
    autre: int = Field(1, validation_alias=AliasChoices("alias-x", "alias-y"))
    couple: tuple[int, str] | None = None
    jour: datetime.date | None = None
    passe: PastDate | None = None
    futur: FutureDate | None = None
    heure: datetime.time | None = None
    instant: AwareDatetime | None = None
    ecart: datetime.timedelta | None = None
    ensemble: set[int] = set()
    fige: frozenset[str] = frozenset()
    court: str = Field("abc", min_length=2, max_length=4, pattern="^[a-z]+$")
    liste: list[str] = Field(["a"], min_length=1, max_length=2)
    entier: int = Field(1, gt=0, lt=10, multiple_of=2)
    reel: float = Field(1.0, le=5, allow_inf_nan=False)
    chiffres: Decimal = Field(Decimal(1), max_digits=3)
    oui: bool = True
    page: HttpUrl | None = None
    metiers: dict[str, Metier | Emploi] = {}
    par_nature: (
        Annotated[
            Annotated[Logement, Tag("a")] | Annotated[Emploi, Tag("b")],
            Discriminator(lambda value: value.get("nature") if isinstance(value, dict) else None),
        ]
        | None
    ) = None
    anglais: Annotated[str, BeforeValidator(english)] = ""


def found(data, model=Modele):
    """Return the findings about `data`."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return explain(caught.value, model, data)


ONE_MISTAKE = [
    pytest.param({"titre": "Un."}, "titre", "MOD-006", "Ce titre finit par un point.", id="ours"),
    pytest.param(
        {"titre": ["a"]},
        "titre",
        "MOD-004",
        "liste de longueur 1. Attendu : un texte.",
        id="list",
    ),
    pytest.param({"titre": {"a": "b"}}, "titre", "MOD-004", "entre guillemets", id="colon in text"),
    pytest.param({"titre": None}, "titre", "MOD-003", "La clé « titre » est vide", id="empty"),
    pytest.param(None, "", "MOD-003", "Le fichier est vide", id="empty file"),
    pytest.param("x", "", "MOD-004", "« x ». Attendu : un groupe de clés.", id="a text for all"),
    pytest.param(
        {"budget": {}},
        "budget.cout_total",
        "MOD-001",
        "« cout_total » (Coût total) manque. Cette valeur est obligatoire. Ajoutez-la. "
        "Exemple : « 12 000 ».",
        id="missing",
    ),
    pytest.param({"budget": "12"}, "budget", "MOD-004", "Écrivez les clés à la ligne", id="scalar"),
    pytest.param({"bugdet": {}}, "bugdet", "MOD-002", "dire « budget » ?", id="misspelt"),
    pytest.param(
        {"budget": {"Coût Total": "1"}},
        'budget."Coût Total"',
        "MOD-002",
        "« cout_total »",
        id="the title as key, once: the true key is not said missing",
    ),
    pytest.param(
        {"par_nom": {"a": {"cout_total": "1", "ligne": []}}},
        "par_nom.a.ligne",
        "MOD-002",
        "« lignes »",
        id="misspelt inside a dict",
    ),
    pytest.param(
        {"budget": {"cout_total": "1", "zzz": "2"}},
        "budget.zzz",
        "MOD-002",
        "Clés possibles : « lignes ».",
        id="unknown",
    ),
    pytest.param({"alias_x": "1"}, "alias_x", "MOD-002", "« alias-x »", id="near an alias"),
    pytest.param({"alias-x": "z"}, "alias-x", "MOD-004", "un nombre entier", id="by its alias"),
    pytest.param({"saison": "l'ete"}, "saison", "MOD-005", "dire « l'été »", id="enum"),
    pytest.param(
        {"saison": "x"}, "saison", "MOD-005", "« l'été », « hiver, ou non ».", id="enum all"
    ),
    pytest.param({"duree": "courte"}, "duree", "MOD-005", "dire « court »", id="literal"),
    pytest.param(
        {"duree": {}}, "duree", "MOD-005", "un groupe de clés n'est pas", id="literal, group"
    ),
    pytest.param({"action": {"kind": "logement"}}, "action.places", "MOD-001", "", id="union"),
    pytest.param(
        {"action": {"kind": "emploi", "metiers": [None]}},
        "action.metiers[1]",
        "MOD-003",
        "L'élément 1 est vide",
        id="union, deep, behind a validator",
    ),
    pytest.param(
        {"action": {"kind": "logement", "places": "2", "place": "3"}},
        "action.place",
        "MOD-002",
        "n'existe pas",
        id="union, unknown key",
    ),
    pytest.param(
        {"action": "maçon"},
        "action.metiers",
        "MOD-004",
        "Trouvé : « maçon ». Attendu : une liste.",
        id="union, a text that a validator opened",
    ),
    pytest.param({"tagged": {"kind": "logement"}}, "tagged.places", "MOD-001", "", id="tagged"),
    pytest.param(
        {"tagged": {"kind": "emplois"}}, "tagged.kind", "MOD-005", "« emploi » ?", id="tag"
    ),
    pytest.param({"tagged": {"x": "1"}}, "tagged.kind", "MOD-001", "« kind »", id="no tag"),
    pytest.param({"melange": ["a"]}, "melange[1]", "MOD-004", " ou une liste.", id="union, no fit"),
    pytest.param(
        {"melange": [["a", []]]}, "melange[1][2]", "MOD-004", "un texte", id="union, list"
    ),
    pytest.param(
        {"melange": "a"}, "melange", "MOD-004", "après un tiret", id="one value for a list"
    ),
    pytest.param(
        {"montant": "x"}, "montant", "MOD-004", "un nombre ou « nc »", id="union of scalars"
    ),
    pytest.param({"point": "a."}, "point", "MOD-006", "finit par un point", id="union, our words"),
    pytest.param({"par_an": {"x": "1"}}, "par_an.x", "MOD-004", "un nombre entier", id="bad key"),
    pytest.param({"couple": ["1"]}, "couple[2]", "MOD-001", "L'élément 2 manque", id="tuple"),
    pytest.param({"jour": "31/31"}, "jour", "MOD-004", "une date", id="date"),
    pytest.param({"passe": "2999-01-01"}, "passe", "MOD-004", "une date passée", id="past"),
    pytest.param({"court": "a"}, "court", "MOD-004", "un texte de longueur 2 au moins", id="short"),
    pytest.param({"liste": []}, "liste", "MOD-004", "une longueur de 1 au moins", id="short list"),
    pytest.param({"oui": "peut-être"}, "oui", "MOD-004", "« true » ou « false »", id="boolean"),
    pytest.param(
        {"metiers": {"a": {"metiers": ["x"], "zut": "1"}}},
        "metiers.a.zut",
        "MOD-002",
        "« kind »",
        id="union with an alias of types",
    ),
    pytest.param(
        {"par_nature": {}}, "par_nature", "MOD-008", "pas acceptée", id="tag by a function"
    ),
    pytest.param({"anglais": "x"}, "anglais", "MOD-008", "pas acceptée", id="a library's words"),
]


@pytest.mark.parametrize(("data", "path", "code", "words"), ONE_MISTAKE)
def test_one_mistake_is_one_finding(data, path, code, words):
    """Path without the names of branches, code, and wording that helps."""
    findings = found(data)
    assert [(show_path(f.path), f.code) for f in findings] == [(path, code)]
    assert words in findings[0].message


def test_each_mistake_has_its_finding():
    """Several mistakes are all reported."""
    data = {"titre": "a.", "budget": {"cout_total": "-1"}, "liste": ["a", "b", "c"], "zut": "1"}
    assert sorted(f.code for f in found(data)) == ["MOD-002", "MOD-004", "MOD-004", "MOD-006"]


def test_a_finding_about_a_key_is_placed_at_the_key():
    """With positions, an unknown key is shown where it is written, a value where it stands."""
    loaded = read_yaml(b"titre: a.\nzut: 1\n", "c.yaml")
    with pytest.raises(ValidationError) as caught:
        Modele.model_validate(loaded.value)
    findings = explain(caught.value, Modele, loaded.value, loaded.positions)
    assert [str(f.where) for f in loaded.positions.place(findings)] == ["c.yaml:1:8", "c.yaml:2:1"]


ENGLISH = re.compile(
    r"\b(should|input|valid|field|required|extra|inputs|must|error|value|string|expected|than|"
    r"list|dictionary|found|least|most|characters|items|English|instance|unable|to parse)\b"
)
VALUES = ["x", "", "-5", "7", "1.5", "nan", "2999-01-01T00:00", "2001-01-01", "é" * 9, None]
VALUES += [[], ["a", "b", "c"], {}, {"a": "b"}, [None], [[]], [{}], "ftp://x", "12345.678"]


@pytest.mark.parametrize("key", Modele.model_fields)
def test_no_english_leaks(key):
    """Every field of the sample, fed with every sort of value, is refused in French."""
    for value in VALUES:
        data = {"alias-x" if key == "autre" else key: value}
        try:
            Modele.model_validate(data)
        except ValidationError as error:
            findings = explain(error, Modele, data)
            assert findings
            assert not [f.message for f in findings if ENGLISH.search(f.message.replace(key, ""))]


NEVER_FROM_YAML = re.compile(
    r"arguments_type|.*argument.*|.*attribute.*|frozen_(field|instance)|recursion.*|json_.*|"
    r"is_(instance|subclass)_of|callable_type|dataclass_exact_type|set_item_not_hashable|"
    r"needs_python_object|iteration_error|invalid_key|default_factory_not_called|"
    r"missing_sentinel_error|string_sub_type|ellipsis_error|assertion_error|time_delta.*|uuid.*|none_required"
)
HANDLED = {"missing", "extra_forbidden", "value_error", "literal_error", "enum"}


def test_every_kind_of_error_has_words_or_is_known_to_have_none():
    """A kind of error that a new pydantic adds is named here until it is given words."""
    kinds = set(get_args(core_schema.ErrorType)) - HANDLED
    worded = {kind for kind in kinds if any(re.fullmatch(words, kind) for words in _WORDS)}
    rest = {kind for kind in kinds - worded if not kind.startswith("union_tag")}
    assert [kind for kind in sorted(rest) if not NEVER_FROM_YAML.fullmatch(kind)] == []


@dataclass(frozen=True)
class Cible:
    """A dataclass, as a model may hold one."""

    nombre: int


class Etrange(Base):
    """Shapes that the walk does not know: it must still answer."""

    cible: Cible | None = None
    tout: dict[str, list[tuple[int, ...] | dict[str, Logement]]] = {}
    profond: list[Etrange] | Etrange | None = None


TREE = st.recursive(
    st.one_of(st.none(), st.sampled_from(["x", "1", "logement"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["cible", "tout", "profond", "nombre", "kind", "places", "autre"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=15,
)


@given(TREE)
def test_any_data_is_explained(data):
    """Whatever the data, errors become findings with paths made of steps of the data."""
    try:
        Etrange.model_validate(data)
    except ValidationError as error:
        findings = explain(error, Etrange, data)
    else:
        return
    assert findings
    assert not [f for f in findings if ENGLISH.search(f.message)]
    assert not [s for f in findings for s in f.path if isinstance(s, str) and "[" in s]
