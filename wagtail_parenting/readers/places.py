"""Where that stands of which a mail tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail.models import Site

from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.headless.visibility import public_pages


@dataclass(frozen=True)
class Place:
    """A public page. ``language`` is its own."""

    frontends: Frontends
    page: Any
    url: str
    path: str
    site: Site
    language: str


def place_of(page_id: int) -> Place | None:
    """The page with this id, if it is public. 1 query besides those of ``Frontends``."""
    frontends = Frontends.load()
    pages = all_pages().filter(pk=page_id).select_related("locale")
    page = public_pages(pages, frontends.tree_paths()).first()
    root = frontends.root_of(page) if page is not None else None
    if page is None or root is None:
        return None
    site, language = frontends.sites[root.site_id], page.locale.language_code
    url, path = frontends.url(page) or "", frontends.path(page)
    return Place(frontends, page, url, path, site, language)
