"""A stand-in for LibreOffice, that copies what it is given and counts how often it is started."""

from __future__ import annotations

import pytest

from ctai_docs.machine.pdf import office

FAKE = """#!/bin/sh
# Writes a PDF for each document, but dies halfway through the one that says so, once or always.
while [ "$1" != "--outdir" ]; do shift; done
out=$2; shift 2; mkdir -p "$out"
echo "$#" >> "{log}"
for f in "$@"; do
  name=$(basename "$f"); pdf="$out/${{name%.*}}.pdf"
  printf '%%PDF ' > "$pdf"; cat "$f" >> "$pdf"
  if grep -q always "$f"; then exit 81; fi
  if grep -q once "$f" && [ ! -e "{log}.died" ]; then touch "{log}.died"; exit 81; fi
  printf '\\n%%%%EOF\\n' >> "$pdf"
done
"""


def as_pdf(data: bytes) -> bytes:
    """Return what the stand-in makes of a document."""
    return b"%PDF " + data + b"\n%%EOF\n"


@pytest.fixture
def fake(tmp_path_factory, monkeypatch):
    """Name the stand-in, and return how many files each of its processes was given."""
    folder = tmp_path_factory.mktemp("office")
    log, script = folder / "log", folder / "soffice"
    script.write_text(FAKE.format(log=log), encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv(office.NAMED, str(script))

    def started():
        return (
            [int(line) for line in log.read_text(encoding="utf-8").split()] if log.exists() else []
        )

    return started
