"""What a comment's writer may still do with it, and where it is. No database."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from wagtail_parenting.comments.models import WAITING, Notify, ReaderComment, Status
from wagtail_parenting.conf import config


def editable_until(comment: Any) -> datetime.datetime | None:
    """Until when its writer may edit a comment, or a row of one; None if she may not. A reply ends
    it at once."""
    if comment.status not in (Status.APPROVED, *WAITING) or comment.replies:
        return None
    if comment.edited_by_team:
        return None
    until = comment.created_at + datetime.timedelta(seconds=config().comment_edit_seconds)
    return until if until > timezone.now() else None


def is_editable(comment: ReaderComment) -> bool:
    return editable_until(comment) is not None


def topic_of(comment: ReaderComment) -> str:
    """What its writer hears of: replies to it, or all of its thread."""
    if comment.notify == Notify.THREAD:
        return f"thread-{comment.root_id or comment.pk}"
    return f"replies-{comment.pk}"


def anchor(comment_id: int) -> str:
    """The fragment of a comment's address."""
    return f"comment-{comment_id}"
