"""Reader comments in Wagtail's v2, read-only::

    api_router.register_endpoint("reader_comments", ReaderCommentsAPIViewSet)

Lists and errors are Wagtail's. What is approved and stands on a public page of the site is here, as
v3 shows it to a stranger; threads with their replies are v3's, and so is all that is written.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

from wagtail_parenting.api.answers import answer, to_json
from wagtail_parenting.api.comments import CommentRendering
from wagtail_parenting.api.v2.counted import Counted
from wagtail_parenting.api.v2.endpoints import BoundedPagination
from wagtail_parenting.comments import queries, thread_pages
from wagtail_parenting.comments.models import ReaderComment, Status
from wagtail_parenting.comments.queries import Row
from wagtail_parenting.errors import BadRequest, NotFound
from wagtail_parenting.headless.routing import Frontends, cms_origin
from wagtail_parenting.headless.versions import of_site

#: Whoever wants more walks the cursors of v3: a database counts rows up to an offset.
MAX_OFFSET = 10_000
ORDERS = {"id": "pk", "-id": "-pk"}


class ReaderCommentsAPIViewSet(BaseAPIViewSet):
    """The newest first, unless ``order=id``; of one page with ``page=``."""

    model = ReaderComment
    name = "reader_comments"
    pagination_class = BoundedPagination
    known_query_parameters = frozenset(["limit", "offset", "order", "page", "site", "format"])

    def check_query_parameters(self, queryset: Any) -> None:
        super().check_query_parameters(queryset)
        if self.request.GET.get("order", "-id") not in ORDERS:
            raise BadRequestError("order must be 'id' or '-id'")
        if not self.request.GET.get("page", "1").isdecimal():
            raise BadRequestError("page must be the id of a page")
        offset = self.request.GET.get("offset", "0")
        if offset.isdecimal() and int(offset[:10]) > MAX_OFFSET:
            raise BadRequestError(f"offset must be at most {MAX_OFFSET}; v3 has cursors")

    @classmethod
    def get_available_fields(cls, model: type[Any], db_fields_only: bool = False) -> list[str]:
        """None to filter or order by besides those above."""
        return []

    def listing_view(self, request: Request) -> Any:
        """4 queries: pages have counted their comments."""
        self.check_query_parameters(ReaderComment.objects.none())
        found = self.paginate_queryset(self._approved())
        rows = [Row(*values) for values in found]
        items = self._rendered(rows)
        body = {"meta": {"total_count": self.paginator.total_count}, "items": items}
        return self._answer(request, body)

    def detail_view(self, request: Request, pk: int) -> Any:
        """3 queries. The version comes before what it is of: ``Frontends`` knows it."""
        frontends = self.frontends
        row = queries.one(pk) if pk < 2**53 else None
        if row is None or not row.is_approved:
            raise Http404("not found")
        try:
            page = thread_pages.page_of_comment(frontends, self._site(), row.page_id)
        except NotFound:
            raise Http404("not found") from None
        return self._answer(request, self._shown(row, CommentRendering(self.origin, [page])))

    def find_view(self, request: Request) -> Any:
        raise Http404("not found")

    @property
    def frontends(self) -> Frontends:
        return Frontends.of(self.request)

    @property
    def origin(self) -> str:
        return cms_origin(self.frontends)

    def _site(self) -> Site:
        try:
            return self.frontends.select(self.request, self.request.GET.get("site"))
        except BadRequest as error:
            raise BadRequestError(error.detail) from error

    def _approved(self) -> Any:
        site, wanted = self._site(), self.request.GET.get("page")
        found = ReaderComment.objects.filter(status=Status.APPROVED)
        if wanted is None:
            public = thread_pages.public_ids(self.frontends, site)
            found, count = found.filter(page__in=public), queries.count_below(public)
        else:
            page_id = int(wanted[:10])
            page = thread_pages.thread_pages(self.frontends, site, [page_id]).get(page_id)
            found = found.filter(page=page.id) if page else found.none()
            count = page.comments if page else 0
        ordered = found.order_by(ORDERS[self.request.GET.get("order", "-id")])
        return Counted(queries.rows(ordered), count)

    def _rendered(self, rows: list[Row]) -> list[dict[str, Any]]:
        pages = thread_pages.on_any_site(self.frontends, {row.page_id for row in rows})
        rendering = CommentRendering(self.origin, pages.values())
        return [self._shown(row, rendering) for row in rows if row.page_id in pages]

    def _shown(self, row: Row, rendering: CommentRendering) -> dict[str, Any]:
        shown: dict[str, Any] = dict(rendering.comment(row))
        path = self.request.wagtailapi_router.get_object_detail_urlpath(ReaderComment, row.id)
        shown["meta"] = {**shown["meta"], "detail_url": self.origin + path}
        for name in ("replies", "body", "editable_until", "liked", "is_own"):
            del shown[name]
        return shown

    def _answer(self, request: Request, body: Any) -> Any:
        if request.accepted_renderer.format != "json":
            return Response(body)
        version = of_site(self.frontends, self._site().pk, "comments", also_readers=True)
        return answer(request._request, version, lambda: to_json(body))
