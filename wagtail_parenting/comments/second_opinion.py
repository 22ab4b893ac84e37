"""What Akismet says of comments that wait for it. By task."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from wagtail_parenting import after_commit
from wagtail_parenting.comments import body as bodies
from wagtail_parenting.comments.models import ReaderComment, Status
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation import akismet
from wagtail_parenting.moderation.pipeline import Verdict, reason

#: A comment that the service has said nothing of by then is left to the moderators.
ASKED_FOR = datetime.timedelta(days=1)
LOST_AFTER = datetime.timedelta(minutes=10)


def enqueue(comment: ReaderComment, verdict: Verdict) -> None:
    """Ask once the running transaction has committed, if the rules want it."""
    if akismet.REASON in verdict.words:
        after_commit.enqueue(ask, comment.pk)


@task()
def ask(comment_id: int) -> None:
    """Ask of one comment, and do what follows. Safe to run again."""
    comment = ReaderComment.objects.filter(pk=comment_id, status=Status.HELD).first()
    page = all_pages().filter(pk=comment.page_id).first() if comment is not None else None
    if comment is None or page is None or not _waits(comment):
        return
    frontends = Frontends.load()
    root = frontends.root_of(page)
    spam = akismet.is_spam(
        text=bodies.plain(comment.body),
        name=comment.name,
        website=comment.website,
        page_url=frontends.url(page) or "",
        site_url=root.origin if root is not None else "",
    )
    if spam is not None:
        _follow(comment, spam)


def _follow(asked: ReaderComment, spam: bool) -> None:
    """``asked`` is the comment as the service saw it: what was edited meanwhile is asked again."""
    from wagtail_parenting.comments.actions import places

    with transaction.atomic():
        comment = places.locked(asked.pk)
        is_same = comment.body_digest == asked.body_digest
        if comment.status != Status.HELD or not _waits(comment) or not is_same:
            return
        others = [item for item in comment.reasons if item["reason"] != akismet.REASON]
        if spam:
            places.decide(comment, Status.SPAM, reasons=[*others, reason("akismet_spam")])
        else:
            places.decide(comment, Status.HELD if others else Status.APPROVED, reasons=others)


def _waits(comment: ReaderComment) -> bool:
    return any(item["reason"] == akismet.REASON for item in comment.reasons)


def ask_lost() -> int:
    """Enqueue what was left unasked. Answers how many."""
    now = timezone.now()
    held = ReaderComment.objects.filter(
        status=Status.HELD, created_at__gt=now - ASKED_FOR, created_at__lt=now - LOST_AFTER
    )
    waiting = [comment.pk for comment in held.only("pk", "reasons")[:500] if _waits(comment)]
    for pk in waiting:
        ask.enqueue(pk)
    return len(waiting)
