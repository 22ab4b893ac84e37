"""Holding counters against the rows that they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q

from wagtail_parenting.comments.models import CommentLike, CommentReport, ReaderComment
from wagtail_parenting.headless import community
from wagtail_parenting.headless.models import PageStamp
from wagtail_parenting.headless.tree import all_pages


@dataclass(frozen=True)
class Drift:
    """A count that is not what it should be."""

    what: str
    pk: int
    name: str
    was: int
    should_be: int

    def __str__(self) -> str:
        return f"{self.what} {self.pk}: {self.name} is {self.was}, should be {self.should_be}"


def recount(*, page_id: int | None = None, repair: bool = True) -> Iterator[Drift]:
    """What has drifted, page by page; each is repaired under its lock. Memory: one page's ids."""
    written = ReaderComment.objects.filter(page__in=all_pages().order_by().values("pk"))
    pages = written.order_by().values_list("page_id", flat=True).distinct()
    stamped = PageStamp.objects.filter(Q(comments__gt=0) | Q(threads__gt=0))
    wanted = {page_id} if page_id is not None else {*pages, *stamped.values_list("pk", flat=True)}
    for pk in sorted(wanted):
        with transaction.atomic():
            community.lock(pk)
            found = list(_page(pk, repair))
        yield from found


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
    likes = _counted(CommentLike.objects.filter(comment__page=page_id))
    reports = _counted(CommentReport.objects.filter(comment__page=page_id, resolved_at=None))
    for pk, comment in comments.items():
        right = {
            "is_shown": shown[pk],
            "replies": replies[pk],
            "below": below[pk] if comment.depth == 0 else 0,
            "likes": likes.get(pk, 0),
            "reports": reports.get(pk, 0),
        }
        wrong = {name: value for name, value in right.items() if getattr(comment, name) != value}
        for name, value in wrong.items():
            yield Drift("comment", pk, name, int(getattr(comment, name)), int(value))
        if wrong and repair:
            ReaderComment.objects.filter(pk=pk).update(**wrong)
    approved = sum(comment.is_approved for comment in comments.values())
    threads = sum(comment.depth == 0 and shown[pk] for pk, comment in comments.items())
    yield from _stamp(page_id, approved, threads, repair)


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


def _counted(rows: object) -> dict[int, int]:
    counted = rows.order_by().values("comment").annotate(number=Count("pk"))  # type: ignore[attr-defined]
    return {row["comment"]: row["number"] for row in counted}


def _stamp(page_id: int, comments: int, threads: int, repair: bool) -> Iterator[Drift]:
    stamp = PageStamp.objects.get(pk=page_id)
    if stamp.comments != comments:
        yield Drift("page", page_id, "comments", stamp.comments, comments)
    if stamp.threads != threads:
        yield Drift("page", page_id, "threads", stamp.threads, threads)
    if repair and (stamp.comments, stamp.threads) != (comments, threads):
        community.touch(
            page_id, comments=comments - stamp.comments, threads=threads - stamp.threads
        )
