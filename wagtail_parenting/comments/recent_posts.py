"""The commenter's newest post on her own blog: looked for once, by task, if she asked for it.

What is found is kept as it was found and never refreshed. A blog that does not answer is asked
again with growing pauses, and then no more; the comment stands either way.
"""

from __future__ import annotations

import datetime
from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from wagtail_parenting import after_commit
from wagtail_parenting.comments.models import ReaderComment, RecentPost, Status
from wagtail_parenting.errors import NotFound
from wagtail_parenting.headless import community
from wagtail_parenting.outbound.feeds import NewestPost, newest_post

#: After each failure it is asked again after so many hours.
BACKOFF_HOURS = (1, 6, 24)
#: While a task has it in hand, no other takes it; one that was lost is enqueued again then.
IN_HAND = datetime.timedelta(minutes=15)


def enqueue(comment_id: int) -> None:
    """Look for it once the running transaction has committed."""
    after_commit.enqueue(find, comment_id)


@task()
def find(comment_id: int) -> None:
    """Look for the newest post of one commenter. Safe to run again, or twice at once."""
    now = timezone.now()
    waiting = ReaderComment.objects.filter(
        pk=comment_id, recent_state=RecentPost.WANTED, status=Status.APPROVED
    )
    mine = waiting.exclude(recent_next_try_at__gt=now)
    if not mine.update(recent_next_try_at=now + IN_HAND):
        return
    comment = waiting.first()
    if comment is None:
        return
    found = newest_post(comment.website)
    if isinstance(found, NewestPost):
        _keep(comment, found)
    elif found.may_retry and comment.recent_tries < len(BACKOFF_HOURS):
        pause = datetime.timedelta(hours=BACKOFF_HOURS[comment.recent_tries])
        waiting.update(recent_tries=comment.recent_tries + 1, recent_next_try_at=now + pause)
    else:
        waiting.update(recent_state=RecentPost.FAILED, recent_next_try_at=None)


def _keep(comment: ReaderComment, found: NewestPost) -> None:
    with transaction.atomic():
        community.lock(comment.page_id)
        kept = ReaderComment.objects.filter(pk=comment.pk, recent_state=RecentPost.WANTED).update(
            recent_state=RecentPost.READY,
            recent_title=found.title,
            recent_url=found.url,
            recent_at=timezone.now(),
            recent_next_try_at=None,
        )
        if kept:
            community.touch(comment.page_id)


def find_due() -> int:
    """Enqueue what was left behind, or waits for another try. Answers how many."""
    now = timezone.now()
    due = ReaderComment.objects.filter(
        recent_state=RecentPost.WANTED, status=Status.APPROVED, recent_next_try_at__lte=now
    )
    lost = ReaderComment.objects.filter(
        recent_state=RecentPost.WANTED,
        status=Status.APPROVED,
        recent_next_try_at=None,
        decided_at__lt=now - IN_HAND,
    )
    ids = [*due.values_list("pk", flat=True)[:500], *lost.values_list("pk", flat=True)[:500]]
    for pk in ids:
        find.enqueue(pk)
    return len(ids)


def expire(days: int) -> int:
    """Forget the posts that were found so many days ago. Answers how many."""
    before = timezone.now() - datetime.timedelta(days=days)
    old = ReaderComment.objects.filter(recent_state=RecentPost.READY, recent_at__lt=before)
    gone = 0
    for page_id in list(old.values_list("page_id", flat=True).distinct()):
        with suppress(NotFound), transaction.atomic():
            community.lock(page_id)
            gone += old.filter(page=page_id).update(
                recent_state=RecentPost.NONE, recent_title="", recent_url="", recent_at=None
            )
            community.touch(page_id)
    return gone
