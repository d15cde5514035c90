"""The benchmark runs; its times are nobody's business here."""

import io

import pytest
from docx import Document

from benchmarks import peers, run, subject


def test_the_peer_makes_the_same_document():
    """A ratio means something only between equal works."""
    metz = subject.metz()
    for number in range(len(metz.fiches)):
        ours = metz.render(metz.values(number))
        theirs = peers.by_docxtpl(subject.template_bytes(metz), metz.values(number))
        texts = [
            "".join(Document(io.BytesIO(data)).element.body.itertext("{*}t"))
            for data in (ours, theirs)
        ]
        assert len(texts[0]) > 1_000
        assert texts[0] == texts[1]


@pytest.mark.slow
def test_the_short_form_fills_every_row(capsys):
    """Each row is measured, or says why it is not."""
    assert run.main(["--quick"]) == 0
    _, _, *rows = capsys.readouterr().out.strip().splitlines()
    assert len(rows) >= 12
    measured = [row for row in rows if " × |" in row.split("| ", 4)[4]]
    unmeasured = [row for row in rows if "not measured: " in row]
    assert len(measured) + len(unmeasured) >= len(rows)
    assert len(measured) >= 7
