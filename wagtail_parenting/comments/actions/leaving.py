"""How comments go: with their page, with their writer, or when nobody needs them any more.

Never by Django's cascade, which would load a thread of a hundred thousand and fail in a deep one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from wagtail_parenting.comments.actions import places
from wagtail_parenting.comments.actions.reacting import REACTIONS
from wagtail_parenting.comments.models import (
    CommentLike,
    CommentReport,
    ReaderComment,
    RecentPost,
    Status,
)
from wagtail_parenting.conf import config
from wagtail_parenting.headless import community
from wagtail_parenting.moderation.retention import (
    BATCH,
    GONE,
    delete_rows,
    erase_page_by_page,
    forget_connections,
    forget_history,
    forget_originals,
    update_in_batches,
)
from wagtail_parenting.readers.identity import Who
from wagtail_parenting.readers.models import Notice, Subscription

#: A comment without what tells of its writer.
_NOBODY: dict[str, Any] = {
    "name": "",
    "website": "",
    "owner": "",
    "reader": None,
    "user": None,
    "badge": "",
    "is_verified": False,
    "ip_key": "",
    "input_digest": "",
    "body_digest": "",
    "recent_state": RecentPost.NONE,
    "recent_title": "",
    "recent_url": "",
    "recent_next_try_at": None,
}
_NO_WORDS: dict[str, Any] = {"body": "", "html": "", "edited_by_team": False, "edited_at": None}


def delete_below_pages(page_ids: Iterable[int]) -> None:
    """A page is about to be deleted, and all that was written below it goes too. 6 queries a page,
    and more for long threads. Called in the transaction that deletes it."""
    for page_id in page_ids:
        community.lock_going(page_id)
        while ids := list(
            ReaderComment.objects.filter(page=page_id).values_list("pk", flat=True)[:BATCH]
        ):
            _delete(ids)


def erase(*, who: Who, keep_text: bool) -> int:
    """Take someone out of comments. What she wrote is withdrawn and emptied, or with ``keep_text``
    stays and is nobody's. Answers how many comments were hers."""
    erase_one = partial(_erase, keep_text=keep_text)
    return erase_page_by_page(ReaderComment, "page", who, erase_one, REACTIONS)


def _erase(comment: ReaderComment, keep_text: bool) -> None:
    forget_history(ReaderComment, [comment.pk])
    CommentReport.objects.filter(comment=comment.pk).update(text="")  # of her, in others' words
    if keep_text:
        places.update(comment, **_NOBODY)
        community.touch(comment.page_id)
        return
    places.change(comment, Status.WITHDRAWN, **_NOBODY, **_NO_WORDS, reasons=[])
    if not ReaderComment.objects.filter(parent=comment.pk).exists():
        _delete([comment.pk])


def purge() -> dict[str, int]:
    """Drop what is older than the site's settings say: hashes of connections, and what was spam,
    removed or withdrawn. Answers how many of each."""
    now = timezone.now()
    before = now - datetime.timedelta(days=config().keep_connection_days)
    gone_before = now - datetime.timedelta(days=config().keep_removed_days)
    return {
        "connections": forget_connections(ReaderComment, CommentReport, before),
        "comments": _drop(gone_before),
        "originals": forget_originals(ReaderComment, "parenting.comment.redact", gone_before),
    }


def _drop(before: datetime.datetime) -> int:
    """Rows that nothing hangs on go, leaves first; tombstones lose what they still hold."""
    gone = ReaderComment.objects.filter(status__in=GONE, decided_at__lt=before)
    dropped = 0
    leaves = gone.filter(~Exists(ReaderComment.objects.filter(parent=OuterRef("pk"))))
    while True:
        with transaction.atomic():  # locked, or a moderator might bring one back meanwhile
            ids = list(leaves.select_for_update().values_list("pk", flat=True)[:BATCH])
            _delete(ids)
        dropped += len(ids)
        if not ids:
            break
    full = gone.exclude(body="", name="", reader=None, owner="")
    dropped += update_in_batches(full, **_NOBODY, **_NO_WORDS)
    return dropped


def _delete(ids: list[int]) -> None:
    """Delete comments that nothing shown hangs on, with all that hangs on them."""
    forget_history(ReaderComment, ids)
    subjects = [str(pk) for pk in ids]
    topics = [f"{kind}-{pk}" for pk in ids for kind in ("replies", "thread")]
    delete_rows(
        CommentLike.objects.filter(comment__in=ids),
        CommentReport.objects.filter(comment__in=ids),
        Subscription.objects.filter(topic__in=topics),
        Notice.objects.filter(kind__startswith="comment_", subject__in=subjects),
        ReaderComment.objects.filter(pk__in=ids),
    )
