"""The same XML as docxtpl's, for what its own examples show: written anew, part by part.

Not the same, and better: an ampersand typed in a tag prints once escaped, docxtpl escapes it twice.
"""

import pytest
from docxtpl import RichText

from tests.machine.engine.docs import docx, p, run, sdt, tbl, tc, tr
from tests.machine.engine.test_template import by_docxtpl, canonical, render

CONTEXT = {
    "titre": "Menu & <prix>",
    "plats": [
        {"nom": "Soupe", "prix": ["1", "2"], "bio": True, "notes": "a\nb"},
        {"nom": "Tarte", "prix": ["3", "4"], "bio": False, "notes": ""},
    ],
    "jours": ["lundi", "mardi"],
    "riche": RichText("gras\ttab\nligne", bold=True, color="#ff0000"),
    "rien": [],
    "n": 3,
    "oui": True,
    "non": False,
}
TEXT_BOX = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
    "<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
HEADERS = tr("{%tc for j in jours %}", "{{ j }}", "{%tc endfor %}")
PRICES = tr("{%tc for x in l.prix %}", "{{ x }}", "{%tc endfor %}")

EXAMPLES = [
    pytest.param(
        [tbl(HEADERS, tr("{%tr for l in plats %}"), PRICES, tr("{%tr endfor %}"), columns=1)],
        id="dynamic table",
    ),
    pytest.param(
        [tbl(tr("a", "{% if non %}b", "c{% endif %}", "d"), columns=4)],
        id="fewer cells by a plain condition",
    ),
    pytest.param(
        [tbl(tr("{% for l in plats %}{{ l.nom }}", "{{ l.prix|first }}{% endfor %}"))],
        id="a plain loop over cells",
    ),
    pytest.param(
        [
            p("{%p for l in plats %}"),
            p("{{ l.nom }}"),
            p("{%p for x in l.prix %}"),
            p("{{ loop.index }}/{{ x }}"),
            p("{%p endfor %}"),
            p("{%p endfor %}"),
        ],
        id="nested loops",
    ),
    pytest.param(
        [p("{%p for l in plats %}"), tbl(tr("{{ l.nom }}", "x")), p(""), p("{%p endfor %}")],
        id="a table in a loop",
    ),
    pytest.param(
        [tbl(tr(tc(tbl(tr("{%tr for j in jours %}"), tr("{{ j }}"), tr("{%tr endfor %}")), "z")))],
        id="a table in a cell",
    ),
    pytest.param([p("{% for j in jours -%}"), p("{{ j }}"), p("{%- endfor %}")], id="merged"),
    pytest.param([TEXT_BOX.format(inner=p("{{ titre }}"))], id="a text box"),
    pytest.param(
        [TEXT_BOX.format(inner=p("{%p if oui %}") + p("{{ titre }}") + p("{%p endif %}"))],
        id="a condition in a text box",
    ),
    pytest.param([p("a", "{{r riche }}", "b"), p("c")], id="rich text with a tab and a line"),
    pytest.param([p(run("{{ plats[0].notes }}", "<w:i/>"))], id="a line break in a styled run"),
    pytest.param([tbl(tr("{{ plats[0].notes }}", "x"))], id="a line break in a cell"),
    pytest.param(
        [p(sdt(run("{{ titre }}"), tag="{{ plats[0].nom }}{% if non %}x{% endif %}"))],
        id="values and conditions in attributes",
    ),
    pytest.param(
        [p("{% if oui %} : ", run("{{ titre }}", "<w:b/>"), "{% endif %}.")],
        id="a condition across runs",
    ),
    pytest.param([p("{% for x in rien %}a{% else %}vide{% endfor %}")], id="for else"),
    pytest.param([p("{{ 'oui' if n &gt; 2 and n &lt; 4 else 'non' }}")], id="comparisons"),
    pytest.param([p("{{ titre|replace('&lt;', '&gt;') }}{{ titre[:4] }}")], id="changed text"),
    pytest.param(
        [tbl(tr("{% cellbg '00FF00' %}a", "{% colspan n %}b"), tr("c", "d", "e", "f"), columns=4)],
        id="colour and span",
    ),
    pytest.param(
        [tbl(tr("{%tr if non %}"), tr("a", "b"), tr("{%tr else %}"), tr("c"), tr("{%tr endif %}"))],
        id="rows of different lengths",
    ),
]


@pytest.mark.parametrize("blocks", EXAMPLES)
def test_the_document_is_the_one_that_docxtpl_makes(blocks):
    """Canonical XML, part by part, headers and footers included."""
    data = docx(*blocks, p("fin"), header1=p("{{ titre }}"), footer1=p("{{ n }}"))
    ours, theirs = render(data, CONTEXT), by_docxtpl(data, CONTEXT)
    assert len(ours) == 3
    for part in ours:
        assert canonical(ours[part]) == canonical(theirs[part])
