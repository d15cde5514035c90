"""Logos: any bytes are a sound picture or a finding, soon."""

from __future__ import annotations

import struct
from contextlib import suppress
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.word.pictures import drawing, read_picture
from tests.dossier.test_reader import png
from tests.fuzz.bounds import fuzz


def jpeg(width=20, height=10):
    """Return the head of a JPEG picture, as far as its size is told."""
    jfif = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\1\0\x48\0\x48\0\0"
    size = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0" + b"\0" * 20
    return b"\xff\xd8" + jfif + size + scan + b"\xff\xd9"


def exif():
    """Return a JPEG picture with the head that cameras write."""
    tiff = (
        b"MM\0\x2a\0\0\0\x08\0\2" + b"\1\x1a\0\5\0\0\0\1\0\0\0\x26" + b"\1\x28\0\3\0\0\0\1\0\2\0\0"
    )
    tiff += b"\0\0\0\0" + struct.pack(">II", 72, 1)
    body = b"Exif\0\0" + tiff
    return jpeg().replace(jpeg()[2:20], b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)


SOUND = [png(), png(300, 200), jpeg(), exif()]


@pytest.mark.parametrize("data", SOUND)
def test_sound_pictures_are_read(data):
    """What the tests below damage is right."""
    assert read_picture(data, "logo").width in (2, 20, 300)


@fuzz(1500)
@given(
    st.sampled_from(SOUND),
    st.lists(st.tuples(st.integers(0, 119), st.integers(0, 255)), max_size=6),
    st.integers(0, 200),
    st.binary(max_size=8),
)
def test_a_damaged_picture_is_read_or_refused(data, changes, end, tail):
    """A picture that is read can be drawn."""
    damaged = bytearray(data)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    with suppress(CtaiError):
        picture = read_picture(bytes(damaged[:end]) + tail, "logo")
        assert "<pic:pic" in drawing(picture, "Logo", 4, 2)


@fuzz(500)
@given(
    st.sampled_from(
        [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\0\x10JFIF", b"II*\0", b"GIF89a", b"BM"]
    ),
    st.binary(max_size=120),
)
def test_any_bytes_are_a_picture_or_refused(start, rest):
    """After the signature of each type."""
    with suppress(CtaiError):
        read_picture(start + rest, "logo")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\xff" * 4_900_000, id="fill bytes"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\xff\xe2\0\2" * 1_200_000, id="segments"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\xff\0" * 2_400_000, id="stuffing"),
        pytest.param(png()[:8] + b"\0\0\0\0tEXt\0\0\0\0" * 400_000, id="chunks"),
    ],
)
def test_a_picture_made_to_be_slow_is_refused_soon(data):
    """Five million bytes at most, read in a few seconds."""
    start = perf_counter()
    with suppress(CtaiError):
        read_picture(data, "logo")
    assert perf_counter() - start < 20
