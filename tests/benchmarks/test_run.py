"""The benchmark runs; its times are nobody's business here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks import peers, run, subject, table
from benchmarks.measure import alternate
from benchmarks.node import TAGS, write_template
from benchmarks.row import Row

ROOT = Path(__file__).parents[2]


def test_the_peer_makes_the_same_document():
    """A ratio means something only between equal works."""
    metz = subject.metz()
    for number in range(len(metz.fiches)):
        ours = subject.text_of(metz.render(metz.values(number)))
        template = subject.template_bytes(metz)
        assert len(ours) > 1_000
        assert ours == subject.text_of(peers.by_docxtpl(template, metz.values(number)))


@pytest.mark.parametrize("name", TAGS)
def test_a_template_for_another_language_has_a_tag_for_each_printed_text(tmp_path, name):
    """Filled in by hand, it is our document; no mark of ours is left in it."""
    metz = subject.metz()
    values = write_template(metz, 7, tmp_path, TAGS[name].format)
    text = subject.text_of((tmp_path / "7.docx").read_bytes())
    assert "\ue000" not in text
    assert len(values) > 100
    for key, value in reversed(values.items()):
        text = text.replace(TAGS[name].format(key.removeprefix("v")), value)
    assert text == subject.text_of(metz.render(metz.values(7)))


def test_works_take_turns_and_the_first_round_does_not_count():
    """Each begins as many rounds as the others."""
    calls = []
    works = {name: lambda _, name=name: calls.append(name) for name in "ab"}
    times = alternate(works, 3)
    assert "".join(calls) == "ba" + "ab" + "ba" + "ab"
    assert [len(found.all) for found in times.values()] == [3, 3]


def test_the_readme_shows_the_results_that_were_measured():
    """Nobody copies a figure by hand."""
    shown = [
        table.shown_in((ROOT / name).read_text(encoding="utf-8"))
        for name in ("README.md", "benchmarks/results.md")
    ]
    assert shown[0] == shown[1]
    assert shown[0].startswith(table.HEAD)


def test_new_results_take_the_place_of_the_last_ones():
    """And of nothing else; a row that was not measured says why."""
    rows = [Row("a", "b", "≤ 2 ×", "1.5", True, note="It is so."), Row("c", "d", "", why="no e")]
    text = table.into(f"# R\n\n{table.START}\nold\n{table.END}\n\nEnd\n", table.block(rows))
    assert text.startswith(f"# R\n\n{table.START}\n{table.HEAD}\n| a | b |")
    assert text.endswith(f"| not measured: no e |  |  |  |\n\nIt is so.\n{table.END}\n\nEnd\n")
    assert table.shown_in(table.page(rows)) == table.shown_in(text) == table.block(rows)


def test_a_long_run_writes_the_page_and_the_readme(tmp_path, monkeypatch):
    """The same results in both."""
    (tmp_path / "benchmarks").mkdir()
    readme = tmp_path / "README.md"
    readme.write_text(f"# R\n\n{table.START}\nold\n{table.END}\n", encoding="utf-8")
    monkeypatch.setattr(run, "HERE", tmp_path / "benchmarks")
    monkeypatch.setattr(run.Bench, "rows", lambda _: iter([Row("a", "b", "≤ 2 ×", "1.5", True)]))
    assert run.main([]) == 0
    page = (tmp_path / "benchmarks" / "results.md").read_text(encoding="utf-8")
    shown = table.shown_in(readme.read_text(encoding="utf-8"))
    assert table.shown_in(page) == shown
    assert "| a | b | ≤ 2 × | 1.5 × | yes |" in shown


@pytest.mark.slow
def test_the_short_form_fills_every_row(capsys):
    """Each row is measured, or names what is not installed."""
    assert run.main(["--quick"]) == 0
    _, _, *rows = capsys.readouterr().out.strip().splitlines()
    assert len(rows) == 16
    unmeasured = [row for row in rows if "not measured: " in row]
    assert all("not measured: not installed" in row for row in unmeasured)
    assert len(unmeasured) <= 3 + (shutil.which("soffice") is None)
