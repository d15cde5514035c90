"""Any bytes are a dossier, or findings: no other exception, and every finding has its place."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.api import rendu
from ctai_docs.dossier.reader import read_dossier
from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.yaml import read_yaml
from ctai_docs.rules import check
from tests.fuzz.bounds import fuzz

METZ = Path(__file__).parents[2] / "examples" / "metz_2026"
TEXTS = {
    p.relative_to(METZ).as_posix(): p.read_text(encoding="utf-8") for p in METZ.rglob("*.yaml")
}
PIECES = (
    *"ab1é \n\t:-?,[]{}#&*!|>'\"%@`~<=.\\/",
    *(
        "\n  ",
        "\n- ",
        ": ",
        " #",
        "---\n",
        "...\n",
        "|\n  a\n",
        ">-\n",
        "<<: ",
        "&a ",
        "*a",
        "!!x ",
    ),
    *(
        "\ufeff",
        "\x85",
        "\u2028",
        "\u202e",
        "\x00",
        "\xa0",
        "\r\n",
        "é\u0301",
        "😀",
        '"\\x41"',
        "''",
    ),
)
snippets = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
strange = st.one_of(
    st.sampled_from(PIECES), st.text(max_size=8), st.sampled_from(["12 00", "~", "null", "[", "{}"])
)


@fuzz(300)
@given(st.binary(max_size=400))
def test_bytes_are_data_or_findings(data):
    """Whatever they are."""
    with suppress(CtaiError):
        read_yaml(data, "x.yaml")


def refusals(text):
    """Return why a text is no YAML, nothing where it is."""
    try:
        read_yaml(text.encode("utf-8", "surrogatepass"), "x.yaml")
    except CtaiError as error:
        return error.findings or [None]
    return []


@fuzz(1000)
@given(snippets)
def test_yaml_is_data_or_findings_within_the_file(text):
    """A finding never points after the end."""
    ends = text.count("\n") + text.count("\r") + 2
    for found in refusals(text):
        assert found.where
        assert 0 <= found.where.line <= ends
        assert found.message


@st.composite
def broken(draw):
    """Return a file of the Metz dossier, and its text after a few edits of lines."""
    name = draw(st.sampled_from(sorted(TEXTS)))
    lines = TEXTS[name].split("\n")
    for _ in range(draw(st.integers(1, 4))):
        n = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("cut", "swap", "shift", "type", "copy", "end", "value"))):
            case "cut":
                del lines[n : n + draw(st.integers(1, 5))]
            case "swap":
                m = draw(st.integers(0, len(lines) - 1))
                lines[n], lines[m] = lines[m], lines[n]
            case "shift":
                lines[n] = draw(st.sampled_from(("  ", " ", "\t", "    "))) + lines[n]
            case "type":
                at = draw(st.integers(0, len(lines[n])))
                lines[n] = lines[n][:at] + draw(strange) + lines[n][at:]
            case "copy":
                lines.insert(draw(st.integers(0, len(lines))), lines[n])
            case "end":
                lines[n] = lines[n][: draw(st.integers(0, len(lines[n])))]
            case "value":
                key, colon, _ = lines[n].partition(": ")
                lines[n] = key + colon + draw(strange)
        lines = lines or [""]
    return name, "\n".join(lines)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a copy of the Metz dossier."""
    root = tmp_path_factory.mktemp("metz")
    for name, text in TEXTS.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@fuzz(80)
@given(case=broken(), shown=st.integers(0, 11))
def test_a_dossier_is_read_checked_and_rendered_or_refused(folder, case, shown):
    """Whatever its lines have become; what is read can be checked, and printed as a draft."""
    name, text = case
    (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        with suppress(CtaiError):
            dossier = read_dossier(folder)
            for found in dossier.place(check(dossier.contrat).findings):
                assert found.where
                assert str(found)
            made = rendu(dossier, projet=True)
            fiche = dossier.contrat.fiches[shown % len(dossier.contrat.fiches)]
            assert made.fiche(fiche.cle).contenu
    finally:
        (folder / name).write_text(TEXTS[name], encoding="utf-8")
