"""What a body is, whatever its header says. Pure.

Signatures of pictures and of binary data are those of the WHATWG's MIME Sniffing Standard
(https://mimesniff.spec.whatwg.org/, sections 6.1 and 7.1). A feed is known by its root element.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

from wagtail_parenting.outbound.outcomes import BodyKind

#: So much of a text is looked at for its first tag, and so much for binary data (section 5.2).
_WINDOW = 8192
_HEADER = 1445
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
#: What may stand before the root element. Possessive, so that no hostile prolog takes long.
_PROLOG = re.compile(
    r"(?:\s++|<\?[^>]*+>|<!--.*?-->|<!doctype[^>\[]*+(?:\[[^\]]*+\]\s*+)?+>)*+", re.I | re.S
)
_FEED_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)[\s>/]", re.I)
_ANY_TAG = re.compile(r"<[a-z!]", re.I)
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def body_kind(body: bytes) -> BodyKind | None:
    """What ``body`` is; None if it is nothing that is ever fetched."""
    return picture_format(body) or _text_kind(body)


def picture_format(body: bytes) -> Literal["jpeg", "png", "webp"] | None:
    """The format of a picture, by its signature; None for all others, SVG among them."""
    if body.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if body[:4] == b"RIFF" and body[8:14] == b"WEBPVP":
        return "webp"
    return None


def _text_kind(body: bytes) -> Literal["page", "feed"] | None:
    text = _beginning(body)
    if text is None:
        return None
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if text.startswith("{", start) or _FEED_ROOT.match(text, start):
        return "feed"
    return "page" if _ANY_TAG.search(text) else None


def _beginning(body: bytes) -> str | None:
    """The first characters of a text, good for its markup only; None for binary data."""
    window = body[:_WINDOW]
    if encoding := _UTF_16.get(window[:2]):
        return window[2:].decode(encoding, "ignore")
    if _BINARY.search(window[:_HEADER]):
        return None
    return window.removeprefix(codecs.BOM_UTF8).decode("latin-1")
