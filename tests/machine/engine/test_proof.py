"""What is proved well-formed is: no data, and no condition taken or not, makes a parser stumble."""

from contextlib import suppress

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError
from lxml import etree
from markupsafe import Markup

from ctai_docs.documents.templates import Templates, standard_names
from ctai_docs.machine.engine import faults
from ctai_docs.machine.engine import template as template_module
from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.proof import prove
from ctai_docs.machine.engine.safe import LATE, SafeText, SafeXml, safe_text, safe_xml
from ctai_docs.machine.engine.tables import VALID_ENDS, empty, may_need_repair
from ctai_docs.machine.engine.template import Template
from ctai_docs.machine.findings import CtaiError
from tests.machine.engine.docs import NAMESPACES, docx, p, sdt, tbl, tc, tr

RAW = SafeXml("<w:p><w:r><w:t>a</w:t></w:r></w:p>")
RUNS = safe_xml("<w:r><w:t>a</w:t></w:r>")


def source(inner):
    """Return the XML of a body."""
    return f"<w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>"


def proof(inner):
    """Return what is proved of a body."""
    return prove(make_environment().parse(source(inner)))


def compiled(*blocks, **parts):
    """Return the template of some blocks."""
    return Template.compile(docx(*blocks, **parts), make_environment(), "m.docx")


CROSSING = (
    "<w:p><w:r><w:t>{% if a %} : </w:t></w:r><w:r><w:b/><w:t>{{ a }}</w:t></w:r>"
    "<w:r><w:t>{% endif %}</w:t></w:r></w:p>"
)
PROVED = [
    pytest.param("<w:p/>", id="no Jinja"),
    pytest.param("<w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p>", id="a value"),
    pytest.param("<w:p w:a=\"x{{ a }}y\" w:b='{{ a }}'/>", id="a value in an attribute"),
    pytest.param('<w:p w:a="{% if a %}x{% else %}{{ a }}{% endif %}"/>', id="if in an attribute"),
    pytest.param("{% if a %}<w:p/>{% elif b %}<w:tbl/>{% else %}x{% endif %}", id="branches"),
    pytest.param("{% for x in l %}<w:p>{{ x }}</w:p>{% else %}<w:p/>{% endfor %}", id="a loop"),
    pytest.param(CROSSING, id="a branch that closes and opens what is around it"),
    pytest.param("{% for x in l %}</w:body><w:body>{% endfor %}", id="a loop that does"),
    pytest.param("{% set a = 1 %}{% with b = a %}<w:p>{{ b }}</w:p>{% endwith %}", id="names"),
    pytest.param("{% macro m(x) %}<w:p>{% endmacro %}<w:p>{{ m(a) }}</w:p>", id="an odd macro"),
    pytest.param('<a:b xmlns:a="urn:a"><a:c a:d="1"/></a:b>', id="a namespace of its own"),
    pytest.param("<w:p>&amp;&lt;&#10;</w:p>", id="entities"),
]
UNPROVED = [
    pytest.param("{% if a %}<w:p>{% endif %}</w:p>", id="opened in a branch"),
    pytest.param("<w:p>{% if a %}</w:p>{% endif %}", id="closed in a branch"),
    pytest.param("{% if a %}<w:p>{% else %}<w:r>{% endif %}</w:p>", id="two that differ"),
    pytest.param("{% for x in l %}<w:p>{% endfor %}", id="opened in a loop"),
    pytest.param("{% for x in l %}</w:p><w:r>{% endfor %}", id="another one opened"),
    pytest.param("<w:p></w:r>", id="crossed"),
    pytest.param("<w:p><w:r></w:p></w:r>", id="nested wrongly"),
    pytest.param("<{{ a }}/>", id="a value as a name"),
    pytest.param("<w:p {{ a }}/>", id="a value as an attribute"),
    pytest.param("<w:p w:a={{ a }}/>", id="an attribute without quotes"),
    pytest.param('<w:p w:a="{% if a %}"{% endif %}/>', id="a quote in a branch"),
    pytest.param('<w:p w:a="1" w:a="2"/>', id="an attribute twice"),
    pytest.param('<w:p xmlns:v="urn:x" xmlns:u="urn:x" v:a="1" u:a="2"/>', id="under two names"),
    pytest.param('<w:p xmlns:v="{{ a }}"/>', id="a value as a namespace"),
    pytest.param(
        '<w:p xmlns:v="{% if a %}u{% else %}v{% endif %}"/>', id="a namespace that varies"
    ),
    pytest.param("<v:p/>", id="a prefix that means nothing"),
    pytest.param("{% if a %}</w:body></w:document><w:document><w:body>{% endif %}", id="two roots"),
    pytest.param("<w:p>&nbsp;{{ a }}</w:p>", id="an unknown entity"),
    pytest.param("<w:p>a & b</w:p>", id="an ampersand"),
    pytest.param("<w:p>]]></w:p>", id="the end of nothing"),
    pytest.param("<!-- {{ a }} --><w:p/>", id="a value in a comment"),
    pytest.param("<![CDATA[{{ a }}]]>", id="a value in CDATA"),
    pytest.param("{% filter upper %}<w:p/>{% endfilter %}", id="a filter over markup"),
    pytest.param("{% call m() %}{% endcall %}", id="a call"),
    pytest.param("{% for x in l recursive %}<w:p/>{% endfor %}", id="a recursive loop"),
]


@pytest.mark.parametrize("inner", PROVED)
def test_what_can_be_followed_is_proved(inner):
    """Conditions and loops that leave the same elements open are no risk."""
    assert proof(inner) is not None


@pytest.mark.parametrize("inner", UNPROVED)
def test_what_cannot_be_followed_is_not(inner):
    """One branch that leaves other elements open, or anything unknown, and the parser stays."""
    assert proof(inner) is None


def test_our_own_templates_are_proved():
    """A template that slips out of the proof costs every render a parser."""
    parts = [part for name in standard_names() for part in Templates()[name].parts]
    assert len(parts) >= 12
    assert [part.source.inside for part in parts if part.proof is None] == []


SITES = [
    pytest.param("<w:tc><w:p/>{% if a %}<w:tbl/>{% endif %}</w:tc>",
                 ["</w:tbl>", "<w:tbl/>", "</w:tc>"], [], id="a table"),
    pytest.param("<w:tc>{% for x in l %}<w:p/>{% endfor %}</w:tc>", [], ["</w:tc>"], id="a loop"),
    pytest.param("<w:tc>{% for x in l %}<w:p/>{% else %}<w:p/>{% endfor %}</w:tc>", [], [],
                 id="a loop or something else"),
    pytest.param("<w:tc>{% for x in l %}<w:p/>{% else %}{% if a %}<w:p/>{% endif %}{% endfor %}"
                 "</w:tc>", [], ["</w:tc>"], id="a loop or perhaps something else"),
    pytest.param("<w:tc>{% for x in l %}{% if a %}<w:p/>{% endif %}{% endfor %}</w:tc>",
                 ["</w:tc>", "<w:tc/>"], ["</w:tc>"], id="a loop whose turns may print nothing"),
    pytest.param("<w:tc><w:p/>{% for x in l %}<w:p/>{% endfor %}</w:tc>", [], [],
                 id="a loop after a paragraph"),
    pytest.param("<w:tc>{% if a %}<w:p/>{% else %}<w:p/>{% endif %}</w:tc>", [], [], id="either"),
    pytest.param("<w:tc>{{ a }}</w:tc>", [], ["</w:tc>"], id="a value"),
    pytest.param("<w:sdtContent>{{ a }}</w:sdtContent>", [], ["</w:sdtContent>"], id="a control"),
    pytest.param("<w:sdtContent><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:sdtContent>",
                 [], [], id="a control with a table, outside cells"),
    pytest.param("<w:tbl>{% for x in l %}<w:tr><w:tc><w:p/></w:tc></w:tr>{% endfor %}</w:tbl>",
                 [], ["</w:tbl>"], id="rows in a loop"),
    pytest.param("<w:tc/>", ["</w:tc>", "<w:tc/>"], [], id="an empty cell"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "signs", "conditional"), SITES)
def test_containers_at_risk_are_named(inner, signs, conditional):
    """A container is looked at after rendering only where data could leave it invalid."""
    found = proof(inner)
    assert (list(found.repair_signs), list(found.conditional_repair_signs)) == (signs, conditional)


@pytest.mark.parametrize(
    ("inner", "changes"),
    [
        ("<w:tr>{% for x in l %}<w:tc><w:p/></w:tc>{% endfor %}</w:tr>", True),
        ("<w:tr><w:tc>{% if a %}<w:p/></w:tc><w:tc>{% endif %}<w:p/></w:tc></w:tr>", True),
        ("<w:tr><w:sdt>{% if a %}<w:tc><w:p/></w:tc>{% endif %}</w:sdt></w:tr>", True),
        ("{% for x in l %}<w:tr><w:tc><w:p/></w:tc></w:tr>{% endfor %}", False),
        (
            "<w:tr><w:tc>{% if a %}<w:tbl><w:tr><w:tc/></w:tr></w:tbl>{% endif %}</w:tc></w:tr>",
            False,
        ),
    ],
)
def test_rows_whose_cells_depend_on_data_are_known(inner, changes):
    """Grids are fitted where a block adds cells to a row that stands outside it."""
    assert proof(f"<w:tbl>{inner}</w:tbl>").changes_cells is changes


def test_a_plain_block_around_cells_fits_the_grid_too():
    """docxtpl fits every grid; so do we wherever the number of cells depends on data."""
    row = f"<w:tr>{tc('a')}{tc('{% if a %}b')}{tc('c{% endif %}')}</w:tr>"
    xml = compiled(tbl(row, columns=3)).render({"a": False}).parts["word/document.xml"]
    assert xml.count(b"<w:gridCol ") == xml.count(b"<w:tc>")


# Rendering without a parser


@pytest.fixture
def parses(monkeypatch):
    """Count the documents that the parser sees."""
    seen = []
    parsed = template_module._parsed
    monkeypatch.setattr(
        template_module, "_parsed", lambda xml, *rest: seen.append(xml) or parsed(xml, *rest)
    )
    return seen


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("a & <b>", 0),
        (12, 0),
        (RUNS, 0),
        (safe_text("a & b"), 0),
        (Markup("<w:r/>"), 1),
        (Markup("a"), 1),
        ("une\nligne", 1),
    ],
    ids=["text", "number", "our elements", "our text", "elements", "markup", "a line break"],
)
def test_only_what_is_in_doubt_is_parsed(parses, value, count):
    """Escaped text and elements of our own need no parser; markup of unknown origin does."""
    parts = compiled(p("{{ x }}")).render({"x": value}).parts
    etree.fromstring(parts["word/document.xml"])
    assert len(parses) == count


def test_a_loop_without_a_turn_is_looked_at_and_no_other(parses):
    """Rows in a loop need no repair where there are some, and a table without any goes."""
    row = tr("{{ x }}", "b")
    template = compiled(tbl(tr("{%tr for x in l %}"), row, tr("{%tr endfor %}")), p("fin"))
    assert b"<w:tbl>" in template.render({"l": ["a"]}).parts["word/document.xml"]
    assert parses == []
    assert b"<w:tbl>" not in template.render({"l": []}).parts["word/document.xml"]
    assert len(parses) == 1


def test_a_part_without_proof_is_parsed_each_time(parses):
    """The strict parser stays where nothing takes its place."""
    template = compiled(p("{% filter upper %}{{ x }}{% endfilter %}"))
    template.render({"x": "a"})
    assert len(parses) == 1


@pytest.mark.parametrize(
    "value", [Markup("<w:p>"), Markup("a & b"), "a\x0bb", "\ufffe", "\ud800", Markup("<v:a/>")]
)
def test_what_is_not_well_formed_is_refused_as_ever(value):
    """Raw markup that does not nest, and characters that XML has not, are findings."""
    with pytest.raises(CtaiError) as caught:
        compiled(p("{{ x }}")).render({"x": value})
    assert {f.code for f in caught.value.findings} <= {faults.MALFORMED.code, faults.CHARACTER.code}


def test_elements_of_ours_in_an_attribute_are_refused():
    """They are well-formed between elements only."""
    with pytest.raises(CtaiError) as caught:
        compiled(sdt(p("a"), tag="{{ x }}")).render({"x": RAW})
    assert [f.code for f in caught.value.findings] == [faults.MALFORMED.code]


def test_elements_of_ours_need_their_prefixes(parses):
    """A footer that does not declare `wp:` cannot hold a picture unseen."""
    note = "<w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p>"
    data = docx(p("a"), footer1=note)
    template = Template.compile(data, make_environment())
    template.render({"x": RUNS})
    assert parses == []
    bare = prove(make_environment().parse('<w:ftr xmlns:w="urn:w"><w:p>{{ x }}</w:p></w:ftr>'))
    assert bare is not None  # proved, and every element printed there is parsed


@pytest.mark.parametrize("value", ["", SafeXml("<w:tbl/>")])
def test_a_cell_that_a_value_ends_is_mended(value):
    """A cell ends with a paragraph, whatever is printed in it."""
    cell = f"<w:tc><w:tcPr/>{p('{{p x }}')}</w:tc>"
    xml = compiled(tbl(f"<w:tr>{cell}</w:tr>", columns=1)).render({"x": value}).parts
    assert b"<w:p/></w:tc>" in xml["word/document.xml"]


@pytest.mark.parametrize("body", [p("{{ x }}"), sdt(p("a"), tag="{{ x }}"), p("{{ x }}{{ r }}")])
def test_a_text_cannot_forge_a_late_id(body):
    """It is refused like any character that XML has not, printed as a text or an attribute."""
    with pytest.raises(CtaiError) as caught:
        compiled(body).render({"x": f"{LATE}lien:http://x", "r": RUNS})
    assert [f.code for f in caught.value.findings] == [faults.CHARACTER.code]


@pytest.mark.parametrize("text", ["{{p x }}", "{{r x }}", "avant {{r x }} après"])
def test_a_mere_text_is_not_lost_among_elements(text):
    """Word shows none of what stands in a paragraph, or between two, outside a `w:t`."""
    with pytest.raises(CtaiError, match="sans lettre après les accolades"):
        compiled(p(text)).render({"x": "texte"})


def test_no_operation_keeps_a_safe_type():
    """What is cut, joined or changed is text like any other."""
    for safe in (SafeXml("<w:p/>"), SafeText("a&amp;b")):
        changed = (safe[1:], safe + "<", "<" + safe, safe.upper(), safe * 2, safe.strip("<>/"))
        assert {type(text) for text in changed} == {str}
    assert type(safe_xml("<w:t>\x00</w:t>")) is Markup
    assert type(safe_text("\x00")) is Markup


# Templates at random: whatever is proved parses


@st.composite
def bodies(draw, depth=3):
    """Draw a body, well-formed or not: pieces of XML between Jinja's blocks."""
    pieces = st.sampled_from(
        ["<w:p>", "</w:p>", "<w:t>", "</w:t>", "<w:p/>", "x", "{{ a }}", '<w:p w:v="', '"/>', '">',
         "<w:tc>", "</w:tc>", "{{ r }}", "&amp;", " ", "{{ l|join('<') }}", "{{ a ~ r }}"]
    )  # fmt: skip
    kinds = ["piece", "element", "element", "crossing", "if", "for"] if depth else ["piece"]
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(kinds))
        if kind == "piece":
            parts.append(draw(pieces))
            continue
        one, other = draw(bodies(depth=depth - 1)), draw(bodies(depth=depth - 1))
        parts.append(
            {
                "element": f"<w:t>{one}</w:t>",
                "crossing": f"<w:t>{{% if a %}}{one}</w:t><w:t>{{% endif %}}{other}</w:t>",
                "if": f"{{% if a %}}{one}{{% else %}}{other}{{% endif %}}",
                "for": f"{{% for x in l %}}{one}{{% endfor %}}",
            }[kind]
        )
    return "".join(parts)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)


@settings(max_examples=400, deadline=None)
@given(bodies(), TEXTS, st.lists(TEXTS, max_size=3))
def test_every_rendering_of_what_is_proved_parses(inner, text, texts):
    """The proof takes the parser's place: it must never be wrong."""
    environment = make_environment()
    tree = environment.parse(source(inner))
    proved = prove(tree) is not None
    event("proved" if proved else "not proved")
    if not proved:
        return
    template = template_module.from_code(environment.compile(tree), environment)
    context = template.new_context({"a": text, "l": texts, "r": RUNS})
    with suppress(SecurityError):  # a text where Word shows none
        xml = b"".join(template.root_render_func(context))
        if context.budget.needs_parser:
            return
        etree.fromstring(xml)


ROW = "<w:tr><w:tc><w:p/></w:tc></w:tr>"
CONTENTS = {
    "w:tc": ["<w:p/>", "<w:p>{{ t }}</w:p>", "<w:tcPr/>", "{{ r }}", "{{ t }}"],
    "w:tr": ["<w:tc><w:p/></w:tc>", "<w:trPr/>", "<w:tc/>"],
    "w:tbl": [ROW, f"<w:sdt>{ROW}</w:sdt>", "<w:tblGrid/>"],
    "w:sdtContent": ["<w:p/>", ROW, "{{ r }}", "<w:tbl/>"],
}


@st.composite
def contents(draw, name, depth=3):
    """Return what may stand in a container, wrapped in conditions and loops."""
    found = ""
    for _ in range(draw(st.integers(0, 2))):
        if not depth or draw(st.booleans()):
            found += draw(st.sampled_from(CONTENTS[name]))
            continue
        inner, other = (draw(contents(name, depth=depth - 1)) for _ in range(2))
        found += draw(
            st.sampled_from(
                [
                    f"{{% if a %}}{inner}{{% else %}}{other}{{% endif %}}",
                    f"{{% for x in l %}}{inner}{{% endfor %}}",
                    f"{{% for x in l %}}{inner}{{% else %}}{other}{{% endfor %}}",
                ]
            )
        )
    return found


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(sorted(CONTENTS)).flatmap(lambda n: st.tuples(st.just(n), contents(n))),
    st.booleans(),
    st.integers(0, 2),
)
def test_what_is_unsound_is_always_looked_at(container, condition, turns):
    """No container slips by: its ends are looked at always, or where this rendering says so."""
    name, inner = container
    environment = make_environment()
    tree = environment.parse(source(f"<{name}>{inner}</{name}>"))
    proved = prove(tree)
    assert proved is not None
    template = template_module.from_code(environment.compile(tree), environment)
    values = {"a": condition, "l": range(turns), "t": "", "r": safe_xml("<w:tbl/>")}
    context = template.new_context(values)
    xml = b"".join(template.root_render_func(context))
    event("may need repair" if context.budget.may_need_repair else "needs none")
    looked = proved.repair_signs + (
        proved.conditional_repair_signs if context.budget.may_need_repair else ()
    )
    every = tuple(sign for end in VALID_ENDS for sign in (end, empty(end)))
    if "{{ r }}" not in inner:
        assert may_need_repair(xml, looked) is may_need_repair(xml, every)
    assert may_need_repair(xml, looked) >= may_need_repair(xml, (f"</{name}>",))
