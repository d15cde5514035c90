"""Inputs that double in size: time and memory double with them, whatever is wrong in them.

A quadratic reader takes 64 times as long for 8 times as much; the limit stands between the two, far
enough from both for a machine that does other things.
"""

from __future__ import annotations

import gc
import struct
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from random import Random
from time import process_time

from ctai_docs.machine.archives import read_archive
from ctai_docs.machine.findings import CtaiError
from tools.attack import Trial
from tools.attack.archives import zipped
from tools.attack.readers import READERS, samples

DOUBLINGS = 3
LIMIT = 24.0
"""How many times as long, and as much, 8 times the input may take: between 8 and 64."""
_LEAST_SECONDS = 0.02
_LEAST_BYTES = 2_000_000
"""Less than this measures the rest of the machine."""

Shape = Callable[[int], bytes]


def doubled_inputs(_chance: Random, times: int) -> Iterator[Trial]:
    """Inputs doubling in size for each reader: linear in time and memory."""
    for (reader, name), (shape, size) in SHAPES.items():
        trial = growth(reader, shape, max(10, size * min(times, 200) // 200))
        yield Trial(f"{reader}: {name}", trial)


def growth(reader: str, shape: Shape, size: int) -> str:
    """Return how a reader grows too fast, "" where it does not."""
    large = size << DOUBLINGS
    seconds = [max(_seconds(reader, shape(n)), _LEAST_SECONDS) for n in (size, large)]
    if seconds[1] > LIMIT * seconds[0]:  # perhaps the machine: once more
        seconds = [max(_seconds(reader, shape(n)), _LEAST_SECONDS) for n in (size, large)]
    memory = [max(_memory(reader, shape(n)), _LEAST_BYTES) for n in (size, large)]
    for what, (few, many) in (("seconds", seconds), ("bytes", memory)):
        if many > LIMIT * few:
            return f"{what}: {few:.3g}, then {many:.3g} for {1 << DOUBLINGS} times the input"
    return ""


def _run(reader: str, data: bytes) -> None:
    with suppress(CtaiError):
        READERS[reader](data)


def _seconds(reader: str, data: bytes) -> float:
    gc.collect()
    start = process_time()
    _run(reader, data)
    return process_time() - start


def _memory(reader: str, data: bytes) -> int:
    tracemalloc.start()
    _run(reader, data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


# Texts


def _lines(line: str, head: str = "") -> Shape:
    return lambda size: (head + "".join(line.format(n=n) for n in range(size))).encode()


def _repeated(text: str, head: str = "") -> Shape:
    return lambda size: (head + text * size).encode()


_BASE = "territoire: Metz\n"
_TEXT = "preambule: |\n"

# Documents


@cache
def _parts(kind: str) -> Mapping[str, bytes]:
    return read_archive(samples()[kind][0])


def _with(kind: str, part: str, before: str, xml: str, size: int) -> bytes:
    """Return a file in one part of which `xml` stands so many times, before what is named."""
    text = _parts(kind)[part].decode()
    assert before in text, (part, before)
    added = "".join(xml.replace("§", str(n)) for n in range(size))
    changed = text.replace(before, added + before, 1).encode()
    return zipped(dict(_parts(kind)) | {part: changed})


def _body(xml: str) -> Shape:
    return partial(_with, "docx", "word/document.xml", "<w:sectPr", xml)


def _template(xml: str) -> Shape:
    return partial(_with, "modele", "word/document.xml", "<w:sectPr", xml)


def _chain(size: int) -> bytes:
    """Return a document of so many styles, each based on the one before, and as many runs."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n - 1}"/></w:style>'
        for n in range(size)
    )
    text = _parts("docx")["word/styles.xml"].decode().replace("</w:styles>", styles + "</w:styles>")
    last = f'<w:p><w:pPr><w:pStyle w:val="s{size - 1}"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    body = _parts("docx")["word/document.xml"].decode()
    body = body.replace("<w:sectPr", last * size + "<w:sectPr", 1)
    changed = {"word/styles.xml": text.encode(), "word/document.xml": body.encode()}
    return zipped(dict(_parts("docx")) | changed)


def _sheet(xml: str) -> Shape:
    return partial(_with, "xlsx", "xl/worksheets/sheet1.xml", "</sheetData>", xml)


# Pictures


def _png(size: int) -> bytes:
    """Return a picture whose pixels come in so many pieces."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress(b"\0" * 8 * size, 0)
    pieces = b"".join(chunk(b"IDAT", rows[n : n + 1]) for n in range(len(rows)))
    head = chunk(b"IHDR", struct.pack(">2I5B", 7, size, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + pieces + chunk(b"IEND", b"")


def _jpeg(segment: bytes) -> Shape:
    frame = b"\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0"
    return lambda size: b"\xff\xd8" + segment * size + frame + b"\xff\xda\0\2" + b"\xff\xd9"


_PARAGRAPH = "<w:p/>"
_RUN = '<w:p><w:r><w:rPr><w:color w:val="EEEEEE"/></w:rPr><w:t>mot §</w:t></w:r></w:p>'
_HEADING = '<w:p><w:pPr><w:outlineLvl w:val="8"/></w:pPr><w:r><w:t>Titre §</w:t></w:r></w:p>'
_TABLE = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
_LINK = '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>ici</w:t></w:r></w:hyperlink></w:p>'
_CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
_TAG = "<w:p><w:r><w:t>{{ fiche.x§ }}</w:t></w:r></w:p>"
_LOOP = "<w:p><w:r><w:t>{% if x§ %}a{% endif %}</w:t></w:r></w:p>"

SHAPES: dict[tuple[str, str], tuple[Shape, int]] = {
    ("yaml", "keys"): (_lines("a{n}: 1\n"), 3_000),
    ("yaml", "items"): (_repeated("- a\n"), 5_000),
    ("yaml", "keys written twice"): (_lines("a: {n}\n"), 3_000),
    ("yaml", "syntax errors"): (_lines("a{n}: @x\n"), 500),
    ("yaml", "invisible signs"): (_repeated("\u200b", "a: x"), 5_000),
    ("yaml", "controls"): (_repeated("\x08", "a: x"), 5_000),
    ("yaml", "one long text"): (_repeated("mot ", "a: "), 50_000),
    ("yaml", "quotes"): (_repeated("'a' ", "a: "), 20_000),
    ("yaml", "brackets"): (_repeated("["), 5_000),
    ("dossier", "unknown keys"): (_lines("a{n}: 1\n", _BASE), 1_000),
    ("dossier", "unknown keys of items"): (_lines("- {{nom: A, k{n}: 1}}\n", "temoins:\n"), 500),
    ("dossier", "lists in the place of texts"): (_repeated("- [a]\n", "axes:\n"), 1_000),
    ("dossier", "parties of no type"): (_repeated("- {type: x}\n", "parties:\n"), 500),
    ("markdown", "brackets"): (_repeated("["), 5_000),
    ("markdown", "links refused"): (_repeated("[a](b:c) "), 1_000),
    ("markdown", "stars"): (_repeated("*a **b "), 1_000),
    ("markdown", "images"): (_repeated("![a](b) "), 1_000),
    ("markdown", "HTML"): (_repeated("<b>"), 3_000),
    ("markdown", "lists"): (_repeated("- a\n\n"), 1_500),
    ("markdown", "tables"): (_repeated("|a|b|\n", "|a|b|\n|-|-|\n"), 1_500),
    ("valeur", "figures"): (_repeated("1"), 400),
    ("valeur", "groups"): (_repeated("1 "), 20_000),
    ("modele", "paragraphs"): (_template(_PARAGRAPH), 2_000),
    ("modele", "tags"): (_template(_TAG), 200),
    ("modele", "conditions"): (_template(_LOOP), 200),
    ("docx", "empty paragraphs"): (_body(_PARAGRAPH), 1_000),
    ("docx", "faint runs"): (_body(_RUN), 500),
    ("docx", "headings"): (_body(_HEADING), 500),
    ("docx", "tables"): (_body(_TABLE), 500),
    ("docx", "links"): (_body(_LINK), 500),
    ("docx", "answers"): (_body(_CONTROL), 500),
    ("docx", "styles on styles"): (_chain, 200),
    ("xlsx", "empty cells"): (_sheet("<row>" + '<c r="A1"/>' * 10 + "</row>"), 500),
    ("logo", "pieces"): (_png, 300),
    ("logo", "comments"): (_jpeg(b"\xff\xfe\0\2"), 20_000),
    ("logo", "filling"): (_jpeg(b"\xff"), 50_000),
    ("logo", "restarts"): (_jpeg(b"\xff\xd0"), 20_000),
}
"""By reader and name: what makes an input of a size, and the smaller of the two sizes."""
