"""A template against the type of its context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, NewType

import pytest
from pydantic import BaseModel, computed_field

from ctai_docs.machine.engine import faults
from ctai_docs.machine.engine import lint as rules
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.lint import lint, unshown
from ctai_docs.machine.engine.safe import safe_xml
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.docs import docx, p, run, sdt, tbl, tc, tr

Numero = NewType("Numero", int)


class Texte(BaseModel):
    """A text in paragraphs."""

    __bloc__ = True
    source: str = ""


@dataclass(frozen=True)
class Ligne:
    """A line of a budget."""

    libelle: str
    montant: Decimal


class Budget(BaseModel):
    """A model with every kind of member."""

    lignes: tuple[Ligne, ...] = ()
    par_axe: Mapping[str, Ligne] = {}
    arrete: date | None = None
    numero: Annotated[Numero, "unique"] = Numero(0)

    @property
    def total(self) -> Decimal:
        """Return a sum."""
        return Decimal(0)

    @cached_property
    def premiere(self) -> Ligne | None:
        """Return a line."""
        return None

    @computed_field
    @property
    def plafond(self) -> int:
        """Return a number."""
        return 0


@dataclass(frozen=True)
class Fiche:
    """A fiche."""

    titre: str
    description: Texte | None
    budget: Budget | None
    suites: Sequence[Fiche] = ()


@dataclass(frozen=True)
class Contexte:
    """The context of the templates of these tests."""

    fiche: Fiche
    bloc_ou_ligne: Texte | str = ""


def template(*texts, **parts):
    """Return a template of one paragraph for each text."""
    return Template.compile(docx(*map(p, texts), **parts), make_environment(), "fiche.docx")


def found(*texts, **parts):
    """Return the findings about names, those about fields left out put aside."""
    findings = lint(template(*texts, **parts), Contexte)
    return [finding for finding in findings if finding.code != rules.UNSHOWN.code]


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (["{%p if fiche %}", "oui", "{%p endif %}"], []),
        (["{% if fiche %}oui", "non{% endif %}"], []),
        (["{% if fiche %}", "oui", "{%p endif %}"], [rules.ASTRIDE.code]),
        (
            ["{%p for s in fiche.suites %}", "oui{% endfor %}"],
            [rules.ASTRIDE.code, faults.MALFORMED.code],
        ),
        (["{ fiche.titre }"], [rules.LONE_BRACE.code]),
        (["a", "{{ fiche.titre }}}", "b"], [rules.LONE_BRACE.code]),
        (["{{ fiche.titre }}{# {une} note #}"], []),
    ],
)
def test_the_way_a_template_is_typed(texts, codes):
    """Blocks that begin and end alike, braces that are those of a tag."""
    assert [finding.code for finding in found(*texts)] == codes


@pytest.mark.parametrize(
    "text",
    [
        "{{ fiche.titre|upper }}",
        "{{ fiche.budget.total }}{{ fiche.budget.plafond }}{{ fiche.budget.numero }}",
        "{{ fiche.budget.premiere.montant }}{{ fiche.budget.arrete.year }}",
        "{% for l in fiche.budget.lignes %}{{ l.libelle }}{{ l.montant }}{% endfor %}",
        "{% for k, l in fiche.budget.par_axe.items() %}{{ k }}{{ l.montant }}{% endfor %}",
        "{{ fiche.budget.par_axe['logement'].libelle }}",
        "{{ fiche.suites[0].suites[0].titre }}",
        "{% if fiche.description %}oui{% endif %}",
        "{{p fiche.description }}",
        "{{p bloc_ou_ligne }}",
    ],
)
def test_names_of_the_context_are_known(text):
    """Fields, properties, lists, mappings and optional values are followed."""
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ fiche }}",
        "{{ fiche.budget }}",
        "{{ fiche.budget.lignes }}",
        "{{ fiche.budget.lignes|first }}",
        "{% for l in fiche.budget.lignes %}{{ l }}{% endfor %}",
    ],
)
def test_several_data_at_once_are_not_printed(text):
    """What Python says of a record or a list has no place in an act."""
    assert [finding.code for finding in found(text)] == [rules.SEVERAL.code]
    assert found("{{ fiche.budget.lignes|length }}") == []
    assert found("{{ fiche.budget.lignes|map(attribute='libelle')|join(', ') }}") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ fich.titre }}", "le contexte n’a pas de « fich »"),
        ("{{ fiche.tire }}", "« fiche » n’a pas de « tire »"),
        ("{{ fiche.titre.nom }}", "« fiche.titre » n’a pas de « nom »"),
        ("{{ fiche.budget.lignes.montant }}", "« fiche.budget.lignes » n’a pas de « montant »"),
        ("{{ fiche.budget.lignes[0].prix }}", "« fiche.budget.lignes[] » n’a pas de « prix »"),
        (
            "{% for x in fiche.budget.total %}{{ x }}{% endfor %}",
            "« fiche.budget.total » n’a pas de",
        ),
        ("{{ fiche.budget.model_dump }}", "« fiche.budget » n’a pas de « model_dump »"),
    ],
)
def test_an_unknown_name_is_found(text, words):
    """The finding says what has no such name, in which paragraph."""
    [finding] = found(f"Avant {text}")
    assert finding.code == rules.UNKNOWN.code
    assert str(finding.where) == "fiche.docx › corps du document"
    assert words in finding.found
    assert "« Avant {" in finding.found


def test_the_nearest_name_is_proposed():
    """A slip of the keyboard is answered by the name that was meant."""
    [finding] = found("x", footer1=p("{{ fiche.tirte }}"))
    assert str(finding) == (
        "fiche.docx › pied de page · « {{ fiche.tirte }} » demande « fiche.tirte » : « fiche » n’a "
        "pas de « tirte ». Chaque balise du modèle correspond à une donnée. Vouliez-vous écrire "
        "« titre » ? [TPL-001]"
    )


def test_a_long_paragraph_is_cut():
    """Eighty characters are quoted, not a page."""
    [finding] = found("{{ fiche.x }} " + "mot " * 50)
    quoted = finding.found.partition("« ")[2].partition(" »")[0]
    assert len(quoted) <= 80
    assert quoted.endswith("…")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{{ fiche.description }}", rules.NEEDS_BLOCK),
        ("{{r fiche.description }}", rules.NEEDS_BLOCK),
        ("{{p fiche.titre }}", rules.NOT_BLOCK),
        ("{{ bloc_ou_ligne }}", rules.NEEDS_BLOCK),
    ],
)
def test_paragraphs_are_printed_as_paragraphs_and_only_they(text, rule):
    """A text in paragraphs needs the whole place of one."""
    assert [finding.code for finding in found(text)] == [rule.code]


def test_fields_left_out_are_named():
    """The fields of the models that the template reads, whose others it shows; a model once."""
    shown = template(
        "{{ fiche.titre }}", "{% for l in fiche.budget.lignes %}{{ l.libelle }}{% endfor %}"
    )
    assert unshown(shown, Contexte) == (
        "bloc_ou_ligne",
        "fiche.description",
        "fiche.suites",
        "fiche.budget.par_axe",
        "fiche.budget.arrete",
        "fiche.budget.numero",
        "fiche.budget.lignes[].montant",
    )


def test_a_field_declared_unused_is_not_found():
    """What a template leaves out on purpose is said once, beside it."""
    shown = template("{{ bloc_ou_ligne.source }}")
    assert [f.found for f in lint(shown, Contexte)] == ["Le modèle ne montre jamais « fiche »."]
    assert lint(shown, Contexte, unused_ok={"fiche"}) == ()


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["Avant {{r fiche.titre }} après"], "« Avant {{r fiche.titre }} après »"),
        (["{{ fiche.titre + 1 }}"], "collez-les avec « ~ »"),
        (["{% set q %}{{ fiche.titre }}{% endset %}{{ q|upper }}"], "n’est plus du XML"),
        (["{{ fiche.budget.lignes|map(attribute='libelle')|sum }}"], "« sum » additionne"),
        (["{%p if bloc_ou_ligne %}", "{{ fiche.titre + 1 }}", "{%p endif %}"], "collez-les"),
    ],
)
def test_what_a_render_would_refuse_is_told_before(texts, words):
    """Values of each type are printed: what no data could mend is found without any."""
    [finding] = found(*texts)
    assert words in finding.found


def test_a_tag_across_the_border_of_a_control_is_told_before():
    """The document would not be XML, whatever the data."""
    across = "<w:p><w:r><w:t>{{ fiche.ti</w:t></w:r>" + sdt(run("tre }}")) + "</w:p>"
    kept = Template.compile(docx(across), make_environment(), "fiche.docx")
    assert faults.MALFORMED.code in [each.code for each in lint(kept, Contexte)]


@pytest.mark.parametrize("text", ["{{ [fiche.corps]|first }}", "{{ fiche.corps|default('x') }}"])
def test_paragraphs_that_reach_a_line_by_a_filter_are_refused(text):
    """They would stand inside a run, where Word reads none."""
    kept = template(text)
    with pytest.raises(CtaiError, match="paragraphes s’imprime par"):
        kept.render({"fiche": {"corps": safe_xml("<w:p/>")}})
    kept.render({"fiche": {"corps": "une ligne"}})


@pytest.mark.parametrize(
    ("blocks", "quoted"),
    [
        ([tbl(tr("{%tr for x in fiche.rien %}"), tr("a"), tr("{%tr endfor %}"))], "{%tr for x in"),
        ([tbl(tr("{%tc for x in fiche.rien %}", "a", "{%tc endfor %}"))], "{%tc for x in"),
        ([p("{%p for x in fiche.rien %}"), p("a"), p("{%p endfor %}")], "{%p for x in"),
        ([tbl(tr(tc("{%p if fiche.rien %}", "a", "{%p endif %}"), "b"))], "{%p if fiche.rien"),
        ([p("avant {{r fiche.rien }} après")], "avant {{r fiche.rien }} après"),
        ([p("avant {{ fiche.rien }} après")], "avant {{ fiche.rien }} après"),
    ],
)
def test_tags_are_quoted_as_they_were_typed(blocks, quoted):
    """The letter that docxtpl takes away is what one sees in Word."""
    kept = Template.compile(docx(*blocks), make_environment(), "fiche.docx")
    unknown = [each for each in lint(kept, Contexte) if each.code == rules.UNKNOWN.code]
    assert f"« {quoted}" in unknown[0].found
