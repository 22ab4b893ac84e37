"""A comment's place in its thread, and the counts that follow from it.

Every change of a status goes through here, under the lock of the page: whether the comment is
shown, whether what it answers is still a tombstone, and what pages count, are settled together.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from wagtail_parenting.comments import announcing, recent_posts
from wagtail_parenting.comments import body as bodies
from wagtail_parenting.comments.models import ReaderComment, RecentPost, Status
from wagtail_parenting.comments.threads import path_of
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.moderation import known_domains
from wagtail_parenting.signals import comment_changed

_VERBS = {Status.APPROVED: "approve", Status.HELD: "hold", Status.SPAM: "spam"}


def locked(comment_id: int) -> ReaderComment:
    """The comment as it is now, with its page locked. 3 queries. Raises ``NotFound``."""
    page_id = ReaderComment.objects.filter(pk=comment_id).values_list("page_id", flat=True).first()
    if page_id is None:
        raise NotFound("There is no such comment.")
    community.lock(page_id)
    comment = ReaderComment.objects.select_for_update().filter(pk=comment_id).first()
    if comment is None:
        raise NotFound("There is no such comment.")
    return comment


def insert(comment: ReaderComment, parent: ReaderComment | None) -> None:
    """Store a new comment at its place, with its page locked. 1 to 6 queries."""
    comment.parent, comment.depth = parent, 0
    if parent is not None:
        comment.depth = parent.depth + 1
        comment.root_id = parent.root_id or parent.pk
    comment.is_shown = comment.is_approved
    comment.save(force_insert=True)
    if parent is not None:
        comment.path = path_of(comment.pk, parent.path)
        ReaderComment.objects.filter(pk=comment.pk).update(path=comment.path)
    _settle(comment, was_shown=False, was_approved=False, parent=parent)


def change(comment: ReaderComment, status: str, **fields: Any) -> None:
    """Give a locked comment another status, and ``fields`` besides. 1 to 7 queries, and 2 more for
    each tombstone that comes or goes with it."""
    was_shown, was_approved = comment.is_shown, comment.is_approved
    if comment.status != status:
        fields["decided_at"] = timezone.now()
    fields |= {"status": status, "is_shown": status == Status.APPROVED or comment.replies > 0}
    if status != Status.APPROVED:
        fields["pinned"] = False
    update(comment, **fields)
    _settle(comment, was_shown=was_shown, was_approved=was_approved)


def decide(comment: ReaderComment, status: str, **fields: Any) -> None:
    """``change`` as rules, reports or a service decide: in the log it is nobody's act."""
    is_new = comment.status != status
    change(comment, status, **fields)
    if is_new:
        log(comment, f"parenting.comment.{_VERBS[Status(status)]}")


def update(comment: ReaderComment, **fields: Any) -> None:
    """Write some fields of a locked comment, and no others: likes come without the lock."""
    for name, value in fields.items():
        setattr(comment, name, value)
    ReaderComment.objects.filter(pk=comment.pk).update(**fields)


def _settle(
    comment: ReaderComment,
    *,
    was_shown: bool,
    was_approved: bool,
    parent: ReaderComment | None = None,
) -> None:
    is_approved = comment.is_approved
    threads = _climb(comment, parent) if comment.is_shown != was_shown else 0
    if comment.is_shown or was_shown:
        community.touch(
            comment.page_id, comments=int(is_approved) - int(was_approved), threads=threads
        )
    if is_approved and not was_approved:
        known_domains.remember(bodies.links(comment.body))
        _tell(comment)

    def tell() -> None:
        comment_changed.send(ReaderComment, comment=comment)

    transaction.on_commit(tell, robust=True)


def _climb(comment: ReaderComment, parent: ReaderComment | None) -> int:
    """Count a comment that has come or gone in what stands above it, as far up as tombstones come
    or go with it. Answers by how much the number of shown threads changes."""
    changed: dict[int, dict[str, Any]] = {}
    below, threads, node = 0, 0, comment
    while True:
        step = 1 if node.is_shown else -1
        if node.parent_id is None:
            threads = step
            break
        below += step
        above = parent or ReaderComment.objects.get(pk=node.parent_id)
        parent, was_shown = None, above.is_shown
        above.replies += step
        above.is_shown = above.is_approved or above.replies > 0
        changed[above.pk] = {"replies": above.replies, "is_shown": above.is_shown}
        if above.is_shown == was_shown:
            break
        node = above
    if below and comment.root_id is not None:
        changed.setdefault(comment.root_id, {})["below"] = F("below") + below
    for pk, fields in changed.items():
        ReaderComment.objects.filter(pk=pk).update(**fields)
    return threads


def _tell(comment: ReaderComment) -> None:
    """What follows once others can read it, by task."""
    if comment.announced_at is None:
        announcing.enqueue(comment.pk)
    if comment.recent_state == RecentPost.WANTED:
        recent_posts.enqueue(comment.pk)
