"""Full paths of what a template reads, names followed through every construct."""

import pytest

from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.template import Template
from tests.machine.engine.docs import docx, p, tbl, tc, tr


def placeholders(*blocks, **parts):
    """Return the placeholders of a template."""
    return Template.compile(docx(*blocks, **parts), make_environment()).placeholders()


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("{{ a.b.c }}", "a.b.c"),
        ("{{ a['b'].c }}{{ a.l[0].c }}{{ a.l[:2] }}", "a.b.c a.l[].c a.l"),
        ("{% for l in f.b.lignes %}{{ l.montant }}{{ loop.index }}{% endfor %}",
         "f.b.lignes f.b.lignes[].montant"),
        ("{% for l in a.x %}{% for m in l.y %}{{ m.z }}{% else %}{{ l.w }}{% endfor %}{% endfor %}",
         "a.x a.x[].y a.x[].y[].z a.x[].w"),
        ("{% set b = f.budget %}{{ b.total }}", "f.budget f.budget.total"),
        ("{% with b = f.budget %}{{ b.total }}{% endwith %}{{ b.x }}",
         "f.budget f.budget.total b.x"),
        ("{% if a.ok and not b.non %}{{ c }}{% elif d.e == 2 %}{{ f }}{% endif %}",
         "a.ok b.non c d.e f"),
        ("{% if k %}{% set x = a %}{% else %}{% set x = b %}{% endif %}{{ x.y }}",
         "k a b a.y b.y"),
        ("{{ (a.x if c else b.x).y }}", "c a.x b.x a.x.y b.x.y"),
        ("{{ a.x|default(b.y)|upper }}", "a.x b.y"),
        ("{{ (a.l|sort|first).nom }}", "a.l a.l[].nom"),
        ("{{ a.l|map(attribute='nom')|join(', ') }}", "a.l a.l[].nom"),
        ("{% for n in a.l|map(attribute='x.y') %}{{ n.z }}{% endfor %}",
         "a.l a.l[].x.y a.l[].x.y.z"),
        ("{% for r in a.l|batch(2) %}{% for c in r %}{{ c.nom }}{% endfor %}{% endfor %}",
         "a.l a.l[].nom"),
        ("{% for k, v in a.m.items() %}{{ k }}{{ v.nom }}{% endfor %}", "a.m a.m[].nom"),
        ("{% for k, v in a.l|groupby('axe') %}{{ k.nom }}{% for x in v %}{{ x.y }}{% endfor %}"
         "{% endfor %}", "a.l a.l[].axe a.l[].axe.nom a.l[].y"),
        ("{% macro m(x, y=d.e) %}{{ x.nom }}{{ y }}{% endmacro %}{{ m(a) }}{{ m(b, y=c.z) }}",
         "a.nom b.nom d.e c.z a b"),
        ("{% macro m() %}{{ caller(a.l[0]) }}{% endmacro %}"
         "{% call(x) m() %}{{ x.nom }}{{ z }}{% endcall %}", "a.l[] a.l[].nom z"),
        ("{% macro m(x) %}{{ x.nom }}{{ z.y }}{% endmacro %}", "z.y"),
        ("{% macro m(x) %}{{ m(x.y) }}{% endmacro %}{{ m(a) }}", "a.y a"),
        ("{{ a.t.upper() }}{{ range(b.n)|length }}{{ a.m.get('k') }}", "a.t b.n a.m a.m.k"),
        ("{% set n = namespace(t=a.x) %}{% set n.t = b %}{{ n.t }}", "a.x b"),
        ("{% set x %}{{ a.b }}{% endset %}{{ x.y }}{% filter upper %}{{ c.d }}{% endfilter %}",
         "a.b c.d"),
        ("{% for r in a.l|slice(2) %}{{ r|length }}{% endfor %}{{ a.m|sum(attribute='n') }}",
         "a.l a.m a.m[].n"),
        ("{% for v in a.m.values() if v.ok %}{{ v.nom }}{% endfor %}{{ f.g(b.c) }}",
         "a.m a.m[].ok a.m[].nom f b.c"),
        ("{{ a.x ~ b.y }}{{ [c.z, 1]|length }}{{ d.e is defined }}", "a.x b.y c.z d.e"),
        ("{% for x in [a.b, c.d] %}{{ x.nom }}{% endfor %}", "a.b c.d a.b.nom c.d.nom"),
    ],
)  # fmt: skip
def test_names_are_followed_to_the_context(text, paths):
    """Each construct leads from the name written to the path it reads."""
    assert {found.path for found in placeholders(p(text))} == set(paths.split())


def test_a_placeholder_says_where_it_stands():
    """The part, the text of its paragraph, and whether it is a block."""
    found = placeholders(
        p("Budget {", "{ b.total }} en euros"),
        p("{{p fiche.texte }}"),
        tbl(
            tr("{%tr for l in b.lignes %}"),
            tr("{{ l.nom }}", "{% cellbg l.fond %}x"),
            tr("{%tr endfor %}"),
        ),
        footer1=p("Page {{ pied }}"),
    )
    assert [(f.path, f.inside, f.paragraph_text, f.block, f.printed) for f in found] == [
        ("b.total", "corps du document", "Budget {{ b.total }} en euros", False, True),
        ("fiche.texte", "corps du document", "{{p fiche.texte }}", True, True),
        ("b.lignes", "corps du document", "{%tr for l in b.lignes %}", False, False),
        ("b.lignes[].nom", "corps du document", "{{ l.nom }}", False, True),
        ("b.lignes[].fond", "corps du document", "{{l.fond }}", False, True),
        ("pied", "pied de page", "Page {{ pied }}", False, True),
    ]  # fmt: skip


def test_text_after_a_box_still_stands_in_its_paragraph():
    """A text box ends its own paragraph, not the one around it."""
    box = f"<w:r><w:pict><w:txbxContent>{p('{{ a }}')}</w:txbxContent></w:pict></w:r>"
    found = placeholders(p("avant ", box, "{{ b }}"), tbl(tr(tc("{{p c }}"), "d")))
    assert [(f.path, f.block) for f in found] == [("a", False), ("b", False), ("c", True)]
