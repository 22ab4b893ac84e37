"""The sitemap of a site with the addresses of its frontend: https://www.sitemaps.org/protocol.html.

Mounted by the site, at any path::

    path("sitemap.xml", SitemapView.as_view())

It names every public page of the site in all its languages, with the time of its last publication,
its public versions in other languages and its main picture. Aliases are left out: they are copies,
and their ``canonical`` leads to the source. A site with more pages than ``limit`` gets a sitemap
index there, with its parts at ``?p=1`` and so on. ``?site=`` and ``?locale=`` choose as in the API.

Wagtail's own ``wagtail.contrib.sitemaps`` is not its base: it makes an instance and an address of
each page in turn, and knows no pictures.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.http import http_date
from django.views import View
from wagtail.models import Site

from wagtail_parenting.api.shapes import HeadAlternate
from wagtail_parenting.articles.page_classes import article_classes
from wagtail_parenting.errors import InvalidParameter
from wagtail_parenting.headless.alternates import alternates
from wagtail_parenting.headless.images import fallback_spec, fallback_url, public_images
from wagtail_parenting.headless.loading import way_down
from wagtail_parenting.headless.routing import Frontends, cms_origin
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.headless.visibility import public_pages

#: What the protocol allows in one file.
MAX_URLS = 50_000
#: The rendition set whose ``src`` stands for a page's main picture: whole, not cut for cards.
PICTURE_SET = "hero"
_COLUMNS = ("pk", "path", "url_path", "last_published_at", "translation_key")


@dataclass(frozen=True)
class Entry:
    """A page in the sitemap."""

    url: str
    last_modified: datetime.datetime | None
    alternates: Sequence[HeadAlternate] = ()
    pictures: Sequence[str] = ()


class SitemapView(View):
    """The sitemap, or the index of its parts. At most 8 queries, whatever it holds.

    ``limit`` is the number of addresses in a part, at most 50,000.
    """

    http_method_names = ["get", "head", "options"]
    limit = 10_000

    def get(self, request: HttpRequest) -> HttpResponseBase:
        frontends = Frontends.of(request)
        try:
            site = frontends.select(request, request.GET.get("site"))
            language = request.GET.get("locale")
            frontends.roots_for(site, language)
        except InvalidParameter as error:
            return HttpResponse(error.detail, status=400, content_type="text/plain; charset=utf-8")
        pages = canonical_pages(frontends, site, language)
        parts = Paginator(pages, min(self.limit, MAX_URLS))
        number = request.GET.get("p")
        if number is None and parts.num_pages > 1:
            return self._index(request, pages, parts.num_pages)
        try:
            rows = list(parts.page(number or 1).object_list)
        except InvalidPage as error:
            raise Http404("There is no such part of the sitemap.") from error
        found = entries(rows, frontends)
        newest = max((entry.last_modified for entry in found if entry.last_modified), default=None)
        return _xml("sitemap", {"entries": found}, newest)

    def _index(self, request: HttpRequest, pages: QuerySet[Any], count: int) -> HttpResponse:
        newest = pages.order_by().aggregate(newest=Max("last_published_at"))["newest"]
        query = request.GET.copy()
        addresses = []
        for number in range(1, count + 1):
            query["p"] = str(number)
            addresses.append(request.build_absolute_uri(f"{request.path}?{query.urlencode()}"))
        return _xml("sitemap_index", {"addresses": addresses}, newest)


def canonical_pages(frontends: Frontends, site: Site, language: str | None = None) -> QuerySet[Any]:
    """The public pages of ``site``, in an order that stays as it is while others publish.

    The rows are named tuples. No query of its own.
    """
    own = frontends.tree_paths(site)
    pages = public_pages(all_pages().filter(alias_of__isnull=True), own)
    for path in _paths_of_sites_below(frontends, site, own):
        pages = pages.exclude(path__startswith=path)
    if language is not None:
        pages = pages.filter(locale__language_code=language)
    return pages.order_by("pk").values_list(*_COLUMNS, *_picture_columns(), named=True)


def _paths_of_sites_below(frontends: Frontends, site: Site, own: Sequence[str]) -> set[str]:
    """Where other sites begin within the tree of ``site``: their pages are not its own."""
    others = {root.tree_path for root in frontends.roots if root.site_id != site.pk} - set(own)
    return {other for other in others if any(other.startswith(path) for path in own)}


def entries(rows: Sequence[Any], frontends: Frontends) -> list[Entry]:
    """``rows`` of ``canonical_pages`` with all that is said of them. At most 3 queries."""
    versions = _versions(rows, frontends)
    origin = cms_origin(frontends)
    columns = _picture_columns()
    pictures = {row.pk: [pk for name in columns if (pk := getattr(row, name))] for row in rows}
    ids = {pk for found in pictures.values() for pk in found}
    images = public_images(ids, specs=[fallback_spec(PICTURE_SET)])
    return [
        Entry(
            url=frontends.url(row) or "",
            last_modified=row.last_published_at,
            alternates=alternates(versions[row.translation_key], frontends),
            pictures=[
                fallback_url(images[pk], set_name=PICTURE_SET, cms_origin=origin)
                for pk in pictures[row.pk]
                if pk in images
            ],
        )
        for row in rows
    ]


def _versions(rows: Iterable[Any], frontends: Frontends) -> dict[Any, list[tuple[str, Any]]]:
    """The public versions of pages by translation key. 1 query, with several languages."""
    found: dict[Any, list[tuple[str, Any]]] = defaultdict(list)
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return found
    keys = [row.translation_key for row in rows]
    versions = all_pages().filter(translation_key__in=keys, alias_of__isnull=True)
    columns = (*_COLUMNS, "locale__language_code")
    public = public_pages(versions, frontends.tree_paths())
    for version in public.values_list(*columns, named=True):
        found[version.translation_key].append((version.locale__language_code, version))
    return found


def _picture_columns() -> list[str]:
    return [f"{way_down(model)}__hero_image_id" for model in article_classes()]


def _xml(
    name: str, context: dict[str, Any], last_modified: datetime.datetime | None
) -> HttpResponse:
    text = render_to_string(f"wagtail_parenting/{name}.xml", context)
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, noarchive"  # the file itself is no search result
    if last_modified is not None:
        response["Last-Modified"] = http_date(last_modified.timestamp())
    return response
