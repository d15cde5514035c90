"""What a template shows less often than another of the same context."""

import pytest

from ctai_docs.machine.engine.environment import make_environment
from ctai_docs.machine.engine.reached import HIDDEN, LEFT_OUT, compared
from ctai_docs.machine.engine.template import Template
from tests.machine.engine.docs import docx, p
from tests.machine.engine.test_lint import Contexte

IF, ENDIF = p("{%p if fiche.budget %}"), p("{%p endif %}")
TITLE = p("{{ fiche.titre }}")
LINES = p("{% for l in fiche.budget.lignes %}{{ l.libelle }}{% endfor %}")


def found(own, ours):
    """Return the codes and words of what the comparison of two templates finds."""
    own, ours = (
        Template.compile(docx(*each), make_environment(), "m.docx") for each in (own, ours)
    )
    return [(f.code, f.found) for f in compared(own, ours, Contexte, beside={})]


@pytest.mark.parametrize("end", [[], [p("fin")]])
def test_a_block_that_ends_too_late_is_told(end):
    """What follows the block is printed only where its condition holds."""
    ours = [IF, LINES, ENDIF, TITLE, *end]
    [(code, words)] = found([IF, LINES, TITLE, *end, ENDIF], ours)
    assert code == HIDDEN.code
    assert "« fiche.titre »" in words
    assert "libelle" not in words


def test_equal_conditions_hide_nothing():
    """Nor does a text that is left out where it is empty, or shown more often."""
    ours = [IF, LINES, ENDIF, TITLE]
    assert found(ours, ours) == []
    assert found([TITLE, IF, LINES, ENDIF], ours) == []
    guarded = p("{% if fiche.titre %}{{ fiche.titre }}{% endif %}")
    assert found([IF, LINES, ENDIF, guarded], ours) == []


def test_a_field_never_named_is_told_as_information():
    """A template shows what it wants."""
    [(code, words)] = found([TITLE], [IF, LINES, ENDIF, TITLE])
    assert (code, LEFT_OUT.severity.value) == (LEFT_OUT.code, "information")
    assert "« fiche.budget.lignes[].libelle »" in words


def test_many_fields_are_one_finding():
    """The first six are named."""
    names = [f"{{{{ fiche.budget.par_axe['{n}'].libelle }}}}" for n in "abcdefgh"]
    [(_, words)] = found([TITLE], [TITLE, *map(p, names)])
    assert words.endswith("par_axe.f.libelle » et 2 autres, que le modèle d’origine imprime.")
