"""Holding the counters of comments against the rows that they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q

from wagtail_parenting.comments.models import CommentLike, CommentReport, ReaderComment
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation.recount import (
    Drift,
    compare,
    compare_page,
    counted,
    page_by_page,
)


def recount(*, page_id: int | None = None, repair: bool = True) -> Iterator[Drift]:
    """What has drifted, page by page; each is repaired under its lock. Memory: one page's ids."""
    if page_id is not None:
        return page_by_page([page_id], _page, repair=repair)
    written = ReaderComment.objects.filter(page__in=all_pages().order_by().values("pk"))
    pages = written.order_by().values_list("page_id", flat=True).distinct()
    stamped = PageStamp.objects.filter(Q(comments__gt=0) | Q(threads__gt=0))
    wanted = {*pages, *stamped.values_list("pk", flat=True)}
    return page_by_page(wanted, _page, repair=repair)


def _page(page_id: int, repair: bool) -> Iterator[Drift]:
    comments = {
        comment.pk: comment
        for comment in ReaderComment.objects.filter(page=page_id).only(
            "parent_id",
            "root_id",
            "depth",
            "status",
            "is_shown",
            "replies",
            "below",
            "likes",
            "reports",
        )
    }
    replies, below, shown = _tree(comments)
    likes = counted(CommentLike.objects.filter(comment__page=page_id), "comment")
    standing = CommentReport.objects.filter(comment__page=page_id, resolved_at=None)
    reports = counted(standing, "comment")
    for pk, comment in comments.items():
        right = {
            "is_shown": shown[pk],
            "replies": replies[pk],
            "below": below[pk] if comment.depth == 0 else 0,
            "likes": likes.get(pk, 0),
            "reports": reports.get(pk, 0),
        }
        yield from compare("comment", comment, right, repair=repair)
    approved = sum(comment.is_approved for comment in comments.values())
    threads = sum(comment.depth == 0 and shown[pk] for pk, comment in comments.items())
    yield from compare_page(page_id, {"comments": approved, "threads": threads}, repair=repair)


def _tree(
    comments: dict[int, ReaderComment],
) -> tuple[dict[int, int], dict[int, int], dict[int, bool]]:
    """Shown replies of each, shown comments below each first one, and what is shown: the deepest
    first, so that nothing recurses."""
    replies: dict[int, int] = defaultdict(int)
    below: dict[int, int] = defaultdict(int)
    shown: dict[int, bool] = {}
    for comment in sorted(comments.values(), key=lambda one: one.depth, reverse=True):
        shown[comment.pk] = comment.is_approved or replies[comment.pk] > 0
        if shown[comment.pk] and comment.parent_id is not None:
            replies[comment.parent_id] += 1
            below[comment.root_id or 0] += 1
    return replies, below, shown
