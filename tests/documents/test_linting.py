"""Users' templates: copies of ours in which a block was moved, or words were taken away."""

import io
import re
import zipfile

import pytest

from ctai_docs.documents.linting import template_findings
from ctai_docs.documents.templates import standard_bytes, standard_names

ENDIF = re.compile(r"<w:p[ >](?:(?!</w:p>).)*\{%p endif %\}.*?</w:p>")


def edited(nom, change):
    """Return a copy of one of our templates, the text of its main part changed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(standard_bytes(nom))) as ours,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for entry in ours.infolist():
            data = ours.read(entry)
            if entry.filename == "word/document.xml":
                data = change(data.decode()).encode()
            copy.writestr(entry, data)
    return made.getvalue()


def moved_to_the_end(rank):
    """Return the change that moves a `{%p endif %}` behind all that the template prints."""

    def change(xml):
        found = list(ENDIF.finditer(xml))[rank]
        rest = xml[: found.start()] + xml[found.end() :]
        end = rest.rindex("<w:sectPr")
        return rest[:end] + found[0] + rest[end:]

    return change


MOVED = [
    ("fiche_action.docx", 0),
    ("fiche_action.docx", 12),
    ("contract.docx", 0),
    ("contract.docx", 4),
]


@pytest.mark.parametrize(("nom", "rank"), MOVED)
def test_an_end_that_was_moved_to_the_end_is_told(nom, rank):
    """The documents would be empty in silence, for some contracts."""
    codes = {each.code for each in template_findings(nom, edited(nom, moved_to_the_end(rank)))}
    assert codes == {"TPL-009"}


@pytest.mark.parametrize("nom", standard_names())
def test_a_copy_that_was_saved_again_has_nothing_to_say(nom):
    """Whatever its bytes."""
    assert template_findings(nom, edited(nom, str)) == []


def test_a_field_that_was_taken_away_is_information():
    """A user may leave out what he likes; `template lint` names it."""
    data = edited("deliberation.docx", lambda xml: re.sub(r"\{\{p? ?rapporteur ?\}\}", "", xml))
    [finding] = template_findings("deliberation.docx", data)
    assert (finding.code, finding.severity.value) == ("TPL-008", "information")
