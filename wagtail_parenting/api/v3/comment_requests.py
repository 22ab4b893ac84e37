"""What requests about reader comments have in common: who asks, on which site, what she may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from wagtail_parenting.api.answers import JSON, answer
from wagtail_parenting.api.comments import CommentRendering
from wagtail_parenting.api.v3.site_requests import OnSite, SiteRequest, WrittenId, private
from wagtail_parenting.api.v3.visitors import may_be_kept
from wagtail_parenting.comments import queries, thread_pages
from wagtail_parenting.comments.queries import Row
from wagtail_parenting.comments.thread_pages import ThreadPage
from wagtail_parenting.errors import NotFound

__all__ = ["Asked", "CommentId", "OnSite", "private"]

CommentId = WrittenId


class Asked(SiteRequest):
    """Who asks, on which site, and what of it she may see."""

    def __init__(self, request: HttpRequest, site: str | None) -> None:
        super().__init__(request, site)
        self._version_of_row = ""

    def page(self, page_id: int, *, around: int | None = None) -> ThreadPage:
        """As ``thread_page``, or ``around`` a comment. Raises ``NotFound``."""
        if around is None:
            return thread_pages.thread_page(self.frontends, self.site, page_id)
        return thread_pages.thread_page_around(self.frontends, self.site, page_id, around, self.who)

    def comment(self, comment_id: int) -> tuple[Row, ThreadPage]:
        """A comment that may be seen, and its page, on any site unless one is named. 2 queries.
        Raises ``NotFound``."""
        found = queries.one_with_version(comment_id, self.who)
        if found is None:
            raise NotFound("There is no such comment.")
        row, self._version_of_row = found
        page = thread_pages.page_of_comment(self.frontends, self.named, row.page_id)
        self.found_on(page.site)
        return row, page

    def row(self, comment_id: int) -> Row:
        """A comment that may be seen. 1 query. Raises ``NotFound``."""
        row = queries.one(comment_id, self.who)
        if row is None:
            raise NotFound("There is no such comment.")
        return row

    def as_of(self, page: ThreadPage, row: Row) -> Row:
        """``row``, read anew where ``page`` has changed since ``comment`` read it: what it said
        then must not be kept under the new version. At most 1 query. Raises ``NotFound``."""
        return row if page.version == self._version_of_row else self.row(row.id)

    def approved(self, comment_id: int) -> None:
        """2 queries. Raises ``NotFound`` for what is not there for everyone."""
        row, _page = self.comment(comment_id)
        if not row.is_approved:
            raise NotFound("There is no such comment.")

    def rendering(self, pages: Any) -> CommentRendering:
        return CommentRendering(self.origin, pages, self.who)

    def answer_of(
        self, page: ThreadPage, pages: list[ThreadPage], build: Callable[[], str]
    ) -> HttpResponseBase:
        """To strangers from what is kept of the page's version, to others made anew."""
        stored = page.version if len(pages) == 1 else thread_pages.version_of(pages)
        modified = max((each.modified for each in pages if each.modified), default=None)
        tags = [f"page-{each.id}" for each in pages]
        version = self.version_of(stored, modified, "comments", *tags)
        if len(pages) > 1:
            if not may_be_kept(self.request):
                return HttpResponse(build(), content_type=JSON)
            return answer(self.request, version, build)
        shape = ["comments", self.request.get_full_path()]
        return self.answer(page.pk, stored, version, shape, build)
