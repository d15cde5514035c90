"""The type and the size of a picture, read from its first bytes to its last: PNG and JPEG.

What is cut short or damaged is no picture: Word would show a red cross in its place. Each byte is
passed once. Why not python-docx's reader: it takes seconds over files made for that, and raises
bare exceptions.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FILL = re.compile(b"\xff+")
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers of JPEG that no length follows."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG after which the size of the picture stands."""
_SCAN = 0xDA


class Size(NamedTuple):
    """The type of a picture, as the extension of its file, and its pixels."""

    kind: str
    width: int
    height: int


def size_of(data: bytes) -> Size | None:
    """Return the type and the size of a picture, None where it is no sound one of these types."""
    try:
        size = _png(data) if data.startswith(_PNG) else _jpeg(data)
    except (struct.error, IndexError):  # the end came too soon
        return None
    return size if size and size.width and size.height else None


def _png(data: bytes) -> Size | None:
    size: Size | None = None
    kinds: set[bytes] = set()
    for kind, content in _chunks(data):
        if not kinds and kind == b"IHDR" and len(content) == 13:
            size = Size("png", *struct.unpack_from(">II", content))
        kinds.add(kind)
    return size if {b"IDAT", b"IEND"} <= kinds else None


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


def _jpeg(data: bytes) -> Size | None:
    size, at = None, len(_JPEG) - 1
    while data.startswith(_JPEG) and (fill := _FILL.match(data, at)):
        marker, at = data[fill.end()], fill.end() + 1
        if marker in _ALONE:
            continue
        (length,) = struct.unpack_from(">H", data, at)
        if marker == _SCAN:
            return size if data.find(b"\xff\xd9", at + length) > 0 else None
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 3)
            size = Size("jpeg", width, height)
        if length < 2:
            return None
        at += length
    return None
