"""Link-up entries in Wagtail's v2, read-only::

api_router.register_endpoint("linkup_entries", LinkUpEntriesAPIViewSet)
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Sum
from wagtail.models import Site

from wagtail_parenting.api.linkups import EntryPlace, EntryRendering
from wagtail_parenting.api.v2.sent_items import Counted, SentItemsAPIViewSet
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.headless.versions import Version, unknown, until
from wagtail_parenting.linkups import archive, edition_pages, queries
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.linkups.queries import Row
from wagtail_parenting.moderation.standing import Status


class LinkUpEntriesAPIViewSet(SentItemsAPIViewSet):
    """Those of one edition with ``edition=``."""

    model = LinkUpEntry
    name = "linkup_entries"
    of_page = "edition"
    known_query_parameters = frozenset(["limit", "offset", "order", "edition", "site", "format"])
    only_in_v3 = ("editable_until", "liked", "is_own", "suggested")

    def approved(self, site: Site, page_id: int | None) -> Counted:
        found = LinkUpEntry.objects.filter(status=Status.APPROVED)
        if page_id is None:
            public = partial(archive.in_public_editions, self.frontends, site)
            found = found.filter(public("edition"))
            stamps = PageStamp.objects.filter(public("pk"))
            count = stamps.aggregate(count=Sum("entries"))["count"] or 0
        else:
            page = edition_pages.edition_pages(self.frontends, site, [page_id]).get(page_id)
            found = found.filter(edition=page.id) if page else found.none()
            count = page.entries if page else 0
        return Counted(queries.rows(found), count)

    def sorted_by(self, page_id: int | None) -> tuple[str, ...]:
        return ("pk",) if page_id is None else ("number",)

    def shown(self, found: list[Any]) -> list[dict[str, Any]]:
        rows = [Row(*values) for values in found]
        pages = edition_pages.on_any_site(self.frontends, {row.edition_id for row in rows})
        rendering = self._rendering(pages.values())
        return [dict(rendering.entry(row)) for row in rows if row.edition_id in pages]

    def one(self, site: Site | None, pk: int) -> tuple[dict[str, Any], Site]:
        row = queries.one(pk)
        if row is None:
            raise NotFound("There is no such entry.")
        page = edition_pages.edition_of_entry(self.frontends, site, row.edition_id)
        return dict(self._rendering([page]).entry(row)), site or page.site

    def version(self, site: Site) -> Version:
        return until(unknown("entries"), self.frontends.stamp(site.pk))

    def _rendering(self, pages: Any) -> EntryRendering:
        places = [EntryPlace.at(page, self.frontends) for page in pages]
        return EntryRendering(self.frontends, places)
