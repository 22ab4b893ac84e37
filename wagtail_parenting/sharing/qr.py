"""The QR code of an address, drawn here: nobody else learns who asked for it."""

from __future__ import annotations

import io

import segno

from wagtail_parenting.errors import NotFound


def svg(url: str) -> bytes:
    """``url`` as an SVG picture, black on white with the quiet zone of four modules that ISO/IEC
    18004 asks for. Raises ``NotFound`` for an address that no QR code can hold (2,953 bytes)."""
    try:
        code = segno.make_qr(url, error="l")  # segno takes a better level where it costs nothing
    except segno.DataOverflowError:
        raise NotFound("The address of this page is too long for a QR code.") from None
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", omitsize=True, border=4, dark="#000", light="#fff", title=url)
    return drawn.getvalue()
