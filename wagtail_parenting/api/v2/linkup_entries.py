"""Link-up entries in Wagtail's v2, read-only::

    api_router.register_endpoint("linkup_entries", LinkUpEntriesAPIViewSet)

Lists and errors are Wagtail's. What is approved and stands in a public edition of the site is here,
as v3 shows it to a stranger; other orders, cursors and all that is written are v3's.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Sum
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

from wagtail_parenting.api.answers import answer, to_json
from wagtail_parenting.api.linkups import EntryPlace, EntryRendering
from wagtail_parenting.api.v2.counted import Counted
from wagtail_parenting.api.v2.endpoints import BoundedPagination
from wagtail_parenting.errors import BadRequest, NotFound
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.versions import unknown
from wagtail_parenting.linkups import archive, edition_pages, queries
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.linkups.queries import Row
from wagtail_parenting.moderation.standing import Status

#: Whoever wants more walks the cursors of v3: a database counts rows up to an offset.
MAX_OFFSET = 10_000
#: By what each sorts: of one edition by numbers, which follow each other as ids do, in an index.
ORDERS = {"id": ("pk", "number"), "-id": ("-pk", "-number")}


class LinkUpEntriesAPIViewSet(BaseAPIViewSet):
    """The newest first, unless ``order=id``; of one edition with ``edition=``."""

    model = LinkUpEntry
    name = "linkup_entries"
    pagination_class = BoundedPagination
    known_query_parameters = frozenset(["limit", "offset", "order", "edition", "site", "format"])

    def check_query_parameters(self, queryset: Any) -> None:
        super().check_query_parameters(queryset)
        if self.request.GET.get("order", "-id") not in ORDERS:
            raise BadRequestError("order must be 'id' or '-id'")
        if not self.request.GET.get("edition", "1").isdecimal():
            raise BadRequestError("edition must be the id of a page")
        offset = self.request.GET.get("offset", "0")
        if offset.isdecimal() and int(offset[:10]) > MAX_OFFSET:
            raise BadRequestError(f"offset must be at most {MAX_OFFSET}; v3 has cursors")

    @classmethod
    def get_available_fields(cls, model: type[Any], db_fields_only: bool = False) -> list[str]:
        """None to filter or order by besides those above."""
        return []

    def listing_view(self, request: Request) -> Any:
        """4 queries: editions have counted their entries."""
        self.check_query_parameters(LinkUpEntry.objects.none())
        found = self.paginate_queryset(self._approved())
        items = self._rendered([Row(*values) for values in found])
        body = {"meta": {"total_count": self.paginator.total_count}, "items": items}
        return self._answer(request, body)

    def detail_view(self, request: Request, pk: int) -> Any:
        """3 queries."""
        row = queries.one(pk) if pk < 2**53 else None
        if row is None:
            raise Http404("not found")
        try:
            page = edition_pages.edition_of_entry(self.frontends, self._site(), row.edition_id)
        except NotFound:
            raise Http404("not found") from None
        return self._answer(request, self._shown(row, self._rendering([page])))

    def find_view(self, request: Request) -> Any:
        raise Http404("not found")

    @property
    def frontends(self) -> Frontends:
        return Frontends.of(self.request)

    def _site(self) -> Site:
        try:
            return self.frontends.select(self.request, self.request.GET.get("site"))
        except BadRequest as error:
            raise BadRequestError(error.detail) from error

    def _approved(self) -> Counted:
        site, wanted = self._site(), self.request.GET.get("edition")
        by_id, by_number = ORDERS[self.request.GET.get("order", "-id")]
        found = LinkUpEntry.objects.filter(status=Status.APPROVED)
        if wanted is None:
            public = partial(archive.in_public_editions, self.frontends, site)
            found = found.filter(public("edition"))
            stamps = PageStamp.objects.filter(public("pk"))
            count = stamps.aggregate(count=Sum("entries"))["count"] or 0
        else:
            page_id = int(wanted[:10])
            page = edition_pages.edition_pages(self.frontends, site, [page_id]).get(page_id)
            found = found.filter(edition=page.id) if page else found.none()
            count = page.entries if page else 0
        ordered = found.order_by(by_id if wanted is None else by_number)
        return Counted(queries.rows(ordered), count)

    def _rendered(self, rows: list[Row]) -> list[dict[str, Any]]:
        pages = edition_pages.on_any_site(self.frontends, {row.edition_id for row in rows})
        rendering = self._rendering(pages.values())
        return [self._shown(row, rendering) for row in rows if row.edition_id in pages]

    def _rendering(self, pages: Any) -> EntryRendering:
        places = [EntryPlace.at(page, self.frontends) for page in pages]
        return EntryRendering(self.frontends, places)

    def _shown(self, row: Row, rendering: EntryRendering) -> dict[str, Any]:
        shown: dict[str, Any] = dict(rendering.entry(row))
        path = self.request.wagtailapi_router.get_object_detail_urlpath(LinkUpEntry, row.id)
        shown["meta"] = {**shown["meta"], "detail_url": rendering.origin + path}
        for name in ("editable_until", "liked", "is_own", "suggested"):
            del shown[name]
        return shown

    def _answer(self, request: Request, body: Any) -> Any:
        if request.accepted_renderer.format != "json":
            return Response(body)
        return answer(request._request, unknown("entries"), lambda: to_json(body))
