"""Pictures from strangers, made into pictures of our own. Pure.

Only JPEG, PNG and WebP are read, whatever a header or a name says. The size is looked at before
anything is decoded, of animations the first picture counts, and what comes out is made of pixels
only: no EXIF with the place of a home, no profiles, no comments.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

from PIL import ExifTags, Image, ImageOps

from wagtail_parenting.outbound.sniffing import picture_format

MAX_PIXELS = 40_000_000
WEBP_QUALITY = 80
_ORIENTATION = ExifTags.Base.Orientation
_ON_ITS_SIDE = {5, 6, 7, 8}


@dataclass(frozen=True, kw_only=True)
class ImageRead:
    """A picture as WebP, upright, without metadata. ``width`` and ``height`` are pixels."""

    body: bytes
    width: int
    height: int
    content_type: str = "image/webp"


@dataclass(frozen=True, kw_only=True)
class ImageRefused:
    """``format``: not one that is read. ``too_many_pixels``: more than 40 million. ``damaged``:
    cannot be decoded."""

    reason: Literal["format", "too_many_pixels", "damaged"]


def read_image(body: bytes, *, max_width: int, max_height: int) -> ImageRead | ImageRefused:
    """The picture in ``body``, made smaller to fit where it is larger, never larger.

    40 million pixels take 45 MB for a moment as JPEG, 340 MB as PNG, 650 MB as WebP (measured).
    """
    found = picture_format(body)
    if found is None:
        return ImageRefused(reason="format")
    if found == "webp" and _webp_pixels(body) > MAX_PIXELS:
        return ImageRefused(reason="too_many_pixels")
    try:
        with Image.open(io.BytesIO(body), formats=[found.upper()]) as image:
            if image.width * image.height > MAX_PIXELS:
                return ImageRefused(reason="too_many_pixels")
            return _made_ours(image, max_width, max_height)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        # The latter where warnings are errors.
        return ImageRefused(reason="too_many_pixels")
    except Exception:  # Pillow raises many kinds for what is broken
        return ImageRefused(reason="damaged")


def _made_ours(image: Image.Image, max_width: int, max_height: int) -> ImageRead:
    lies = image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    limits = (max_height, max_width) if lies else (max_width, max_height)
    image.draft("RGB", limits)  # JPEG can be decoded at a fraction of its size
    mode = "RGBA" if image.has_transparency_data else "RGB"
    pixels = image if image.mode == mode else image.convert(mode)
    pixels.thumbnail(limits, reducing_gap=2.0)  # before anything that makes a copy
    upright = ImageOps.exif_transpose(pixels)
    ours = Image.new(mode, upright.size)
    ours.paste(upright)  # and nothing of what came along with it
    out = io.BytesIO()
    ours.save(out, format="WEBP", quality=WEBP_QUALITY)
    return ImageRead(body=out.getvalue(), width=ours.width, height=ours.height)


def _webp_pixels(body: bytes) -> int:
    """Of the canvas, by the header alone: Pillow makes room for it when it opens a WebP.

    https://developers.google.com/speed/webp/docs/riff_container; 0 for what has no such header.
    """
    chunk, head = body[12:16], body[20:30]
    if len(head) < 10:
        return 0
    if chunk == b"VP8X":
        width = int.from_bytes(head[4:7], "little") + 1
        height = int.from_bytes(head[7:10], "little") + 1
    elif chunk == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width = int.from_bytes(head[6:8], "little") & 0x3FFF
        height = int.from_bytes(head[8:10], "little") & 0x3FFF
    return width * height
