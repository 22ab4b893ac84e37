"""Pictures from strangers: what is refused before it is decoded, and what is left of the rest."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from wagtail_parenting.outbound.images import MAX_PIXELS, ImageRead, ImageRefused, read_image

RED, BLUE = (255, 0, 0), (0, 0, 255)
ORIENTATION, GPS, SOFTWARE = 0x0112, 0x8825, 0x0131


def picture(size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object) -> bytes:
    """Red on the left, blue on the right. ``options`` are those of Pillow's ``save``."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image.convert(mode).save(out, **{"format": "PNG", **options})
    return out.getvalue()


def read(body: bytes, width: int = 100, height: int = 100) -> ImageRead:
    found = read_image(body, max_width=width, max_height=height)
    assert isinstance(found, ImageRead), found
    return found


def reason(body: bytes) -> str:
    found = read_image(body, max_width=100, max_height=100)
    assert isinstance(found, ImageRefused), found
    return found.reason


def opened(found: ImageRead) -> Image.Image:
    return Image.open(io.BytesIO(found.body))


def chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


def png_header(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    )


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(one, other, strict=True))


# What comes out


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_the_three_formats_become_webp(format_):
    found = read(picture(format=format_))
    assert found.content_type == "image/webp"
    assert opened(found).format == "WEBP"
    assert (found.width, found.height) == opened(found).size == (40, 20)


@pytest.mark.parametrize(
    ("size", "limits", "result"),
    [
        ((400, 200), (100, 100), (100, 50)),
        ((200, 400), (100, 100), (50, 100)),
        ((400, 200), (1000, 20), (40, 20)),
        ((40, 20), (100, 100), (40, 20)),
        ((3000, 1), (100, 100), (100, 1)),
        ((1, 1), (100, 100), (1, 1)),
    ],
)
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_it_is_made_smaller_to_fit_and_never_larger(size, limits, result, format_):
    found = read(picture(size, format=format_), *limits)
    assert (found.width, found.height) == opened(found).size == result


def exif(orientation: int) -> bytes:
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[SOFTWARE] = "A camera"
    data.get_ifd(GPS)[1] = "N"
    return data.tobytes()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "size", "first", "last"),
    [
        (1, (40, 20), RED, BLUE),
        (3, (40, 20), BLUE, RED),
        (6, (20, 40), RED, BLUE),
        (8, (20, 40), BLUE, RED),
        (99, (40, 20), RED, BLUE),
    ],
)
def test_it_is_turned_upright(orientation, size, first, last, format_):
    found = read(picture(format=format_, exif=exif(orientation)))
    image = opened(found).convert("RGB")
    assert image.size == size
    assert near(image.getpixel((2, 2)), first)
    assert near(image.getpixel((size[0] - 3, size[1] - 3)), last)


def test_a_picture_that_is_on_its_side_fits_too():
    found = read(picture((400, 200), format="JPEG", exif=exif(6)), 100, 1000)
    assert (found.width, found.height) == (100, 200)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_no_metadata_comes_along(format_):
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "secret words")
    profile = b"secret profile" + bytes(200)
    body = picture(
        format=format_,
        exif=exif(1),
        icc_profile=profile,
        **{"PNG": {"pnginfo": info}, "JPEG": {"comment": b"secret words"}, "WEBP": {}}[format_],
    )
    body += b"secret words behind the end"
    assert b"secret" in body
    found = read(body)
    image = opened(found)
    assert not image.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment", "Comment"} & set(image.info)
    for name in (b"secret", b"A camera", b"EXIF", b"ICCP", b"XMP "):
        assert name not in found.body


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_all_modes_of_png_are_read(mode):
    image = Image.new("L" if mode.startswith("I") else "RGB", (40, 20)).convert(mode)
    out = io.BytesIO()
    image.save(out, format="PNG")
    assert read(out.getvalue()).width == 40


def test_cmyk_is_read():
    assert read(picture(mode="CMYK", format="JPEG")).width == 40


def test_what_is_transparent_stays_so():
    image = Image.new("RGBA", (40, 20), (255, 0, 0, 0))
    palette = image.convert("P", palette=Image.Palette.ADAPTIVE)
    for source, options in ((image, {}), (palette, {"transparency": 0})):
        out = io.BytesIO()
        source.save(out, format="PNG", **options)
        assert opened(read(out.getvalue())).convert("RGBA").getpixel((1, 1))[3] == 0


@pytest.mark.parametrize("format_", ["PNG", "WEBP"])
def test_of_an_animation_the_first_picture_counts(format_):
    frames = [Image.new("RGB", (40, 20), colour) for colour in (RED, BLUE, BLUE)]
    out = io.BytesIO()
    frames[0].save(out, format=format_, save_all=True, append_images=frames[1:], duration=100)
    image = opened(read(out.getvalue()))
    assert getattr(image, "n_frames", 1) == 1
    assert near(image.convert("RGB").getpixel((20, 10)), RED)


def test_a_jpeg_with_more_pictures_behind_it_is_one():
    frames = [Image.new("RGB", (40, 20), colour) for colour in (RED, BLUE)]
    out = io.BytesIO()
    frames[0].save(out, format="MPO", save_all=True, append_images=frames[1:])
    assert near(opened(read(out.getvalue())).convert("RGB").getpixel((20, 10)), RED)


# What is refused


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        picture(format="GIF"),
        picture(format="BMP"),
        picture(format="TIFF"),
        picture(format="ICO"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        b"\x00\x00\x00\x20ftypavif\x00\x00\x00\x00",
        b"\x00\x00\x00\x20ftypheic\x00\x00\x00\x00",
        b"<p>Hello",
        b"\x1f\x8b\x08\x00",
    ],
)
def test_other_formats_are_refused(body):
    assert reason(body) == "format"


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.9])
def test_a_picture_that_is_cut_off_is_refused(format_, share):
    body = noise(format_)
    assert reason(body[: max(16, int(len(body) * share))]) == "damaged"


def noise(format_: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((200, 200), 80).convert("RGB").save(out, format=format_)
    return out.getvalue()


def webp_canvas(width: int, height: int) -> bytes:
    """An extended WebP that says how large it is, and nothing else."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    extended = b"VP8X" + struct.pack("<I", 10) + bytes(4) + size
    return b"RIFF" + struct.pack("<I", len(extended) + 4) + b"WEBP" + extended


def webp_lossless(width: int, height: int) -> bytes:
    bits = struct.pack("<I", (width - 1) | (height - 1) << 14)
    stream = b"VP8L" + struct.pack("<I", 20) + b"\x2f" + bits + bytes(15)
    return b"RIFF" + struct.pack("<I", len(stream) + 4) + b"WEBP" + stream


def webp_lossy(width: int, height: int) -> bytes:
    frame = b"\x10\x00\x00\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(10)
    stream = b"VP8 " + struct.pack("<I", len(frame)) + frame
    return b"RIFF" + struct.pack("<I", len(stream) + 4) + b"WEBP" + stream


def jpeg_header(width: int, height: int) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"\1\x11\0\2\x11\0\3\x11\0"
    return b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xda\x00\x02"


def png_begun(width: int, height: int) -> bytes:
    return png_header(width, height) + chunk(b"IDAT", zlib.compress(bytes(100)))


@pytest.mark.parametrize("make", [png_begun, webp_canvas, webp_lossless, webp_lossy, jpeg_header])
@pytest.mark.parametrize("size", [(30_000, 30_000), (16_000, 2_501), (10_000, 9_500), (8000, 8000)])
def test_more_than_forty_megapixels_are_refused_before_they_are_decoded(make, size):
    if make in (webp_lossless, webp_lossy):
        size = tuple(min(side, 16_383) for side in size)
    assert size[0] * size[1] > MAX_PIXELS
    tracemalloc.start()
    try:
        assert reason(make(*size)) == "too_many_pixels"
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


def test_forty_megapixels_are_read():
    body = picture((8000, 5000), mode="1")
    found = read(body)
    assert (found.width, found.height) == (100, 63)
    assert reason(picture((8000, 5001), mode="1")) == "too_many_pixels"


def test_a_png_that_inflates_to_more_than_it_says_costs_nothing():
    content = zlib.compress(bytes(50_000_000), 9)
    body = png_header(10, 10) + chunk(b"IDAT", content) + chunk(b"IEND", b"")
    tracemalloc.start()
    try:
        read_image(body, max_width=100, max_height=100)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize("name", [b"zTXt", b"iCCP", b"iTXt"])
def test_texts_of_a_png_that_are_bombs_are_refused(name):
    packed = zlib.compress(bytes(80_000_000), 9)
    head = {b"zTXt": b"a\0\0", b"iCCP": b"a\0\0", b"iTXt": b"a\0\1\0\0\0"}[name]
    valid = picture((10, 10))
    body = valid[:33] + chunk(name, head + packed) + valid[33:]
    tracemalloc.start()
    try:
        read_image(body, max_width=100, max_height=100)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10_000_000


@given(
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8X", b""]),
    st.binary(max_size=300),
)
def test_bytes_of_any_kind_are_answered_with_a_value(start, rest):
    assert isinstance(read_image(start + rest, max_width=10, max_height=10), ImageRefused)


@given(st.data())
def test_pictures_with_bytes_changed_are_answered_with_a_value(data):
    body = bytearray(picture(format=data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))))
    for _change in range(data.draw(st.integers(1, 8))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    found = read_image(bytes(body), max_width=10, max_height=10)
    assert isinstance(found, ImageRead | ImageRefused)
