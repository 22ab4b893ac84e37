"""How answers name a page that they do not show in full, and where the API shows it."""

from __future__ import annotations

from typing import Any

from wagtail_parenting.api.shapes import PageReference
from wagtail_parenting.headless.routing import Frontends, mounted_at


def page_reference(page: Any, frontends: Frontends) -> PageReference:
    return {"id": page.pk, "title": page.title, "path": frontends.path(page)}


def detail_url(page_id: int, origin: str) -> str | None:
    """Where the API shows a page in full: v3 where it is mounted, else v2."""
    for view, arguments in (
        ("wagtailapi_v3:detail_page", {"page_id": page_id}),
        ("wagtailapi:pages:detail", {"pk": page_id}),
    ):
        path = mounted_at(view, **arguments)
        if path is not None:
            return origin + path
    return None
