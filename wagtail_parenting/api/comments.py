"""Comments on their way to the API: from rows to shapes. No query.

What is not for whoever asks is not in the shape: a tombstone has its place and date alone, and
nothing here knows addresses, connections or who reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Literal

from wagtail.models import Site

from wagtail_parenting.api.pagination import make_cursor
from wagtail_parenting.api.shapes import (
    Answered,
    Comment,
    CommentAuthor,
    CommentCounts,
    CommentList,
    PageComments,
    RecentPostLink,
)
from wagtail_parenting.api.shapes import Replies as RepliesShape
from wagtail_parenting.api.times import utc
from wagtail_parenting.comments import editing
from wagtail_parenting.comments.blocks import CommentsBlock
from wagtail_parenting.comments.initials import colour, initials
from wagtail_parenting.comments.models import WAITING, RecentPost, Status, comment_settings
from wagtail_parenting.comments.preview import ONLOOKER, shown_open
from wagtail_parenting.comments.queries import Replies, Row, ThreadRows, threads
from wagtail_parenting.comments.thread_pages import ThreadPage, is_open, merged
from wagtail_parenting.conf import config
from wagtail_parenting.headless.loading import Loaded
from wagtail_parenting.headless.routing import Frontends, cms_origin, mounted_at
from wagtail_parenting.headless.streams import body_fields, raw_stream
from wagtail_parenting.readers import pictures
from wagtail_parenting.readers.identity import STRANGER, Who

if TYPE_CHECKING:
    from wagtail_parenting.api.rendering import PageRendering

#: Threads, and replies of each, in an answer that is not told otherwise.
FIRST_THREADS, FIRST_REPLIES = 20, 3
COMMENT_TYPE: Final = "parenting.ReaderComment"
COMMENT_VIEWS = ("wagtailapi_v3:parenting_comment", "parenting_api:parenting_comment")


class CommentRendering:
    """Comments as one asker sees them. ``pages`` are those below which they stand."""

    def __init__(self, origin: str, pages: Iterable[ThreadPage], who: Who = STRANGER) -> None:
        self.who = who
        self.pages = {page.id: page for page in pages}
        path = next(filter(None, (mounted_at(v, comment_id=0) for v in COMMENT_VIEWS)), None)
        before, _zero, after = path.rpartition("0") if path else ("", "", "")
        self._origin = origin
        self._detail = (origin + before, after) if path else None

    def comment(self, row: Row, replies: RepliesShape | None = None) -> Comment:
        page = self.pages[row.page_id]
        is_own = self.who.owns(row)
        is_tombstone = not row.is_approved and not (is_own and row.status in WAITING)
        until = editing.editable_until(row) if is_own else None
        return {
            "id": row.id,
            "meta": {
                "type": COMMENT_TYPE,
                "detail_url": self._detail_url(row.id),
                "html_url": f"{page.page_url}#{editing.anchor(row.id)}",
            },
            "page": page.reference,
            "parent_id": row.parent_id,
            "root_id": row.root_id or row.id,
            "depth": row.depth,
            "in_reply_to": _answered(row),
            "status": "tombstone" if is_tombstone else _public_status(row),
            "author": None if is_tombstone else self._author(row),
            "html": None if is_tombstone else row.html,
            "created_at": utc(row.created_at) or "",
            "edited_at": None if is_tombstone else utc(row.edited_at),
            "edited_by_team": not is_tombstone and row.edited_by_team,
            "pinned": row.pinned,
            "likes": 0 if is_tombstone else row.likes,
            "reply_count": row.replies,
            "replies": replies,
            "recent_post": None if is_tombstone else _recent_post(row),
            "body": row.body if is_own and not is_tombstone else None,
            "editable_until": utc(until),
            "liked": row.liked,
            "is_own": is_own,
        }

    def with_replies(self, row: Row, found: Replies) -> Comment:
        """A comment with some of what stands below it."""
        return self.comment(row, self.replies(row, found))

    def replies(self, row: Row, found: Replies) -> RepliesShape:
        listing = replies_listing(row.id)
        count = row.below if row.depth == 0 else row.replies
        return {
            "count": count,
            "items": [self.comment(reply) for reply in found.rows],
            "previous": make_cursor([*listing, "back"], _place(found.before)),
            "next": make_cursor([*listing, "on"], _place(found.after)),
        }

    def threads(self, found: ThreadRows, page_id: int, order: str, count: int) -> CommentList:
        """A part of the list of a page's threads; its cursors are bound to that list."""
        listing, empty = threads_listing(page_id, order), Replies()
        return {
            "count": count,
            "order": order,  # type: ignore[typeddict-item]
            "shown_depth": config().comment_depth,
            "items": [
                self.with_replies(row, found.replies.get(row.id, empty)) for row in found.rows
            ],
            "previous": make_cursor([*listing, "back"], found.previous),
            "next": make_cursor([*listing, "on"], found.next),
        }

    def _author(self, row: Row) -> CommentAuthor:
        return {
            "name": row.name,
            "url": row.website or None,
            "badge": row.badge or None,  # type: ignore[typeddict-item]
            "initials": initials(row.name),
            "colour": colour(row.seed),
            "avatar": pictures.url_of(row.picture, self._origin),
        }

    def _detail_url(self, comment_id: int) -> str | None:
        return f"{comment_id}".join(self._detail) if self._detail else None


def threads_listing(page_id: int, order: str) -> list[Any]:
    """What a cursor of a list of threads is bound to."""
    return ["comments", page_id, order]


def replies_listing(comment_id: int) -> list[Any]:
    """What a cursor of replies is bound to."""
    return ["replies", comment_id]


def _place(path: str | None) -> list[Any] | None:
    return None if path is None else [path]


def _public_status(row: Row) -> Any:
    return "approved" if row.is_approved else "held"


def _answered(row: Row) -> Answered | None:
    if row.parent_id is None:
        return None
    is_there = row.parent_status == Status.APPROVED
    return {"id": row.parent_id, "name": row.parent_name if is_there else None}


def _recent_post(row: Row) -> RecentPostLink | None:
    if row.recent_state != RecentPost.READY:
        return None
    return {"title": row.recent_title, "url": row.recent_url}


# --- Of a page ------------------------------------------------------------------------------------


def counts(page: Any, loaded: Loaded, site: Any) -> CommentCounts | None:
    """How the comments of ``page`` (specific) stand; None for a page that takes none."""
    if not getattr(page, "takes_comments", False):
        return None
    counted, previewed = loaded.counts_of(page), shown_open(page)
    return {
        "open": _is_open(page, loaded, site) if previewed is None else previewed,
        "closes_at": utc(page.comments_close_at),
        "count": counted.comments,
        "thread_count": counted.threads,
    }


def _is_open(page: Any, loaded: Loaded, site: Any) -> bool:
    return is_open(page, comment_settings(site), loaded.frontends.now)


def of_page(rendering: PageRendering) -> PageComments | None:
    """What a page says of its comments."""
    found = counts(rendering.page, rendering.loaded, rendering.site)
    if found is None:
        return None
    placement: Literal["block", "end", "none"] = "none"
    if _has_block(rendering.page):
        placement = "block"
    elif found["open"] or found["count"]:
        placement = "end"
    return {**found, "placement": placement}


def _has_block(page: Any) -> bool:
    return any(
        isinstance(block, CommentsBlock)
        for body in body_fields(page)
        for item in raw_stream(page, body)
        if (block := body.stream_block.child_blocks.get(item.get("type"))) is not None
    )


def thread_page_of(rendering: PageRendering, site: Site) -> ThreadPage:
    """A public page that is being shown, as a page below which comments stand. No query."""
    page, loaded = rendering.page, rendering.loaded
    counted, source = loaded.counts_of(page), loaded.source_of(page)
    return ThreadPage(
        pk=page.pk,
        id=counted.thread_id,
        title=source.title,
        tree_path=source.path,
        page_path=loaded.frontends.path(source),
        page_url=loaded.frontends.url(source) or "",
        content_type_id=page.content_type_id,
        language=loaded.language_of(page),
        site=site,
        version="",
        modified=None,
        comments=counted.comments,
        threads=counted.threads,
    )


def first_threads(page: ThreadPage, frontends: Frontends) -> tuple[CommentList, list[Row]]:
    """What ``comments/`` answers without parameters, and the rows of what can be read of it. 2
    queries."""
    pages = merged(frontends, page)
    order = page.settings.order
    found = threads(
        [each.id for each in pages], order=order, limit=FIRST_THREADS, replies=FIRST_REPLIES
    )
    rendering = CommentRendering(cms_origin(frontends), pages)
    count = sum(each.threads for each in pages)
    listed = rendering.threads(found, page.id, order, count)
    return listed, [row for row in found.rows if row.is_approved]


def waiting(row: Row, rendering: PageRendering, site: Site) -> Comment:
    """A comment that stands below ``page`` only in its preview. No query."""
    page = thread_page_of(rendering, site)
    return CommentRendering(cms_origin(rendering.loaded.frontends), [page], ONLOOKER).comment(row)


def no_threads(site: Site) -> CommentList:
    """The same of a page of ``site`` that nobody has written below."""
    return {
        "count": 0,
        "order": comment_settings(site).order,  # type: ignore[typeddict-item]
        "shown_depth": config().comment_depth,
        "items": [],
        "previous": None,
        "next": None,
    }
