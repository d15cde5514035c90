"""Pixels as they were, and nothing else; what holds no pixels is no picture. Pillow judges."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from ctai_docs.machine.findings import CtaiError
from ctai_docs.machine.word.pictures import read_picture
from ctai_docs.machine.word.rasters import raster_of

SECRET = b"Rue de la Paix 48.8686N"
MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]


def image(mode="RGB", size=(9, 7)):
    """Return a picture of many colours."""
    wide = Image.linear_gradient("L").resize(size)
    return wide.convert("I").convert(mode) if mode == "I;16" else wide.convert(mode)


def saved(picture, kind, **options):
    """Return the file of a picture."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(orientation=1):
    """Return what a camera writes."""
    found = Image.Exif()
    found[0x0112], found[0x010E], found[0x0132] = orientation, SECRET.decode(), "2026:01:01"
    return found


def notes():
    """Return the texts that a drawing program writes."""
    found = PngImagePlugin.PngInfo()
    found.add_text("Author", SECRET.decode())
    found.add_text("Comment", SECRET.decode(), zip=True)
    found.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return found


def full(kind):
    """Return a picture with all that is hidden in one, after its end too."""
    picture = image()
    if kind == "PNG":
        data = saved(picture, kind, pnginfo=notes(), exif=exif(), dpi=(300, 300))
    else:
        data = saved(picture, kind, exif=exif(), comment=SECRET, xmp=SECRET, dpi=(300, 300))
        head = struct.pack(">BBH", 0xFF, 0xED, len(SECRET) + 2) + SECRET
        data = data[:2] + head + data[2:]
    return data + SECRET


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_hidden_data_stay_out_and_pixels_stay(kind):
    """Exif, XMP, IPTC, comments, what follows the end; the resolution may stay."""
    data = full(kind)
    assert SECRET in data
    bare = read_picture(data, "logo").data
    assert SECRET not in bare
    assert b"2026:01:01" not in bare
    before, after = (Image.open(io.BytesIO(each)) for each in (data, bare))
    assert before.tobytes() == after.tobytes()
    assert before.info["dpi"] == pytest.approx(after.info["dpi"])
    assert not after.getexif()
    assert raster_of(bare).data == bare


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_picture_that_a_hidden_note_turns_is_refused(kind, orientation):
    """Bare of its note it would lie on its side."""
    data = saved(image(), kind, exif=exif(orientation))
    with pytest.raises(CtaiError, match="IMG-003"):
        read_picture(data, "logo")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("size", [(1, 1), (9, 7), (64, 3)])
def test_a_png_of_each_type_is_read(mode, size):
    """One bit or sixteen, with a palette, with transparency."""
    found = raster_of(saved(image(mode, size), "PNG"))
    assert (found.kind, found.width, found.height) == ("png", *size)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 5, "optimize": True}])
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_of_each_type_is_read(options, mode):
    """With several scans, and with the colours of print."""
    data = saved(image(mode if mode != "CMYK" else "RGB").convert(mode), "JPEG", **options)
    found = raster_of(data)
    before, after = (Image.open(io.BytesIO(each)) for each in (data, found.data))
    assert before.tobytes() == after.tobytes()


def png(head, data, *, sums=True):
    """Return a PNG of this head and these data."""
    chunks = ((b"IHDR", struct.pack(">2I5B", *head)), (b"IDAT", data), (b"IEND", b""))
    made = [
        struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d) ^ (not sums))
        for k, d in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(png((2, 2, 8, 0, 0, 0, 0), b"garbage"), id="no deflate"),
        pytest.param(png((2, 2, 8, 0, 0, 0, 0), zlib.compress(b"\0ab")), id="too few pixels"),
        pytest.param(png((2, 2, 8, 0, 0, 0, 0), zlib.compress(b"\0ab" * 3)), id="too many"),
        pytest.param(png((2, 2, 8, 0, 0, 0, 0), zlib.compress(b"\0ab" * 2)[:-4]), id="cut short"),
        pytest.param(png((2, 2, 8, 0, 0, 0, 0), zlib.compress(b"\0ab" * 2), sums=False), id="sums"),
        pytest.param(png((2, 2, 3, 0, 0, 0, 0), zlib.compress(b"\0ab" * 2)), id="depth"),
        pytest.param(png((2, 2, 8, 5, 0, 0, 0), zlib.compress(b"\0ab" * 2)), id="colours"),
        pytest.param(png((2, 2, 8, 3, 0, 0, 0), zlib.compress(b"\0ab" * 2)), id="no palette"),
        pytest.param(png((2, 2, 8, 0, 0, 0, 2), zlib.compress(b"\0ab" * 2)), id="interlace"),
        pytest.param(saved(image(), "JPEG")[:-2], id="jpeg without an end"),
        pytest.param(saved(image(), "JPEG")[:200], id="jpeg cut short"),
        pytest.param(saved(image(), "GIF"), id="gif"),
    ],
)
def test_what_holds_no_pixels_is_no_picture(data):
    """A viewer shows a red cross, or a grey half."""
    with pytest.raises(CtaiError, match="IMG-001"):
        read_picture(data, "logo")


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5, 5), (8, 8), (9, 7), (33, 17)])
def test_the_pixels_of_an_interlaced_png_are_counted(size):
    """Seven passes, some of them empty in a small picture."""
    width, height = size
    rows = b""
    for x, y, by_x, by_y in raster_passes():
        columns, lines = len(range(x, width, by_x)), len(range(y, height, by_y))
        rows += (b"\0" + bytes(columns)) * lines if columns else b""
    data = png((width, height, 8, 0, 0, 0, 1), zlib.compress(rows))
    Image.open(io.BytesIO(data)).load()
    assert raster_of(data).width == width
    assert raster_of(png((width, height, 8, 0, 0, 0, 1), zlib.compress(rows + b"\0"))) is None


def raster_passes():
    """Return the passes of Adam7, as the standard draws them."""
    grid = ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777"]
    grid += ["56565656", "77777777"]
    for number in "1234567":
        cells = [(x, y) for y in range(8) for x in range(8) if grid[y][x] == number]
        xs, ys = sorted({x for x, _ in cells}), sorted({y for _, y in cells})
        by_x = xs[1] - xs[0] if len(xs) > 1 else 8
        by_y = ys[1] - ys[0] if len(ys) > 1 else 8
        yield xs[0], ys[0], by_x, by_y


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["PNG", "JPEG"]), st.integers(0, 10**6), st.integers(1, 255))
def test_a_png_in_which_a_byte_changed_is_refused_or_the_same(kind, place, change):
    """Every byte that makes a pixel has its sum; a JPEG has none."""
    data = bytearray(saved(image(), kind))
    data[place % len(data)] ^= change
    found = raster_of(bytes(data))
    if kind == "PNG" and found:
        assert Image.open(io.BytesIO(found.data)).tobytes() == image().tobytes()
