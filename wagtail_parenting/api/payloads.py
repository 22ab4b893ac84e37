"""Pages as the API shows them: which field shows what, for v2 and v3 alike.

``field_value`` is what both APIs ask. The values themselves come from a ``PageRendering``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from wagtail_parenting.api import comments, linkups, search_engines, share
from wagtail_parenting.api.rendering import PageRendering
from wagtail_parenting.api.times import day, utc
from wagtail_parenting.articles.mixins import ArticleIndexMixin, ArticleMixin
from wagtail_parenting.headless import rich_text
from wagtail_parenting.headless.loading import Loaded
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.streams import body_fields
from wagtail_parenting.sharing.mixins import SharingMixin
from wagtail_parenting.sharing.target_choice import known_choice

Renderer = Callable[[PageRendering], Any]

_ARTICLE_FIELDS: dict[str, Renderer] = {
    "hero": lambda r: r.hero(),
    "hero_image": lambda r: r.page.hero_image_id if r.hero() is not None else None,
    "authors": lambda r: r.people(r.relations.authors),
    "reviewers": lambda r: r.people(r.relations.reviewers),
    "published_at": lambda r: utc(r.page.published_at or r.page.first_published_at),
    "updated_at": lambda r: utc(r.page.last_published_at),
    "last_reviewed": lambda r: day(r.page.last_reviewed),
    "next_review": lambda r: day(r.page.next_review),
    "stages": lambda r: r.relations.stages,
    "topics": lambda r: r.relations.topics,
    "tags": lambda r: r.relations.tags,
    "sources": lambda r: r.sources(),
    "related": lambda r: r.related(),
    "section": lambda r: r.section(),
}
_INDEX_FIELDS: dict[str, Renderer] = {
    "featured": lambda r: r.cards(r.relations.featured_ids),
}
_PAGE_FIELDS: dict[str, Renderer] = {
    "path": lambda r: r.loaded.frontends.path(r.page),
    "head": search_engines.head,
    "structured_data": search_engines.structured_data,
}
_SHARING_FIELDS: dict[str, Renderer] = {
    "share": share.share,
    "share_targets": lambda r: known_choice(r.page.share_targets),
}
_SERIES_FIELDS: dict[str, Renderer] = {
    "hero": lambda r: r.hero(),
    "hero_image": lambda r: r.page.hero_image_id if r.hero() is not None else None,
    "hosts": lambda r: r.people(r.relations.authors),
    "rules": linkups.rules,
    "schedule": linkups.schedule,
    "current": linkups.current,
}
_EDITION_FIELDS: dict[str, Renderer] = {
    "series": linkups.series,
    "state": linkups.state,
    "opens_at": lambda r: utc(r.page.opens_at),
    "closes_at": lambda r: utc(r.page.closes_at),
    "rules": linkups.rules,
    "rules_version": linkups.rules_version,
    "picks": linkups.picks,
    "entry_count": lambda r: r.loaded.counts_of(r.page).entries,
    "previous": lambda r: linkups.neighbour(r, "previous"),
    "next": lambda r: linkups.neighbour(r, "next"),
}
_COMMENTS_FIELDS: dict[str, Renderer] = {
    "comments": comments.of_page,
}


@functools.cache
def renderer(model: Any, name: str) -> Renderer | None:
    """How field ``name`` of a page class is shown, or None where the API's own way will do."""
    fields: dict[str, Renderer] = {}
    if issubclass(model, ArticleMixin):
        fields = {**_PAGE_FIELDS, **_ARTICLE_FIELDS}
    elif issubclass(model, ArticleIndexMixin):
        fields = {**_PAGE_FIELDS, **_INDEX_FIELDS}
    elif getattr(model, "is_linkup_series", False):
        fields = {**_PAGE_FIELDS, **_SERIES_FIELDS}
    elif getattr(model, "is_linkup", False):
        fields = {**_PAGE_FIELDS, **_EDITION_FIELDS}
    if issubclass(model, SharingMixin):
        fields = {**fields, **_SHARING_FIELDS}
    if getattr(model, "takes_comments", False):
        fields = {**fields, **_COMMENTS_FIELDS}
    if name in fields:
        return fields[name]
    if any(field.name == name for field in body_fields(model)):
        return lambda rendering: rendering.body(name)
    return None


def rendering_of(page: Any, request: HttpRequest | None) -> PageRendering:
    """The rendering of one page for one request. What is loaded stays on the page, because its
    fields are asked for one by one; Wagtail asks for some of them without a request."""
    known, loaded = getattr(page, "_parenting_loaded", (None, None))
    if loaded is None or (request is not None and known not in (None, request)):
        frontends = getattr(page, "_parenting_frontends", None) if request is None else None
        loaded = Loaded.details([page], frontends or Frontends.of(request))
    page._parenting_loaded = (request or known, loaded)
    requested = request.GET.get("rich_text_format") if request else None
    return PageRendering(page, loaded, rich_text.chosen_format(requested))


def field_value(page: Any, name: str, request: HttpRequest | None) -> Any:
    """The value of field ``name`` of a page of ours, saved or not."""
    render = renderer(page._meta.model, name)
    if render is None:
        return getattr(page, name)
    return render(rendering_of(page, request))
