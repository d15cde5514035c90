"""A PNG or a JPEG read to its last byte: its size, and its bytes without what nobody sees.

What is cut short or damaged is no picture: Word would show a red cross in its place. What says who
took it, where and with what (Exif, XMP, IPTC, comments, previews, what follows the end) stays out
of a public act; what makes the colours stays in. Pixels are copied as they are, and each byte is
passed once. Sources: PNG (third edition), 5 and 11; JPEG: ITU T.81, annex B; Exif 2.32, 4.6.4.

Why not Pillow: it is as long to import as all that `check` imports, would decode each logo to look
at it, and writes a JPEG by losing some of it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_PIECE = 2**20
MAX_PIXELS = 25_000_000
"""A larger picture is not looked into: its size alone is told."""


class Raster(NamedTuple):
    """A sound picture: its type, as the extension of its file, its pixels, its bytes made bare."""

    kind: str
    width: int
    height: int
    data: bytes
    turned: bool = False
    """Whether a note that is not in the pixels says to turn them; it is taken out with the rest."""


def raster_of(data: bytes) -> Raster | None:
    """Return the picture that these bytes are, None where they are no sound one."""
    try:
        found = _png(data) if data.startswith(_PNG) else _jpeg(data)
    except (struct.error, IndexError, zlib.error):  # the end came too soon, or is damaged
        return None
    return found if found and found.width and found.height else None


# PNG

_KEPT = frozenset(
    (
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"pHYs"),
        *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP"),
    )
)
"""The chunks that make what is seen."""
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel, by the type of colour."""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_INTERLACED = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)),
    *((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
)
"""Where each pass of Adam7 begins and how far its pixels stand apart: x, y, by x, by y."""


class _Head(NamedTuple):
    width: int
    height: int
    depth: int
    colour: int
    compression: int
    filter: int
    interlace: int


def _png(data: bytes) -> Raster | None:
    chunks = list(_chunks(data))
    kinds = [kind for kind, _ in chunks]
    if not chunks or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or len(chunks[0][1]) != 13:
        return None
    head = _Head(*struct.unpack(">2I5B", chunks[0][1]))
    palette = head.colour != 3 or b"PLTE" in kinds
    large = head.width * head.height > MAX_PIXELS
    if large or not palette or kinds.count(b"IHDR") > 1 or not _holds_pixels(head, chunks):
        return Raster("png", head.width, head.height, b"") if large else None
    bare = b"".join(_chunk(kind, content) for kind, content in chunks if kind in _KEPT)
    turned = any(kind == b"eXIf" and _orientation(content) > 1 for kind, content in chunks)
    return Raster("png", head.width, head.height, _PNG + bare, turned)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG up to its end, as long as their sums are right."""
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", data, at)
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (total,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(content, zlib.crc32(kind)) != total:
            return
        yield kind, content
        at += 12 + length


def _chunk(kind: bytes, content: bytes) -> bytes:
    total = zlib.crc32(content, zlib.crc32(kind))
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", total)


def _holds_pixels(head: _Head, chunks: Iterable[tuple[bytes, bytes]]) -> bool:
    """Tell whether the data inflate to the pixels that the head says, no more and no less."""
    if head.depth not in _DEPTHS.get(head.colour, ()) or head.interlace > 1:
        return False
    bits = head.depth * _SAMPLES[head.colour]
    wanted = sum(_bytes_of_passes(head, bits))
    inflate, length = zlib.decompressobj(), 0
    for kind, content in chunks:
        while kind == b"IDAT" and content and length <= wanted:
            length += len(inflate.decompress(content, _PIECE))
            content = inflate.unconsumed_tail
    length += len(inflate.flush()) if length < wanted else 0
    return inflate.eof and length == wanted


def _bytes_of_passes(head: _Head, bits: int) -> Iterator[int]:
    """Yield the bytes of each pass once inflated: a byte for the filter, and a row of pixels."""
    passes = _INTERLACED if head.interlace else ((0, 0, 1, 1),)
    for x, y, by_x, by_y in passes:
        columns = max(0, -(-(head.width - x) // by_x))
        rows = max(0, -(-(head.height - y) // by_y))
        yield rows * (1 + (columns * bits + 7) // 8) if columns else 0


# JPEG

_FILL = re.compile(b"\xff+")
_AFTER_SCAN = re.compile(b"\xff+[^\x00\xff\xd0-\xd7]")
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers that no length follows."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers after which the size of the picture stands."""
_SCAN, _END, _COMMENT, _JFIF = 0xDA, 0xD9, 0xFE, 0xE0
_APPLICATIONS = range(0xE0, 0xF0)
_LOOKS = {_JFIF: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""What makes the colours, of all that programs add: how each begins."""
_THUMBNAIL = 12
"""Where a JFIF says how large the preview is that follows."""


class _Segment(NamedTuple):
    marker: int
    length: int = 0
    """As it is written: of a scan, it counts the head and not the data."""
    content: bytes = b""


def _jpeg(data: bytes) -> Raster | None:
    segments = list(_segments(data)) if data.startswith(_JPEG) else []
    frame = next((s.content for s in segments if s.marker in _FRAMES), None)
    markers = [segment.marker for segment in segments]
    if frame is None or _SCAN not in markers or markers[-1] != _END:
        return None
    height, width = struct.unpack_from(">HH", frame, 1)
    exif = (s.content[6:] for s in segments if s.marker == 0xE1 and s.content[:4] == b"Exif")
    turned = any(_orientation(content) > 1 for content in exif)
    bare = b"".join(_written(segment) for segment in segments if _is_seen(segment))
    return Raster("jpeg", width, height, _JPEG[:2] + bare, turned)


def _segments(data: bytes) -> Iterator[_Segment]:
    """Yield the segments of a JPEG up to its end, or to where it is damaged."""
    at, marker = len(_JPEG) - 1, 0
    while marker != _END and (fill := _FILL.match(data, at)):
        marker, start = data[fill.end()], fill.end() + 1
        if marker in _ALONE or marker == _END:
            yield _Segment(marker)
            at = start
            continue
        (length,) = struct.unpack_from(">H", data, start)
        at = start + length
        if marker == _SCAN:
            after = _AFTER_SCAN.search(data, at)
            at = after.start() if after else len(data)
        if length < 2 or at >= len(data):
            return
        yield _Segment(marker, length, data[start + 2 : at])


def _is_seen(segment: _Segment) -> bool:
    marker = segment.marker
    if marker in _APPLICATIONS:
        return segment.content.startswith(_LOOKS.get(marker, b"\0no"))
    return marker != _COMMENT


def _written(segment: _Segment) -> bytes:
    """Return a segment as it stands in a file, a JFIF without its preview."""
    marker, length, content = segment
    head = bytes((0xFF, marker))
    if marker in _ALONE or marker == _END:
        return head
    if marker == _JFIF:
        content = content[:_THUMBNAIL] + b"\0\0"
        length = len(content) + 2
    return head + struct.pack(">H", length) + content


def _orientation(exif: bytes) -> int:
    """Return which way up Exif says that a picture is: 1 where it says nothing."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return 1
    (start,) = struct.unpack_from(f"{order}I", exif, 4)
    if start + 2 > len(exif):
        return 1
    (count,) = struct.unpack_from(f"{order}H", exif, start)
    for at in range(start + 2, min(start + 2 + 12 * count, len(exif) - 11), 12):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, at)
        if (tag, kind) == (0x0112, 3):
            return int(value)
    return 1
