"""A PDF says nothing of the hour at which it was made, and is as sound as before."""

from __future__ import annotations

import io
import os
import zlib
from datetime import datetime

import pikepdf
import pytest

from ctai_docs.machine.pdf.stable import stable

MOMENT = datetime(2025, 9, 25)


def pdf_of(hour, profile=b"", date=None):
    """Return a PDF as LibreOffice lays it out, made at this hour; `date` is the profile's."""
    header = b"\0" * 24 + (date or os.urandom(12)) + b"\0" * 4
    stream = zlib.compress(header + profile)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Profile 3 0 R/Metadata 5 0 R>>",
        b"<</Type/Pages/Kids[7 0 R]/Count 1>>",
        b"<</N 3/Length 4 0 R/Filter/FlateDecode>>\nstream\n%s\nendstream" % stream,
        b"%d" % len(stream),
        b"<</Length 63>>\nstream\n<xmp:CreateDate>2026-11-21T%sZ</xmp:CreateDate>%s\nendstream"
        % (hour, b" " * 10),
        b"<</CreationDate(D:20261121%sZ')>>" % hour.replace(b":", b""),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
    ]
    data, offsets = b"%PDF-1.6\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n\n" % (number, content)
    start = len(data)
    data += b"xref\n0 8\n0000000000 65535 f \n"
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    digest = os.urandom(16).hex().upper().encode()
    data += b"trailer\n<</Size 8/Root 1 0 R\n/Info 6 0 R\n/ID [ <%s>\n<%s> ]\n" % (digest, digest)
    return data + b"/DocChecksum /%s\n>>\nstartxref\n%d\n%%%%EOF\n" % (digest, start)


@pytest.mark.parametrize("profile", [b"", os.urandom(300), b"RGB " * 900], ids=len)
def test_two_hours_give_one_file(profile):
    """Dates, profile and digests: many times over, since the length of what is deflated varies."""
    found = {
        stable(pdf_of(f"{n % 24:02}:30:{n % 60:02}".encode(), profile), MOMENT) for n in range(99)
    }
    assert len(found) == 1


def test_what_was_shifted_is_found_again():
    """Readers need not repair the file, and see the moment that was asked for, everywhere."""
    lengths = set()
    for date in (bytes(12), *(os.urandom(12) for _ in range(10))):
        made = pdf_of(b"14:42:25", b"RGB " * 20, date)
        lengths.add(len(made))
        with pikepdf.open(io.BytesIO(stable(made, MOMENT)), attempt_recovery=False) as pdf:
            assert str(pdf.docinfo.CreationDate) == "D:20250925000000Z'"
            assert b"2025-09-25T00:00:00Z" in pdf.Root.Metadata.read_bytes()
            assert pdf.Root.Profile.read_bytes()[24:36].hex() == "07e900090019" + "0" * 12
            assert pdf.check_pdf_syntax() == []
    assert len(lengths) > 1  # else nothing was shifted


def test_another_content_has_another_digest():
    """Two documents of one day are not taken for one."""
    one, two = (stable(pdf_of(b"14:42:25", profile), MOMENT) for profile in (b"a", b"b"))
    assert len({pikepdf.open(io.BytesIO(pdf)).trailer.ID[0] for pdf in (one, two)}) == 2
