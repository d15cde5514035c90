"""A hostile template neither runs code, reads a file, prints raw markup, nor keeps us busy."""

import time
import tracemalloc
from dataclasses import dataclass
from html import escape

import pytest
from pydantic import BaseModel

from ctai_docs.machine.engine import faults, filters
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.filters import MOST_SECONDS
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.docs import docx, p


class Secret(BaseModel):
    """A model of the context; pydantic gives it methods that read files."""

    nom: str = "Ana"


@dataclass(frozen=True)
class Plain:
    """An object with a method."""

    nom: str = "Bo"

    def effacer(self):
        """Do what no template should do."""
        raise AssertionError("called from a template")


CONTEXT = {"s": Secret(), "o": Plain(), "l": [3, 1, 2], "t": "texte", "m": {"a": 1}}


def render(text):
    """Return the document's XML of a template of one paragraph."""
    template = Template.compile(docx(p(escape(text, quote=False))), make_environment(), "m.docx")
    return template.render(CONTEXT).parts["word/document.xml"].decode()


def refusal(text):
    """Return the code and the words of the only finding that a template meets."""
    with pytest.raises(CtaiError) as caught:
        render(text)
    [finding] = caught.value.findings
    assert finding.where.inside == "corps du document"
    return finding.code, finding.found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ ().__class__ }}", "« __class__ » : un nom qui commence par « _ » est privé"),
        ("{{ t['__class__'] }}", "« __class__ » : un nom qui commence par « _ » est privé"),
        ("{{ cycler.__init__.__globals__ }}", "« __globals__ »"),
        ("{% include '/etc/passwd' %}", "{% include %} : un modèle se suffit à lui-même"),
        ("{% import 'a' as b %}", "{% import %}"),
        ("{% from 'a' import b %}", "{% from … import %}"),
        ("{% extends 'a' %}", "{% extends %}"),
        ("{% block a %}{% endblock %}", "{% block %}"),
        ("{% autoescape false %}{{ t }}{% endautoescape %}", "{% autoescape %}"),
        ("{{ t|safe }}", "le filtre « safe » : tout texte est échappé"),
        ("{% if o %}{{ t|safe }}{% endif %}", "le filtre « safe »"),
        ("{{ t|pprint }}", "le filtre « pprint », qui n’existe pas ici"),
        ("{{ m|xmlattr }}", "le filtre « xmlattr »"),
        ("{{ t|attr('nom') }}", "le filtre « attr »"),
        ("{{ l|map('safe')|list|first is callable }}", "le test « callable »"),
    ],
)
def test_a_construct_outside_the_language_is_refused_when_compiled(text, words):
    """Each refusal says what is refused, before any data."""
    with pytest.raises(CtaiError) as caught:
        Template.compile(docx(p(text)), make_environment())
    assert words in " ".join(finding.found for finding in caught.value.findings)
    assert {finding.code for finding in caught.value.findings} == {faults.REFUSED.code}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ s.parse_file('/etc/passwd') }}", "ne s’appelle pas"),
        ("{{ o.effacer() }}", "ne s’appelle pas"),
        ("{{ o.effacer }}", "« effacer » est une fonction"),
        ("{{ t.format(1) }}", "ne s’appelle pas"),
        ("{{ t.center(9) }}", "ne s’appelle pas"),
        ("{{ l.append(1) }}", "« append » est privé"),
        ("{{ [t, '__class__']|map(attribute='__class__')|first }}", "« __class__ » est privé"),
        ("{{ '%s' % t }}", "utilisez le filtre « format »"),
        ("{{ l }}", "une liste ne s’imprime pas"),
        ("{{ t ~ l }}", "une liste ne s’imprime pas"),
        ("{{ [l]|sum(start=[]) }}", "liste de listes"),
        ("{{ m.values()|list|join }}{{ l|sum(start=[]) }}", "« sum » additionne des nombres"),
    ],
)
def test_a_forbidden_gesture_stops_the_render(text, words):
    """What only shows with data is refused then, with the paragraph."""
    code, found = refusal(text)
    assert code in {faults.FORBIDDEN.code, faults.LIMIT.code}
    assert words in found


TENFOLD = "{% for i in range(9999) %}"
BOMBS = [
    "{{ range(10**9)|length }}",
    "{% for i in range(99999999) %}a{% endfor %}",
    TENFOLD * 3 + "a" + "{% endfor %}" * 3,
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% for x in [1] recursive %}{{ loop([1]) }}{{ loop([1]) }}{% endfor %}",
    "{{ 'a' * 10**9 }}",
    "{{ 10**9 * 'a' }}",
    "{{ [1] * 10**9 }}",
    "{{ 9**9**9**9 }}",
    "{% set n = namespace(a=9) %}" + TENFOLD + "{% set n.a = n.a * n.a %}{% endfor %}",
    "{% set n = namespace(a='a') %}" + TENFOLD + "{% set n.a = n.a + n.a %}{% endfor %}",
    "{% set n = namespace(a='a') %}" + TENFOLD + "{% set n.a = n.a ~ n.a %}{% endfor %}",
    "{% set n = namespace(a='a') %}" + TENFOLD + "{% set n.a = [n.a, n.a] %}{% endfor %}{{ n.a }}",
    "{% set n = namespace(a=(1, 1)) %}" + TENFOLD + "{% set n.a = n.a + n.a %}{% endfor %}",
    "{% set n = namespace(a='a') %}"
    + TENFOLD
    + "{% set n.a %}{{ n.a }}{{ n.a }}{% endset %}{% endfor %}",
    "{% set a = 'a' * 99999 %}" + TENFOLD + "{{ a }}{% endfor %}",
    "{% set a = 'a' * 99999 %}{% set b %}" + TENFOLD + "{{ a }}{% endfor %}{% endset %}",
    "{{ {'a': l}|length }}",
    "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}"
    + TENFOLD
    + "{% call m() %}"
    + TENFOLD
    + "{% endfor %}{% endcall %}{% endfor %}",
    "{{ ('a' * 99999)|replace('a', 'a' * 99999) }}",
    "{{ range(9999)|join('a' * 99999) }}",
    "{{ 'a'|center(10**9) }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ '%*d'|format(10**9, 1) }}",
    "{{ [1]|batch(10**9, 'x')|first|length }}",
    TENFOLD + "{{ range(9999)|sum }}{% endfor %}",
    TENFOLD + "{{ range(9999)|map('string')|join }}{% endfor %}",
]


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_refused_before_it_bursts(text):
    """Time, memory and output are bounded, whatever the template repeats."""
    start = time.monotonic()
    code, _ = refusal(text)
    assert code in {faults.LIMIT.code, faults.FAILED.code}
    assert time.monotonic() - start < 1.1 * MOST_SECONDS


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ '<w:p/>' }}{{ 'a & b' }}", "&lt;w:p/&gt;a &amp; b"),
        ("{{ '<b>'|replace('b', 'i') }}", "&lt;i&gt;"),
        ("{{ '%s'|format('<b>') }}", "&lt;b&gt;"),
        ("{{ ['<', '>']|join('&') }}", "&lt;&amp;&gt;"),
        ("{{ 'a'.upper() }}{{ m.items()|length }}{{ m.get('a') }}", "A11"),
        ("{{ 3 * 2 - 1 }} {{ 'a' * 3 }} {{ 7 % 4 }} {{ 2 ** 3 }}", "5 aaa 3 8"),
        ("{{ l|sort|join('-') }} {{ l|sum }} {{ l|first }}", "1-2-3 6 3"),
        ("{{ inconnu|default('rien') }}{{ m.b is defined }}", "rienFalse"),
        ("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}", "ab"),
        ("{% set j = joiner(', ') %}{{ j() }}a{{ j() }}b", "a, b"),
        ("{% filter upper %}a{{ t }}{% endfilter %}{{ {'k': 'v'}.k }}", "ATEXTEv"),
        ("{{ 2.345|round(1) }} {{ '7'|int }} {{ 'a b'|title }}", "2.3 7 A B"),
    ],
)
def test_the_ordinary_uses_of_jinja_are_left(text, printed):
    """The bounds do not get in the way of templates."""
    assert f">{printed}<" in render(text)


def test_the_budget_is_for_one_render_over_all_its_parts():
    """Two renders do not share their turns; the parts of one do."""
    turns = "{% for a in range(9000) %}{% endfor %}" * 9
    template = Template.compile(
        docx(p(turns), header1=p(turns), footer1=p("x")), make_environment()
    )
    template.render({})
    template.render({})
    greedy = Template.compile(
        docx(p(turns), header1=p(turns), footer1=p(turns)), make_environment()
    )
    with pytest.raises(CtaiError) as caught:
        greedy.render({})
    assert [finding.code for finding in caught.value.findings] == [faults.LIMIT.code]


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in l %}" * 30 + "{% endfor %}" * 30,
        "{{ " + "(" * 5_000 + "t" + ")" * 5_000 + " }}",
        "{{ " + "not " * 5_000 + "t }}",
        "{% if t %}" * 150 + "{% endif %}" * 150,
    ],
    ids=["loops", "brackets", "operators", "conditions"],
)
def test_nesting_without_end_is_refused_when_compiled(text):
    """Python's own limits come out as a finding, not as a traceback."""
    assert refusal(text)[0] == faults.SYNTAX.code


HOARDS = {
    "sums": "{% set ns.l = ns.l + [gros + loop.index|string] %}",
    "texts glued": "{% set ns.l = ns.l + [gros ~ loop.index] %}",
    "products": "{% set ns.l = ns.l + ['x' * (1000000 + loop.index)] %}",
    "filters": "{% set ns.l = ns.l + [gros|replace('a', 'b')] %}",
    "methods": "{% set ns.l = ns.l + [gros.upper()] %}",
    "slices": "{% set ns.l = ns.l + [gros[loop.index:]] %}",
    "lists": "{% set ns.d = gros.split('a') %}{% set ns.l = ns.l + [ns.d[0]] %}",
}


@pytest.mark.parametrize("body", HOARDS.values(), ids=HOARDS)
def test_what_a_render_makes_is_bounded_in_all(body):
    """Each value is within its bound, and the template keeps ten thousand of them."""
    source = f"{{% set ns = namespace(l=[]) %}}{{% for i in range(10000) %}}{body}{{% endfor %}}"
    template = Template.compile(docx(p(source)), make_environment())
    tracemalloc.start()
    with pytest.raises(CtaiError) as caught:
        template.render({"gros": "a" * 1_000_000})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [finding.code for finding in caught.value.findings] == ["TPL-023"]
    assert peak < 300 * 2**20


def test_a_render_and_its_explanation_share_a_deadline(monkeypatch):
    """What stopped a render for its time is not rendered again to find its place."""
    monkeypatch.setattr(filters, "MOST_SECONDS", 0.3)
    turns = "{% for i in range(10000) %}{% for j in range(10000) %}"
    body = turns + "{{ j|abs }}{% endfor %}{% endfor %}"
    monkeypatch.setattr(filters, "MOST_TURNS", 10**9)
    template = Template.compile(docx(p(body)), make_environment())
    began = time.monotonic()
    with pytest.raises(CtaiError) as caught:
        template.render({})
    assert time.monotonic() - began < 0.3 + 0.25
    assert [finding.code for finding in caught.value.findings] == ["TPL-023"]
