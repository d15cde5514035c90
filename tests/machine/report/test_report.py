"""The report: what is put together, in which order, and what a selection leaves out."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.findings import Finding, Location, Rule, Severity
from ctai_docs.machine.report import EVERYTHING, Selection, as_html, as_text, counted, grouped

TYPED = Rule(
    code="TXT-034",
    severity=Severity.AVERTISSEMENT,
    title="Numéro tapé",
    found="« {n} ».",
    rule="Règle.",
    remedy="Remède.",
)
SUM = Rule(
    code="MON-004",
    severity=Severity.ERREUR,
    title="Somme fausse",
    found="{sum} & <b>.",
    rule="Règle.",
    remedy="Écart : {sum}.",
)
EMPTY = Rule(
    code="FOR-007", severity=Severity.INFORMATION, title="Sans valeur", found="« {n} » est vide."
)


def finding(rule, line, path=("articles", 0, "texte"), file="contrat.yaml", **values):
    """Return a finding at a line."""
    return rule.in_file(Location(file, line, 3), path, **({"n": line, "sum": line} | values))


SEVERITIES = st.sampled_from(list(Severity))
FINDINGS = st.lists(
    st.builds(
        lambda rule, line, file, rank: finding(rule, line, ("fiches", rank, "x"), file),
        st.sampled_from([TYPED, SUM, EMPTY]),
        st.integers(1, 9),
        st.sampled_from(["contrat.yaml", "fiches/a.yaml"]),
        st.integers(0, 3),
    )
)


def test_one_rule_in_one_field_is_one_line():
    """Sixteen numbers typed in a text are one thing to mend."""
    found = [finding(TYPED, line) for line in range(10, 26)]
    lines = [line for line in as_text(found) if "avertissement :" in line]
    assert lines == [
        "  avertissement : contrat.yaml:10:3 · articles[1].texte · 16 fois "
        "(lignes 10, 11, 12, 13, 14, 15, 16, 17 et 8 autres) · "
        "Numéro tapé. Règle. Remède. [TXT-034]"
    ]


def test_two_of_a_kind_stay_apart():
    """Each shows its own figures."""
    assert [len(group.findings) for group in grouped([finding(TYPED, 1), finding(TYPED, 2)])] == [
        1,
        1,
    ]


def test_what_has_another_remedy_stays_apart():
    """Three sums that are wrong have three corrections."""
    assert len(grouped([finding(SUM, line) for line in (1, 2, 3)])) == 3


def test_what_one_rule_says_of_several_values_is_said_once_with_each_in_its_words():
    """The rule and the remedy stand once; no figure is lost."""
    found = [finding(TYPED, line, ("parties", line, "logo")) for line in (5, 6, 7)]
    assert list(as_text(found))[1:5] == [
        "  avertissement : contrat.yaml:5:3 · parties · 3 fois · Numéro tapé. Règle. Remède. "
        "[TXT-034]",
        "    contrat.yaml:5:3 · parties[6].logo · « 5 ».",
        "    contrat.yaml:6:3 · parties[7].logo · « 6 ».",
        "    contrat.yaml:7:3 · parties[8].logo · « 7 ».",
    ]


@given(FINDINGS)
def test_groups_hold_every_finding_once(found):
    """Nothing is lost between the findings and the report."""
    held = [f for group in grouped(found) for f in group.findings]
    assert Counter(held) == Counter(found)


@given(FINDINGS)
def test_errors_come_first_and_the_count_last(found):
    """Whatever the order in which they were found."""
    lines = list(as_text(found, folded=False))
    told = re.findall(r"^  (\w+) : ", "\n".join(lines), re.MULTILINE)
    assert told == sorted(told, key=list(Severity).index)
    total = lines[-1]
    for severity in Severity:
        number = sum(f.severity is severity for f in found)
        assert (f"{number}\u00a0{severity}" in total) == bool(number)


def test_a_long_report_begins_with_its_count_by_file():
    """Before the first line, what awaits the reader."""
    found = [finding(SUM, n, file=f"fiches/{n % 2}.yaml") for n in range(8)]
    lines = list(as_text(found))
    assert lines[0] == lines[-1] == "8\u00a0erreurs."
    assert lines[2:4] == ["  fiches/0.yaml  4\u00a0erreurs", "  fiches/1.yaml  4\u00a0erreurs"]


def test_informations_are_folded_unless_they_are_asked_for():
    """A line for each rule, which says how to unfold it; a rule found once or twice is shown."""
    found = [finding(EMPTY, n, ("a", n)) for n in range(5)]
    folded = [line for line in as_text(found) if "information : " in line]
    assert folded == ["  information : Sans valeur · 5 fois, dans 1\u00a0fichier [FOR-007]"]
    assert any("--gravite information" in line for line in as_text(found))
    assert len([line for line in as_text(found, folded=False) if "fois" in line]) == 1


@given(FINDINGS, st.lists(SEVERITIES), st.sampled_from([(), ("MON",), ("txt-034", "for")]))
def test_a_selection_shows_what_it_names_in_order(found, severities, codes):
    """By severity, by code or the start of one; nothing named selects all."""
    chosen = Selection(tuple(severities), codes).of(found)
    assert chosen == [
        f
        for f in found
        if (not severities or f.severity in severities)
        and (not codes or any(f.code.startswith(code.upper()) for code in codes))
    ]
    assert EVERYTHING.of(found) == found


@pytest.mark.parametrize("name", ["fiches/a.yaml", "a.yaml", "fiches/*", "a*"])
def test_a_file_is_named_by_its_path_its_name_or_a_pattern(name):
    """As people type it."""
    found = [finding(SUM, 1, file="fiches/a.yaml"), finding(SUM, 1)]
    assert Selection(fichiers=(name,)).of(found) == found[:1]


def test_the_other_place_of_a_contradiction_is_shown():
    """In a terminal and on the page."""
    found = [finding(SUM, 3)]
    other = Finding(
        **{f: getattr(found[0], f) for f in found[0].__slots__}
        | {"ailleurs": (Location("fiches/a.yaml", 4, 5),)}
    )
    assert "(voir aussi fiches/a.yaml:4:5)" in "\n".join(as_text([other]))
    assert "Voir aussi fiches/a.yaml:4:5" in as_html("Titre", [other])


class _Page(HTMLParser):
    """The elements of a page in order, and whether each is closed."""

    def __init__(self, text):
        super().__init__()
        self.opened, self.seen, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@given(FINDINGS)
def test_the_page_is_well_formed_escapes_and_asks_for_nothing(found):
    """No script, no address, a language, a title, one first heading, header cells with a scope."""
    text = as_html("Contrôle de <metz>", found, [(f, "vu & accepté") for f in found[:1]])
    page = _Page(text)
    tags = [tag for tag, _ in page.seen]
    assert page.opened == []
    assert {"script", "img", "link", "b"}.isdisjoint(tags)
    assert not re.search(r"https?:|src=|url\(", text)
    assert ("html", {"lang": "fr"}) in page.seen
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    assert all("scope" in attrs for tag, attrs in page.seen if tag == "th")
    shown = "".join(page.text)
    assert all(f.code in shown for f in found)


def test_findings_are_counted_by_file():
    """The table of the page."""
    found = [finding(SUM, 1), finding(TYPED, 2), finding(SUM, 3, file="a.yaml")]
    assert counted(found) == {
        "a.yaml": {Severity.ERREUR: 1},
        "contrat.yaml": {Severity.ERREUR: 1, Severity.AVERTISSEMENT: 1},
    }
