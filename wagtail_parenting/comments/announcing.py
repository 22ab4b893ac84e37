"""Telling others of a comment once it can be read: by task, each of them once."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from wagtail_parenting import after_commit
from wagtail_parenting.comments import editing
from wagtail_parenting.comments.models import Notify, ReaderComment, Status, comment_settings
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.moderation import team
from wagtail_parenting.readers import actions as readers
from wagtail_parenting.readers import notices
from wagtail_parenting.readers.models import Reader, Subscription

REPLY, IN_THREAD, ON_ARTICLE = "comment_reply", "comment_thread", "comment_article"
#: A task that has not run by then was lost.
LOST_AFTER = datetime.timedelta(minutes=15)


def enqueue(comment_id: int) -> None:
    """Tell others once the running transaction has committed."""
    after_commit.enqueue(announce, comment_id)


@task()
def announce(comment_id: int) -> None:
    """Write a notice for everyone who wants to hear of a comment. Safe to run again."""
    comment = ReaderComment.objects.select_related("reader").filter(pk=comment_id).first()
    if comment is None or not comment.is_approved or comment.announced_at is not None:
        return
    page = all_pages().filter(pk=comment.page_id).first()
    frontends = Frontends.load()
    root = frontends.root_of(page) if page is not None else None
    if page is not None and root is not None:
        site: Any = frontends.sites[root.site_id]
        subject = str(comment.pk)
        for reader, kind in _subscribers(comment).items():
            notices.add(kind, site=site, reader=reader, subject=subject)
        _ask_to_confirm(comment, frontends.path(page), site)
        for user in _authors(comment, page, site):
            notices.add(ON_ARTICLE, site=site, user=user, subject=subject)
    ReaderComment.objects.filter(pk=comment.pk).update(announced_at=timezone.now())


def _ask_to_confirm(comment: ReaderComment, path: str, site: Any) -> None:
    """Whoever wants mails, but got none to confirm her address as her comment looked like spam, is
    asked now that a moderator has seen it."""
    reader = comment.reader
    if reader is None or reader.confirmed_at is not None or comment.notify == Notify.NONE:
        return
    if not reader.links.exists():
        next, topics = f"{path}#{editing.anchor(comment.pk)}", [editing.topic_of(comment)]
        readers.ask_to_confirm(reader=reader, site=site, next=next, topics=topics)


def _subscribers(comment: ReaderComment) -> dict[Reader, str]:
    """Whom to tell, and as what: who was answered hears so, even in a thread that she follows.
    Nobody hears of her own comment."""
    topics = {f"thread-{comment.root_id}": IN_THREAD, f"replies-{comment.parent_id}": REPLY}
    wanted = Subscription.objects.filter(
        topic__in=topics, reader__confirmed_at__isnull=False
    ).exclude(reader=comment.reader_id if comment.is_verified else None)
    found: dict[Reader, str] = {}
    for subscription in wanted.select_related("reader"):
        kind = topics[subscription.topic]
        if kind == REPLY or subscription.reader not in found:
            found[subscription.reader] = kind
    return found


def _authors(comment: ReaderComment, page: Any, site: Any) -> list[Any]:
    """Authors of the article with an account and an address, but for the writer herself."""
    authors = getattr(page.specific, "authors", None)
    if authors is None or not comment_settings(site).notify_authors:
        return []
    writer = comment.user_id
    if writer is None and comment.reader is not None and comment.is_verified:
        account = team.member_with(comment.reader.address)
        writer = account.pk if account is not None else None
    return team.accounts_behind(authors.all(), but=[writer])


def announce_lost() -> int:
    """Enqueue what a crash left untold. Answers how many."""
    before = timezone.now() - LOST_AFTER
    lost = ReaderComment.objects.filter(
        status=Status.APPROVED, announced_at=None, decided_at__lt=before
    )
    ids = list(lost.order_by("pk").values_list("pk", flat=True)[:1000])
    for pk in ids:
        announce.enqueue(pk)
    return len(ids)
