"""Names of files in a pack."""

from itertools import islice

import pytest

from ctai_docs.machine.output.names import beside, fault, safe_name


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="empty"),
        pytest.param("/etc/passwd", id="absolute"),
        pytest.param("../contrat.docx", id="above"),
        pytest.param("fiches/../../contrat.docx", id="above from inside"),
        pytest.param("./contrat.docx", id="dot"),
        pytest.param("fiches//a.docx", id="empty step"),
        pytest.param("fiches/", id="folder"),
        pytest.param("C:contrat.docx", id="drive"),
        pytest.param("fiches\\a.docx", id="backslash"),
        pytest.param("a\x00.docx", id="nul"),
        pytest.param("a\n.docx", id="line feed"),
        pytest.param("a?.docx", id="question mark"),
        pytest.param("aux.docx", id="reserved"),
        pytest.param("fiches/COM1", id="reserved below"),
        pytest.param("lpt³.docx", id="reserved with an exponent"),
        pytest.param("a.docx.", id="final dot"),
        pytest.param("a /b.docx", id="final space"),
        pytest.param("Manifest.JSON", id="manifest"),
        pytest.param(".ctai-docs-12345678/a.docx", id="stage"),
        pytest.param("a" * 181, id="too long"),
        pytest.param("\ud800.docx", id="surrogate"),
    ],
)
def test_a_name_that_is_not_safe_everywhere_is_a_bug_of_ours(name):
    """Names come from `slug`, so nothing else may pass."""
    with pytest.raises(AssertionError, match="unsafe name"):
        safe_name(name)


@pytest.mark.parametrize("name", ["contrat.docx", "fiches/fiche-08-un-toit.docx", "été (2).docx"])
def test_a_readable_name_is_kept(name):
    """Accents, spaces and sub-folders are fine."""
    assert (safe_name(name), fault(name)) == (name, "")


def test_names_beside_a_name_are_numbered_from_two():
    """The word stands before the suffix, and the folder does not change."""
    assert list(islice(beside("fiches/a.docx", "nouveau"), 3)) == [
        "fiches/a (nouveau).docx",
        "fiches/a (nouveau 2).docx",
        "fiches/a (nouveau 3).docx",
    ]
