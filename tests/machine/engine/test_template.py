"""Rendering: the same document as docxtpl's, wherever docxtpl's is sound."""

import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from docxtpl import DocxTemplate, Listing, RichText, RichTextParagraph
from jinja2 import Environment, pass_context
from lxml import etree
from markupsafe import escape

from ctai_docs.machine.engine import environment as environment_module
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.template import Template
from tests.machine.engine.docs import docx, p, run, sdt, tbl, tr


@dataclass(frozen=True)
class Ligne:
    """A line of a budget."""

    nom: str
    montant: int
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Fiche:
    """What the templates of these tests print."""

    titre: str = 'Un toit & <un> "droit"'
    lignes: tuple[Ligne, ...] = (
        Ligne("Loyer", 10, (1, 2, 3)),
        Ligne("Eau", 5, (4, 5, 6)),
        Ligne("Feu", 7, (7, 8, 9)),
    )
    vide: tuple[Ligne, ...] = ()
    oui: bool = True
    non: bool = False
    texte: str = "une\ndeux\ttrois\aquatre\fcinq"
    noms: dict[str, str] = field(default_factory=lambda: {"a": "Ana", "b": "Bo"})


RICHE = RichText("gras", bold=True)
CONTEXT = {
    "fiche": Fiche(),
    "riche": RICHE,
    "paragraphe": RichTextParagraph(RICHE),
    "liste": Listing("un & <deux>\ntrois"),
    "couleur": "FF0000",
    "largeur": 2,
}


def render(data, context=None, name="modele.docx"):
    """Return the rendered parts of a template."""
    template = Template.compile(data, make_environment(), name)
    parts = template.render(CONTEXT if context is None else context).parts
    return {name: xml.decode() for name, xml in parts.items()}


def body(*blocks, context=None, **parts):
    """Return the XML between the body's tags, without the section."""
    xml = render(docx(*blocks, **parts), context)["word/document.xml"]
    return xml.partition("<w:body>")[2].partition("<w:sectPr")[0]


def canonical(xml):
    """Return canonical XML, with the ids that differ by design made equal."""
    xml = re.sub(r'<w:id w:val="[^"]*"/>', "", xml)
    xml = re.sub(r'(<wp:docPr[^>]* id=")[^"]*', r"\1", xml)
    return etree.tostring(etree.fromstring(xml.encode()), method="c14n").decode()


def by_docxtpl(data, context):
    """Return the document, header and footer parts as docxtpl renders them."""
    template = DocxTemplate(io.BytesIO(data))
    template.render(context, jinja_env=Environment(autoescape=True), autoescape=True)
    saved = io.BytesIO()
    template.save(saved)
    parts = DocxTemplate(saved).get_docx().part.package.parts
    return {str(part.partname)[1:]: part.blob.decode() for part in parts if "xml" in part.partname}


DRAWING = '<w:r><w:drawing><wp:inline><wp:docPr id="3" name="i"/></wp:inline></w:drawing></w:r>'
CONSTRUCTS = [
    pytest.param([p("Titre : {{ fiche.titre }}")], id="a value"),
    pytest.param([p("{", "{ fiche.", "titre }", "}")], id="a tag split into runs"),
    pytest.param([p("{{ fiche.titre|upper }} {{ 'a' ~ fiche.titre }}")], id="filters and ~"),
    pytest.param([p("{{ “a” }}{{ ‘b’ }}")], id="typographic quotes"),
    pytest.param([p("{_{ fiche }_} {_% x %_}")], id="braces to print"),
    pytest.param([p("a{# non #}b"), p("{#p rien #}"), p("c")], id="comments"),
    pytest.param(
        [p("{% if fiche.oui %}oui{% elif 1 %}x{% else %}non{% endif %}")], id="if in a line"
    ),
    pytest.param(
        [p("{%p if fiche.non %}"), p("a"), p("{%p else %}"), p("b"), p("{%p endif %}")], id="p if"
    ),
    pytest.param(
        [p("{%p for l in fiche.lignes %}"), p("{{ l.nom }} {{ loop.index }}"), p("{%p endfor %}")],
        id="p for",
    ),
    pytest.param([p("a{%- if fiche.oui -%}"), p("b"), p("{%- endif -%}"), p("c")], id="merging"),
    pytest.param([p("a {{r riche }} b")], id="a rich run"),
    pytest.param([p("a {%r if fiche.oui %}"), p("b {%r endif %} c")], id="r if"),
    pytest.param([p("{{p paragraphe }}"), p("b")], id="rich paragraphs"),
    pytest.param([p("{{ liste }}")], id="a listing"),
    pytest.param([p(run("{{ fiche.texte }}", "<w:b/>"), style="Titre1")], id="line breaks typed"),
    pytest.param(
        [p("{%p for l in fiche.lignes %}"), p("{{ fiche.texte }}"), p("{%p endfor %}"), p("z")],
        id="line breaks typed in a loop",
    ),
    pytest.param(
        [
            tbl(
                tr("{%tr for l in fiche.lignes %}"),
                tr("{{ l.nom }}", "{{ l.montant }}"),
                tr("{%tr endfor %}"),
            )
        ],
        id="tr for",
    ),
    pytest.param(
        [tbl(tr("a", "b"), tr("{%tr if fiche.oui %}"), tr("c", "d"), tr("{%tr endif %}"))],
        id="tr if",
    ),
    pytest.param(
        [
            tbl(
                tr("a", "{%tc for l in fiche.lignes %}", "{{ l.nom }}", "{%tc endfor %}"),
                tr("b", "{%tc for l in fiche.lignes %}", "{{ l.montant }}", "{%tc endfor %}"),
            )
        ],
        id="tc for, more columns than the grid has",
    ),
    pytest.param(
        [tbl(tr("a", "{%tc if fiche.non %}", "b", "{%tc endif %}"), columns=3)],
        id="tc if, fewer columns than the grid has",
    ),
    pytest.param([tbl(tr("{% colspan largeur %}{{ fiche.titre }}"), tr("a", "b"))], id="colspan"),
    pytest.param([tbl(tr("{% cellbg couleur %}{{ fiche.titre }}", "b"))], id="cellbg"),
    pytest.param(
        [
            tbl(
                tr("{%tc for l in fiche.lignes %}", "{% hm %}Titre", "{%tc endfor %}"),
                tr("{%tc for l in fiche.lignes %}", "{{ l.nom }}", "{%tc endfor %}"),
            )
        ],
        id="hm",
    ),
    pytest.param(
        [
            tbl(
                tr("{%tr for l in fiche.lignes %}"),
                tr("{% vm %}Titre", "{{ l.nom }}"),
                tr("{%tr endfor %}"),
            )
        ],
        id="vm",
    ),
    pytest.param(
        [p("{% set t = fiche.titre %}{% with u = t %}{{ u }}{% endwith %}")], id="set and with"
    ),
    pytest.param(
        [p("{% set t %}({{ fiche.titre }}){% endset %}{{ t }}")],
        id="a block set",
    ),
    pytest.param(
        [
            p(
                "{% macro m(l, d='x') %}{{ l.nom }}{{ d }}"
                "{{ caller() if caller is defined }}{% endmacro %}"
            ),
            p("{{ m(fiche.lignes[0]) }}{% call m(fiche.lignes[1]) %}!{% endcall %}"),
        ],
        id="macro and call",
    ),
    pytest.param(
        [
            p(
                "{% macro m(x) %}é{{ x }}{{ caller() if caller is defined }}{% endmacro %}"
                "{{ m('ç') }}’{% call m(fiche.titre) %}à{{ couleur }}{% endcall %}"
            ),
            p("{% set s %}ù{{ fiche.titre }}{% endset %}{{ s }} {{ s|length }}"),
            p("{% filter upper %}é{{ couleur }}{% endfilter %}"),
            p(
                "{% for l in fiche.lignes recursive %}ê{{ l.nom if l.nom is defined else l }}"
                "{{ loop(l.parts) if l.nom is defined }}{% endfor %}"
            ),
        ],
        id="accents in what is gathered",
    ),
    pytest.param([p("{% for a, b in fiche.noms.items() %}{{ a }}{{ b }}{% endfor %}")], id="items"),
    pytest.param(
        [
            p(
                "{{ fiche.lignes|map(attribute='nom')|join(', ') }} "
                "{{ fiche.lignes|sum(attribute='montant') }}"
                "{% for r in fiche.lignes|batch(2, 'x') %}{{ r|length }}{% endfor %}"
            )
        ],
        id="filters of lists",
    ),
    pytest.param(
        [
            p(
                "{% for l in fiche.lignes if l.montant > 5 %}{{ loop.cycle('a', 'b') }}{{ l.nom }}"
                "{% else %}rien{% endfor %}{{ 2 * 3 + 1 }}{{ 'ab' * 2 }}{{ [1, 2] | length }}"
            )
        ],
        id="filtered loop and operators",
    ),
    pytest.param(
        [sdt(p("{{ fiche.titre }}"), tag="{{ couleur }}"), p(sdt(run("{{ fiche.oui }}")))],
        id="content controls",
    ),
    pytest.param(
        [p("{%p for l in fiche.lignes %}"), p("a", DRAWING), p("{%p endfor %}")], id="drawings"
    ),
]


@pytest.mark.parametrize("blocks", CONSTRUCTS)
def test_the_document_is_what_docxtpl_makes_of_it(blocks):
    """Every construct of the language gives docxtpl's own XML."""
    data = docx(*blocks, p("fin"))
    ours = render(data)["word/document.xml"]
    assert canonical(ours) == canonical(by_docxtpl(data, CONTEXT)["word/document.xml"])


def test_headers_and_footers_are_what_docxtpl_makes_of_them():
    """Headers and footers speak the same language as the body."""
    data = docx(
        p("corps"),
        header1=p("{{ fiche.titre }}"),
        footer1=p("{%p for l in fiche.lignes %}") + p("{{ l.nom }}\t") + p("{%p endfor %}"),
    )
    ours, theirs = render(data), by_docxtpl(data, CONTEXT)
    for part in ("word/header1.xml", "word/footer1.xml"):
        assert canonical(ours[part]) == canonical(theirs[part])


def test_footnotes_are_filled_and_core_properties_are_not():
    """Notes are part of the document; its title is the library's to write."""
    note = f'<w:footnote w:id="1">{p("{{ fiche.titre }}")}</w:footnote>'
    template = Template.compile(
        docx(p("x"), title="{{ fiche.titre }}", footnotes=note), make_environment()
    )
    parts = template.render(CONTEXT).parts
    assert b"Un toit &amp; &lt;un&gt;" in parts["word/footnotes.xml"]
    assert "docProps/core.xml" not in parts
    assert b"{{ fiche.titre }}" in template.package.parts["docProps/core.xml"]


def test_ids_that_must_be_unique_are_left_for_later():
    """Drawings carry late ids, in loops too; controls have none, for Word to number."""
    xml = body(
        p("{%p for l in fiche.lignes %}"), sdt(p("a", DRAWING), ident="12"), p("{%p endfor %}")
    )
    assert xml.count("<w:sdt>") == 3
    assert "<w:id " not in xml
    assert len(re.findall(r'<wp:docPr [^>]*id="\ufdd0dessin"', xml)) == 3


def test_the_mark_of_the_last_place_edited_goes_away():
    """Word hides `_GoBack` wherever one typed last: a loop would repeat it."""
    mark = '<w:bookmarkStart w:id="{}" w:name="{}"/><w:bookmarkEnd w:id="{}"/>'
    xml = body(p("a", mark.format(3, "_GoBack", 3)), p("b", mark.format(4, "but", 4)))
    assert re.findall('w:name="([^"]*)"', xml) == ["but"]
    assert xml.count("<w:bookmarkEnd") == 1


HARD = "& < > \" ' {{ {% #} ]]> 🏠 مرحبا {_{ é \u202f€"


@pytest.mark.parametrize(
    "text",
    [HARD, "mot " * 5_000, "{{ fiche.titre }}", "{% if %}", "<w:p/>", "]]>", "&amp;lt;"],
    ids=["signs", "5000 words", "a tag", "an open tag", "markup", "cdata end", "an entity"],
)
def test_typed_text_arrives_intact(text):
    """What people type is never read as Jinja, XML or docxtpl's escapes."""
    xml = render(docx(p("{{ texte }}")), {"texte": text})["word/document.xml"]
    root = etree.fromstring(xml.encode())
    assert "".join(root.itertext("{*}t")) == text


def test_several_threads_render_the_same_template_alike():
    """A template never changes, so threads share it."""
    blocks = [
        p("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(fiche.titre) }}{{ fiche.texte }}"),
        tbl(tr("{%tc for l in fiche.lignes %}", "{{ l.nom }}", "{%tc endfor %}")),
    ]
    template = Template.compile(docx(*blocks, footer1=p("{{ fiche.titre }}")), make_environment())
    contexts = [{"fiche": Fiche(titre=f"titre {n}")} for n in range(40)]
    alone = [template.render(context).parts for context in contexts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda context: template.render(context).parts, contexts))
    assert together == alone


def test_values_are_printed_by_the_callers_function():
    """`finalize` sees each value with its type; the context is at hand."""

    @pass_context
    def finalize(context, value):
        return f"{value} {context['unite']}" if isinstance(value, Decimal) else value

    template = Template.compile(docx(p("{{ n }} {{ t }}")), make_environment(finalize))
    xml = template.render({"n": Decimal("12.50"), "t": "a", "unite": "<€>"}).parts
    assert "12.50 &lt;€&gt; a" in xml["word/document.xml"].decode()


def test_a_text_is_asked_about_once(monkeypatch):
    """What is printed often is remembered, as long as it is short and there is room."""
    monkeypatch.setattr(environment_module, "MOST_KEPT", 2)
    monkeypatch.setattr(environment_module, "LONGEST_KEPT", 5)
    asked = []
    environment = make_environment(lambda value: asked.append(value) or value)
    template = Template.compile(
        docx(p("{{ t }}", "{{ t }}"), sdt(p("a"), tag="{{ t }}")), environment
    )
    for text in ("a<b", "a<b", "a<b & c", "é", "d", "a<b"):
        xml = template.render({"t": text}).parts["word/document.xml"]
        assert xml.count(f"{escape(text)}<".encode()) == 2
        assert f'"{escape(text)}"'.encode() in xml
    # The third short text is one too many: the others are forgotten, once its render has ended.
    assert asked == ["a<b", *["a<b & c"] * 3, "é", *["d"] * 3, "a<b"]


def test_a_rendering_that_needs_no_repair_is_not_written_anew():
    """The text that Jinja made is the text that is packed."""
    xml = body(p("a  b"), p("{{ fiche.oui }}"))
    assert xml.endswith('<w:p><w:r><w:t xml:space="preserve">True</w:t></w:r></w:p>')


def test_importing_the_engine_does_not_import_docxtpl():
    """docxtpl costs 130 ms, and a compiled template has no use for it."""
    code = (
        "import sys, ctai_docs.machine.engine.template, ctai_docs.machine.engine.lint\n"
        "assert not {'docxtpl', 'docx'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
