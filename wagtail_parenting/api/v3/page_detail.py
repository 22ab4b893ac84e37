"""One page of any type with what stands around it, as ``resolve`` and ``preview`` show it.

The shape of the page itself is that of core's ``{v3}pages/{id}/``. What core adds of its own is
held to the rule of visibility: a parent is named only where it is public.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema
from ninja.responses import NinjaJSONEncoder
from wagtail.api.v3.routers.pages import PageDetailSchema

from wagtail_parenting.api.answers import to_json
from wagtail_parenting.api.comments import first_threads, no_threads, thread_page_of, waiting
from wagtail_parenting.api.comments import of_page as comments_of_page
from wagtail_parenting.api.linkups import first_entries
from wagtail_parenting.api.payloads import rendering_of
from wagtail_parenting.api.references import page_reference
from wagtail_parenting.api.rendering import PageRendering
from wagtail_parenting.api.shapes import (
    ArticleCard,
    CommentList,
    EntryList,
    PageReference,
    Translation,
)
from wagtail_parenting.articles.mixins import ArticleMixin
from wagtail_parenting.comments.preview import waiting_example
from wagtail_parenting.conf import config
from wagtail_parenting.headless.loading import Loaded
from wagtail_parenting.headless.outline import neighbours


class ResolvedPage(Schema):
    """The page at an address, with what stands around it.

    ``breadcrumbs`` begin with the home page and end above the page. ``previous`` and ``next`` are
    the neighbours of the same type in its section. ``comments`` and ``entries`` are null where a
    page has none.
    """

    outcome: Literal["page"]
    page: PageDetailSchema
    breadcrumbs: list[PageReference]
    previous: PageReference | None
    next: PageReference | None
    related: list[ArticleCard]
    translations: list[Translation]
    comments: CommentList | None
    entries: EntryList | None


class _Shown(Schema):
    page: PageDetailSchema


def resolved_json(page: Any, request: HttpRequest, **more: str) -> str:
    """The JSON of ``ResolvedPage`` for ``page`` (specific), with ``more``. At most 15 queries."""
    rendering = rendering_of(page, request)
    frontends = rendering.loaded.frontends
    before, after = neighbours(page)
    comments = _comments(page, rendering)
    around = {
        "breadcrumbs": [
            page_reference(above, frontends) for above in rendering.loaded.ancestors_of(page)
        ],
        "previous": page_reference(before, frontends) if before is not None else None,
        "next": page_reference(after, frontends) if after is not None else None,
        "related": rendering.related() if isinstance(page, ArticleMixin) else [],
        "translations": _translations(page, rendering),
        "comments": comments,
        "entries": first_entries(rendering),
        **more,
    }
    return f'{{"outcome":"page","page":{_page_json(page, request)},{to_json(around)[1:]}'


def _comments(page: Any, rendering: PageRendering) -> CommentList | None:
    """The first page of its threads, as ``comments/`` gives it; None where it shows none."""
    placed = comments_of_page(rendering)
    if placed is None or placed["placement"] == "none" or rendering.site is None:
        return None
    listed = no_threads(rendering.site)
    if placed["thread_count"] or config().merge_translations:
        thread_page = thread_page_of(rendering, rendering.site)
        listed, first = first_threads(thread_page, rendering.loaded.frontends)
        rendering.loaded.comments = {thread_page.id: first}
    example = waiting_example(page)
    if example is not None:
        listed["items"].insert(0, waiting(example, rendering, rendering.site))
    return listed


def _page_json(page: Any, request: HttpRequest) -> str:
    loaded = rendering_of(page, request).loaded
    parent = loaded.section_of(page)
    if parent is not None:
        page._cached_parent_obj = _on_frontend(parent, loaded)  # or treebeard asks the database
    if page.alias_of_id in loaded.pages:
        page.alias_of = _on_frontend(loaded.pages[page.alias_of_id], loaded)
    context = {"request": request, "response_status": 200}
    shown = _Shown.model_validate({"page": page}, context=context)
    found = shown.model_dump(by_alias=True, context=context)["page"]
    if parent is None:
        found["meta"]["parent"] = None
    return json.dumps(found, cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def _on_frontend(row: Any, loaded: Loaded) -> Any:
    """A row of the base page class, which would look for its address on Wagtail's own host."""
    address = loaded.frontends.address(row)
    place = (address.site_id, address.origin, address.path) if address is not None else None
    row.get_url_parts = lambda request=None: place
    return row


def _translations(page: Any, rendering: PageRendering) -> list[Translation]:
    found: list[Translation] = []
    for version in rendering.loaded.translations_of(page):
        address = rendering.loaded.frontends.address(version)
        if version.pk != page.pk and address is not None:
            language = version.locale.language_code
            found.append({"locale": language, "path": address.path, "html_url": address.url})
    return sorted(found, key=lambda version: version["locale"])
