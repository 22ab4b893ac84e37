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
from wagtail_parenting.headless.versions import Version, unknown
from wagtail_parenting.linkups import archive, edition_pages, queries
from wagtail_parenting.linkups.models import LinkUpEntry
from wagtail_parenting.linkups.queries import Row
from wagtail_parenting.moderation.standing import Status

<<<<<<< HEAD
=======
#: Whoever wants more walks the cursors of v3: a database counts rows up to an offset.
MAX_OFFSET = 10_000
#: By what each sorts: of one edition by numbers, which follow each other as ids do, in an index.
ORDERS = {"id": ("pk", "number"), "-id": ("-pk", "-number")}
>>>>>>> proofs

class LinkUpEntriesAPIViewSet(SentItemsAPIViewSet):
    """Those of one edition with ``edition=``."""

    model = LinkUpEntry
    name = "linkup_entries"
    of_page = "edition"
    known_query_parameters = frozenset(["limit", "offset", "order", "edition", "site", "format"])
    only_in_v3 = ("editable_until", "liked", "is_own", "suggested")

<<<<<<< HEAD
    def approved(self, site: Site, page_id: int | None) -> Counted:
=======
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
>>>>>>> proofs
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
<<<<<<< HEAD
        return Counted(queries.rows(found), count)
=======
        ordered = found.order_by(by_id if wanted is None else by_number)
        return Counted(queries.rows(ordered), count)
>>>>>>> proofs

    def shown(self, found: list[Any]) -> list[dict[str, Any]]:
        rows = [Row(*values) for values in found]
        pages = edition_pages.on_any_site(self.frontends, {row.edition_id for row in rows})
        rendering = self._rendering(pages.values())
        return [dict(rendering.entry(row)) for row in rows if row.edition_id in pages]

    def one(self, site: Site, pk: int) -> dict[str, Any]:
        row = queries.one(pk)
        if row is None:
            raise NotFound("There is no such entry.")
        page = edition_pages.edition_of_entry(self.frontends, site, row.edition_id)
        return dict(self._rendering([page]).entry(row))

    def version(self, site: Site) -> Version:
        return unknown("entries")

    def _rendering(self, pages: Any) -> EntryRendering:
        places = [EntryPlace.at(page, self.frontends) for page in pages]
        return EntryRendering(self.frontends, places)
