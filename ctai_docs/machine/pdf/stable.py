"""The same document gives the same PDF: values that LibreOffice takes from the clock are replaced.

LibreOffice writes the hour of the conversion three times, in the document information, in the XMP
metadata and in the colour profile, and two digests that depend on it. The hour becomes that of the
Word file, which is the date of the act; the digests become one of the content. All else is the same
at each conversion (LibreOffice 7.4); otherwise the PDF would only be written anew.

A PDF finds its objects by their offsets, so each replacement has the length of what it replaces.
The profile alone is deflated, and may come out longer or shorter: then the offsets are shifted.
"""

from __future__ import annotations

import re
import struct
import zlib
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from ctai_docs.machine.archives import ArchiveError, read_archive

_CORE = "docProps/core.xml"
_NO_DATE = datetime(2000, 1, 1)
_CREATED = re.compile(rb"<dcterms:created[^>]*>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z<")
_IN_XMP = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)[\dT:-]{19}")
_IN_INFORMATION = re.compile(rb"(/(?:Creation|Mod)Date\s?\(D:)\d{14}")
_DIGEST = re.compile(rb"(/ID\s?\[\s?<|>\s?<|/DocChecksum\s?/)[0-9A-F]{32}")
_PROFILE = re.compile(rb"<</N 3/Length (\d+) 0 R/Filter/FlateDecode>>\nstream\n")
_IN_USE = re.compile(rb"(\d{10}) (\d{5}) n")
_XREF, _START = b"\nxref\n", b"\nstartxref\n"


def created(document: Path) -> datetime:
    """Return when a Word file says that it was made."""
    with suppress(ArchiveError, ValueError):
        core = read_archive(document.read_bytes(), [_CORE]).get(_CORE, b"")
        if found := _CREATED.search(core):
            return datetime.fromisoformat(found[1].decode())
    return _NO_DATE


def stable(pdf: bytes, moment: datetime) -> bytes:
    """Return a PDF without the hour of its conversion, `moment` in its place."""
    dated = _IN_XMP.sub(rb"\g<1>" + moment.isoformat().encode(), pdf)
    dated = _IN_INFORMATION.sub(rb"\g<1>" + f"{moment:%Y%m%d%H%M%S}".encode(), dated)
    body, mark, trailer = _with_profile(dated, moment).rpartition(b"\ntrailer")
    blank = _DIGEST.sub(rb"\g<1>" + b"0" * 32, trailer)
    digest = sha256(body + blank).hexdigest()[:32].upper().encode()
    return body + mark + _DIGEST.sub(rb"\g<1>" + digest, trailer)


def _with_profile(pdf: bytes, moment: datetime) -> bytes:
    """Return the PDF with this date in its colour profile: bytes 24 to 35 of an ICC header."""
    found = _PROFILE.search(pdf)
    if found is None:
        return pdf
    start, inflate = found.end(), zlib.decompressobj()
    profile = inflate.decompress(pdf[start:])
    end = len(pdf) - len(inflate.unused_data)
    date = struct.pack(">6H", *moment.timetuple()[:6])
    deflated = zlib.compress(profile[:24] + date + profile[36:])
    moved = pdf[:start] + deflated + pdf[end:]
    if len(moved) == len(pdf):
        return moved
    old, new = (str(length).encode() for length in (end - start, len(deflated)))
    number = found[1] + b" 0 obj\n"
    sized = moved.replace(number + old, number + new.zfill(len(old)), 1)
    return shifted(sized, start, len(sized) - len(pdf))


def shifted(pdf: bytes, after: int, by: int) -> bytes:
    """Return the PDF with the offsets beyond a place moved by so many bytes."""
    body, xref, table = pdf.rpartition(_XREF)
    table, start, end = table.rpartition(_START)

    def moved(entry: re.Match[bytes]) -> bytes:
        offset = int(entry[1])
        return b"%010d %s n" % (offset + by * (offset > after), entry[2])

    where, _, rest = end.partition(b"\n")
    table = _IN_USE.sub(moved, table)
    return body + xref + table + start + b"%d\n" % (int(where) + by) + rest
