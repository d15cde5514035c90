"""The colour of the documents: readable, or refused with its ratios."""

from __future__ import annotations

import pytest

from ctai_docs.machine.findings import show_path
from ctai_docs.rules.presentation import check_couleur

from .examples import broken


def found(colour):
    """Return what is found in a colour."""
    return list(check_couleur(broken(f'presentation.couleur: "{colour}"')))


def test_a_pale_colour_is_refused_with_its_ratios():
    """On white, and on the pale band of headings; rounded down."""
    (finding,) = found("F2A900")
    assert (finding.code, show_path(finding.path)) == ("PRE-001", "presentation.couleur")
    assert "un contraste de 2,0\u00a0: 1 sur le blanc, et de 1,9\u00a0: 1" in finding.message


@pytest.mark.parametrize("colour", ["1F3A5F", "0B6E4F", "8A1C3B", "000000"])
def test_a_dark_colour_is_accepted(colour):
    """Blue, green, red, black."""
    assert found(colour) == []


def test_a_colour_that_reads_on_white_alone_is_refused():
    """4.6:1 on white is 4:1 on the bands, where headings stand too."""
    (finding,) = found("757575")
    assert "4,6\u00a0: 1 sur le blanc" in finding.message


def test_a_dossier_without_a_colour_is_not_asked_for_one():
    """The documents are dark blue."""
    assert list(check_couleur(broken())) == []
