"""What v2 shows of what readers send, comments and links alike: read-only.

Lists and errors are Wagtail's. What is approved and stands on a public page of the site is here, as
v3 shows it to a stranger; other orders, cursors and all that is written are v3's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

from wagtail_parenting.api.answers import answer, to_json
from wagtail_parenting.api.v2.endpoints import BoundedPagination, OfOneSite
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless.routing import cms_origin
from wagtail_parenting.headless.versions import Version

#: Whoever wants more walks the cursors of v3: a database counts rows up to an offset.
MAX_OFFSET = 10_000
MAX_ID = 2**53
ORDERS = {"id": "", "-id": "-"}


@dataclass(frozen=True)
class Counted:
    """A queryset that is not counted: to count rows takes as long as there are many, and pages know
    how many there are below them."""

    rows: Any
    number: int

    def count(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> Any:
        return self.rows[part]


class SentItemsAPIViewSet(OfOneSite, BaseAPIViewSet):
    """The newest first, unless ``order=id``; of one page with the parameter ``of_page``.
    ``only_in_v3`` are fields that v3 alone has."""

    of_page: ClassVar[str]
    only_in_v3: ClassVar[Iterable[str]]
    pagination_class = BoundedPagination

    def approved(self, site: Site, page_id: int | None) -> Counted:
        """All of the site, or of one page of it, without an order."""
        raise NotImplementedError

    def sorted_by(self, page_id: int | None) -> tuple[str, ...]:
        """Columns that follow ids, and by which an index holds the rows of ``approved``."""
        return ("pk",)

    def shown(self, found: list[Any]) -> list[dict[str, Any]]:
        """What v3 says of rows of ``approved``, of those whose page is public. 1 query."""
        raise NotImplementedError

    def one(self, site: Site | None, pk: int) -> tuple[dict[str, Any], Site]:
        """What v3 says of one, and where it stands: on ``site``, or for None on any. Raises
        ``NotFound``."""
        raise NotImplementedError

    def version(self, site: Site) -> Version:
        raise NotImplementedError

    def check_query_parameters(self, queryset: Any) -> None:
        super().check_query_parameters(queryset)
        given = self.request.GET
        if given.get("order", "-id") not in ORDERS:
            raise BadRequestError("order must be 'id' or '-id'")
        if not given.get(self.of_page, "1").isdecimal():
            raise BadRequestError(f"{self.of_page} must be the id of a page")
        offset = given.get("offset", "0")
        if offset.isdecimal() and int(offset[:10]) > MAX_OFFSET:
            raise BadRequestError(f"offset must be at most {MAX_OFFSET}; v3 has cursors")

    @classmethod
    def get_available_fields(cls, model: type[Any], db_fields_only: bool = False) -> list[str]:
        """None to filter or order by besides those above."""
        return []

    def listing_view(self, request: Request) -> Any:
        """4 queries: pages have counted what stands below them."""
        self.check_query_parameters(self.model._default_manager.none())
        wanted = request.GET.get(self.of_page)
        page_id = int(wanted[:10]) if wanted is not None else None
        sign = ORDERS[request.GET.get("order", "-id")]
        order = [sign + name for name in self.sorted_by(page_id)]
        all_of_it = self.approved(self.site, page_id)
        in_order = Counted(all_of_it.rows.order_by(*order), all_of_it.number)
        items = self.shown(list(self.paginate_queryset(in_order)))
        body = {
            "meta": {"total_count": self.paginator.total_count},
            "items": [self._as_item(item) for item in items],
        }
        return self._answer(request, body, self.site)

    def detail_view(self, request: Request, pk: int) -> Any:
        """3 queries. The version comes before what it is of: ``Frontends`` knows it."""
        try:
            if pk >= MAX_ID:
                raise NotFound("not found")
            item, site = self.one(self.named_site, pk)
        except NotFound:
            raise Http404("not found") from None
        return self._answer(request, self._as_item(item), site)

    def find_view(self, request: Request) -> Any:
        raise Http404("not found")

    @property
    def origin(self) -> str:
        return cms_origin(self.frontends)

    @property
    def named_site(self) -> Site | None:
        """That which the request names, or None."""
        return self.site if "site" in self.request.GET else None

    def _as_item(self, item: dict[str, Any]) -> dict[str, Any]:
        path = self.request.wagtailapi_router.get_object_detail_urlpath(self.model, item["id"])
        kept = {name: value for name, value in item.items() if name not in self.only_in_v3}
        return {**kept, "meta": {**item["meta"], "detail_url": self.origin + path}}

    def _answer(self, request: Request, body: Any, site: Site) -> Any:
        if request.accepted_renderer.format != "json":
            return Response(body)
        return answer(request._request, self.version(site), lambda: to_json(body))
