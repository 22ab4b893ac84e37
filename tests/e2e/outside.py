"""Other people's blogs, as the demo's worker meets them in these stories: no socket is opened.

What a page says follows from its address: ``/broken/`` fails for good, ``/slow/`` does not answer,
``?back=<url>`` has a link to there, and every other one has a title and a picture.
"""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.apps import AppConfig
from PIL import Image

from wagtail_parenting.outbound.outcomes import Fetched, FetchFailed

PICTURE = "/picture.png"


def fetch(url: str, *, kind: Any) -> Fetched | FetchFailed:
    """In place of ``outbound.fetch``."""
    parts = urlsplit(url)
    if "/broken/" in parts.path:
        return FetchFailed(reason="wrong_type")
    if "/slow/" in parts.path:
        return FetchFailed(reason="timeout", may_retry=True)
    if kind == "image":
        return _found(url, "image/png", picture(), "png")
    back = "".join(f'<a href="{link}">x</a>' for link in parse_qs(parts.query).get("back", ()))
    words = parts.path.strip("/").replace("-", " ")
    page = f"""<!doctype html><title>{words}</title>
        <meta property="og:title" content="{words.capitalize()}">
        <meta property="og:site_name" content="The blog of {parts.hostname}">
        <meta name="description" content="All about {words}.">
        <meta property="og:image" content="{PICTURE}">{back}"""
    return _found(url, "text/html", page.encode(), "page")


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), (207, 106, 72)).save(out, "PNG")
    return out.getvalue()


def _found(url: str, content_type: str, body: bytes, body_kind: Any) -> Fetched:
    return Fetched(
        url=url,
        urls=(url,),
        content_type=content_type,
        charset="utf-8",
        body=body,
        body_kind=body_kind,
    )


class OutsideConfig(AppConfig):
    """Puts it in the place of the real one, in the server and in its worker."""

    name = "tests.e2e"
    label = "outside"

    def ready(self) -> None:
        from wagtail_parenting.linkups import thumbnails, visits

        visits.fetch = thumbnails.fetch = fetch  # type: ignore[attr-defined]
