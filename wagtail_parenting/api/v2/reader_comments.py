"""Reader comments in Wagtail's v2, read-only::

    api_router.register_endpoint("reader_comments", ReaderCommentsAPIViewSet)

Threads with their replies are v3's.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Site

from wagtail_parenting.api.comments import CommentRendering
from wagtail_parenting.api.v2.sent_items import Counted, SentItemsAPIViewSet
from wagtail_parenting.comments import queries, thread_pages
from wagtail_parenting.comments.models import ReaderComment, Status
from wagtail_parenting.comments.queries import Row
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless.versions import Version, of_site


class ReaderCommentsAPIViewSet(SentItemsAPIViewSet):
    """Those of one page with ``page=``."""

    model = ReaderComment
    name = "reader_comments"
    of_page = "page"
    known_query_parameters = frozenset(["limit", "offset", "order", "page", "site", "format"])
    only_in_v3 = ("replies", "body", "editable_until", "liked", "is_own")

    def approved(self, site: Site, page_id: int | None) -> Counted:
        found = ReaderComment.objects.filter(status=Status.APPROVED)
        if page_id is None:
            public = thread_pages.public_ids(self.frontends, site)
            found, count = found.filter(page__in=public), queries.count_below(public)
        else:
            page = thread_pages.thread_pages(self.frontends, site, [page_id]).get(page_id)
            # A range, because of a page that is equal PostgreSQL knows that it need not be sorted
            # by, and walks the primary key through the comments of all others.
            found = found.filter(page__gte=page.id, page__lte=page.id) if page else found.none()
            count = page.comments if page else 0
        return Counted(queries.rows(found), count)

    def sorted_by(self, page_id: int | None) -> tuple[str, ...]:
        return ("pk",) if page_id is None else ("page_id", "pk")

    def shown(self, found: list[Any]) -> list[dict[str, Any]]:
        rows = [Row(*values) for values in found]
        pages = thread_pages.on_any_site(self.frontends, {row.page_id for row in rows})
        rendering = CommentRendering(self.origin, pages.values())
        return [dict(rendering.comment(row)) for row in rows if row.page_id in pages]

    def one(self, site: Site | None, pk: int) -> tuple[dict[str, Any], Site]:
        row = queries.one(pk)
        if row is None or not row.is_approved:
            raise NotFound("There is no such comment.")
        page = thread_pages.page_of_comment(self.frontends, site, row.page_id)
        return dict(CommentRendering(self.origin, [page]).comment(row)), site or page.site

    def version(self, site: Site) -> Version:
        return of_site(self.frontends, site.pk, "comments", also_readers=True)
