"""Archives made to harm whoever opens them: a template, a document to look over, a PDF's source."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator
from functools import partial
from random import Random
from time import process_time

from ctai_docs.machine.archives import ArchiveError, read_archive
from ctai_docs.machine.findings import CtaiError
from tools.attack import Trial, how_it_broke
from tools.attack.readers import READERS, samples

SECONDS = 5.0
"""No archive keeps its reader longer: it is refused before it is inflated."""
_MANY = {f"word/{n}.xml": b"<a/>" for n in range(3_000)}


def hostile_archives(chance: Random, times: int) -> Iterator[Trial]:
    """Bombs, names that lead out, entries written twice, encryption, lengths that lie."""
    for kind in ("modele", "docx", "xlsx"):
        sound = read_archive(chance.choice(samples()[kind]))
        for name, data in [*_hostile(sound), *_lying(sound, chance, times)]:
            start = process_time()
            broke = how_it_broke(partial(_refused, kind, data, name), CtaiError)
            slow = process_time() - start > SECONDS
            yield Trial(f"{kind}: {name}", broke or ("too slow" if slow else ""))


def _refused(kind: str, data: bytes, name: str) -> None:
    """Read an archive, which has to be refused unless its name says that it may be read."""
    READERS[kind](data)
    try:
        read_archive(data)
    except ArchiveError:
        return
    assert name.startswith("lies"), "was read"


def _hostile(sound: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    main = next(name for name in sound if name.endswith(("document.xml", "workbook.xml")))
    text = sound[main]
    yield "bomb of zeros", zipped(sound | {"word/media/a.png": bytes(2**26)})
    yield "bomb of one part", zipped(sound | {main: text + b" " * 2**27})
    yield "many entries", zipped(sound | _MANY)
    for name in ("../x.xml", "/etc/passwd", "C:/x", "a\\..\\b", "a//b", "a/../b", "./a"):
        yield f"name {name}", zipped(sound | {name: b"<a/>"})
    yield "twice", zipped(sound, twice=main)
    yield "twice but for case", zipped(sound | {main.upper(): b"<a/>"})
    yield "bzip2", zipped(sound, method=zipfile.ZIP_BZIP2)
    yield "lzma", zipped(sound, method=zipfile.ZIP_LZMA)
    yield "encrypted", _flagged(zipped(sound))


def _lying(sound: dict[str, bytes], chance: Random, times: int) -> Iterator[tuple[str, bytes]]:
    """Yield archives in which a length, a sum or a place in the directory is another number."""
    data = zipped(sound)
    directory = data.index(b"PK\1\2")
    for _ in range(times):
        at = chance.randrange(directory, len(data) - 4)
        value = chance.choice((0, 1, 2**16, 2**31, 2**32 - 1, chance.getrandbits(32)))
        yield f"lies at {at}: {value}", data[:at] + struct.pack("<I", value) + data[at + 4 :]


def zipped(
    parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, twice: str = ""
) -> bytes:
    """Return an archive of these parts, one of them `twice`."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")  # of a name that is written twice
        for name, data in parts.items():
            archive.writestr(name, data)
        if twice:
            archive.writestr(twice, parts[twice])
    return buffer.getvalue()


def _flagged(data: bytes) -> bytes:
    """Return an archive whose entries all say that they are encrypted."""
    found = bytearray(data)
    for signature, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(signature)
        while at >= 0:
            found[at + place] |= 1
            at = data.find(signature, at + 4)
    return bytes(found)
